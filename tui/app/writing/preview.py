"""How a text will read: Markdown shown as it reads, plainly when it is long."""

import re
from time import monotonic

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Markdown, Static

from schema.text import visible
from tui.safe import joined, shown

PAUSE = 0.4
"""Seconds without typing before the preview follows."""

MOST_LINES = 80
MOST_CHARACTERS = 12_000
_PLAIN_LINES = 300
# Laying out a list costs several times what a paragraph of the same length costs.
_ITEM = re.compile(r"[ \t]*(?:[-*+>]|[0-9]+[.)])[ \t]")
_ITEM_LINES = 3
_TOO_SLOW = 0.3


class Preview(VerticalScroll):
    """A preview that follows the text a moment later."""

    can_focus = True

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._text = ""
        self._shown: str | None = None
        self._timer: Timer | None = None
        self._most = MOST_LINES

    def compose(self) -> ComposeResult:
        """Hold both ways to show a text; one of them is hidden."""
        yield Markdown(open_links=False, id="read")
        yield Static(id="plain")

    def follow(self, text: str) -> None:
        """Show `text` when typing rests."""
        self._text = text
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(PAUSE, self.show_now)

    async def show_now(self) -> None:
        """Show the newest text, unless nobody sees it."""
        if not self.display or self._text == self._shown:
            return
        self._shown = text = self._text
        lines = weight(text) if len(text) <= MOST_CHARACTERS else self._most + 1
        plain = lines > self._most
        self.query_one("#read").display = not plain
        self.query_one("#plain").display = plain
        if plain:
            self.query_one("#plain", Static).update(_plainly(text))
        else:
            began = monotonic()
            await self.query_one(Markdown).update(visible(text))
            if monotonic() - began > _TOO_SLOW:
                self._most = max(lines - 1, MOST_LINES // 8)


def weight(text: str) -> int:
    """Return how much there is to lay out, in lines of plain paragraphs."""
    lines = (line for line in text.split("\n") if line.strip())
    return sum(_ITEM_LINES if _ITEM.match(line) else 1 for line in lines)


def _plainly(text: str) -> Content:
    lines = text.split("\n", _PLAIN_LINES)
    note = ("The text is long, so it is shown plainly.\n\n", "$text-muted")
    end = "\n…" if len(lines) > _PLAIN_LINES else ""
    return joined(note, shown("\n".join(lines[:_PLAIN_LINES])), end)
