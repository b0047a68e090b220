"""The question before one leaves words that are not saved."""

from tui.app.dialogs.asking import Choose
from tui.app.writing.keeping import FORGET, KEEP


def leaving(unsaved: str, them: str, also: str = "") -> Choose:
    """Return the question whether to go on, keep as a draft or leave without what is unsaved.

    `unsaved` begins it, as in "These words are"; `them` is how they are called after that. `also`
    says what else goes with them.
    """
    choices = (
        ("on", "Go on writing"),
        (KEEP, f"Keep {them} as a draft, and leave"),
        (FORGET, f"Leave without {them}{also}"),
    )
    return Choose(f"{unsaved} not saved yet.", choices, otherwise="go on writing")
