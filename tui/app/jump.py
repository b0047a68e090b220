"""Jumping: every part of the screen gets a letter, and the letter goes there."""

from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.css.query import NoMatches
from textual.geometry import Offset
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Static

from tui.app.place import Place
from tui.safe import joined

_LETTERS = "asdfghjklqwertyuiopzxcvbnm"


class Jump(ModalScreen[None]):
    """Letters over the parts of the screen below; one of them moves there."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Stay here", id="jump.leave"),
    ]
    CSS = """
    Jump { align: left top; background: transparent; }
    Jump Static { position: absolute; width: auto; height: 1; background: $primary;
        color: $background; text-style: bold; padding: 0 1; }
    Jump:ansi Static, Jump:nocolor Static { text-style: bold reverse; }
    """

    def __init__(self, below: Screen[Any]) -> None:
        super().__init__()
        self._parts = dict(zip(_LETTERS, parts_of(below), strict=False))

    def compose(self) -> ComposeResult:
        """Put each letter, with the name of its part, where the part begins."""
        for letter, (widget, name) in self._parts.items():
            label = Static(joined(letter, " ", name))
            label.absolute_offset = _corner(widget)
            # A label as wide as its part leaves no bits of the words that stand below it.
            label.styles.width = widget.region.width
            yield label

    def on_key(self, event: events.Key) -> None:
        """Go to the part whose letter was pressed; any other key stays here."""
        if event.key == "escape":
            return
        event.stop()
        part = self._parts.get(event.character or "")
        self.dismiss(None)
        if part is not None:
            focus_in(part[0])

    def on_click(self, event: events.Click) -> None:
        """Go to the part whose label was clicked."""
        labels = list(self.query(Static))
        parts = list(self._parts.values())
        self.dismiss(None)
        if isinstance(event.widget, Static) and event.widget in labels:
            focus_in(parts[labels.index(event.widget)][0])

    def action_leave(self) -> None:
        """Stay where you are."""
        self.dismiss(None)


def parts_of(screen: Screen[Any]) -> list[tuple[Widget, str]]:
    """Return the parts one can see, with their names; every part with a focus when none is named.

    The names come from the place itself (`REGIONS`).
    """
    named: list[tuple[Widget, str]] = []
    for selector, name in getattr(screen, "REGIONS", Place.REGIONS).items():
        try:
            widget = screen.query_one(selector)
        except NoMatches:
            continue
        if _is_seen(widget):
            named.append((widget, name))
    return named or [(each, "") for each in screen.focus_chain if _is_seen(each)]


def focus_in(widget: Widget) -> None:
    """Give the focus to `widget`, or to the first thing in it that can have it."""
    for each in (widget, *widget.query("*").results(Widget)):
        if each.focusable and _is_seen(each):
            each.focus()
            return


def _is_seen(widget: Widget) -> bool:
    return widget.is_attached and widget.region.area > 0


def _corner(widget: Widget) -> Offset:
    # A label on the first column would hide how the first line begins.
    return widget.region.offset
