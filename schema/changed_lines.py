"""What changed, line by line: each line with the line it became."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TypeAlias

import msgspec

from schema.spans import Op, Span

_PARTS = re.compile(r"[^\n]*\n|[^\n]+")


class Piece(msgspec.Struct, frozen=True):
    """A stretch of one line; `moved` is true for text that only went to another place."""

    op: Op
    text: str
    moved: bool = False


Line: TypeAlias = tuple[Piece, ...]


class LineGroup(msgspec.Struct, frozen=True):
    """Lines before and the lines they became; for a line that stayed both sides hold that line.

    `before` is empty for lines that came, `after` for lines that went.
    """

    before: tuple[Line, ...]
    after: tuple[Line, ...]

    @property
    def stayed(self) -> bool:
        """Whether nothing changed here."""
        return all(piece.op == "same" for line in (*self.before, *self.after) for piece in line)


def changed_lines(spans: Iterable[Span], moved: Collection[str] = ()) -> Iterator[LineGroup]:
    """Yield the lines of both texts in groups, in order.

    Joining all pieces of all `before` gives the earlier text exactly, of all `after` the later
    one. `moved` are passages that went from one place to another (`schema.moves`): their pieces
    say so.
    """
    gone: LineGroup | None = None
    for group in _groups(spans, moved):
        if gone and not group.before:
            # What went and what came at one place belong together.
            group = LineGroup(gone.before, group.after)  # noqa: PLW2901
            gone = None
        if gone:
            yield gone
        gone = group if group.before and not group.after else None
        if gone is None:
            yield group
    if gone:
        yield gone


def _groups(spans: Iterable[Span], moved: Collection[str]) -> Iterator[LineGroup]:
    old: list[Piece] = []
    new: list[Piece] = []
    for span in spans:
        for piece in _parts(span, moved):
            if (old or new) and _at_line_end(old) and _at_line_end(new):
                yield LineGroup(tuple(_lines(old)), tuple(_lines(new)))
                old, new = [], []
            if piece.op != "add":
                old.append(piece)
            if piece.op != "remove":
                new.append(piece)
    if old or new:
        yield LineGroup(tuple(_lines(old)), tuple(_lines(new)))


def _parts(span: Span, moved: Collection[str]) -> Iterator[Piece]:
    """Yield the parts of a span, none of them longer than a line or partly moved."""
    stretches = [(span.text, False)]
    for passage in moved if span.op != "same" else ():
        stretches = [cut for one in stretches for cut in _cut(*one, passage)]
    for text, is_moved in stretches:
        yield from (Piece(span.op, part, is_moved) for part in _PARTS.findall(text))


def _cut(text: str, is_moved: bool, passage: str) -> Iterator[tuple[str, bool]]:
    before, found, after = text.partition(passage)
    if is_moved or not found:
        yield text, is_moved
        return
    yield from ((part, moved) for part, moved in ((before, False), (found, True)) if part)
    if after:
        yield after, False


def _at_line_end(pieces: Sequence[Piece]) -> bool:
    return not pieces or pieces[-1].text.endswith("\n")


def _lines(pieces: Iterable[Piece]) -> Iterator[Line]:
    line: list[Piece] = []
    for piece in pieces:
        line.append(piece)
        if piece.text.endswith("\n"):
            yield tuple(line)
            line = []
    if line:
        yield tuple(line)
