"""What changed in a text, in lines: – before, + after, ~ moved, what differs in brackets."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from schema.changed_lines import Line, Piece, changed_lines
from schema.moves import moves
from schema.worddiff import Span
from tui.layout import Block, Paragraph, Styled, dim

_MARKS = {"same": "  ", "remove": "– ", "add": "+ "}
_STYLES = {"same": "", "remove": "removed", "add": "added"}
_BRACKETS = {"remove": ("[-", "-]"), "add": ("{+", "+}")}
_MOVED = ("[moved: ", "]")
_SAID_LINES = {"same": "", "remove": "before: ", "add": "after: "}
_SAID = {"remove": ("[removed: ", "]"), "add": ("[added: ", "]")}
_SAID_MOVED = {"remove": ("[moved from here: ", "]"), "add": ("[moved to here: ", "]")}
_MOVED_LINES = {"remove": "~ moved from here: ", "add": "~ moved to here: "}

Rename = Callable[[str], str]
_Brackets = Mapping[str, tuple[str, str]]


class _Line(NamedTuple):
    """One line of either text: `mark` is same, remove or add; the pieces say what differs.

    `moved` is true for a line that only went to another place.
    """

    mark: str
    pieces: tuple[Styled, ...]
    moved: bool = False
    whole: bool = False

    @property
    def begin(self) -> str:
        return (_MOVED_LINES if self.moved else _MARKS)[self.mark]

    def in_words(self) -> list[Styled]:
        """Return the line to be read aloud: words where there would be marks."""
        if self.mark == "same":
            return [*self.pieces]
        if not self.whole:
            return [Styled(_SAID_LINES[self.mark], ""), *self.pieces]
        opening, closing = (_SAID_MOVED if self.moved else _SAID)[self.mark]
        return [Styled(opening, ""), *self.pieces, Styled(closing, "")]

    @property
    def is_blank(self) -> bool:
        return not any(piece.text.strip() for piece in self.pieces)


def difference_blocks(
    spans: Iterable[Span], rename: Rename = lambda text: text, *, marks: bool = True
) -> Iterator[Block]:
    """Yield the changed lines, each with the line before and after it, "…" for the rest.

    `rename` may put a person's name in the place of their code. Without `marks` words stand in
    their place, as in the text of a report.
    """
    lines = _lines(spans, rename, _BRACKETS if marks else _SAID)
    near = _near_changes(lines)
    last = -1
    for index in sorted(near):
        if any(not line.is_blank for line in lines[last + 1 : index]):
            yield dim("  …")
        elif index - last > 1 and last >= 0:
            yield ""
        last = index
        line = lines[index]
        begin = Styled(line.begin, _STYLES[line.mark])
        yield Paragraph([begin, *line.pieces] if marks else line.in_words())
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


def _lines(spans: Iterable[Span], rename: Rename, brackets: _Brackets) -> list[_Line]:
    """Return the lines of both texts in order; a line that only one of them has is whole."""
    lines: list[_Line] = []
    all_spans = tuple(spans)
    moved = tuple(move.text for move in moves(all_spans))
    for group in changed_lines(all_spans, moved):
        if group.stayed:
            lines += (_line("same", each, rename, brackets) for each in group.before)
            continue
        lines += (_line("remove", each, rename, brackets) for each in group.before)
        lines += (_line("add", each, rename, brackets) for each in group.after)
    return lines


def _line(mark: str, line: Line, rename: Rename, brackets: _Brackets) -> _Line:
    """Return one line; when only a part of it differs, that part stands in brackets."""
    with_words = [piece for piece in line if piece.text.strip()]
    moved = bool(with_words) and all(piece.moved for piece in with_words)
    whole = moved or all(piece.op != "same" and not piece.moved for piece in with_words)
    pieces: list[Styled] = []
    for piece in line:
        text = rename(piece.text).rstrip("\r\n")
        if piece.op == "same" or not text:
            pieces.append(Styled(text, ""))
            continue
        opening, closing = ("", "") if whole else _around(piece, brackets)
        pieces.append(Styled(f"{opening}{text}{closing}", _STYLES[piece.op]))
    return _Line(mark, tuple(pieces), moved, whole)


def _around(piece: Piece, brackets: _Brackets) -> tuple[str, str]:
    return _MOVED if piece.moved and piece.text.strip() else brackets[piece.op]
