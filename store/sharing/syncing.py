"""Sharing once: get what others shared, bring it together, pass it on, then move our own."""

import contextlib
import time
from collections.abc import Generator
from pathlib import Path

import msgspec

from store import errors, foreign, lock
from store.desk import Desk
from store.files import Probe, quiet
from store.git import Repository
from store.sharing import marks, own_page, remotes
from store.sharing.network import Cancelled, Network, Progress, never, no_progress
from store.sharing.outcome import Synced
from store.sharing.rounds import Sharing
from store.sharing.state import is_shallow

__all__ = ["Synced", "leave", "one_at_a_time", "refuse", "sync"]

_LOCK_WAIT = 5.0
# Git moves a name of ours in a moment; a lock on one that stays as it is belongs to nobody.
_NOBODYS_AFTER = 0.5


def sync(
    desk: Desk,
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    rejoin: bool = False,
    probe: Probe = quiet,
) -> Synced:
    """Share with every place, and return what came of it.

    With `rejoin`, a place that was rewritten is brought together with what is here, so that
    everything is there again. `probe` is told each step as it is done, for tests.
    Raises NoPlace, ForeignOperation, NoIdentity, ShallowHistory, NewerFormat, NewerMerge, Busy,
    HistoryRewritten, UnrelatedPlace, Interrupted, LockHeld, DiskFull, NotWritable, or what kept
    every place from being reached; nothing is lost then, and the next time goes on.
    """
    repository = desk.repository
    places = remotes.places(repository)
    if not places:
        raise errors.NoPlace
    refuse(desk)
    with one_at_a_time(repository) as held:
        told = own_page.put_back(desk)
        remembered = marks.read(repository.paths)
        marks.write(repository.paths, msgspec.structs.replace(remembered, begun=True))
        network = Network(repository, cancelled or never, held)
        work = Sharing(desk, places, network, progress or no_progress, cancelled or never, probe)
        try:
            synced = work.run(rejoin=rejoin)
        except errors.CoproduceError as problem:
            work.remember(problem)
            raise
        return msgspec.structs.replace(synced, notes=(*told, *synced.notes))


def refuse(desk: Desk) -> None:
    """Raise unless this workspace can be shared from: see `sync`."""
    foreign.refuse(desk.repository)
    if is_shallow(desk.repository):
        raise errors.ShallowHistory
    desk.refuse_newer_format()
    if not own_page.was_here(desk):
        desk.require_me()


def leave(repository: Repository, name: str) -> None:
    """Share through a place no more. Raises AlreadySharing, and what `remotes.remove` raises."""
    with one_at_a_time(repository):
        remotes.remove(repository, name)


@contextlib.contextmanager
def one_at_a_time(repository: Repository) -> Generator[tuple[int, ...]]:
    """Let one window at a time share, and give the lock that its gits are to hold too.

    Whoever holds it knows that no other git of ours is moving what is kept under our own names;
    locks left there by one that was killed are removed. Raises AlreadySharing, NotWritable or
    DiskFull, and Failed where folders lie too deep.
    """
    place = repository.paths.private / "sharing-lock"
    begun = time.time_ns()
    with contextlib.ExitStack() as stack:
        try:
            held = stack.enter_context(lock.hold(place, _LOCK_WAIT))
        except errors.LockHeld as problem:
            raise errors.AlreadySharing from problem
        _remove_left_locks(repository.paths.common_dir / "refs/coproduce", begun)
        try:
            yield (held,)
        except RecursionError as problem:
            raise errors.Failed(
                "Folders lie too deep within each other to be brought together.",
                "Nothing is lost. Whoever made them can move what is in them further up and share"
                " again.",
                detail=str(problem),
            ) from problem


def _remove_left_locks(folder: Path, begun: int) -> None:
    """Remove git's locks in `folder` that are older than `begun` and that nobody holds."""
    found = {each: _seen(each) for each in folder.rglob("*.lock")}
    left = {each: seen for each, seen in found.items() if seen and seen[1] < begun}
    if not left:
        return
    # Plain git may be tidying up right now; then its locks go by themselves.
    time.sleep(_NOBODYS_AFTER)
    for each, seen in left.items():
        if _seen(each) == seen:
            each.unlink(missing_ok=True)


def _seen(file: Path) -> tuple[int, int] | None:
    """Return which file it is and when it was written (nanoseconds), None when it is gone."""
    try:
        found = file.lstat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_mtime_ns
