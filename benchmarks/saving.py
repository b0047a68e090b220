"""How long one save takes, against `git add` and `git commit` of the same file."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from benchmarks.measuring import Row, compare
from benchmarks.repositories import build
from store.git import Repository
from store.objects import object_id
from store.saving import Identity, PendingSave, Write, save

RUNS = 41
MESSAGE = "Agreement: changed\n\nCoproduce-Op: changed\n"
WHO = Identity("Ann", "p-aaaaaaaa@coproduce.invalid")


def run() -> Iterator[Row]:
    """Yield a row for 100 records and one for 10,000 with 10,000 commits.

    Both sides work on equal copies of one repository, without tidying in the background.
    """
    for records, commits, target in ((100, 100, 1.5), (10_000, 10_000, 1.0)):
        with tempfile.TemporaryDirectory(prefix="coproduce-bench-") as place:
            yield _measure(Path(place), records, commits, target)


def _measure(place: Path, records: int, commits: int, target: float) -> Row:
    first, second = place / "ours", place / "theirs"
    build(first, records, commits)
    for setting in ("maintenance.auto", "gc.auto"):
        _git(first, "config", setting, "0")
    shutil.copytree(first, second, symlinks=True)
    for folder in (first, second):
        _git(folder, "update-index", "-q", "--refresh")
    path = min((first / "agreements").iterdir()).relative_to(first)
    with Repository(first) as repository:
        ours, theirs = _Edits(first / path), _Edits(second / path)
        row = compare(
            f"save one record in process, {records:,} records, {commits:,} commits",
            "`git add` + `git commit` of the same file",
            target,
            lambda: _save(repository, path, *ours.next()),
            lambda: _commit(second, path, theirs.next()[1]),
            runs=RUNS,
        )
    if _git(first, "rev-parse", "main^{tree}") != _git(second, "rev-parse", "main^{tree}"):
        raise RuntimeError("the two did not save the same")
    return row


class _Edits:
    """One text after another for the same file."""

    def __init__(self, file: Path) -> None:
        self._text = file.read_bytes()
        self._last = self._text
        self._numbers = count(1)

    def next(self) -> tuple[bytes, bytes]:
        """Return the text before and the text after."""
        old, self._last = self._last, self._text + f"Round {next(self._numbers)}.\n".encode()
        return old, self._last


def _save(repository: Repository, path: Path, old: bytes, new: bytes) -> None:
    write = Write(path.as_posix(), new, object_id("blob", old))
    when = datetime.now(UTC)
    save(repository, PendingSave(writes=(write,), message=MESSAGE, author=WHO, when=when))


def _commit(folder: Path, path: Path, new: bytes) -> None:
    (folder / path).write_bytes(new)
    _git(folder, "add", "--", str(path))
    _git(folder, "commit", "-q", "-m", MESSAGE)


def _git(folder: Path, *args: str) -> bytes:
    """Run plain git with nobody's settings."""
    env = {
        **os.environ,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        **{f"GIT_{role}_NAME": WHO.name for role in ("AUTHOR", "COMMITTER")},
        **{f"GIT_{role}_EMAIL": WHO.email for role in ("AUTHOR", "COMMITTER")},
    }
    return subprocess.run(
        ["git", *args], cwd=folder, env=env, capture_output=True, check=True
    ).stdout
