"""Telling someone what became of what they said."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui import words
from tui.app.dialogs.asking import Choose
from tui.app.writing.editor import Editor
from tui.app.writing.task import WritingTask

if TYPE_CHECKING:
    from store import Workspace
    from store.values import Saved
    from tui.app.said import Said
    from tui.app.said_item import SaidItem

_KNOWN = (("", "not told yet"), ("today", "told today"))


def reply_to(said: "Said", item: "SaidItem", then: "Callable[[Saved | None], None]") -> None:
    """Ask what became of it, whether they know, and for the words; `then` gets what was saved."""

    def write(became: str, told: str) -> None:
        def save(workspace: "Workspace", text: str, why: str) -> "Saved":
            day = workspace.today if told else ""
            return workspace.reply(item.id, became, text, told=day, why=why)

        task = WritingTask(
            heading=f"Reply to {name}: {words.REPLIES[became]}",
            about=f"contribution/{item.id}",
            kind="words",
            ask_why=False,
            expect_note="What was done, or why not.",
            may_be_empty=became == "did",
        )
        said.coproduce.push_screen(Editor(task, save), lambda saved: then(saved) if saved else None)

    def chosen(became: str | None) -> None:
        if became and item.who:
            said.coproduce.push_screen(
                Choose(f"Does {name} know?", _KNOWN),
                lambda told: None if told is None else write(became, told),
            )
        elif became:
            write(became, "")

    name = said.coproduce.naming(item.who or "someone")
    choices = tuple(words.REPLIES.items())
    said.coproduce.push_screen(Choose("What became of it?", choices), chosen)
