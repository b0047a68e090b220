"""What merging costs: one record, and histories that went apart, against the merge of git."""

import random
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from benchmarks.measuring import Row, compare
from benchmarks.repositories import WORDS, build
from benchmarks.sharing import git
from schema import merge_texts
from store.git import Repository
from store.sharing import exchange, landing

_BLOCKS = 200
_RECORDS = 5000
_CHANGED, _BOTH = 1000, 100
_WHEN = datetime(2027, 1, 15, tzinfo=UTC)
_HEADER = "---\nkind: agreement\nid: measured-abc234\ntitle: Measured\n---\n"


def run() -> Iterator[Row]:
    """Yield a row for one record of 200 blocks, and one for 1,000 records on each side."""
    yield _one_record()
    with tempfile.TemporaryDirectory(prefix="coproduce-bench-") as place:
        yield _apart(Path(place))


def _one_record() -> Row:
    base, ours, theirs = versions(_BLOCKS, share=0.1)
    with tempfile.TemporaryDirectory() as place:
        paths = [Path(place) / name for name in ("ours.md", "base.md", "theirs.md")]
        for path, text in zip(paths, (ours, base, theirs), strict=True):
            path.write_text(text, "utf-8")

        def by_git() -> None:
            command = ["git", "merge-file", "-p", *map(str, paths)]
            subprocess.run(command, check=False, capture_output=True)

        return compare(
            "merge one record of 200 blocks, a tenth changed on each side",
            "`git merge-file -p`, a whole process",
            10.0,
            lambda: merge_texts(base, ours, theirs),
            by_git,
            runs=21,
            note="git stops with markers there; ours reads the Markdown and leaves differences",
        )


def _apart(place: Path) -> Row:
    """Return the row for two branches that each changed 1,000 records, 100 of them the same.

    Each run has a copy that nobody merged in before: branch, files and index are brought in line.
    Both sides began with what they had shared before.
    """
    first = build(place / "first", _RECORDS)
    git(first, "config", "gc.auto", "0")
    agreements = sorted((first / "agreements").iterdir())
    base = git(first, "rev-parse", "HEAD").decode().strip()
    theirs = _changed_all(first, agreements[_CHANGED - _BOTH :][:_CHANGED], "theirs")
    git(first, "reset", "-q", "--hard", base)
    ours = _changed_all(first, agreements[:_CHANGED], "ours")
    runs = 9
    copies = [_copy(first, place / str(number)) for number in range(2 * runs + 2)]
    waiting = iter(copies)

    def by_git() -> None:
        git(next(waiting), "merge", "-q", "--no-edit", theirs)

    def by_us() -> None:
        with Repository(next(waiting)) as repository:
            target, _ = exchange.bring_together(repository, ours, [theirs], base)
            if not landing.land(repository, ours, target, _WHEN).moved:
                raise RuntimeError("the merge did not land")

    row = compare(
        f"merge {_CHANGED:,} changed records on each side, {_BOTH} of them the same ones",
        "`git merge` of the same trees",
        2.0,
        by_us,
        by_git,
        runs=runs,
        note="branch, files and index; the same paragraphs are not touched, so that git does not"
        " stop",
    )
    trees = {git(each, "rev-parse", "main^{tree}") for each in copies}
    if len(trees) != 1:
        raise RuntimeError("the two merges do not end with the same files")
    return row


def _changed_all(folder: Path, paths: list[Path], side: str) -> str:
    """Save a change of each record, one side's at its beginning and the other's at its end."""
    for path, number in zip(paths, count()):
        head, mark, body = path.read_text("utf-8").partition("\n---\n")
        more = f"Said by {side}, number {number}.\n"
        body = f"{more}\n{body}" if side == "ours" else f"{body}\n{more}"
        path.write_text(f"{head}{mark}{body}", "utf-8")
    git(folder, "commit", "-q", "-a", "-m", f"Changed by {side}")
    return git(folder, "rev-parse", "HEAD").decode().strip()


def _copy(first: Path, place: Path) -> Path:
    shutil.copytree(first, place)
    git(place, "update-index", "-q", "--refresh")
    return place


def versions(blocks: int, share: float) -> tuple[str, str, str]:
    """Return a record of so many blocks and two versions with `share` of them changed."""
    chance = random.Random(11)
    was = [" ".join(chance.choices(WORDS, k=30)).capitalize() + "." for _ in range(blocks)]
    texts = (was, _changed(chance, was, share), _changed(chance, was, share))
    base, ours, theirs = (_HEADER + "\n\n".join(each) + "\n" for each in texts)
    return base, ours, theirs


def _changed(chance: random.Random, was: list[str], share: float) -> list[str]:
    now: list[str] = []
    for block in was:
        dice = chance.random()
        if dice < share:
            words = block.split()
            words[chance.randrange(len(words))] = chance.choice(WORDS)
            now.append(" ".join(words))
        elif dice < share * 1.2:
            now += [block, " ".join(chance.choices(WORDS, k=20)) + "."]
        elif dice >= share * 1.3:
            now.append(block)
    return now
