"""What somebody is about to write, and how it is saved."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeAlias, runtime_checkable

import msgspec

if TYPE_CHECKING:
    from store import Workspace
    from store.values import Saved

OnSave: TypeAlias = Callable[["Workspace", str, str], "Saved"]
"""Saves a text with a reason, away from the screen: (workspace, text, why)."""


class WritingTask(msgspec.Struct, frozen=True):
    """One thing to write.

    `heading` says what it is, shown as it stands. `about` is a reference, as in
    "agreement/ground-rules-abc234" or "step/2#2.3"; words that are kept as a draft are found again
    by it; for a document it also says what is saved over once people have looked at a newer text.
    `kind` is "document" for common ground, where sentences lie on lines of their own in the
    file and paragraphs are shown, or "words" for what somebody says, which is kept exactly.
    `warning` is shown while writing and before saving. `expect_note` says in an empty text what to
    write. `by` is who speaks, as `Workspace.say` takes it. `may_be_empty` lets nothing be saved
    as an answer.
    """

    heading: str
    about: str
    text: str = ""
    kind: str = "document"
    warning: str = ""
    ask_why: bool = True
    expect_note: str = ""
    by: str = ""
    may_be_empty: bool = False

    @property
    def draft(self) -> str:
        """The name its draft is held under: own words and common ground never mix."""
        return f"{self.kind}:{self.about}" + (f" by {self.by}" if self.by else "")


def together_in(ref: str, at: int = 0) -> str:
    """Return what a text written together in the place of wordings is about; without `at`, any."""
    return f"{ref} wordings {at or ''}"


@runtime_checkable
class KeepsWords(Protocol):
    """A screen on which words may stand that are not saved."""

    @property
    def is_changed(self) -> bool:
        """Whether there are any."""
        ...

    def keep_words(self) -> None:
        """Ask for them to be kept, through the write lane, before the app is left."""
        ...
