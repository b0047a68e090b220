"""One person's answers: what we tried, learned, are glad and worried about, and what next."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

import msgspec
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static, TextArea

from schema.checklist import REVIEW_QUESTIONS, THREADS
from tui.app.dialogs.leaving import leaving
from tui.app.dialogs.speaker import Speaking
from tui.app.door import Asking, Failed
from tui.app.key_line import KeyLine
from tui.app.place import TopLine
from tui.app.reviewing.answers import Answers, as_text, from_text
from tui.app.reviewing.feeling import Feeling
from tui.app.writing.first_words import first_words
from tui.app.writing.keeping import Keeping
from tui.app.writing.offering import TAKE, offer
from tui.app.writing.page import Page
from tui.safe import joined, shown

if TYPE_CHECKING:
    from store.held import HeldDraft
    from store.values import Saved
    from tui.app.application import Coproduce


class _Beginning(msgspec.Struct, frozen=True):
    telling: str
    left: "tuple[HeldDraft, ...]"


class AnswerForm(Asking, Screen["Saved | None"]):
    """The four questions, the next step and the five threads, for one person.

    Dismisses what was saved, None when nothing was. What is written is kept as a draft.
    """

    HELP: ClassVar[str | None] = (
        "Answer what you like and leave the rest empty. Tab goes to the next question. "
        "For how it feels: left and right, or b better, s same, w worse, u unsure; "
        "Backspace for nothing said. Ctrl+s saves all of it together."
    )
    AUTO_FOCUS = "Page"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", id="answer.save"),
        Binding("tab", "app.focus_next", "Next question", show=True, id="answer.next"),
        Binding("escape", "leave", "Leave", id="answer.leave"),
    ]
    CSS = """
    AnswerForm #questions { height: 1fr; padding: 1 2 0 1; scrollbar-size-vertical: 1; }
    AnswerForm #notice { color: $text-muted; margin-bottom: 1; }
    AnswerForm Page {
        height: auto; min-height: 2; max-height: 12; max-width: 100; margin: 0 0 1 2;
        background: $surface;
    }
    AnswerForm Page:focus { background: $panel; }
    AnswerForm #feelings { margin-bottom: 1; }
    AnswerForm #count { height: 1; padding: 0 1; color: $text-muted; }
    """

    def __init__(
        self,
        review: str,
        title: str,
        speaking: Speaking,
        begin: Answers = Answers(),  # noqa: B008
    ) -> None:
        super().__init__()
        self._review = review
        self._title = title
        self._speaking = speaking
        self._begun = begin
        self._saving = False
        self._keeping = Keeping(self, f"answer:{review} by {speaking.by}", as_text(begin))

    def compose(self) -> ComposeResult:
        """The questions with room to write, then the threads."""
        yield TopLine(id="top")
        with VerticalScroll(id="questions", can_focus=False):
            yield Static(id="notice")
            for each in REVIEW_QUESTIONS:
                yield Static(joined((f"{each.code} {each.short}", "bold"), f"  {each.words}"))
                yield Page(id=f"q{each.code.replace('+', 'next')}")
            feels = joined(("How does it feel", "bold"), "  beside the last time we looked back?")
            yield Static(feels, id="feelings")
            for thread in THREADS:
                yield Feeling(thread, str(self._begun.threads.get(thread.code, "")))
        yield Static(id="count")
        yield KeyLine()

    @property
    def coproduce(self) -> "Coproduce":
        """The app."""
        return cast("Coproduce", self.app)

    @property
    def answers(self) -> Answers:
        """What stands in the form."""
        pages = zip(REVIEW_QUESTIONS, self.query(Page), strict=True)
        return Answers(
            {question.code: page.text for question, page in pages if page.text.strip()},
            {each.thread.code: each.chosen for each in self.query(Feeling) if each.chosen},
        )

    @property
    def words(self) -> str:
        """What stands in the form, as one text to keep as a draft."""
        return as_text(self.answers)

    @property
    def is_changed(self) -> bool:
        """Whether there is something here that is not saved."""
        return self.words != as_text(self._begun)

    def on_mount(self) -> None:
        """Put in what there is to begin from, and ask for what belongs to it."""
        self._put(self._begun)
        self.query_one("#notice").display = False
        by, about = self._speaking.by, f"answer:{self._review} by {self._speaking.by}"
        self.ask(
            "begin",
            lambda workspace: _Beginning(first_words(workspace, by), workspace.held_drafts(about)),
            self._begin,
            keys_wait=True,
        )

    def on_resize(self) -> None:
        """Fit the line above to the width."""
        whose = self._whose()
        top = self.query_one("#top", TopLine)
        top.say(f"{self._title} › {whose}", self.coproduce.right_of_top)

    def _whose(self) -> str:
        if self._speaking.by == "anonymous":
            return "answers without a name"
        return f"{self.coproduce.naming(self._speaking.name, 'someone')}’s answers"

    def _put(self, answers: Answers) -> None:
        for question, page in zip(REVIEW_QUESTIONS, self.query(Page), strict=True):
            page.begin(answers.sections.get(question.code, ""))
        for each in self.query(Feeling):
            each.choose(str(answers.threads.get(each.thread.code, "")))

    def _begin(self, beginning: _Beginning) -> None:
        if beginning.telling:
            self.query_one("#notice", Static).update(shown(beginning.telling))
            self.query_one("#notice").display = True
        self._show_top()
        found = [each for each in beginning.left if each.text.strip() != self.words.strip()]
        if found:
            self._offer(found)

    def _show_top(self) -> None:
        """Show the first question from its heading on."""
        self.query_one(Page).focus(scroll_visible=False)
        self.call_after_refresh(self.query_one("#questions").scroll_home, animate=False)

    def _offer(self, left: "Sequence[HeldDraft]") -> None:
        def chosen(answer: str, which: "HeldDraft") -> None:
            if answer == TAKE:
                self._keeping.take_over(which)
                self._put(from_text(which.text))
                self._show_top()
                return
            self._keeping.forget(which)
            if rest := [each for each in left if each is not which]:
                self._offer(rest)

        offer(self.coproduce, left, chosen, what="answers", read=_readable)

    @on(TextArea.Changed)
    @on(Feeling.Changed)
    def _written(self) -> None:
        if self.is_changed and not self._saving:
            self._keeping.later()

    def tell(self, sentence: str) -> None:
        """Say something short above the keys."""
        self.query_one("#count", Static).update(shown(sentence))

    def keep_words(self) -> None:
        """Keep what is written as a draft, before the app is left."""
        self._keeping.now()

    def action_save(self) -> None:
        """Save all of it together as one person's answers."""
        answers, who = self.answers, self._speaking
        if not answers.says_something:
            self.tell("there is nothing to save yet")
            return
        if self._saving:
            return
        self._saving = True
        self._keeping.now()
        self.tell("saving …")
        self.write(
            "save",
            lambda workspace: workspace.answer(
                f"review/{self._review}",
                answers.sections,
                threads=answers.threads,
                by=who.by,
                perspectives=who.perspectives,
                content_note=who.content_note,
            ),
            self._saved,
            keys_wait=True,
        )

    def _saved(self, saved: "Saved") -> None:
        self._keeping.drop()
        for note in saved.notes:
            self.coproduce.notify(note)
        self.dismiss(saved)

    def on_failed(self, event: Failed) -> None:
        """Say what went wrong; the words stay where they are."""
        event.stop()
        self._saving = False
        if event.question == "hold":
            self._keeping.failed()
            self.tell("these words could not be kept as a draft")
            return
        self.tell("not saved")
        self.coproduce.say_error(event.error)

    def action_leave(self) -> None:
        """Leave; with answers that are not saved, ask first."""
        if not self.is_changed:
            self.dismiss(None)
            return

        def chosen(answer: str | None) -> None:
            if self._keeping.leave(answer):
                self.dismiss(None)

        self.coproduce.push_screen(leaving("These answers are", "them"), chosen)


def _readable(draft: str) -> str:
    """Return the words of the answers, without the questions."""
    return " · ".join(each for each in from_text(draft).sections.values() if each.strip())
