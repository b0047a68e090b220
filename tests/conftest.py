"""What tests of every package share: the worked example, made once and copied for each test."""

import fcntl
import gc
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from store.example.make import make_example

# Tests make and drop whole apps: looking for what is left over takes a good part of their time.
gc.set_threshold(100_000, 50, 50)


def pytest_xdist_auto_num_workers() -> int:
    """Two more than there are processors: tests of the app and of sharing wait now and then."""
    return (os.cpu_count() or 1) + 2


@pytest.fixture(scope="session")
def made_example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the worked example, made once for all workers of one run; never change it."""
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    base = tmp_path_factory.getbasetemp()
    place = (base.parent if worker else base) / "made-example"
    with (place.parent / "made-example.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not place.exists():
            part = place.with_suffix(".part")
            shutil.rmtree(part, ignore_errors=True)
            make_example(part).close()
            # One pack instead of a thousand small files: each test copies it.
            subprocess.run(["git", "-C", str(part), "repack", "-adq"], check=True)
            part.rename(place)
    return place


@pytest.fixture
def example(made_example: Path, tmp_path: Path) -> Path:
    """Return the folder of a fresh copy of the worked example."""
    copy = tmp_path / "example"
    shutil.copytree(made_example, copy, symlinks=True)
    return copy
