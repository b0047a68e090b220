"""How lines are laid out for a terminal: display width, wrapping, aligned rows, styles by name."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple, TypeAlias

GAP = 2
"""Columns of space between two cells of a row."""
WIDEST = 36
"""How wide a cell of a row becomes, but the last."""


class Styled(NamedTuple):
    """A stretch of text with a style by name: strong, dim, added, removed or "" for plain."""

    text: str
    style: str


Text: TypeAlias = str | Styled | Sequence[str | Styled]


class Paragraph(NamedTuple):
    """Text that wraps; every line starts at `indent`, wrapped ones `hang` further in.

    Line breaks in the text stay; a line that starts with a list mark hangs under its words.
    """

    text: Text
    indent: int = 0
    hang: int = 0


class Rows(NamedTuple):
    """Aligned rows, one space-separated column per cell; the last cell wraps under itself.

    The column numbered `shorten` gives way with "…", so that each row stays on one line.
    No column but the last is wider than `widest`; none is narrower than its place in `least`,
    with which several blocks line up.
    """

    rows: Sequence[Sequence[Text]]
    indent: int = 0
    shorten: int = -1
    widest: int = WIDEST
    least: Sequence[int] = ()


class Verbatim(NamedTuple):
    """Text whose lines are neither wrapped nor changed."""

    text: str


Block: TypeAlias = Text | Paragraph | Rows | Verbatim
Paint: TypeAlias = Callable[[str, str], str]

# A column in which words are wrapped or cut has this many letters at least.
_LEAST = 12
_LONGEST_ADDRESS = 4000
_MARK = re.compile(r" *(?:[-*+–>]|\d{1,3}[.)]) +")


def strong(text: str) -> Styled:
    """Return `text` in the heavier of the two weights."""
    return Styled(text, "strong")


def dim(text: str) -> Styled:
    """Return `text` in the lighter of the two weights: codes and asides."""
    return Styled(text, "dim")


@lru_cache(maxsize=4096)
def _char_width(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def width_of(text: str) -> int:
    """Return how many terminal columns `text` takes, wide and combining characters counted."""
    return len(text) if text.isascii() else sum(map(_char_width, text))


def plain(text: Text) -> str:
    """Return `text` without its styles."""
    return "".join(piece.text for piece in pieces_of(text))


def pieces_of(text: Text) -> list[Styled]:
    """Return `text` as a list of styled stretches."""
    if isinstance(text, str):
        return [Styled(text, "")]
    if isinstance(text, Styled):
        return [text]
    return [Styled(piece, "") if isinstance(piece, str) else piece for piece in text]


def widths_of(rows: Iterable[Sequence[Text]]) -> tuple[int, ...]:
    """Return the width of each column of `rows`, to line up several blocks of them."""
    widths: list[int] = []
    for row in rows:
        widths += [0] * (len(row) - len(widths))
        for index, cell in enumerate(row):
            widths[index] = max(widths[index], width_of(plain(cell)))
    return tuple(widths)


def cut(text: Text, width: int) -> list[Styled]:
    """Return `text` in at most `width` columns, "…" standing for what is left out."""
    pieces = pieces_of(text)
    line = plain(pieces)
    if width_of(line) <= width:
        return pieces
    used = 0
    for index, char in enumerate(line):
        used += _char_width(char)
        if used >= width:
            kept = _slice(pieces, 0, len(line[:index].rstrip()))
            return [*kept, Styled("…", kept[-1].style if kept else "")]
    return pieces


def visible_blocks(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield `blocks` with every stretch of text made safe for a terminal."""
    from schema.text import visible

    def seen(text: Text) -> list[Styled]:
        return [Styled(visible(piece.text), piece.style) for piece in pieces_of(text)]

    for block in blocks:
        if isinstance(block, Rows):
            yield block._replace(rows=[[seen(cell) for cell in row] for row in block.rows])
        elif isinstance(block, Verbatim):
            yield Verbatim(visible(block.text))
        elif isinstance(block, Paragraph):
            yield block._replace(text=seen(block.text))
        else:
            yield seen(block)


def render(blocks: Iterable[Block], width: int, paint: Paint) -> list[str]:
    """Return the lines of `blocks` in `width` columns.

    `paint(text, style)` colours one stretch and must not change its display width.
    """
    return [_painted(row, paint) for row in laid_out(blocks, width)]


def laid_out(blocks: Iterable[Block], width: int) -> list[list[Styled]]:
    """Return the lines of `blocks` in `width` columns, each as its styled stretches."""
    lines: list[list[Styled]] = []
    for block in blocks:
        if isinstance(block, Rows):
            lines += _rows(block, width)
        elif isinstance(block, Verbatim):
            lines += ([Styled(line, "")] for line in block.text.rstrip("\n").split("\n"))
        elif isinstance(block, Paragraph):
            lines += _paragraph(block, width)
        else:
            lines += _paragraph(Paragraph(block), width)
    return lines


def _painted(row: Iterable[Styled], paint: Paint) -> str:
    return "".join(paint(p.text, p.style) if p.style else p.text for p in row).rstrip()


