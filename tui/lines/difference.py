"""What changed in a text, in lines: – before, + after, the words that differ in brackets."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from schema.worddiff import Span
from tui.layout import Block, Paragraph, Styled, dim

_PARTS = re.compile(r"[^\n]*\n|[^\n]+")
_MARKS = {"same": "  ", "remove": "– ", "add": "+ "}
_STYLES = {"same": "", "remove": "removed", "add": "added"}
_BRACKETS = {"remove": ("[-", "-]"), "add": ("{+", "+}")}

Rename = Callable[[str], str]


class _Line(NamedTuple):
    """One line of either text: `mark` is same, remove or add; the pieces say what differs."""

    mark: str
    pieces: tuple[Styled, ...]

    @property
    def is_blank(self) -> bool:
        return not any(piece.text.strip() for piece in self.pieces)


def difference_blocks(spans: Iterable[Span], rename: Rename = lambda text: text) -> Iterator[Block]:
    """Yield the changed lines, each with the line before and after it, "…" for the rest.

    `rename` may put a person's name in the place of their code.
    """
    lines = _lines(spans, rename)
    near = _near_changes(lines)
    last = -1
    for index in sorted(near):
        if any(not line.is_blank for line in lines[last + 1 : index]):
            yield dim("  …")
        elif index - last > 1 and last >= 0:
            yield ""
        last = index
        line = lines[index]
        yield Paragraph([Styled(_MARKS[line.mark], _STYLES[line.mark]), *line.pieces])
    if near and any(not line.is_blank for line in lines[last + 1 :]):
        yield dim("  …")


def _near_changes(lines: list[_Line]) -> set[int]:
    """Return the numbers of the changed lines and of the nearest line with words on each side."""
    near: set[int] = set()
    for index, line in enumerate(lines):
        if line.mark == "same" or line.is_blank:
            continue
        near.add(index)
        for side in (range(index - 1, -1, -1), range(index + 1, len(lines))):
            found = next((other for other in side if not lines[other].is_blank), None)
            if found is not None and lines[found].mark == "same":
                near.add(found)
    return near


def _lines(spans: Iterable[Span], rename: Rename) -> list[_Line]:
    """Return the lines of both texts in order; a line that only one of them has is whole."""
    lines: list[_Line] = []
    old: list[Span] = []
    new: list[Span] = []
    for span in spans:
        for part in _PARTS.findall(span.text):
            piece = Span(span.op, rename(part))
            if _at_line_end(old) and _at_line_end(new):
                lines += _finished(old, new)
                old, new = [], []
            if span.op != "add":
                old.append(piece)
            if span.op != "remove":
                new.append(piece)
    return [*lines, *_finished(old, new)]


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
        opening, closing = ("", "") if whole else _BRACKETS[span.op]
        pieces.append(Styled(f"{opening}{text}{closing}", _STYLES[span.op]))
    return _Line(mark, tuple(pieces))
