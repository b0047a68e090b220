"""Teams with workspaces of their own and a place between them, for the tests of sharing."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

import servers

from store import Workspace

QUESTION = "step/1#1.1"
RULES = "Ground rules"


def git(folder: Path, *args: str, check: bool = True) -> str:
    """Return what plain git says in `folder`."""
    who = ("-c", "user.name=Someone", "-c", "user.email=someone@example.invalid")
    return subprocess.run(
        ["git", *who, "-C", str(folder), *args],
        check=check,
        capture_output=True,
        text=True,
        errors="surrogateescape",
    ).stdout


def make_two(folder: Path) -> None:
    """Make the workspaces `ann` and `ben` in `folder`, and the place `hub` between them."""
    settings = {"core.fsync": "none", "gc.auto": "0"}
    with Workspace.init(folder / "ann", "Evenings", name="Ann", settings=settings) as ann:
        ann.new("agreement", RULES, body="We listen.\n\nWe take breaks.\n\nWe start on time.")
        ann.share_folder(folder / "hub")
    with Workspace.join(str(folder / "hub"), folder / "ben", name="Ben") as ben:
        git(ben.root, "config", "core.fsync", "none")
        git(ben.root, "config", "gc.auto", "0")
        ben.sync()
    with Workspace.open(folder / "ann") as ann:
        ann.sync()


class Teams:
    """Two workspaces and the hub, copied from ones made before, with addresses put right."""

    def __init__(self, made: Path, folder: Path) -> None:
        shutil.copytree(made, folder, symlinks=True)
        self.folder = folder
        self.hub = folder / "hub"
        self.ann = folder / "ann"
        self.ben = folder / "ben"
        for each in (self.ann, self.ben):
            for name in git(each, "remote").split():
                git(each, "config", f"remote.{name}.url", str(self.hub))
        self._opened: list[Workspace] = []

    def open(self, folder: Path) -> Workspace:
        """Return the workspace in `folder`, opened; it is closed at the end of the test."""
        workspace = Workspace.open(folder)
        self._opened.append(workspace)
        return workspace

    def close(self) -> None:
        """Close every workspace that was opened."""
        for each in self._opened:
            each.close()

    def reach_by(self, folder: Path, url: str) -> None:
        """Let the workspace in `folder` reach the hub by another address."""
        (name,) = git(folder, "remote").split()
        git(folder, "config", f"remote.{name}.url", url)

    def clone(self, name: str) -> Path:
        """Return another workspace of somebody called `name`, joined from the hub."""
        place = self.folder / name
        with Workspace.join(str(self.hub), place, name=name):
            git(place, "config", "core.fsync", "none")
        return place


def head(folder: Path) -> str:
    """Return the commit main stands at."""
    return git(folder, "rev-parse", "refs/heads/main").strip()


def rules_of(workspace: Workspace) -> str:
    """Return how the ground rules are named."""
    return f"agreement/{workspace.list('agreement')[0].id}"


def text_of(workspace: Workspace) -> str:
    """Return the text of the ground rules."""
    return workspace.show(rules_of(workspace)).source


def said_in(workspace: Workspace) -> set[str]:
    """Return everything people said about the first question."""
    return {each.body.strip() for each in workspace.contributions(QUESTION)}


def assert_sound(folder: Path) -> None:
    """Check the object store with git's own strictest eyes, and that nothing is left about."""
    ended = subprocess.run(
        ["git", "-C", str(folder), "fsck", "--strict", "--no-dangling", "--no-progress"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
    assert not [p for p in folder.rglob("*.lock") if ".git" in p.parts]


def assert_clean(folder: Path) -> None:
    """Check that history, index and files say the same."""
    assert git(folder, "status", "--porcelain", "-uall") == ""


MARKER = "COPRODUCE_TEST"
"""Names the variable that every process of a test inherits, also one whose parent is gone."""


class Process(NamedTuple):
    """A process as the system lists it; `words` are its command line."""

    id: int
    parent: int
    session: int
    words: str
    marker: str


def processes() -> dict[int, Process]:
    """Return every process that runs, but those that have ended and wait to be noticed."""
    found: dict[int, Process] = {}
    for entry in (each for each in Path("/proc").iterdir() if each.name.isdecimal()):
        try:
            stat = (entry / "stat").read_text().rpartition(")")[2].split()
            words = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            given = dict(
                each.partition(b"=")[::2] for each in (entry / "environ").read_bytes().split(b"\0")
            )
        except (OSError, ValueError):
            continue
        if words:
            marker = given.get(MARKER.encode(), b"").decode()
            found[int(entry.name)] = Process(
                int(entry.name), int(stat[1]), int(stat[3]), words, marker
            )
    return found


def running() -> list[Process]:
    """Return the processes started from here, and by those, however far away by now; no servers."""
    all_ = processes()
    ours = {os.getpid()}
    servers_ = set(servers.RUNNING)
    for _ in all_:
        before = len(ours) + len(servers_)
        for each in all_.values():
            if each.id in servers_ or each.parent in servers_ or each.session in servers_:
                servers_.add(each.id)
            elif each.parent in ours or each.marker == os.environ.get(MARKER, "none"):
                ours.add(each.id)
        if len(ours) + len(servers_) == before:
            break
    return [
        each
        for each in all_.values()
        if each.id in ours - servers_ - {os.getpid()} and not _is_reader(each)
    ]


def _is_reader(process: Process) -> bool:
    """Return whether it reads the history for a workspace that is open here."""
    return "cat-file" in process.words and process.parent == os.getpid()


def children() -> list[str]:
    """Return the command lines of the processes that a test started and that still run."""
    return [each.words for each in running()]
