"""How one thread feels: one of four words, or nothing said."""

from collections.abc import Mapping
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Static

from schema.checklist import Thread
from schema.threads import FEELINGS
from tui.lines.threads import FEELINGS as WORDS
from tui.safe import joined

_NAME = 24
_WIDTH = 12
_KEYS: Mapping[str, str] = {"b": "better", "s": "same", "w": "worse", "u": "unsure"}


class Feeling(Static, can_focus=True):
    """One thread with its four words; the chosen one stands in [brackets]."""

    DEFAULT_CSS = """
    Feeling { height: 1; width: 100%; }
    Feeling:focus { background: $primary 30%; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l", "step(1)", "Next word", show=False, id="feeling.next"),
        Binding("left,h", "step(-1)", "Word before", show=False, id="feeling.previous"),
        *(
            Binding(key, f"choose('{word}')", word.capitalize(), show=False, id=f"feeling.{word}")
            for key, word in _KEYS.items()
        ),
        Binding("backspace,delete,0", "choose('')", "Not said", show=False, id="feeling.none"),
        Binding("down,enter", "app.focus_next", "Next line", show=False, id="feeling.down"),
        Binding("up", "app.focus_previous", "Line before", show=False, id="feeling.up"),
    ]

    class Changed(Message):
        """Another word was chosen."""

    def __init__(self, thread: Thread, chosen: str = "") -> None:
        super().__init__(markup=False)
        self.thread = thread
        self.chosen = chosen if chosen in FEELINGS else ""
        self._draw()

    def choose(self, feeling: str) -> None:
        """Choose one of the words, or none with ""."""
        if feeling in ("", *FEELINGS) and feeling != self.chosen:
            self.chosen = feeling
            self._draw()
            self.post_message(self.Changed())

    def action_choose(self, feeling: str) -> None:
        """Choose a word by its letter."""
        self.choose(feeling)

    def action_step(self, by: int) -> None:
        """Choose the word beside the chosen one."""
        at = FEELINGS.index(self.chosen) + by if self.chosen else (0 if by > 0 else -1)
        self.choose(FEELINGS[at % len(FEELINGS)])

    def on_click(self, event: events.Click) -> None:
        """Choose the word under the mouse."""
        at = (event.x - _NAME) // _WIDTH
        if event.x >= _NAME and at < len(FEELINGS):
            word = FEELINGS[at]
            self.choose("" if word == self.chosen else word)

    def _draw(self) -> None:
        parts = [f"{self.thread.short:{_NAME}}"]
        content = joined(*parts)
        for each in FEELINGS:
            if each == self.chosen:
                content = joined(content, (f"{f'[{WORDS[each]}]':{_WIDTH}}", "bold"))
            else:
                content = joined(content, (f"{f' {WORDS[each]} ':{_WIDTH}}", "$text-muted"))
        self.update(content)
