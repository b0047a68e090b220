"""Steps: the questions of all five on the left, the one in hand with its answer on the right."""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from schema.checklist import QUESTIONS, question, step
from tui.app.fitted import fitted
from tui.app.place import Place
from tui.app.places.question import (
    NO_STORIES_YET,
    STORIES,
    QuestionFacts,
    question_parts,
    read_question,
    ref_of,
)
from tui.app.reading import Reading
from tui.app.said import Said
from tui.app.sentences import Line, Sentences
from tui.layout import Rows, dim, strong
from tui.lines.status import MARKS, mark
from tui.safe import lines, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from store import Workspace
    from store.values import Change, Saved, StepState
    from tui.app.wording import Wording

_NOBODY = "Nobody has said anything about this yet. w adds someone’s own words."
_FEW_CHANGES = 5
_LONG = 8_000


class Steps(Place):
    """Every question, in any order; nothing is locked, and nothing has to be answered."""

    TITLE = "Steps"
    HELP = (
        "Five steps with their questions, in any order. Nothing is locked and nothing has to be "
        "answered.\n\n"
        "On the right: what the group answers, ideas that may help, and what people said, each "
        "from their own side.\n\n"
        "e writes what the group answers. w adds someone's own words, yours or another person's. "
        "b leaves a question or an idea aside, with the reason; anyone can take it up again. "
        "h shows how the answer came to be. v shows who has spoken in each step.\n\n"
        "In what people said: r says what became of it, x takes words back.\n\n"
        "Marks: ● answered, ◐ someone said something, ○ nothing yet, – left aside."
    )
    REGIONS = {"#questions": "the questions", "#answer": "the answer", "#said": "what people said"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "write", "Write the answer", id="steps.write"),
        Binding("w", "words", "Add words", id="steps.words"),
        Binding("b", "aside", "Leave aside", id="steps.aside"),
        Binding("h,c", "changes", "History", id="steps.changes"),
        Binding("v", "spoken", "Who spoke", id="steps.spoken"),
        Binding("enter", "settle", "Settle together", id="steps.settle"),
        Binding("right_square_bracket", "step(1)", "Next step", show=False, id="steps.next"),
        Binding("left_square_bracket", "step(-1)", "Step before", show=False, id="steps.before"),
    ]
    DEFAULT_CSS = """
    Steps #left { width: 30; margin-right: 2; }
    Steps.-wide #left, Steps.-widest #left { width: 40; }
    Steps #questions { scrollbar-gutter: stable; height: 1fr; }
    Steps #legend { color: $text-muted; height: auto; }
    Steps #right { width: 1fr; }
    Steps #answer { height: 3fr; max-height: 50%; }
    Steps #people { height: 1fr; margin-top: 1; }
    Steps #people Static { color: $text-muted; height: auto; }
    Steps.-silent #answer { max-height: 100%; }
    Steps.-silent #people { height: 2; }
    Steps.-silent #said { display: none; }
    Steps.-widest #right { layout: horizontal; }
    Steps.-widest #answer { width: 3fr; height: 1fr; max-height: 100%; }
    Steps.-widest #people { width: 2fr; height: 1fr; margin: 0 0 0 2; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._steps: tuple[StepState, ...] = ()
        self._code = QUESTIONS[0].code
        self._facts: QuestionFacts | None = None
        self._changes: tuple[Change, ...] | None = None

    @property
    def in_hand(self) -> str:
        """The question in hand."""
        return ref_of(self._code)

    @property
    def where(self) -> str:
        """The step, and the question in hand."""
        here = step(self._code[0])
        asked = question(self._code)
        return f"Steps › {here.short if here else ''} › {asked.short if asked else ''}"

    @property
    def _questions(self) -> Sentences:
        return self.query_one("#questions", Sentences)

    def body(self) -> ComposeResult:
        """Questions, answer, and what people said."""
        with Horizontal(classes="columns"):
            with Vertical(id="left"):
                yield Sentences(id="questions")
                yield Static(id="legend")
            with Vertical(id="right"):
                yield Reading(id="answer")
                with Vertical(id="people"):
                    yield Static(id="heading")
                    yield Said(id="said")

    def on_mount(self) -> None:
        """Show what needs no reading: the questions themselves."""
        answered, said, nothing, aside = MARKS.split("   ")
        legend = (f"{answered}  {said}", f"{nothing}  {aside}")
        self.query_one("#legend", Static).update(lines(map(shown, legend)))
        self._show_questions()

    def reload(self) -> None:
        """Read the marks of all questions, and the question in hand."""
        self.ask("steps", lambda workspace: workspace.steps(), self._take_steps)
        self._read()

    def _read(self) -> None:
        code = self._code
        self.ask("question", lambda workspace: read_question(workspace, code), self._take)

    def _take_steps(self, steps: "tuple[StepState, ...]") -> None:
        self._steps = steps
        self._show_questions()

    @on(Sentences.Resized, "#questions")
    def _show_questions(self) -> None:
        width = self._questions.scrollable_content_region.width
        if width < 1:
            return
        states = {each.code: each for group in self._steps for each in group.questions}
        shown_lines: list[Line] = []
        for asked in QUESTIONS:
            if asked.code.endswith(".1"):
                heading = step(asked.step)
                gap = ["" for _ in shown_lines[:1]]
                called = f"{asked.step} {heading.short if heading else ''}"
                shown_lines.append(Line(fitted([*gap, strong(called)], width)))
            state = states.get(asked.code)
            row = Rows([(mark(state) if state else " ", dim(asked.code), asked.short)], indent=1)
            shown_lines.append(Line(fitted([row], width), ref_of(asked.code)))
        is_first = not self._questions.target
        self._questions.show(shown_lines)
        if is_first:
            self._questions.go_to(self.in_hand)

    @on(Sentences.Moved, "#questions")
    def _moved(self, event: Sentences.Moved) -> None:
        event.stop()
        # The message may be older than the cursor, which may have moved on since.
        code = event.sentences.target.partition("#")[2]
        if code and code != self._code:
            self._take_in_hand(code)

    @on(Sentences.Opened, "#questions")
    def _opened(self, event: Sentences.Opened) -> None:
        event.stop()
        self.query_one("#answer").focus()

    def _take_in_hand(self, code: str) -> None:
        self._code = code
        self._changes = None
        self.show_top()
        self._read()

    def _take(self, facts: QuestionFacts) -> None:
        if facts.question.code != self._code:
            return
        fresh = self._facts is None or self._facts.question.code != self._code
        self._facts = facts
        self._show(from_top=fresh)
        ref = facts.ref
        self.ask(
            "changes",
            lambda workspace: tuple(
                change for change, _ in workspace.answer_changes(ref, _FEW_CHANGES)
            ),
            lambda changes: self._take_changes(ref, changes),
        )

    def _take_changes(self, ref: str, changes: "tuple[Change, ...]") -> None:
        if ref == self.in_hand:
            self._changes = changes
            self._show(from_top=False)

    def _show(self, *, from_top: bool) -> None:
        facts = self._facts
        if facts is None:
            return
        shared = self.coproduce.projector
        parts = question_parts(facts, self._changes, shared=shared)
        self.query_one("#answer", Reading).show(parts, from_top=from_top)
        self.set_class(not facts.said, "-silent")
        heading = "What people said" if facts.said else _NOBODY
        self.query_one("#heading", Static).update(shown(heading))
        self.query_one(Said).show(facts.said, nothing=_NOBODY)
        self.call_after_refresh(self._fit_answer)

    def _fit_answer(self) -> None:
        """Give the answer what it needs, up to half of the room; what people said has the rest."""
        facts, answer = self._facts, self.query_one("#answer", Reading)
        if facts is None or not facts.said or self.has_class("-widest"):
            answer.styles.clear_rule("height")
        elif len(facts.text) + len(facts.source) > _LONG:
            # Long texts are wrapped in turns; nothing waits for their last line.
            answer.styles.height = "50%"
        else:
            answer.styles.height = max(1, answer.height_of_text)

    def on_resize(self) -> None:
        """Fit the answer to the new size."""
        self.call_after_refresh(self._fit_answer)

    def on_said_changed(self) -> None:
        """Show what is true now."""
        self.reload()

    def open(self, target: str) -> None:
        """Take a question in hand: `step/2#2.3`; a step or an idea means the step's first."""
        ref, _, code = target.partition("#")
        number = (code or ref.partition("/")[2])[:1]
        if question(code) is None:
            code = f"{number}.1"
        if question(code) is None:
            return
        self._questions.go_to(ref_of(code))
        self._questions.focus()
        if code != self._code:
            self._take_in_hand(code)

    def action_step(self, by: int) -> None:
        """Go to the first question of the next step, or of the step before."""
        self.open(f"step/{(int(self._code[0]) - 1 + by) % 5 + 1}")

    # Writing

    def _when_read(self, then: "Callable[[QuestionFacts], None]") -> None:
        """Call `then` with what is known of the question in hand, once that is read."""
        facts, code = self._facts, self._code
        if facts and facts.question.code == code:
            then(facts)
            return

        def read(found: QuestionFacts) -> None:
            self._take(found)
            then(found)

        self.ask("question", lambda workspace: read_question(workspace, code), read, keys_wait=True)

    def action_write(self) -> None:
        """Write what the group answers."""
        self._when_read(self._write)

    def _write(self, facts: QuestionFacts) -> None:
        from tui.app.writing.editor import Editor, WritingTask

        if facts.damaged:
            self.coproduce.say(
                "This step cannot be read, so it is not written over.",
                "Mend its file in any text editor; everything else goes on working.",
            )
            return
        ref, blob = facts.ref, facts.blob

        def save(workspace: "Workspace", text: str, why: str) -> "Saved":
            return workspace.edit(ref, body=text, expect=blob, why=why)

        task = WritingTask(
            heading=f"Steps › {facts.called}: what the group answers",
            about=ref,
            text=facts.text,
            warning=facts.warning,
            expect_note=facts.question.words,
            may_be_empty=True,
        )
        self.coproduce.push_screen(Editor(task, save), lambda _: self.reload())

    def action_words(self) -> None:
        """Add someone's own words."""
        from tui.app.saying import add_words

        asked = question(self._code)
        called = f"“{asked.short}” ({asked.code})" if asked else self._code
        warning = NO_STORIES_YET if self._code in STORIES else ""
        add_words(self, self.in_hand, called, self.reload, warning)

    def action_aside(self) -> None:
        """Leave the question, or an idea of its step, aside; or take it up again."""
        from tui.app.places.leaving_aside import choose_aside

        self._when_read(lambda facts: choose_aside(self, facts))

    def action_settle(self) -> None:
        """Settle together what is worded differently in the answer."""
        self.coproduce.open(f"settle/{self.in_hand}")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to settle where something is to settle."""
        if action == "settle":
            return bool(self._facts and self._facts.differences)
        return super().check_action(action, parameters)

    # Looking

    def action_changes(self) -> None:
        """Show how the group's answer came to be, word by word."""
        ref = self.in_hand
        self.ask(
            "words",
            lambda workspace: _wordings(workspace, ref),
            self._show_changes,
            keys_wait=True,
        )

    def _show_changes(self, changes: "tuple[Wording, ...]") -> None:
        from tui.app.worddiff import ChangeView

        if not changes:
            self.coproduce.say("The group has not answered this yet.", "e writes a first answer.")
            return
        asked = question(self._code)
        heading = f"{asked.short if asked else ''} ({self._code}) · how it came to be"
        self.coproduce.push_screen(ChangeView(heading, changes))

    def action_spoken(self) -> None:
        """Show who has spoken in each step."""
        from tui.app.dialogs.reading import ToRead
        from tui.app.pictures.spoken import spoken_picture

        if self._steps:
            picture = spoken_picture(self._steps)
            self.coproduce.push_screen(ToRead("Who has spoken in each step", picture))


def _wordings(workspace: "Workspace", ref: str) -> "tuple[Wording, ...]":
    from tui.app.wording import Wording, reason_of

    return tuple(
        Wording(spans=diff.spans, reasons=(reason_of(workspace, change),))
        for change, diff in workspace.answer_changes(ref)
    )
