"""How sharing is told on the command line: what goes on, and what came of it."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from schema.text import visible_line
from store.errors import SignInNeeded, UnknownHostKey
from store.workspace import Workspace
from tui import sharing_words
from tui.layout import Block, Paragraph, dim
from tui.output import is_terminal
from tui.shapes import Shape
from tui.text_argument import can_ask

if TYPE_CHECKING:
    from store.sharing.outcome import Synced
    from tui.session import Session

_PATIENCE = 0.5
_SHORT = 12
_Answer = TypeVar("_Answer")


class Tell:
    """A line on a terminal that says what is being done, once it takes a while."""

    def __init__(self, *, quiet: bool) -> None:
        self._shows = not quiet and is_terminal(sys.stderr)
        self._started = time.monotonic()
        self._length = 0

    def __call__(self, sentence: str) -> None:
        """Take what is being done now."""
        if not self._shows or time.monotonic() - self._started < _PATIENCE:
            return
        sys.stderr.write(f"\r{sentence + ' …':{self._length}}")
        sys.stderr.flush()
        self._length = len(sentence) + 2

    def end(self) -> None:
        """Clear the line."""
        if self._length:
            sys.stderr.write(f"\r{'':{self._length}}\r")
            sys.stderr.flush()
            self._length = 0


def tell(session: "Session") -> Tell:
    """Return the line of this run; whatever is printed clears it first."""
    line = Tell(quiet=session.as_json)
    session.out.before_writing = line.end
    return line


def with_sign_in(session: "Session", share: Callable[[], _Answer]) -> _Answer:
    """Return what `share` returns; where a sign-in is wanted, let git ask once at the terminal."""
    try:
        return share()
    except (SignInNeeded, UnknownHostKey) as problem:
        if session.as_json or not can_ask() or not is_terminal(sys.stderr):
            raise
        session.out.aside(problem.sentence)
        if not session.workspace.sign_in():
            raise
    try:
        return share()
    except SignInNeeded as problem:
        problem.hint = (
            "Git let you in and did not keep what you typed. Let it keep that for an hour with:"
            " git config --global credential.helper 'cache --timeout 3600', then share again."
        )
        raise


def synced_shape(synced: "Synced") -> Shape:
    """Return what sharing did, for programs."""
    document: Shape = {
        "sent": synced.sent,
        "received": synced.received,
        "differences": list(synced.differences),
        "state": synced.state,
        "head": synced.head,
        "before": synced.before,
    }
    return {**document, "notes": list(synced.notes)} if synced.notes else document


def synced_blocks(session: "Session", synced: "Synced") -> Iterator[Block]:
    """Yield what sharing did, for people."""
    if moved := sharing_words.what_moved(synced):
        yield moved
    for note in synced.notes:
        yield Paragraph(visible_line(note), 2, 2)
    if differ := sharing_words.worded_differently(synced):
        yield differ
    for each in synced.differences:
        named = session.workspace.resolve(each)
        yield Paragraph(f"“{session.workspace.title_of(each)}”", 2, 4)
        yield Paragraph(dim(f"coproduce show {named.kind}/{named.id}"), 4)
    if left := sharing_words.what_is_left(synced):
        yield left
    if synced.received:
        # What was saved here is in the change before already, so that it is not among it.
        since = f" --since {synced.before[:_SHORT]}" if synced.before else ""
        yield dim(f"Read what came in with: coproduce changes{since}")


def join_workspace(
    session: "Session",
    url: str,
    folder: str,
    name: str | None,
    perspectives: tuple[str, ...],
) -> None:
    """Get a team's workspace and say what can be done next."""
    if name is None and not session.person and can_ask() and not session.as_json:
        name = click.prompt(
            "How do you want to appear in the history: a name, a team, or nothing",
            type=str,
            default="",
            show_default=False,
        )
    progress = tell(session)
    place = _folder(session, url, folder)
    workspace = session.use(
        Workspace.join(
            url,
            place,
            name=name or "",
            perspectives=perspectives,
            as_person=session.person,
            progress=progress,
        )
    )
    progress.end()
    document = {
        "title": workspace.title,
        "folder": str(workspace.root),
        "me": workspace.me,
        "commit": workspace.commit or None,
    }
    session.out.give(document, _welcome(session, workspace))


def _folder(session: "Session", url: str, folder: str) -> Path:
    base = Path(session.folder or ".").absolute()
    return Path(os.path.normpath(base / folder)) if folder else Workspace.folder_for(url, base)


def _welcome(session: "Session", workspace: Workspace) -> Iterator[Block]:
    yield f"You have joined “{workspace.title}”, in {workspace.root}"
    yield f"In the history you appear as {session.naming.person(workspace.me)}."
    yield ""
    yield "What you can do next"
    yield f"  cd {workspace.root}"
    yield "  coproduce                        open it on the whole screen"
    yield "  coproduce status                 see what matters now"
    if workspace.sharing().to_share:
        yield "  coproduce sync                   let the others see that you are here"
    yield ""
    yield dim(f"person/{workspace.me}")
