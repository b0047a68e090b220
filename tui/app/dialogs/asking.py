"""Dialogs that ask for one thing: a yes, one line of words, or one of several."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tui.app.sentences import Line, Sentences
from tui.app.writing.one_text import KeepsOneText
from tui.app.writing.page import OneLinePage
from tui.safe import joined, shown

if TYPE_CHECKING:
    from tui.app.application import Coproduce

NEEDED = "A few words are needed here."
_KEYS = "Enter go on   Esc leave it"


class Confirm(ModalScreen[bool]):
    """A plain question; only the key `y` says yes, so that nothing happens by accident."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "Yes", id="confirm.yes"),
        Binding("n,escape", "answer(False)", "No", id="confirm.no"),
    ]

    def __init__(self, question: str, more: str = "") -> None:
        super().__init__()
        self._question = question
        self._more = more

    def compose(self) -> ComposeResult:
        """Show the question and the two keys."""
        with Vertical(classes="dialog"):
            yield Static(shown(self._question, "bold"))
            if self._more:
                yield Static(shown(self._more))
            yield Static(joined(("y yes   n no", "$text-muted")), classes="keys")

    def action_answer(self, yes: bool) -> None:
        """Close with the answer."""
        self.dismiss(yes is True)


class OneLine(KeepsOneText, ModalScreen[str | None]):
    """One line of words; None when the person changed their mind, "" for nothing to say.

    With `about` the line is kept as a draft of that name until whoever saves it lets go of it.
    `problem` says what is wrong with a line, "" when nothing is: such a line is not taken, and
    stays to be changed. Where words are `needed`, an empty line is not taken either: a dialog that
    closed without a word would let the next keys act as commands. One that `asks` is not left with
    words on it before that is said.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave it", id="one-line.leave"),
    ]

    def __init__(
        self,
        question: str,
        more: str = "",
        text: str = "",
        placeholder: str = "",
        *,
        about: str = "",
        problem: Callable[[str], str] | None = None,
        needed: bool = False,
        asks: bool = False,
    ) -> None:
        super().__init__()
        self._asks = asks
        self._question = question
        self._more = more
        self._problem = problem
        self._needed = needed
        self._text = text
        self._placeholder = placeholder
        self._about = about

    def compose(self) -> ComposeResult:
        """Show the question and a line to write on."""
        with Vertical(classes="dialog"):
            yield Static(shown(self._question, "bold"))
            if self._more:
                yield Static(shown(self._more))
            yield OneLinePage(self._text, placeholder=self._placeholder)
            yield Static(id="problem")
            yield Static(shown(_KEYS, "$text-muted"), classes="keys")

    def on_mount(self) -> None:
        """Look for a line that was left behind."""
        self._say_problem()
        self.keep_for(self._about)

    @property
    def words(self) -> str:
        """The line as it stands."""
        return self.query_one(Input).value

    @property
    def is_changed(self) -> bool:
        """Whether something was typed."""
        return self.words.strip() not in ("", self._text.strip())

    def take_up(self, text: str) -> None:
        """Show a line that was left behind."""
        line = self.query_one(Input)
        line.value = text
        line.cursor_position = len(text)

    def tell(self, sentence: str) -> None:
        """Say something short beside the keys."""
        said = "   ".join(part for part in (_KEYS, sentence) if part)
        self.query_one(".keys", Static).update(shown(said, "$text-muted"))

    def _say_problem(self) -> str:
        problem = self._problem(self.words) if self._problem and self.words.strip() else ""
        self._show_problem(problem)
        return problem

    def _show_problem(self, problem: str) -> None:
        line = self.query_one("#problem", Static)
        line.display = bool(problem)
        line.update(shown(problem))

    @on(Input.Changed)
    def _typed(self) -> None:
        self._say_problem()
        self.keep_later()

    @on(Input.Submitted)
    def _go_on(self, event: Input.Submitted) -> None:
        if self._say_problem():
            return
        if self._needed and not event.value.strip():
            self._show_problem(NEEDED)
            return
        self.answer()
        self.dismiss(event.value)

    def action_leave(self) -> None:
        """Close without an answer."""
        if self._asks and self.is_changed:
            choices = (("on", "Go on"), ("forget", "Leave without it"))
            ask = Choose("What you typed is not saved yet.", choices, otherwise="go on")
            cast("Coproduce", self.app).push_screen(ask, self._left)
            return
        self.set_words_aside()
        self.dismiss(None)

    def _left(self, answer: str | None) -> None:
        if answer == "forget":
            self.dismiss(None)


class Choose(ModalScreen[str | None]):
    """One of several; each choice is (value, words). None when the person changed their mind."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave it", id="choose.leave"),
    ]

    def __init__(
        self,
        question: str,
        choices: Sequence[tuple[str, str]],
        chosen: str = "",
        *,
        otherwise: str = "leave it",
    ) -> None:
        super().__init__()
        self._question = question
        self._choices = choices
        self._chosen = chosen
        self._otherwise = otherwise

    def compose(self) -> ComposeResult:
        """Show the question and the choices."""
        with Vertical(classes="dialog"):
            yield Static(shown(self._question, "bold"))
            yield Sentences(id="choices")
            keys = f"Enter choose   Esc {self._otherwise}"
            yield Static(joined((keys, "$text-muted")), classes="keys")

    def on_mount(self) -> None:
        """Fill the list."""
        choices = self.query_one(Sentences)
        choices.show(Line(shown(words), value) for value, words in self._choices)
        choices.go_to(self._chosen)
        choices.focus()

    @on(Sentences.Opened)
    def _choose(self, event: Sentences.Opened) -> None:
        event.stop()
        self.dismiss(event.target)

    def action_leave(self) -> None:
        """Close without an answer."""
        self.dismiss(None)
