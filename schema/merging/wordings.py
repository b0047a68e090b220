"""The one rule of merging: what each side said of one thing, and what both together say."""

from collections.abc import Iterable

LEFT_OUT = ""
"""The wording of a side that has the thing no more, or never had it."""


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
