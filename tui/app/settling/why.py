"""Asking why something is settled as it is: nothing is settled without a reason."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.app.dialogs.asking import OneLine

if TYPE_CHECKING:
    from tui.app.application import Coproduce

_WHY = "Why? One line."
_STAYS = "The reason stays in the history for good, and so do the other wordings."
_NEEDED = "A few words are enough, so that those who were not here can follow."


def ask_why(
    app: "Coproduce", what: str, then: Callable[[str], None], typed: str = "", more: str = _STAYS
) -> None:
    """Ask for the reason of `what`; `then` gets it, and is not called when people go back.

    `typed` stands there to begin with. An empty reason is asked for once more.
    """

    def because(why: str | None) -> None:
        if why is None:
            return
        if why.strip():
            then(why)
        else:
            ask_why(app, what, then, more=_NEEDED)

    app.push_screen(OneLine(f"{what}. {_WHY}", more, typed, asks=True), because)
