"""What follows once the branch has moved: the files on disk, their index entries, what is left."""

import contextlib
from collections.abc import Generator, Sequence

import msgspec

from store import errors, index, journal
from store.files import Folders, Probe, quiet
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
    work = _Finishing(repository, done.token, lock, probe, shared=done.is_shared, late=late)
    left = work.not_placed(done.writes)
    probe("file")
    if not work.indexed(done.writes):
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
    work = _Finishing(repository, token, lock, quiet, late=True)
    current = [p for p in waiting if repository.resolve(f"{BRANCH}:{p.path}") == p.blob]
    left = work.not_placed(current)
    if current and not work.indexed(current):
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
        self,
        repository: Repository,
        token: str,
        lock: int,
        probe: Probe,
        *,
        shared: bool = False,
        late: bool,
    ) -> None:
        self._repository = repository
        self._token = token
        self._lock = lock
        self._probe = probe
        self._what = "What others shared" if shared else "Your change"
        # Of what others shared there may be thousands of files, and the history has them all.
        self._durable = repository.is_durable and not shared
        self._late = late
        self.notes: list[str] = []
        self.written: list[str] = []

    def not_placed(self, writes: Sequence[Planned]) -> list[Planned]:
        """Bring files to disk, and return those that could not be written.

        One edited outside counts as placed.
        """
        files = [p for p in writes if p.mode in FILE_MODES]
        left: list[Planned] = []
        for start in range(0, len(files), _AT_ONCE):
            with Folders(self._repository.paths.root) as folders:
                left += self._not_placed(folders, files[start : start + _AT_ONCE])
        return left

    def _not_placed(self, folders: Folders, some: Sequence[Planned]) -> list[Planned]:
        """Write some files beside their places, and then put each in its own."""
        left: list[Planned] = []
        begun: dict[str, Planned] = {}
        # Asked for together, many texts take hardly longer than one.
        asked = self._repository.read_objects(p.blob for p in some if _is_to_read(p))
        try:
            with contextlib.closing(asked) as found:
                for p in some:
                    text = next(found) if _is_to_read(p) else None
                    with self._told(p, left):
                        if self._is_begun(folders, p, p.data or (text and text.data)):
                            begun[p.path] = p
            for p in list(begun.values()):
                self._probe("file written")
                with self._told(p, left):
                    self._put_in_place(folders, p)
                    del begun[p.path]
        finally:
            for path in begun:
                folders.discard(path, self._token)
        return left

    @contextlib.contextmanager
    def _told(self, planned: Planned, left: list[Planned]) -> Generator[None]:
        """Say that a file could not be written, and add it to what is `left`."""
        try:
            yield
        except errors.CoproduceError as problem:
            self.notes.append(
                f"{self._what} is saved in the history, but {planned.path} could not be written"
                f" yet: {_reason(problem)} The next start tries again."
            )
            left.append(planned)

    def _is_begun(self, folders: Folders, planned: Planned, data: bytes | None) -> bool:
        """Write one file beside its place; False when nothing is to be put there any more."""
        path, expected = planned.path, planned.on_disk
        if not planned.blob and folders.is_folder(path):
            # The file is gone, and a folder has its name.
            return False
        # Otherwise it was looked at a moment ago, and is again at the last one.
        if self._late or planned.blob in ("", expected):
            now = folders.id_there(path, expected, self._repository.algorithm)
            if now == planned.blob:
                return False
            if now != expected:
                self._edited(path)
                return False
        if not planned.blob:
            folders.remove(path)
            self.written.append(path)
            return False
        if data is None:
            raise errors.GitFailed(f"missing blob {planned.blob}")
        runs = planned.mode == RUNS
        durable = self._durable
        if folders.write_beside(path, data, self._token, expected, durable=durable, runs=runs):
            return True
        self._look_again(folders, planned)
        return False

    def _put_in_place(self, folders: Folders, planned: Planned) -> None:
        algorithm = self._repository.algorithm
        if folders.put_in_place(planned.path, self._token, planned.on_disk, algorithm):
            self.written.append(planned.path)
            return
        folders.discard(planned.path, self._token)
        self._look_again(folders, planned)

    def _look_again(self, folders: Folders, planned: Planned) -> None:
        """Say that a file was edited meanwhile, unless what shall be there is there already."""
        if folders.id_of(planned.path, self._repository.algorithm) != planned.blob:
            self._edited(planned.path)

    def _edited(self, path: str) -> None:
        self.notes.append(
            f"{path} was edited outside at the same moment, so that file stays as it is."
            f" {self._what} is saved in the history."
        )

    def indexed(self, writes: Sequence[Planned]) -> bool:
        """Return False when git's index could not be written."""
        entries = {p.path: Entry(p.mode, p.blob) if p.blob else index.GONE for p in writes}
        try:
            if self._late:
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
            said = (
                f"{self._what} is saved, but Git's own list of files could not be written yet:"
                f" {_reason(problem)} The next start tries again."
            )
            # A full disk was told of with the files already.
            if not any(_reason(problem) in each for each in self.notes):
                self.notes.append(said)
            return False
        return True


def _is_to_read(planned: Planned) -> bool:
    return bool(planned.blob) and not planned.data


def _reason(problem: errors.CoproduceError) -> str:
    """Return why a step after the save itself failed."""
    return "the disk is full." if isinstance(problem, errors.DiskFull) else problem.sentence
