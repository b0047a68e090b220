"""How two sequences line up."""

import time
from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from schema.alignment import equal_runs, heaviest_chain, longest_common

letters = st.text(alphabet="abc", max_size=25)


def length_of_longest(old: str, new: str) -> int:
    """The textbook table."""
    above = [0] * (len(new) + 1)
    for one in old:
        row = [0]
        for j, other in enumerate(new):
            row.append(above[j] + 1 if one == other else max(above[j + 1], row[j]))
        above = row
    return above[-1]


@settings(max_examples=200, deadline=None)
@given(letters, letters)
def test_nothing_longer_is_common(old: str, new: str) -> None:
    pairs = longest_common(old, new)
    assert len(pairs) == length_of_longest(old, new)
    assert all(old[i] == new[j] for i, j in pairs)
    assert all(i < k and j < m for (i, j), (k, m) in pairwise(pairs))


@settings(max_examples=200, deadline=None)
@given(letters, letters)
def test_short_runs_are_the_longest_and_never_touch(old: str, new: str) -> None:
    runs = equal_runs(old, new)
    assert sum(run.length for run in runs) == length_of_longest(old, new)
    for run in runs:
        assert old[run.i : run.i + run.length] == new[run.j : run.j + run.length]
    for one, other in pairwise(runs):
        assert one.i + one.length <= other.i
        assert one.j + one.length <= other.j
        assert (one.i + one.length, one.j + one.length) != (other.i, other.j)


@settings(max_examples=100, deadline=None)
@given(st.permutations(range(6)), st.lists(st.integers(1, 20), min_size=6, max_size=6))
def test_no_chain_is_heavier(places: list[int], weights: list[int]) -> None:
    points = [(i, j, weight) for i, (j, weight) in enumerate(zip(places, weights, strict=True))]
    weight_of = {(i, j): weight for i, j, weight in points}
    rising = (
        sum(weight_of[i, j] for i, j, _ in some)
        for size in range(7)
        for some in combinations(points, size)
        if all(one[1] < other[1] for one, other in pairwise(some))
    )
    chain = heaviest_chain(points)
    assert sum(weight_of[pair] for pair in chain) == max(rising)
    assert all(i < k and j < m for (i, j), (k, m) in pairwise(chain))


def test_long_sequences_without_anything_to_hold_on_to_take_no_longer_than_they_are_long() -> None:
    old = ["ab"[n * n % 7 % 2] for n in range(200_000)]
    new = ["ab"[n * n % 11 % 2] for n in range(150_000)]
    start = time.process_time()
    runs = equal_runs(old, new)
    assert time.process_time() - start < 5
    assert sum(run.length for run in runs) > 75_000
    assert all(old[r.i : r.i + r.length] == new[r.j : r.j + r.length] for r in runs)
