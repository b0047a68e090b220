"""A small workspace or repository, made anew for each test, with git as it comes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from repositories import new_repository

from store import Workspace
from store.git import Repository


@pytest.fixture(autouse=True)
def plain_git(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep the settings of whoever runs the tests out of them."""
    monkeypatch.setenv("HOME", str(tmp_path_factory.getbasetemp()))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for name in ("XDG_CONFIG_HOME", "GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give the place of a repository that may not be there yet."""
    return tmp_path / "group"


@pytest.fixture
def repository(folder: Path) -> Iterator[Repository]:
    """Give a repository with a few saved records, and with other people's unfinished work."""
    with new_repository(folder) as opened:
        yield opened


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """Give a new workspace, "Evenings", with Robin from the staff at the keyboard."""
    with Workspace.init(
        tmp_path / "evenings", "Evenings", name="Robin", perspectives=("staff",)
    ) as made:
        yield made
