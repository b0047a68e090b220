"""The one rule of merging: what each side said of one thing, and what both together say."""

from collections.abc import Iterable
from typing import NamedTuple

from schema.differences import again_mark

LEFT_OUT = ""
"""The wording of a side that has the thing no more, or never had it."""


class Said(NamedTuple):
    """What one version says of a thing: its wordings, and the mark of one that is open again."""

    wordings: frozenset[str]
    again: str = ""


def together(base: Said, ours: Said, theirs: Said) -> Said:
    """Return what both sides say, marked as open again where one had settled what is open now.

    Whoever brings in a third side later, which knows of neither settlement, sees by the mark that
    the wordings are not as they were, though they may read the same: none of them falls away.
    """
    if theirs in (base, ours):
        return ours
    if ours == base:
        return theirs
    settled = [side for side in (ours, theirs) if _is_settled_since(base, side)]
    stands = frozenset(combined(base.wordings, ours.wordings, theirs.wordings)).union(
        *(side.wordings for side in settled)
    )
    if len(stands) == 1:
        return Said(stands)
    if not settled:
        return Said(stands, base.again)
    sides = sorted((*sorted(side.wordings, key=by_bytes), side.again) for side in (ours, theirs))
    return Said(stands, again_mark((*sorted(base.wordings, key=by_bytes), base.again), *sides))


def _is_settled_since(base: Said, side: Said) -> bool:
    """Whether people chose the wordings of a side knowing those of the base, or it came to that."""
    is_open = len(side.wordings) > 1
    return side.again != base.again if is_open else len(base.wordings) > 1


def combined(base: Iterable[str], ours: Iterable[str], theirs: Iterable[str]) -> tuple[str, ...]:
    """Return the wordings that stand after both sides, sorted by their bytes.

    One wording is what people agreed on; several are open. A side takes away only what it had
    seen, and whatever a side added or settled on stays until someone who saw it takes it away:

    - a thing that one side left alone is as the other side left it
    - two different new wordings both stand
    - a settlement stands against a side that did not touch the thing, and beside a wording that
      the one who settled it had not seen
    """
    was, left, right = frozenset(base), frozenset(ours), frozenset(theirs)
    if right in (left, was):
        stands = left
    elif left == was:
        stands = right
    else:
        settled = (side for side in (left, right) if len(side) == 1)
        added = (left - was) | (right - was)
        stands = (was & left & right).union(added, *settled) or left | right
    return tuple(sorted(stands, key=by_bytes))


def by_bytes(text: str) -> bytes:
    """Return what texts are sorted by: the same on every machine, whatever its language."""
    return text.encode("utf-8", "surrogatepass")
