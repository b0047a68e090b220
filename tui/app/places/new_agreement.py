"""Starting an agreement: what it is called, what it is about, then its text."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.app.dialogs.asking import Choose, OneLine
from tui.app.places.agreement import ABOUT
from tui.app.writing.titles import title_problem

if TYPE_CHECKING:
    from store import Workspace
    from store.values import Saved
    from tui.app.application import Coproduce


def start_agreement(app: "Coproduce", then: "Callable[[Saved], None]") -> None:
    """Ask for everything a new agreement needs; `then` gets what was saved."""

    def named(title: str | None) -> None:
        if title and title.strip():
            app.push_screen(
                Choose("What is it about?", tuple(ABOUT.items())),
                lambda about: _write(app, title.strip(), about, then) if about else None,
            )

    app.push_screen(
        OneLine(
            "What is the new agreement called?",
            "A few words. The text comes after.",
            placeholder="as in: Ground rules",
            problem=title_problem,
            needed=True,
        ),
        named,
    )


def _write(app: "Coproduce", title: str, about: str, then: "Callable[[Saved], None]") -> None:
    from tui.app.writing.editor import Editor, WritingTask

    def save(workspace: "Workspace", text: str, why: str) -> "Saved":
        return workspace.new("agreement", title, {"about": about}, body=text, why=why)

    task = WritingTask(
        heading=f"Agreements › {title} (new)",
        about="agreement/new",
        expect_note="What do you agree on? Each sentence is something people can talk about.",
    )
    app.push_screen(Editor(task, save), lambda saved: then(saved) if saved else None)
