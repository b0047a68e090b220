"""One change, one commit: the single way anything is written in a workspace."""

import os
import secrets
from collections.abc import Callable
from datetime import UTC, datetime

import msgspec

from store import drafts, errors, files, foreign, journal, lock, objects, recovery
from store.committing import CommitMaker
from store.files import Probe, quiet
from store.finishing import finish
from store.git import BRANCH, Repository
from store.hooks import TIMEOUT as HOOK_TIMEOUT
from store.hooks import Hooks
from store.journal import Journal, Planned
from store.objects import Identity, Signer
from store.saver import ANONYMOUS_IDENTITY

__all__ = [
    "ANONYMOUS_IDENTITY",
    "AS_SAVED",
    "Identity",
    "MovedOn",
    "PendingSave",
    "SavedCommit",
    "Write",
    "keep_words",
    "save",
]

AS_SAVED = "as saved"
# Each attempt loses only when somebody else's commit lands in the few milliseconds between.
_ATTEMPTS = 10


class Write(msgspec.Struct, frozen=True):
    """One file to save.

    `expected_blob` is the blob id the editor opened, None for a file that must not exist yet.
    `expected_on_disk` is the blob id of the file lying there, None for no file; it differs from
    the saved one only where an outside edit is being kept or put back.
    """

    path: str
    data: bytes
    expected_blob: str | None
    expected_on_disk: str | None = AS_SAVED


class PendingSave(msgspec.Struct, frozen=True, kw_only=True):
    """One change to be saved: its files, its message, who saves it and when (with a time zone).

    `holds` is asked under the lock whether what the change was made from is still so.
    An `anonymous` one is saved as `someone`, dated by the day alone, and never signed.
    """

    writes: tuple[Write, ...]
    message: str
    author: Identity
    when: datetime
    anonymous: bool = False
    holds: Callable[[], bool] = lambda: True


class MovedOn(Exception):  # noqa: N818
    """What a change was made from is not so any more: it is to be made anew. Nothing was saved."""


class SavedCommit(msgspec.Struct, frozen=True):
    """What came of it: the commit's id, None when nothing changed, and sentences for people."""

    commit: str | None
    notes: tuple[str, ...] = ()


def save(
    repository: Repository,
    change: PendingSave,
    *,
    probe: Probe = quiet,
    wait: float = lock.WAIT,
    hook_timeout: float = HOOK_TIMEOUT,
) -> SavedCommit:
    """Save one change as one commit on main, and bring the files and the index in line.

    Work that a process which died left behind is settled first. `wait` are the seconds to wait for
    another window. `probe` is told each step as it is done, for tests.
    Raises ForeignOperation, LockHeld, RecordChanged, UnsafePath, NoIdentity, HookRefused, HookHung,
    SigningFailed, NotWritable, DiskFull or GitFailed; unsaved words are then in its `drafts`.
    Raises MovedOn, with no draft, when the change no longer `holds`.
    """
    try:
        return _save(repository, change, probe, wait, hook_timeout)
    except errors.CoproduceError as problem:
        keep_words(repository, change.writes, problem)
        raise


def _save(
    repository: Repository, change: PendingSave, probe: Probe, wait: float, hook_timeout: float
) -> SavedCommit:
    with lock.hold(journal.lock_place(repository.paths), wait) as held:
        notes = recovery.settle_all(repository, held)
        if journal.place(repository.paths).exists():
            raise errors.NotWritable(repository.paths.private, detail="an earlier save is open")
        foreign.refuse(repository)
        attempt = _Attempt(repository, change, held, probe, hook_timeout)
        try:
            commit = attempt.run()
        except BaseException as problem:
            if not _landed_after_all(repository, held, problem):
                raise
            commit = attempt.commit
    after = attempt.hooks.after() if commit else ()
    return SavedCommit(commit, (*notes, *attempt.notes, *after))


def _landed_after_all(repository: Repository, held: int, problem: BaseException) -> bool:
    """Bring a save that failed halfway to its end, and return whether the change exists.

    What did not land is kept as drafts, named in the error.
    """
    try:
        settled = recovery.settle(repository, held)
    except errors.CoproduceError:
        # Not even a draft can be written, so the words stay in the journal until the next start.
        if isinstance(problem, errors.CoproduceError):
            problem.words_kept = True
            problem.hint += " Your words are safe: the next start brings them back as a draft."
        return False
    if settled is None or not isinstance(problem, errors.CoproduceError):
        return False
    problem.drafts, problem.words_kept = settled.drafts, True
    return settled.landed


def keep_words(
    repository: Repository, writes: tuple[Write, ...], problem: errors.CoproduceError
) -> None:
    """Keep the words of a save that was refused, and let the error say where."""
    if problem.words_kept:
        return
    try:
        problem.drafts = tuple(
            drafts.keep(repository.paths, write.data, write.path) for write in writes
        )
        problem.words_kept = True
    except errors.CoproduceError as second:
        problem.hint = f"Copy your words first: they could not be kept as a draft. {problem.hint}"
        problem.detail += f"\n{second.detail}"


