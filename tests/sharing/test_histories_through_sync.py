"""Random histories in real workspaces that share by `sync` and by file: what must hold, holds."""

import os
import secrets
import time
import warnings
from collections import Counter
from collections.abc import Sequence
from functools import partial

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from played import SHAPES, made_group, play, program_of
from programs import Program, Step, shorter

from store.finishing import _Finishing
from store.journal import Planned
from store.sharing import contributions, folding, repairing
from store.sharing.repairing import Mended

_MINUTES = float(os.environ.get("COPRODUCE_SOAK", "0") or 0)

steps = st.builds(Step, st.integers(0, 3), st.integers(0, 99), st.integers(0, (1 << 30) - 1))


@pytest.mark.parametrize("shape", SHAPES)
@settings(
    max_examples=40 if _MINUTES else 4,
    deadline=None,
    derandomize=True,
    database=None,
    # A history takes a second, so a shorter one that fails is looked for only by who asks.
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[*HealthCheck],
)
@given(clones=st.integers(2, 4), played=st.lists(steps, min_size=12, max_size=26))
def test_what_people_share_is_all_there_and_the_same_everywhere(
    shape: str, clones: int, played: list[Step]
) -> None:
    play(Program(clones, shape, False, tuple(played)))


def test_histories_hold_what_they_are_meant_to_test() -> None:
    done = sum((play(number) for number in (0, 11, 16)), Counter[str]())
    kinds = Counter(each.partition(" ")[0] for each in done.elements())
    print(kinds)
    assert kinds["text"] > 10
    assert min(kinds[each] for each in ("field", "say", "agree", "settle", "merge")) > 0


INDEXED = _Finishing.indexed


def not_indexed(self: _Finishing, writes: Sequence[Planned]) -> bool:
    """Leave git's index as it was when what others shared comes in."""
    return self._what == "What others shared" or INDEXED(self, writes)


def one_side(base: str, one: str, other: str) -> str:
    """Let one side win."""
    return max(one, other)


def never(file: object) -> bool:
    """Take no notice that words were taken back."""
    return False


def not_mended(folding: object, head: str, merges: object) -> Mended:
    """Take over what plain git made of two histories."""
    return Mended(head)


BROKEN = {
    "the index is not brought in line": (_Finishing, "indexed", not_indexed, (0, 1)),
    "one side wins": (folding, "fold", partial(folding.fold, merge=one_side), (0, 5)),
    "words taken back come back": (contributions, "_is_withdrawn", never, (0, 34)),
    "nothing is mended": (repairing, "mended", not_mended, (16, 19, 41)),
}
"""What is broken, and by what, and numbers of histories of which one at least notices."""


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_sharing_is_caught(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # The group itself is made by a program that is whole.
    made_group()
    place, name, broken, numbers = BROKEN[what]
    monkeypatch.setattr(place, name, broken)
    assert any(fails(number) for number in numbers)


def fails(program: "Program | int", how: str = "") -> bool:
    try:
        play(program)
    except AssertionError as problem:
        return str(problem).startswith(how)
    return False


@pytest.mark.soak
@pytest.mark.skipif(not _MINUTES, reason="only with COPRODUCE_SOAK=<minutes>")
def test_shared_histories_for_as_long_as_asked() -> None:
    seed = int(os.environ.get("COPRODUCE_SEED", "0")) or secrets.randbelow(1 << 40)
    number, until, done = seed, time.monotonic() + 60 * _MINUTES, Counter[str]()
    while time.monotonic() < until:
        try:
            done += play(number)
        except AssertionError as problem:
            program = shorter(program_of(number), partial(fails, how=str(problem)[:6]))
            pytest.fail(f"COPRODUCE_SEED={seed}, history {number}: {problem}\nshortest: {program}")
        number += 1
    # Told as a warning, which is shown whichever way the tests are run.
    warnings.warn(
        f"{number - seed} histories from COPRODUCE_SEED={seed}: {dict(done)}", stacklevel=1
    )
