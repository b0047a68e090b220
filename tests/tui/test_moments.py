"""Since when: every moment that can be typed, also the names that Git has for one change."""

import subprocess
from pathlib import Path

import pytest

VERBS = (("check",), ("changes",), ("diff", "ground-rules"), ("report", "changes"))


@pytest.fixture
def first(here: Path, call) -> str:
    """Return the change after which two others came; it has the tags spring and März/1."""
    first = git("rev-parse", "HEAD")
    for name in ("spring", "März/1"):
        git("tag", "-a", name, "-m", "A day to remember")
    call("edit", "ground-rules", "--body", "We listen well.")
    call("edit", "ground-rules", "--body", "We listen well and long.")
    return first


def git(*arguments: str) -> str:
    return subprocess.check_output(["git", *arguments], text=True).strip()


@pytest.mark.parametrize("typed", ["HEAD~2", "HEAD^^", "spring", "März/1", "@~2", "main~2"])
def test_whatever_git_knows_one_change_by_is_a_moment(first: str, call, typed: str):
    assert call("changes", "--since", typed, "--json").document["since"] == first
    assert call("diff", "ground-rules", "--since", typed, "--json").document["from"] == first
    for verb in VERBS:
        assert call(*verb, "--since", typed).code == 0, verb


def test_since_the_newest_change_nothing_changed(first: str, call):
    assert call("changes", "--since", "HEAD", "--json").document["documents"] == []
    assert "Nothing changed" in call("diff", "ground-rules", "--since", "HEAD").out


@pytest.mark.parametrize(
    "typed",
    [
        *("HEAD~90", "winter", "HEAD..main", "spring...HEAD", "^HEAD", "HEAD^@", "HEAD^!"),
        *("--all", "--output=here", "-1", "--", "HEAD --all", "HEAD\nmain", "HEAD:coproduce.md"),
        *(":/Sam", "HEAD^{tree}", "@{-1}", "HEAD\0", "x" * 5000),
    ],
)
def test_what_is_not_one_change_is_refused_with_a_sentence(first: str, here, call, typed: str):
    before = sorted(here.rglob("*"))
    for verb in VERBS:
        ran = call(*verb, f"--since={typed}")
        assert ran.code == 2, verb
        assert "is no moment in the history here." in ran.err
    assert sorted(here.rglob("*")) == before
