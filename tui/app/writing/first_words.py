"""What people are told before their first words here: what saving means."""

from typing import TYPE_CHECKING

from schema.replacement import ANONYMOUS
from tui.speech import ANONYMOUS_MEANS

if TYPE_CHECKING:
    from store import Workspace

SAVING_MEANS = (
    "Saved words stay in the history and go to everyone who shares this workspace. They can be "
    "taken back at any time: then they are no longer shown, but older copies of the workspace "
    "may still hold them."
)


def first_words(workspace: "Workspace", by: str) -> str:
    """Return what to tell before saving words of `by` ("": whoever is at the keyboard), or ""."""
    if by == ANONYMOUS:
        return ANONYMOUS_MEANS
    speaker = by or workspace.me
    spoke = any(each.spoke for each in workspace.people() if each.id == speaker)
    return "" if spoke else SAVING_MEANS
