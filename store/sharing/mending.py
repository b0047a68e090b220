"""Putting back into one text what a merge made elsewhere left out of it or only marked."""

from schema.parts import split
from schema.record import Damaged
from store.sharing.loss import words_of
from store.sharing.unmarking import Merge, is_marked, unmarked
from store.sharing.versions import is_readable


def mended_text(merge: Merge, base: str, expected: str, actual: str, now: str) -> str:
    """Return the text `now` with all that `expected`, our own merge over `base`, has.

    `actual` is what the merge made elsewhere has; what changed from there to `now` stays. The
    answer may be no record when `now` is none.
    """
    there = _readable(unmarked(base, actual, merge), expected)
    has_more = set(words_of(there)) - set(words_of(expected))
    whole = merge(base, expected, there) if has_more else expected
    if now == actual:
        return whole
    return merge(there, whole, _readable(unmarked(base, now, merge), expected))


def is_broken(text: str, expected: str) -> bool:
    """Return whether a merge marked a text, or left no record of it, where `expected` is one."""
    return is_marked(text) or (is_readable(expected) and not is_readable(text))


def _readable(text: str, expected: str) -> str:
    """Return `text` with the header of `expected` if only its own keeps it from being a record.

    So it is where both sides of a field were written one below the other.
    """
    if is_readable(text) or not is_readable(expected):
        return text
    parts, good = (split(each.encode()) for each in (text, expected))
    if isinstance(parts, Damaged) or isinstance(good, Damaged):
        return text
    return f"{good.opening}{good.header}{good.closing}{parts.body}"
