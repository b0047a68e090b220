"""What only shows when the records of a workspace are looked at together."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from schema.ids import about_of, is_name, parse_ref
from schema.kinds import CONTRIBUTIONS, KINDS, Position, Reply, field_forms, list_of
from schema.record import Contribution, Problem, Record
from schema.replacement import ANONYMOUS, ForeignLink, foreign_links
from schema.validate.reporting import error, warning
from schema.validate.values import shown

_WHO = ("person", "speaker")
_WHY_NOT: Mapping[str, str] = {
    "unknown": "They are not here; get the newest changes, or take the link out.",
    "itself": "Nothing can take its own place; take the link out.",
    "circle": "They take each other’s place, so all of them count; the person can say it anew.",
    "someone-else": "Another person said that, so both count; each person changes their own words.",
    "anonymous": "Words without a name take no other words’ place, so both count.",
    "other-kind": "That is another kind of thing to say, so both count.",
    "other-document": "That is about something else, so both count.",
}


def workspace_problems(
    records: Iterable[Record],
    *,
    elsewhere: Collection[str] = (),
    texts: Mapping[str, Collection[str]] | None = None,
) -> tuple[Problem, ...]:
    """Return what is wrong or unusual between records: unknown people and places, ids used twice.

    `elsewhere` are paths of files in the workspace that are not among `records`, such as damaged
    ones: what they may hold is not called unknown. `texts` gives by agreement id the digests of
    all texts it ever had; without it positions are not looked up. Lines are 0; no order is needed.
    """
    everything = sorted(records, key=lambda record: record.path)
    contributions = [each for each in everything if isinstance(each, Contribution)]
    return (
        *_used_twice(everything),
        *_case_twins([each.path for each in everything], elsewhere),
        *_unknown(everything, elsewhere),
        *_links(contributions),
        *_replies(contributions),
        *_texts(contributions, texts),
    )


def _used_twice(records: Sequence[Record]) -> Iterator[Problem]:
    by_id: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for each in records:
        if each.id:
            by_id[_kind(each), each.id].append(each)
    for same in by_id.values():
        for each, other in zip(same[1:], same, strict=False):
            yield error(
                each,
                "id-twice",
                f"The id {shown(each.id)} is already used by {other.path}. "
                "Give one of them the id in its own file’s name.",
                "id",
            )


def _case_twins(paths: Iterable[str], elsewhere: Iterable[str]) -> Iterator[Problem]:
    by_folded: dict[str, list[str]] = defaultdict(list)
    for path in sorted({*paths, *elsewhere}):
        by_folded[path.casefold()].append(path)
    for twins in by_folded.values():
        for path in twins[1:]:
            yield Problem(
                path=path,
                code="case-twin",
                message=f"This name differs from {twins[0]} in capital letters only. "
                "Some computers hold only one of the two; give one another name.",
            )


def _kind(record: Record) -> str:
    return "contribution" if record.kind in CONTRIBUTIONS else record.kind


def _unknown(records: Sequence[Record], elsewhere: Collection[str]) -> Iterator[Problem]:
    """Yield each person and each place that a header names and nobody knows."""
    known = {(_kind(each), each.id) for each in records}
    known |= {("activity", "activity"), ("unplaced", "")}
    hidden = {path.rpartition("/")[2].removesuffix(".md") for path in elsewhere}
    for record in records:
        for form in field_forms(record.kind) if record.kind in KINDS else ():
            for text in list_of(record.fields.get(form.name)):
                named = _named(form.rule.form, text)
                if named is None or named in known or named[1] in hidden:
                    continue
                make = _unknown_person if form.rule.form in _WHO else _unknown_place
                yield make(record, form.name, text)


def _named(form: str, text: str) -> tuple[str, str] | None:
    """Return the (kind, id) of what a well-formed value names, None for any other value."""
    if form in _WHO:
        return ("person", text) if is_name(text) and text != ANONYMOUS else None
    place = parse_ref(text) if form == "ref" else None
    return (place.kind, place.id) if place and place.kind else None


def _unknown_person(record: Record, field: str, text: str) -> Problem:
    return warning(
        record,
        "unknown-person",
        f"Nobody here has the id {shown(text)}. Get the newest changes, or add the person with: "
        "coproduce new person",
        field,
    )


def _unknown_place(record: Record, field: str, text: str) -> Problem:
    return warning(
        record,
        "unknown-reference",
        f"{shown(text)} is not in this workspace. Get the newest changes, or correct it.",
        field,
    )


def _links(contributions: Sequence[Contribution]) -> Iterator[Problem]:
    for link in foreign_links(contributions):
        yield _foreign(link)


def _foreign(link: ForeignLink) -> Problem:
    return warning(
        link.contribution,
        "foreign-replacement",
        f"This cannot take the place of {shown(link.replaced)}. {_WHY_NOT[link.reason]}",
        "replaces",
    )


def _replies(contributions: Sequence[Contribution]) -> Iterator[Problem]:
    """Yield replies that lie apart from the words they answer."""
    place_of = {each.id: about_of(each.path) for each in contributions}
    for each in contributions:
        if not isinstance(each, Reply):
            continue
        answered = each.ref.removeprefix("contribution/")
        if answered in place_of and place_of[answered] != about_of(each.path):
            yield warning(
                each,
                "other-folder",
                "This reply does not lie beside the words it answers. It is found all the same.",
                "ref",
            )


def _texts(
    contributions: Sequence[Contribution], texts: Mapping[str, Collection[str]] | None
) -> Iterator[Problem]:
    """Yield positions given to a text their agreement never had."""
    for each in contributions:
        if texts is None or not isinstance(each, Position) or each.withdrawn:
            continue
        agreement = each.ref.removeprefix("agreement/")
        if agreement in texts and each.digest not in texts[agreement]:
            yield warning(
                each,
                "unknown-text",
                "This position was given to a text that is not in the history here. "
                "Get the newest changes, or ask the person again.",
                "digest",
            )
