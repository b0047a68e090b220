"""The five threads over time, in lines: a row for each side, words with marks, no averages."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from schema.checklist import THREADS
from schema.spoken import OTHERS, UNSAID
from schema.threads import EVERYONE, Felt, ThreadOverTime, Threads
from tui import words
from tui.layout import (
    Block,
    Paragraph,
    Rows,
    Styled,
    Text,
    cut,
    dim,
    pieces_of,
    plain,
    strong,
    width_of,
)

FEELINGS: Mapping[str, str] = {
    "better": "▲ better",
    "same": "= same",
    "worse": "▼ worse",
    "unsure": "? unsure",
}
NOT_SHOWN_APART = (
    "Where fewer than three people of one side answered, they stand with the others, or nothing is "
    "shown. Nothing is averaged: where people differ, all they said is there."
)
_SIDE = 24
_COLUMN = 17
_INDENT = 2
_GAP = 2
_NAMES: Mapping[str, str] = {
    UNSAID: "who did not say as whom",
    OTHERS: "everyone else together",
    EVERYONE: "everyone together",
}


def in_words(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the same blocks without the marks before the words, to be read aloud."""
    bare = {marked: marked[2:] for marked in FEELINGS.values()}

    def said(text: Text) -> Text:
        pieces = pieces_of(text)
        for marked, word in bare.items():
            pieces = [Styled(each.text.replace(marked, word), each.style) for each in pieces]
        return pieces

    for block in blocks:
        if isinstance(block, Rows):
            yield block._replace(rows=[[said(cell) for cell in row] for row in block.rows])
        else:
            yield block


def columns_that_fit(width: int) -> int:
    """Return how many reviews stand beside each other in `width` columns, at least one."""
    return max(1, (width - _INDENT - _SIDE) // (_COLUMN + _GAP))


def threads_blocks(
    found: Threads, today: date, width: int = 80, *, back: int = 0
) -> Iterator[Block]:
    """Yield the threads through as many reviews as fit in `width`, the newest on the right.

    `back` leaves out that many of the newest reviews, to look further back.
    """
    count = len(found.reviews)
    last = max(1, count - back)
    first = max(0, last - columns_that_fit(width))
    if not count:
        yield Paragraph("There is no review yet.", _INDENT)
        return
    reviews = found.reviews[first:last]
    least = (_SIDE, *[_COLUMN] * len(reviews))
    dates = [dim(words.day(each.date, today) or each.title) for each in reviews]
    yield Rows([("", *dates)], _INDENT, least=least)
    for thread in found.threads:
        yield ""
        yield from _thread(thread, range(first, last), least)
    yield ""
    if first:
        yield Paragraph(dim(f"{words.count(first, 'earlier review')} not shown."), _INDENT)
    yield Paragraph(dim(NOT_SHOWN_APART), _INDENT)


def _thread(thread: ThreadOverTime, columns: range, least: Sequence[int]) -> Iterator[Block]:
    names = {each.code: each.short for each in THREADS}
    yield Paragraph(strong(names.get(thread.code, thread.code)), _INDENT)
    shown = False
    for side in thread.sides:
        felt = [side.felt[column] for column in columns]
        if any(felt):
            shown = True
            yield Rows(list(_rows(side.perspective, felt)), _INDENT, least=least)
    if not shown:
        said = "fewer than three people answered" if thread.too_few else "nobody answered this yet"
        yield Paragraph(dim(said), _INDENT)


def _rows(perspective: str, felt: Sequence[Felt | None]) -> Iterator[tuple[str, ...]]:
    """Yield the lines of one side: its name and its cells, each wrapped on its own."""
    name = _wrapped(side_words(perspective).split(" "), _SIDE, " ")
    cells = [_wrapped(_feelings(each), _COLUMN, ", ") if each else [""] for each in felt]
    for number in range(max(map(len, [name, *cells]))):
        yield tuple(column[number] if number < len(column) else "" for column in (name, *cells))


def side_words(perspective: str) -> str:
    """Return what a row is called, as in "people who use services"."""
    if perspective in _NAMES:
        return _NAMES[perspective]
    named = perspective.split(" + ")
    both = words.listed(words.perspective(each, many=True) for each in named)
    return f"people who are both {both}" if len(named) == 2 else both


def _feelings(felt: Felt) -> list[str]:
    """Return what people said, with how many said it where that points at nobody."""
    if len(felt.counts) > 1:
        return [
            f"{FEELINGS[each]} ({count})"
            for each, count in zip(felt.feelings, felt.counts, strict=True)
        ]
    return [FEELINGS[each] for each in felt.feelings]


def _wrapped(parts: Sequence[str], width: int, between: str) -> list[str]:
    """Return parts in lines of at most `width`, broken between parts only, else cut."""
    lines: list[str] = []
    last = len(parts) - 1
    for number, part in enumerate(parts):
        joined = f"{lines[-1]}{between}{part}" if lines else ""
        # What comes between stands at the end of a line that another follows.
        ends = between.rstrip() if number < last else ""
        if lines and width_of(joined + ends) <= width:
            lines[-1] = joined
        else:
            if lines:
                lines[-1] += between.rstrip()
            lines.append(plain(cut(part, width)))
    return lines
