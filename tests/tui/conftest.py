"""The command line as tests use it: in this process, or as the installed command."""

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from store.workspace import Workspace
from tui.cli import run

COMMAND = str(Path(sys.executable).with_name("coproduce"))


class Ran(NamedTuple):
    """What one run left behind."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        """The JSON document on standard output; fails when there is not exactly one."""
        found = json.loads(self.out)
        assert self.out.isascii()
        assert found["version"] == 1
        return found


@pytest.fixture(autouse=True)
def _quiet_surroundings(monkeypatch, tmp_path):
    """Leave out what the tester's own computer would add: identity, editor, width, colour."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    for name in ("COLUMNS", "VISUAL", "EDITOR", "NO_COLOR", "GIT_AUTHOR_NAME", "GIT_DIR"):
        monkeypatch.delenv(name, raising=False)


Call = Callable[..., Ran]


@pytest.fixture
def call(capsys, monkeypatch) -> Call:
    """Run the command line in this process: `call("list", "--json", stdin=b"")`."""

    def _call(*arguments: str, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capsys.readouterr()
        code = run([str(each) for each in arguments])
        seen = capsys.readouterr()
        return Ran(code, seen.out, seen.err)

    return _call


@pytest.fixture
def command() -> Call:
    """Run the installed command as a process of its own."""

    def _command(*arguments: str, cwd: Path | None = None, stdin: bytes = b"", **extra: str) -> Ran:
        ended = subprocess.run(
            [COMMAND, *map(str, arguments)],
            cwd=cwd,
            input=stdin,
            capture_output=True,
            timeout=60,
            env={**os.environ, **extra},
        )
        return Ran(ended.returncode, ended.stdout.decode(), ended.stderr.decode())

    return _command


@pytest.fixture(scope="session")
def made_workspace(tmp_path_factory) -> Path:
    """A new workspace with Robin at the keyboard, Sam, and one agreement between them."""
    place = tmp_path_factory.mktemp("made") / "evenings"
    with Workspace.init(place, "Evenings at the café", name="Robin") as workspace:
        sam = workspace.new("person", "Sam", {"perspectives": ("service-user",)}).id
        workspace.new(
            "agreement",
            "Ground rules",
            {"parties": (workspace.me, sam), "step": "2"},
            "We listen. Everyone can take a break.",
        )
    return place


@pytest.fixture
def workspace(made_workspace, tmp_path) -> Path:
    """A fresh copy of that workspace."""
    place = tmp_path / "evenings"
    shutil.copytree(made_workspace, place, symlinks=True)
    return place


@pytest.fixture
def here(workspace, monkeypatch) -> Path:
    """The same workspace, with the tests standing in its folder."""
    monkeypatch.chdir(workspace)
    return workspace
