"""Putting together changes to different sentences of one paragraph."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from schema.alignment import Gap, equal_runs, gaps, pairs_of


class _Change(NamedTuple):
    """`base[start:end]` became these lines."""

    start: int
    end: int
    lines: tuple[str, ...]


def merged_sentences(base: str, ours: str, theirs: str) -> str:
    """Return a paragraph with the changes of both, "" when they are not clearly apart.

    The paragraph must have one sentence per line, and a sentence that neither side touched must
    stand between what one and what the other changed: then nobody's sentence is altered.
    """
    was, left, right = (text.split("\n") for text in (base, ours, theirs))
    if not all(_is_whole(line) for line in (*was, *left, *right)):
        return ""
    changes = sorted({*_changes(was, left), *_changes(was, right)})
    for before, after in pairwise(changes):
        if after.start <= before.end:
            return ""
    merged: list[str] = []
    at = 0
    for change in changes:
        merged += [*was[at : change.start], *change.lines]
        at = change.end
    return "\n".join([*merged, *was[at:]])


def _is_whole(line: str) -> bool:
    return line.rstrip('"”’»)]*_ ').endswith((".", "!", "?", "…", "。", "！", "？", "।", "؟", "۔"))


def _changes(was: Sequence[str], now: Sequence[str]) -> list[_Change]:
    pairs = list(pairs_of(equal_runs(was, now)))
    return [
        _Change(gap.i0, gap.i1, tuple(now[gap.j0 : gap.j1]))
        for gap in gaps(pairs, Gap(0, len(was), 0, len(now)))
        if gap.i0 < gap.i1 or gap.j0 < gap.j1
    ]
