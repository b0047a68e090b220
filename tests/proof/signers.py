"""A workspace whose people sign, and whoever has the right to save in it and does harm."""

import shutil
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

from store import Workspace
from store.values import Saved
from store.verdict import Verified

AGREEMENT = "ground-rules"


def make_key(keygen: str, place: Path, *, passphrase: str = "") -> None:
    """Make an ed25519 key at `place`."""
    line = [keygen, "-q", "-t", "ed25519", "-N", passphrase, "-C", place.name, "-f", str(place)]
    subprocess.run(line, check=True)


class Ran(NamedTuple):
    """What one run of the command line left behind."""

    code: int
    out: str
    err: str
    document: dict[str, Any]


class Group:
    """One copy of a workspace."""

    def __init__(self, folder: Path, keys: dict[str, Path]) -> None:
        self.folder = folder
        self.keys = keys

    def open(self, person: str = "") -> Workspace:
        return Workspace.open(self.folder, as_person=person)

    def agree(
        self, person: str, ref: str = AGREEMENT, *, key: str | None = "own", **given: Any
    ) -> Saved:
        """Let someone at their own keyboard say where they stand, signed unless `key` is None."""
        used = self.keys[person.lower() if key == "own" else key] if key else None
        with self.open(person) as workspace:
            return workspace.agree(ref, sign=str(used) if used else None, **given)

    def verify(self, ref: str = "") -> Verified:
        with self.open() as workspace:
            return workspace.verify(ref)

    def states(self, ref: str = "") -> dict[str, str]:
        """Return the state of each position by who gave it and how, as in Sam agree."""
        found = self.verify(ref).positions
        return {f"{each.name} {each.position}".strip(): each.state for each in found}

    def person(self, name: str) -> str:
        with self.open() as workspace:
            return workspace.person(name)

    def path(self, saved: Saved) -> Path:
        return self.folder / saved.path

    def position_of(self, name: str) -> Path:
        """Return the file of the only position someone gave."""
        by = f"by: {self.person(name)}\n"
        found = self.folder.glob("contributions/agreement/*/*.md")
        (mine,) = [each for each in found if by in each.read_text()]
        return mine

    def git(self, *arguments: str) -> str:
        who = ("-c", "user.name=Sam", "-c", "user.email=sam@example.invalid")
        ended = subprocess.run(
            ["git", "-C", str(self.folder), *who, *arguments],
            check=True,
            capture_output=True,
            text=True,
        )
        return ended.stdout.strip()

    def save_as_it_lies(self, message: str = "Position: changed") -> None:
        """Save the whole folder as someone does who types git commands, in Sam's name."""
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message, "--author", "Sam <sam@example.invalid>")

    def change(self, path: Path, old: str, new: str) -> None:
        """Change a file behind everyone's back, and save that."""
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new, 1))
        self.save_as_it_lies()

    def copy_to(self, folder: Path) -> "Group":
        """Return another copy, as someone else gets it: without what is private in this one."""
        subprocess.run(["git", "clone", "-q", str(self.folder), str(folder)], check=True)
        return Group(folder, self.keys)


def forget_keys(home: Path) -> None:
    """Make this the computer of someone who never saw any of the keys."""
    shutil.rmtree(home / ".config", ignore_errors=True)
