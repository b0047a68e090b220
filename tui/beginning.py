"""How a workspace begins: a new one with what was typed or asked, or the worked example."""

from os.path import normpath
from pathlib import Path
from typing import TYPE_CHECKING

import click

from store.errors import BadValue
from store.workspace import Workspace
from tui.layout import Block, dim
from tui.text_argument import can_ask

if TYPE_CHECKING:
    from tui.session import Session


def begin(
    session: "Session",
    folder: str,
    title: str | None,
    name: str | None,
    perspectives: tuple[str, ...],
) -> None:
    """Make a new workspace and say what can be done next."""
    asks = can_ask() and not session.as_json
    if title is None and asks:
        title = click.prompt("What do you do together, in a few words", type=str)
    if title is None:
        raise BadValue("A new workspace needs a title.", 'Give it one with: --title "…"')
    if name is None and asks:
        name = click.prompt(
            "How do you want to appear in the history: a name, a team, or nothing",
            type=str,
            default="",
            show_default=False,
        )
    place = _place(session, folder)
    workspace = session.use(
        Workspace.init(place, title, name=name or "", perspectives=perspectives)
    )
    newest = workspace.history(limit=1)
    document = {
        "title": workspace.title,
        "folder": str(workspace.root),
        "me": workspace.me,
        "commit": newest[0].commit if newest else None,
    }
    session.out.give(document, _welcome(session, workspace))


def _welcome(session: "Session", workspace: Workspace) -> list[Block]:
    return [
        f"A new workspace: “{workspace.title}” in {workspace.root}",
        f"In the history you appear as {session.naming.person(workspace.me)}.",
        "",
        "What you can do next",
        "  coproduce                        open it on the whole screen",
        "  coproduce edit 1.1               write who named the issue",
        "  coproduce new person --title …   say who is here, or a place still empty",
        '  coproduce say 1.1 "…"            add someone\'s own words',
        "  coproduce new agreement --title …",
        "",
        dim(f"person/{workspace.me}"),
    ]


def worked_example(session: "Session", folder: str, *, shows: bool) -> None:
    """Make the worked example, or open the one that is there, and show what matters in it."""
    from store.example.placing import place_example
    from tui.opening import open_or_status

    place = _place(session, folder)
    made = place_example(place, session.progress)
    session.progress.end()
    session.folder = str(place)
    document = {"folder": str(session.workspace.root), "made": made}
    said = "The worked example is" if made else "The worked example was already"
    session.out.give(document, [f"{said} in {session.workspace.root}"])
    if shows:
        session.out.give({}, [""])
        open_or_status(session)


def _place(session: "Session", folder: str) -> Path:
    return Path(normpath(Path(session.folder or ".", folder or ".").absolute()))
