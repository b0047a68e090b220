"""Who has spoken in each step: a small square for each person, by perspective, and in words."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from schema.spoken import OTHERS, UNSAID, Row
from tui import words
from tui.layout import Block, Rows, dim, strong
from tui.lines.spoken import spoken_words

if TYPE_CHECKING:
    from store.values import StepState

SQUARE = "▪"
MOST = 20
NOT_SHOWN_APART = (
    "Each square is one person. Where fewer than three people stand behind a row, "
    "they are counted among the others, or only together."
)


def spoken_picture(steps: Sequence["StepState"]) -> Iterator[Block]:
    """Yield, for each step, its name with everyone in words, then a row for each perspective."""
    least = [max((len(_name(row)) for each in steps for row in each.spoken.rows), default=0)]
    for each in steps:
        yield [strong(f"{each.step} {each.title}"), f"  {spoken_words(each.spoken)}"]
        rows = [(_name(row), _squares(row)) for row in each.spoken.rows]
        if not rows and each.spoken.people:
            rows = [("everyone", _squares(Row("", each.spoken.people, each.spoken.or_more)))]
        if rows:
            yield Rows(rows, indent=2, least=least)
        yield ""
    yield dim(NOT_SHOWN_APART)


def _name(row: Row) -> str:
    if row.perspective == UNSAID:
        return "did not say as whom"
    if row.perspective == OTHERS:
        return "others"
    named = row.perspective.split(" + ")
    return words.listed(words.perspective(each, many=len(named) == 1) for each in named)


def _squares(row: Row) -> str:
    squares = SQUARE * min(row.people, MOST) + ("…" if row.people > MOST else "")
    return f"{squares} {row.people}{' or more' if row.or_more else ''}"
