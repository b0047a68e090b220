"""What is read before somebody writes: the text as people write it, and what to tell them."""

from typing import TYPE_CHECKING

import msgspec

from schema.paragraphs import as_paragraphs
from tui.app.writing.first_words import first_words
from tui.app.writing.page import harmless
from tui.app.writing.task import WritingTask, together_in

if TYPE_CHECKING:
    from store import Workspace
    from store.held import HeldDraft


class Beginning(msgspec.Struct, frozen=True):
    """What belongs to a text before it is written on; `text` is free of `hidden` characters.

    `left` are words that were left behind, newest first. `telling` is said before first words,
    `support` is whom to call; both may be "". `today` is the day it is, ISO 8601.
    """

    text: str
    hidden: int
    left: "tuple[HeldDraft, ...]"
    telling: str
    support: str
    today: str


def beginning_of(workspace: "Workspace", task: WritingTask) -> Beginning:
    """Return what belongs to a text before it is written on."""
    prose = task.kind == "document"
    cleaned = harmless(as_paragraphs(task.text) if prose else task.text)
    return Beginning(
        text=cleaned.text,
        hidden=cleaned.removed,
        left=_left(workspace, task),
        telling="" if prose else first_words(workspace, task.by),
        support=workspace.support,
        today=workspace.today,
    )


def _left(workspace: "Workspace", task: WritingTask) -> "tuple[HeldDraft, ...]":
    """Return the words left behind here; with those for a difference that others settled."""
    left = workspace.held_drafts(task.draft)
    begins = f"{task.kind}:{together_in(task.about)}"
    together = [each for each in workspace.held_drafts() if each.about.startswith(begins)]
    if not together or any(each.at for each in workspace.differences(task.about)):
        return left
    return tuple(sorted((*left, *together), key=lambda each: each.when, reverse=True))
