"""What people say, and where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.gateway.opened import Opened
from store.late import (
    answering,
    contributing,
    helping,
    signing,
    withdrawing,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from store.values import (
        Saved,
    )


class Says(Opened):
    """Keeping the words of one person."""

    def say(
        self,
        ref: str,
        text: str,
        *,
        by: str = "",
        perspectives: tuple[str, ...] = (),
        date: str = "",
        quote: str = "",
        replaces: tuple[str, ...] = (),
        form: str = "",
        media: tuple[str, ...] = (),
        content_note: str = "",
        helps: str = "",
        why: str = "",
    ) -> Saved:
        """Add someone's own words; `helps` is as in `cannot_yet`."""
        speech = contributing.Speech(
            by=by,
            date=date,
            perspectives=perspectives,
            replaces=replaces,
            content_note=content_note,
            why=why,
        )
        return contributing.say(
            self._desk, ref, text, speech, quote=quote, form=form, media=media, helps=helps
        )

    def cannot_yet(self, ref: str, by: str = "") -> str:
        """Return the id of the position with which a person cannot agree yet to an agreement.

        Words that say what would help them name it. Raises BadValue when there is none.
        """
        return helping.cannot_yet(self._desk, ref, by)

    def agree(
        self,
        ref: str,
        *,
        position: str = "agree",
        because: str = "",
        by: str = "",
        date: str = "",
        text: str = "",
        earlier: bool = False,
        perspectives: tuple[str, ...] = (),
        why: str = "",
        sign: str | None = None,
        ask: bool = False,
    ) -> Saved:
        """Record where someone stands on the exact text of an agreement.

        `text` is the code of the text they read. Of an earlier text it is refused, unless `earlier`
        says that it is for that text, as an answer on paper is.
        `sign` names an ssh key to sign it with ("": the person's usual one), only for oneself; with
        `ask` ssh-keygen may ask for its passphrase at the terminal.
        """
        speech = contributing.Speech(by=by, date=date, perspectives=perspectives, why=why)
        if sign is None:
            return contributing.agree(
                self._desk, ref, because, speech, position=position, text=text, earlier=earlier
            )
        return signing.agree(
            self._desk,
            ref,
            because,
            speech,
            position=position,
            text=text,
            key=sign,
            ask=ask,
            earlier=earlier,
        )

    def answer(
        self,
        ref: str,
        sections: Mapping[str, str] | None = None,
        *,
        threads: Mapping[str, str] | None = None,
        by: str = "",
        date: str = "",
        perspectives: tuple[str, ...] = (),
        content_note: str = "",
        why: str = "",
        adds: bool = False,
    ) -> Saved:
        """Add one person's 4 plus 1 answers to a review, in place of their earlier ones.

        With `adds` what they said before and do not give now is carried over.
        """
        speech = contributing.Speech(
            by=by, date=date, perspectives=perspectives, content_note=content_note, why=why
        )
        return answering.answer(
            self._desk, ref, sections or {}, speech, threads=threads or {}, adds=adds
        )

    def progress(
        self,
        ref: str,
        direction: str,
        text: str = "",
        *,
        by: str = "",
        date: str = "",
        perspectives: tuple[str, ...] = (),
        content_note: str = "",
        why: str = "",
    ) -> Saved:
        """Add how someone sees an outcome."""
        speech = contributing.Speech(
            by=by, date=date, perspectives=perspectives, content_note=content_note, why=why
        )
        return contributing.progress(self._desk, ref, direction, text, speech)

    def reply(
        self,
        contribution: str,
        reply: str,
        text: str = "",
        *,
        told: str = "",
        by: str = "",
        date: str = "",
        why: str = "",
    ) -> Saved:
        """Say what became of something a person said."""
        speech = contributing.Speech(by=by, date=date, why=why)
        return contributing.reply(self._desk, contribution, reply, text, speech, told=told)

    def set_aside(
        self, ref: str, because: str, *, by: str = "", date: str = "", why: str = ""
    ) -> Saved:
        """Leave a question or an idea aside, with the reason."""
        speech = contributing.Speech(by=by, date=date, why=why)
        return contributing.set_aside(self._desk, ref, because, speech, state="aside")

    def reopen(
        self, ref: str, *, because: str = "", by: str = "", date: str = "", why: str = ""
    ) -> Saved:
        """Take up again what was set aside."""
        speech = contributing.Speech(by=by, date=date, why=why)
        return contributing.set_aside(self._desk, ref, because, speech, state="open")

    def withdraw(self, contribution: str, *, why: str = "") -> Saved:
        """Take words back."""
        return withdrawing.withdraw(self._desk, contribution, why=why)
