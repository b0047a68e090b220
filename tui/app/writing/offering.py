"""Offering words that were left behind: one text as it is, several in a list."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from tui import words
from tui.app.dialogs.asking import Choose

if TYPE_CHECKING:
    from store.held import HeldDraft
    from tui.app.application import Coproduce

TAKE, LATER, FORGET = "take", "later", "forget"
_CHOICES = (
    (TAKE, "Go on with them"),
    (LATER, "Leave them for later"),
    (FORGET, "Let go of them"),
)
_SHOWN = 40

Then = Callable[[str, "HeldDraft"], None]


def offer(
    app: "Coproduce",
    left: "Sequence[HeldDraft]",
    then: Then,
    *,
    today: date | None = None,
    what: str = "words",
    read: Callable[[str], str] = str,
) -> None:
    """Ask what becomes of words left behind; `then` gets TAKE or FORGET, and which they are.

    Leaving them for later is no answer. `what` says what they are, `read` makes a draft readable.
    """
    if len(left) == 1:
        _ask(app, left[0], then, f"There are {what} here that were not saved", today)
        return

    def chosen(key: str | None) -> None:
        found = next((each for each in left if each.key == key), None)
        if found is not None:
            said = _beginning(read(found.text))
            _ask(app, found, then, f"“{said}” was not saved", today)

    choices = [
        (each.key, f"{words.moment(each.when, today)}: {_beginning(read(each.text))}")
        for each in left
    ]
    question = f"{len(left)} texts here were not saved. Which one do you want to go on with?"
    app.push_screen(Choose(question, [*choices, (LATER, "Leave them for later")]), chosen)


def _ask(
    app: "Coproduce", left: "HeldDraft", then: Then, question: str, today: date | None
) -> None:
    def chosen(answer: str | None) -> None:
        if answer in (TAKE, FORGET):
            then(answer, left)

    asked = f"{question}, from {words.moment(left.when, today)}."
    app.push_screen(Choose(asked, _CHOICES), chosen)


def _beginning(text: str) -> str:
    first = " ".join(text.split())
    return first if len(first) <= _SHOWN else f"{first[:_SHOWN].rstrip()} …"
