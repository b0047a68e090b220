"""Text laid out as on the command line, as content for a screen of some width."""

from collections.abc import Iterable, Mapping

from textual.content import Content

from tui.layout import Block, laid_out, visible_blocks

_STYLES: Mapping[str, str] = {
    "strong": "bold",
    "dim": "$text-muted",
    "added": "$success",
    "removed": "$error",
}


def fitted(blocks: Iterable[Block], width: int) -> Content:
    """Return `blocks` in `width` columns: aligned, wrapped, wrapped lines under their own words."""
    rows = laid_out(visible_blocks(blocks), max(width, 12))
    return Content("\n").join(
        Content.assemble(*((each.text, _STYLES.get(each.style, "")) for each in row))
        for row in rows
    )
