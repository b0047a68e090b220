"""Writing common ground, and settling what is worded differently."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.gateway.opened import Opened
from store.late import (
    outside,
    readme,
    settling,
    underneath,
    writing,
)

if TYPE_CHECKING:
    from schema.record import Fields, Value
    from store.underneath import Underneath
    from store.values import (
        OpenDifference,
        Saved,
    )
    from store.writing import FieldValues


class Writes(Opened):
    """Changing what the group keeps together."""

    def new(
        self,
        kind: str,
        title: str,
        fields: FieldValues | None = None,
        body: str = "",
        *,
        why: str = "",
    ) -> Saved:
        """Make a document."""
        return writing.new(self._desk, kind, title, fields=fields or {}, body=body, why=why)

    def first_values(self, kind: str) -> Fields:
        """Return the fields a new document of `kind` has unless someone says otherwise."""
        return writing.first_values(self._desk, kind)

    def edit(
        self,
        ref: str,
        *,
        body: str | None = None,
        section: str = "",
        title: str | None = None,
        fields: FieldValues | None = None,
        expect: str = "",
        why: str = "",
    ) -> Saved:
        """Change a document; `expect` is the blob it was read from, None leaves a part as it is."""
        return writing.edit(
            self._desk,
            ref,
            body=body,
            section=section,
            title=title,
            fields=fields or {},
            expect=expect,
            why=why,
        )

    def refuse_edit(self, ref: str, section: str = "") -> None:
        """Raise what any edit of `ref` would be refused for, before anybody writes a word."""
        writing.refuse_edit(self._desk, ref, section)

    def underneath(self, ref: str) -> Underneath:
        """Return what stands now where words were meant for an earlier text, also on disk."""
        return underneath.underneath(self._desk, ref)

    def edit_over(self, ref: str, body: str, *, expect: str, why: str = "") -> Saved:
        """Save a text over the version of `underneath` that people have looked at."""
        return underneath.edit_over(self._desk, ref, body, expect=expect, why=why)

    def refresh_readme(self, *, why: str = "") -> Saved:
        """Write the part of README.md that explains the workspace to a visitor anew."""
        return readme.refresh(self._desk, why=why)

    def archive(self, ref: str, *, why: str = "") -> Saved:
        """Put a document aside; nothing is deleted."""
        return writing.archive(self._desk, ref, why=why)

    def keep_outside(self, ref: str, *, why: str = "") -> Saved:
        """Save a change made outside the program."""
        return outside.keep_outside(self._desk, ref, why=why)

    def put_back(self, ref: str) -> Saved:
        """Put the saved text back; what lay on disk is kept as a draft."""
        return outside.put_back(self._desk, ref)

    def differences(self, ref: str = "") -> tuple[OpenDifference, ...]:
        """Return what is worded differently and not settled, everywhere or in one document."""
        return settling.differences(self._desk, ref)

    def settle(
        self,
        ref: str,
        *,
        field: str = "",
        at: int = 0,
        keep: int = 0,
        both: bool = False,
        text: Value | None = None,
        why: str,
        expect: str = "",
    ) -> Saved:
        """Settle the difference of a header field, or number `at` in the text.

        `keep` one wording (they count from 1), keep `both` as they are, or put `text`, written
        together, in their place. `expect` is the blob in which people saw the wordings.
        """
        decided = settling.Settlement(field=field, at=at, keep=keep, both=both, text=text)
        return settling.settle(self._desk, ref, decided, why=why, expect=expect)
