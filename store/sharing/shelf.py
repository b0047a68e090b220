"""The objects of a merge: those that are stored, and those made here and not yet written."""

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from store import errors, files, loose
from store.git import Repository
from store.objects import Entry, Made, made, parse_tree, tree_bytes

FOLDER = "40000"
# The longest file that is read: a longer one is no record, and is kept as it is.
LIMIT = 2 * 1024 * 1024
_NOT_SHARED = ("", "umask", "false", "no", "off", "0")
_TOGETHER = 256


class CommitRead(msgspec.Struct, frozen=True):
    """What a merge needs to know of a commit; `time` in seconds since 1970."""

    tree: str
    time: int
    parents: tuple[str, ...]


class Shelf:
    """Reads objects of one repository and holds new ones until `write`."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self.algorithm = repository.algorithm
        self._made: dict[str, Made] = {}
        self._trees: dict[str, Mapping[str, Entry]] = {}
        self._blobs: dict[str, bytes | None] = {}

    def add(self, type_: str, data: bytes) -> str:
        """Keep a new object and return its id."""
        new = made(type_, data, self.algorithm)
        self._made.setdefault(new.id, new)
        return new.id

    def add_tree(self, entries: Mapping[str, Entry]) -> str:
        """Keep a new tree and return its id, "" for an empty one."""
        if not entries:
            return ""
        id_ = self.add("tree", tree_bytes(entries))
        self._trees[id_] = entries
        return id_

    def tree(self, id_: str) -> Mapping[str, Entry]:
        """Return the entries of a tree by name, none for ""."""
        if not id_:
            return {}
        if id_ not in self._trees:
            self._trees[id_] = parse_tree(self._data(id_, "tree"), self.algorithm)
        return self._trees[id_]

    def commit(self, id_: str) -> CommitRead:
        """Return the tree and the time of a commit."""
        head = self._data(id_, "commit").partition(b"\n\n")[0].split(b"\n")
        named = [line.decode("ascii", "replace").partition(" ") for line in head]
        tree = named[0][2]
        parents = tuple(rest for name, _, rest in named if name == "parent")
        committer = next((line for line in head if line.startswith(b"committer ")), b"")
        seconds = committer.rpartition(b"> ")[2].partition(b" ")[0]
        return CommitRead(tree, int(seconds) if seconds.isdigit() else 0, parents)

    def fetch(self, blobs: Iterable[str]) -> None:
        """Read many blobs at once: those asked for later."""
        missing = [
            each
            for each in dict.fromkeys(blobs)
            if each not in self._blobs and each not in self._made
        ]
        found = self._repository.read_objects(missing, LIMIT)
        for id_, each in zip(missing, found, strict=True):
            self._blobs[id_] = each.data if each and each.type == "blob" else None

    def fetch_trees(self, trees: Iterable[str]) -> None:
        """Read many trees at once: those asked for later."""
        stored = [
            each
            for each in dict.fromkeys(trees)
            if each not in self._trees and each not in self._made
        ]
        found = self._repository.read_objects(stored) if stored else ()
        for id_, each in zip(stored, found, strict=True):
            if each and each.type == "tree" and each.data is not None:
                self._trees[id_] = parse_tree(each.data, self.algorithm)

    def blob(self, id_: str) -> bytes | None:
        """Return the bytes of a blob, None when it is longer than `LIMIT` or cannot be read."""
        if id_ in self._made:
            return self._made[id_].data
        if id_ not in self._blobs:
            self.fetch((id_,))
        return self._blobs[id_]

    def write(self, commit: str) -> None:
        """Put `commit`, and every new object it needs, into git's store.

        Raises NotWritable or DiskFull.
        """
        place = self._repository.paths.common_dir / "objects"
        shared = self._repository.settings.get("core.sharedrepository").lower() not in _NOT_SHARED
        waiting = list(self._needed(commit))
        try:
            for first in range(0, len(waiting), _TOGETHER):
                some = waiting[first : first + _TOGETHER]
                with loose.Batch(place, some, shared=shared) as batch:
                    if self._repository.is_durable:
                        files.sync(batch.handles)
                    batch.appear()
        except OSError as problem:
            raise errors.from_os(problem, place) from problem

    def _needed(self, id_: str) -> Iterator[Made]:
        """Yield the new objects that `id_` is made of, each after those it speaks of."""
        yielded: set[str] = set()

        def walk(id_: str) -> Iterator[Made]:
            new = self._made.get(id_)
            if new is None or id_ in yielded:
                return
            yielded.add(id_)
            for each in self._parts(new):
                yield from walk(each)
            yield new

        yield from walk(id_)

    def _parts(self, new: Made) -> Iterator[str]:
        if new.type == "tree":
            yield from (entry.id for entry in self.tree(new.id).values())
        elif new.type == "commit":
            for line in new.data.partition(b"\n\n")[0].split(b"\n"):
                name, _, id_ = line.partition(b" ")
                if name in (b"tree", b"parent"):
                    yield id_.decode()

    def _data(self, id_: str, type_: str) -> bytes:
        if id_ in self._made:
            return self._made[id_].data
        found = self._repository.read_object(id_)
        if found is None or found.data is None or found.type != type_:
            raise errors.GitFailed(f"missing {type_} {id_}")
        return found.data
