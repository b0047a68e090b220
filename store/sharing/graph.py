"""What is new in the histories of some commits: which commits joined others, and who made them."""

from collections.abc import Collection, Iterator, Mapping, Sequence

import msgspec

from store import errors
from store.git import Repository
from store.objects import Signer, commit_bytes, commit_tree_id
from store.sharing.shelf import Shelf

NAME = "coproduce merge"
EMAIL = "merge@coproduce.invalid"
VERSION = 1
_TRAILER = "%(trailers:key=Coproduce-Merge,valueonly,unfold,separator=%x2C)"
_FORM = f"%H%x00%P%x00%ae%x00%ce%x00{_TRAILER}%x00"
_PARTS = 5
# The most letters of a version that anybody is shown.
_LONGEST = 20


class Graph(msgspec.Struct, frozen=True):
    """Commits by their parents, newest first; those in `settled` and before were looked at.

    `settled` are the merges that are ours in every byte but their files.
    """

    parents: Mapping[str, tuple[str, ...]]
    settled: Collection[str]

    def foreign(self, end: str) -> tuple[str, ...]:
        """Return what others joined in the history of `end`, each after all that came before it.

        What came before a merge of ours in that history is left out: it was put right then.
        """
        mine = self._before([end])
        done = self._before([each for each in self.settled if each in mine])
        return tuple(self._joins(end, done))

    def _before(self, starts: Collection[str]) -> set[str]:
        """Return these commits and all that came before them."""
        seen: set[str] = set()
        waiting = list(starts)
        while waiting:
            each = waiting.pop()
            if each not in seen:
                seen.add(each)
                waiting += self.parents.get(each, ())
        return seen

    def _joins(self, end: str, done: Collection[str]) -> Iterator[str]:
        """Yield joining commits, the order among unrelated ones being that of the parents' ids.

        What is left out of `done` for want of knowledge does not change the order of the others.
        """
        seen = set(done)
        waiting = [(end, False)]
        while waiting:
            each, is_below_done = waiting.pop()
            if is_below_done:
                if len(self.parents[each]) > 1:
                    yield each
            elif each not in seen and each in self.parents:
                seen.add(each)
                waiting.append((each, True))
                waiting += [(parent, False) for parent in sorted(self.parents[each])]


def read(repository: Repository, heads: Sequence[str], trusted: Sequence[str]) -> Graph:
    """Return the history of `heads` without that of `trusted`. Raises NewerMerge or GitFailed."""
    known = [f"^{each}" for each in trusted if repository.resolve(f"{each}^{{commit}}")]
    asked = ("--topo-order", f"--format=tformat:{_FORM}", *dict.fromkeys(heads), *known, "--")
    listed = b"".join(repository.log(*asked)).decode("utf-8", "replace")
    parents: dict[str, tuple[str, ...]] = {}
    claimed: list[str] = []
    # Each ends in a line break, which is no part of the next one's id.
    parts = [each.removeprefix("\n") for each in listed.split("\0")[:-1]]
    for at in range(0, len(parts), _PARTS):
        id_, both, author, committer, trailer = parts[at : at + _PARTS]
        parents[id_] = tuple(both.split(" ")) if both else ()
        if trailer and author == committer == EMAIL:
            _refuse_newer(trailer)
            claimed.append(id_)
    shelf = Shelf(repository)
    settled = {each for each in claimed if _is_ours(repository, shelf, each, parents[each])}
    return Graph(parents, settled)


def made(tree: str, parents: Sequence[str], time: int, message: str) -> bytes:
    """Return the commit that a merge of ours makes of `tree`; `time` is that of its last parent.

    The same on every computer: parents sorted, one name that is nobody's, the time at +0000.
    """
    who = Signer(NAME, EMAIL, f"{time} +0000")
    return commit_bytes(tree, tuple(sorted(parents)), who, message)


def _is_ours(repository: Repository, shelf: Shelf, commit: str, parents: Sequence[str]) -> bool:
    """Return whether a commit is, but for its files, exactly what a merge of ours makes.

    A name and a word in the message can be anybody's; what is not ours in every byte is looked at
    like any other.
    """
    from store.sharing import as_said, folding, repairing

    messages = {1: (repairing.MESSAGE, as_said.MESSAGE), 2: (folding.MESSAGE,)}
    found = repository.read_object(commit)
    if len(parents) not in messages or found is None or found.data is None:
        return False
    time = max(shelf.commit(each).time for each in parents)
    tree = commit_tree_id(found.data)
    return found.data in {made(tree, parents, time, each) for each in messages[len(parents)]}


def _refuse_newer(trailer: str) -> None:
    found = trailer.rpartition(",")[2].strip()
    if len(found) > _LONGEST:
        raise errors.NewerMerge(f"{found[:_LONGEST]}…")
    if not found.isdecimal() or int(found) > VERSION:
        raise errors.NewerMerge(found)
