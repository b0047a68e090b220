"""Real copies of a workspace that share through a bare folder, quick to set up again."""

import shutil
import subprocess
from collections.abc import Collection
from pathlib import Path

import yaml
from acts import PEOPLE, Expected, Text, first_body

from store import Workspace

NAMES = ("Ann", "Ben", "Cy")


def git(folder: Path, *args: str) -> str:
    """Return what plain git says in `folder`."""
    who = ("-c", "user.name=Someone", "-c", "user.email=someone@example.invalid")
    return subprocess.run(
        ["git", *who, "-C", str(folder), *args], check=True, capture_output=True, text=True
    ).stdout


def make_teams(folder: Path) -> None:
    """Make the copies of Ann, Ben and Cy and the folder they share through.

    The people of the histories have the ids of `PEOPLE`, whoever is at a keyboard.
    """
    quick = {"core.fsync": "none", "gc.auto": "0"}
    with Workspace.init(folder / "Ann", "Evenings", name="Ann", settings=quick) as ann:
        for person in PEOPLE:
            place = folder / "Ann" / "people" / f"{person}.md"
            place.write_text(f"---\nkind: person\nid: {person}\ntitle: {person}\n---\n")
        git(folder / "Ann", "add", "people")
        git(folder / "Ann", "commit", "-q", "-m", "People")
        ann.new("agreement", "Ground rules", {"parties": PEOPLE[:2]}, body=first_body())
        ann.share_folder(folder / "hub")
    for name in NAMES[1:]:
        with Workspace.join(str(folder / "hub"), folder / name, name=name) as joined:
            for setting, value in quick.items():
                git(folder / name, "config", setting, value)
            joined.sync()


class Gathered:
    """One team's copy."""

    def __init__(self, folder: Path) -> None:
        self.workspace = Workspace.open(folder)
        (agreement,) = self.workspace.list("agreement")
        self.ref = f"agreement/{agreement.id}"
        self.file = folder / agreement.path

    def share(self) -> None:
        self.workspace.sync()

    def text(self) -> Text:
        header, body = self.file.read_bytes().removeprefix(b"---\n").split(b"\n---\n", 1)
        return str(yaml.load(header, yaml.BaseLoader)["title"]), body.decode()

    def parties(self) -> tuple[str, ...]:
        header = self.file.read_bytes().split(b"\n---\n", 1)[0].removeprefix(b"---\n")
        return tuple(yaml.load(header, yaml.BaseLoader).get("parties", ()))

    def is_open(self) -> bool:
        saved = self.file.read_text()
        return "Different wordings" in saved or "\ndifferences:" in saved

    def standing(self, ever: Collection[str]) -> Expected:
        del ever
        (found,) = self.workspace.standing(self.ref)
        (listed,) = self.workspace.list("agreement")
        assert listed.standing == found.standing
        people = [each.person for each in found.positions if each.current]
        several = tuple(each for each in found.parties if people.count(each) > 1)
        return Expected(found.standing, found.missing, several, found.removed_parties)

    def stand(self, person: str, position: str) -> str:
        return self.workspace.agree(self.ref, position=position, by=person).id

    def withdraw(self, act: str) -> None:
        self.workspace.withdraw(act)

    def take_away(self, act: str) -> None:
        self._place(act).unlink()
        git(self.workspace.root, "commit", "-q", "-a", "-m", "Tidied up")

    def is_there(self, act: str) -> bool:
        return self._place(act).exists()

    def _place(self, act: str) -> Path:
        return self.workspace.root / "contributions" / self.ref / f"{act}.md"

    def write(self, title: str, body: str) -> None:
        still_open = self.workspace.differences(self.ref)
        if not still_open:
            self.workspace.edit(self.ref, title=title, body=body)
            return
        first = still_open[0]
        where = {"field": first.field} if first.field else {"at": first.at}
        self.workspace.settle(self.ref, **where, keep=1, why="Read together.")

    def ask(self, parties: tuple[str, ...]) -> None:
        self.workspace.edit(self.ref, fields={"parties": parties})

    def close(self) -> None:
        self.workspace.close()


class Teams:
    """Fresh copies of what was made once, with the address of the hub put right."""

    def __init__(self, made: Path, folder: Path, copies: int) -> None:
        shutil.copytree(made, folder, symlinks=True)
        self.folder = folder
        for name in NAMES:
            config = folder / name / ".git" / "config"
            config.write_text(config.read_text().replace(str(made), str(folder)))
        self.places = [Gathered(folder / name) for name in NAMES[:copies]]

    def close(self) -> None:
        for each in self.places:
            each.close()
        shutil.rmtree(self.folder)
