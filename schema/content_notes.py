"""Which content note keeps the words of a change closed: one before or after it."""

from collections.abc import Iterable, Sequence

from schema import codec
from schema.kinds import text_of
from schema.record import Damaged, Fields
from schema.spans import Span, earlier, later


def note_of(versions: Iterable[Fields]) -> str:
    """Return the first content note among versions of a record, by their headers, "" for none.

    Give all that a change led from and to, the newest first: a note warns of words that may stand
    in each of them, whichever of them it stood beside.
    """
    return next(filter(None, (text_of(each.get("content_note")) for each in versions)), "")


def note_on(spans: Sequence[Span]) -> str:
    """Return the content note that keeps what changed between two files of a record closed."""
    files = [codec.read(side(spans).encode()) for side in (later, earlier)]
    return note_of(each.fields for each in files if not isinstance(each, Damaged))
