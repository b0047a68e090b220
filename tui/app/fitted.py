"""Text laid out as on the command line, as content for a screen of some width."""

from collections.abc import Iterable, Iterator, Mapping

from textual.content import Content

from tui.layout import Block, Paragraph, laid_out, visible_blocks

_STYLES: Mapping[str, str] = {
    "strong": "bold",
    "dim": "$text-muted",
    "added": "$success",
    "removed": "$error",
}

_LONG = 4_000
_AT_ONCE = 10


def fitted(blocks: Iterable[Block], width: int) -> Content:
    """Return `blocks` in `width` columns: aligned, wrapped, wrapped lines under their own words."""
    return Content("\n").join(_rows(blocks, width))


def fitted_lines(blocks: Iterable[Block], width: int) -> Iterator[Content]:
    """Yield the lines of `fitted` one by one, so that a long text can be laid out in turns."""
    for block in blocks:
        for piece in _pieces(block):
            yield from _rows([piece], width)


def _pieces(block: Block) -> Iterator[Block]:
    """Yield a long text a few of its lines at a time: each wraps for itself."""
    match block:
        case str() if len(block) > _LONG:
            yield from _some_lines(block)
        case Paragraph(str() as text, indent, hang) if len(text) > _LONG:
            for some in _some_lines(text):
                yield Paragraph(some, indent, hang)
        case _:
            yield block


def _some_lines(text: str) -> Iterator[str]:
    lines = text.split("\n")
    for at in range(0, len(lines), _AT_ONCE):
        yield "\n".join(lines[at : at + _AT_ONCE])


def _rows(blocks: Iterable[Block], width: int) -> Iterator[Content]:
    for row in laid_out(visible_blocks(blocks), max(width, 12)):
        yield Content.assemble(*((each.text, _STYLES.get(each.style, "")) for each in row))
