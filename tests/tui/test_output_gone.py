"""Output that nobody takes: a full disk is said in one sentence, a closed pipe not at all."""

import os
import sys
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import pytest

from tui.cli import run

WORDS = {
    "completion": ["bash"],
    "diff": ["ground-rules"],
    "edit": ["ground-rules", "--set", "review_on=2030-01-01"],
    "new": ["action", "--title", "A lift"],
    "say": ["2.3", "The bus."],
    "search": ["listen"],
    "set-aside": ["2.5", "--because", "Not now."],
    "show": ["ground-rules"],
    "agree": ["ground-rules"],
    "archive": ["ground-rules"],
}
ALONE = ("changes", "check", "doctor", "history", "list", "prompts", "schema", "standing", "status")
SAVES = ("edit", "new", "say", "set-aside", "agree", "archive")
RUNS = [[name, *words] for name, words in WORDS.items()]
RUNS += [[name] for name in (*ALONE, "threads", "--help", "--version")]


class Ended(NamedTuple):
    """How a run ended whose output nobody took."""

    code: int
    err: str


def run_into(output, words, folder):
    """Run the command line in a process that begins as ours is, and writes into `output`."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        code = 99
        try:
            os.dup2(output, 1)
            os.dup2(writing, 2)
            os.chdir(folder)
            sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
            sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False)
            code = run(words)
            sys.stderr.flush()
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as errors:
        said = errors.read()
    return Ended(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), said)


@pytest.mark.parametrize("words", RUNS, ids=" ".join)
def test_a_full_disk_is_said_in_one_sentence(words, workspace):
    with Path("/dev/full").open("w") as full:
        ended = run_into(full.fileno(), words, workspace)
    *before, sentence, hint = ended.err.splitlines()
    assert ended.code == 1
    saved = "It was saved, but the" if words[0] in SAVES else "The"
    assert sentence == f"{saved} answer could not be printed: no space left on device."
    assert hint.startswith("  ")
    assert all("Saved words stay" in each for each in before)


@pytest.mark.parametrize("words", RUNS, ids=" ".join)
def test_a_closed_pipe_is_silent(words, workspace):
    reading, writing = os.pipe()
    os.close(reading)
    ended = run_into(writing, words, workspace)
    os.close(writing)
    assert ended.code == 0
    assert ended.err == "" or ended.err.startswith("Saved words stay")
    assert len(ended.err.splitlines()) <= 1


def test_what_could_not_be_printed_is_not_marked_as_seen(workspace, call):
    with Path("/dev/full").open("w") as full:
        run_into(full.fileno(), ["changes", "--mark-seen"], workspace)
    assert call("-C", workspace, "changes").out.startswith("Ground rules")
    assert call("-C", workspace, "changes", "--mark-seen").code == 0
    assert "Nothing has changed" in call("-C", workspace, "changes").out


@pytest.mark.parametrize("lost", ["branch", "commit"])
@pytest.mark.parametrize("words", [["list"], ["check"], ["status"], ["history"], ["show", "2.3"]])
def test_a_history_that_is_gone_is_said(words, lost, workspace, call):
    branch = workspace / ".git/refs/heads/main"
    newest = branch.read_text().strip()
    gone = branch if lost == "branch" else workspace / f".git/objects/{newest[:2]}/{newest[2:]}"
    gone.unlink()
    ran = call("-C", workspace, *words)
    assert ran.code == 5
    assert ran.out == ""
    assert "What was saved in this workspace cannot be found" in ran.err
    (found, *_) = call("-C", workspace, "doctor", "--json").document["findings"]
    assert found["code"] == "history-missing"


@pytest.mark.parametrize(
    "words", [["--json", "--help"], ["--help", "--json"], ["list", "-h", "--json"]]
)
def test_help_for_programs_is_one_document(words, call):
    assert "coproduce" in call(*words).document["help"]


def test_the_version_for_programs_is_one_document(call):
    release = version("coproduce")
    for words in (["--json", "--version"], ["--version", "--json"]):
        assert call(*words).document == {"version": 1, "program": "coproduce", "release": release}


def test_a_workspace_whose_saved_state_cannot_be_read_is_still_called_one(workspace, call):
    (workspace / ".git/HEAD").write_text("nonsense")
    ran = call("-C", workspace, "list")
    assert ran.code == 5
    assert ran.err.startswith(f"A workspace lies in {workspace}, but what was saved in it cannot")


def test_doctor_says_when_nothing_can_be_saved_here(workspace, call, monkeypatch):
    assert "not-writable" not in str(call("-C", workspace, "doctor", "--json").document)
    may = os.access
    monkeypatch.setattr(
        os, "access", lambda at, how, **more: how != os.W_OK and may(at, how, **more)
    )
    (found, *_) = call("-C", workspace, "doctor", "--json").document["findings"]
    assert found["code"] == "not-writable"
