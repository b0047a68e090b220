"""A dialog with something to read: a picture with its words, or a file as plain text."""

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.app.reading import Part, Reading
from tui.layout import Block
from tui.safe import joined, shown


class ToRead(ModalScreen[None]):
    """Some blocks under a heading; it closes without asking anything."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q", "close", "Close", id="to-read.close"),
    ]
    CSS = """
    ToRead .dialog { width: 92; height: 90%; }
    """

    def __init__(self, heading: str, blocks: Iterable[Block]) -> None:
        super().__init__()
        self._heading = heading
        self._blocks = tuple(blocks)

    def compose(self) -> ComposeResult:
        """Show the heading, the text and the keys."""
        with Vertical(classes="dialog"):
            yield Static(shown(self._heading, "bold"))
            yield Reading(id="text")
            yield Static(joined(("j k up and down   Esc close", "$text-muted")), classes="keys")

    def on_mount(self) -> None:
        """Fill the text."""
        reading = self.query_one(Reading)
        reading.show([Part(self._blocks)])
        reading.focus()

    def action_close(self) -> None:
        """Close."""
        self.dismiss(None)
