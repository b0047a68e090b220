"""Joining that is killed at any instant: no workspace yet, or a whole one; never half of one."""

import fcntl
import os
import random
import signal
from pathlib import Path

import pytest
from started import killed_after, start
from teams import QUESTION, Teams, assert_clean, assert_sound, children, git, head, said_in

from store import Workspace, errors
from store.half_joined import NAME
from tui.cli import run

SOAK = bool(os.environ.get("COPRODUCE_SOAK"))
SEED = int(os.environ.get("COPRODUCE_SEED", "0") or 0) or random.SystemRandom().randrange(1 << 32)
RANDOM_KILLS = 200 if SOAK else 6
BEFORE = ("begun", "made", "fetched", "landed", "introduced", "journal")
AFTER = ("in place", "moved")

pytestmark = pytest.mark.kill


@pytest.fixture
def place(teams: Teams) -> Path:
    ann = teams.open(teams.ann)
    ann.say(QUESTION, "From Ann.")
    ann.sync()
    return teams.folder / "cem"


def assert_all_is_well(teams: Teams, place: Path, shared: str) -> bool:
    """Check that there is nothing or all, and that joining comes through.

    Return whether the next start completed it. Killed between its last step and its answer, it is
    complete already.
    """
    assert head(teams.hub) == shared
    joined = (place / ".git").exists()
    if not joined:
        assert {each.name for each in place.glob("*")} <= {NAME}
        Workspace.join(str(teams.hub), place, name="Cem").close()
    with Workspace.open(place) as cem:
        notices = cem.notices
        assert cem.name(cem.me) == "Cem"
        assert [each.title for each in cem.list("person")].count("Cem") == 1
        assert said_in(cem) == {"From Ann."}
        assert cem.check() == ()
        assert cem.doctor() == ()
        assert sorted(each.name for each in place.iterdir()) == sorted(
            {".git", *git(place, "ls-tree", "--name-only", "HEAD").split()}
        )
        assert_clean(place)
        with pytest.raises(errors.Failed, match="already holds a workspace"):
            Workspace.join(str(teams.hub), place, name="Cem")
        cem.sync()
    assert notices in ((), ("Joining was interrupted. It is complete now.",) if joined else ())
    assert head(place) == head(teams.hub)
    git(teams.hub, "merge-base", "--is-ancestor", shared, "main")
    assert_clean(place)
    assert_sound(place)
    assert children() == []
    return bool(notices)


@pytest.mark.parametrize("step", [*BEFORE, *AFTER])
def test_joining_killed_at_each_step_leaves_nothing_or_all(
    teams: Teams, place: Path, tmp_path: Path, step: str
) -> None:
    shared, log = head(teams.hub), tmp_path / "log"
    if step in ("made", "in place"):
        place.mkdir()
    child = start(place, log, "join", str(teams.hub), step)
    _, words = child.communicate(timeout=60)
    assert child.returncode == -signal.SIGKILL, words.decode()
    assert log.read_text().splitlines()[-1] == f"reached {step}"
    assert assert_all_is_well(teams, place, shared) is (step in AFTER)


@pytest.mark.parametrize("number", range(RANDOM_KILLS))
def test_joining_killed_at_any_moment_leaves_nothing_or_all(
    teams: Teams, place: Path, tmp_path: Path, number: int
) -> None:
    print(f"COPRODUCE_SEED={SEED} kill {number}")
    shared, log = head(teams.hub), tmp_path / "log"
    child = start(place, log, "join", str(teams.hub))
    killed_after(child, log, random.Random(f"{SEED} {number}").uniform(0, 0.5))
    if "done" in log.read_text():
        Workspace.open(place).close()
        return
    assert_all_is_well(teams, place, shared)


@pytest.mark.parametrize("again", ["into the same folder", "without naming a folder", "a new one"])
def test_a_folder_that_a_killed_join_left_can_be_used(
    teams: Teams,
    place: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    again: str,
) -> None:
    place = teams.folder / "away" / "hub"
    start(place, tmp_path / "log", "join", str(teams.hub), "landed").communicate(timeout=60)
    assert run(["-C", str(place), "status"]) == 1
    if again == "into the same folder":
        monkeypatch.chdir(place)
        assert run(["join", str(teams.hub), ".", "--name", "Cem"]) == 0
        assert run(["status"]) == 0
    elif again == "without naming a folder":
        monkeypatch.chdir(place.parent)
        assert run(["join", str(teams.hub), "--name", "Cem"]) == 0
    else:
        Workspace.init(place, "Another activity").close()
    capsys.readouterr()
    with Workspace.open(place) as opened:
        assert opened.doctor() == ()
    assert [each.name for each in place.parent.iterdir()] == ["hub"]
    assert not (place / NAME).exists()


def test_what_somebody_puts_there_meanwhile_is_kept(
    teams: Teams, place: Path, tmp_path: Path
) -> None:
    child = start(place, tmp_path / "log", "join", str(teams.hub), "in place")
    child.communicate(timeout=60)
    (place / "coproduce.md").write_text("mine\n")
    (place / "agreements").mkdir()
    (place / "agreements/mine.txt").write_text("mine\n")
    with Workspace.open(place) as cem:
        assert cem.notices[0] == "Joining was interrupted. It is complete now."
        assert cem.notices[1].startswith("coproduce.md was edited outside at the same moment")
    assert (place / "coproduce.md").read_text() == "mine\n"
    status = git(place, "status", "--porcelain", "-uall").splitlines()
    assert status == [" M coproduce.md", "?? agreements/mine.txt"]


def test_nobody_joins_where_somebody_is_joining(
    teams: Teams, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (place / NAME / "0123456789abcdef").mkdir(parents=True)
    monkeypatch.setattr("store.half_joined._WAIT", 0.1)
    with (place / NAME / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(errors.Failed, match="Somebody is joining into"):
            Workspace.join(str(teams.hub), place, name="Cem")
    assert (place / NAME / "0123456789abcdef").exists()
    Workspace.join(str(teams.hub), place, name="Cem").close()


@pytest.mark.parametrize("what", ["a file", "a link", "a folder of somebody else"])
def test_only_what_joining_left_is_taken_away(teams: Teams, place: Path, what: str) -> None:
    place.mkdir()
    theirs = teams.folder / "theirs"
    theirs.mkdir()
    (theirs / "0123456789abcdef").mkdir()
    if what == "a file":
        (place / NAME).write_text("mine")
    elif what == "a link":
        (place / NAME).symlink_to(theirs)
    else:
        (place / NAME).mkdir()
        (place / NAME / "letter.txt").write_text("mine")
    with pytest.raises(errors.Failed, match="There is something in"):
        Workspace.join(str(teams.hub), place, name="Cem")
    assert (place / NAME).exists()
    assert (theirs / "0123456789abcdef").exists()
