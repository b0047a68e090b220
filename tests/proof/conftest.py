"""People with real keys, and a workspace in which Robin and Sam are asked about one agreement."""

import io
import json
import shutil
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest
from signers import Group, Ran, make_key

from store import Workspace
from store.errors import NoKeygen
from store.ssh_keygen import find
from tui.cli import run

NAMES = ("robin", "sam", "stranger")


@pytest.fixture(scope="session")
def keygen() -> str:
    """Return the real ssh-keygen; without one, what needs it is left out, and loudly."""
    try:
        return find(Path("/nowhere"))
    except NoKeygen:
        warnings.warn("there is no ssh-keygen here: signatures are NOT tested", stacklevel=1)
        pytest.skip("there is no ssh-keygen here: signatures are NOT tested")


@pytest.fixture(scope="session")
def keys(keygen: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return a key without a passphrase for each name, and one with: `locked`."""
    place = tmp_path_factory.mktemp("keys")
    for name in NAMES:
        make_key(keygen, place / name)
    make_key(keygen, place / "locked", passphrase="open sesame")
    return {name: place / name for name in (*NAMES, "locked")}


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Give every test a home of its own, so that no key is known before it."""
    place = tmp_path / "home"
    place.mkdir()
    monkeypatch.setenv("HOME", str(place))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for name in ("XDG_CONFIG_HOME", "SSH_AUTH_SOCK", "GIT_DIR", "EDITOR", "VISUAL", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    return place


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("made") / "evenings"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
        with Workspace.init(place, "Evenings", name="Robin") as workspace:
            sam = workspace.new("person", "Sam").id
            for title in ("Ground rules", "Pay"):
                parties = (workspace.me, sam) if title == "Ground rules" else ()
                workspace.new("agreement", title, {"parties": parties}, f"{title}: we listen.")
    return place


@pytest.fixture
def group(made: Path, tmp_path: Path, keys: dict[str, Path]) -> Group:
    """Give a fresh copy of the workspace."""
    place = tmp_path / "evenings"
    shutil.copytree(made, place)
    return Group(place, keys)


@pytest.fixture
def signed(group: Group) -> Group:
    """Give the workspace in which Robin and Sam both agreed and signed."""
    group.agree("Robin")
    group.agree("Sam")
    return group


@pytest.fixture
def call(
    group: Group, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Ran]:
    """Run the command line in the workspace, without a terminal."""

    def _call(*arguments: str) -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
        capsys.readouterr()
        code = run(["-C", str(group.folder), *map(str, arguments)])
        seen = capsys.readouterr()
        document = json.loads(seen.out) if seen.out.startswith("{") else {}
        return Ran(code, seen.out, seen.err, document)

    return _call
