"""What is being written is kept in a private file a moment after each pause in typing."""

import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeVar

from textual.timer import Timer

if TYPE_CHECKING:
    from store import Workspace
    from store.held import HeldDraft

Answer = TypeVar("Answer")
KEEP, FORGET = "keep", "forget"
"""What can be done with words that are not saved when one leaves."""
PAUSE = 1.0
"""Seconds without typing before the words are kept."""


class Writes(Protocol):
    """A screen on which a text is written."""

    @property
    def words(self) -> str:
        """The text as it stands."""
        ...

    @property
    def is_changed(self) -> bool:
        """Whether it is not saved."""
        ...

    def tell(self, sentence: str) -> None:
        """Say something short."""
        ...

    def write(
        self,
        question: str,
        work: "Callable[[Workspace], Answer]",
        then: Callable[[Answer], None],
        /,
    ) -> None:
        """Change something."""
        ...

    def set_timer(self, delay: float, callback: Callable[[], None], /) -> Timer:
        """Call back after some seconds."""
        ...


class Keeping:
    """The draft of one text: held while it is written, dropped once it is saved.

    Words that were set aside before are never written over: each sitting holds its own.
    """

    def __init__(self, editor: Writes, about: str, base: str) -> None:
        self._editor = editor
        self._about = about
        self._base = base
        self._sitting = secrets.token_hex(4)
        self._held = ""
        self._own: set[str] = set()
        self._taken: set[str] = set()
        self._timer: Timer | None = None

    @property
    def has_taken(self) -> bool:
        """Whether words that were set aside before are gone on with."""
        return bool(self._taken)

    @property
    def has_kept(self) -> bool:
        """Whether the words are kept as they stand, or are being kept."""
        return not self._editor.is_changed or self._held == self._editor.words

    def later(self) -> None:
        """Keep the words once typing rests."""
        self._rest()
        self._timer = self._editor.set_timer(PAUSE, self.now)

    def now(self) -> None:
        """Keep the words, if they are not kept or saved already."""
        self._rest()
        text = self._editor.words
        if not self._editor.is_changed:
            self.drop_own()
            return
        if text == self._held:
            return
        self._held = text
        about, base, sitting, own = self._about, self._base, self._sitting, self._own

        def hold(workspace: "Workspace") -> None:
            own.add(workspace.hold_draft(about, text, base=base, sitting=sitting))

        self._editor.write("hold", hold, self._kept)

    def _kept(self, _: None) -> None:
        self._editor.tell("kept as a draft")

    def set_aside(self) -> None:
        """Keep the words for another time, in the place of those they were gone on from."""
        self.now()
        if self._taken and self._editor.is_changed and self._editor.words.strip():
            own, taken = self._own, self._taken

            def replace(workspace: "Workspace") -> None:
                if own:
                    _drop(workspace, taken)

            self._editor.write("drop", replace, _dropped)

    def leave(self, answer: str | None) -> bool:
        """Do what was chosen when asked about leaving; say whether to leave."""
        if answer == KEEP:
            self.set_aside()
        elif answer == FORGET:
            self.drop()
        return answer in (KEEP, FORGET)

    def failed(self) -> None:
        """Remember that the last words are not kept."""
        self._held = ""

    def begin_from(self, base: str) -> None:
        """Remember that the words now begin from another text."""
        self._base = base
        self._held = ""

    def take_over(self, draft: "HeldDraft") -> None:
        """Count words found again as these: they go when these are saved."""
        self._taken.add(draft.key)
        self._base = draft.base

    def forget(self, draft: "HeldDraft") -> None:
        """Forget words found again that nobody wants."""
        self._drop({draft.key})

    def drop(self) -> None:
        """Forget the words: they are saved, or nobody wants them."""
        if self._is_held or self._taken:
            self._drop(self._own, self._taken)
        self._held = ""

    def drop_own(self) -> None:
        """Forget the words of this sitting; those that were set aside before stay."""
        if self._is_held:
            self._drop(self._own)
        self._held = ""

    @property
    def _is_held(self) -> bool:
        return bool(self._held or self._own)

    def _rest(self) -> None:
        if self._timer is not None:
            self._timer.stop()

    def _drop(self, *keys: set[str]) -> None:
        self._rest()
        # What is still being held has its key only once it is this work's turn.
        self._editor.write("drop", lambda workspace: _drop(workspace, *keys), _dropped)


def _drop(workspace: "Workspace", *keys: set[str]) -> None:
    for some in keys:
        while some:
            workspace.drop_draft(some.pop())


def _dropped(_: None) -> None:
    return
