"""Who is here as lines, by perspective; places still empty and those who left stand apart."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import msgspec

from schema.kinds import PERSPECTIVES, Activity, PersonDocument
from schema.record import Damaged
from schema.taking_part import TakingPart
from tui import words
from tui.app.groups import Entry, Group
from tui.app.places.record_page import naming_of
from tui.app.said_item import NOT_SAID
from tui.layout import Text
from tui.naming import Naming

if TYPE_CHECKING:
    from store import Workspace

ASIDE = "aside"
_FEW = 40
_LONGEST = 200
_MOST_TITLES = 2


class Somebody(msgspec.Struct, frozen=True, kw_only=True):
    """One person in the list. `where` is the group they stand in besides their perspectives."""

    id: str
    name: str
    where: str
    perspectives: tuple[str, ...] = ()
    beside: str = ""
    below: str = ""


class Everybody(msgspec.Struct, frozen=True, kw_only=True):
    """Everyone in the list, and the perspectives this group named, in its order."""

    people: tuple[Somebody, ...]
    perspectives: tuple[str, ...]


def read_people(workspace: "Workspace", *, shared: bool) -> Everybody:
    """Return who is in the list, by name; for another thread than the screen's."""
    naming = naming_of(workspace, shared=shared)
    activity = workspace.read("activity")
    named = activity.perspectives if isinstance(activity, Activity) else ()
    parts = {each.person.id: each for each in workspace.taking_part()}
    found = [
        Somebody(id=kept.id, name=kept.id, where="", beside="cannot be read")
        if isinstance(kept.record, Damaged) or not isinstance(kept.record, PersonDocument)
        else _somebody(kept.record, parts.get(kept.id), naming, shared=shared)
        for kept in workspace.documents("person", all=True)
    ]
    found.sort(key=lambda each: (each.name.casefold(), each.id))
    return Everybody(people=tuple(found), perspectives=named or PERSPECTIVES)


def _somebody(
    person: PersonDocument, part: TakingPart | None, naming: Naming, *, shared: bool
) -> Somebody:
    where = ASIDE if person.archived else person.here if person.here in _APART else ""
    name = person.title if person.here == "not-here-yet" else naming.person(person.id)
    beside, below = " · ".join(person.brings), ""
    if where == "not-here-yet":
        beside = f"{naming.person(person.asked_by)} will ask someone" if person.asked_by else ""
    elif part and where == "" and not shared:
        below = " · ".join(_used(part))
    if person.content_note:
        beside, below = "content note", ""
    return Somebody(
        id=person.id,
        name=" ".join(name.split())[:_LONGEST] or person.id,
        where=where,
        perspectives=person.perspectives,
        beside=beside,
        below=below,
    )


_APART = ("not-here-yet", "left")


def _used(part: TakingPart) -> Iterator[str]:
    if part.leads:
        yield "helps to lead"
    titles = [f"“{each.title}”" for each in part.actions]
    if titles:
        more = ["more"] if len(titles) > _MOST_TITLES else []
        yield f"took on {words.listed([*titles[:_MOST_TITLES], *more])}"


def groups(everybody: Everybody, *, narrow: bool, shared: bool) -> Iterator[Group]:
    """Yield the people who are here by perspective, then empty places, those who left, the rest.

    Someone with two perspectives stands under both. On a `shared` screen nobody is shown to have
    left.
    """
    here = [each for each in everybody.people if not each.where]
    named = dict.fromkeys(
        (*everybody.perspectives, *(p for each in here for p in each.perspectives))
    )
    told: set[str] = set()
    for perspective in named:
        among = [each for each in here if perspective in each.perspectives]
        entries = [_among(each, perspective, told, narrow=narrow) for each in among]
        told |= {each.id for each in among}
        yield Group(
            f"as-{perspective}", words.perspective(perspective, many=True), tuple(entries), _FEW
        )
    unsaid = tuple(_entry(each, "", narrow=narrow) for each in here if not each.perspectives)
    yield Group("unsaid", NOT_SAID, unsaid, _FEW)
    yield _apart(everybody, "not-here-yet", "Places still empty", narrow=narrow)
    if not shared:
        yield _apart(everybody, "left", "Left", narrow=narrow)
        aside = _apart(everybody, ASIDE, "", narrow=narrow)
        yield msgspec.structs.replace(aside, few=0, counted="put aside; A shows them")


def _among(somebody: Somebody, perspective: str, told: set[str], *, narrow: bool) -> Entry:
    """Return someone among others; where what they bring was used is told once."""
    others = [words.perspective(each) for each in somebody.perspectives if each != perspective]
    also = f"also {words.listed(others)}" if others else ""
    if somebody.id in told:
        somebody = msgspec.structs.replace(somebody, below="")
    return _entry(somebody, also, narrow=narrow)


def _apart(everybody: Everybody, where: str, title: str, *, narrow: bool) -> Group:
    found = (each for each in everybody.people if each.where == where)
    return Group(where, title, tuple(_entry(each, "", narrow=narrow) for each in found), _FEW)


def _entry(somebody: Somebody, also: str, *, narrow: bool) -> Entry:
    target = f"person/{somebody.id}"
    below = " · ".join(filter(None, (also, somebody.below)))
    if narrow:
        return Entry((somebody.name,), target, " · ".join(filter(None, (somebody.beside, below))))
    cells: tuple[Text, ...] = (somebody.name, somebody.beside)
    return Entry(cells, target, below)


def is_anyone_aside(people: Iterable[Somebody]) -> bool:
    """Return whether someone was put aside."""
    return any(each.where == ASIDE for each in people)
