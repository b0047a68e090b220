"""Lists, first opening, history and search against plain git and plain YAML."""

import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import yaml

from benchmarks.measuring import Row, compare
from benchmarks.repositories import COMMON, RARE, build
from store import Workspace

RECORDS = 10_000


def run() -> Iterator[Row]:
    """Yield a row for each promise about reading 10,000 records with 10,000 commits."""
    with tempfile.TemporaryDirectory() as place:
        folder = build(Path(place) / "large", RECORDS, RECORDS)
        yield _first_open(folder)
        with Workspace.open(folder) as workspace:
            yield _list(workspace)
            yield _history(workspace)
            yield _search(workspace, RARE)
            yield _search(workspace, COMMON)


def _git(folder: Path, *args: str) -> bytes:
    return subprocess.run(["git", "-C", folder, *args], check=False, capture_output=True).stdout


def _list(workspace: Workspace) -> Row:
    return compare(
        "list of 10,000 records, warm, in process",
        "git status --porcelain",
        3.0,
        workspace.list,
        lambda: _git(workspace.root, "status", "--porcelain"),
    )


def _first_open(folder: Path) -> Row:
    headers = [
        each.read_text("utf-8").split("---\n")[1] for each in folder.rglob("*.md") if each.is_file()
    ]

    def ours() -> None:
        for each in (folder / ".git/coproduce").glob("cache.db*"):
            each.unlink()
        with Workspace.open(folder) as workspace:
            workspace.list()

    def theirs() -> None:
        for header in headers:
            yaml.load(header, Loader=yaml.CSafeLoader)

    return compare(
        "first open of 10,000 records, no cache, until the list stands",
        "PyYAML CSafeLoader over the same headers",
        2.5,
        ours,
        theirs,
        runs=5,
    )


def _history(workspace: Workspace) -> Row:
    changed = _git(workspace.root, "log", "-1", "--format=", "--name-only", "HEAD~249")
    path = next(p for p in changed.decode().split() if p.startswith("agreements/"))
    id_ = Path(path).stem
    count = len(list(workspace.recent(id_, 20)))
    if count != 20:
        raise RuntimeError(f"{path} has {count} changes, 20 are needed")
    return compare(
        "20 changes of one record with word differences, 10,000 commits",
        "git log -20 -p -- path",
        1.5,
        lambda: list(workspace.recent(id_, 20)),
        lambda: _git(workspace.root, "log", "-20", "-p", "--", path),
    )


def _search(workspace: Workspace, word: str) -> Row:
    wanted = {line.decode() for line in _git(workspace.root, "grep", "-l", word).splitlines()}
    if {hit.path for hit in workspace.search(word)} != wanted:
        raise RuntimeError(f"search and git grep disagree about “{word}”")
    return compare(
        f"search 10,000 records, {'rare' if word == RARE else 'common'} word, in process",
        "git grep -l",
        0.5,
        lambda: workspace.search(word),
        lambda: _git(workspace.root, "grep", "-l", word),
    )
