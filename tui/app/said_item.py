"""What somebody said, ready to be shown: who, as whom, when, and what they and others said."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from schema.kinds import (
    Activity,
    Answer,
    PersonDocument,
    Position,
    Progress,
    Reply,
    SetAside,
    Words,
)
from schema.record import Contribution
from schema.replacement import ANONYMOUS
from schema.sections import sections
from store.errors import CoproduceError
from tui import words
from tui.naming import Naming

if TYPE_CHECKING:
    from store import Workspace

NOT_SAID = "as whom is not said"


class SaidItem(msgspec.Struct, frozen=True, kw_only=True):
    """One thing somebody said.

    `who` is a chosen name, "" for someone unnamed; `group` as whom they spoke, in words; `day` as
    in "3 June". `first` stands before the words, such as a position. `recorded_by` is a name, ""
    when the speaker typed, and `aloud` then the day a text was read aloud to them. `ref` is
    what it is about, `by` a person id or `anonymous`. An answer that `waits` is closed while not
    everyone has written.
    """

    id: str
    kind: str
    ref: str
    by: str
    who: str
    group: str
    day: str
    text: str
    first: str = ""
    quote: str = ""
    media: tuple[str, ...] = ()
    content_note: str = ""
    waits: bool = False
    recorded_by: str = ""
    aloud: str = ""
    told: str = ""
    replies: tuple["SaidItem", ...] = ()

    @property
    def closed(self) -> tuple[str, str]:
        """Why it is closed until opened: in our words, then in those of a content note."""
        return words.why_closed(self.content_note, waits=self.waits)

    @property
    def is_unplaced(self) -> bool:
        """Whether this is a note still to be placed."""
        return self.ref == "unplaced"


def said_about(
    workspace: "Workspace", ref: str, kinds: tuple[str, ...] = ()
) -> tuple[SaidItem, ...]:
    """Return what people said about a record or a question and still stand by.

    By perspective, in the order of the workspace, then as it was said; replies lie within what
    they answer. `kinds` keeps only these kinds of contribution ("words", "position", …) and the
    replies to them.
    """
    said = workspace.contributions(ref)
    known = {f"contribution/{each.id}" for each in said}
    replies: dict[str, list[Contribution]] = defaultdict(list)
    for each in said:
        if isinstance(each, Reply) and each.ref in known:
            replies[each.ref].append(each)
    maker = _Maker(workspace, said, replies)
    items = [
        maker.item(each)
        for each in said
        if not (isinstance(each, Reply) and each.ref in known) and (not kinds or each.kind in kinds)
    ]
    return tuple(sorted(items, key=lambda item: maker.place(item.group)))


def said_by(workspace: "Workspace", person: str) -> tuple[SaidItem, ...]:
    """Return what one person said and still stands by, by what it is about, the newest first.

    A group is the place it is about, in words.
    """
    said = workspace.said_by(person)
    own = [each for each in said if each.by == person]
    replies: dict[str, list[Contribution]] = defaultdict(list)
    for each in said:
        if each.by != person:
            replies[each.ref].append(each)
    maker = _Maker(workspace, said, replies)
    naming = Naming(workspace, date.fromisoformat(workspace.today))
    places = {each.ref: naming.place(each.ref) for each in own}
    order = {place: number for number, place in enumerate(dict.fromkeys(places.values()))}
    items = (
        msgspec.structs.replace(maker.item(each), group=f"about {places[each.ref]}") for each in own
    )
    return tuple(sorted(items, key=lambda item: order[places[item.ref]]))


class _Maker:
    """Makes items, looking up each name once."""

    def __init__(
        self,
        workspace: "Workspace",
        said: Iterable[Contribution],
        replies: Mapping[str, Iterable[Contribution]],
    ) -> None:
        self._workspace = workspace
        self._closed = workspace.closed_answers(said)
        self._replies = replies
        self._today = date.fromisoformat(workspace.today)
        self._people: dict[str, PersonDocument | None] = {}
        activity = workspace.read("activity")
        order = activity.perspectives if isinstance(activity, Activity) else ()
        self._order = [_group((name,)) for name in order]

    def place(self, group: str) -> tuple[int, str]:
        """Return where a group stands: single ones in their order, then mixed, then unsaid."""
        if group in self._order:
            return (self._order.index(group), "")
        return (len(self._order) + (group == NOT_SAID), group)

    def item(self, said: Contribution, *, depth: int = 0) -> SaidItem:
        """Return one contribution with what was replied to it."""
        replies = self._replies.get(f"contribution/{said.id}", ()) if depth < 5 else ()
        return SaidItem(
            id=said.id,
            kind=said.kind,
            ref=said.ref,
            by=said.by,
            who=self._name(said.by),
            group=_group(said.perspectives or self._perspectives(said.by)),
            day=words.day(said.date, self._today),
            text=_text(said),
            first=_first(said),
            quote=said.quote if isinstance(said, Words) else "",
            media=said.media if isinstance(said, Words) else (),
            content_note=said.content_note,
            waits=said.id in self._closed,
            recorded_by=self._name(said.recorder),
            aloud=words.day(said.date, self._today) if isinstance(said, Position) else "",
            told=words.day(said.told, self._today) if isinstance(said, Reply) else "",
            replies=tuple(self.item(each, depth=depth + 1) for each in replies),
        )

    def _person(self, person: str) -> PersonDocument | None:
        if person not in self._people:
            try:
                found = self._workspace.read(f"person/{person}")
            except CoproduceError:
                found = None
            self._people[person] = found if isinstance(found, PersonDocument) else None
        return self._people[person]

    def _name(self, person: str) -> str:
        if not person or person == ANONYMOUS:
            return ""
        found = self._person(person)
        return (found.title if found else "") or person

    def _perspectives(self, person: str) -> tuple[str, ...]:
        found = self._person(person) if person not in ("", ANONYMOUS) else None
        return found.perspectives if found else ()


def _group(perspectives: tuple[str, ...]) -> str:
    named = (words.perspective(name, many=True) for name in dict.fromkeys(perspectives))
    return words.listed(named) or NOT_SAID


def _first(said: Contribution) -> str:
    match said:
        case Position():
            return words.POSITIONS.get(said.position, said.position)
        case Progress():
            return words.DIRECTIONS.get(said.direction, said.direction)
        case Reply():
            return words.REPLIES.get(said.reply, said.reply)
        case SetAside():
            return "not for us, because" if said.set_ == "aside" else "taken up again"
        case Words(helps=position) if position:
            return words.ON_WOULD_HELP
        case _:
            return ""


def _text(said: Contribution) -> str:
    if not isinstance(said, Answer):
        return said.body.strip("\n")
    found = sections("answer", said.body)
    parts = [f"{each.heading}: {each.text}" for each in found if each.text.strip()]
    return "\n".join(parts)
