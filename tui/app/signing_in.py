"""Signing in to a place: git itself asks, on the terminal below the screen."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from store.errors import CoproduceError
from tui.app.dialogs.asking import Choose

if TYPE_CHECKING:
    from tui.app.application import Coproduce

_SIGN_IN = (
    ("now", "Sign in now: Git asks, on the screen below this one"),
    ("later", "Not now; my work is safe here"),
)


def ask_to_sign_in(app: "Coproduce", error: CoproduceError, sign_in: Callable[[], None]) -> None:
    """Offer to let git ask for what it needs, at the terminal; `sign_in` is called after a yes."""

    def chosen(answer: str | None) -> None:
        if answer == "now":
            sign_in()

    app.push_screen(Choose(f"{error.sentence} {error.hint}", _SIGN_IN), chosen)


def signed_in(app: "Coproduce", look: Callable[[], bool], instead: str) -> bool:
    """Leave the screen to git while it takes one `look` at a place; return whether it was let in.

    Otherwise what stood in the way is said; `instead` is what to do where the screen cannot be
    left.
    """
    let_in = False
    problem: CoproduceError | None = None
    try:
        with app.suspend():
            # Textual goes back to its screen only when nothing is raised in here.
            try:
                let_in = look()
            except CoproduceError as error:
                problem = error
    except SuspendNotSupported:
        app.say("This screen cannot be left for signing in.", instead)
        return False
    if problem is not None:
        app.say_error(problem)
    elif not let_in:
        app.say(
            "Signing in did not work.",
            "Check your name and password or key with whoever looks after the place. "
            "Your work is safe on this computer.",
        )
    return let_in
