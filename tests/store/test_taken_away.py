"""Where people stood, in files that somebody took away by hand: no yes comes of it, no no goes."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from store import Workspace


@pytest.fixture
def group(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.init(tmp_path / "group", "Evenings", name="Robin") as made:
        made.new("person", "Sam")
        made.new("agreement", "Rules", {"parties": (made.person("sam"),)}, body="We listen.")
        made.agree("rules", by="sam")
        yield made


def git(group: Workspace, *args: str) -> None:
    who = ("-c", "user.name=x", "-c", "user.email=x@example.invalid")
    subprocess.run(["git", "-C", str(group.root), *who, *args], check=True, capture_output=True)


def state(group: Workspace) -> str:
    """Return the standing as a new program reads it, with its cache and without."""
    found = set[str]()
    for _ in range(2):
        with Workspace.open(group.root) as workspace:
            (standing,) = workspace.standing("rules")
            (listed,) = workspace.list("agreement")
            moments = workspace.standing_over_time("rules")
        found |= {standing.standing, listed.standing, moments[-1].state}
        (group.root / ".git" / "coproduce" / "cache.db").unlink()
    (one,) = found
    return one


@pytest.mark.parametrize("how", ["removed", "reverted"])
def test_a_not_yet_that_is_taken_away_still_counts(group: Workspace, how: str) -> None:
    assert state(group) == "agreed"
    said = group.agree("rules", by="sam", position="not-yet", because="Not at night.")
    assert state(group) == "not-yet"
    if how == "removed":
        git(group, "rm", "-q", said.path)
        git(group, "commit", "-q", "-m", "Cleaned up")
    else:
        git(group, "revert", "--no-edit", "HEAD")
    assert state(group) == "not-yet"
    with Workspace.open(group.root) as workspace:
        assert [(p.code, p.path) for p in workspace.check()] == [("words-gone", said.path)]
        assert workspace.standing("rules")[0].taken_away == 1
        workspace.agree("rules", by="sam")
    assert state(group) == "agreed"


def test_it_is_so_too_where_the_history_was_brought_together(group: Workspace) -> None:
    said = group.agree("rules", by="sam", position="not-yet")
    git(group, "checkout", "-q", "-b", "other")
    git(group, "rm", "-q", said.path)
    git(group, "commit", "-q", "-m", "Cleaned up")
    git(group, "checkout", "-q", "main")
    git(group, "commit", "-q", "--allow-empty", "-m", "Else")
    git(group, "merge", "-q", "--no-edit", "other")
    assert state(group) == "not-yet"


def test_a_file_carried_to_another_place_counts_on(group: Workspace) -> None:
    (given,) = (group.root / "contributions" / "agreement").rglob("*.md")
    git(group, "mv", str(given), str(given.with_name("carried.md")))
    git(group, "mv", str(given.with_name("carried.md")), str(given))
    git(group, "commit", "-q", "--allow-empty", "-m", "There and back")
    assert state(group) == "agreed"


def test_what_came_back_counts_again(group: Workspace) -> None:
    said = group.agree("rules", by="sam", position="not-yet")
    git(group, "rm", "-q", said.path)
    git(group, "commit", "-q", "-m", "Cleaned up")
    assert state(group) == "not-yet"
    git(group, "revert", "--no-edit", "HEAD")
    assert state(group) == "not-yet"
