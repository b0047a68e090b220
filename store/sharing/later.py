"""What became of files after a merge, on the way from there to a later commit."""

from collections.abc import Collection, Mapping, Sequence

import msgspec

from store.git import Repository
from store.objects import real_id


class Touch(msgspec.Struct, frozen=True):
    """A commit that changed a file: the blob it has there, "" for none; a join says so.

    `before` is the blob that one of its parents has there.
    """

    commit: str
    blob: str
    is_join: bool
    before: str = ""


class Later:
    """The changes of some histories by path, read at once when first asked for.

    `parents` are the commits to look at, newest first.
    """

    def __init__(self, repository: Repository, parents: Mapping[str, tuple[str, ...]]) -> None:
        self._repository = repository
        self._parents = parents
        self._before: dict[str, int] = {}
        self._number: dict[str, int] = {}
        self._touches: Mapping[str, Sequence[Touch]] = {}

    @property
    def all(self) -> Mapping[str, Sequence[Touch]]:
        """What all these commits changed, by path; of a join, against each of its parents."""
        if not self._before:
            self._read()
        return self._touches

    def is_before(self, commit: str, head: str) -> bool:
        """Return whether `head` is one of these commits, and `commit` it or one before it."""
        if not self._before:
            self._read()
        return head in self._before and self._is_before(commit, head)

    def touches(self, path: str, merge: str, head: str) -> tuple[Touch, ...]:
        """Return what changed `path` after `merge` and up to `head`."""
        if merge == head:
            return ()
        if not self._before:
            self._read()
        return tuple(
            each
            for each in self._touches.get(path, ())
            if each.commit != merge
            and self._is_before(merge, each.commit)
            and self._is_before(each.commit, head)
        )

    def paths(self, merge: str, head: str) -> tuple[str, ...]:
        """Return what was changed after `merge` and up to `head`, sorted."""
        if merge == head:
            return ()
        if not self._before:
            self._read()
        return tuple(each for each in sorted(self._touches) if self.touches(each, merge, head))

    def _is_before(self, one: str, other: str) -> bool:
        return bool(self._before[other] >> self._number[one] & 1)

    def _read(self) -> None:
        for number, each in enumerate(reversed(list(self._parents))):
            self._number[each] = number
            bits = 1 << number
            for parent in self._parents[each]:
                bits |= self._before.get(parent, 0)
            self._before[each] = bits
        self._touches = _read(self._repository, self._parents)


def _read(
    repository: Repository, parents: Mapping[str, Collection[str]]
) -> Mapping[str, Sequence[Touch]]:
    """Return the changes of these commits by path; of a join, against each of its parents."""
    asked = "".join(f"{each}\n" for each in parents).encode()
    given = repository.run(
        *("diff-tree", "--stdin", "-r", "-m", "--root", "--raw", "-z", "--no-abbrev"),
        "--no-renames",
        given=asked,
    )
    found: dict[str, list[Touch]] = {}
    commit = ""
    parts = iter(given.stdout.decode("utf-8", "surrogateescape").split("\0")[:-1])
    for part in parts:
        if not part.startswith(":"):
            commit = part.strip("\n").partition(" ")[0]
            continue
        before, blob = part.split(" ")[2:4]
        touch = Touch(commit, real_id(blob), len(parents[commit]) > 1, real_id(before))
        found.setdefault(next(parts), []).append(touch)
    return found