def _paragraph(block: Paragraph, width: int) -> Iterator[list[Styled]]:
    for line in _split_lines(pieces_of(block.text)):
        text = plain(line)
        mark = _MARK.match(text)
        own = len(mark.group()) if mark else len(text) - len(text.lstrip(" "))
        yield from _wrap(line, width, block.indent, block.indent + own + block.hang)


def _split_lines(pieces: Iterable[Styled]) -> list[list[Styled]]:
    lines: list[list[Styled]] = [[]]
    for piece in pieces:
        first, *rest = piece.text.expandtabs(4).split("\n")
        lines[-1].append(Styled(first, piece.style))
        lines += [[Styled(part, piece.style)] for part in rest]
    return lines


def _wrap(line: list[Styled], width: int, first: int, later: int) -> Iterator[list[Styled]]:
    """Yield `line` broken into rows that start at column `first`, the following at `later`."""
    later = min(later, width // 2)
    text = plain(line)
    begins = list(accumulate((len(piece.text) for piece in line), initial=0))
    start = 0
    indent = first
    while True:
        end, following = _break_at(text, start, max(width - indent, _LEAST))
        # Only the pieces from here on: a line may have tens of thousands.
        at = bisect_right(begins, start) - 1
        yield [Styled(" " * indent, ""), *_slice(line, start, end, at, begins[at])]
        if following >= len(text):
            return
        start, indent = following, later


def _break_at(text: str, start: int, room: int) -> tuple[int, int]:
    """Return where the row that begins at `start` ends, and where the next one begins.

    A row ends at a space. A word wider than a whole row is broken between characters, unless
    it is an address or a way to a file, which must stay whole to be copied.
    """
    used, space, has_word = 0, -1, False
    for index in range(start, len(text)):
        char = text[index]
        if char != " ":
            has_word = True
        elif has_word:
            space = index
        used += _char_width(char)
        if used <= room:
            continue
        if space < 0:
            word_end = _end_of_address(text, start, index)
            if not word_end:
                return index, index
            space = word_end
        return _around_spaces(text, space)
    return len(text), len(text)


def _end_of_address(text: str, start: int, index: int) -> int:
    """Return where the word around `index` ends, 0 when it is no address, or endless."""
    limit = start + _LONGEST_ADDRESS
    end = text.find(" ", index, limit)
    if end < 0:
        end = len(text) if len(text) <= limit else 0
    word = text[start:end].lstrip(" '\"“(")
    return end if "://" in word or word.startswith(("/", "~/")) else 0


def _around_spaces(text: str, at: int) -> tuple[int, int]:
    """Return where the spaces around a place begin and where they end."""
    begin = end = at
    while begin and text[begin - 1] == " ":
        begin -= 1
    while end < len(text) and text[end] == " ":
        end += 1
    return begin, end


def _slice(
    pieces: Sequence[Styled], start: int, end: int, first: int = 0, at: int = 0
) -> list[Styled]:
    """Return the stretch from `start` to `end`; the piece numbered `first` begins at `at`."""
    taken: list[Styled] = []
    for index in range(first, len(pieces)):
        if at >= end:
            break
        text, style = pieces[index]
        part = text[max(start - at, 0) : end - at]
        if part:
            taken.append(Styled(part, style))
        at += len(text)
    return taken


def _rows(block: Rows, width: int) -> Iterator[list[Styled]]:
    rows = [[_one_line(cell) for cell in row] for row in block.rows]
    sizes = _column_sizes(rows, block, width)
    for row in rows:
        head: list[Styled] = [Styled(" " * block.indent, "")]
        for cell, size in zip(row[:-1], sizes, strict=False):
            fitted = cut(cell, size)
            gap = size - width_of(plain(fitted)) + GAP
            head += [*fitted, Styled(" " * gap, "")]
        left = width_of(plain(head))
        last = cut(row[-1], width - left) if block.shorten >= 0 else row[-1]
        wrapped = _wrap(last, width, left, left)
        yield [*head, *next(wrapped)[1:]]
        yield from wrapped


def _one_line(cell: Text) -> list[Styled]:
    return [Styled(re.sub(r"\s", " ", piece.text), piece.style) for piece in pieces_of(cell)]


def _column_sizes(rows: list[list[list[Styled]]], block: Rows, width: int) -> list[int]:
    """Return the width of each column but the last, the shortened one taking what is left."""
    columns = max((len(row) for row in rows), default=0)
    sizes = [*block.least[:columns], *([0] * (columns - len(block.least)))]
    for row in rows:
        for index, cell in enumerate(row):
            sizes[index] = max(sizes[index], width_of(plain(cell)))
    if 0 <= block.shorten < columns - 1:
        others = sum(sizes) - sizes[block.shorten] + GAP * (columns - 1) + block.indent
        sizes[block.shorten] = max(min(sizes[block.shorten], width - others), _LEAST)
    else:
        sizes = [*(min(size, block.widest) for size in sizes[:-1]), *sizes[-1:]]
        _make_room(sizes, width - block.indent - GAP * (columns - 1))
    return sizes[:-1]


def _make_room(sizes: list[int], width: int) -> None:
    """Let the widest column give way where the last one has too little room to be wrapped in."""
    if len(sizes) < 2:
        return
    *others, last = sizes
    widest = others.index(max(others))
    over = sum(others) + min(last, _LEAST) - width
    sizes[widest] -= max(0, min(over, sizes[widest] - _LEAST))
