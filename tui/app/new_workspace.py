"""The form for a new workspace: what you do together, your name if you like, as whom you are."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, cast

import msgspec
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from schema.kinds import PERSPECTIVES
from store.founding import place_for
from tui import words
from tui.app.dialogs.asking import NEEDED, Choose
from tui.app.sentences import Line, Sentences
from tui.app.writing.first_words import SAVING_MEANS
from tui.app.writing.page import OneLinePage
from tui.app.writing.titles import title_problem
from tui.safe import joined, lines, shown

if TYPE_CHECKING:
    from tui.app.application import Coproduce

_NAME = "How do you want to appear: a name, a team, or nothing?"
_AS_WHOM = "I am here as … (one, several, or none)"


class Beginning(msgspec.Struct, frozen=True):
    """What someone typed to begin with; the title, or where a team's workspace is."""

    title: str = ""
    name: str = ""
    perspectives: tuple[str, ...] = ()

    @property
    def says_something(self) -> bool:
        """Whether anything was typed or chosen."""
        return bool(self.title.strip() or self.name.strip() or self.perspectives)


class NewWorkspace(ModalScreen[Beginning | None]):
    """Ask for a title, a name and perspectives; only the title is needed.

    It begins with `kept`; `keep` gets what was typed when someone leaves it for later. A form that
    begins in another way gives other `FIRST`, `PLACEHOLDER`, `DO`, `problem` and `place`.
    """

    FIRST: ClassVar[str] = "What do you want to work on together, in a few words?"
    PLACEHOLDER: ClassVar[str] = ""
    DO: ClassVar[str] = "make it"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "make", "Make it", id="new-workspace.make"),
        Binding("escape", "leave", "Leave it", id="new-workspace.leave"),
        Binding("space", "turn", "Choose or not", id="new-workspace.turn"),
    ]
    AUTO_FOCUS = "#title"
    CSS = """
    NewWorkspace .dialog { padding: 0 2; max-height: 100%; }
    NewWorkspace .dialog Static { margin: 1 0 0 0; }
    NewWorkspace .dialog .keys { margin: 1 0 0 0; }
    """

    def __init__(self, folder: str, kept: Beginning, keep: Callable[[Beginning], None]) -> None:
        super().__init__()
        self.folder = folder
        self._kept = kept
        self._keep = keep
        self._perspectives = set(kept.perspectives)

    def compose(self) -> ComposeResult:
        """Show the questions, and what saving means."""
        with VerticalScroll(classes="dialog"):
            yield Static(shown(self.FIRST, "bold"))
            yield OneLinePage(
                self._kept.title, placeholder=self.PLACEHOLDER, id="title", compact=True
            )
            yield Static(shown(_NAME, "bold"))
            yield OneLinePage(self._kept.name, id="name", compact=True)
            yield Static(shown(_AS_WHOM, "bold"))
            yield Sentences(id="perspectives")
            yield Static(id="place")
            yield Static(shown(SAVING_MEANS, "$text-muted"))
            keys = f"Tab next   Space choose or not   ctrl+s {self.DO}   Esc leave it"
            yield Static(joined((keys, "$text-muted")), classes="keys")

    def on_mount(self) -> None:
        """Show the perspectives, and where it would be."""
        self._show_perspectives()
        self._say_where()

    def _show_perspectives(self) -> None:
        self.query_one(Sentences).show(
            Line(
                joined("■ " if each in self._perspectives else "□ ", words.perspective(each)), each
            )
            for each in PERSPECTIVES
        )

    @on(Sentences.Opened)
    def _turned(self, event: Sentences.Opened) -> None:
        event.stop()
        self._turn(event.target)

    def action_turn(self) -> None:
        """Choose the perspective under the cursor, or not."""
        self._turn(self.query_one(Sentences).target)

    def _turn(self, perspective: str) -> None:
        self._perspectives ^= {perspective}
        self._show_perspectives()

    @on(Input.Changed, "#title")
    def _say_where(self) -> None:
        title = self.query_one("#title", Input).value
        problem = self.problem(title) if title.strip() else ""
        said = [problem, self.place(title)]
        self.query_one("#place", Static).update(lines(map(shown, filter(None, said))))

    def problem(self, typed: str) -> str:
        """Return what is wrong with the first line, "" when nothing is."""
        return title_problem(typed)

    def place(self, typed: str) -> str:
        """Return in a sentence where the workspace will be, "" when nobody knows yet."""
        return f"It will be in {place_for(self.folder, typed)}"

    @on(Input.Submitted)
    def _next(self) -> None:
        self.focus_next()

    @property
    def _typed(self) -> Beginning:
        return Beginning(
            self.query_one("#title", Input).value,
            self.query_one("#name", Input).value,
            tuple(each for each in PERSPECTIVES if each in self._perspectives),
        )

    def action_make(self) -> None:
        """Close with what was typed."""
        title = self.query_one("#title", Input)
        if not title.value.strip():
            title.placeholder = NEEDED
            title.focus()
        elif self.problem(title.value):
            title.focus()
        else:
            self.dismiss(self._typed)

    def action_leave(self) -> None:
        """Close without making anything; what was typed is asked about first."""
        typed = self._typed
        if typed == self._kept or not typed.says_something:
            self.dismiss(None)
            return

        def chosen(answer: str | None) -> None:
            if answer in ("keep", "forget"):
                self._keep(typed if answer == "keep" else Beginning())
                self.dismiss(None)

        self._ask(chosen, ("keep", "Keep it until coproduce is left, and go back"))

    def ask_before_the_end(self, leave: Callable[[], None]) -> bool:
        """Ask before coproduce is left with what was typed; False when nothing was."""
        if not self._typed.says_something:
            return False

        def chosen(answer: str | None) -> None:
            if answer == "forget":
                leave()

        self._ask(chosen)
        return True

    def _ask(self, chosen: Callable[[str | None], None], *more: tuple[str, str]) -> None:
        choices = (("on", "Go on"), *more, ("forget", "Leave without it"))
        question = "What you typed is not saved yet."
        cast("Coproduce", self.app).push_screen(
            Choose(question, choices, otherwise="go on"), chosen
        )
