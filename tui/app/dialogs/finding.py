"""Choosing one of many by typing a part of its name: the line above, what fits it below."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tui.app.sentences import Line, Sentences
from tui.app.writing.page import OneLinePage
from tui.safe import joined, shown

_MOST = 60
_MORE = "more fit; another word narrows it down"


class FindOne(ModalScreen[str | None]):
    """One of many; each choice is (value, words). None when the person changed their mind.

    The cursor begins on the value `chosen`.
    """

    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "Down", show=False, id="finding.down"),
        Binding("up", "move(-1)", "Up", show=False, id="finding.up"),
        Binding("escape", "leave", "Leave it", id="finding.leave"),
    ]
    CSS = """
    FindOne .dialog { height: 90%; }
    FindOne .dialog #choices { height: 1fr; max-height: 100%; margin: 1 0; }
    """

    def __init__(self, question: str, choices: Sequence[tuple[str, str]], chosen: str = "") -> None:
        super().__init__()
        self._chosen = chosen
        self._question = question
        self._choices = choices
        self._folded = [words.casefold() for _, words in choices]

    def compose(self) -> ComposeResult:
        """Show the question, a line to type on, and what fits it."""
        with Vertical(classes="dialog"):
            yield Static(shown(self._question, "bold"))
            yield OneLinePage(placeholder="type a part of its name", compact=True)
            yield Sentences(id="choices")
            keys = "↑ ↓ choose   Enter take it   Esc leave it"
            yield Static(joined((keys, "$text-muted")), classes="keys")

    def on_mount(self) -> None:
        """Show the first of them, the cursor on what is chosen."""
        self._show()
        self.query_one(Sentences).go_to(self._chosen)

    @on(Input.Changed)
    def _show(self) -> None:
        typed = self.query_one(Input).value.casefold().split()
        fitting = [
            choice
            for choice, words in zip(self._choices, self._folded, strict=True)
            if all(word in words for word in typed)
        ]
        lines = [Line(shown(words), value) for value, words in fitting[:_MOST]]
        if len(fitting) > _MOST:
            rest = f"{len(fitting) - _MOST:,} {_MORE}"
            lines.append(Line(joined((rest, "$text-muted"))))
        if not fitting:
            lines.append(Line(joined(("Nothing is called that.", "$text-muted"))))
        choices = self.query_one(Sentences)
        choices.show(lines)
        choices.action_first()

    def action_move(self, by: int) -> None:
        """Move the cursor while the keyboard stays on the line."""
        choices = self.query_one(Sentences)
        if by > 0:
            choices.action_cursor_down()
        else:
            choices.action_cursor_up()

    @on(Input.Submitted)
    def _take(self, event: Input.Submitted) -> None:
        event.stop()
        if target := self.query_one(Sentences).target:
            self.dismiss(target)

    @on(Sentences.Opened)
    def _opened(self, event: Sentences.Opened) -> None:
        event.stop()
        self.dismiss(event.target)

    def action_leave(self) -> None:
        """Close without an answer."""
        self.dismiss(None)
