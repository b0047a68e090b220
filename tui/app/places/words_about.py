"""What people said about one record, on a screen of its own, and a key to add to it."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from tui.app.place import Place

if TYPE_CHECKING:
    from tui.app.said import SaidItem

_NOTHING = "Nobody has said anything about this yet. w adds someone’s own words."


class WordsAbout(Place):
    """The own words about a record; Esc goes back to it."""

    TITLE = "Own words"
    HELP = (
        "What people said about it, in their own words. w adds someone's words, yours or another "
        "person's. r says what became of something, x takes words back."
    )
    REGIONS = {"#said": "what people said"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w", "add", "Add words", id="words.add"),
    ]

    def __init__(self, ref: str, title: str) -> None:
        super().__init__()
        self._ref = ref
        self._about = title

    @property
    def in_hand(self) -> str:
        """What the words are about."""
        return self._ref

    @property
    def where(self) -> str:
        """What the words are about."""
        return f"{self._about} › own words"

    def body(self) -> ComposeResult:
        """The words, by perspective."""
        from tui.app.said import Said

        yield Said(id="said")

    def on_mount(self) -> None:
        """Put the keyboard on the words."""
        from tui.app.said import Said

        self.query_one(Said).focus()

    def reload(self) -> None:
        """Read what people said."""
        from tui.app.said import said_about

        ref = self.in_hand
        self.ask("said", lambda workspace: said_about(workspace, ref, ("words",)), self._show)

    def _show(self, items: "tuple[SaidItem, ...]") -> None:
        from tui.app.said import Said

        self.query_one(Said).show(items, nothing=_NOTHING)

    def on_said_changed(self) -> None:
        """Show what is true now."""
        self.reload()

    def action_add(self) -> None:
        """Add someone's own words."""
        from tui.app.saying import add_words

        add_words(self, self.in_hand, f"“{self._about}”", self.reload)

    def action_back(self) -> None:
        """Go back to the record."""
        self.dismiss()
