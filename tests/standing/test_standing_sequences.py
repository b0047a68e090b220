"""Whatever people do in whatever order, an agreement is where their own words put it."""

import inspect
from collections import Counter
from collections.abc import Sequence
from random import Random

import pytest
from acts import PEOPLE, Play, Step
from hypothesis import given, settings
from hypothesis import strategies as st
from imagined import Hub, Imagined, first_files

import schema.standing
from schema.standing import STATES

steps = st.lists(
    st.builds(Step, st.integers(0, 2), st.integers(0, 99), st.integers(0, (1 << 30) - 1)),
    min_size=4,
    max_size=24,
)
listed = st.lists(st.sampled_from(PEOPLE), max_size=3, unique=True).map(tuple)


def played(
    copies: int, parties: tuple[str, ...], steps: Sequence[Step], order: Random
) -> tuple[Play, str]:
    """Play a history on copies in memory, looking after every step; return it with its end."""
    hub = Hub(first_files(parties))
    play = Play(Imagined(hub) for _ in range(copies))
    for step in steps:
        play.step(step, look=True)
    play.settle_down(order)
    return play, play.check_end().state


def random_steps(chance: Random) -> list[Step]:
    count = chance.randrange(4, 25)
    return [
        Step(chance.randrange(3), chance.randrange(100), chance.randrange(1 << 30))
        for _ in range(count)
    ]


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.integers(2, 3), listed, steps, st.randoms(use_true_random=False))
def test_any_order_of_what_people_do_gives_every_copy_the_same_and_right_standing(
    copies: int, parties: tuple[str, ...], steps: list[Step], order: Random
) -> None:
    played(copies, parties, steps, order)


def test_such_histories_go_through_every_state_and_what_is_hard_in_each() -> None:
    ends: Counter[str] = Counter()
    passed: Counter[str] = Counter()
    for number in range(120):
        chance = Random(number)
        play, end = played(chance.choice((2, 3)), PEOPLE[:2], random_steps(chance), chance)
        ends[end] += 1
        passed.update(each.state for each in play.seen)
        passed["several"] += any(each.several for each in play.seen)
        passed["off the list"] += any(each.removed for each in play.seen)
        passed["open"] += play.times_open
        passed["taken away"] += play.times_taken_away
    assert all(ends[state] for state in STATES), ends
    assert all(
        passed[state] > 10 for state in (*STATES, "several", "off the list", "open", "taken away")
    ), passed


def is_caught() -> bool:
    """Return whether any of some histories shows that the rule is another one than it must be."""
    for number in range(200):
        chance = Random(number)
        try:
            played(chance.choice((2, 3)), PEOPLE[:2], random_steps(chance), chance)
        except AssertionError:
            return True
    return False


def test_the_rule_as_it_is_passes_all_of_them() -> None:
    assert not is_caught()


RULE = inspect.getsource(schema.standing)
BROKEN = {
    "who cannot agree yet counts only when listed": (
        "words = {each.position for each in now}",
        "words = {each.position for each in now if each.by in parties}",
    ),
    "who cannot agree yet counts only on this text": (
        "words = {each.position for each in now}",
        "words = {each.position for each in now if each.digest == text}",
    ),
    "an open difference does not matter": ("if open_differences or", "if"),
    "one of several positions is enough": ("len(each) != 1", "not each"),
    "the last yes counts, also when it was replaced": ("now = current(here)", "now = here"),
    "a yes taken back is still one": (
        'frozenset({"agree", "agree-with-concern"})',
        'frozenset({"agree", "agree-with-concern", "take-back"})',
    ),
    "standing aside is a yes": (
        '{"agree", "agree-with-concern"})',
        'set(POSITIONS) - {"take-back"})',
    ),
    "one person on this text is enough": (
        "AGREED if digests == {text}",
        "AGREED if text in digests",
    ),
    "consent is carried over": ("AGREED if digests == {text}", "AGREED if digests"),
    "nobody listed is agreed": ("return DRAFT", "return AGREED"),
    "who is missing is not": ("if p not in answered", "if p not in parties"),
    "who was taken off the list is not shown": (
        "sorted({p for p in earlier",
        "sorted({p for p in () and earlier",
    ),
    "withdrawn is nothing": (
        "now = current(here)",
        "now = __import__('schema.replacement').replacement.heads(here)",
    ),
}


@pytest.mark.parametrize("how", BROKEN)
def test_a_broken_rule_is_caught(how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = BROKEN[how]
    assert old in RULE
    broken: dict[str, object] = {"__name__": "broken"}
    exec(compile(RULE.replace(old, new, 1), "broken", "exec"), broken)
    monkeypatch.setattr(schema.standing, "standing", broken["standing"])
    assert is_caught()
