"""Git as it comes, without the settings of whoever runs the tests."""

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from teams import MARKER, Teams, make_two


@pytest.fixture(autouse=True)
def plain_git(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep the settings of whoever runs the tests out of them, and mark all that they start."""
    monkeypatch.setenv(MARKER, secrets.token_hex(8))
    monkeypatch.setenv("HOME", str(tmp_path_factory.getbasetemp()))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for name in ("XDG_CONFIG_HOME", "GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def made_teams(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return two workspaces that share through a folder, made once; never change them."""
    patch = pytest.MonkeyPatch()
    patch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    folder = tmp_path_factory.mktemp("teams")
    try:
        make_two(folder)
    finally:
        patch.undo()
    return folder


@pytest.fixture
def teams(made_teams: Path, tmp_path: Path) -> Iterator[Teams]:
    """Give two workspaces, `ann` and `ben`, that share through the folder `hub`."""
    made = Teams(made_teams, tmp_path / "teams")
    yield made
    made.close()
