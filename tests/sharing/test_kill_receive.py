"""Taking in a file, or writing one, that is killed: old or new, and the next time finishes."""

import os
import random
import signal
from pathlib import Path

import pytest
from started import killed_after, start, wait_for
from teams import (
    QUESTION,
    Teams,
    assert_clean,
    assert_sound,
    children,
    git,
    head,
    rules_of,
    said_in,
    text_of,
)

from store import Workspace

SOAK = bool(os.environ.get("COPRODUCE_SOAK"))
SEED = int(os.environ.get("COPRODUCE_SEED", "0") or 0) or random.SystemRandom().randrange(1 << 32)
RANDOM_KILLS = 200 if SOAK else 5
BEFORE_THE_MOVE = ("together", "journal")
STEPS = (
    *BEFORE_THE_MOVE,
    "branch",
    "file written",
    "file",
    "index locked",
    "index written",
    "index in place",
    "index",
    "done",
)

pytestmark = pytest.mark.kill


@pytest.fixture
def file(teams: Teams) -> Path:
    """Give a file of Ann's, while Ben has saved something else; both have changed one text."""
    ann, ben = teams.open(teams.ann), teams.open(teams.ben)
    ann.say(QUESTION, "From Ann.")
    ann.edit(rules_of(ann), body="We listen.\n\nWe take breaks.\n\nWe start at ten.")
    ben.say(QUESTION, "From Ben.")
    ben.edit(rules_of(ben), body="We listen.\n\nWe take breaks.\n\nWe start at nine.")
    (teams.ben / "unknown.txt").write_text("unknown\n")
    place = teams.folder / "evenings.bundle"
    ann.bundle(place)
    return place


def assert_all_is_well(teams: Teams, file: Path, old: str) -> tuple[str, ...]:
    """Check that Ben has all or nothing of the file, and all of it when he takes it in again."""
    with Workspace.open(teams.ben) as ben:
        notices = ben.notices
        both = {"From Ann.", "From Ben."}
        assert said_in(ben) == ({"From Ben."} if head(teams.ben) == old else both)
        assert git(teams.ben, "status", "--porcelain", "-uall") == "?? unknown.txt\n"
        assert ben.receive(file).state == "to-share"
        assert said_in(ben) == both
        assert {"We start at nine.", "We start at ten."} <= set(
            text_of(ben).replace("> ", "").splitlines()
        )
        ben.bundle(file)
    with Workspace.open(teams.ann) as ann:
        ann.receive(file)
    assert head(teams.ann) == head(teams.ben)
    assert git(teams.ben, "status", "--porcelain", "-uall") == "?? unknown.txt\n"
    assert_clean(teams.ann)
    assert_sound(teams.ben)
    assert children() == []
    return notices


@pytest.mark.parametrize("step", STEPS)
def test_receiving_killed_at_each_step_leaves_old_or_new(
    teams: Teams, file: Path, tmp_path: Path, step: str
) -> None:
    old, log = head(teams.ben), tmp_path / "log"
    child = start(teams.ben, log, "receive", str(file), step)
    _, words = child.communicate(timeout=60)
    assert child.returncode == -signal.SIGKILL, words.decode()
    assert log.read_text().splitlines()[-1] == f"reached {step}"
    assert (head(teams.ben) == old) is (step in BEFORE_THE_MOVE)
    notices = assert_all_is_well(teams, file, old)
    if step in ("branch", "file written", "file", "index locked", "index written"):
        assert notices == ("Sharing was interrupted. It is complete now.",)


@pytest.mark.parametrize("number", range(RANDOM_KILLS))
def test_receiving_killed_at_any_moment_leaves_old_or_new(
    teams: Teams, file: Path, tmp_path: Path, number: int
) -> None:
    print(f"COPRODUCE_SEED={SEED} kill {number}")
    old, log = head(teams.ben), tmp_path / "log"
    child = start(teams.ben, log, "receive", str(file))
    killed_after(child, log, random.Random(f"{SEED} {number}").uniform(0, 0.3))
    assert_all_is_well(teams, file, old)


def test_writing_a_file_killed_at_any_moment_leaves_a_whole_one(
    teams: Teams, file: Path, tmp_path: Path
) -> None:
    """The older file or the new one, each time; and the next is written over it."""
    print(f"COPRODUCE_SEED={SEED}")
    chance = random.Random(SEED)
    ann = teams.open(teams.ann)
    for number in range(2 * RANDOM_KILLS):
        known = {head(teams.ann)}
        ann.say(QUESTION, f"Ann {number}.")
        known.add(head(teams.ann))
        log = tmp_path / f"log {number}"
        child = start(teams.ann, log, "bundle", str(file))
        if number % 2:
            wait_for(child, log, "written")
        killed_after(child, log, chance.uniform(0, 0.1))
        tip, _ = git(teams.ann, "bundle", "list-heads", str(file)).split()
        assert tip in known
        git(teams.ann, "bundle", "verify", "-q", str(file))
        git(teams.folder, "clone", "-q", "-b", "main", str(file), f"copy {number}")
        assert head(teams.folder / f"copy {number}") == tip
        assert_sound(teams.folder / f"copy {number}")
    ann.bundle(file)
    assert git(teams.ann, "bundle", "list-heads", str(file)).split()[0] == head(teams.ann)
    assert_sound(teams.ann)
    assert children() == []
