"""Writing in the person's own editor, and back again; what was typed there is never thrown away."""

from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from store.errors import BadValue, CoproduceError
from tui.editor import (
    EditorFailed,
    editor_command,
    of_the_unchosen,
    open_editor,
    private_file,
    typed_in,
)

if TYPE_CHECKING:
    from tui.app.application import Coproduce

_LONG_ENOUGH = 20.0
_ABOUT = "Change the text, save it and close the editor. Then it is back in coproduce."


def told_which_opens(app: "Coproduce") -> bool:
    """Say which editor would open and how it is left; False when that need not be said now.

    It is said once in a run of the app, and only where nobody chose an editor.
    """
    try:
        said = "" if app.knows_editor else of_the_unchosen()
    except EditorFailed:
        return False
    app.knows_editor = True
    if said:
        more = "ctrl+e again opens it; ctrl+p and then settings names another."
        app.notify(f"{said} {more}", timeout=_LONG_ENOUGH, markup=False)
    return bool(said)


def written_outside(app: "Coproduce", start: str) -> str:
    """Return what became of `start` in the person's own editor.

    The app waits meanwhile. Raises EditorFailed, or BadValue when what was saved is no UTF-8 text;
    the error then names the file in which the words are.
    """
    command = editor_command()
    path = private_file(start, _ABOUT)
    problem: CoproduceError | None = None
    try:
        with app.suspend():
            # Textual goes back to its screen only when nothing is raised in here.
            try:
                open_editor(command, path)
            except CoproduceError as error:
                problem = error
    except SuspendNotSupported:
        path.unlink(missing_ok=True)
        raise EditorFailed(
            "Your own editor cannot be opened in this terminal.",
            "Write here, or start it yourself with: coproduce edit",
        ) from None
    try:
        text = typed_in(path, _ABOUT)
    except BadValue as error:
        error.drafts = (path,)
        raise
    if problem is not None:
        if text.strip() != start.strip():
            problem.drafts = (path,)
        else:
            path.unlink(missing_ok=True)
        raise problem
    path.unlink(missing_ok=True)
    return text if start.endswith("\n") else text.removesuffix("\n")
