"""A killed save leaves old or new, loses no bytes, and the next start says what happened."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import saver
from repositories import (
    RECORD,
    assert_all_in_line,
    assert_others_untouched,
    assert_sound,
    draft_bytes,
    new_repository,
    run,
    save_bytes,
    saved_bytes,
)

from store import journal
from store.git import Repository
from store.recovery import recover

pytestmark = pytest.mark.kill

SOAK = bool(os.environ.get("COPRODUCE_SOAK"))
SEED = int(os.environ.get("COPRODUCE_SEED", "0") or 0) or random.SystemRandom().randrange(1 << 32)
RANDOM_KILLS = 320 if SOAK else 16
STEPS = (
    "journal",
    "objects",
    "commit",
    "branch",
    "file written",
    "file",
    "index locked",
    "index written",
    "index in place",
    "index",
    "done",
)
BEFORE_THE_CHANGE = ("journal", "objects", "hooks", "commit")
COMPLETE = "Your last save was interrupted. It is complete now."
NOT_MADE = "Your last save was interrupted before it was made; your words are kept as a draft: "


def start(folder: Path, log: Path, *args: str) -> "subprocess.Popen[bytes]":
    tests = Path(__file__).parent
    paths = os.pathsep.join((str(tests), str(Path(journal.__file__).parent.parent)))
    return subprocess.Popen(
        [sys.executable, str(tests / "saver.py"), str(folder), str(log), *args],
        env={**os.environ, "PYTHONPATH": paths},
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def said(log: Path) -> list[str]:
    return log.read_text().splitlines() if log.exists() else []


def wait_for(process: "subprocess.Popen[bytes]", log: Path, line: str) -> None:
    until = time.monotonic() + 30
    while line not in said(log):
        assert process.poll() is None, process.stderr and process.stderr.read().decode()
        assert time.monotonic() < until, said(log)
        time.sleep(0.002)


def next_start(folder: Path) -> tuple[str, ...]:
    """Return what the next start says; a git that outlived its parent is waited for as users do."""
    with Repository(folder) as repository:
        return recover(repository)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "group"
    new_repository(folder).close()
    yield folder
    assert_others_untouched(folder)
    assert_sound(folder)


def assert_next_save_works(folder: Path) -> None:
    with Repository(folder) as repository:
        old = saved_bytes(folder)
        assert save_bytes(repository, RECORD, b"next\n", old).notes == ()
    assert saved_bytes(folder) == b"next\n"
    assert_all_in_line(folder)
    (folder / RECORD).write_bytes(b"by hand\n")
    run(folder, "add", RECORD)
    assert run(folder, "diff", "--cached", "--name-only").split() == [RECORD, "staged.txt"]
    run(folder, "restore", "--staged", RECORD)


def killed_at(folder: Path, tmp_path: Path, step: str, path: str, old: bytes | None) -> bytes:
    """Kill a save of `path` at `step`; return the new bytes."""
    new = b"second, and longer\n"
    data, before, log = tmp_path / "data", tmp_path / "before", tmp_path / "log"
    data.write_bytes(new)
    before.write_bytes(old or b"")
    child = start(folder, log, "step", step, str(data), path, str(before) if old else "")
    _, words = child.communicate(timeout=60)
    assert child.returncode == -signal.SIGKILL, words.decode()
    assert said(log)[-1] == f"reached {step}"
    return new


@pytest.mark.parametrize("step", STEPS)
def test_a_save_killed_at_each_step_is_made_or_kept(place: Path, tmp_path: Path, step: str) -> None:
    new = killed_at(place, tmp_path, step, RECORD, b"first\n")
    kept_before = draft_bytes(place)
    notices = next_start(place)
    if step in BEFORE_THE_CHANGE:
        assert saved_bytes(place) == b"first\n"
        assert (place / RECORD).read_bytes() == b"first\n"
        assert draft_bytes(place) == [*kept_before, new]
        assert len(notices) == 1
        assert notices[0].startswith(NOT_MADE)
    else:
        assert saved_bytes(place) == new
        assert (place / RECORD).read_bytes() == new
        assert draft_bytes(place) == []
        assert notices == (() if step == "done" else (COMPLETE,))
    assert_all_in_line(place)
    assert next_start(place) == ()
    assert_next_save_works(place)


@pytest.mark.parametrize("step", ["journal", "commit", "branch", "file written", "index written"])
def test_a_new_record_killed_at_each_step_is_made_or_kept(
    place: Path, tmp_path: Path, step: str
) -> None:
    path = "contributions/agreement/ground-rules-abc234/aaaaaaaaaaaaaaaa.md"
    new = killed_at(place, tmp_path, step, path, None)
    notices = next_start(place)
    if step in BEFORE_THE_CHANGE:
        assert path not in run(place, "ls-tree", "-r", "--name-only", "main").split()
        assert not (place / path).exists()
        assert draft_bytes(place) == [new]
        assert notices[0].startswith(NOT_MADE)
    else:
        assert saved_bytes(place, path) == new
        assert (place / path).read_bytes() == new
        assert notices == (COMPLETE,)
    assert_all_in_line(place)
    assert_next_save_works(place)


@pytest.mark.parametrize("step", ["journal", "objects", "hooks", "commit", "branch"])
def test_a_save_with_checks_killed_at_each_step_is_made_or_kept(
    place: Path, tmp_path: Path, step: str
) -> None:
    hook = place / ".git" / "hooks" / "commit-msg"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text('#!/bin/sh\necho checked >> "$1"\n')
    hook.chmod(0o755)
    new = killed_at(place, tmp_path, step, RECORD, b"first\n")
    notices = next_start(place)
    if step in BEFORE_THE_CHANGE:
        assert saved_bytes(place) == b"first\n"
        assert draft_bytes(place) == [new]
        assert notices[0].startswith(NOT_MADE)
    else:
        assert saved_bytes(place) == new
        assert run(place, "log", "-1", "--format=%B").split() == [
            "Agreement:",
            "changed",
            "checked",
        ]
        assert notices == (COMPLETE,)
    assert_all_in_line(place)
    hook.unlink()
    assert_next_save_works(place)


@pytest.mark.parametrize("number", range(RANDOM_KILLS))
def test_saving_killed_at_any_moment_is_made_or_kept(
    place: Path, tmp_path: Path, number: int
) -> None:
    print(f"COPRODUCE_SEED={SEED} kill {number}")
    delay = random.Random(f"{SEED} {number}").uniform(0, 0.15)
    log = tmp_path / "log"
    child = start(place, log, "loop", RECORD)
    try:
        wait_for(child, log, "ready")
        time.sleep(delay)
    finally:
        child.kill()
        child.communicate()
    lines = [line.split() for line in said(log)]
    last = {word: int(number) for word, number in (line for line in lines if len(line) == 2)}
    tried, written, done = (last.get(word, 0) for word in ("trying", "written", "saved"))

    notices = next_start(place)

    texts = {n: saver.numbered(n) if n else b"first\n" for n in (done, tried)}
    now = saved_bytes(place)
    assert now in texts.values()
    assert (place / RECORD).read_bytes() == now
    kept = draft_bytes(place)
    if now == texts[tried]:
        assert kept == []
        assert notices in ((), (COMPLETE,))
    else:
        assert done == tried - 1
        assert kept == [texts[tried]] if written == tried else kept in ([], [texts[tried]])
        assert len(notices) == len(kept)
        assert all(notice.startswith(NOT_MADE) for notice in notices)
    assert_all_in_line(place)
    assert next_start(place) == ()
    assert_next_save_works(place)


def test_a_file_edited_outside_after_the_kill_is_not_written_over(
    place: Path, tmp_path: Path
) -> None:
    new = killed_at(place, tmp_path, "branch", RECORD, b"first\n")
    (place / RECORD).write_bytes(b"edited outside\n")
    notices = next_start(place)
    assert notices[0] == COMPLETE
    assert RECORD in notices[1]
    assert (place / RECORD).read_bytes() == b"edited outside\n"
    assert saved_bytes(place) == new
    assert run(place, "show", f":{RECORD}").encode() == new
    assert run(place, "status", "--porcelain", RECORD) == f" M {RECORD}\n"


def test_an_entry_staged_after_the_kill_stays_staged(place: Path, tmp_path: Path) -> None:
    killed_at(place, tmp_path, "branch", RECORD, b"first\n")
    (place / RECORD).write_bytes(b"staged outside\n")
    run(place, "add", RECORD)
    next_start(place)
    assert run(place, "show", f":{RECORD}") == "staged outside\n"
    assert (place / RECORD).read_bytes() == b"staged outside\n"


def test_a_lock_of_the_branch_that_our_dead_save_left_is_removed(
    place: Path, tmp_path: Path
) -> None:
    new = killed_at(place, tmp_path, "commit", RECORD, b"first\n")
    with Repository(place) as repository:
        found = journal.read(repository.paths)
    assert isinstance(found, journal.Journal)
    lock = place / ".git" / "refs" / "heads" / "main.lock"
    lock.write_text(f"{found.commit}\n")
    assert next_start(place)[0].startswith(NOT_MADE)
    assert not lock.exists()
    assert draft_bytes(place) == [new]
    assert_next_save_works(place)


@pytest.mark.parametrize("words", [b"", b"1234567\n", b"x" * 41])
def test_locks_of_others_are_never_removed(place: Path, tmp_path: Path, words: bytes) -> None:
    killed_at(place, tmp_path, "index locked", RECORD, b"first\n")
    index_lock = place / ".git" / "index.lock"
    branch_lock = place / ".git" / "refs" / "heads" / "main.lock"
    assert index_lock.read_bytes().startswith(b"coproduce is saving here")
    for lock in (index_lock, branch_lock):
        lock.write_bytes(words)
    notices = next_start(place)
    assert notices[0] == COMPLETE
    assert str(index_lock) in notices[1]
    assert index_lock.read_bytes() == words
    assert branch_lock.read_bytes() == words
    for lock in (index_lock, branch_lock):
        lock.unlink()
    assert next_start(place) == ()
    assert_all_in_line(place)


def test_recovery_leaves_a_save_that_is_still_alive_alone(place: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    child = start(place, log, "loop", RECORD)
    try:
        wait_for(child, log, "saved 2")
        os.kill(child.pid, signal.SIGSTOP)
        before = (place / ".git" / "coproduce" / "journal").exists()
        notices = next_start(place)
        assert notices == ()
        assert (place / ".git" / "coproduce" / "journal").exists() == before
        os.kill(child.pid, signal.SIGCONT)
        number = max(int(line.split()[1]) for line in said(log) if line.startswith("saved"))
        wait_for(child, log, f"saved {number + 3}")
    finally:
        child.kill()
        child.communicate()
    next_start(place)
    assert_all_in_line(place)


def test_a_journal_that_makes_no_sense_is_kept_and_said(place: Path) -> None:
    torn = place / ".git" / "coproduce" / "journal"
    torn.write_bytes(b'{"token": "half')
    notices = next_start(place)
    assert len(notices) == 1
    assert draft_bytes(place) == [b'{"token": "half']
    assert_all_in_line(place)
    assert_next_save_works(place)
