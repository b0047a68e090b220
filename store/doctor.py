"""The state of the workspace itself: what is unusual, and what can be mended without loss."""

import os
from collections.abc import Iterator
from pathlib import Path

from schema.record import Damaged
from store import drafts, foreign, own_code
from store.cache import Cache
from store.checking import changed_by_hand
from store.desk import Desk
from store.errors import CoproduceError, GitFailed, HistoryMissing, NotWritable
from store.founding import ATTRIBUTES
from store.git import BRANCH
from store.outside import edited_outside
from store.recovery import recover
from store.sharing import findings, own_page
from store.values import Finding

_GRAPH = Path("objects/info/commit-graph")
_GRAPHS = Path("objects/info/commit-graphs/commit-graph-chain")
_MANY_COMMITS = 500


def doctor(desk: Desk, cache: Cache, *, fix: bool) -> tuple[Finding, ...]:
    """Return what is unusual here; with `fix`, mend first what can be mended, losing no bytes."""
    missing = [*_missing(desk)]
    if missing:
        return (*missing, *_halted(desk), *_kept(desk))
    mended = _mend(desk, cache) if fix else []
    found = (
        *(*_halted(desk), *_closed(desk), *_identity(desk), *_records(desk)),
        *(*own_code.findings(desk), *_kept(desk), *_changed_by_hand(desk)),
    )
    return (*mended, *found, *findings.findings(desk), *_slow(desk))


def _mend(desk: Desk, cache: Cache) -> list[Finding]:
    done = [Finding(code="interrupted", message=each) for each in recover(desk.repository)]
    done += findings.mend(desk)
    done += own_page.mend(desk)
    done += own_code.mend(desk)
    cache.rebuild()
    done.append(Finding(code="cache", message="The list of records was built anew."))
    if _needs_graph(desk):
        desk.repository.write("commit-graph", "write", "--reachable", "--changed-paths")
        done.append(Finding(code="history-index", message="The history was made quick to read."))
    return done


def _missing(desk: Desk) -> Iterator[Finding]:
    try:
        desk.refresh()
    except HistoryMissing as problem:
        yield Finding(code=problem.code, message=f"{problem.sentence} {problem.hint}")


def _halted(desk: Desk) -> Iterator[Finding]:
    try:
        foreign.refuse(desk.repository)
    except CoproduceError as problem:
        yield Finding(code=problem.code, message=f"{problem.sentence} {problem.hint}")
    paths = desk.repository.paths
    places = (paths.git_dir / "index.lock", paths.git_dir / "HEAD.lock")
    places += (paths.common_dir / "packed-refs.lock", paths.common_dir / f"{BRANCH}.lock")
    for lock in places:
        if os.path.lexists(lock):
            yield Finding(
                code="locked",
                message=f"Another program is writing here, or stopped halfway: it left {lock}. "
                "If nothing else is running here, remove that file.",
            )


def _closed(desk: Desk) -> Iterator[Finding]:
    """Yield a sentence when this user may look here, but not save."""
    paths = desk.repository.paths
    places = (paths.private, paths.common_dir / "objects", paths.root)
    for place in places:
        if place.exists() and not os.access(place, os.W_OK):
            problem = NotWritable(place)
            yield Finding(code=problem.code, message=f"{problem.sentence} {problem.hint}")
            return


def _identity(desk: Desk) -> Iterator[Finding]:
    try:
        me = desk.me
        known = bool(desk.snapshot.path(me)) if me else False
    except CoproduceError as problem:
        yield Finding(code=problem.code, message=f"{problem.sentence} {problem.hint}")
        return
    if not me:
        yield Finding(
            code="no-identity",
            message="The workspace does not know who is at the keyboard. "
            "Say who you are with: --as PERSON",
        )
    elif not known:
        yield Finding(
            code="unknown-person",
            message=f"The person at the keyboard ({me}) has no record here. "
            "Get the newest changes, or say who you are with: --as PERSON",
            fix=own_page.FIX if own_page.was_here(desk) else "",
        )
    try:
        desk.refuse_newer_format()
    except CoproduceError as problem:
        yield Finding(code=problem.code, message=f"{problem.sentence} {problem.hint}")


def _changed_by_hand(desk: Desk) -> Iterator[Finding]:
    try:
        found = tuple(changed_by_hand(desk))
    except GitFailed:
        # A history that cannot be read is told of by itself.
        return
    if found:
        yield Finding(
            code="words-changed",
            message=f"{_count(len(found), 'file')} in which somebody said something was changed or "
            "taken away by hand. Ask whose words they are, and see: coproduce check",
        )


def _records(desk: Desk) -> Iterator[Finding]:
    damaged = [each for each in desk.snapshot.everything if isinstance(each, Damaged)]
    if damaged:
        yield Finding(
            code="damaged",
            message=f"{_count(len(damaged), 'file')} cannot be read as a record: "
            f"{', '.join(each.path for each in damaged[:5])}. See why with: coproduce check",
        )
    outside = edited_outside(desk.repository)
    if outside:
        yield Finding(
            code="changed-outside",
            message=f"{_count(len(outside), 'file')} changed outside the program: "
            f"{', '.join(sorted(outside)[:5])}. Save one with: coproduce edit REF --outside keep",
        )
    found = desk.repository.read_object("HEAD:.gitattributes")
    lines = (found.data or b"").splitlines() if found else []
    if ATTRIBUTES.strip() not in lines:
        yield Finding(
            code="no-attributes",
            message="The file .gitattributes does not protect the records from being rewritten. "
            f"Add this line to it: {ATTRIBUTES.decode().strip()}",
        )


def _kept(desk: Desk) -> Iterator[Finding]:
    for each in drafts.kept(desk.repository.paths):
        yield Finding(
            code="draft",
            message=f"Words for {each.about} could not be saved and are kept in {each.path}.",
        )


def _slow(desk: Desk) -> Iterator[Finding]:
    if _needs_graph(desk):
        yield Finding(
            code="history-index",
            message="The history is long and slow to read.",
            fix="Make an index of it.",
        )


def _needs_graph(desk: Desk) -> bool:
    common = desk.repository.paths.common_dir
    if (common / _GRAPH).exists() or (common / _GRAPHS).exists():
        return False
    counted = desk.repository.run(
        "rev-list", "--count", f"--max-count={_MANY_COMMITS}", "HEAD", check=False
    )
    return int(counted.stdout.strip() or b"0") >= _MANY_COMMITS


def _count(number: int, what: str) -> str:
    return f"1 {what}" if number == 1 else f"{number} {what}s"
