"""The page of one record: what it says, and what people said about it."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.message import Message
from textual.widgets import Static

from schema.kinds import Action
from schema.record import Damaged, Document
from store.errors import DamagedRecord
from store.values import ShownDamaged
from tui.app.door import Asking, Failed
from tui.app.places.person_page import PersonFacts, person_parts
from tui.app.places.record_page import RecordFacts, damaged_parts, page_parts, read_record
from tui.app.reading import Part, Reading
from tui.app.said import Said
from tui.safe import joined

if TYPE_CHECKING:
    from store import Workspace
    from store.values import Saved
    from tui.app.application import Coproduce
    from tui.app.place import Place

Facts = RecordFacts | PersonFacts | ShownDamaged


class RecordText(Reading):
    """The text of a record; Enter opens what a content note keeps closed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open_note", "Open", show=False, id="record.open-note"),
        Binding("enter", "settle", "Settle together", id="record.settle"),
    ]

    @property
    def _view(self) -> "RecordView":
        return self.query_ancestor(RecordView)

    def action_open_note(self) -> None:
        """Open what a content note keeps closed, or close it again."""
        self._view.turn_note()

    def action_settle(self) -> None:
        """Settle together what is worded differently."""
        self._view.settle()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to settle where something is to settle, and is not kept closed."""
        if action in ("settle", "open_note"):
            return self._view.may_settle == (action == "settle")
        return super().check_action(action, parameters)


class RecordView(Asking, Container):
    """What a record says, and below or beside it what people said about it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "became", "What became of it", id="record.became"),
        Binding("p", "progress", "How it goes", id="record.progress"),
    ]
    DEFAULT_CSS = """
    RecordView { layout: vertical; height: 1fr; }
    RecordView #text { height: 3fr; }
    RecordView #beside { height: 2fr; padding-top: 1; }
    RecordView #said-heading { height: 1; color: $accent; text-style: bold; }
    RecordView.-quiet #said { display: none; }
    RecordView.-quiet #beside { height: 2; }
    """

    HEADING = "What people said"
    NOBODY = "Nobody has said anything about it yet. w adds someone’s words."

    class Read(Message):
        """The record was read and is shown."""

    def __init__(self) -> None:
        super().__init__()
        self._ref = ""
        self._facts: Facts | None = None
        self._opened = False

    def compose(self) -> ComposeResult:
        """The text, and what people said."""
        yield RecordText(id="text")
        with Vertical(id="beside"):
            yield Static(id="said-heading")
            yield Said(id="said")

    @property
    def coproduce(self) -> "Coproduce":
        """The app."""
        return cast("Coproduce", self.app)

    @property
    def facts(self) -> RecordFacts | None:
        """What is known of the record, None while it is read and when it is damaged."""
        if isinstance(self._facts, PersonFacts):
            return self._facts.record
        return self._facts if isinstance(self._facts, RecordFacts) else None

    @property
    def is_damaged(self) -> bool:
        """Whether it is a file that cannot be read as a record."""
        return isinstance(self._facts, ShownDamaged)

    def focus_text(self) -> None:
        """Put the keyboard on the text."""
        self.query_one(Reading).focus()

    @property
    def title(self) -> str:
        """What the record is called, "" while it is read."""
        if isinstance(self._facts, ShownDamaged):
            return self._facts.id
        return self._facts.title if self._facts else ""

    @property
    def is_action(self) -> bool:
        """Whether it is something promised."""
        return self.facts is not None and self.facts.record.kind == "action"

    def open(self, ref: str) -> None:
        """Show another record, "" for none."""
        if ref != self._ref:
            self._ref, self._facts, self._opened = ref, None, False
            self.query_one(Reading).show(())
            self.query_one("#said-heading", Static).update("")
            self.add_class("-quiet")
        self.reload()

    def reload(self) -> None:
        """Read the record again."""
        if not self._ref:
            return
        ref, shared = self._ref, self.coproduce.projector
        self.ask("record", lambda workspace: self.read(workspace, ref, shared=shared), self._take)

    def read(self, workspace: "Workspace", ref: str, *, shared: bool) -> Facts:
        """Read the record, in another thread than the screen's."""
        return read_record(workspace, ref, shared=shared)

    def _take(self, found: Facts) -> None:
        is_new = self._facts is None
        self._facts = found
        self._draw(from_top=is_new)
        self.post_message(self.Read())

    def _draw(self, *, from_top: bool) -> None:
        facts = self._facts
        if facts is None:
            return
        items = () if isinstance(facts, ShownDamaged) else facts.said
        self.query_one(Reading).show(_parts(facts, opened=self._opened), from_top=from_top)
        self.query_one(Said).show(items)
        self.set_class(not items, "-quiet")
        hidden = isinstance(facts, PersonFacts) and facts.shared
        above = facts.heading if isinstance(facts, PersonFacts) else self.HEADING
        heading = above if items else ("" if hidden else self.NOBODY, "$text-muted")
        self.query_one("#said-heading", Static).update(joined(heading))
        self.query_one("#said-heading").display = not self.is_damaged
        self.refresh_bindings()

    @property
    def may_settle(self) -> bool:
        """Whether something is worded differently here, and is not kept closed."""
        facts = self.facts
        is_closed = facts is not None and facts.record.content_note and not self._opened
        return facts is not None and bool(facts.differences) and not is_closed

    def settle(self) -> None:
        """Settle together what is worded differently."""
        if self.facts is not None:
            self.coproduce.open(f"settle/{self.facts.ref}")

    def turn_note(self) -> None:
        """Open what a content note keeps closed, or close it again."""
        if self.facts is not None and self.facts.record.content_note:
            self._opened = not self._opened
            self._draw(from_top=True)

    def with_record(self, ref: str, then: Callable[[Document, str], None]) -> None:
        """Call `then` with a record as it is saved now; a damaged one is told of."""

        def found(record: object) -> None:
            if isinstance(record, Damaged):
                self.coproduce.say_error(DamagedRecord(record.path, record.message, record.line))
            elif isinstance(record, Document):
                then(record, ref)

        if ref:
            self.ask("one", lambda workspace: workspace.read(ref), found, keys_wait=True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what belongs to an action, or to an outcome."""
        if action == "became":
            return self.is_action
        if action == "progress":
            return self.facts is not None and self.facts.record.kind == "outcome"
        return super().check_action(action, parameters)

    def action_became(self) -> None:
        """Say what became of an action."""
        from tui.app.places.record_deeds import ask_what_became

        if self.facts is not None and isinstance(self.facts.record, Action):
            ask_what_became(self._place, self.facts.record, self.facts.ref)

    def action_progress(self) -> None:
        """Add how someone sees the outcome."""
        from tui.app.places.seeing import see_progress

        if self.facts is not None:
            see_progress(self._place, self.facts.ref, self.facts.title, self._saved)

    @property
    def _place(self) -> "Place":
        return cast("Place", self.screen)

    def _saved(self, _: "Saved") -> None:
        self.coproduce.tell_places()

    @on(Said.Changed)
    def _said_changed(self, event: Said.Changed) -> None:
        event.stop()
        self.reload()

    def on_failed(self, event: Failed) -> None:
        """Say what went wrong, in a dialog."""
        event.stop()
        self.coproduce.say_error(event.error)


def _parts(facts: Facts, *, opened: bool) -> Iterable[Part]:
    if isinstance(facts, ShownDamaged):
        return damaged_parts(facts)
    if isinstance(facts, PersonFacts):
        return person_parts(facts, opened=opened)
    return page_parts(facts, opened=opened)
