"""What changed in a text as places with words that came, went and moved."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from schema.hunks import Hunk, hunks
from schema.moves import moves
from schema.spans import Op, Span
from tui.report.page import Mark, Piece, Place, Wording

_MARKS: Mapping[tuple[Op, bool], Mark] = {
    ("add", False): "added",
    ("remove", False): "removed",
    ("add", True): "moved-to",
    ("remove", True): "moved-from",
}
_HEADING = re.compile(r"#{1,6}[ \t]+(.*?)[ \t#]*")


def wording(spans: Sequence[Span]) -> Wording:
    """Return the changed places of a text; those where only white space differs are left out."""
    moved = tuple(move.text for move in moves(spans))
    places = (_place(hunk, moved) for hunk in hunks(spans, 1) if _has_words(hunk))
    return Wording(tuple(places))


def _has_words(hunk: Hunk) -> bool:
    return any(span.op != "same" and span.text.strip() for span in hunk.spans)


def _place(hunk: Hunk, moved: Collection[str]) -> Place:
    lines: list[list[Piece]] = [[]]
    for piece in _pieces(hunk.spans, moved):
        first, *others = piece.text.split("\n")
        if lines[-1] and first and _are_stuck(lines[-1][-1], first, piece.mark):
            lines[-1].append(Piece("same", " "))
        lines[-1] += _piece(piece.mark, first)
        lines += (_piece(piece.mark, each) for each in others)
    shown = (tuple(_without_marks(line)) for line in lines if _text(line).strip())
    return Place(hunk.heading, tuple(line for line in shown if line != _heading(hunk.heading)))


def _are_stuck(before: Piece, text: str, mark: Mark) -> bool:
    """Whether what went and what came would be read as one word."""
    both_changed = "same" not in (before.mark, mark)
    return both_changed and not before.text[-1:].isspace() and not text[:1].isspace()


def _piece(mark: Mark, text: str) -> list[Piece]:
    return [Piece(mark, text)] if text else []


def _pieces(spans: Iterable[Span], moved: Collection[str]) -> Iterator[Piece]:
    for span in spans:
        if span.op == "same" or not span.text.strip():
            # Spaces that only came or went are no news.
            if span.op != "remove":
                yield Piece("same", span.text)
            continue
        stretches = [(span.text, False)]
        for passage in moved:
            stretches = [cut for one in stretches for cut in _cut(*one, passage)]
        for text, is_moved in stretches:
            yield Piece(_MARKS[span.op, is_moved] if text.strip() else "same", text)


def _cut(text: str, is_moved: bool, passage: str) -> Iterator[tuple[str, bool]]:
    before, found, after = text.partition(passage)
    if is_moved or not found:
        yield text, is_moved
        return
    yield from ((part, at == 1) for at, part in enumerate((before, found, after)) if part)


def _without_marks(line: Sequence[Piece]) -> Iterator[Piece]:
    """Yield a line; of a heading that stayed or came as a whole, without its marks."""
    if len(line) == 1 and (heading := _HEADING.fullmatch(line[0].text)):
        yield Piece(line[0].mark, heading[1])
    else:
        yield from line


def _heading(text: str) -> tuple[Piece, ...]:
    return (Piece("same", text),) if text else ()


def _text(line: Sequence[Piece]) -> str:
    return "".join(piece.text for piece in line)
