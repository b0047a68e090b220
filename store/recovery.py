"""What becomes of a save that was interrupted: completed, or its words kept as drafts."""

import contextlib
import os
import secrets
import stat
from pathlib import Path

import msgspec

from store import drafts, errors, files, half_joined, index, journal, lock
from store.ancestry import is_ancestor
from store.finishing import finish, finish_earlier
from store.git import BRANCH, Repository
from store.journal import Journal

# A git process of a save that died holds the lock until it is done, usually some milliseconds.
_PATIENCE = 5.0


class Settled(msgspec.Struct, frozen=True):
    """What became of an interrupted save: whether it `landed`, the drafts kept if not.

    `what` is the journal's word: a save, or what others shared on its way into the files.
    """

    landed: bool
    drafts: tuple[Path, ...] = ()
    notes: tuple[str, ...] = ()
    what: str = journal.SAVE


def recover(repository: Repository) -> tuple[str, ...]:
    """Finish or put aside what an earlier save left, and return one sentence for each thing done.

    Does nothing, quickly, when there is nothing to do or another window is saving right now.
    Never raises a CoproduceError: a workspace that cannot be written can still be read.
    """
    paths = repository.paths
    if not journal.anything(paths):
        return ()
    try:
        with lock.hold(journal.lock_place(paths), _patience(repository)) as held:
            return settle_all(repository, held)
    except errors.LockHeld:
        return ()
    except errors.CoproduceError as problem:
        return (f"A save was interrupted earlier and cannot be finished yet: {problem}",)


def settle_all(repository: Repository, held: int) -> tuple[str, ...]:
    """Settle the journal and everything left over; the caller holds the lock `held`."""
    settled = settle(repository, held)
    earlier = finish_earlier(repository, secrets.token_hex(8), held)
    if settled is None:
        return earlier
    if settled.what == journal.JOINED:
        return ("Joining was interrupted. It is complete now.", *settled.notes, *earlier)
    if settled.what == journal.SHARED:
        end = "It is complete now." if settled.landed else "Nothing is lost; share again."
        return (f"Sharing was interrupted. {end}", *settled.notes, *earlier)
    if settled.landed:
        return ("Your last save was interrupted. It is complete now.", *settled.notes, *earlier)
    where = ", ".join(str(draft) for draft in settled.drafts)
    kept = f"; your words are kept as a draft: {where}" if where else ""
    return (f"Your last save was interrupted before it was made{kept}.", *earlier)


def settle(repository: Repository, held: int) -> Settled | None:
    """Bring the save in the journal to its end; None when there is none.

    The caller holds the lock, and every process of that save held it too: they are all gone.
    """
    paths = repository.paths
    found = journal.read(paths)
    if found is None:
        journal.remove(paths)
        return None
    if isinstance(found, bytes):
        kept = drafts.keep(paths, found, "journal", ".json")
        journal.remove(paths)
        return Settled(landed=False, drafts=(kept,))
    _sweep(repository, found)
    if found.what == journal.JOINED:
        half_joined.remove(paths.root)
    if _landed(repository, found):
        notes = finish(repository, found, held, late=True)
        return Settled(landed=True, notes=notes, what=found.what)
    if found.is_shared:
        journal.remove(paths)
        return Settled(landed=False, what=found.what)
    kept = tuple(
        drafts.keep(paths, planned.data, planned.path)
        for planned in found.writes
        if not _lies_there(repository, planned)
    )
    journal.remove(paths)
    return Settled(landed=False, drafts=kept)


def _patience(repository: Repository) -> float:
    """Return how long to wait for the lock: not at all when the process that saves is alive."""
    found = journal.read(repository.paths)
    if not isinstance(found, Journal):
        return 0.0
    try:
        os.kill(found.pid, 0)
    except ProcessLookupError:
        return _PATIENCE
    except OSError:
        return 0.0
    return 0.0


def _landed(repository: Repository, found: Journal) -> bool:
    """Return whether the commit the journal speaks of is part of the branch."""
    if not found.commit:
        return False
    now = repository.resolve(BRANCH)
    return now == found.commit or (bool(now) and is_ancestor(repository, found.commit, now))


def _lies_there(repository: Repository, planned: journal.Planned) -> bool:
    """Return whether the very bytes are in their place on disk."""
    try:
        now = files.id_on_disk(repository.paths.root, planned.path, repository.algorithm)
    except errors.CoproduceError:
        return False
    return now == planned.blob


def _sweep(repository: Repository, found: Journal) -> None:
    """Remove temporary files and locks that carry this save's token or its commit; no others."""
    paths = repository.paths
    for planned in found.writes:
        with contextlib.suppress(errors.CoproduceError, OSError):
            place = files.place_of(paths.root, planned.path)
            files.temporary_name(place, found.token).unlink(missing_ok=True)
    for place in index.private_names(paths, found.token):
        with contextlib.suppress(OSError):
            place.unlink()
    _remove_if(index.lock_place(paths), index.lock_words(found.token))
    if found.commit:
        branch = paths.common_dir / f"{BRANCH}.lock"
        # A git that moves the branch locks HEAD as well, with nothing in it to tell whose it is.
        if _remove_if(branch, f"{found.commit}\n".encode()):
            with contextlib.suppress(OSError):
                since = journal.place(paths).stat().st_mtime_ns
                _remove_if(paths.git_dir / "HEAD.lock", b"", since)


def _remove_if(place: Path, words: bytes, since: int = 0) -> bool:
    """Remove a lock when it holds exactly `words`, and is not older than `since` (nanoseconds)."""
    with contextlib.suppress(OSError):
        found = place.lstat()
        plain = stat.S_ISREG(found.st_mode) and found.st_size == len(words)
        if plain and found.st_mtime_ns >= since and place.read_bytes() == words:
            place.unlink()
            return True
    return False
