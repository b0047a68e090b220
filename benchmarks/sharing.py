"""What sharing costs, against `git fetch`, `git merge` and `git push` of the same changes."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from benchmarks.measuring import Row, compare
from benchmarks.repositories import build
from store import Workspace, errors

RECORDS = 1000
CLONES, CHANGES = 10, 20
RUNS = 21
_TRIES = 200


def run() -> Iterator[Row]:
    """Yield a row for nothing to do, for one change on each side, and for ten clones at once."""
    with tempfile.TemporaryDirectory(prefix="coproduce-bench-") as place:
        yield from _one_side_and_the_other(Path(place))
    with tempfile.TemporaryDirectory(prefix="coproduce-bench-") as place:
        yield ten_clones(Path(place), CLONES, CHANGES)


def _one_side_and_the_other(place: Path) -> Iterator[Row]:
    """Measure over `file://`, in process, on equal copies of one workspace."""
    build(place / "first", RECORDS)
    sides = {name: _Side(place, name) for name in ("ours", "theirs")}
    ours, theirs = sides["ours"], sides["theirs"]
    with Workspace.open(ours.here) as workspace:
        workspace.sync()
        yield compare(
            f"share with nothing to do, {RECORDS:,} records, file://",
            "`git fetch` + `git merge` + `git push`",
            0.8,
            workspace.sync,
            theirs.plain,
            runs=RUNS,
        )

        def one_change_each() -> None:
            if workspace.sync().received != 1:
                raise RuntimeError("what the other side saved did not arrive")

        yield _prepared(ours, theirs, one_change_each)


def _prepared(ours: "_Side", theirs: "_Side", share: "object") -> Row:
    """Return the row for one change on each side; the changes are made outside what is timed."""
    mine: list[float] = []
    other: list[float] = []
    for turn in range(RUNS + 1):
        pair = [(ours, share, mine), (theirs, theirs.plain, other)]
        for side, call, times in pair if turn % 2 else reversed(pair):
            side.change()
            started = time.perf_counter()
            call()  # type: ignore[operator]
            times.append(time.perf_counter() - started)
    ratios = sorted(a / b for a, b in zip(mine[1:], other[1:], strict=True))
    middle = len(ratios) // 2
    return Row(
        f"share one change on each side, {RECORDS:,} records, file://",
        "`git fetch` + `git merge` + `git push`",
        round(sorted(mine[1:])[middle] * 1000, 2),
        round(sorted(other[1:])[middle] * 1000, 2),
        round(ratios[middle], 2),
        1.5,
        (round(ratios[0], 2), round(ratios[-1], 2)),
    )


class _Side:
    """A hub, a workspace that is measured, and one of somebody else who shares too."""

    def __init__(self, place: Path, name: str) -> None:
        self.hub = place / f"{name}-hub"
        self.here = place / name
        self.other = place / f"{name}-other"
        git(place, "clone", "-q", "--bare", str(place / "first"), str(self.hub))
        for folder in (self.here, self.other):
            git(place, "clone", "-q", f"file://{self.hub}", str(folder))
            git(folder, "config", "coproduce.me", "p-aaaaaaaa")
            git(folder, "config", "gc.auto", "0")
        git(self.hub, "config", "gc.auto", "0")
        self._numbers = count(1)

    def change(self) -> None:
        """Save one record on each side, and share the other side's."""
        number = next(self._numbers)
        records = sorted((self.here / "agreements").iterdir())
        for folder, at in ((self.here, 0), (self.other, 1)):
            path = folder / "agreements" / records[2 * (number % 50) + at].name
            path.write_bytes(path.read_bytes() + f"\nRound {number}.\n".encode())
            git(folder, "commit", "-q", "-m", f"Change {number}", "--", str(path))
        git(self.other, "pull", "-q", "--no-rebase", "--no-edit")
        git(self.other, "push", "-q", "origin", "main")

    def plain(self) -> None:
        """Share as people do with plain git."""
        git(self.here, "fetch", "-q", "origin", "main")
        git(self.here, "merge", "-q", "--no-edit", "FETCH_HEAD")
        git(self.here, "push", "-q", "origin", "main")


