"""How the app starts: on the workspace here, or with how to begin where there is none."""

from typing import TYPE_CHECKING

import click

from tui.app.application import Coproduce
from tui.app.memory import search_in_pauses

if TYPE_CHECKING:
    from store import Workspace
    from tui.app.door import Opener


_KEPT = (
    "What you wrote and did not save is kept on this computer. "
    "Open the same place in coproduce again, and it is there as a draft."
)


def start(folder: str = ".", as_person: str = "") -> int:
    """Run the app and return its exit code, once the terminal is as it was before.

    `as_person` is who is at the keyboard, when it is not the usual person. The workspace is opened
    after the first paint, in another thread; what goes wrong there is told on the screen.
    """
    from store import preferences

    search_in_pauses()
    chosen = preferences.load()
    app = Coproduce(
        opener(folder, as_person),
        folder=folder,
        preferences=chosen.preferences,
        notice=chosen.sentence,
    )
    app.run()
    if app.kept_words:
        click.echo(_KEPT, err=True)
    return app.return_code or 0


def opener(folder: str, as_person: str = "") -> "Opener":
    """Return what opens the workspace around `folder`; importing it takes longer than painting."""

    def opened() -> "Workspace":
        from store import Workspace

        return Workspace.open(folder or ".", as_person=as_person)

    return opened
