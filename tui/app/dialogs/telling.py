"""A dialog that says one thing: an error with its way out, or a plain message."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from store.errors import CoproduceError
from tui.safe import joined, shown


class Telling(ModalScreen[None]):
    """One sentence, what to do, and the details on request."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,space,q", "close", "Close", id="telling.close"),
        Binding("d", "details", "Details", id="telling.details"),
    ]

    def __init__(self, sentence: str, hint: str = "", details: str = "") -> None:
        super().__init__()
        self._sentence = sentence
        self._hint = hint
        self._details = details

    @classmethod
    def of(cls, error: Exception) -> "Telling":
        """Return the dialog for an error; git's and Python's own words are its details."""
        if isinstance(error, CoproduceError):
            kept = [f"Your words are kept: {draft}" for draft in error.drafts]
            return cls(error.sentence, "\n".join([error.hint, *kept]).strip(), error.detail)
        return cls(
            "Something went wrong that should not have.",
            "Nothing that was saved is lost. Please tell the makers, with the details.",
            f"{type(error).__name__}: {error}",
        )

    def compose(self) -> ComposeResult:
        """Show the sentence, the hint, and the keys."""
        with Vertical(classes="dialog"):
            yield Static(shown(self._sentence, "bold"), id="sentence")
            if self._hint:
                yield Static(shown(self._hint), id="hint")
            yield Static(id="details")
            keys = "Enter close" + ("   d details" if self._details else "")
            yield Static(joined((keys, "$text-muted")), classes="keys")

    def action_details(self) -> None:
        """Show what git or Python said."""
        self.query_one("#details", Static).update(shown(self._details, "$text-muted"))

    def action_close(self) -> None:
        """Close."""
        self.dismiss(None)
