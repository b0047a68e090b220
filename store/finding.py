"""What people mean when they type a part of an id or a name."""

from schema.ids import Reference, parse_ref
from schema.kinds import PersonDocument
from schema.replacement import ANONYMOUS
from store.errors import AmbiguousReference, UnknownPerson, UnknownReference
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
        return _person(snapshot, typed)
    if wanted.kind in _EXISTS_ALWAYS:
        return wanted
    fitting = _fitting(snapshot, wanted)
    if len(fitting) > 1:
        raise AmbiguousReference(typed, tuple(f"{kind}/{found}" for kind, found in fitting))
    if not fitting:
        return _person(snapshot, typed)
    kind, found = fitting[0]
    return Reference(kind, found, wanted.code)


def _person(snapshot: Snapshot, typed: str) -> Reference:
    """Return the person with exactly this chosen name: what fits no id may still be a name."""
    name = typed.strip().removeprefix("person/").casefold()
    found = [e.id for e in _people(snapshot) if e.title.strip().casefold() == name]
    if not found:
        raise UnknownReference(typed)
    if len(found) > 1:
        raise AmbiguousReference(typed, tuple(f"person/{each}" for each in found))
    return Reference("person", found[0])


def _people(snapshot: Snapshot) -> list[PersonDocument]:
    return [each for each in snapshot.documents if isinstance(each, PersonDocument)]


def _fitting(snapshot: Snapshot, wanted: Reference) -> list[tuple[str, str]]:
    of_kind = [(kind, found) for kind, found, _ in snapshot.ids if wanted.kind in ("", kind)]
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
    """Return the record of one kind that `typed` means; `kind/` before it may be left out."""
    try:
        found = find(snapshot, typed if "/" in typed else f"{kind}/{typed}")
    except AmbiguousReference as problem:
        raise AmbiguousReference(typed, problem.candidates) from None
    except UnknownReference:
        raise UnknownReference(typed) from None
    if found.kind != kind:
        raise UnknownReference(typed, f"Give {_A[kind]}, as in: {kind}/…")
    return found


_A = {
    "agreement": "an agreement",
    "review": "a review",
    "outcome": "an outcome",
    "contribution": "something a person said",
}


def find_person(snapshot: Snapshot, typed: str) -> str:
    """Return the id of the person `typed` means: an id, a part of it, or a whole chosen name.

    Raises UnknownPerson, or AmbiguousReference when several people fit.
    """
    people = _people(snapshot)
    name = typed.strip().casefold()
    part = name.removeprefix("person/")
    exact = [p for p in people if p.id == part]
    named = [p for p in people if p.title.strip().casefold() == name]
    partly = [p for p in people if part and part in p.id] if len(part) > 1 else []
    fitting = exact or named or partly
    if len(fitting) > 1:
        found = tuple(f"{each.title} (person/{each.id})" for each in fitting)
        raise AmbiguousReference(typed, found)
    if not fitting:
        raise UnknownPerson(typed)
    return fitting[0].id


def speaker(snapshot: Snapshot, typed: str, otherwise: str) -> str:
    """Return a person id, or `anonymous`, for whoever speaks; `otherwise` when nothing is typed."""
    if not typed:
        return otherwise
    return ANONYMOUS if typed.strip().lower() == ANONYMOUS else find_person(snapshot, typed)
