"""Writing in a review: starting one, what the group says together, and taking on what is next."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from schema.checklist import REVIEW_QUESTIONS
from schema.kinds import Review
from schema.promises import Promise
from schema.sections import section_text
from tui.app.dialogs.asking import OneLine
from tui.app.place import Place
from tui.app.writing.titles import title_problem

if TYPE_CHECKING:
    from store import Workspace
    from store.people_here import PersonHere
    from store.values import Saved


def begin_review(place: Place, every: str, then: "Callable[[Saved], None]") -> None:
    """Ask for a name and a focus, and make a review of today; `every` is the rhythm it keeps."""

    def named(title: str | None) -> None:
        if not title or not title.strip():
            return
        question = "What do we look back at? One line; you may leave it empty."
        example = "as in: since we moved the meetings to evenings"
        place.coproduce.push_screen(
            OneLine(question, placeholder=example),
            lambda focus: _make(place, title, focus, every, then),
        )

    question = "What shall we call this review?"
    place.coproduce.push_screen(
        OneLine(question, placeholder="as in: Spring", problem=title_problem, needed=True), named
    )


def _make(
    place: Place, title: str, focus: str | None, every: str, then: "Callable[[Saved], None]"
) -> None:
    if focus is None:
        return

    def make(workspace: "Workspace") -> "Saved":
        fields = {"date": workspace.today, "focus": focus, "every": every}
        return workspace.new("review", title, fields)

    place.write("new review", make, then, keys_wait=True)


def edit_section(place: Place, review: Review, code: str, then: "Callable[[Saved], None]") -> None:
    """Open the editor on one of the five sections, as the group sums it up."""
    from tui.app.writing.editor import Editor, WritingTask

    question = next(each for each in REVIEW_QUESTIONS if each.code == code)
    ref, blob = f"review/{review.id}#{code}", review.blob
    task = WritingTask(
        heading=f"{review.title} › {question.short}",
        about=ref,
        text=section_text("review", review.body, code),
        expect_note=question.words,
        may_be_empty=True,
    )

    def save(workspace: "Workspace", text: str, why: str) -> "Saved":
        return workspace.edit(ref, body=text, expect=blob, why=why)

    place.coproduce.push_screen(Editor(task, save), _if_saved(then))


def take_on(place: Place, promise: Promise, then: "Callable[[Saved], None]") -> None:
    """Ask who takes a line of Next on and by when, and make it an action."""

    def ask(people: "tuple[PersonHere, ...]") -> None:
        from tui.app.reviewing.promise import PromiseForm

        form = PromiseForm(promise.review, promise.text, people)
        place.coproduce.push_screen(form, _if_saved(then))

    place.ask("people", lambda workspace: workspace.people(), ask, keys_wait=True)


def _if_saved(then: "Callable[[Saved], None]") -> "Callable[[Saved | None], None]":
    def closed(saved: "Saved | None") -> None:
        if saved is not None:
            then(saved)

    return closed
