"""A text to read and scroll, line by line, however long it is."""

from collections.abc import Iterable, Iterator
from time import perf_counter
from typing import ClassVar

import msgspec
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip
from textual.style import Style
from textual.timer import Timer
from textual.visual import Visual

from tui.app.fitted import fitted_lines
from tui.layout import Block, width_of
from tui.safe import joined

# How long one turn of wrapping may take and how long others have in between, in seconds.
_TURN = 0.02
_BETWEEN = 0.001
_AT_ONCE = 16


class Part(msgspec.Struct, frozen=True):
    """Some blocks of the text; `beside` is a mark that stands left of each of their lines."""

    blocks: tuple[Block, ...]
    beside: str = ""


class Reading(ScrollView, can_focus=True):
    """Blocks of text, wrapped to the width, with the keys of a list; only what is seen is drawn."""

    DEFAULT_CSS = """
    Reading { height: 1fr; scrollbar-size-vertical: 1; overflow-x: hidden; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "scroll_down", "Down", show=False, id="reading.down"),
        Binding("k", "scroll_up", "Up", show=False, id="reading.up"),
        Binding("g", "scroll_home", "First", show=False, id="reading.first"),
        Binding("G", "scroll_end", "Last", show=False, id="reading.last"),
        Binding("ctrl+d,space", "page_down", "Page down", show=False, id="reading.page-down"),
        Binding("ctrl+u", "page_up", "Page up", show=False, id="reading.page-up"),
    ]

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._parts: tuple[Part, ...] = ()
        self._lines: list[Content] = []
        self._rest: Iterator[Content] = iter(())
        self._width = 0
        self._turn: Timer | None = None

    def show(self, parts: Iterable[Part], *, from_top: bool = True) -> None:
        """Show these parts in the place of the others; `from_top` False stays where one reads."""
        self._parts = tuple(parts)
        self._lay_out()
        if from_top:
            self.scroll_home(animate=False)

    @property
    def text(self) -> str:
        """What is shown, as lines of plain text."""
        self._lay_out_some(None)
        return "\n".join(line.plain for line in self._lines)

    @property
    def height_of_text(self) -> int:
        """How many lines there are."""
        self._lay_out_some(None)
        return len(self._lines)

    def on_resize(self, event: events.Resize) -> None:
        """Wrap to the new width."""
        if event.size.width != self._width:
            self._lay_out()

    def _lay_out(self) -> None:
        # The bar's column is kept free, so that showing the bar never wraps the text anew.
        self._width = self.size.width
        width = self._width - self.styles.scrollbar_size_vertical
        if width <= 0:
            return
        self._lines = []
        self._rest = _all_lines(self._parts, width)
        self._lay_out_some(self.scroll_offset.y + self.size.height)
        self._go_on()
        self.refresh()

    def _lay_out_some(self, least: int | None) -> bool:
        """Wrap at least so many lines (None: all), and more for a moment; return if more is left.

        A long text is wrapped in turns, so that the screen goes on answering meanwhile.
        """
        until = perf_counter() + _TURN
        for line in self._rest:
            self._lines.append(line)
            is_enough = least is not None and len(self._lines) >= least
            if is_enough and not len(self._lines) % _AT_ONCE and perf_counter() > until:
                break
        else:
            self._set_height()
            return False
        self._set_height()
        return True

    def _set_height(self) -> None:
        width = self._width - self.styles.scrollbar_size_vertical
        self.virtual_size = Size(width, len(self._lines))

    def _go_on(self) -> None:
        """Wrap what is left, a moment's worth at a time."""
        if self._turn is not None:
            self._turn.stop()
            self._turn = None
        if self.is_attached and self._lay_out_some(0):
            self._turn = self.set_timer(_BETWEEN, self._go_on)

    def render_line(self, y: int) -> Strip:
        """Return one line of what is seen."""
        at = self.scroll_offset.y + y
        width = self.size.width
        if at >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        line = self._lines[at]
        selection = self.text_selection
        if selection is not None and (span := selection.get_span(at)) is not None:
            start, end = span
            end = len(line) if end == -1 else end
            style = Style.from_styles(self.screen.get_component_styles("screen--selection"))
            line = line.stylize(style, start, end)
        strips = Visual.to_strips(
            self, line, max(width, 1), 1, self.visual_style, apply_selection=False, pad=True
        )
        strip = strips[0] if strips else Strip.blank(width, self.rich_style)
        return strip.apply_offsets(0, at)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return what was marked with the mouse."""
        return selection.extract(self.text), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw what is marked."""
        del selection
        self.refresh()


def _all_lines(parts: Iterable[Part], width: int) -> Iterator[Content]:
    for part in parts:
        yield from _lines(part, width - width_of(part.beside))


def _lines(part: Part, width: int) -> Iterator[Content]:
    for line in fitted_lines(part.blocks, width):
        yield joined((part.beside, "$warning"), line) if part.beside else line
