"""A small workspace, made anew for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from store import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """Give a new workspace, "Evenings", with Robin from the staff at the keyboard."""
    with Workspace.init(
        tmp_path / "evenings", "Evenings", name="Robin", perspectives=("staff",)
    ) as made:
        yield made
