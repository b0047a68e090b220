"""A line of Next becomes an action: what, who, and by when."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from store.people_here import LEFT, NOT_HERE_YET, PersonHere
from tui.app.door import Asking, Failed
from tui.app.sentences import Line, Sentences
from tui.app.writing.page import OneLinePage
from tui.safe import joined, shown

if TYPE_CHECKING:
    from store import Workspace
    from store.values import Saved
    from tui.app.application import Coproduce

NOBODY = "nobody"


class PromiseForm(Asking, ModalScreen["Saved | None"]):
    """Saves an action that comes from a review; dismisses it, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", id="promise.save"),
        Binding("escape", "leave", "Leave it", id="promise.leave"),
    ]
    DEFAULT_CSS = """
    PromiseForm Horizontal { height: 1; margin-bottom: 1; }
    PromiseForm .label { width: 10; }
    PromiseForm Input { width: 1fr; }
    PromiseForm .dialog #owner { height: auto; max-height: 7; margin-bottom: 1; }
    """

    def __init__(self, review: str, promised: str, people: Sequence[PersonHere]) -> None:
        super().__init__()
        self._review = review
        self._promised = promised
        self._people = [each for each in people if each.here not in (LEFT, NOT_HERE_YET)]

    def compose(self) -> ComposeResult:
        """What, who, by when."""
        with Vertical(classes="dialog"):
            yield Static(shown("Who takes this on?", "bold"))
            with Horizontal():
                yield Static(shown("What"), classes="label")
                yield OneLinePage(self._promised, compact=True, id="what")
            yield Sentences(id="owner")
            with Horizontal():
                yield Static(shown("By when"), classes="label")
                yield OneLinePage(placeholder="a day like 2026-12-01", compact=True, id="due")
            keys = "Enter go on   Tab next   ctrl+s save   Esc leave it"
            yield Static(joined((keys, "$text-muted")), classes="keys")

    @property
    def coproduce(self) -> "Coproduce":
        """The app."""
        return cast("Coproduce", self.app)

    def on_mount(self) -> None:
        """Fill the list of people."""
        people = self.query_one(Sentences)
        nobody = Line(joined(("nobody yet", "$text-muted")), NOBODY)
        named = (Line(shown(self.coproduce.naming(e.name, e.id)), e.id) for e in self._people)
        people.show([nobody, *named])
        people.focus()

    @on(Sentences.Opened, "#owner")
    def _chosen(self, event: Sentences.Opened) -> None:
        event.stop()
        self.query_one("#due").focus()

    @on(Input.Submitted, "#what")
    def _named(self, event: Input.Submitted) -> None:
        event.stop()
        self.query_one("#owner").focus()

    @on(Input.Submitted, "#due")
    def _dated(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_save()

    def action_save(self) -> None:
        """Save the action."""
        owner = self.query_one(Sentences).target
        what = self.query_one("#what", Input).value.strip()
        fields = {
            "owner": "" if owner == NOBODY else owner,
            "due": self.query_one("#due", Input).value.strip(),
            "state": "open",
            "from": f"review/{self._review}",
        }

        def save(workspace: "Workspace") -> "Saved":
            return workspace.new("action", what, fields)

        self.write("promise", save, self._saved, keys_wait=True)

    def _saved(self, saved: "Saved") -> None:
        self.dismiss(saved)

    def on_failed(self, event: Failed) -> None:
        """Say what went wrong; what was typed stays."""
        event.stop()
        self.coproduce.say_error(event.error)

    def action_leave(self) -> None:
        """Close without saving."""
        self.dismiss(None)
