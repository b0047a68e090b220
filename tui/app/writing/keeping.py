"""What is being written is kept in a private file a moment after each pause in typing."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeVar

from textual.timer import Timer

if TYPE_CHECKING:
    from store import Workspace
    from store.held import HeldDraft

Answer = TypeVar("Answer")
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
    """The draft of one text: held while it is written, dropped once it is saved."""

    def __init__(self, editor: Writes, about: str, base: str) -> None:
        self._editor = editor
        self._about = about
        self._base = base
        self._held = ""
        self._own = ""
        self._keys: set[str] = set()
        self._timer: Timer | None = None

    def later(self) -> None:
        """Keep the words once typing rests."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._editor.set_timer(PAUSE, self.now)

    def now(self) -> None:
        """Keep the words, if they are not kept or saved already."""
        if self._timer is not None:
            self._timer.stop()
        text = self._editor.words
        if not self._editor.is_changed:
            self._let_go()
            return
        if text == self._held:
            return
        self._held = text
        about, base = self._about, self._base
        self._editor.write(
            "hold", lambda workspace: workspace.hold_draft(about, text, base=base), self._kept
        )

    def _kept(self, key: str) -> None:
        self._own = key
        self._keys.add(key)
        self._editor.tell("kept as a draft")

    def _let_go(self) -> None:
        """Forget words of this sitting that were taken out again."""
        if key := self._own:
            self._own, self._held = "", ""
            self._keys.discard(key)
            self._editor.write("drop", lambda workspace: _drop(workspace, (key,)), _dropped)

    def failed(self) -> None:
        """Remember that the last words are not kept."""
        self._held = ""

    def begin_from(self, base: str) -> None:
        """Remember that the words now begin from another text."""
        self._base = base
        self._held = ""

    def take_over(self, draft: "HeldDraft") -> None:
        """Count words found again as these: they go when these are saved."""
        self._keys.add(draft.key)
        self._base = draft.base

    def forget(self, draft: "HeldDraft") -> None:
        """Forget words found again that nobody wants."""
        self._editor.write("forget", lambda workspace: workspace.drop_draft(draft.key), _dropped)

    def drop(self) -> None:
        """Forget the words: they are saved, or nobody wants them."""
        if self._timer is not None:
            self._timer.stop()
        keys, self._keys, self._held = tuple(self._keys), set(), ""
        self._editor.write("drop", lambda workspace: _drop(workspace, keys), _dropped)


def _drop(workspace: "Workspace", keys: tuple[str, ...]) -> None:
    for key in keys:
        workspace.drop_draft(key)


def _dropped(_: None) -> None:
    return
