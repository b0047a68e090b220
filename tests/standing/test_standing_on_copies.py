"""Copies on disk that share through a folder, in any order: one standing, and the right one."""

import os
import secrets
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from acts import PEOPLE, Play, Step
from gathered import Teams

_MINUTES = float(os.environ.get("COPRODUCE_SOAK", "0") or 0)


def played(made: Path, number: int) -> Play:
    """Play the history that a number stands for; AssertionError when a standing is not right."""
    chance = Random(number)
    with tempfile.TemporaryDirectory() as folder:
        teams = Teams(made, Path(folder) / "teams", chance.choice((2, 2, 3)))
        try:
            play = Play(teams.places)
            for _ in range(chance.randrange(5, 12)):
                step = Step(chance.randrange(3), chance.randrange(100), chance.randrange(1 << 30))
                play.step(step, look=step.what >= 80)
            play.settle_down(chance)
            play.check_end()
            return play
        finally:
            teams.close()


@pytest.mark.parametrize("number", range(12))
def test_all_copies_end_with_the_same_and_right_standing(teams_made: Path, number: int) -> None:
    played(teams_made, number)


@pytest.fixture
def two(teams_made: Path, tmp_path: Path) -> Iterator[Play]:
    """Give two copies in which both parties agreed, and everyone knows."""
    teams = Teams(teams_made, tmp_path / "teams", 2)
    play = Play(teams.places)
    for person in PEOPLE[:2]:
        play.stand(0, person, "agree")
    play.settle_down(Random(0))
    assert play.check_end().state == "agreed"
    yield play
    teams.close()


def test_a_no_said_elsewhere_at_the_same_time_stays_beside_a_yes(two: Play) -> None:
    two.stand(0, PEOPLE[0], "agree")
    two.stand(1, PEOPLE[0], "not-yet")
    two.settle_down(Random(1))
    end = two.check_end()
    assert (end.state, end.several) == ("not-yet", PEOPLE[:1])


def test_a_position_taken_back_elsewhere_brings_none_back(two: Play) -> None:
    again = two.stand(0, PEOPLE[0], "agree-with-concern")
    two.share(0)
    two.share(1)
    two.withdraw(1, again)
    two.settle_down(Random(1))
    end = two.check_end()
    assert (end.state, end.missing) == ("asked", PEOPLE[:1])


def test_taken_back_here_and_said_anew_there_the_new_one_counts(two: Play) -> None:
    first = two.stand(0, PEOPLE[1], "not-yet")
    two.share(0)
    two.share(1)
    two.withdraw(0, first)
    two.stand(1, PEOPLE[1], "agree")
    two.settle_down(Random(1))
    assert two.check_end().state == "agreed"


def test_two_wordings_are_never_agreed_even_when_all_say_yes_to_them(two: Play) -> None:
    for number, words in enumerate(("We listen well.", "We listen and wait.")):
        title, body = two.places[number].text()
        two.places[number].write(title, body.replace("We listen.", words))
    two.settle_down(Random(1))
    assert two.places[0].is_open()
    for person in PEOPLE[:2]:
        two.stand(0, person, "agree")
    two.settle_down(Random(1))
    assert two.check_end().state == "asked"
    # While two wordings are open, writing means to settle them.
    two.places[1].write("", "")
    two.settle_down(Random(1))
    assert not two.places[0].is_open()
    assert two.check_end().state == "changed-since-agreed"


def test_whoever_is_taken_off_the_list_elsewhere_is_named_and_their_no_counts(two: Play) -> None:
    two.stand(0, PEOPLE[1], "not-yet")
    two.places[1].ask(PEOPLE[:1])
    two.settle_down(Random(1))
    end = two.check_end()
    assert (end.state, end.removed) == ("not-yet", PEOPLE[1:2])


@pytest.mark.parametrize("busy", [False, True])
def test_a_no_that_was_taken_away_elsewhere_still_counts_everywhere(two: Play, busy: bool) -> None:
    """A no of somebody who is not on the list, which nothing else would show."""
    no = two.stand(0, PEOPLE[2], "not-yet")
    two.share(0)
    two.share(1)
    if busy:
        two.stand(0, PEOPLE[1], "agree-with-concern")
    two.take_away(1, no)
    two.settle_down(Random(1))
    assert two.check_end().state == "not-yet"
    two.stand(0, PEOPLE[2], "agree")
    two.settle_down(Random(1))
    assert two.check_end().state == "agreed"


def test_one_taken_back_here_while_it_is_taken_away_there_is_taken_back(two: Play) -> None:
    no = two.stand(0, PEOPLE[2], "not-yet")
    two.share(0)
    two.share(1)
    two.take_away(1, no)
    two.withdraw(0, no)
    two.settle_down(Random(1))
    assert two.check_end().state == "agreed"


@pytest.mark.soak
@pytest.mark.skipif(not _MINUTES, reason="only with COPRODUCE_SOAK=<minutes>")
def test_standings_for_as_long_as_asked(teams_made: Path) -> None:
    seed = int(os.environ.get("COPRODUCE_SEED", "0")) or secrets.randbelow(1 << 40)
    until = time.monotonic() + 60 * _MINUTES
    seen: Counter[str] = Counter()
    number = seed
    while time.monotonic() < until:
        try:
            play = played(teams_made, number)
        except AssertionError as problem:
            pytest.fail(f"COPRODUCE_SEED={number}: {problem}")
        seen.update(each.state for each in play.seen)
        number += 1
    warnings.warn(f"{number - seed} histories from COPRODUCE_SEED={seed}: {seen}", stacklevel=1)
