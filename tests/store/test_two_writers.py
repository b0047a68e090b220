"""Two processes that save at once: all lands, or the loser is told and keeps a draft."""

import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from repositories import (
    RECORD,
    assert_others_untouched,
    assert_sound,
    new_repository,
    pending,
    run,
    saved_bytes,
)
from test_kill import said, start, wait_for

from store import errors, journal, lock
from store.git import Repository
from store.saving import save

COUNT = 50


def race(folder: Path, tmp_path: Path, path: str) -> list[list[str]]:
    """Let two processes save COUNT texts each, started together; return what each of them said."""
    logs = [tmp_path / "ann.log", tmp_path / "bea.log"]
    children: list[subprocess.Popen[bytes]] = []
    for name, log in zip(("ann", "bea"), logs, strict=True):
        children.append(start(folder, log, "race", name, str(COUNT), path))
        wait_for(children[-1], log, "ready")
    for child in children:
        assert child.stdin is not None
        child.stdin.write(b"go\n")
        child.stdin.flush()
    for child in children:
        _, words = child.communicate(timeout=120)
        assert child.returncode == 0, words.decode()
    return [said(log) for log in logs]


def test_two_processes_saving_different_records_all_land(tmp_path: Path) -> None:
    folder = tmp_path / "group"
    new_repository(folder).close()
    before = int(run(folder, "rev-list", "--count", "main"))
    for lines in race(folder, tmp_path, ""):
        assert lines == ["ready", *(f"saved {n}" for n in range(COUNT))]
    assert int(run(folder, "rev-list", "--count", "main")) == before + 2 * COUNT
    assert run(folder, "log", "--merges", "--oneline") == ""
    for name in ("ann", "bea"):
        for number in range(COUNT):
            path = f"contributions/words/{name}{number}.md"
            assert saved_bytes(folder, path).decode() == f"{name} {number}\n"
            assert (folder / path).read_text() == f"{name} {number}\n"
    assert run(folder, "diff", "--cached", "--name-only").split() == ["staged.txt"]
    assert_others_untouched(folder)
    assert_sound(folder)


def test_two_processes_saving_the_same_record_land_or_are_told(tmp_path: Path) -> None:
    folder = tmp_path / "group"
    new_repository(folder).close()
    landed: list[str] = []
    for name, lines in zip(("ann", "bea"), race(folder, tmp_path, RECORD), strict=True):
        outcomes = [line.split() for line in lines[1:]]
        assert [int(number) for _, number, *_ in outcomes] == list(range(COUNT))
        assert {tuple(rest) for word, _, *rest in outcomes if word == "told"} <= {("kept",)}
        landed += [f"{name} {number}" for word, number, *_ in outcomes if word == "saved"]
    assert landed != []
    text = saved_bytes(folder).decode().splitlines()
    assert text[0] == "first"
    assert sorted(text[1:]) == sorted(landed)
    assert (folder / RECORD).read_text().splitlines() == text
    assert run(folder, "status", "--porcelain", RECORD) == ""
    assert_others_untouched(folder)
    assert_sound(folder)


def test_whoever_waits_too_long_is_told_and_keeps_a_draft(tmp_path: Path) -> None:
    with new_repository(tmp_path / "group") as repository:
        place = journal.lock_place(repository.paths)
        with lock.hold(place), pytest.raises(errors.LockHeld) as caught:
            save(repository, pending(RECORD, b"mine\n", b"first\n"), wait=0.05)
        assert "Another window" in caught.value.sentence
        assert [draft.read_bytes() for draft in caught.value.drafts] == [b"mine\n"]
        assert save(repository, pending(RECORD, b"mine\n", b"first\n")).commit is not None


def test_two_windows_of_one_process_take_turns(tmp_path: Path) -> None:
    folder = tmp_path / "group"
    new_repository(folder).close()

    def window(name: str) -> None:
        with Repository(folder) as repository:
            for number in range(10):
                save(repository, pending(f"{name}/{number}.md", b"words\n", None))

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(window, ("ann", "bea")))
    names = run(folder, "ls-tree", "-r", "--name-only", "main").split()
    assert len([n for n in names if n.startswith(("ann/", "bea/"))]) == 20
    assert_sound(folder)
