"""What follows once the branch has moved: the files on disk, their index entries, what is left."""

from collections.abc import Iterable

import msgspec

from store import errors, files, index, journal
from store.files import Probe, quiet
from store.git import BRANCH, Repository
from store.journal import Journal, Planned
from store.objects import Entry


def finish(
    repository: Repository,
    done: Journal,
    lock: int,
    probe: Probe = quiet,
    *,
    late: bool = False,
) -> tuple[str, ...]:
    """Bring the files and index entries of a saved change in line with it, and close its journal.

    A file that was edited outside meanwhile stays as it is. What cannot be done now is written
    down for the next start. `late` says that time has passed since the branch moved: then entries
    that somebody changed since stay too. Returns sentences for people.
    Raises NotWritable or DiskFull when what is left cannot be written down.
    """
    notes: list[str] = []
    left = [p for p in done.writes if not _placed(repository, p, done.token, notes, probe)]
    probe("file")
    if not _indexed(repository, done.writes, done.token, lock, notes, probe, late=late):
        left = list(done.writes)
    probe("index")
    if left:
        _write_down(repository, left)
    journal.remove(repository.paths)
    probe("done")
    return tuple(notes)


def _write_down(repository: Repository, left: Iterable[Planned]) -> None:
    """Add to what is left for the next start.

    Of a file that waited already, the index still has what it had before the first of its saves.
    """
    waiting = {p.path: p for p in journal.unfinished(repository.paths)}
    for p in left:
        before = waiting[p.path].saved if p.path in waiting else p.saved
        waiting[p.path] = msgspec.structs.replace(p, saved=before)
    journal.set_unfinished(repository.paths, tuple(waiting.values()))


def finish_earlier(repository: Repository, token: str, lock: int) -> None:
    """Try once more what earlier saves could not bring to disk or into the index."""
    waiting = journal.unfinished(repository.paths)
    if not waiting:
        journal.set_unfinished(repository.paths, ())
        return
    unheard: list[str] = []
    current = [p for p in waiting if repository.resolve(f"{BRANCH}:{p.path}") == p.blob]
    left = [p for p in current if not _placed(repository, p, token, unheard, quiet)]
    if current and not _indexed(repository, current, token, lock, unheard, quiet, late=True):
        left = current
    if tuple(left) != waiting:
        journal.set_unfinished(repository.paths, tuple(left))


def _placed(
    repository: Repository, planned: Planned, token: str, notes: list[str], probe: Probe
) -> bool:
    """Return False when the file could not be written; one edited outside counts as placed."""
    try:
        if _write(repository, planned, token, probe):
            return True
    except errors.CoproduceError as problem:
        notes.append(f"Your change is saved, but not yet written to {planned.path}: {problem}")
        return False
    notes.append(
        f"{planned.path} was edited outside at the same moment, so that file stays as it is."
        " Your change is saved in the history."
    )
    return True


def _write(repository: Repository, planned: Planned, token: str, probe: Probe) -> bool:
    """Put one file in its place; False when somebody else's bytes are there."""
    root, algorithm = repository.paths.root, repository.algorithm
    now = files.id_on_disk(root, planned.path, algorithm)
    if now == planned.blob:
        return True
    if now != planned.on_disk:
        return False
    found = repository.read_object(planned.blob)
    if found is None or found.data is None:
        raise errors.GitFailed(f"missing blob {planned.blob}")
    expected = planned.on_disk
    written = files.put(root, planned.path, found.data, token, expected, algorithm, probe)
    return written or files.id_on_disk(root, planned.path, algorithm) == planned.blob


def _indexed(
    repository: Repository,
    writes: Iterable[Planned],
    token: str,
    lock: int,
    notes: list[str],
    probe: Probe,
    *,
    late: bool,
) -> bool:
    """Return False when git's index could not be written."""
    entries = {p.path: Entry(p.mode, p.blob) for p in writes}
    try:
        if late:
            entries = index.untouched(repository, entries, {p.path: p.saved for p in writes})
        if entries:
            index.set_entries(repository, entries, token, lock, probe)
    except errors.LockHeld as problem:
        notes.append(
            f"Your change is saved. Another program holds {problem.path}, or left it behind, so"
            " Git's own list of files is brought up to date at the next start."
        )
        return False
    except errors.CoproduceError as problem:
        notes.append(f"Your change is saved, but Git's own list of files is not: {problem}")
        return False
    return True
