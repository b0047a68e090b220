"""What becomes of a file that was changed outside, before anything in it is settled."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from store.values import Shown
from tui.app.dialogs.asking import Choose, OneLine

if TYPE_CHECKING:
    from store import Workspace
    from store.values import Saved
    from tui.app.application import Coproduce

CHANGED_OUTSIDE = "This file was changed outside coproduce, and that is not saved yet."
_KEEP, _PUT_BACK = "keep", "put-back"
_CHOICES = (
    (_KEEP, "Save that change, then settle what is still open in it"),
    (_PUT_BACK, "Put the saved text back; what lies there now is kept as a draft"),
)
_WHY = "Why was it changed? One line."
_STAYS = "Your reason stays in the history for good. You may leave it empty."


def is_changed_outside(workspace: "Workspace", ref: str) -> bool:
    """Return whether the file of a record, or of a question's step, was changed and not saved."""
    found = workspace.show(ref.partition("#")[0])
    return isinstance(found, Shown) and found.outside_edit


def ask_what_becomes_of_it(
    app: "Coproduce", ref: str, then: "Callable[[Callable[[Workspace], Saved]], None]"
) -> None:
    """Ask whether the change is saved or the saved text put back; `then` gets how that is done."""
    document = ref.partition("#")[0]

    def because(why: str | None) -> None:
        if why is not None:
            then(lambda workspace: workspace.keep_outside(document, why=why))

    def chosen(way: str | None) -> None:
        if way == _KEEP:
            app.push_screen(OneLine(_WHY, _STAYS), because)
        elif way == _PUT_BACK:
            then(lambda workspace: workspace.put_back(document))

    app.push_screen(Choose(CHANGED_OUTSIDE, _CHOICES), chosen)
