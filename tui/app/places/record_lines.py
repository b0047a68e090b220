"""The records of each kind as lines: what they are called, and the most telling thing beside it."""

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from schema.kinds import Action, Barrier, Earlier, Learning, Meeting, Outcome
from schema.record import Damaged, Document
from store.documents import Kept
from tui import words
from tui.app.groups import Entry, Group
from tui.field_words import choice
from tui.layout import Text, dim, plain
from tui.naming import Naming

SHELF = ("outcome", "meeting", "barrier", "action", "learning", "earlier", "activity")
"""The kinds of this place, in their order."""

ASIDE = "aside"
_FEW = 40
_LONGEST = 200
_NUMBERS = (
    "none",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
_LAST = "9999"
_KEPT: Mapping[str, str] = {
    "yes": "kept",
    "partly": "kept in part",
    "no": "not kept",
    "unknown": "not known",
}


class Shelf(msgspec.Struct, frozen=True, kw_only=True):
    """All records of this place: how many of each kind there are, and their lines in groups.

    `stacked` are the same groups for a narrow list: a title, and what tells most below it.
    """

    counts: Mapping[str, int]
    groups: Mapping[str, tuple[Group, ...]]
    stacked: Mapping[str, tuple[Group, ...]]


class _Told(msgspec.Struct, frozen=True):
    """How a record is told: its group, the cells beside its title, what stands below, its place."""

    group: str
    beside: tuple[Text, ...] = ()
    below: str = ""
    order: str = ""


def how_many(number: int) -> str:
    """Return a number in words up to twelve."""
    return _NUMBERS[number] if number < len(_NUMBERS) else f"{number:,}"


def shelf(found: Iterable[Kept], naming: Naming) -> Shelf:
    """Return the records of this place as lines, those put aside in a closed group at the end."""
    by_kind: dict[str, list[Kept]] = {kind: [] for kind in SHELF}
    for each in found:
        if each.kind in by_kind:
            by_kind[each.kind].append(each)
    groups = {kind: tuple(_groups(kind, kept, naming)) for kind, kept in by_kind.items()}
    return Shelf(
        counts={kind: sum(not _is_aside(each) for each in kept) for kind, kept in by_kind.items()},
        groups=groups,
        stacked={kind: tuple(map(_stacked, found)) for kind, found in groups.items()},
    )


def _stacked(group: Group) -> Group:
    return msgspec.structs.replace(group, entries=tuple(map(_stacked_entry, group.entries)))


def _stacked_entry(entry: Entry) -> Entry:
    told = (*(plain(cell) for cell in entry.cells[1:]), entry.below)
    return Entry(entry.cells[:1], entry.target, " · ".join(filter(None, told)))


def _is_aside(kept: Kept) -> bool:
    return isinstance(kept.record, Document) and bool(kept.record.archived)


def _groups(kind: str, found: Iterable[Kept], naming: Naming) -> Iterator[Group]:
    told: dict[str, list[tuple[str, str, Entry]]] = {name: [] for name, _ in _GROUPS[kind]}
    for each in found:
        how = _told(each, naming)
        name = ASIDE if _is_aside(each) else how.group if how.group in told else _GROUPS[kind][0][0]
        title = _title(each)
        entry = Entry((title, *how.beside), f"{each.kind}/{each.id}", how.below)
        told.setdefault(name, []).append((how.order, title.casefold(), entry))
    for name, heading in (*_GROUPS[kind], (ASIDE, "")):
        placed = sorted(told.get(name, ()), key=lambda each: each[:2])
        if name == ASIDE:
            yield Group(ASIDE, "", _entries(placed), few=0, counted="put aside; A shows them")
        else:
            newest_first = name in _NEWEST_FIRST.get(kind, ())
            placed = sorted(placed, key=lambda e: e[0], reverse=True) if newest_first else placed
            yield Group(name, heading, _entries(placed), few=_FEW)


def _entries(placed: Iterable[tuple[str, str, Entry]]) -> tuple[Entry, ...]:
    return tuple(entry for _, _, entry in placed)


# The groups of each kind with their headings, in order; the first takes what fits nowhere else.
_GROUPS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "outcome": (("all", ""),),
    "meeting": (("to-come", "To come"), ("held", "Held")),
    "barrier": (("open", "Open"), ("lived-with", "Lived with"), ("overcome", "Overcome")),
    "action": (
        ("open", "Open"),
        ("kept", "Kept"),
        ("changed", "Changed"),
        ("dropped", "Dropped"),
    ),
    "learning": (("all", ""),),
    "earlier": (("all", ""),),
    "activity": (("all", ""),),
}
_NEWEST_FIRST: Mapping[str, tuple[str, ...]] = {
    "meeting": ("held",),
    "action": ("kept", "changed", "dropped"),
    "earlier": ("all",),
}


def _title(kept: Kept) -> str:
    if isinstance(kept.record, Damaged):
        return kept.id
    return " ".join(kept.record.title.split())[:_LONGEST] or kept.id


def _told(kept: Kept, naming: Naming) -> _Told:
    record = kept.record
    if isinstance(record, Damaged):
        return _Told("", (dim("cannot be read"),))
    told = _telling(record, kept.directions, naming)
    marks = list[Text]()
    if kept.differences:
        marks.append(f"▲ {words.count(kept.differences, 'difference')} to settle")
    if record.content_note:
        marks.append(dim("content note"))
    if record.archived:
        marks.append(dim(f"put aside {naming.day(record.archived)}"))
    below = "" if record.content_note else told.below
    return _Told(told.group, (*told.beside, *marks), below, told.order)


def _telling(record: Document, directions: Iterable[str], naming: Naming) -> _Told:
    """Return what is most telling about a record of each kind."""
    match record:
        case Outcome():
            whom = f"for {choice(record.for_)}" if record.for_ else ""
            seen = " · ".join(words.DIRECTIONS[each] for each in directions)
            return _Told("all", (dim(whom), seen or dim("nobody has said how it goes")))
        case Meeting():
            is_to_come = not record.date or record.date >= naming.today.isoformat()
            when = naming.day(record.date) or "no day yet"
            order = record.date or _LAST
            return _Told("to-come" if is_to_come else "held", (when,), order=order)
        case Action():
            who = naming.person(record.owner) if record.owner else "nobody yet"
            when = naming.day(record.due) or "no day yet"
            return _Told(record.state or "open", (who, dim(when)), order=record.due or _LAST)
        case Barrier():
            return _Told(record.state or "open", (), record.route)
        case Learning():
            return _Told("all", (), record.audience)
        case Earlier():
            kept = _KEPT.get(record.kept, record.kept)
            # Years in digits can be put in order; "long ago" comes after them.
            order = record.when if record.when[:1].isdecimal() else ""
            return _Told("all", (record.when, dim(kept)), record.promised, order)
        case _:
            return _Told("all")
