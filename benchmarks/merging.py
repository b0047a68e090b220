"""What merging one record costs, against the textual merge of git."""

import random
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measuring import Row, compare
from benchmarks.repositories import WORDS
from schema import merge_texts

_BLOCKS = 200
_HEADER = "---\nkind: agreement\nid: measured-abc234\ntitle: Measured\n---\n"


def run() -> Iterator[Row]:
    """Yield a row for a record of 200 blocks, a tenth of them changed on each side."""
    base, ours, theirs = versions(_BLOCKS, share=0.1)
    with tempfile.TemporaryDirectory() as place:
        paths = [Path(place) / name for name in ("ours.md", "base.md", "theirs.md")]
        for path, text in zip(paths, (ours, base, theirs), strict=True):
            path.write_text(text, "utf-8")

        def by_git() -> None:
            command = ["git", "merge-file", "-p", *map(str, paths)]
            subprocess.run(command, check=False, capture_output=True)

        yield compare(
            "merge one record of 200 blocks, a tenth changed on each side",
            "`git merge-file -p`, a whole process",
            10.0,
            lambda: merge_texts(base, ours, theirs),
            by_git,
            runs=21,
            note="git stops with markers there; ours reads the Markdown and leaves differences",
        )


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
