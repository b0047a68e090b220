"""Two versions of the page for visitors: of what the program wrote in it one is made, never two."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from schema.differences import find_quotes
from schema.merging.blocks import merged_blocks
from store.readme import BEGIN, END

Texts: TypeAlias = Sequence[bytes | None]
"""One side, what both began with, and the other side."""

Lines: TypeAlias = Callable[[Texts], bytes | None]
"""What merges the lines of texts, None where both sides changed the same ones."""


def merged_page(texts: Texts, lines: Lines) -> bytes | None:
    """Return one page with the lists of both, None where people wrote around them on both sides.

    Where what both listed cannot stand in one list, that of the first side stands until the page is
    written anew.
    """
    left, was, right = (_apart(each or b"") for each in texts)
    if left is None or right is None:
        return None
    frame = lines((left[0], was[0] if was else texts[1], right[0]))
    if frame is None or frame.count(_PLACE) != 1:
        return None
    part = merged_blocks(was[1] if was else "", left[1], right[1])
    if find_quotes(part):
        part = left[1]
    return frame.replace(_PLACE, f"{BEGIN}\n\n{part.strip()}\n\n{END}".encode())


_PLACE = f"{BEGIN}\n{END}".encode()


def _apart(text: bytes) -> tuple[bytes, str] | None:
    """Return (what people wrote, what the program wrote), None for a page without its part."""
    before, begin, rest = text.partition(BEGIN.encode())
    part, end, after = rest.partition(END.encode())
    if not begin or not end or BEGIN.encode() in after:
        return None
    try:
        return before + _PLACE + after, part.decode()
    except UnicodeDecodeError:
        return None
