"""A workspace that cannot be written, and a disk that is full: said in words, nothing lost."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from repositories import (
    RECORD,
    assert_all_in_line,
    assert_others_untouched,
    assert_sound,
    draft_bytes,
    run,
    save_bytes,
    saved_bytes,
)

from store import foreign
from store.git import Repository


def in_child(script: str, folder: Path, path: str = "") -> str:
    """Run `script` in a process of its own, with `repository` opened, and return what it prints."""
    before = (
        "import os, resource, signal, sys\n"
        "from pathlib import Path\n"
        "import git\n"
        "from repositories import *\n"
        "from store import drafts, errors, journal\n"
        "from store.git import Repository\n"
        "from store.recovery import recover\n"
        f"folder = Path({str(folder)!r})\n"
    )
    tests, product = Path(__file__).parent, Path(foreign.__file__).parent.parent
    done = subprocess.run(
        [sys.executable, "-c", before + script],
        env={
            **os.environ,
            "PYTHONPATH": f"{tests}{os.pathsep}{product}",
            "PATH": path or os.environ["PATH"],
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


# As root nothing is unwritable, so the child becomes nobody once all is imported.
BE_NOBODY = """
if os.geteuid() == 0:
    os.setgroups([])
    os.setresgid(65534, 65534, 65534)
    os.setresuid(65534, 65534, 65534)
"""
TRY = """
try:
    save_bytes(repository, RECORD, b"my words\\n", b"first\\n")
except errors.CoproduceError as problem:
    print(type(problem).__name__, len(problem.drafts), problem.sentence, "|", problem.hint)
else:
    print("saved")
"""


def test_a_workspace_that_cannot_be_written_can_be_read_and_says_so(
    repository: Repository, folder: Path
) -> None:
    before = run(folder, "rev-parse", "main")
    everything = [folder, *folder.rglob("*")]
    if os.geteuid() == 0:
        # git opens the repository of another user only where that is allowed by name.
        os.environ["GIT_CONFIG_COUNT"] = "1"
        os.environ["GIT_CONFIG_KEY_0"] = "safe.directory"
        os.environ["GIT_CONFIG_VALUE_0"] = "*"
        for parent in folder.parents[:-2]:
            parent.chmod(parent.stat().st_mode | 0o011)
    for place in everything:
        if not place.is_symlink():
            place.chmod(0o555 if place.is_dir() else 0o444)
    try:
        said = in_child(
            BE_NOBODY
            + "repository = Repository(folder)\n"
            + "print(recover(repository), repository.status('x'))\n"
            + "print(repository.read_object(f'HEAD:{RECORD}').data)\n"
            + TRY,
            folder,
        ).splitlines()
    finally:
        for name in ("GIT_CONFIG_COUNT", "GIT_CONFIG_KEY_0", "GIT_CONFIG_VALUE_0"):
            os.environ.pop(name, None)
        for place in everything:
            place.chmod(0o755 if place.is_dir() else 0o644)
    assert said[:2] == ["() []", "b'first\\n'"]
    assert said[2].startswith("NotWritable 0")
    assert "Copy your words first" in said[2]
    assert run(folder, "rev-parse", "main") == before


# A limit on the size of files is what a full disk is to a program: writing fails in the middle.
# Unlike a full disk it also sends a signal, which both we and git must not hear.
DEAF_GIT = """#!/bin/sh
trap '' XFSZ
exec {git} "$@"
"""
LIMIT = """
repository = Repository(folder)
repository.resolve("HEAD")
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, resource.RLIM_INFINITY))
"""
LIFT = """
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
print(recover(repository))
"""


@pytest.mark.parametrize("limit", [0, 8, 40, 90, 200, 300, 400, 500, 700, 2000])
def test_a_disk_that_is_full_loses_nothing(
    repository: Repository, folder: Path, tmp_path: Path, limit: int
) -> None:
    deaf = tmp_path / "bin" / "git"
    deaf.parent.mkdir()
    deaf.write_text(DEAF_GIT.format(git=shutil.which("git")))
    deaf.chmod(0o755)
    path = f"{deaf.parent}{os.pathsep}{os.environ['PATH']}"
    said = in_child(LIMIT.format(limit=limit) + TRY + LIFT, folder, path).splitlines()
    saved, on_disk = saved_bytes(folder), (folder / RECORD).read_bytes()
    if said[0] == "saved":
        assert saved == on_disk == b"my words\n"
    elif saved == b"first\n":
        assert said[0].startswith(("DiskFull", "GitFailed", "NotWritable"))
        assert on_disk == b"first\n"
        assert "Copy your words first" in said[0] or b"my words\n" in draft_bytes(folder)
    else:
        pytest.fail(f"neither saved nor refused: {said}")
    assert_all_in_line(folder)
    assert_sound(folder)
    save_bytes(repository, RECORD, b"next\n", saved)
    assert_all_in_line(folder)
    assert_others_untouched(folder)
