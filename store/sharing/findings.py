"""What is unusual about sharing, each with the way out; what is known here, nobody is asked."""

from collections.abc import Iterator

import msgspec

from store import errors, lock
from store.desk import Desk
from store.git import BRANCH
from store.sharing import exchange, marks, remotes
from store.sharing.state import is_shallow
from store.sharing.versions import is_beside
from store.values import Finding

_MOST = 5


def findings(desk: Desk) -> Iterator[Finding]:
    """Yield what is unusual about sharing."""
    repository = desk.repository
    places = remotes.places(repository)
    remembered = marks.read(repository.paths)
    if is_shallow(repository):
        problem = errors.ShallowHistory()
        yield Finding(
            code=problem.code, message=f"History incomplete: {problem.sentence} {problem.hint}"
        )
    if (repository.paths.common_dir / "info" / "grafts").exists():
        yield Finding(
            code="grafts",
            message="A file of this git (.git/info/grafts) says that parts of the history do not "
            "count. The whole history is read all the same.",
        )
    # Working alone is nothing unusual; a place that is gone is.
    if not places and remembered.last:
        problem = errors.NoPlace()
        yield Finding(code=problem.code, message=f"{problem.sentence} {problem.hint}")
    for name, trouble in remembered.trouble.items():
        yield Finding(
            code=trouble.code, message=f"When last shared with “{name}”: {trouble.message}"
        )
    if _was_interrupted(desk, remembered):
        yield Finding(
            code="sync-interrupted",
            message="Sharing was interrupted. Nothing is lost; finish it with: coproduce sync",
            fix="Forget that it was interrupted.",
        )
    if remembered.waiting:
        yield Finding(
            code="waiting",
            message=f"{', '.join(remembered.waiting[:5])} changed here and not saved, so what"
            " others shared waits. Save it or put the saved text back, then type: coproduce sync",
        )
    yield from _kept_beside(desk)
    yield from _newer_merge(desk, {each.code for each in remembered.trouble.values()})


def _kept_beside(desk: Desk) -> Iterator[Finding]:
    """Yield the files that were kept beside another one, because nobody decided between them."""
    tree = desk.repository.tree_entries(desk.snapshot.tree)
    paths = [path for path, _, _ in tree if is_beside(path)]
    if paths:
        more = f" and {len(paths) - _MOST} more" if len(paths) > _MOST else ""
        yield Finding(
            code="kept-both",
            message=f"Two teams had another text in one file, so both were kept, one of them as "
            f"{', '.join(paths[:_MOST])}{more}. Put together what is right, and remove the other.",
        )


def mend(desk: Desk) -> Iterator[Finding]:
    """Forget what was interrupted, as nothing depends on it; yield what was done."""
    paths = desk.repository.paths
    remembered = marks.read(paths)
    if _was_interrupted(desk, remembered):
        marks.write(paths, msgspec.structs.replace(remembered, begun=False))
        yield Finding(code="sync-interrupted", message="That sharing was interrupted is forgotten.")


def _was_interrupted(desk: Desk, remembered: marks.Marks) -> bool:
    """Return whether sharing was begun and nobody is at it."""
    if not remembered.begun:
        return False
    try:
        with lock.hold(desk.repository.paths.private / "sharing-lock", 0):
            return True
    except (errors.LockHeld, errors.NotWritable):
        # Somebody is at it; or nobody may share from here, which is told by itself.
        return False


def _newer_merge(desk: Desk, told: set[str]) -> Iterator[Finding]:
    """Yield a finding when versions were joined here by a newer coproduce, or nobody can tell."""
    head = desk.repository.resolve(BRANCH)
    if errors.NewerMerge.code in told or not head:
        return
    try:
        exchange.refuse_newer_merge(desk.repository, head)
    except (errors.NewerMerge, errors.GitFailed) as problem:
        yield Finding(code=problem.code, message=f"{problem.sentence} {problem.hint}")
