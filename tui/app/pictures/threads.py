"""The five threads over time, a screen wide; the arrows look further back."""

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from schema.threads import Threads
from tui.app.place import Place
from tui.app.reading import Part, Reading
from tui.lines.threads import columns_that_fit, threads_blocks

if TYPE_CHECKING:
    from store import Workspace


class ThreadsView(Place):
    """How the five threads feel in each review, one row for each side."""

    TITLE = "Reviews › How it feels, over time"
    HELP = (
        "Each review asks how five things feel: better, the same, worse, or unsure. There is one "
        "row for each side, and a column for each review. Nothing is averaged. Rows that fewer "
        "than three people stand behind are shown together with others. "
        "The left and right arrows go through time."
    )
    REGIONS: ClassVar = {"#threads": "the threads"}
    AUTO_FOCUS = "#threads"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "back_in_time(1)", "Earlier", id="threads.earlier", key_display="←"),
        Binding("right,l", "back_in_time(-1)", "Later", id="threads.later", key_display="→"),
        Binding("escape,q", "back", "Back", key_display="Esc", id="threads.back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._threads = Threads((), ())
        self._today = date.min
        self._back = 0

    def body(self) -> ComposeResult:
        """One text, as wide as the screen."""
        yield Reading(id="threads")

    def reload(self) -> None:
        """Ask for the threads."""
        self.ask("threads", _read, self._show)

    def _show(self, found: tuple[Threads, date]) -> None:
        self._threads, self._today = found
        self._draw()

    def on_resize(self) -> None:
        """Show as many reviews as fit."""
        self._draw()

    def _draw(self) -> None:
        if self._today == date.min:
            return
        width = max(self.size.width - 4, 20)
        blocks = threads_blocks(self._threads, self._today, width, back=self._back)
        self.query_one(Reading).show([Part(tuple(blocks))], from_top=False)

    def action_back_in_time(self, reviews: int) -> None:
        """Look some reviews further back, or forward again."""
        most = max(0, len(self._threads.reviews) - columns_that_fit(max(self.size.width - 4, 20)))
        self._back = max(0, min(self._back + reviews, most))
        self._draw()

    def action_back(self) -> None:
        """Go back to where the picture was opened."""
        self.dismiss(None)


def _read(workspace: "Workspace") -> tuple[Threads, date]:
    return workspace.threads(), date.fromisoformat(workspace.today)
