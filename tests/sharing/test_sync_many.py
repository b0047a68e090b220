"""Many clones that share through one place at once: all arrives, all end equal, nothing forced."""

import os
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from started import start
from teams import Teams, assert_clean, assert_sound, children, git, head, said_in

from store.sharing.rounds import ATTEMPTS

A_ROUND = "Getting what others shared"


class Tries(NamedTuple):
    """How often was shared in one clone: the rounds each took, and how often it was too busy."""

    rounds: tuple[int, ...]
    busy: int


def tries_in(log: Path) -> Tries:
    _, *each = log.read_text().split("sharing\n")
    rounds = tuple(said.splitlines().count(A_ROUND) for said in each)
    return Tries(rounds, sum("busy" in said.splitlines() for said in each))


def share_at_once(teams: Teams, logs: Path, clones: int, changes: int) -> list[Tries]:
    """Let clones save and share all at the same time, check what comes of it, and return how."""
    people = [teams.clone(f"p{number}") for number in range(clones)]
    git(teams.hub, "config", "core.logAllRefUpdates", "true")
    # Git would refuse a forced move by itself here, so nothing but us keeps the place from one.
    git(teams.hub, "config", "--unset", "receive.denyNonFastForwards")
    running = [start(each, logs / each.name, "many", str(changes)) for each in people]
    for each in running:
        _, words = each.communicate(timeout=900)
        assert each.returncode == 0, words.decode()
    for _ in range(2):
        for person in people:
            teams.open(person).sync()
    assert len({head(folder) for folder in (*people, teams.hub)}) == 1
    wanted = {f"p{person} {number}" for person in range(clones) for number in range(changes)}
    assert said_in(teams.open(people[0])) == wanted
    assert_only_forward(teams.hub, clones)
    for person in people:
        assert_clean(person)
    assert_sound(people[0])
    assert children() == []
    return [tries_in(logs / each.name) for each in people]


def assert_only_forward(hub: Path, least: int) -> None:
    """Check that every move of the place went forward: nothing was ever forced."""
    moves = git(hub, "reflog", "--format=%H", "refs/heads/main").split()
    assert len(moves) >= least
    for newer, older in pairwise(moves):
        git(hub, "merge-base", "--is-ancestor", older, newer)


def assert_bounded(tries: Sequence[Tries], changes: int) -> str:
    """Check that no sharing went on for ever, and return how often it was too busy."""
    for each in tries:
        assert all(1 <= rounds <= ATTEMPTS for rounds in each.rounds), each
        assert len(each.rounds) == changes + 1 + each.busy
    rounds = [number for each in tries for number in each.rounds]
    busy = sum(each.busy for each in tries)
    return f"{len(rounds)} sharings, at most {max(rounds)} rounds, {busy} too busy: {tries}"


def test_clones_that_share_at_once_all_come_through(teams: Teams, tmp_path: Path) -> None:
    print(assert_bounded(share_at_once(teams, tmp_path, 5, 4), 4))


@pytest.mark.soak
@pytest.mark.skipif(not os.environ.get("COPRODUCE_SOAK"), reason="only with COPRODUCE_SOAK")
def test_ten_clones_with_twenty_changes_each_all_come_through(teams: Teams, tmp_path: Path) -> None:
    print(assert_bounded(share_at_once(teams, tmp_path, 10, 20), 20))
