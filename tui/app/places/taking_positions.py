"""Saying where someone stands on the agreement in hand, standing by it again, taking it back."""

from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import Binding, BindingType
from textual.widget import Widget

from schema.said import Recorded
from schema.standing import YES
from store.errors import TextChanged
from tui.app.door import Asking, Failed
from tui.app.places.agreement import AgreementFacts, can_stand_again, read_agreement
from tui.app.places.agreement_text import agreed_text
from tui.words import POSITIONS, day

if TYPE_CHECKING:
    from store import Workspace
    from store.values import PersonPosition, Saved, ShownDamaged
    from tui.app.application import Coproduce
    from tui.app.dialogs.position import Given

_CHANGED_MEANWHILE = (
    "The text changed while you were reading, so nothing was saved. This is the text now; "
    "what you wrote is kept in the form."
)


class TakesPositions(Asking, Widget):
    """The part of an agreement's page that is about where people stand.

    `facts` is what the page shows. A position is saved for the text it was given to and no other.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "stand", "Where I stand", id="agreements.agree"),
        Binding("y", "again", "Stand by it", id="agreements.again"),
        Binding("x", "take_back", "Take back", show=False, id="agreements.take-back"),
    ]

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.ref = ""
        self.facts: AgreementFacts | None = None
        self._shown: set[tuple[str, str]] = set()
        self._shown_for = ""
        self.recorded = ""
        """Whose position was just recorded: the page shows it where one can see it."""

    @property
    def coproduce(self) -> "Coproduce":
        """The app."""
        return cast("Coproduce", self.app)

    def take(self, found: "AgreementFacts | ShownDamaged") -> None:
        """Show what was read."""
        raise NotImplementedError  # pragma: no cover - the page shows it

    @property
    def person(self) -> str:
        """The person under the cursor, "" when there is none."""
        return ""

    @property
    def person_in_hand(self) -> str:
        """The person under the cursor while the keyboard is on the list of people, else ""."""
        return ""

    def difference_shown(self, person: str) -> None:
        """Remember that this person was shown what changed between their text and this one."""
        if self.facts:
            self._shown_for = person
            self._shown.add((person, self.facts.standing.digest))

    def action_stand(self) -> None:
        """Say where I stand, or record it for whoever the cursor is on in the list of people."""
        if self.facts:
            self.ask_where(self.person_in_hand or self.facts.me)

    def ask_where(
        self,
        person: str,
        given: "Given | None" = None,
        *,
        first: str = "",
        at_form: bool = False,
    ) -> None:
        """Ask where `person` stands, beginning with `given`; see `WhereIStand`."""
        from tui.app.dialogs.position import Given, WhereIStand

        facts = self.facts
        if facts is None:
            return
        blank = Given(digest="", by=person, date=facts.today.isoformat())
        self.coproduce.push_screen(
            WhereIStand(
                agreed_text(facts),
                facts.speakers(person),
                given or blank,
                me=facts.me,
                first=first,
                at_form=at_form,
                said_yes=[e.id for e in facts.people if _says_yes(facts.current(e.id))],
            ),
            lambda answer: self._stand(answer) if answer else self.not_said(),
        )

    def not_said(self) -> None:
        """Nothing was said after all."""

    def _stand(self, given: "Given") -> None:
        from tui.app.dialogs.position import help_draft, position_draft
        from tui.app.writing.one_text import let_go

        ref = self.ref
        self._given = given

        def save(workspace: "Workspace") -> "Saved":
            saved = workspace.agree(
                ref,
                position=given.position,
                because=given.because,
                by=given.by,
                date=given.date,
                text=given.slip or given.digest,
                earlier=bool(given.slip),
            )
            let_go(workspace, position_draft(ref, given.by), given.because)
            if given.help:
                helps = saved.id if given.position == "not-yet" else ""
                workspace.say(ref, given.help, by=given.by, date=given.date, helps=helps)
                let_go(workspace, help_draft(ref, given.by), given.help)
            return saved

        self.write("stand", save, lambda saved: self._stood(given, saved))

    def _stood(self, given: "Given", saved: "Saved") -> None:
        facts, naming = self.facts, self.coproduce.naming
        if facts:
            said = f"{naming(facts.name(given.by))}: {POSITIONS[given.position]}"
            if given.by != facts.me:
                said += f" · {self._recorded(facts, given, naming(facts.name(given.by))).words}"
            self.coproduce.notify(" ".join((f"Saved. {said}.", *saved.notes)))
        self.recorded = given.by
        self.coproduce.tell_places()
        self.was_said()

    def was_said(self) -> None:
        """Where someone stands was saved."""

    def on_failed(self, event: Failed) -> None:
        """Say what went wrong; where someone stands is asked again with what they gave."""
        event.stop()
        if event.question == "stand" and isinstance(event.error, TextChanged):
            ref = self.ref
            self.ask(
                "agreement",
                lambda workspace: read_agreement(workspace, ref),
                self._ask_again,
                keys_wait=True,
            )
            return
        if event.question == "stand":
            self.ask_where(self._given.by, self._given, at_form=True)
        self.coproduce.say_error(event.error)

    def _ask_again(self, found: "AgreementFacts | ShownDamaged") -> None:
        self.take(found)
        self.ask_where(self._given.by, self._given, first=_CHANGED_MEANWHILE)

    def action_again(self) -> None:
        """Stand by the text again, once the difference was shown."""
        if position := self.can_stand_again():
            self.stand_again(position)

    def can_stand_again(self) -> "PersonPosition | None":
        """Return the position that the person last shown the difference could give again."""
        facts = self.facts
        if facts is None or (self._shown_for, facts.standing.digest) not in self._shown:
            return None
        position = facts.current(self._shown_for)
        return position if can_stand_again(position) else None

    def stand_again(self, position: "PersonPosition") -> None:
        """Save the same position on this text; one that came with a reason is asked about.

        Their own plain yes is one key. Words of concern are neither dropped nor repeated unasked,
        and for someone else it is asked first.
        """
        from tui.app.dialogs.position import Given

        facts = self.facts
        if facts is None:
            return
        given = Given(
            digest=facts.standing.digest,
            by=position.person,
            position=position.position,
            because="" if position.position == "agree" else position.because,
            date=facts.today.isoformat(),
        )
        if given.because.strip():
            self.ask_where(position.person, given, at_form=True)
        elif position.person == facts.me:
            self._stand(given)
        else:
            self._confirm_for(given, position.name)

    def _confirm_for(self, given: "Given", name: str) -> None:
        """Ask before recording for someone else: nobody's yes is put into their mouth by a slip."""
        from tui.app.dialogs.asking import Confirm

        facts, who = self.facts, self.coproduce.naming(name)
        if facts is None:
            return
        self.coproduce.push_screen(
            Confirm(
                f"Does {who} say “{POSITIONS[given.position]}” to this text?",
                f"It is {self._recorded(facts, given, who).words}; that is always shown.",
            ),
            lambda yes: self._stand(given) if yes else self.not_said(),
        )

    def _recorded(self, facts: AgreementFacts, given: "Given", who: str) -> Recorded:
        recorder = self.coproduce.naming(facts.name(facts.me))
        return Recorded(recorder=recorder, person=who, aloud=day(given.date, facts.today))

    def action_take_back(self) -> None:
        """Take back what the person under the cursor said, after one question."""
        from tui.app.dialogs.asking import Confirm
        from tui.app.said import TAKE_BACK, TAKEN_BACK_MEANS

        position = self.facts.last(self.person) if self.facts else None
        if position is None:
            return
        id_ = position.id
        name = self.coproduce.naming(position.name)
        self.coproduce.push_screen(
            Confirm(f"{TAKE_BACK} {name}: {POSITIONS[position.position]}.", TAKEN_BACK_MEANS),
            lambda yes: self._take_back(id_) if yes else None,
        )

    def _take_back(self, id_: str) -> None:
        self.write(
            "take back",
            lambda workspace: workspace.withdraw(id_),
            lambda _: self.coproduce.tell_places(),
        )


def _says_yes(position: "PersonPosition | None") -> bool:
    return position is not None and position.position in YES
