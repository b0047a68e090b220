"""A dialog while something takes its time: what is going on, how far it is, and a way to stop."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.safe import joined, shown


class Waiting(ModalScreen[None]):
    """What is going on. Whoever opened it closes it; `stopped` says that someone gave up."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "stop", "Stop", id="waiting.stop"),
    ]

    class Progressed(Message):
        """How far it is, in words; may be posted from any thread."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self._sentence = sentence
        self.stopped = False

    def compose(self) -> ComposeResult:
        """Show the sentence and how far it is."""
        with Vertical(classes="dialog"):
            yield Static(shown(self._sentence, "bold"))
            yield Static(id="progress")
            yield Static(joined(("Esc stop", "$text-muted")), classes="keys")

    def on_waiting_progressed(self, event: Progressed) -> None:
        """Show how far it is."""
        event.stop()
        self.query_one("#progress", Static).update(shown(event.words))

    def action_stop(self) -> None:
        """Ask whoever is at work to stop."""
        self.stopped = True
        self.query_one("#progress", Static).update("Stopping …")
