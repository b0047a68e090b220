"""Help for where you are: what can be done, the keys that work now, and whom to call."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from tui.app.door import Asking, Failed
from tui.app.keys import EVERYWHERE, HERE, LISTS, Deed, live
from tui.app.reading import Part, Reading
from tui.layout import Block, Paragraph, Rows, dim, strong, widths_of
from tui.safe import joined

if TYPE_CHECKING:
    from store import Workspace

_HEADINGS = {
    HERE: "Keys here",
    LISTS: "Keys in a list or a text",
    EVERYWHERE: "Keys everywhere",
}
_MORE = (
    "Tab goes from one part of the screen to the next. Everything that has a key can also be "
    "found by its name, with the key for finding anything. The keys can be changed in the settings."
)


class Help(Asking, ModalScreen[None]):
    """What can be done on the screen below, in plain words."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1", "close", "Close", id="help.close"),
    ]
    DEFAULT_CSS = """
    Help .dialog { width: 76; height: 90%; padding: 1 2 0 2; }
    """

    def __init__(self, below: Screen[Any]) -> None:
        super().__init__()
        self._title = str(below.title or below.TITLE or "")
        self._words = below.HELP or ""
        self._deeds = live(below)
        self._support = ""

    def compose(self) -> ComposeResult:
        """Show the words and how to close them."""
        with Vertical(classes="dialog"):
            yield Reading()
            yield Static(joined(("Esc close", "$text-muted")), classes="keys")

    def on_mount(self) -> None:
        """Show what is known, and ask whom to call."""
        self._show()
        self.ask("support", _support, self._supported)

    def _supported(self, support: str) -> None:
        self._support = support.strip()
        self._show()

    def on_failed(self, event: Failed) -> None:
        """Do without the contact: help must open also where the workspace does not."""
        event.stop()

    def _show(self) -> None:
        parts = [Part(tuple(self._blocks()))]
        self.query_one(Reading).show(parts, from_top=False)

    def _blocks(self) -> Iterator[Block]:
        if self._title:
            yield strong(self._title)
        if self._words:
            yield Paragraph(self._words)
            yield ""
        if self._support:
            yield strong("If you need support")
            yield Paragraph(self._support)
            yield ""
        for where, heading in _HEADINGS.items():
            deeds = [each for each in self._deeds if each.where == where]
            yield from _keys(heading, deeds)
        yield Paragraph(dim(_MORE))

    def action_close(self) -> None:
        """Close."""
        self.dismiss(None)


def _keys(heading: str, deeds: list[Deed]) -> Iterator[Block]:
    if deeds:
        rows = [(each.pressed, each.said) for each in deeds]
        yield strong(heading)
        yield Rows(rows, indent=2, least=widths_of(row[:1] for row in rows))
        yield ""


def _support(workspace: "Workspace") -> str:
    return workspace.support
