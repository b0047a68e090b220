"""What changed in the agreement in hand: since someone agreed, lately, or text after text."""

from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace
from textual.binding import Binding, BindingType
from textual.message import Message

from schema.standing import YES
from tui.app.places.agreement import can_stand_again
from tui.app.places.taking_positions import TakesPositions
from tui.lines.mine import YOU_SAID
from tui.words import day

if TYPE_CHECKING:
    from store import Workspace
    from store.values import PersonPosition
    from tui.app.wording import Wording


class ShowsChanges(TakesPositions):
    """The part of an agreement's page that shows what changed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "changed", "Changed", id="agreements.changed"),
    ]

    class GoOn(Message):
        """One of several texts was read: the next one (1) is wanted, or the one before (-1)."""

        def __init__(self, direction: int) -> None:
            super().__init__()
            self.direction = direction

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.one_of_several = ""
        """Which of several texts is being read, as in "text 1 of 3", "" for this one alone."""

    @property
    def is_opened(self) -> bool:
        """Whether someone opened what a content note keeps closed."""
        return False

    def difference_left(self, person: str) -> None:
        """Someone has read what changed since `person` said where they stand."""

    def action_changed(self) -> None:
        """Show what changed since the person under the cursor agreed, since I did, or lately."""
        facts = self.facts
        if facts is None:
            return
        for person in (self.person, facts.me):
            position = facts.last(person)
            if position and not position.on_this_text:
                self.ask_changed_since(position)
                return
        ref = self.ref
        self.ask(
            "changed",
            lambda workspace: _recent(workspace, ref),
            self._show_recent,
            keys_wait=True,
        )

    def _show_recent(self, changes: "tuple[Wording, ...]") -> None:
        from tui.app.worddiff import ChangeView

        title = self.facts.title if self.facts else ""
        self.coproduce.push_screen(ChangeView(f"{title} · what changed", changes))

    def ask_changed_since(self, position: "PersonPosition") -> None:
        from tui.app.wording import since_agreed

        ref, person = self.ref, position.person
        self.ask(
            "changed",
            lambda workspace: since_agreed(workspace, ref, person),
            lambda changes: self._show_changed_since(position, changes),
            keys_wait=True,
        )

    def _show_changed_since(
        self, position: "PersonPosition", changes: "tuple[Wording, ...]"
    ) -> None:
        from tui.app.worddiff import AGAIN, ChangeView

        facts = self.facts
        if facts is None:
            return

        def closed(answer: str | None) -> None:
            self.difference_left(position.person)
            again = self.can_stand_again()
            if answer == AGAIN and again:
                self.stand_again(again)

        self.difference_shown(position.person)
        if self.is_opened:
            changes = tuple(replace(each, content_note="") for each in changes)
        stood = can_stand_again(position)
        said = "agreed" if position.position in YES else "said where they stand"
        when = day(position.date, facts.today)

        def heading() -> str:
            name = self.coproduce.naming(position.name)
            return f"{facts.title} · since {name} {said} on {when}"

        self.coproduce.push_screen(ChangeView(heading, changes, again=stood), closed)

    # Text after text

    def read_as(self, counted: str) -> None:
        """Show what changed since whoever is at the keyboard spoke, as one of several texts."""
        from tui.app.wording import since_agreed_or_why

        ref, self.one_of_several = self.ref, counted
        self.ask(
            "one by one",
            lambda workspace: since_agreed_or_why(workspace, ref),
            self._show_one_of_several,
            keys_wait=True,
        )

    def _show_one_of_several(self, changes: "tuple[Wording, ...]") -> None:
        from tui.app.places.one_by_one import OneByOne

        facts = self.facts
        position = facts.last(facts.me) if facts else None
        if facts is None or position is None:
            self.post_message(self.GoOn(1))
            return
        if all(each.known for each in changes):
            self.difference_shown(facts.me)
        said = (
            f"{YOU_SAID.get(position.position, 'you spoke')} on {day(position.date, facts.today)}"
        )

        def heading() -> str:
            private = self.coproduce.projector
            return f"{facts.title} · {'what changed' if private else f'since {said}'}"

        again = can_stand_again(position)
        screen = OneByOne(heading, changes, self.one_of_several, again=again)
        self.coproduce.push_screen(screen, self._read_one_of_several)

    def _read_one_of_several(self, answer: str | None) -> None:
        from tui.app.places.one_by_one import BEFORE, ELSE, LATER
        from tui.app.worddiff import AGAIN

        facts, again = self.facts, self.can_stand_again()
        if facts is None:
            return
        self.difference_left(facts.me)
        if answer == AGAIN and again:
            self.stand_again(again)
        elif answer == AGAIN:
            # The text changed while they read: they are shown what they have not seen.
            self.read_as(self.one_of_several)
        elif answer == ELSE:
            self.ask_where(facts.me)
        elif answer in (LATER, BEFORE):
            self.post_message(self.GoOn(1 if answer == LATER else -1))
        else:
            self.one_of_several = ""

    def not_said(self) -> None:
        """Show what changed again, where it is one of several texts."""
        if self.one_of_several:
            self.read_as(self.one_of_several)

    def was_said(self) -> None:
        """Go on to the next of several texts."""
        if self.one_of_several:
            self.post_message(self.GoOn(1))


def _recent(workspace: "Workspace", ref: str) -> "tuple[Wording, ...]":
    from schema.content_notes import note_on
    from tui.app.wording import Wordings, reason_of

    wordings = Wordings(workspace)
    return tuple(
        wordings.of(
            diff.spans,
            said=change.sentence or change.subject,
            reasons=(reason_of(workspace, change),),
            content_note=note_on(diff.spans),
        )
        for change, diff in workspace.recent(ref)
    )
