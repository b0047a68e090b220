# ruff: noqa: N818 - the classes are named in the words people use, not after their mechanism.
"""The families of errors: each has one exit code."""

from pathlib import Path
from typing import ClassVar


class CoproduceError(Exception):
    """One thing that went wrong, said for people.

    `sentence` says what and where, `hint` what to do next, `code` is stable for programs.
    `detail` holds git's own words, for `--verbose` only.
    `drafts` are the files in which words that could not be saved are kept. `words_kept` says that
    nothing is lost: they are in those drafts, or come back as drafts at the next start.
    """

    code: ClassVar[str] = "error"
    exit_code: ClassVar[int] = 1

    def __init__(self, sentence: str, hint: str = "", *, detail: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.hint = hint
        self.detail = detail
        self.drafts: tuple[Path, ...] = ()
        self.words_kept = False

    @property
    def draft(self) -> Path | None:
        """Return the first file in which unsaved words are kept, if there is one."""
        return self.drafts[0] if self.drafts else None


class Failed(CoproduceError):
    """It could not be done here and now."""

    code = "failed"
    exit_code = 1


class WrongWords(CoproduceError):
    """What was typed or chosen does not fit."""

    code = "wrong-words"
    exit_code = 2


class NeedsPeople(CoproduceError):
    """Refused until people decide."""

    code = "needs-people"
    exit_code = 3


class Unreachable(CoproduceError):
    """The network or a sign-in stands in the way."""

    code = "unreachable"
    exit_code = 4


class DamagedWorkspace(CoproduceError):
    """What is on disk cannot be used as it is."""

    code = "damaged"
    exit_code = 5
