"""The person's own editor, opened on a private file; what is typed there is never lost."""

import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from store.errors import BadValue, CoproduceError, Failed
from tui.errors import not_utf8

if TYPE_CHECKING:
    from tui.session import Session

_OURS = "<!-- coproduce: this line and the next are left out. You may write above or below. -->"
_NAMED = ("VISUAL", "EDITOR")
# No program that asks which editor to take: nobody who wants to write expects that question.
_USUAL = ("nano", "vim", "vi")
_LEAVING = {
    "nano": "ctrl+x leaves it; y and Enter save",
    "vim": "Esc, then :wq and Enter, saves and leaves it",
    "vi": "Esc, then :wq and Enter, saves and leaves it",
}


class EditorFailed(Failed):
    """The editor could not be started, or said at its end that something went wrong."""

    code = "editor-failed"


def editor_command() -> list[str]:
    """Return the editor as words: from the settings, `$VISUAL`, `$EDITOR`, or a usual one.

    Raises EditorFailed when there is none.
    """
    for name, chosen in _chosen():
        try:
            return shlex.split(chosen)
        except ValueError:
            raise EditorFailed(
                f"The editor named in {name} cannot be understood: {chosen}",
                "Name your editor with: export EDITOR=nano",
            ) from None
    for usual in _USUAL:
        if shutil.which(usual):
            return [usual]
    raise EditorFailed(
        "There is no editor on this computer to type in.",
        "Name one in the settings of the app, or with: export EDITOR=nano.",
    )


def _chosen() -> tuple[tuple[str, str], ...]:
    """Return the editors that somebody named, the first of which counts, with where."""
    from store import preferences

    own = preferences.load().preferences.editor
    named = (("the settings", own), *((f"${name}", os.environ.get(name, "")) for name in _NAMED))
    return tuple((name, chosen) for name, chosen in named if chosen.strip())


def of_the_unchosen() -> str:
    """Return which editor opens where nobody named one, and how it is left; "" for a named one.

    Whoever named an editor knows it. Raises EditorFailed when there is none at all.
    """
    if _chosen():
        return ""
    (usual,) = editor_command()
    return f"{usual} opens: {_LEAVING[usual]}."


@contextmanager
def edited(session: "Session", start: str, *, about: str = "") -> Generator[str]:
    """Open the editor on `start` and give what was typed to the block that saves it.

    `about` is a line for the writer below the text. When the block fails, what was typed is kept
    as a draft and the error names it; when it ends well, the file is removed.
    """
    command = editor_command()
    path = private_file(start, about)
    try:
        open_editor(command, path)
        yield typed_in(path, about)
    except BaseException as error:
        _keep(session, path, start, about, error)
        raise
    path.unlink(missing_ok=True)


def private_file(start: str, about: str) -> Path:
    """Write a new file that only this person can read, and return it."""
    handle, name = tempfile.mkstemp(prefix="coproduce-", suffix=".md")  # mkstemp makes it 0600
    with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
        file.write(f"{start.rstrip()}\n\n{_OURS}\n{_line(about)}\n")
    return Path(name)


def open_editor(command: list[str], path: Path) -> None:
    """Run the editor on a file until it is closed. Raises EditorFailed."""
    try:
        ended = subprocess.run([*command, str(path)], check=False)
    except OSError:
        raise EditorFailed(
            f"The editor “{command[0]}” could not be started.",
            "Name another with: export EDITOR=nano. Or type the text after the command.",
        ) from None
    if ended.returncode:
        raise EditorFailed(
            "The editor ended with an error, so nothing was saved.",
            "Try again, or type the text after the command.",
        )


def typed_in(path: Path, about: str) -> str:
    """Return what the person typed: all but the two lines that `private_file` put there.

    Raises BadValue when it is not UTF-8.
    """
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise not_utf8("What the editor saved") from None
    words = _without(_without(text, _OURS), _line(about)).strip("\r\n")
    return f"{words}\n" if words.strip() else ""


def _line(about: str) -> str:
    return f"<!-- {about} -->"


def _without(text: str, ours: str) -> str:
    """Return the text without the last place where `ours` stands; what stands beside it stays."""
    before, found, after = text.rpartition(ours)
    if not found:
        return text
    above, _, left = before.rpartition("\n")
    right, _, below = after.partition("\n")
    beside = f"{left}{right}"
    return "\n".join([above, *([beside] if beside.strip() else []), below])


def _keep(session: "Session", path: Path, start: str, about: str, error: BaseException) -> None:
    """Keep what was typed as a draft of the workspace, unless there is nothing or it is kept."""
    try:
        text = typed_in(path, about)
    except (OSError, BadValue):
        return
    kept_already = isinstance(error, CoproduceError) and bool(error.drafts)
    if text.strip() and text.strip() != start.strip() and not kept_already:
        draft = session.workspace.keep_draft(text)
        if isinstance(error, CoproduceError):
            error.drafts = (draft,)
        else:
            session.out.aside(f"Your words are kept in {draft}")
    path.unlink(missing_ok=True)
