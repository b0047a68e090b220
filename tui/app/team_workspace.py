"""The form for getting a team's workspace: where it is, your name if you like, as whom you are."""

from pathlib import Path
from typing import ClassVar

from tui.app.new_workspace import NewWorkspace


def place_of(typed: str, folder: str) -> Path:
    """Return the folder into which the workspace at the address `typed` goes, in `folder`."""
    from store import Workspace

    return Workspace.folder_for(typed.strip(), Path(folder).absolute())


class TeamsWorkspace(NewWorkspace):
    """Ask for a folder, an address or a file, a name and perspectives; only the first is needed."""

    FIRST: ClassVar[str] = "Which shared folder, address or file did the team give you?"
    PLACEHOLDER: ClassVar[str] = "as in: /media/stick/evenings, or evenings.bundle"
    DO: ClassVar[str] = "get it"

    def problem(self, typed: str) -> str:  # noqa: ARG002 - getting it says what is wrong
        """Return "": only a look there can say what is wrong with an address."""
        return ""

    def place(self, typed: str) -> str:
        """Return in a sentence where your copy will be."""
        return f"Your copy will be in {place_of(typed, self.folder)}" if typed.strip() else ""
