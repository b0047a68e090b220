"""What changed in a record that is kept closed: until somebody opens it."""

from collections.abc import Iterable, Iterator

from schema.content_notes import note_on
from store.values import RecordDiff
from tui import words
from tui.layout import Block, Paragraph


def noted_blocks(
    diff: RecordDiff, blocks: Iterable[Block], *, opened: bool, first: int, waits: bool = False
) -> Iterator[Block]:
    """Yield the blocks that show what changed; with a note only the `first` of them, and the note.

    A note on either side keeps both closed: it warns of words that may stand in both. An answer to
    a review that `waits` for others is closed as well.
    """
    closed = "" if opened else "".join(words.why_closed(note_on(diff.spans), waits=waits))
    for number, block in enumerate(blocks):
        if closed and number >= first:
            break
        yield block
    if closed:
        yield Paragraph(f"{closed}; open with --open")
