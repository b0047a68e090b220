"""What every place has: a line above that says where you are, its keys below, its help."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.screen import Screen
from textual.widgets import Static

from schema.text import visible
from tui.app.door import Asking, Failed
from tui.app.key_line import KeyLine
from tui.layout import cut, plain, width_of
from tui.safe import joined, shown

if TYPE_CHECKING:
    from tui.app.application import Coproduce


class TopLine(Static):
    """Where you are on the left, who you are and what waits to be shared on the right."""

    def say(self, where: str, right: str) -> None:
        """Show both sides, the left one cut when there is no room."""
        right = visible(right)
        room = max(10, self.size.width - width_of(right) - 3)
        left = plain(cut(visible(where), room))
        gap = " " * max(2, self.size.width - width_of(left) - width_of(right) - 2)
        self.update(joined((f" {left}", "bold"), gap, (right, "$text-muted"), " "))


class Place(Asking, Screen[None]):
    """One place of the app. Subclasses give `TITLE`, `HELP`, `body` and `reload`."""

    HELP: ClassVar[str | None] = ""
    """What can be done here, in plain words, for the help screen."""

    REGIONS: ClassVar[Mapping[str, str]] = {}
    """The parts to jump to: CSS selector → what it is called."""

    AUTO_FOCUS = "Sentences, Input, TextArea"
    HORIZONTAL_BREAKPOINTS = [
        (0, "-narrow"),
        (100, "-wide"),
        (140, "-widest"),
    ]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", show=False, id="place.back"),
        Binding("C", "since", "What changed since …", show=False, id="place.since"),
        Binding("f4", "hand_out", "Make a page or a slip", show=False, id="place.hand-out"),
    ]

    arrived = False
    """Whether what is opened next was asked for in another place, to which Esc leads back."""

    _is_up = False

    def compose(self) -> ComposeResult:
        """Put the body between the line above and the keys below."""
        yield TopLine(id="top")
        with Container(id="body"):
            yield from self.body()
        yield KeyLine(everywhere=True)

    def body(self) -> ComposeResult:
        """Return the widgets of this place."""
        raise NotImplementedError  # pragma: no cover - every place has a body

    def reload(self) -> None:
        """Ask for everything this place shows; called when it comes up and after each change."""

    def open(self, target: str) -> None:
        """Open one record or question in this place; a place that has none ignores it."""

    def come_by_key(self) -> None:
        """Forget from where the page shown here was opened: people came by the place's own key."""

    @property
    def coproduce(self) -> "Coproduce":
        """The app."""
        return cast("Coproduce", self.app)

    @property
    def in_hand(self) -> str:
        """The question or record people are at, as a reference: what a quick note is about."""
        return ""

    @property
    def person_in_hand(self) -> str:
        """The person under the cursor, by id: whom a slip is for, if nobody else is named."""
        return ""

    @property
    def where(self) -> str:
        """Where you are, for the line above."""
        return str(self.TITLE or "")

    def on_screen_resume(self) -> None:
        """Show what is true now whenever the place comes up."""
        # A place that is entered for the first time is told of it twice.
        if not self._is_up:
            self._is_up = True
            self.show_top()
            if self.coproduce.door.is_new:
                # The first screen is painted before anything else takes up the computer.
                self.call_after_refresh(self.reload)
            else:
                self.reload()

    def on_screen_suspend(self) -> None:
        """Know that something else is on the screen."""
        self._is_up = False

    def on_resize(self) -> None:
        """Fit the line above to the new width."""
        self.call_after_refresh(self.show_top)

    def show_top(self) -> None:
        """Write the line above."""
        self.query_one("#top", TopLine).say(self.where, self.coproduce.right_of_top)

    def on_failed(self, event: Failed) -> None:
        """Say what went wrong, in a dialog."""
        event.stop()
        self.coproduce.say_error(event.error)

    def action_back(self) -> None:
        """Leave for the place before, or the first one."""
        self.coproduce.go_back()

    def action_since(self) -> None:
        """Choose since when to read what changed in the document in hand."""
        from tui.app.since import choose_since

        if self.in_hand:
            choose_since(self, self.in_hand)

    def action_hand_out(self) -> None:
        """Make a page or a slip of paper for people without this screen."""
        from tui.app.handing_out import hand_out

        hand_out(self)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what changed where a document is in hand."""
        if action == "since":
            return _is_of_document(self.in_hand)
        return super().check_action(action, parameters)

    def put(self, selector: str, text: str) -> None:
        """Show plain text in the `Static` that `selector` finds."""
        self.query_one(selector, Static).update(shown(text))


def _is_of_document(ref: str) -> bool:
    return bool(ref) and not ref.startswith(("unplaced", "contribution"))


Making = Callable[[], Screen[None]]
