"""Many clones that share through one place at once: all arrives, all end equal, nothing forced."""

import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

from teams import Teams, assert_clean, assert_sound, git, head, said_in

from store import journal

CLONES, CHANGES = 5, 4


def test_clones_that_share_at_once_all_come_through(teams: Teams, tmp_path: Path) -> None:
    people = [teams.clone(f"p{number}") for number in range(CLONES)]
    git(teams.hub, "config", "core.logAllRefUpdates", "true")
    here = Path(__file__).parent
    paths = os.pathsep.join((str(here), str(Path(journal.__file__).parent.parent)))
    running = [
        subprocess.Popen(
            [
                sys.executable, str(here / "sharer.py"), str(person), str(tmp_path / person.name),
                "many", str(CHANGES),
            ],
            env={**os.environ, "PYTHONPATH": paths},
            stderr=subprocess.PIPE,
        )
        for person in people
    ]  # fmt: skip
    for each in running:
        _, words = each.communicate(timeout=240)
        assert each.returncode == 0, words.decode()
    for _ in range(2):
        for person in people:
            teams.open(person).sync()
    assert len({head(folder) for folder in (*people, teams.hub)}) == 1
    wanted = {f"p{person} {number}" for person in range(CLONES) for number in range(CHANGES)}
    assert said_in(teams.open(people[0])) == wanted
    # Every move of the place went forward: nothing was ever forced.
    moves = git(teams.hub, "reflog", "--format=%H", "refs/heads/main").split()
    for newer, older in pairwise(moves):
        git(teams.hub, "merge-base", "--is-ancestor", older, newer)
    for person in people:
        assert_clean(person)
    assert_sound(people[0])
