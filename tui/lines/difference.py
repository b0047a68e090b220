"""What changed in a text, in lines: – before, + after, the words that differ in brackets."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from schema.worddiff import Span
from tui.layout import Block, Paragraph, Styled, dim

_CONTEXT = 1
_PARTS = re.compile(r"[^\n]*\n|[^\n]+")


class _Line(NamedTuple):
    """One line: `mark` is "same", "remove" or "add"; the pieces' style says what differs."""

    mark: str
    pieces: tuple[Styled, ...]

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


def difference_blocks(spans: Iterable[Span]) -> Iterator[Block]:
    """Yield the changed lines, each with a line of what stands around it, "…" for the rest."""
    lines = _lines(spans)
    near = _near_changes(lines)
    skipped = False
    for index, line in enumerate(lines):
        if index not in near:
            skipped = True
            continue
        if skipped:
            yield dim("  …")
        skipped = False
        yield Paragraph([Styled(_MARKS[line.mark], _STYLES[line.mark]), *line.pieces], hang=2)
    if skipped and near:
        yield dim("  …")


_MARKS = {"same": "  ", "remove": "– ", "add": "+ "}
_STYLES = {"same": "", "remove": "removed", "add": "added"}
_BRACKETS = {"remove": ("[-", "-]"), "add": ("{+", "+}")}


def _near_changes(lines: list[_Line]) -> set[int]:
    near: set[int] = set()
    for index, line in enumerate(lines):
        if line.mark != "same":
            near.update(range(index - _CONTEXT, index + _CONTEXT + 1))
    return near


def _lines(spans: Iterable[Span]) -> list[_Line]:
    """Return the lines of both texts in order; a line that only one of them has is whole."""
    lines: list[_Line] = []
    old: list[Span] = []
    new: list[Span] = []
    for span in spans:
        for part in _PARTS.findall(span.text):
            piece = Span(span.op, part)
            if _at_line_end(old) and _at_line_end(new):
                lines += _finished(old, new)
                old, new = [], []
            if span.op != "add":
                old.append(piece)
            if span.op != "remove":
                new.append(piece)
    lines += _finished(old, new)
    return lines


def _at_line_end(spans: list[Span]) -> bool:
    return not spans or spans[-1].text.endswith("\n")


def _finished(old: list[Span], new: list[Span]) -> list[_Line]:
    if all(span.op == "same" for span in (*old, *new)):
        return [_line("same", old)] if old else []
    return [
        *(_line("remove", each) for each in _rows(old)),
        *(_line("add", each) for each in _rows(new)),
    ]


def _rows(spans: list[Span]) -> Iterator[list[Span]]:
    row: list[Span] = []
    for span in spans:
        row.append(span)
        if span.text.endswith("\n"):
            yield row
            row = []
    if row:
        yield row


def _line(mark: str, spans: list[Span]) -> _Line:
    """Return one line; when only a part of it differs, that part stands in brackets."""
    whole = all(span.op != "same" or not span.text.strip() for span in spans)
    pieces: list[Styled] = []
    for span in spans:
        text = span.text.rstrip("\r\n")
        if span.op == "same" or not text:
            pieces.append(Styled(text, ""))
            continue
        style = _STYLES[span.op]
        opening, closing = ("", "") if whole else _BRACKETS[span.op]
        pieces.append(Styled(f"{opening}{text}{closing}", style))
    return _Line(mark, tuple(pieces))
