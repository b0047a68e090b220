"""Timing two things in turn, so that a ratio holds when the machine's speed drifts."""

import gc
import statistics
import time
from collections.abc import Callable

import msgspec


class Row(msgspec.Struct, frozen=True):
    """One measured ratio. Times are medians in milliseconds; `spread` is the ratios' min to max."""

    what: str
    against: str
    ours_ms: float
    theirs_ms: float
    ratio: float
    target: float
    spread: tuple[float, float] = (0.0, 0.0)
    note: str = ""


def compare(
    what: str,
    against: str,
    target: float,
    ours: Callable[[], object],
    theirs: Callable[[], object],
    *,
    runs: int = 9,
    note: str = "",
) -> Row:
    """Return the row for `ours` against `theirs`: once unmeasured, then `runs` times in turn."""
    ours()
    theirs()
    mine: list[float] = []
    other: list[float] = []
    for turn in range(runs):
        pair = [(ours, mine), (theirs, other)]
        for call, times in pair if turn % 2 else reversed(pair):
            times.append(_timed(call))
    ratios = [a / b for a, b in zip(mine, other, strict=True)]
    return Row(
        what,
        against,
        round(statistics.median(mine) * 1000, 2),
        round(statistics.median(other) * 1000, 2),
        round(statistics.median(ratios), 2),
        target,
        (round(min(ratios), 2), round(max(ratios), 2)),
        note,
    )


def _timed(call: Callable[[], object]) -> float:
    gc.collect()
    start = time.perf_counter()
    call()
    return time.perf_counter() - start
