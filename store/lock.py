"""The advisory lock that lets one window at a time save in a workspace."""

import fcntl
import os
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from store import errors

WAIT = 10.0
_PAUSE = 0.005


@contextmanager
def hold(file: Path, wait: float = WAIT) -> Generator[int]:
    """Hold the lock on `file` and give its descriptor; it is let go at the end, or when we die.

    When we die, a process that inherited the descriptor goes on holding the lock, so that nothing
    is decided about unfinished work while a git of ours still runs. What one left running in the
    background, such as a helper that remembers passwords, does not hold it beyond the end.
    Raises LockHeld after `wait` seconds, NotWritable or DiskFull when the file cannot be made.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    except OSError as problem:
        raise errors.from_os(problem, file.parent) from problem
    try:
        _take(handle, file, wait)
        try:
            yield handle
        finally:
            # For all who have the descriptor; to close ours would let go of it for us alone.
            fcntl.flock(handle, fcntl.LOCK_UN)
    finally:
        os.close(handle)


def _take(handle: int, file: Path, wait: float) -> None:
    until = time.monotonic() + wait
    pause = _PAUSE
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                raise errors.LockHeld(file, ours=True) from None
            time.sleep(pause)
            pause = min(pause * 1.5, 0.1)
        except OSError as problem:
            raise errors.from_os(problem, file) from problem
        else:
            return
