"""Starts `sharer.py` as a process of its own, waits for what it reaches, and stops it."""

import os
import subprocess
import sys
import time
from pathlib import Path

from store import journal


def start(folder: Path, log: Path, *args: str) -> "subprocess.Popen[bytes]":
    """Start a process that works in `folder` and tells `log` what it reaches."""
    here = Path(__file__).parent
    paths = os.pathsep.join((str(here), str(Path(journal.__file__).parent.parent)))
    return subprocess.Popen(
        [sys.executable, str(here / "sharer.py"), str(folder), str(log), *args],
        env={**os.environ, "PYTHONPATH": paths},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def wait_for(child: "subprocess.Popen[bytes]", log: Path, word: str) -> None:
    """Wait until `log` holds `word`."""
    until = time.monotonic() + 30
    while not log.exists() or word not in log.read_text():
        assert child.poll() is None, child.stderr and child.stderr.read().decode()
        assert time.monotonic() < until
        time.sleep(0.002)


def killed_after(child: "subprocess.Popen[bytes]", log: Path, seconds: float) -> None:
    """Let the process go on for some time once it has begun, and kill it."""
    wait_for(child, log, "ready")
    time.sleep(seconds)
    child.kill()
    child.communicate()
