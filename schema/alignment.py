"""How two sequences of equal-or-not things line up, in bounded time."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from math import isqrt
from typing import NamedTuple, TypeAlias

Pair: TypeAlias = tuple[int, int]

# Up to this many cells the exact answer costs less than looking for anchors.
_EXACT_CELLS = 40_000
# The most cells of one exact answer: about a millisecond and a quarter of a megabyte.
_PIECE_CELLS = 1_000_000
_DEPTH = 10


class Gap(NamedTuple):
    """What lies between two pairs: `old[i0:i1]` and `new[j0:j1]`, either may be empty."""

    i0: int
    i1: int
    j0: int
    j1: int


class Run(NamedTuple):
    """`old[i : i + length]` and `new[j : j + length]` are equal."""

    i: int
    j: int
    length: int


def gaps(pairs: Sequence[Pair], within: Gap) -> Iterator[Gap]:
    """The gap before each of these rising pairs, then the one after the last."""
    i, j = within.i0, within.j0
    for at_old, at_new in pairs:
        yield Gap(i, at_old, j, at_new)
        i, j = at_old + 1, at_new + 1
    yield Gap(i, within.i1, j, within.j1)


def shared_ends(old: Sequence[str], new: Sequence[str], gap: Gap) -> Gap:
    """What is left of a gap when equal things at both its ends are taken off."""
    i0, i1, j0, j1 = gap
    while i0 < i1 and j0 < j1 and old[i0] == new[j0]:
        i0 += 1
        j0 += 1
    while i0 < i1 and j0 < j1 and old[i1 - 1] == new[j1 - 1]:
        i1 -= 1
        j1 -= 1
    return Gap(i0, i1, j0, j1)


def common_start(old: str, new: str, limit: int) -> int:
    """How many characters both texts begin with, at most `limit`, by halving."""
    low = 0
    while low < limit:
        middle = (low + limit + 1) // 2
        if old[low:middle] == new[low:middle]:
            low = middle
        else:
            limit = middle - 1
    return low


def outside(inner: Gap, gap: Gap) -> Iterator[Run]:
    """What `shared_ends` took off."""
    if inner.i0 > gap.i0:
        yield Run(gap.i0, gap.j0, inner.i0 - gap.i0)
    if inner.i1 < gap.i1:
        yield Run(inner.i1, inner.j1, gap.i1 - inner.i1)


def pairs_of(runs: Iterable[Run]) -> Iterator[Pair]:
    """The runs as single pairs."""
    for i, j, length in runs:
        yield from zip(range(i, i + length), range(j, j + length), strict=True)


def equal_runs(old: Sequence[str], new: Sequence[str]) -> list[Run]:
    """Runs of equal things, rising on both sides: the longest common subsequence where affordable.

    Long stretches are cut at things that occur once on either side (as in patience diff), and
    where there are none, into pieces of equal share, so the time grows with the length alone.
    """
    runs: list[Run] = []
    todo = [(Gap(0, len(old), 0, len(new)), 0)]
    while todo:
        gap, depth = todo.pop()
        inner = shared_ends(old, new, gap)
        runs += outside(inner, gap)
        i0, i1, j0, j1 = inner
        cells = (i1 - i0) * (j1 - j0)
        if not cells:
            continue
        if cells > _EXACT_CELLS:
            anchors = unique_pairs(old, new, inner) if depth < _DEPTH else []
            if anchors:
                runs += [Run(i, j, 1) for i, j in anchors]
                todo += [(part, depth + 1) for part in gaps(anchors, inner)]
                continue
            if cells > _PIECE_CELLS:
                todo += [(part, _DEPTH) for part in shares(inner, isqrt(cells // _PIECE_CELLS) + 1)]
                continue
        runs += [Run(i0 + i, j0 + j, 1) for i, j in longest_common(old[i0:i1], new[j0:j1])]
    return _joined(sorted(runs))


def _joined(runs: Sequence[Run]) -> list[Run]:
    """The runs with those that touch made one."""
    joined: list[Run] = []
    i = j = length = 0
    for run in runs:
        if run[0] == i + length and run[1] == j + length:
            length += run[2]
        else:
            if length:
                joined.append(Run(i, j, length))
            i, j, length = run
    if length:
        joined.append(Run(i, j, length))
    return joined


def shares(gap: Gap, count: int) -> Iterator[Gap]:
    """The gap in `count` parts, each with the same share of both sides."""
    olds, news = gap.i1 - gap.i0, gap.j1 - gap.j0
    for part in range(count):
        yield Gap(
            gap.i0 + olds * part // count,
            gap.i0 + olds * (part + 1) // count,
            gap.j0 + news * part // count,
            gap.j0 + news * (part + 1) // count,
        )


def unique_pairs(
    old: Sequence[str], new: Sequence[str], within: Gap, shortest: int = 1
) -> list[Pair]:
    """Pairs of things that occur once on either side, rising, the most characters in all.

    Things of fewer than `shortest` characters are left out.
    """
    i0, i1, j0, j1 = within
    olds, news = old[i0:i1], new[j0:j1]
    once_old, once_new = Counter(olds), Counter(news)
    places = dict(zip(news, range(j0, j1), strict=True))
    points = [
        (i, places[thing], len(thing))
        for i, thing in enumerate(olds, i0)
        if once_new.get(thing) == 1 and once_old[thing] == 1 and len(thing) >= shortest
    ]
    return heaviest_chain(points)


def heaviest_chain(points: Sequence[tuple[int, int, int]]) -> list[Pair]:
    """Of points (i, j, weight) sorted by i, those of the heaviest chain with i and j rising.

    Each i and each j may occur once, weights are positive; O(n log n) plus list moves.
    """
    ends: list[int] = []
    totals: list[int] = []
    chosen: list[int] = []
    before = [-1] * len(points)
    for index, (_, j, weight) in enumerate(points):
        at = bisect_left(ends, j)
        total = weight
        if at:
            before[index] = chosen[at - 1]
            total += totals[at - 1]
        stop = at
        while stop < len(ends) and totals[stop] <= total:
            stop += 1
        ends[at:stop], totals[at:stop], chosen[at:stop] = [j], [total], [index]
    chain: list[Pair] = []
    index = chosen[-1] if chosen else -1
    while index >= 0:
        chain.append(points[index][:2])
        index = before[index]
    chain.reverse()
    return chain


def longest_common(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """Pairs of a longest common subsequence, by bit vectors (Hyyrö 2004).

    One machine word holds 30 cells of a row, so a row costs hardly more than one addition; all
    rows are kept for the way back: `len(old) * len(new) / 8` bytes.
    """
    if len(new) > len(old):
        return [(i, j) for j, i in longest_common(new, old)]
    places: dict[str, int] = {}
    bit = 1
    for thing in new:
        places[thing] = places.get(thing, 0) | bit
        bit <<= 1
    full = bit - 1
    row = full
    rows = [row]
    for thing in old:
        hits = row & places.get(thing, 0)
        if hits:
            row = ((row + hits) | (row - hits)) & full
        rows.append(row)
    return _way_back(rows, len(old), len(new))


def _way_back(rows: Sequence[int], i: int, j: int) -> list[Pair]:
    """The pairs, from rows whose zero bits mark where the common length grows."""
    pairs: list[Pair] = []
    while i and j:
        if rows[i] >> (j - 1) & 1:
            j -= 1
            continue
        i -= 1
        if rows[i] >> (j - 1) & 1:
            j -= 1
            pairs.append((i, j))
    pairs.reverse()
    return pairs
