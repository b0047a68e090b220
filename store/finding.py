"""What people mean when they type a part of an id or a name."""

from collections.abc import Iterable
from unicodedata import normalize

from schema.ids import Reference, parse_ref
from schema.kinds import DOCUMENTS, PersonDocument
from schema.replacement import ANONYMOUS
from schema.text import folded
from store.errors import AmbiguousReference, BadValue, UnknownPerson, UnknownReference
from store.snapshot import Snapshot

# A contribution's id is random, so a short part of one would be found by accident.
_SHORTEST_CONTRIBUTION_PART = 4
_EXISTS_ALWAYS = ("activity", "unplaced")


def find(snapshot: Snapshot, typed: str) -> Reference:
    """Return the one record that `typed` means, with its question or section code.

    Raises UnknownReference, or AmbiguousReference with every record it fits: never a guess.
    """
    wanted = parse_ref(typed)
    if wanted is None:
        return _titled(snapshot, typed)
    if wanted.kind in _EXISTS_ALWAYS:
        return wanted
    fitting = _fitting(snapshot, wanted)
    if not fitting:
        return _titled(snapshot, typed)
    kind, found = _one(snapshot, typed, fitting)
    return Reference(kind, found, wanted.code)


def _one(snapshot: Snapshot, typed: str, fitting: list[tuple[str, str]]) -> tuple[str, str]:
    """Return the only one that fits; among several, the only one not put aside."""
    if len(fitting) > 1:
        aside = {each.id for each in snapshot.documents if each.archived}
        fitting = [each for each in fitting if each[1] not in aside] or fitting
    if len(fitting) > 1:
        raise AmbiguousReference(typed, tuple(f"{kind}/{found}" for kind, found in fitting))
    return fitting[0]


def _titled(snapshot: Snapshot, typed: str) -> Reference:
    """Return the document or person with exactly this title: what fits no id may be a title."""
    kind, slash, rest = typed.strip().partition("/")
    title = folded(rest if slash and kind in DOCUMENTS else typed)
    found = [
        (each.kind, each.id)
        for each in snapshot.documents
        if folded(each.title) == title and (not slash or each.kind == kind)
    ]
    if not title or not found:
        raise UnknownReference(typed)
    return Reference(*_one(snapshot, typed, found))


def _people(snapshot: Snapshot) -> list[PersonDocument]:
    return [each for each in snapshot.documents if isinstance(each, PersonDocument)]


def _fitting(snapshot: Snapshot, wanted: Reference) -> list[tuple[str, str]]:
    # A file that was copied by hand has the name of the other, and means the same words.
    of_kind = dict.fromkeys(
        (kind, found) for kind, found, _ in snapshot.ids if wanted.kind in ("", kind)
    )
    whole = [each for each in of_kind if each[1] == wanted.id]
    if whole:
        return whole
    return [
        (kind, found)
        for kind, found in of_kind
        if (_fits_contribution(wanted.id, found) if kind == "contribution" else wanted.id in found)
    ]


def _fits_contribution(part: str, whole: str) -> bool:
    if len(part) < _SHORTEST_CONTRIBUTION_PART:
        return False
    return whole.startswith(part) or whole.endswith(part)


def find_kind(snapshot: Snapshot, typed: str, kind: str) -> Reference:
    """Return the record of one kind that `typed` means; `kind/` before it may be left out.

    Raises BadValue for a part of an agreement, and what `find` raises.
    """
    try:
        found = find(snapshot, typed if "/" in typed else f"{kind}/{typed}")
    except AmbiguousReference as problem:
        raise AmbiguousReference(typed, problem.candidates) from None
    except UnknownReference:
        raise UnknownReference(typed) from None
    if found.kind != kind:
        is_not = f"“{typed}” is not {_A[kind]}."
        raise UnknownReference(typed, f"Give {_A[kind]}, as in: {kind}/…", is_not)
    if kind == "agreement" and found.code:
        whole = typed.partition("#")[0]
        raise BadValue(
            "One stands behind the whole text of an agreement, not behind a part of it.",
            f"Leave out “#{found.code}”: {whole}",
        )
    return found


_A = {
    "agreement": "an agreement",
    "review": "a review",
    "outcome": "an outcome",
    "contribution": "something a person said",
}


def find_person(snapshot: Snapshot, typed: str) -> str:
    """Return the id of the person `typed` means: an id, a part of it, or a chosen name.

    The beginning of a name is enough where nobody has that name and one name begins so.

    Raises UnknownPerson, or AmbiguousReference when several people fit.
    """
    people = _people(snapshot)
    name = folded(typed)
    part = name.removeprefix("person/")
    exact = [p for p in people if p.id == part]
    partly = [p for p in people if part and part in p.id] if len(part) > 1 else []
    begun = [p for p in people if len(name) > 1 and folded(p.title).startswith(name)]
    fitting = exact or called(people, typed) or partly or begun
    if len(fitting) > 1:
        fitting = [p for p in fitting if not p.archived] or fitting
    if len(fitting) > 1:
        found = tuple(f"{each.title} (person/{each.id})" for each in fitting)
        # Of those who have one name, only the code says more.
        alike = len({folded(each.title) for each in fitting}) < len(fitting)
        code = f"Type the code of the one you mean, as in: person/{fitting[0].id}" if alike else ""
        raise AmbiguousReference(typed, found, code)
    if not fitting:
        raise UnknownPerson(typed)
    return fitting[0].id


def called(people: Iterable[PersonDocument], name: str) -> list[PersonDocument]:
    """Return the people of this chosen name: those who write it so, else whatever its case."""
    wanted = folded(name)
    alike = [each for each in people if folded(each.title) == wanted]
    typed = normalize("NFC", name.strip())
    return [each for each in alike if normalize("NFC", each.title.strip()) == typed] or alike


def speaker(snapshot: Snapshot, typed: str, otherwise: str) -> str:
    """Return a person id, or `anonymous`, for whoever speaks; `otherwise` when nothing is typed."""
    if not typed:
        return otherwise
    return ANONYMOUS if typed.strip().lower() == ANONYMOUS else find_person(snapshot, typed)
