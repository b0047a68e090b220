"""Putting back into one text what a merge made elsewhere left out of it or only marked."""

from schema.parts import split
from schema.record import Damaged
from store.sharing.loss import words_of
from store.sharing.twins import joined, twins
from store.sharing.unmarking import Merge, is_marked, mark_lines, unmarked, without_lines
from store.sharing.versions import is_readable


def mended_text(merge: Merge, base: str, expected: str, actual: str, now: str) -> str:
    """Return the text `now` with all that `expected`, our own merge over `base`, has.

    `actual` is what the merge made elsewhere has; what changed from there to `now` stays. The
    answer may be no record when `now` is none.
    """
    there = _plain(merge, base, expected, actual)
    has_more = set(words_of(there)) - set(words_of(expected))
    whole = merge(base, expected, there) if has_more else expected
    if now == actual:
        return whole
    return merge(there, whole, _plain(merge, base, expected, now))


def is_broken(text: str, expected: str) -> bool:
    """Return whether a merge marked a text, or left no record of it, where `expected` is one."""
    if is_marked(text) or mark_lines(text) - mark_lines(expected):
        return True
    return is_readable(expected) and not is_readable(text)


def _plain(merge: Merge, base: str, expected: str, text: str) -> str:
    """Return a text without marks, also such as somebody left when they took out the others."""
    text = unmarked(base, text, merge)
    text = without_lines(text, mark_lines(text) - mark_lines(expected))
    return _readable(merge, base, expected, text)


def _readable(merge: Merge, base: str, expected: str, text: str) -> str:
    """Return `text` as a record if only its header keeps it from being one, and `expected` is one.

    So it is where both sides of a field were written one below the other.
    """
    if is_readable(text) or not is_readable(expected):
        return text
    parts, good = (split(each.encode()) for each in (text, expected))
    if isinstance(parts, Damaged) or isinstance(good, Damaged):
        return text
    one, other = (joined(parts, header, parts.body) for header in twins(parts.header))
    if is_readable(one) and is_readable(other):
        merged = merge(base, one, other)
        # Where one of the two is as the base was, the other must not simply win.
        if not words_of(one).keys() | words_of(other).keys() <= words_of(merged).keys():
            merged = merge("", one, other)
        if is_readable(merged):
            return merged
    known = words_of(good.header + parts.body).keys()
    missing = [line for line in parts.header.splitlines() if not words_of(line).keys() <= known]
    body = parts.body.rstrip("\n") + "\n\n" if missing and parts.body.strip() else parts.body
    return joined(good, good.header, body + "".join(f"> {line}\n" for line in missing))
