"""How much work it is to look through many merges after one that left something out."""

import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import pytest
from depots import Depot
from test_repair import RULES, START, agreement, days, wordings

from store.sharing.folding import fold


@pytest.fixture
def depot(tmp_path: Path) -> Iterator[Depot]:
    made = Depot(tmp_path / "group")
    yield made
    made.close()


def rules(one: int, other: int, day: str = "Tuesdays") -> bytes:
    return agreement(f"We listen {one}.\n\nWe meet on {day}.\n\nCake is brought by {other}.\n")


def history(depot: Depot, merges: int) -> str:
    """Return a merge that left a wording out, and as many good ones after it."""
    start = depot.commit((), {**START, RULES: days()})
    left = depot.commit((start,), {RULES: rules(0, 0)})
    right = depot.commit((start,), {RULES: rules(0, 0, "Fridays")})
    head = depot.commit((left, right), {}, message="Merge by hand\n")
    for at in range(1, merges + 1):
        one = depot.commit((head,), {RULES: rules(at, at - 1)})
        other = depot.commit((head,), {RULES: rules(at - 1, at)})
        head = depot.commit((one, other), {RULES: rules(at, at)}, message=f"Merge {at}\n")
    return head


def steps(depot: Depot, head: str) -> tuple[int, str]:
    """Return how many calls a fold takes, and the commit it gives."""
    calls = 0

    def count(_frame: FrameType, event: str, _given: object) -> None:
        nonlocal calls
        calls += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        found = fold(depot.repository, (head,)).commit
    finally:
        sys.setprofile(before)
    return calls, found


def test_twice_as_many_merges_take_hardly_more_than_twice_the_work(depot: Depot) -> None:
    few, _ = steps(depot, history(depot, 15))
    more, commit = steps(depot, history(depot, 30))
    [found] = wordings(depot.contents(commit)[RULES])
    assert found == ("We meet on Fridays.", "We meet on Tuesdays.")
    assert more < 2.6 * few
