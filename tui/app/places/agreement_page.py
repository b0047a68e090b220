"""The page of one agreement: its exact text beside where each person stands."""

from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message

from tui.app.door import Failed
from tui.app.places.agreement import AgreementFacts, Past, read_agreement, read_past
from tui.app.places.agreement_people import OVER_TIME, SAID, SETTLE, Look, people_lines
from tui.app.places.agreement_text import agreement_parts, damaged_parts
from tui.app.places.showing_changes import ShowsChanges
from tui.app.reading import Part, Reading
from tui.app.sentences import Sentences
from tui.layout import dim

if TYPE_CHECKING:
    from store.values import ShownDamaged

_OF_ONE = (
    "stand",
    "changed",
    "edit",
    "words",
    "history",
    "ask_people",
    "details",
    "take_back",
)


class AgreementPage(ShowsChanges, Horizontal):
    """One agreement.

    `Read` tells that it is shown, `Gone` that it cannot be, `Follow` that another is wanted.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "edit", "Edit", id="agreements.edit"),
        Binding("w", "words", "Words", id="agreements.words"),
        Binding("h", "history", "History", id="agreements.history"),
        Binding("p", "ask_people", "Ask", id="agreements.ask-people"),
        Binding("d", "details", "Details", id="agreements.details"),
        Binding("enter", "unfold", "Open", show=False, id="agreements.unfold"),
        Binding("enter", "settle", "Settle together", show=False, id="agreements.settle"),
    ]
    DEFAULT_CSS = """
    AgreementPage { layout: horizontal; width: 1fr; height: 1fr; }
    AgreementPage Sentences { scrollbar-gutter: stable; width: 4fr; }
    AgreementPage Reading { width: 5fr; margin-right: 2; }
    """

    class Read(Message):
        """The agreement is shown."""

    class Gone(Message):
        """There is nothing to show."""

    class Follow(Message):
        """Another record is wanted; `ref` names it."""

        def __init__(self, ref: str) -> None:
            super().__init__()
            self.ref = ref

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._damaged: ShownDamaged | None = None
        self._opened: set[str] = set()

    def compose(self) -> ComposeResult:
        """The text on the left, the people on the right."""
        yield Reading(id="text")
        yield Sentences(id="people")

    @property
    def title(self) -> str:
        """What the agreement is called, "" until it is read."""
        return self.facts.title if self.facts else ""

    @property
    def person(self) -> str:
        """The person under the cursor, "" when there is none."""
        kind, _, id_ = self._people.target.partition("/")
        return id_ if kind == "person" else ""

    @property
    def person_in_hand(self) -> str:
        """The person under the cursor while the keyboard is on the list of people, else ""."""
        empty = self.facts.empty_places if self.facts else ()
        return self.person if self._people.has_focus and self.person not in empty else ""

    @property
    def _people(self) -> Sentences:
        return self.query_one("#people", Sentences)

    @property
    def _is_closed(self) -> bool:
        facts = self.facts
        return bool(facts and facts.agreement.content_note and not self.is_opened)

    @property
    def is_opened(self) -> bool:
        """Whether someone opened what a content note keeps closed."""
        return self.ref in self._opened

    def difference_left(self, person: str) -> None:
        """Put the cursor on whose difference was shown, and offer what they can say to it."""
        self._people.go_to(f"person/{person}")
        self.refresh_bindings()

    def open(self, ref: str) -> None:
        """Show another agreement; "" shows none."""
        self.ref = ref
        self.facts = self._damaged = None
        self._shown_for = self.one_of_several = ""
        self.query_one(Reading).show([Part((dim("Reading …"),))])
        self._people.show([])
        self._read(keys_wait=True)

    def reload(self) -> None:
        """Read the agreement anew."""
        self._read(keys_wait=False)

    def _read(self, *, keys_wait: bool) -> None:
        ref = self.ref
        if ref:
            self.ask(
                "agreement",
                lambda workspace: read_agreement(workspace, ref),
                # Another may have been opened meanwhile, or none.
                lambda found: self.take(found) if ref == self.ref else None,
                keys_wait=keys_wait,
            )

    def take(self, found: "AgreementFacts | ShownDamaged") -> None:
        """Show what was read."""
        is_new = self.facts is None
        past = self.facts.past if self.facts else None
        self.facts = replace(found, past=past) if isinstance(found, AgreementFacts) else None
        self._damaged = None if isinstance(found, AgreementFacts) else found
        self.show()
        if is_new and self.facts and not self._is_closed:
            # What is said first is said for whoever is at the keyboard, unless people choose.
            self._people.go_to(f"person/{self.facts.me}")
        self._show_recorded()
        self.refresh_bindings()
        self.post_message(self.Read())
        if self.facts is None:
            return
        ref = self.ref
        self.ask("past", lambda w: read_past(w, ref), lambda past: self._take_past(ref, past))

    def _show_recorded(self) -> None:
        """Put the cursor on whoever just said where they stand, in sight."""
        person, self.recorded = self.recorded, ""
        if person and not self._is_closed:
            self._people.go_to(f"person/{person}")
            self._people.focus()

    def _take_past(self, ref: str, past: Past) -> None:
        if self.facts and ref == self.ref:
            self.facts = replace(self.facts, past=past)
            self.show()

    def on_failed(self, event: Failed) -> None:
        """Leave when there is nothing to show; the class above says what went wrong."""
        if event.question == "agreement" and self.facts is None:
            self.post_message(self.Gone())

    def show(self) -> None:
        """Lay everything out for the width and the names of now."""
        reading = self.query_one(Reading)
        if self._damaged:
            reading.show(damaged_parts(self._damaged), from_top=False)
        elif self.facts:
            opened = self.ref in self._opened
            reading.show(agreement_parts(self.facts, opened=opened), from_top=False)
            closed = self._is_closed
            self._people.show([] if closed else people_lines(self.facts, self._look()))
            if closed:
                reading.focus()

    def _look(self) -> Look:
        app = self.coproduce
        return Look(
            width=self._people.scrollable_content_region.width,
            naming=app.naming,
            shared=app.projector,
            opened=frozenset(self._opened),
        )

    @on(Sentences.Resized, "#people")
    def _fit(self, event: Sentences.Resized) -> None:
        event.stop()
        self.show()

    @on(Sentences.Moved, "#people")
    def _cursor_moved(self, event: Sentences.Moved) -> None:
        event.stop()
        self.refresh_bindings()

    @on(Sentences.Opened, "#people")
    def _open_line(self, event: Sentences.Opened) -> None:
        event.stop()
        kind, _, id_ = event.target.partition("/")
        if event.target == SAID:
            self.action_words()
        elif event.target == OVER_TIME:
            self._show_over_time()
        elif event.target == SETTLE:
            self.action_settle()
        elif kind == "person":
            self._open_person(id_)
        else:
            self.post_message(self.Follow(event.target))

    def _open_person(self, person: str) -> None:
        """Open someone's reason, what changed since they agreed, or the form for them."""
        position = self.facts.last(person) if self.facts else None
        noted = (position, *position.would_help) if position else ()
        closed = {each.id for each in noted if each.content_note} - self._opened
        if closed:
            self._opened |= closed
            self.show()
        elif position and not position.on_this_text:
            self.ask_changed_since(position)
        else:
            self.ask_where(person)

    def _show_over_time(self) -> None:
        from tui.app.dialogs.reading import ToRead
        from tui.app.pictures.standing import standing_picture

        facts = self.facts
        if facts and facts.past:
            picture = standing_picture(
                facts.past.moments, facts.today, self.coproduce.size.width - 14
            )
            self.coproduce.push_screen(ToRead(f"{facts.title}, over time", picture))

    def action_unfold(self) -> None:
        """Open a text that its content note keeps closed."""
        if self._is_closed:
            self._opened.add(self.ref)
            self.show()
            self._people.focus()
            self.refresh_bindings()

    def action_edit(self) -> None:
        """Change the text; whoever stands behind it now is named before it is saved."""
        from tui.app.places.agreement_deeds import edit_text

        if self.facts:
            edit_text(self.coproduce, self.facts, self.reload)

    def action_words(self) -> None:
        """Show what people said about it, and add to it."""
        from tui.app.places.words_about import WordsAbout

        if self.facts:
            self.coproduce.push_screen(WordsAbout(self.ref, self.title), lambda _: self.reload())

    def action_settle(self) -> None:
        """Settle together what is worded differently."""
        if self.facts and self.facts.differences:
            self.coproduce.open(f"settle/{self.ref}")

    def action_history(self) -> None:
        """Go to the history of this agreement."""
        self.coproduce.open(f"history/{self.ref}")

    def action_ask_people(self) -> None:
        """Choose who is asked where they stand."""
        from tui.app.places.agreement_deeds import ask_people

        if self.facts:
            ask_people(self, self.coproduce, self.facts)

    def action_details(self) -> None:
        """Change the title, what it is about, its step, and when to look at it again."""
        from tui.app.places.agreement_deeds import change_details

        if self.facts:
            change_details(self.coproduce, self.facts, self.reload)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only the keys that do something now."""
        if action == "again":
            again = self.can_stand_again()
            return again is not None and again.person == self.person
        if action in _OF_ONE:
            return self.facts is not None and not self._is_closed
        if action == "unfold":
            return self._is_closed
        if action == "settle":
            return bool(self.facts and self.facts.differences) and not self._is_closed
        return super().check_action(action, parameters)
