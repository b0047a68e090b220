"""The one place that prints: plain text laid out for people, or one JSON document for programs."""

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TextIO

from tui.errors import Told
from tui.layout import Block, Paint, Paragraph, render, visible_blocks

FORMAT = 1
_WIDEST = 100
_UNBROKEN = 1_000_000
_STYLES = {"strong": "1", "dim": "2", "added": "32", "removed": "31"}


class NotPrintedError(OSError):
    """Standard output did not take what was written to it."""


class Output:
    """Collects what a command says and writes it in one piece, so that an error leaves no half.

    `as_json` chooses the JSON document; `plain` turns colour off. All text for people passes
    `schema.text.visible` here and nowhere else; JSON keeps it exact, escaped to ASCII.
    """

    def __init__(self, *, as_json: bool = False, plain: bool = False) -> None:
        self.as_json = as_json
        self.plain = plain
        self.before_writing: Callable[[], None] = _nothing
        self._blocks: list[Block] = []
        self._document: dict[str, Any] | None = None
        self._asides: list[str] = []

    @property
    def width(self) -> int:
        """How many columns there are to write in."""
        return _width(sys.stdout)

    def give(self, document: Mapping[str, Any], blocks: Iterable[Block]) -> None:
        """Take a command's answer in both forms; `blocks` are only built when they are shown."""
        if self.as_json:
            self._document = {"version": FORMAT, **(self._document or {}), **document}
        else:
            self._blocks.extend(blocks)

    def raw(self, text: str) -> None:
        """Write `text` as it is, for what another program reads (a script, a schema)."""
        self.flush()
        _write(sys.stdout, text if text.endswith("\n") else text + "\n")

    def program_text(self, document: Mapping[str, Any]) -> None:
        """Print a JSON document that is the answer itself, also when nobody asked for JSON."""
        if self.as_json:
            self.give(document, ())
        else:
            self.flush()
            _write_json(document)

    def aside(self, sentence: str) -> None:
        """Tell people something beside the answer, on standard error; `notices` in JSON."""
        if self.as_json:
            self._asides.append(sentence)
        else:
            self._say(sentence)

    def flush(self) -> None:
        """Write what was collected."""
        self.before_writing()
        if self._document is not None:
            document = self._document
            if self._asides:
                document["notices"] = self._asides
            _write_json(document)
        elif self._blocks:
            lines = render(
                visible_blocks(self._blocks), _width(sys.stdout), self._paint(sys.stdout)
            )
            _write(sys.stdout, "\n".join(lines) + "\n")
        self._blocks, self._document, self._asides = [], None, []

    def fail(self, error: Told, *, details: bool = False) -> None:
        """Write an error: a sentence and a hint on standard error, or the JSON document alone."""
        self.before_writing()
        if self.as_json:
            _write_json({"version": FORMAT, "error": _as_json(error, details=details)})
            return
        self.flush()
        self._say(error.message)
        for draft in error.drafts:
            self._say(f"Your words are kept in {draft}", indent=2)
        if error.hint:
            self._say(error.hint, indent=2)
        if details and error.detail:
            self._say(error.detail, indent=2)

    def _say(self, sentence: str, indent: int = 0) -> None:
        self.before_writing()
        blocks = visible_blocks([Paragraph(sentence, indent)])
        lines = render(blocks, _width(sys.stderr), self._paint(sys.stderr))
        _write(sys.stderr, "\n".join(lines) + "\n")

    def _paint(self, stream: TextIO) -> Paint:
        return _coloured if has_colour(stream) and not self.plain else _uncoloured


def _nothing() -> None:
    """Do nothing: there is no line to clear."""


def has_colour(stream: TextIO) -> bool:
    """Return whether `stream` is a terminal that wants colour (https://no-color.org)."""
    return (
        is_terminal(stream) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    )


def is_terminal(stream: TextIO | None) -> bool:
    """Return whether `stream` is an open terminal."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False


def _coloured(text: str, style: str) -> str:
    return f"\x1b[{_STYLES[style]}m{text}\x1b[0m"


def _uncoloured(text: str, style: str) -> str:  # noqa: ARG001 - same shape as _coloured
    return text


def _width(stream: TextIO) -> int:
    """Return the columns to write in: `COLUMNS` or the terminal's, and no more than 100.

    Without either, lines are not broken, so that other programs find whole sentences.
    """
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns) > 0:
        return max(20, min(int(columns), _WIDEST))
    if not is_terminal(stream):
        return _UNBROKEN
    try:
        size = os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):
        return 80
    return max(20, min(size or 80, _WIDEST))


def _as_json(error: Told, *, details: bool) -> dict[str, Any]:
    document: dict[str, Any] = {"code": error.code, "message": error.message, "hint": error.hint}
    if error.drafts:
        document["drafts"] = list(error.drafts)
    if details and error.detail:
        document["detail"] = error.detail
    return document


def _write_json(document: Mapping[str, Any]) -> None:
    import json

    _write(sys.stdout, json.dumps(document, ensure_ascii=True, indent=1) + "\n")


def _write(stream: TextIO | None, text: str) -> None:
    """Write and flush; a character the stream cannot hold is written as its escape."""
    if stream is None:
        return
    encoding = stream.encoding or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        text = text.encode(encoding, "backslashreplace").decode(encoding)
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:
        raise
    except OSError as problem:
        if stream is sys.stdout:
            raise NotPrintedError(problem.errno, problem.strerror) from problem
        raise
