"""The wordings of one difference as lines to choose from."""

from collections.abc import Callable, Iterator

from tui.app.fitted import fitted
from tui.app.sentences import Line
from tui.app.settling.facts import ToSettle
from tui.layout import Block, Paragraph, Text, dim, strong

_INDENT = 3
_MOST_LINES = 60


def wording_lines(found: ToSettle, width: int, naming: Callable[[str], str]) -> Iterator[Line]:
    """Yield each wording with whose it is, one below the other; a line's target is its number."""
    whose = found.difference.whose
    for number, (said, who) in enumerate(zip(found.wordings, whose, strict=True), 1):
        name = naming(who) if who else ""
        heading: Text = [strong(f"{number}"), dim(f"  {name}" if name else "")]
        blocks: list[Block] = [heading, *_paragraphs(said)]
        if number < len(found.wordings):
            blocks.append("")
        yield Line(fitted(blocks, width), str(number))


def _paragraphs(said: str) -> Iterator[Block]:
    lines = said.split("\n")
    for line in lines[:_MOST_LINES]:
        yield Paragraph(line, _INDENT)
    if len(lines) > _MOST_LINES:
        yield Paragraph(dim("… there is more; it is kept whole"), _INDENT)


def heading_of(found: ToSettle, at: int, count: int) -> Iterator[Block]:
    """Yield where the difference stands, which of several it is, and whether it is open again."""
    from tui.lines.settling import AGAIN, where

    several = f"{at + 1} of {count} · " if count > 1 else ""
    yield [strong(f"{several}Different wordings {where(found.difference)}")]
    if found.difference.again:
        yield Paragraph(AGAIN)


def to_settle(count: int) -> Text:
    """Return the line that opens what is to settle in a record, as in "▲ Two wordings …"."""
    said = "Two wordings" if count == 1 else f"Two wordings of {count} things"
    return [f"▲ {said} to settle together", dim("  Enter")]
