"""What a person sees who names no command: the app, or the status where there is no terminal."""

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.session import Session


def open_or_status(session: "Session") -> int:
    """Open the app on the workspace of this run and return its exit code.

    Without a terminal, with `--json` or with `--plain`, show the status instead.
    """
    from tui.text_argument import can_ask

    if session.as_json or session.plain or not can_ask() or os.environ.get("TERM") == "dumb":
        from tui.commands.overview import show_status

        show_status(session)
        return 0
    session.close()
    from tui.app.start import start

    return start(session.folder or ".", session.person)
