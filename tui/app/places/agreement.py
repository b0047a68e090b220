"""One agreement, read in one go: its exact text, where people stand, and who a change would ask."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from schema.differences import Difference, find_differences
from schema.kinds import Agreement
from schema.record import Damaged
from schema.standing import STANDS
from store.values import AgreementStanding, PersonPosition, ShownDamaged
from tui import words

if TYPE_CHECKING:
    from store import Workspace
    from store.people_here import PersonHere
    from store.standings import AgreementLine, Moment

NOT_YET = "not-yet"
TAKE_BACK = "take-back"

ABOUT: Mapping[str, str] = {
    "ground-rules": "our rules",
    "disagreement": "how we work through disagreement",
    "values": "what matters to us",
    "aims": "what we aim for",
    "issue": "what the issue is",
    "process": "how we work",
    "meetings": "how we meet",
    "payment": "pay and expenses",
    "other": "something else",
}


class AgreementFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the page of one agreement shows.

    `differences` are the open ones; `disagreement` is the group's own way of working through
    disagreement; `said` counts the own words about this; `waiting` tells of drafts; `past` is read
    after the rest.
    """

    agreement: Agreement
    standing: AgreementStanding
    differences: tuple[Difference, ...]
    people: tuple["PersonHere", ...]
    me: str
    today: date
    disagreement: "AgreementLine | None" = None
    said: int = 0
    waiting: str = ""
    past: "Past | None" = None

    @property
    def ref(self) -> str:
        """How this agreement is referred to."""
        return f"agreement/{self.agreement.id}"

    @property
    def title(self) -> str:
        """What it is called."""
        return self.agreement.title or self.agreement.id

    def name(self, person: str) -> str:
        """Return someone's chosen name."""
        return next((each.name for each in self.people if each.id == person), person)

    def last(self, person: str) -> PersonPosition | None:
        """Return what someone said last about where they stand, a yes taken back too."""
        now = [e for e in self.standing.positions if e.current and e.person == person]
        return now[-1] if now else None

    def current(self, person: str) -> PersonPosition | None:
        """Return where someone stands now, None when they said nothing or took back their yes."""
        found = self.last(person)
        return found if found and found.position != TAKE_BACK else None

    def speakers(self, person: str = "") -> tuple["PersonHere", ...]:
        """Return who can say where they stand: everyone here, and `person` whoever that is."""
        gone = ("left", "not-here-yet")
        return tuple(e for e in self.people if e.here not in gone or e.id == person)

    @property
    def empty_places(self) -> tuple[str, ...]:
        """The ids of places still empty: nobody is there to say anything."""
        return tuple(each.id for each in self.people if each.here == "not-here-yet")

    @property
    def askable(self) -> tuple["PersonHere", ...]:
        """Who can be asked: everyone but those who left, unless they are on the list already."""
        parties = self.agreement.parties
        return tuple(e for e in self.people if e.here != "left" or e.id in parties)


class Past(msgspec.Struct, frozen=True):
    """An agreement's standing over time, and whether its file has changes that are not saved."""

    moments: tuple["Moment", ...]
    outside: bool


def read_agreement(workspace: "Workspace", ref: str) -> AgreementFacts | ShownDamaged:
    """Read one agreement; for another thread than the screen's."""
    from tui.app.writing.left_behind import waiting_at

    record = workspace.read(ref)
    if isinstance(record, Damaged) or not isinstance(record, Agreement):
        shown = workspace.show(ref)
        if isinstance(shown, ShownDamaged):
            return shown
        damaged = Damaged(path=record.path, code="not-an-agreement", message=_NOT_AN_AGREEMENT)
        return ShownDamaged(record=damaged, id=ref, source=shown.source)
    ways = [e for e in workspace.agreements() if e.about == "disagreement" and not e.archived]
    ways = [each for each in ways if each.id != record.id]
    return AgreementFacts(
        agreement=record,
        standing=workspace.standing(ref)[0],
        differences=find_differences(record.body, record.fields),
        people=workspace.people(),
        me=workspace.me,
        today=date.fromisoformat(workspace.today),
        disagreement=ways[0] if ways else None,
        said=sum(each.kind == "words" for each in workspace.contributions(ref)),
        waiting=waiting_at(workspace, f"agreement/{record.id}"),
    )


def read_past(workspace: "Workspace", ref: str) -> Past:
    """Read what takes longer: how an agreement came here, and whether its file was changed."""
    shown = workspace.show(ref)
    return Past(
        moments=workspace.standing_over_time(ref),
        outside=not isinstance(shown, ShownDamaged) and shown.outside_edit,
    )


_NOT_AN_AGREEMENT = "Its header does not say that it is an agreement."


def who_is_asked_again(facts: AgreementFacts, *, names: bool, what: str = "text") -> str:
    """Return who a change of `what` would ask again, in a sentence; "" when nobody.

    Without `names` only how many they are. A title is part of what people agree to.
    """
    from store.standings import asked_again

    behind = asked_again(facts.standing)
    if not behind:
        return ""
    one = len(behind) == 1
    if names:
        who = words.listed(each.name for each in behind)
        again = who
    else:
        who = words.count(len(behind), "person", "people")
        again = "this person" if one else "they"
    # Who stands aside said so too, and does not stand behind it.
    are = "is" if one else "are"
    changed = "it" if what == "text" else f"the {what}"
    said = f"{who} said where they stand on this text."
    return f"{said} If you change {changed}, {again} {are} asked again."


def can_stand_again(position: PersonPosition | None) -> bool:
    """Return whether someone stood behind an earlier text, and could stand by this one too."""
    return position is not None and not position.on_this_text and position.position in STANDS
