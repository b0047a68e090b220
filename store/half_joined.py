"""The hidden folder in which a workspace is built while somebody joins, and what a kill left of it.

It lies in the folder that will be the workspace, so both are on one disk, and that folder may be
the current one. Whoever builds holds a lock in it, which the system lets go when they die.
"""

import contextlib
import re
import secrets
import shutil
from collections.abc import Generator
from pathlib import Path

from store import errors, lock

NAME = ".coproduce-joining"
_LOCK = "lock"
_BUILT = re.compile(r"[0-9a-f]{16}")
# A git of a join that was killed holds the lock until it notices.
_WAIT = 5.0


def is_empty(folder: Path) -> bool:
    """Return whether `folder` is one with nothing in it, but perhaps what joining left there."""
    return folder.is_dir() and all(_is_ours(each) for each in folder.iterdir())


def _is_ours(place: Path) -> bool:
    """Return whether this is our hidden folder, with nothing of anybody else in it."""
    if place.name != NAME or place.is_symlink() or not place.is_dir():
        return False
    return all(each.name == _LOCK or _BUILT.fullmatch(each.name) for each in place.iterdir())


def taken(folder: Path) -> errors.Failed:
    """Return the error that says that `folder` is not empty."""
    return errors.Failed(
        f"There is something in {folder} already.", "Choose an empty folder, or a new one."
    )


@contextlib.contextmanager
def building(folder: Path) -> Generator[tuple[Path, int]]:
    """Give a place in `folder` to build in, and the lock for every git that builds there.

    What an earlier one left is removed first. Raises Failed when somebody else builds there now,
    or anything else lies in `folder`; NotWritable or DiskFull when nothing can be made there.
    """
    with contextlib.ExitStack() as stack:
        try:
            held = stack.enter_context(lock.hold(folder / NAME / _LOCK, _WAIT))
        except errors.LockHeld as problem:
            raise errors.Failed(
                f"Somebody is joining into {folder} right now.",
                "Wait until that is done, or choose another folder.",
            ) from problem
        # Whoever held the lock a moment ago may have put a workspace here.
        if not is_empty(folder):
            remove(folder)
            raise taken(folder)
        for each in (folder / NAME).iterdir():
            if each.name != _LOCK:
                shutil.rmtree(each, ignore_errors=True)
        yield folder / NAME / secrets.token_hex(8), held


def remove(folder: Path) -> None:
    """Remove the hidden folder; whoever asks holds its lock, or knows that nobody needs it."""
    with contextlib.suppress(OSError):
        if _is_ours(folder / NAME):
            shutil.rmtree(folder / NAME)


def clear(folder: Path) -> None:
    """Remove what a join that was killed left in `folder`, where nothing else lies.

    Raises what `building` raises.
    """
    if is_empty(folder) and (folder / NAME).exists():
        with building(folder):
            remove(folder)