class _Attempt:
    """One save under way: what its editor saw, what shall be, and the notes it leaves."""

    def __init__(
        self,
        repository: Repository,
        change: PendingSave,
        held: int,
        probe: Probe,
        hook_timeout: float,
    ) -> None:
        self._repository = repository
        self._change = change
        self._held = held
        self._probe = probe
        self._token = secrets.token_hex(8)
        self._maker = CommitMaker(repository, held)
        self._signer = _signer(change)
        self.hooks = Hooks(repository, self._token, self._signer, hook_timeout)
        self._kept: set[str] = set()
        self.notes: tuple[str, ...] = ()
        self.commit: str | None = None

    def run(self) -> str | None:
        """Save, and return the commit; None when every byte was saved already."""
        for _ in range(_ATTEMPTS):
            base, tree = self._maker.start()
            if not self._change.holds():
                raise MovedOn
            planned = self._plan(tree)
            if all(p.blob == p.saved == p.on_disk for p in planned):
                journal.remove(self._repository.paths)
                return None
            self._keep_outside_edits(planned)
            journal_ = self._land(base, tree, planned)
            if journal_ is not None:
                self._probe("branch")
                self.notes += finish(self._repository, journal_, self._held, self._probe)
                return self.commit
        raise errors.LockHeld(self._repository.paths.common_dir / BRANCH)

    def _plan(self, tree: str) -> tuple[Planned, ...]:
        """Compare every record with what its editor opened. Raises RecordChanged or UnsafePath."""
        root, algorithm = self._repository.paths.root, self._repository.algorithm
        plan: list[Planned] = []
        for write in self._change.writes:
            on_disk = files.id_on_disk(root, write.path, algorithm)
            entry = self._maker.entry(tree, write.path)
            if entry is not None and entry.mode not in objects.FILE_MODES:
                raise errors.UnsafePath(write.path)
            saved = entry.id if entry else ""
            expected = write.expected_blob or ""
            disk = expected if write.expected_on_disk == AS_SAVED else write.expected_on_disk or ""
            if saved != expected or on_disk != disk:
                raise errors.RecordChanged(write.path, saved, on_disk)
            blob = objects.object_id("blob", write.data, algorithm)
            mode = entry.mode if entry else objects.FILE_MODES[0]
            plan.append(Planned(write.path, mode, blob, saved, on_disk, write.data))
        return tuple(plan)

    def _keep_outside_edits(self, planned: tuple[Planned, ...]) -> None:
        """Keep as drafts what only the disk knows before it is written over."""
        paths = self._repository.paths
        for p in planned:
            if p.on_disk not in ("", p.saved, p.blob) and p.on_disk not in self._kept:
                draft = drafts.keep(paths, files.read_bytes(paths.root, p.path), p.path)
                self._kept.add(p.on_disk)
                self.notes += (f"What was written in {p.path} outside is kept as a draft: {draft}",)

    def _land(self, base: str, tree: str, planned: tuple[Planned, ...]) -> Journal | None:
        """Make the commit on `base` and move main to it; None when main moved meanwhile."""
        paths, signer = self._repository.paths, self._signer
        durable = self._repository.is_durable
        made = self._maker.blobs_and_trees(tree, planned)
        parents = (base,) if base else ()
        message = self._change.message.rstrip() + "\n"
        outside_help = self.hooks.any_before() or self._signs()
        if not made:
            commit = base
        elif outside_help:
            commit = ""
        else:
            made += (self._maker.commit(made[-1].id, parents, signer, message),)
            commit = made[-1].id
        record = Journal(self._token, os.getpid(), base, commit, planned)
        with self._maker.batch(made) as batch:
            journal.write(paths, record, also=batch.handles, durable=durable)
            self._probe("journal")
            batch.appear()
        self._probe("objects")
        if not commit:
            message = self.hooks.before(made[-1].id, message)
            self._probe("hooks")
            commit = self._maker.stored_commit(
                made[-1].id, parents, signer, message, sign=self._signs()
            )
            record = msgspec.structs.replace(record, commit=commit)
            journal.write(paths, record, durable=durable)
        self._probe("commit")
        if commit == base:
            return record
        self.commit = commit
        return record if self._maker.move(base, commit, signer, message) else None

    def _signs(self) -> bool:
        return not self._change.anonymous and self._repository.settings.is_true("commit.gpgsign")


def _signer(change: PendingSave) -> Signer:
    """Return author and committer, and when. Raises NoIdentity."""
    author, when = change.author, change.when
    if when.tzinfo is None:
        raise TypeError("a save needs a time with a zone")
    if change.anonymous:
        author = ANONYMOUS_IDENTITY
        when = datetime(when.year, when.month, when.day, tzinfo=UTC)
    try:
        return objects.signer(author, when)
    except ValueError as problem:
        raise errors.NoIdentity from problem
