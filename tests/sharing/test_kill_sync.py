"""Sharing that is killed at any instant: old or new, nothing lost, and the next one finishes."""

import os
import random
import signal
import subprocess
import time
from pathlib import Path

import pytest
import teams as plain
from started import killed_after, start
from teams import (
    QUESTION,
    Process,
    Teams,
    assert_clean,
    assert_sound,
    children,
    git,
    head,
    rules_of,
    running,
    said_in,
    text_of,
)

from store import Workspace

SOAK = bool(os.environ.get("COPRODUCE_SOAK"))
SEED = int(os.environ.get("COPRODUCE_SEED", "0") or 0) or random.SystemRandom().randrange(1 << 32)
RANDOM_KILLS = 300 if SOAK else 26
STEPS = (
    "fetched",
    "together",
    "passed on",
    "remembered",
    "journal",
    "branch",
    "file written",
    "file",
    "index locked",
    "index written",
    "index in place",
    "index",
    "done",
)
BEFORE_THE_MOVE = ("fetched", "together", "passed on", "remembered", "journal")

pytestmark = pytest.mark.kill


@pytest.fixture(scope="session")
def made_both(made_teams: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return teams with changes on both sides and others' open work; never change them."""
    patch = pytest.MonkeyPatch()
    patch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    made = Teams(made_teams, tmp_path_factory.mktemp("both") / "teams")
    try:
        change_both(made)
    finally:
        made.close()
        patch.undo()
    return made.folder


def change_both(teams: Teams) -> None:
    ann, ben = teams.open(teams.ann), teams.open(teams.ben)
    ann.say(QUESTION, "From Ann.")
    ann.edit(rules_of(ann), body="We listen.\n\nWe take breaks.\n\nWe start at ten.")
    (teams.ann / "gone.txt").write_text("soon gone\n")
    git(teams.ann, "add", "gone.txt")
    git(teams.ann, "commit", "-qm", "A file")
    ann.sync()
    ben.sync()
    git(teams.ann, "rm", "-q", "gone.txt")
    git(teams.ann, "commit", "-qm", "No file")
    ann.say(QUESTION, "More from Ann.")
    ann.edit(rules_of(ann), body="We listen.\n\nWe take breaks.\n\nWe start at eleven.")
    ann.sync()
    ben.say(QUESTION, "From Ben.")
    ben.edit(rules_of(ben), body="We listen.\n\nWe take breaks.\n\nWe start at nine.")
    (teams.ben / "staged.txt").write_text("staged\n")
    git(teams.ben, "add", "staged.txt")
    (teams.ben / "unknown.txt").write_text("unknown\n")


@pytest.fixture
def both(made_both: Path, tmp_path: Path) -> Teams:
    """Give teams with changes on both sides, a difference between them, and others' open work."""
    return Teams(made_both, tmp_path / "teams")


SAID = {"From Ann.", "More from Ann.", "From Ben."}
OTHERS = ["A  staged.txt", "?? unknown.txt"]


def assert_all_is_well(teams: Teams, old: str) -> tuple[str, ...]:
    """Check both sides after a kill: old or new, in line, nothing lost; the next sync finishes."""
    hub_before = head(teams.hub)
    with Workspace.open(teams.ben) as ben:
        notices = ben.notices
        now = head(teams.ben)
        merged = now != old
        assert not merged or now == hub_before
        assert said_in(ben) == (SAID if merged else {"From Ann.", "From Ben."})
        status = git(teams.ben, "status", "--porcelain", "-uall").splitlines()
        assert sorted(status) == sorted(OTHERS)
        assert not (teams.ben / ".git/coproduce/journal").exists()
        assert_sharing_finishes(teams, ben)
    return notices


def assert_sharing_finishes(teams: Teams, ben: Workspace) -> None:
    """Check that the next sharing brings everything everywhere, and leaves nothing behind."""
    assert ben.sync().state == "to-settle"
    assert said_in(ben) == SAID
    assert {"We start at nine.", "We start at eleven."} <= set(
        text_of(ben).replace("> ", "").splitlines()
    )
    status = git(teams.ben, "status", "--porcelain", "-uall").splitlines()
    assert sorted(status) == sorted(OTHERS)
    assert git(teams.ben, "show", ":staged.txt") == "staged\n"
    assert not (teams.ben / "gone.txt").exists()
    with Workspace.open(teams.ann) as ann:
        ann.sync()
        assert said_in(ann) == SAID
    assert head(teams.ann) == head(teams.ben) == head(teams.hub)
    assert_clean(teams.ann)
    for folder in (teams.ben, teams.ann):
        assert_sound(folder)
    git(teams.hub, "fsck", "--strict")
    assert children() == []


@pytest.mark.parametrize("step", STEPS)
def test_sharing_killed_at_each_step_leaves_old_or_new(
    both: Teams, tmp_path: Path, step: str
) -> None:
    old, log = head(both.ben), tmp_path / "log"
    child = start(both.ben, log, "sync", step)
    _, words = child.communicate(timeout=60)
    assert child.returncode == -signal.SIGKILL, words.decode()
    assert log.read_text().splitlines()[-1] == f"reached {step}"
    assert (head(both.ben) == old) is (step in BEFORE_THE_MOVE)
    notices = assert_all_is_well(both, old)
    if step in ("branch", "file written", "file", "index locked", "index written"):
        assert notices == ("Sharing was interrupted. It is complete now.",)
    if step == "journal":
        assert notices == ("Sharing was interrupted. Nothing is lost; share again.",)


@pytest.mark.parametrize("number", range(RANDOM_KILLS))
def test_sharing_killed_at_any_moment_leaves_old_or_new(
    both: Teams, tmp_path: Path, number: int
) -> None:
    print(f"COPRODUCE_SEED={SEED} kill {number}")
    chance = random.Random(f"{SEED} {number}")
    old, log = head(both.ben), tmp_path / "log"
    child = start(both.ben, log, "sync")
    killed_after(child, log, chance.uniform(0, 0.35))
    assert_all_is_well(both, old)


@pytest.mark.parametrize("doing", ["fetch", "push"])
def test_a_git_killed_under_us_is_told_and_stops_nothing(
    both: Teams, tmp_path: Path, doing: str
) -> None:
    """Kill the git that a sharing waits for, and then both of them."""
    old, slow = head(both.ben), tmp_path / "slow"
    slow.write_text('#!/bin/sh\nsleep 1\nexec "$@"\n')
    slow.chmod(0o755)
    served = {"fetch": "uploadpack", "push": "receivepack"}[doing]
    program = {"fetch": "git-upload-pack", "push": "git-receive-pack"}[doing]
    git(both.ben, "config", f"remote.origin.{served}", f"{slow} {program}")
    for what in ("git alone", "both"):
        child = start(both.ben, tmp_path / what, "sync")
        found = git_of(child, doing)
        if what == "both":
            child.kill()
        os.kill(found.id, signal.SIGKILL)
        _, words = child.communicate(timeout=60)
        assert child.returncode == (1 if what == "git alone" else -signal.SIGKILL)
        told = b"The program Git was ended before it was done." in words
        assert told is (what == "git alone"), words.decode()
        # What others shared may be here by then.
        assert doing == "push" or head(both.ben) == old
        assert "From Ben." in said_in(both.open(both.ben))
    git(both.ben, "config", "--unset", f"remote.origin.{served}")
    with Workspace.open(both.ben) as ben:
        assert_sharing_finishes(both, ben)


def git_of(child: "subprocess.Popen[bytes]", doing: str) -> Process:
    """Wait until a process shares by git, and return that git."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        for each in running():
            if each.parent == child.pid and f" {doing} " in each.words:
                return each
        time.sleep(0.005)
    raise AssertionError(f"no git {doing}")


def test_a_lock_that_a_killed_git_left_stops_nothing(both: Teams) -> None:
    old = head(both.ben)
    lock = both.ben / ".git/refs/coproduce/remotes/origin/main.lock"
    lock.parent.mkdir(parents=True, exist_ok=True)
    lock.write_text("")
    assert_all_is_well(both, old)


def test_a_file_edited_after_the_kill_is_not_written_over(both: Teams, tmp_path: Path) -> None:
    with Workspace.open(both.ben) as ben:
        path = both.ben / ben.show(rules_of(ben)).record.path
    child = start(both.ben, tmp_path / "log", "sync", "branch")
    child.communicate(timeout=60)
    path.write_text("edited after the crash\n")
    with Workspace.open(both.ben) as ben:
        assert ben.notices[0] == "Sharing was interrupted. It is complete now."
        assert path.name in ben.notices[1]
    assert path.read_text() == "edited after the crash\n"
    assert plain.git(both.ben, "diff", "--name-only").split() == [str(path.relative_to(both.ben))]
