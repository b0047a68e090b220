"""What becomes of people's words: plain git against ours, on the same random histories.

Two teams work on one record, exchange it now and then, and go on from what came out. Plain git
merges the text; where it stops, somebody picks one side, as people do.
`python -m benchmarks.compared` writes the table to docs/merging-compared.md.
"""

import random
import re
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import msgspec

from benchmarks.repositories import WORDS
from schema import merge_texts
from schema.codec import File, read
from schema.differences import find_differences
from schema.emit import emit_field
from schema.record import Value

HISTORIES = 200
_EXCHANGES = 4
_WORD = re.compile(r"\w+")
_DOCS = Path(__file__).parent.parent / "docs"


class Outcome(msgspec.Struct):
    """What happened over all histories; `lost` counts new words that are in no text any more."""

    exchanges: int = 0
    stops: int = 0
    broken: int = 0
    lost: int = 0
    differences: int = 0


class _Team:
    """One team's version of the record, and every word it ever added."""

    def __init__(self, text: str, chance: random.Random) -> None:
        self.text = text
        self.added: set[str] = set()
        self.removed: set[str] = set()
        self._chance = chance

    def edit(self, number: int) -> None:
        """Change a field, reword, add, take out or move a paragraph."""
        file = read(self.text.encode())
        if not isinstance(file, File):
            return
        chance = self._chance
        new = f"w{number}x{chance.randrange(10**9)}"
        fields: dict[str, Value] = dict(file.fields)
        blocks = [each for each in file.body.strip("\n").split("\n\n") if each]
        at = chance.randrange(len(blocks)) if blocks else 0
        what = chance.choice(("field", "own", "list", "reword", "reword", "add", "out", "move"))
        if what == "own":
            # A field of the group's own, written where it seemed to fit.
            name = chance.choice(("room", "tea", "keys"))
            fields.pop(name, None)
            place = chance.randrange(3, len(fields) + 1)
            entries = [*fields.items()]
            fields = dict((*entries[:place], (name, new), *entries[place:]))
        elif what == "field":
            fields[chance.choice(("about", "review_on"))] = new
        elif what == "list":
            old = fields.get("parties", ())
            fields["parties"] = (*(old if isinstance(old, tuple) else ()), new)
        elif what == "add" or not blocks:
            blocks.insert(at, f"{_prose(chance)} {new}.")
        elif what == "reword" and not blocks[at].startswith(">"):
            words = blocks[at].split(" ")
            words[chance.randrange(len(words))] = new
            blocks[at] = " ".join(words)
        elif what == "out":
            self.removed |= set(_WORD.findall(blocks.pop(at)))
        else:
            blocks.insert(chance.randrange(len(blocks)), blocks.pop(at))
        before = set(_WORD.findall(self.text))
        self.text = _file(fields, blocks)
        now = set(_WORD.findall(self.text))
        self.added |= now - before
        self.removed |= before - now


def histories(merge: Callable[[str, str, str, Outcome], str]) -> Outcome:
    """Return what became of all histories with one way to merge; the same edits for every way."""
    outcome = Outcome()
    for seed in range(HISTORIES):
        chance = random.Random(seed)
        base = _file(
            {"kind": "agreement", "id": "rules-abc234", "title": "Rules", "about": "aims"},
            [f"{_prose(chance)}." for _ in range(8)],
        )
        teams = [_Team(base, random.Random(f"{seed} {name}")) for name in ("one", "two")]
        for exchange in range(_EXCHANGES):
            for team in teams:
                for step in range(3):
                    team.edit(exchange * 10 + step)
            base = merge(base, teams[0].text, teams[1].text, outcome)
            outcome.exchanges += 1
            for team in teams:
                team.text = base
        known = set(_WORD.findall(base))
        removed = teams[0].removed | teams[1].removed
        outcome.lost += len((teams[0].added | teams[1].added) - known - removed)
        file = read(base.encode())
        if isinstance(file, File):
            outcome.differences += len(find_differences(file.body, file.fields))
    return outcome


def by_git(base: str, ours: str, theirs: str, outcome: Outcome) -> str:
    """Merge as git does; where it stops, the first side is picked."""
    with tempfile.TemporaryDirectory() as place:
        paths = [Path(place) / name for name in ("ours", "base", "theirs")]
        for path, text in zip(paths, (ours, base, theirs), strict=True):
            path.write_text(text, "utf-8")
        command = ["git", "merge-file", "-p", *map(str, paths)]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        outcome.stops += 1
        return ours
    if not isinstance(read(done.stdout.encode()), File):
        outcome.broken += 1
        return ours
    return done.stdout


def by_ours(base: str, ours: str, theirs: str, outcome: Outcome) -> str:
    """Merge as this program does."""
    merged = merge_texts(base, ours, theirs)
    if not isinstance(read(merged.encode()), File):
        outcome.broken += 1
    return merged


def page() -> str:
    """Return the table as a page of the documentation."""
    git, ours = histories(by_git), histories(by_ours)
    rows = (
        ("times that two versions met", git.exchanges, ours.exchanges),
        ("stopped, somebody has to pick a side", git.stops, ours.stops),
        ("came through with a header that cannot be read", git.broken, ours.broken),
        ("new words that are in no text any more at the end", git.lost, ours.lost),
        ("differences left for people to settle", git.differences, ours.differences),
    )
    table = "".join(f"| {what} | {theirs:,} | {mine:,} |\n" for what, theirs, mine in rows)
    return (
        "# What becomes of people's words\n\n"
        f"{HISTORIES} random histories: two teams change one agreement (fields, also ones of\n"
        "their own; paragraphs reworded, added, taken out, moved), exchange it four times and go\n"
        "on from what came out.\n"
        "The same edits, once merged by `git merge-file`, where somebody picks a side when it\n"
        "stops, and once by this program. Words a team took out itself do not count as lost.\n"
        "Made by `python -m benchmarks.compared`.\n\n"
        "| | plain git | coproduce |\n|---|---|---|\n" + table
    )


def _prose(chance: random.Random) -> str:
    return " ".join(chance.choices(WORDS, k=12)).capitalize()


def _file(fields: dict[str, Value], blocks: list[str]) -> str:
    header = "".join(emit_field(name, value) for name, value in fields.items())
    return f"---\n{header}---\n" + "\n\n".join(blocks) + "\n"


if __name__ == "__main__":
    (_DOCS / "merging-compared.md").write_text(page(), "utf-8")
