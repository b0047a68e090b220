"""The last line of a screen: the keys that work here, as many as there is room for, help always."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, cast

import msgspec
from textual import events
from textual.binding import ActiveBinding
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from tui.app.keys import key_words
from tui.layout import width_of
from tui.safe import joined

if TYPE_CHECKING:
    from textual.app import App, RenderResult
    from textual.signal import Signal

_GAP = "  "
_HELP = "app.help"
# What people press most comes first, whichever part of the screen offers it.
_FIRST = ("enter", "ctrl+s")
# Where there is room left: what works in every place.
_EVERYWHERE = {
    "place.since": "changed since",
    "app.note": "note",
    "go": "places",
    "go.search": "search",
    "go.share": "share",
    "app.find": "find anything",
    "app.quit": "quit",
}


class Hint(msgspec.Struct, frozen=True):
    """A key as people name it, what it does in a word or two, and the key itself for a click."""

    pressed: str
    said: str
    key: str

    @property
    def width(self) -> int:
        """How many columns it takes."""
        return width_of(self.pressed) + 1 + width_of(self.said)


class KeyLine(Widget):
    """Shows the keys of a place first; with `everywhere` also those that every place has."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    KeyLine { dock: bottom; height: 1; background: $panel; color: $foreground; }
    """

    def __init__(self, *, everywhere: bool = False) -> None:
        super().__init__()
        self._everywhere = everywhere
        self._at: list[tuple[int, int, str]] = []

    def on_mount(self) -> None:
        """Follow what the keys mean."""
        changed = self.screen.bindings_updated_signal  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
        cast("Signal[Any]", changed).subscribe(self, self._keys_changed)

    def _keys_changed(self, _: Screen[Any]) -> None:
        self.refresh()

    def render(self) -> "RenderResult":
        """Return what fits, help at the end."""
        bindings = list(self.screen.active_bindings.values())
        end = list(_hints(bindings, only=_HELP))
        room = self.size.width - 1 - sum(each.width + len(_GAP) for each in end)
        offered = [*_hints(bindings), *(_shared(bindings) if self._everywhere else ())]
        return self._drawn([*_fitting(offered, room), *end])

    def _drawn(self, hints: Iterable[Hint]) -> Content:
        self._at = []
        said = joined(" ")
        for each in hints:
            at = said.cell_length
            said = joined(said, (each.pressed, "bold $accent"), f" {each.said}", _GAP)
            self._at.append((at, at + each.width, each.key))
        return said

    def on_click(self, event: events.Click) -> None:
        """Press the key that was clicked."""
        event.stop()
        for start, end, key in self._at:
            if start <= event.x < end:
                cast("App[Any]", self.app).simulate_key(key)


def _fitting(hints: Iterable[Hint], room: int) -> Iterator[Hint]:
    for each in hints:
        needed = each.width + len(_GAP)
        if needed <= room:
            room -= needed
            yield each


def _hints(bindings: Iterable[ActiveBinding], only: str = "") -> Iterator[Hint]:
    """Yield each thing that can be done once, with the first of its keys."""
    seen: set[str] = {"", _HELP, *_EVERYWHERE} - {only}
    found = sorted(bindings, key=_rank)
    for each in found:
        binding = each.binding
        if each.enabled and binding.show and binding.action not in seen:
            if (binding.id or "") in seen or (only and binding.id != only):
                continue
            seen |= {binding.action, binding.id or binding.action}
            said = binding.description
            pressed = binding.key_display or key_words(binding.key)
            yield Hint(pressed, said[:1].lower() + said[1:], binding.key)


def _rank(each: ActiveBinding) -> int:
    key = each.binding.key
    return _FIRST.index(key) if key in _FIRST else len(_FIRST)


def _shared(bindings: Iterable[ActiveBinding]) -> Iterator[Hint]:
    """Yield what works in every place, as the person's own keys have it."""
    keys: dict[str, list[str]] = {}
    for each in bindings:
        if each.enabled and each.binding.id:
            keys.setdefault(each.binding.id, []).append(each.binding.key)
    places = [key for id_, every in keys.items() if id_.startswith("go.") for key in every]
    digits = sorted(key for key in places if key.isdecimal())
    for id_, said in _EVERYWHERE.items():
        if id_ == "go" and digits:
            yield Hint(f"{digits[0]}-{digits[-1]}", said, digits[0])
        elif id_ in keys:
            # The numbers of places are told once for all of them.
            for key in [key for key in keys[id_] if not key.isdecimal()][:1]:
                yield Hint(key_words(key), said, key)
