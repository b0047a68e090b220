"""The cache: deleting it changes nothing, and a stale or broken one mends itself."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from store import Workspace


def everything(workspace: Workspace) -> tuple[object, ...]:
    return (workspace.list(all=True), workspace.list("words"), workspace.search("listen"))


@pytest.fixture
def filled(workspace: Workspace) -> Workspace:
    for number in range(5):
        workspace.new("agreement", f"Rules {number}", body="We listen.")
    workspace.say("step/1#1.1", "Who will listen?")
    return workspace


def cache(workspace: Workspace) -> Path:
    return workspace.root / ".git/coproduce/cache.db"


def test_deleting_it_changes_nothing(filled: Workspace) -> None:
    before = everything(filled)
    filled.close()
    for file in cache(filled).parent.glob("cache.db*"):
        file.unlink()
    with Workspace.open(filled.root) as again:
        assert everything(again) == before


@pytest.mark.parametrize("rubbish", [b"", b"SQLite format 3\0" + b"\xff" * 5000, b"x" * 100])
def test_a_broken_one_is_built_anew(filled: Workspace, rubbish: bytes) -> None:
    before = everything(filled)
    filled.close()
    for file in cache(filled).parent.glob("cache.db*"):
        file.unlink()
    cache(filled).write_bytes(rubbish)
    with Workspace.open(filled.root) as again:
        assert everything(again) == before


def test_one_broken_in_the_middle_is_built_anew(filled: Workspace) -> None:
    before = everything(filled)
    filled.close()
    data = bytearray(cache(filled).read_bytes())
    for at in range(4096, len(data), 512):
        data[at : at + 256] = b"\xa5" * len(data[at : at + 256])
    cache(filled).write_bytes(data)
    with Workspace.open(filled.root) as again:
        assert everything(again) == before


def test_a_stale_one_follows_the_newest_commit(filled: Workspace) -> None:
    with Workspace.open(filled.root) as other:
        other.new("agreement", "Later", body="We listen later.")
    assert len(filled.search("listen")) == 7
    subprocess.run(["git", "-C", filled.root, "reset", "-q", "--hard", "HEAD~3"], check=True)
    assert len(filled.list("agreement")) == 4
    assert len(filled.search("listen")) == 4


def test_a_folder_that_cannot_hold_one_still_works(filled: Workspace) -> None:
    before = everything(filled)
    filled.close()
    for file in cache(filled).parent.glob("cache.db*"):
        file.unlink()
    cache(filled).mkdir()
    with Workspace.open(filled.root) as again:
        assert everything(again) == before


# A limit on the size of files is what a full disk is to the database: it begins, and cannot go on.
FULL = """
import json, random, resource, signal, sys
from store import Workspace, errors
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, resource.RLIM_INFINITY))
with Workspace.open(sys.argv[1]) as workspace:
    print(json.dumps([sorted(each.title for each in workspace.list("agreement")),
                      len(workspace.search("listen"))]))
    chance = random.Random(1)
    words = " ".join(f"{chance.randrange(10**9):x}" for _ in range(60_000))
    try:
        workspace.say("step/1#1.1", words)
    except errors.CoproduceError as problem:
        print(problem.code, problem.words_kept, problem.hint)
    print(workspace.say("step/1#1.1", "A few words.").commit is not None)
    print(len(workspace.search("few")))
"""


def test_a_disk_that_is_full_is_read_without_one(filled: Workspace) -> None:
    for number in range(3):
        filled.new("agreement", f"Long {number}", body=f"{number} We listen.\n\n" * 9_000)
    before = sorted(each.title for each in filled.list("agreement")), len(filled.search("listen"))
    filled.close()
    for file in cache(filled).parent.glob("cache.db*"):
        file.unlink()
    here = str(Path(__file__).parents[2])
    ran = subprocess.run(
        [sys.executable, "-c", FULL, str(filled.root)],
        env={**os.environ, "PYTHONPATH": here},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stderr == ""
    found, refused, saved, seen = ran.stdout.splitlines()
    assert tuple(json.loads(found)) == before
    assert refused.startswith("disk-full False Copy your words first")
    assert (saved, seen) == ("True", "1")


def test_two_windows_keep_it_in_step(filled: Workspace) -> None:
    with Workspace.open(filled.root) as other:
        for number in range(3):
            filled.new("outcome", f"A {number}", body="listen")
            other.new("outcome", f"B {number}", body="listen")
            assert other.list() == filled.list()
            assert other.search("listen") == filled.search("listen")
