"""A list of sentences to move through: each line may open something."""

from collections.abc import Callable, Iterable
from typing import ClassVar

import msgspec
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option


class Line(msgspec.Struct, frozen=True):
    """One line: what it says, and what it opens ("" for a line that only says something).

    `target` is a reference as the command line takes it, or a word its place understands.
    """

    said: Content
    target: str = ""


class Sentences(OptionList):
    """Lines with vim keys; Enter or a click sends `Opened` with the line's target."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Open", id="list.open"),
        Binding("j", "cursor_down", "Down", show=False, id="list.down"),
        Binding("k", "cursor_up", "Up", show=False, id="list.up"),
        Binding("g", "first", "First", show=False, id="list.first"),
        Binding("G", "last", "Last", show=False, id="list.last"),
        Binding("ctrl+d", "page_down", "Page down", show=False, id="list.page-down"),
        Binding("ctrl+u", "page_up", "Page up", show=False, id="list.page-up"),
    ]

    class Opened(Message):
        """Someone opened a line."""

        def __init__(self, sentences: "Sentences", target: str) -> None:
            super().__init__()
            self.sentences = sentences
            self.target = target

        @property
        def control(self) -> "Sentences":
            """The list the line is in, for `@on(..., "#id")`."""
            return self.sentences

    class Moved(Message):
        """The cursor stands on another line."""

        def __init__(self, sentences: "Sentences", target: str) -> None:
            super().__init__()
            self.sentences = sentences
            self.target = target

        @property
        def control(self) -> "Sentences":
            """The list the line is in."""
            return self.sentences

    class Resized(Message):
        """The list has another width, to which its place may want to lay out the lines."""

        def __init__(self, sentences: "Sentences") -> None:
            super().__init__()
            self.sentences = sentences

        @property
        def control(self) -> "Sentences":
            """The list that has another width."""
            return self.sentences

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes, markup=False, compact=True)
        self._targets: list[str] = []
        self._laid_out = 0
        self.opened = ""
        """The target opened last with a key, known before the message of it has arrived."""

    @property
    def target(self) -> str:
        """What the line under the cursor opens, "" when it opens nothing."""
        at = self.highlighted
        return self._targets[at] if at is not None and at < len(self._targets) else ""

    def show(self, lines: Iterable[Line]) -> None:
        """Put these lines in place of the others, keeping the cursor where it was."""
        here, at = self.target, self.highlighted
        kept = list(lines)
        self._targets = [line.target for line in kept]
        self.set_options([Option(line.said, disabled=not line.target) for line in kept])
        self.highlighted = self._place(here, at)

    def add(self, lines: Iterable[Line]) -> None:
        """Put these lines below the others."""
        kept = list(lines)
        self._targets += [line.target for line in kept]
        self.add_options([Option(line.said, disabled=not line.target) for line in kept])

    def go_to(self, target: str) -> None:
        """Put the cursor on the line that opens `target`, if there is one."""
        if target in self._targets:
            at = self._targets.index(target)
            if self.highlighted == at:
                self._see_cursor(at)
            self.highlighted = at

    def _see_cursor(self, at: int) -> None:
        """Scroll to the line under the cursor, the first with what stands above it."""
        if any(self._targets[:at]):
            self.call_after_refresh(self.scroll_to_highlight)
        else:
            self.call_after_refresh(self.scroll_home, animate=False)

    # Where the cursor has nowhere to go, the same keys scroll: what opens nothing is read too.

    def action_cursor_up(self) -> None:
        """Go one line up."""
        self._move(super().action_cursor_up, lambda: self.scroll_up(animate=False))

    def action_cursor_down(self) -> None:
        """Go one line down."""
        self._move(super().action_cursor_down, lambda: self.scroll_down(animate=False))

    def action_first(self) -> None:
        """Go to the first line."""
        self._move(super().action_first, lambda: self.scroll_home(animate=False))

    def action_last(self) -> None:
        """Go to the last line."""
        self._move(super().action_last, lambda: self.scroll_end(animate=False))

    def action_page_up(self) -> None:
        """Go one page up."""
        self._move(super().action_page_up, lambda: self.scroll_page_up(animate=False))

    def action_page_down(self) -> None:
        """Go one page down."""
        self._move(super().action_page_down, lambda: self.scroll_page_down(animate=False))

    def _move(self, cursor: Callable[[], None], otherwise: Callable[[], None]) -> None:
        before = self.highlighted
        cursor()
        if self.highlighted is None:
            # Past the last line that opens something there is none to go to.
            self.highlighted = before
        if self.highlighted == before:
            otherwise()

    def _place(self, target: str, at: int | None) -> int | None:
        if target and target in self._targets:
            return self._targets.index(target)
        open_ = [number for number, each in enumerate(self._targets) if each]
        return min(open_, key=lambda number: abs(number - (at or 0)), default=None)

    def action_select(self) -> None:
        """Open the line under the cursor as it is now, whatever is shown a moment later."""
        if self.target:
            self.opened = self.target
            self.post_message(self.Opened(self, self.target))

    def on_hide(self) -> None:
        """Let the place lay the lines out anew once they are seen again: others may have come."""
        self._laid_out = 0

    def on_resize(self, event: events.Resize) -> None:
        """Tell the place that lines may have to be laid out anew."""
        if event.size.width != self._laid_out:
            self._laid_out = event.size.width
            self.post_message(self.Resized(self))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Tell the place what was opened."""
        event.stop()
        at = event.option_index
        if at < len(self._targets) and self._targets[at]:
            self.post_message(self.Opened(self, self._targets[at]))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Tell the place where the cursor is."""
        event.stop()
        if not any(self._targets[: event.option_index]):
            # What stands above the first line that opens something is seen with it.
            self.call_after_refresh(self.scroll_home, animate=False)
        if event.option_index < len(self._targets):
            self.post_message(self.Moved(self, self._targets[event.option_index]))
