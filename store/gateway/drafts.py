"""Words that are not saved yet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from store.gateway.opened import Opened
from store.late import (
    drafts,
    held,
    outside,
)

if TYPE_CHECKING:
    from store.drafts import Draft
    from store.held import HeldDraft


class Drafts(Opened):
    """What is being written, and what was changed outside."""

    def outside_edits(self) -> tuple[str, ...]:
        """Return the record files on disk that differ from what is saved."""
        return tuple(sorted(outside.edited_outside(self._repository)))

    def drafts(self) -> tuple[Draft, ...]:
        """Return the words that are kept because they could not be saved, oldest first."""
        return drafts.kept(self._repository.paths)

    def keep_draft(self, text: str, about: str = "") -> Path:
        """Keep words in a private file until they can be saved; return where."""
        return drafts.keep(self._repository.paths, text, about)

    def forget_draft(self, path: Path) -> None:
        """Let go of a file that `keep_draft` or a refused save made, once its words are saved."""
        for draft in self.drafts():
            if draft.path == path:
                drafts.forget(draft)

    def hold_draft(self, about: str, text: str, *, base: str = "", sitting: str = "") -> str:
        """Keep words that are being written; return a key. Found again by `held_drafts`.

        They take the place of what the same `sitting` held for `about`, and of nothing else. `base`
        is the text they began from.
        """
        return held.hold(self._repository.paths, about, text, base, sitting)

    def held_draft(self, about: str) -> HeldDraft | None:
        """Return the newest words that were being written about something and not saved."""
        return next(iter(self.held_drafts(about)), None)

    def held_drafts(self, about: str = "") -> tuple[HeldDraft, ...]:
        """Return all words that were being written, about something or anything, newest first."""
        return held.found(self._repository.paths, about)

    def drop_draft(self, key: str) -> None:
        """Forget words that were held, by the key that `hold_draft` or `held_draft` gave."""
        held.drop(self._repository.paths, key)
