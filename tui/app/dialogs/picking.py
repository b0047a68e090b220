"""Choosing from a list by keyboard or mouse: one thing, or several."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.app.form_rows import Choice
from tui.app.sentences import Line, Sentences
from tui.safe import joined, shown

_NOTHING = "leave it empty"
_ALL = "that is all"
_LAST = "last"
_KEYS_ONE = "Enter choose   Esc leave it as it was"
_KEYS_SEVERAL = "Space or Enter mark or not   ctrl+s done   Esc leave it as it was"


class Picking(ModalScreen[tuple[str, ...] | None]):
    """Gives what was chosen; () for nothing, None to leave it as it was.

    What was chosen before keeps its order, new ones follow in the order of the choices.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "done", "Done", id="picking.done"),
        Binding("space", "turn", "Mark or not", id="picking.turn"),
        Binding("escape", "leave", "Leave it", id="picking.leave"),
    ]
    DEFAULT_CSS = """
    Picking #choices { max-height: 45vh; }
    """

    def __init__(
        self,
        question: str,
        more: str,
        choices: Sequence[Choice],
        chosen: Sequence[str],
        *,
        several: bool,
    ) -> None:
        super().__init__()
        self._question = question
        self._more = more
        self._choices = tuple(choices)
        self._before = tuple(chosen)
        self._chosen = set(chosen)
        self._several = several

    def compose(self) -> ComposeResult:
        """Show the question, the choices and the keys."""
        with Vertical(classes="dialog"):
            yield Static(shown(self._question, "bold"))
            if self._more:
                yield Static(shown(self._more, "$text-muted"))
            yield Sentences(id="choices")
            keys = _KEYS_SEVERAL if self._several else _KEYS_ONE
            yield Static(joined((keys, "$text-muted")), classes="keys")

    def on_mount(self) -> None:
        """Fill the list, the cursor on what is chosen."""
        self._show()
        choices = self.query_one(Sentences)
        here = [n for n, each in enumerate(self._choices) if each.value in self._chosen]
        choices.go_to(str(here[0]) if here else "0")
        choices.focus()

    def _show(self) -> None:
        lines = [
            Line(joined(self._mark(each), each.said), str(number))
            for number, each in enumerate(self._choices)
        ]
        last = _ALL if self._several else _NOTHING
        lines.append(Line(joined("  ", (last, "$text-muted")), _LAST))
        self.query_one(Sentences).show(lines)

    def _mark(self, choice: Choice) -> str:
        is_chosen = choice.value in self._chosen
        if self._several:
            return "■ " if is_chosen else "□ "
        return "● " if is_chosen else "  "

    @on(Sentences.Opened, "#choices")
    def _opened(self, event: Sentences.Opened) -> None:
        event.stop()
        if event.target != _LAST:
            self.action_turn()
        elif self._several:
            self.action_done()
        else:
            self.dismiss(())

    def action_turn(self) -> None:
        """Mark the line under the cursor, or not; of a single choice, choose it."""
        target = self.query_one(Sentences).target
        if target == _LAST or not target:
            return
        value = self._choices[int(target)].value
        if self._several:
            self._chosen ^= {value}
            self._show()
        else:
            self.dismiss((value,))

    def action_done(self) -> None:
        """Close with what is chosen."""
        kept = [each for each in self._before if each in self._chosen]
        values = dict.fromkeys(each.value for each in self._choices)
        new = [each for each in values if each in self._chosen and each not in kept]
        self.dismiss((*kept, *new))

    def action_leave(self) -> None:
        """Leave it as it was."""
        self.dismiss(None)
