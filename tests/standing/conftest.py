"""Git as it comes, and a workspace of three teams that share through one folder, made once."""

from pathlib import Path

import pytest
from gathered import make_teams


@pytest.fixture(scope="session")
def teams_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder with the copies of three teams and their hub; never change it."""
    folder = tmp_path_factory.mktemp("standing") / "teams"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
        patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        make_teams(folder)
    return folder


@pytest.fixture(autouse=True)
def plain_git(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep the settings of whoever runs the tests out of them."""
    monkeypatch.setenv("HOME", str(tmp_path_factory.getbasetemp()))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for name in ("XDG_CONFIG_HOME", "GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"):
        monkeypatch.delenv(name, raising=False)
