"""With which bytes what people said first came into a history, and what it became there."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

import msgspec

from store.git import Repository
from store.objects import Entry
from store.sharing.shelf import Shelf
from store.sharing.versions import REGULAR, file_of

_MANY_PATHS = 200
_COMMIT = "\x01"


class RawChange(msgspec.Struct, frozen=True):
    """What one commit did to one path; `status` is git's letter, `blob` what lay there then."""

    commit: str
    status: str
    mode: str
    blob: str
    path: str


def raw_changes(
    repository: Repository,
    commits: Sequence[str],
    how: str,
    where: Sequence[str],
    *options: str,
) -> Iterator[RawChange]:
    """Yield every change of a kind (of git's diff filter), none before one that came of it.

    What a merge itself holds is left out, unless `options` ask git for that.
    """
    given = b"".join(
        repository.log(
            *("--topo-order", "--full-history", f"--diff-filter={how}", "--raw", "-z"),
            *("--format=tformat:%x01%H", "--no-abbrev", "--no-renames", *options),
            *(*commits, "--", *where),
        )
    )
    parts = iter(given.decode("utf-8", "surrogateescape").split("\0")[:-1])
    commit = ""
    for part in parts:
        if part.startswith(_COMMIT):
            commit = part[1:]
            continue
        _, mode, _, blob, status = part.removeprefix("\n").split(" ")
        yield RawChange(commit, status, mode, blob, next(parts))


class Origins:
    """What the histories of some commits say of files of what people said."""

    def __init__(self, repository: Repository, shelf: Shelf, commits: Sequence[str]) -> None:
        self._repository = repository
        self._shelf = shelf
        self._commits = commits
        self._changes: dict[str, list[RawChange]] = {}

    def read(self, paths: Collection[str] = (), names: Collection[str] = ()) -> None:
        """Read what became of these paths, and of files with these names wherever they lay."""
        if not (paths or names) or not self._commits:
            return
        few = not names and len(paths) <= _MANY_PATHS
        where = tuple(paths) if few else ("contributions",)
        found: dict[str, list[RawChange]] = {path: [] for path in paths}
        for each in raw_changes(self._repository, self._commits, "AMT", where):
            if each.path in found or each.path.rpartition("/")[2] in names:
                found.setdefault(each.path, []).append(each)
        # What no change of its own brought in, a merge did: so it is with a second thing said
        # under one id, which has its place from the merge that found it.
        merged = [path for path, all_ in found.items() if not any(c.status == "A" for c in all_)]
        if merged:
            where = tuple(merged) if len(merged) <= _MANY_PATHS else ("contributions",)
            option = "--diff-merges=separate"
            for each in raw_changes(self._repository, self._commits, "A", where, option):
                if each.path in merged:
                    found[each.path].append(each)
        self._changes |= found
        self._shelf.fetch(each.blob for all_ in found.values() for each in all_)

    def ever(self, path: str) -> frozenset[str]:
        """Return all that ever lay at a path."""
        return frozenset(each.blob for each in self._changes.get(path, ()))

    def added(self, path: str) -> frozenset[str]:
        """Return all with which a file at a path was new."""
        return frozenset(c.blob for c in self._changes.get(path, ()) if c.status == "A")

    def paths(self, name: str) -> tuple[str, ...]:
        """Return every path with this file name of which something is known."""
        return tuple(path for path in self._changes if path.rpartition("/")[2] == name)

    def first(self, *paths: str) -> frozenset[str]:
        """Return with what the files at `paths`, which are one, began: what came before all else.

        That is one version, but where two came in apart from each other. A file nobody could read
        said nothing until it was put right.
        """
        changes = [each for path in paths for each in self._changes.get(path, ())]
        plain = [each for each in changes if each.mode in REGULAR]
        read = [each for each in plain if file_of(self._shelf, Entry(each.mode, each.blob))]
        known = read or plain
        added = [each for each in changes if each.status == "A"]
        if len(added) == 1 and added[0] in known:
            return frozenset((added[0].blob,))
        return self._earliest(known)

    def _earliest(self, changes: Sequence[RawChange]) -> frozenset[str]:
        """Return what none of these changes came before; where they agree, no history is read."""
        found: dict[str, list[str]] = {each.blob: [] for each in changes}
        if len(found) < 2:
            return frozenset(found)
        for each in self._oldest_first(changes):
            begun = (one for all_ in found.values() for one in all_)
            if not any(self._came_of(each.commit, one) for one in begun):
                found[each.blob].append(each.commit)
        return frozenset(blob for blob, all_ in found.items() if all_)

    def _oldest_first(self, changes: Iterable[RawChange]) -> list[RawChange]:
        return sorted(changes, key=lambda each: -self._order.get(each.commit, 0))

    def _came_of(self, later: str, earlier: str) -> bool:
        if earlier not in self._after:
            after: set[str] = set()
            waiting = [earlier]
            while waiting:
                new = [c for c in self._children.get(waiting.pop(), ()) if c not in after]
                after.update(new)
                waiting += new
            self._after[earlier] = after
        return later in self._after[earlier]

    @cached_property
    def _after(self) -> dict[str, set[str]]:
        return {}

    @cached_property
    def _children(self) -> Mapping[str, list[str]]:
        children: dict[str, list[str]] = {}
        for commit, *parents in self._listed:
            for parent in parents:
                children.setdefault(parent, []).append(commit)
        return children

    @cached_property
    def _order(self) -> Mapping[str, int]:
        return {commit: at for at, (commit, *_) in enumerate(self._listed)}

    @cached_property
    def _listed(self) -> Sequence[Sequence[str]]:
        asked = ("rev-list", "--topo-order", "--parents", *self._commits)
        listed = self._repository.run(*asked).stdout.decode()
        return [line.split() for line in listed.splitlines()]
