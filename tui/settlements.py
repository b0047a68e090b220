"""How differences were settled, in words: what was kept, and every wording there was to read."""

from collections.abc import Sequence

import msgspec

from schema import codec, revisions
from schema.hunks import body_spans
from schema.kinds import text_of
from schema.record import Damaged
from schema.spans import Span, earlier, later
from schema.worddiff import word_diff
from tui import words
from tui.field_words import label
from tui.lines.settling import LEFT_OUT, field_wording
from tui.naming import Naming

_Sides = tuple[codec.File, codec.File]


class Settlement(msgspec.Struct, frozen=True):
    """How one difference was settled, as in "kept wording 2 of 2", and all its wordings.

    `content_note` is the note that keeps the wordings closed where a list shows them.
    """

    how: str
    wordings: tuple[str, ...]
    content_note: str = ""


def how(settled: revisions.Settled) -> str:
    """Return what was kept of a difference, for after a colon or in a sentence."""
    kept, many = settled.kept, len(settled.wordings)
    if not kept:
        return "worded anew, or left out"
    if len(kept) == many:
        return "both wordings kept" if many == 2 else "all wordings kept"
    numbers = words.listed(str(number + 1) for number in kept)
    return f"kept wording{'s' if len(kept) > 1 else ''} {numbers} of {many}"


def settlements(spans: Sequence[Span], naming: Naming) -> tuple[Settlement, ...]:
    """Return the differences that were settled between two files of a record, which `spans` hold.

    A wording that left the words out says so.
    """
    sides = _sides(spans)
    if sides is None:
        return ()
    old, new = sides
    kind = text_of(new.fields.get("kind"))
    return tuple(
        Settlement(
            _what(kind, each), tuple(_wording(kind, each.field, w, naming) for w in each.wordings)
        )
        for each in revisions.settled((old.body, old.fields), (new.body, new.fields))
    )


def beside_settlements(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return what else changed in the text of a record, as spans of its text alone.

    What was settled stands in neither side as the file marks it, but as it was settled.
    """
    sides = _sides(spans)
    if sides is None or not settled_in(spans):
        return body_spans(spans)
    old, new = sides
    was = revisions.as_settled((old.body, old.fields), (new.body, new.fields))
    return word_diff(was, new.body)


def settled_in(spans: Sequence[Span]) -> bool:
    """Return whether a difference may have been settled between two files, at little cost."""
    gone = "".join(span.text for span in spans if span.op != "add")
    return "**Different wordings**" in gone or "differences" in gone


def _sides(spans: Sequence[Span]) -> _Sides | None:
    if not settled_in(spans):
        return None
    old, new = (codec.read(side(spans).encode()) for side in (earlier, later))
    return None if isinstance(old, Damaged) or isinstance(new, Damaged) else (old, new)


def _what(kind: str, settled: revisions.Settled) -> str:
    name = settled.field.partition(".")[0]
    return f"{label(kind, name)}, {how(settled)}" if name else how(settled)


def _wording(kind: str, field: str, wording: str, naming: Naming) -> str:
    if not wording.strip():
        return LEFT_OUT
    return field_wording(kind, field, wording, naming) if field else wording
