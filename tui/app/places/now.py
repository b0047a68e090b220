"""Now: what matters at this moment, each line opens its place."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from store.overview import Status
from tui.app.place import Place
from tui.app.sentences import Line, Sentences
from tui.safe import joined, shown


class Now(Place):
    """The first screen."""

    TITLE = "Now"
    HELP = "What matters now. Enter opens a line in its place."

    def body(self) -> ComposeResult:
        """What matters on the left, the steps on the right."""
        with Horizontal(classes="columns"):
            with Vertical(classes="left"):
                yield Sentences(id="matters")
            with Vertical(classes="right"):
                yield Sentences(id="steps")

    def reload(self) -> None:
        """Ask for the status."""
        self.ask("status", lambda workspace: workspace.status(), self._show)

    def _show(self, status: Status) -> None:
        lines = [Line(shown("Promised last time", "bold"))]
        lines += [
            Line(
                joined("  ", (each.state, "$text-muted"), "  ", each.text), f"action/{each.action}"
            )
            for each in status.promises
        ]
        self.query_one("#matters", Sentences).show(lines)

    @on(Sentences.Opened)
    def _open(self, event: Sentences.Opened) -> None:
        self.coproduce.open(event.target)
