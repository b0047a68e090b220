"""How someone sees an outcome: who speaks, which way it goes, and their words."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui import words
from tui.app.dialogs.asking import Choose
from tui.app.dialogs.speaker import Speaking
from tui.app.place import Place

if TYPE_CHECKING:
    from store import Workspace
    from store.values import Saved


def see_progress(place: Place, ref: str, title: str, then: Callable[["Saved"], None]) -> None:
    """Ask who sees it, which way it goes and why; `then` gets what was saved."""
    from tui.app.saying import who_speaks

    def chosen(direction: str | None, who: Speaking) -> None:
        if direction:
            _write(place, ref, title, direction, who, then)

    def spoke(who: Speaking) -> None:
        question = f"How does “{title}” look now?"
        choices = tuple(words.DIRECTIONS.items())
        place.coproduce.push_screen(Choose(question, choices), lambda d: chosen(d, who))

    who_speaks(place, f"“{title}”", spoke)


def _write(
    place: Place,
    ref: str,
    title: str,
    direction: str,
    who: Speaking,
    then: Callable[["Saved"], None],
) -> None:
    from tui.app.writing.editor import Editor, WritingTask

    def save(workspace: "Workspace", text: str, why: str) -> "Saved":
        return workspace.progress(
            ref,
            direction,
            text,
            by=who.by,
            perspectives=who.perspectives,
            content_note=who.content_note,
            why=why,
        )

    def saved(result: "Saved | None") -> None:
        if result is not None:
            then(result)

    task = WritingTask(
        heading=f"{words.DIRECTIONS[direction]} · {title}",
        about=ref,
        kind="words",
        ask_why=False,
        expect_note="In their words, if they like. ctrl+s saves, with or without words.",
        by=who.by,
        may_be_empty=True,
    )
    place.coproduce.push_screen(Editor(task, save), saved)
