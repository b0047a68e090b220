"""Choosing what a note is about: a question, an agreement, a review or another document."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from schema.checklist import QUESTIONS
from tui import words
from tui.app.dialogs.finding import FindOne

if TYPE_CHECKING:
    from store import Workspace
    from tui.app.said import Said

_KINDS = ("agreement", "review", "outcome", "meeting", "barrier", "action", "learning", "earlier")


def places(workspace: "Workspace") -> tuple[tuple[str, str], ...]:
    """Return all that words may be about, as (reference, what it is called)."""
    listed = [each for each in workspace.list() if not each.damaged]
    documents = [
        (f"{kind}/{each.id}", f"{words.kind_word(kind)}: {each.title}")
        for kind in _KINDS
        for each in listed
        if each.kind == kind
    ]
    questions = [
        (f"step/{each.step}#{each.code}", f"{each.code} {each.short}") for each in QUESTIONS
    ]
    return (*questions, *documents, ("activity", words.kind_word("activity")))


def choose_place(asker: "Said", question: str, then: Callable[[str | None], None]) -> None:
    """Let someone choose; `then` gets a reference, None when they changed their mind."""

    def choose(found: tuple[tuple[str, str], ...]) -> None:
        asker.coproduce.push_screen(FindOne(question, found), then)

    asker.ask("places", places, choose, keys_wait=True)
