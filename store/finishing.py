"""What follows once the branch has moved: the files on disk, their index entries, what is left."""

from collections.abc import Sequence

import msgspec

from store import errors, files, index, journal
from store.files import Probe, quiet
from store.git import BRANCH, Repository
from store.journal import Journal, Planned
from store.objects import FILE_MODES, RUNS, Entry

_AT_ONCE = 100


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
    down for the next start; when even that is impossible the journal stays open. `late` says that
    time has passed since the branch moved: then entries that somebody changed since stay too.
    Returns sentences for people.
    """
    shared = done.what == journal.SHARED
    work = _Finishing(repository, done.token, lock, probe, shared=shared)
    left = work.not_placed(done.writes)
    probe("file")
    if not work.indexed(done.writes, late=late):
        left = list(done.writes)
    probe("index")
    try:
        if left:
            _write_down(repository, left)
        journal.remove(repository.paths)
    except errors.CoproduceError:
        return tuple(work.notes)
    probe("done")
    return tuple(work.notes)


def finish_earlier(repository: Repository, token: str, lock: int) -> tuple[str, ...]:
    """Try once more what earlier saves could not bring to disk or into the index.

    Returns a sentence when a file is in its place at last. Raises NotWritable or DiskFull.
    """
    waiting = journal.unfinished(repository.paths)
    if not waiting:
        journal.set_unfinished(repository.paths, ())
        return ()
    work = _Finishing(repository, token, lock, quiet)
    current = [p for p in waiting if repository.resolve(f"{BRANCH}:{p.path}") == p.blob]
    left = work.not_placed(current)
    if current and not work.indexed(current, late=True):
        left = current
    if tuple(left) != waiting:
        journal.set_unfinished(repository.paths, tuple(left))
    written = ", ".join(work.written)
    return (f"An earlier save is complete now: {written}.",) if written else ()


def _write_down(repository: Repository, left: Sequence[Planned]) -> None:
    """Add to what is left for the next start.

    Of a file that waited already, the index still has what it had before the first of its saves.
    """
    waiting = {p.path: p for p in journal.unfinished(repository.paths)}
    for p in left:
        before = waiting[p.path].saved if p.path in waiting else p.saved
        waiting[p.path] = msgspec.structs.replace(p, saved=before)
    journal.set_unfinished(repository.paths, tuple(waiting.values()))


class _Finishing:
    """The last steps of one save, the sentences about them, and the files they wrote."""

    def __init__(
        self, repository: Repository, token: str, lock: int, probe: Probe, *, shared: bool = False
    ) -> None:
        self._repository = repository
        self._token = token
        self._lock = lock
        self._probe = probe
        self._what = "What others shared" if shared else "Your change"
        # Of what others shared there may be thousands of files, and the history has them all.
        self._durable = repository.is_durable and not shared
        self._texts: dict[str, bytes] = {}
        self.notes: list[str] = []
        self.written: list[str] = []

    def not_placed(self, writes: Sequence[Planned]) -> list[Planned]:
        """Bring files to disk, and return those that could not be written."""
        left: list[Planned] = []
        for start in range(0, len(writes), _AT_ONCE):
            some = writes[start : start + _AT_ONCE]
            wanted = [p.blob for p in some if p.blob and not p.data and p.mode in FILE_MODES]
            # Asked for together, many texts take hardly longer than one.
            self._texts = dict(self._repository.read_blobs(wanted)) if wanted[1:] else {}
            left += [p for p in some if not self.placed(p)]
        self._texts = {}
        return left

    def placed(self, planned: Planned) -> bool:
        """Return False when the file could not be written; one edited outside counts as placed."""
        try:
            if self._write(planned):
                return True
        except errors.CoproduceError as problem:
            self.notes.append(
                f"{self._what} is saved in the history, but {planned.path} could not be written"
                f" yet: {_reason(problem)} The next start tries again."
            )
            return False
        self.notes.append(
            f"{planned.path} was edited outside at the same moment, so that file stays as it is."
            f" {self._what} is saved in the history."
        )
        return True

    def _write(self, planned: Planned) -> bool:
        """Put one file in its place; False when somebody else's bytes are there."""
        root, algorithm = self._repository.paths.root, self._repository.algorithm
        path, expected = planned.path, planned.on_disk
        if planned.mode not in FILE_MODES:
            return True
        now = files.id_on_disk(root, path, algorithm)
        if now == planned.blob:
            return True
        if now != expected:
            return False
        if not planned.blob:
            files.remove(root, path)
            self.written.append(path)
            return True
        data = planned.data or self._texts.get(planned.blob) or self._read(planned.blob)
        written = files.put(
            root, path, data, self._token, expected, algorithm, self._probe,
            durable=self._durable, runs=planned.mode == RUNS,
        )  # fmt: skip
        if written:
            self.written.append(path)
            return True
        return files.id_on_disk(root, path, algorithm) == planned.blob

    def _read(self, blob: str) -> bytes:
        found = self._repository.read_object(blob)
        if found is None or found.data is None:
            raise errors.GitFailed(f"missing blob {blob}")
        return found.data

    def indexed(self, writes: Sequence[Planned], *, late: bool) -> bool:
        """Return False when git's index could not be written."""
        entries = {p.path: Entry(p.mode, p.blob) if p.blob else index.GONE for p in writes}
        try:
            if late:
                saved = {p.path: p.saved for p in writes}
                entries = index.untouched(self._repository, entries, saved)
            if entries:
                index.set_entries(self._repository, entries, self._token, self._lock, self._probe)
        except errors.LockHeld as problem:
            self.notes.append(
                f"{self._what} is saved. Another program holds {problem.path}, or left it behind,"
                " so Git's own list of files is brought up to date at the next start."
            )
            return False
        except errors.CoproduceError as problem:
            if not self.notes:
                self.notes.append(
                    f"{self._what} is saved, but Git's own list of files could not be written yet:"
                    f" {_reason(problem)} The next start tries again."
                )
            return False
        return True


def _reason(problem: errors.CoproduceError) -> str:
    """Return why a step after the save itself failed."""
    return "the disk is full." if isinstance(problem, errors.DiskFull) else problem.sentence
