"""A dialog with one text that is not saved yet: kept while it is typed, and there again after."""

from typing import TYPE_CHECKING, cast

from tui.app.door import Asking, Failed
from tui.app.writing.keeping import Keeping

if TYPE_CHECKING:
    from store import Workspace
    from store.held import HeldDraft
    from tui.app.application import Coproduce

AGAIN = "not saved last time"


class KeepsOneText(Asking):
    """Mixed in before a screen that has `words`; `about` names the draft, "" keeps none.

    The words go when `let_go` is called with the same name and words, by whoever saves them.
    """

    def __init__(self) -> None:
        super().__init__()
        self._keeping: Keeping | None = None
        self._unsaved_about = ""

    @property
    def words(self) -> str:
        """The text as it stands."""
        raise NotImplementedError  # pragma: no cover - every dialog has one

    @property
    def is_changed(self) -> bool:
        """Whether it is not saved."""
        raise NotImplementedError  # pragma: no cover - every dialog knows

    def take_up(self, text: str) -> None:
        """Show words that were left behind."""
        raise NotImplementedError  # pragma: no cover - every dialog can

    def tell(self, sentence: str) -> None:
        """Say something short; a small dialog has no room for it."""

    def keep_for(self, about: str) -> None:
        """Keep the words as meant for `about` from now on, and look what was left behind for it."""
        before, self._unsaved_about = self._keeping, about
        self._keeping = Keeping(self, about, "") if about else None
        self.keep_words()
        if before is not None:
            before.drop_own()
        if about:
            self.ask("left", lambda workspace: workspace.held_drafts(about), self._offer)

    def _offer(self, left: "tuple[HeldDraft, ...]") -> None:
        from tui.app.writing.offering import TAKE, offer

        if not left or left[0].about != self._unsaved_about or self._keeping is None:
            return
        if self.words.strip():
            for each in left:
                if each.text.strip() == self.words.strip():
                    self._keeping.take_over(each)
            return
        if len(left) == 1:
            self._take(left[0])
            return

        def chosen(answer: str, which: "HeldDraft") -> None:
            if answer == TAKE:
                self._take(which)
            elif self._keeping is not None:
                self._keeping.forget(which)

        offer(cast("Coproduce", self.app), left, chosen)

    def _take(self, left: "HeldDraft") -> None:
        # What was typed meanwhile is not written over.
        if self._keeping is not None and not self.words.strip():
            self._keeping.take_over(left)
            self.take_up(left.text)
            self.tell(AGAIN)

    def keep_later(self) -> None:
        """Keep the words once typing rests."""
        if self._keeping is not None and self.is_attached:
            self._keeping.later()

    def keep_words(self) -> None:
        """Keep the words now."""
        if self._keeping is not None:
            self._keeping.now()

    def set_words_aside(self) -> None:
        """Keep the words for another time."""
        if self._keeping is not None:
            self._keeping.set_aside()

    def answer(self) -> None:
        """Keep the words until they are saved; those they were gone on from are used up."""
        if self._keeping is None:
            return
        if self.words.strip():
            self._keeping.set_aside()
        else:
            self._keeping.drop()

    def give_up(self) -> None:
        """Forget the words: nobody wants them."""
        if self._keeping is not None:
            self._keeping.drop()

    def on_failed(self, event: Failed) -> None:
        """Go on: words that cannot be kept are still on the screen."""
        event.stop()
        if self._keeping is not None:
            self._keeping.failed()


def let_go(workspace: "Workspace", about: str, text: str) -> None:
    """Forget words that are saved now; for another thread than the screen's.

    Other words that were set aside for the same place stay.
    """
    for each in workspace.held_drafts(about):
        if each.text.strip() == text.strip():
            workspace.drop_draft(each.key)
