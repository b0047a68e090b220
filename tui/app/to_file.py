"""Asks for the name of a file, writes something there, and says where it lies now."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.app.dialogs.asking import OneLine

if TYPE_CHECKING:
    from pathlib import Path

    from store import Workspace
    from tui.app.application import Coproduce

NOT_OVER = "A file that is there already is not written over."


def write_where(
    app: "Coproduce",
    asked: OneLine,
    made: "Callable[[Workspace, str], Path]",
    care: str = "",
) -> None:
    """Ask for a file with `asked`, write it with `made`, and say where; `care` is said beside it.

    `made` gets the name as it was typed, and returns the place that was written.
    """

    def done(file: "Path") -> None:
        app.say(f"Written to {file}", care)

    def chosen(typed: str | None) -> None:
        if typed is not None:
            app.door.ask(app, f"write to {typed}", lambda workspace: made(workspace, typed), done)

    app.push_screen(asked, chosen)
