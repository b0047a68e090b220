"""Letting people decide when the text under their words is no longer the one they began from."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from schema.paragraphs import as_paragraphs
from tui.app.dialogs.asking import Confirm
from tui.app.writing.conflict import BOTH, MINE, THEIRS, TOGETHER, Clash, SideBySide, clash
from tui.app.writing.offering import FORGET, offer

if TYPE_CHECKING:
    from store import Workspace
    from store.held import HeldDraft
    from tui.app.writing.editor import Editor

_LET_GO = "Let go of these words?"
_FOR_GOOD = "They were never saved, so they cannot be brought back."
_TOGETHER = "What both wrote is on the page now. Write it together, then save."


class Settling:
    """The two texts of one editor: nothing is written over before people have seen both.

    `version` names the text they looked at and may save over, "" while none other was found.
    """

    def __init__(self, editor: "Editor", old: str) -> None:
        self._editor = editor
        self._old = old
        self._why = ""
        self.version = ""

    def refused(self, why: str) -> None:
        """Show yours, theirs and the old text after a save was refused."""
        self._why = why
        old, mine, about = self._old, self._editor.words, self._editor.writing.about

        def look(workspace: "Workspace") -> tuple[Clash, str]:
            now = workspace.underneath(about)
            found = clash(old, mine, now.text, version=now.version, is_outside=now.is_outside)
            return found, now.text

        self._editor.ask("underneath", look, self._decide, keys_wait=True)

    def _decide(self, looked: tuple[Clash, str]) -> None:
        found, theirs = looked
        editor = self._editor

        def chosen(choice: str | None) -> None:
            if choice == THEIRS:
                editor.give_way()
            elif choice is not None:
                self._old, self.version = theirs, found.version
                editor.begin_from(theirs)
            if choice == MINE:
                editor.send(editor.words, self._why)
            elif choice == BOTH:
                editor.send(found.both, self._why)
            elif choice == TOGETHER:
                editor.page.put(found.together)
                editor.notice(_TOGETHER)

        editor.coproduce.push_screen(SideBySide(editor.writing.heading, found), chosen)

    def offer(self, left: "Sequence[HeldDraft]", today: date) -> None:
        """Offer words that were left behind, newest first."""
        editor = self._editor

        def chosen(answer: str, which: "HeldDraft") -> None:
            changed_since = editor.writing.kind == "document" and which.base != editor.writing.text
            if answer == FORGET:
                editor.coproduce.push_screen(
                    Confirm(_LET_GO, _FOR_GOOD), lambda yes: forgotten(which) if yes else None
                )
            elif changed_since:
                self._found(which)
            else:
                editor.take_up(which, which.text)

        def forgotten(which: "HeldDraft") -> None:
            editor.forget(which)
            if rest := [each for each in left if each is not which]:
                self.offer(rest, today)

        offer(editor.coproduce, left, chosen, today=today)

    def _found(self, left: "HeldDraft") -> None:
        """Show words left behind beside the text that was saved after they were begun."""
        editor = self._editor
        theirs = editor.writing.text

        def chosen(choice: str | None, found: Clash) -> None:
            texts = {MINE: left.text, BOTH: as_paragraphs(found.both), TOGETHER: found.together}
            if choice in texts:
                editor.take_up(left, texts[choice])

        def show(found: Clash) -> None:
            screen = SideBySide(editor.writing.heading, found)
            editor.coproduce.push_screen(screen, lambda choice: chosen(choice, found))

        editor.ask("clash", lambda _: clash(left.base, left.text, theirs), show, keys_wait=True)
