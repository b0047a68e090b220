"""Notes not yet placed: each can be given to a question, an agreement or a review."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from tui.app.place import Place
from tui.app.said import Said
from tui.app.said_item import SaidItem, said_about
from tui.words import count

UNPLACED = "unplaced"
_NOTHING = "No note waits to be placed. n takes a quick note from anywhere."


class Unplaced(Place):
    """The inbox of quick notes; Esc goes back to where you were."""

    TITLE = "Notes to place"
    HELP = (
        "Quick notes that nobody has given a place yet. p chooses what a note is about: a "
        "question, an agreement, a review or anything else. The words stay as they were said. "
        "x takes words back."
    )
    REGIONS = {"#said": "the notes"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "back", "Back", show=False, id="unplaced.back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._waiting = 0

    @property
    def where(self) -> str:
        """How many notes wait."""
        return f"Notes to place · {count(self._waiting, 'note')}"

    def body(self) -> ComposeResult:
        """The notes, by perspective."""
        yield Said(id="said")

    def on_mount(self) -> None:
        """Put the keyboard on the notes."""
        self.query_one(Said).focus()

    def reload(self) -> None:
        """Read the notes."""
        self.ask("notes", lambda workspace: said_about(workspace, UNPLACED), self._show)

    def _show(self, items: tuple[SaidItem, ...]) -> None:
        self._waiting = len(items)
        self.query_one(Said).show(items, nothing=_NOTHING)
        self.show_top()

    def on_said_changed(self) -> None:
        """Show what still waits."""
        self.reload()

    def action_back(self) -> None:
        """Go back to where you were."""
        self.dismiss()
