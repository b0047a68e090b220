"""Making one commit: its blobs and trees, the commit itself, and moving the branch to it.

Objects are made here and written straight into git's store: on a workspace of 10,000 records that
is several times faster than a private index with `write-tree`, and there is less that can be left
half done. Whatever moves or signs is git's own work.
"""

import contextlib
from collections.abc import Generator, Iterable, Mapping

from store import errors, files, loose, objects
from store.git import BRANCH, Repository
from store.journal import Planned
from store.objects import Entry, Made, Signer
from store.saver import as_saver

SIGN_TIMEOUT = 120.0
_NOT_SHARED = ("", "umask", "false", "no", "off", "0")


class CommitMaker:
    """Makes the commits of one save; git holds the lock `held` too while it moves the branch."""

    def __init__(self, repository: Repository, held: int) -> None:
        self._repository = repository
        self._held = held
        self._algorithm = repository.algorithm
        self._trees: dict[str, Mapping[str, Entry]] = {}

    def start(self) -> tuple[str, str]:
        """Return the commit main stands at and its tree, both "" before the first save."""
        found = self._repository.read_object(BRANCH)
        if found is None or found.data is None:
            return "", ""
        return found.id, objects.commit_tree_id(found.data)

    def entry(self, tree: str, path: str) -> Entry | None:
        """Return what lies at `path` under `tree`, or None."""
        return objects.find_entry(self._read_tree, tree, path)

    def blobs_and_trees(self, tree: str, planned: Iterable[Planned]) -> tuple[Made, ...]:
        """Return the new objects that put `planned` into `tree`, the root tree last.

        None when `tree` holds them all. Raises UnsafePath where a file stands in a folder's place.
        """
        new = [p for p in planned if p.blob != p.saved]
        if not new:
            return ()
        entries = {p.path: Entry(p.mode, p.blob) for p in new}
        try:
            trees = objects.changed_tree(self._read_tree, tree, entries, self._algorithm)
        except ValueError as problem:
            raise errors.UnsafePath(str(problem)) from problem
        return (*(Made(p.blob, "blob", p.data) for p in new), *trees)

    def commit(self, tree: str, parents: tuple[str, ...], signer: Signer, message: str) -> Made:
        """Return an unsigned commit."""
        data = objects.commit_bytes(tree, parents, signer, message)
        return objects.made("commit", data, self._algorithm)

    @contextlib.contextmanager
    def batch(self, made: Iterable[Made]) -> Generator[loose.Batch]:
        """Give objects on their way into git's store. Raises NotWritable or DiskFull."""
        place = self._repository.paths.common_dir / "objects"
        shared = self._repository.settings.get("core.sharedrepository").lower() not in _NOT_SHARED
        try:
            with loose.Batch(place, made, shared=shared) as batch:
                yield batch
        except OSError as problem:
            raise errors.from_os(problem, place) from problem

    def stored_commit(
        self, tree: str, parents: tuple[str, ...], signer: Signer, message: str, *, sign: bool
    ) -> str:
        """Write the commit, signed as the user set it up if `sign`, and return its id.

        Raises SigningFailed.
        """
        if not sign:
            made = self.commit(tree, parents, signer, message)
            with self.batch((made,)) as batch:
                if self._repository.is_durable:
                    files.sync(batch.handles)
                batch.appear()
            return made.id
        asked = ("commit-tree", "-S", tree, *(part for p in parents for part in ("-p", p)))
        try:
            result = self._repository.write(
                *asked,
                given=message.encode(),
                env=as_saver(signer),
                timeout=SIGN_TIMEOUT,
                check=False,
            )
        except errors.TookTooLong as problem:
            raise errors.SigningFailed(problem.detail) from problem
        if result.code:
            raise errors.SigningFailed(result.stderr)
        return result.stdout.decode().strip()

    def move(self, base: str, commit: str, signer: Signer, message: str) -> bool:
        """Move main from `base` to `commit`; see `move_branch`."""
        subject = message.partition("\n")[0]
        words = f"commit: {subject}" if base else f"commit (initial): {subject}"
        return move_branch(self._repository, base, commit, signer, words, self._held)

    def _read_tree(self, tree: str) -> Mapping[str, Entry]:
        if tree not in self._trees:
            found = self._repository.read_object(tree)
            if found is None or found.data is None or found.type != "tree":
                raise errors.GitFailed(f"missing tree {tree}")
            self._trees[tree] = objects.parse_tree(found.data, self._algorithm)
        return self._trees[tree]


def move_branch(
    repository: Repository, base: str, commit: str, signer: Signer, words: str, held: int
) -> bool:
    """Move main from `base` to `commit` in one step; False when main is elsewhere by now.

    `words` stand in git's own log of the branch; git holds the lock `held` too.
    Raises HookRefused, LockHeld, NotWritable, DiskFull or GitFailed.
    """
    old = base or "0" * len(commit)
    args = ("update-ref", "-m", words, BRANCH, commit, old)
    result = repository.write(*args, env=as_saver(signer), keep=(held,), check=False)
    if not result.code:
        return True
    if repository.resolve(BRANCH) != base:
        return False
    if "aborted by hook" in result.stderr:
        raise errors.HookRefused("reference-transaction", result.stderr)
    raise repository.failure(args, result)
