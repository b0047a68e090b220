"""Random histories of two to five teams: nothing is lost, and all end with the same."""

import os
import secrets
import time
import warnings
from functools import partial

import pytest
from histories import Told, run_history
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from programs import SHAPES, Program, Step, program_of, shorter

from store.sharing import folding, repairing
from store.sharing.repairing import Mended
from store.sharing.versions import Kept

_MINUTES = float(os.environ.get("COPRODUCE_SOAK", "0") or 0)

steps = st.builds(Step, st.integers(0, 4), st.integers(0, 99), st.integers(0, (1 << 30) - 1))


@pytest.mark.parametrize("shape", SHAPES)
@settings(
    max_examples=34,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(
    clones=st.integers(2, 5),
    apart=st.integers(0, 9).map(lambda number: number == 9),
    played=st.lists(steps, min_size=8, max_size=40),
)
def test_no_history_loses_a_word_and_all_clones_become_equal(
    shape: str, clones: int, apart: bool, played: list[Step]
) -> None:
    run_history(Program(clones, shape, apart, tuple(played)))


def test_histories_hold_what_they_are_meant_to_test() -> None:
    told = [run_history(number) for number in range(12)]
    total = Told(*(sum(each) for each in zip(*told, strict=True)))
    assert total.changes > 100
    assert total.foreign > 5
    assert total.repaired > 3
    assert total.differences > 5


ONCE_WRONG = (21951, 30433, 30759, 31161, 41167, 41834, 80005, 80150, 91023, 1100416)


@pytest.mark.parametrize("number", ONCE_WRONG)
def test_histories_in_which_something_was_once_wrong(number: int) -> None:
    """A heading and a section, a file that got another name, a repair on another way, and so on."""
    run_history(number)


def ours(base: str, one: str, other: str) -> str:
    return max(one, other)


def without_a_base(base: str, one: str, other: str) -> str:
    from schema.merge import merge_texts

    return merge_texts("", one, other)


def not_symmetric(base: str, one: str, other: str) -> str:
    from schema.merge import merge_texts

    return merge_texts(base, one, other) + ("" if one <= other else "\n")


@pytest.mark.parametrize("merge", [ours, without_a_base, not_symmetric])
def test_a_broken_merge_of_records_is_caught(merge: object) -> None:
    assert is_caught(merge=merge)


def nothing_is_mended(folding: object, head: str, merges: object) -> Mended:
    return Mended(head)


def removed_means_removed(self, versions, first):
    if versions.left is None or versions.right is None:
        return Kept({versions.path: None})
    return RIGHT(self, versions, first)


def hand_edits_are_taken(shelf, versions, first):
    return Kept({versions.path: versions.left or versions.right})


def nothing_is_put_back(folding: object, commit: str, heads: object, since: object) -> Mended:
    return Mended(commit)


RIGHT = folding.Folding._kept
BROKEN = {
    "nothing is mended": ((repairing, "mended", nothing_is_mended),),
    "an edit loses against a removal": ((folding.Folding, "_kept", removed_means_removed),),
    # Otherwise what a merge takes from one side is put back at once.
    "contributions are taken from one side": (
        (folding, "kept_contribution", hand_edits_are_taken),
        (folding, "as_said", nothing_is_put_back),
    ),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_join_of_histories_is_caught(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for place, name, broken in BROKEN[what]:
        monkeypatch.setattr(place, name, broken)
    assert is_caught()


def is_caught(**given: object) -> bool:
    for number in range(60):
        try:
            run_history(number, **given)
        except AssertionError:
            return True
    return False


@pytest.mark.soak
@pytest.mark.skipif(not _MINUTES, reason="only with COPRODUCE_SOAK=<minutes>")
@pytest.mark.parametrize("worker", range(2))
def test_histories_for_as_long_as_asked(worker: int) -> None:
    seed = int(os.environ.get("COPRODUCE_SEED", "0")) or secrets.randbelow(1 << 40)
    number = first = 2 * seed + worker
    until = time.monotonic() + 60 * _MINUTES
    total = Told(0, 0, 0, 0, 0)
    while time.monotonic() < until:
        try:
            total = Told(*(a + b for a, b in zip(total, run_history(number), strict=True)))
        except AssertionError as problem:
            program = shorter(program_of(number), partial(fails, how=str(problem)[:6]))
            pytest.fail(f"COPRODUCE_SEED={seed}, history {number}: {problem}\nshortest: {program}")
        number += 2
    # Told as a warning, which is shown whichever way the tests are run.
    warnings.warn(
        f"{(number - first) // 2} histories from COPRODUCE_SEED={seed}: {total}", stacklevel=1
    )


def fails(program: Program, how: str) -> bool:
    try:
        run_history(program)
    except AssertionError as problem:
        return str(problem).startswith(how)
    return False