def ten_clones(place: Path, clones: int, changes: int) -> Row:
    """Return the row for `clones` that all share `changes` each through one place at once."""
    times: dict[str, float] = {}
    for name in ("ours", "theirs"):
        folder = place / name
        hub = _hub(folder)
        people = [_clone(folder, hub, number) for number in range(clones)]
        started = time.perf_counter()
        running = [
            subprocess.Popen(
                [sys.executable, "-m", "benchmarks.sharing", name, str(person), str(changes)],
                cwd=Path(__file__).parent.parent,
            )
            for person in people
        ]
        codes = [each.wait() for each in running]
        if any(codes):
            raise RuntimeError("one of the clones did not come through")
        times[name] = time.perf_counter() - started
        _check(hub, people, clones * changes)
    return Row(
        f"{clones} clones share {changes} changes each through one place, at once",
        "`git pull --no-rebase` + `git push` of the same",
        round(times["ours"] * 1000),
        round(times["theirs"] * 1000),
        round(times["ours"] / times["theirs"], 2),
        1.5,
        note="all changes arrive, all clones end equal, nothing is forced; whole processes, with"
        " saving; one run",
    )


def _hub(folder: Path) -> Path:
    folder.mkdir()
    first = folder / "first"
    with Workspace.init(first, "Many", name="First") as workspace:
        workspace.new("agreement", "Ground rules", body="We listen.")
        workspace.share_folder(folder / "hub")
    return folder / "hub"


def _clone(folder: Path, hub: Path, number: int) -> Path:
    place = folder / f"clone-{number}"
    with Workspace.join(str(hub), place, name=f"Clone {number}") as workspace:
        workspace.sync()
    git(place, "config", "gc.auto", "0")
    return place


def _check(hub: Path, people: list[Path], said: int) -> None:
    """Bring everyone to the end, and make sure that it is one and the same, with everything."""
    for _ in range(2):
        for person in people:
            with Workspace.open(person) as workspace:
                workspace.sync()
    heads = {git(person, "rev-parse", "main") for person in (*people, hub)}
    listed = git(hub, "ls-tree", "-r", "--name-only", "main").decode().split()
    found = sum(path.startswith("contributions/") for path in listed)
    if len(heads) != 1 or found != said:
        raise RuntimeError(f"{len(heads)} ends, {found} of {said} changes arrived")


def _ours(folder: Path, changes: int) -> None:
    with Workspace.open(folder) as workspace:
        for number in range(changes):
            workspace.say("step/1#1.1", f"Change {number}.")
            for _ in range(_TRIES):
                try:
                    workspace.sync()
                except errors.Busy:
                    continue
                break


def _theirs(folder: Path, changes: int) -> None:
    """Save with plain git what `_ours` saves with the workspace, and pull and push it."""
    for number in range(changes):
        path = folder / f"contributions/step/1/{folder.name}-{number}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Change {number}.\n")
        git(folder, "add", "--", str(path))
        git(folder, "commit", "-q", "-m", f"Change {number}", "--", str(path))
        for _ in range(_TRIES):
            git(folder, "pull", "-q", "--no-rebase", "--no-edit", "origin", "main")
            pushed = subprocess.run(
                ["git", "push", "-q", "origin", "main"],
                cwd=folder,
                env=_env(),
                capture_output=True,
                check=False,
            )
            if pushed.returncode == 0:
                break


def git(folder: Path, *args: str) -> bytes:
    """Run plain git with nobody's settings."""
    return subprocess.run(
        ["git", *args], cwd=folder, env=_env(), capture_output=True, check=True
    ).stdout


def _env() -> dict[str, str]:
    named = {f"GIT_{role}_NAME": "Ann" for role in ("AUTHOR", "COMMITTER")}
    named |= {f"GIT_{role}_EMAIL": "ann@example.invalid" for role in ("AUTHOR", "COMMITTER")}
    return {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", **named}


if __name__ == "__main__":
    {"ours": _ours, "theirs": _theirs}[sys.argv[1]](Path(sys.argv[2]), int(sys.argv[3]))
