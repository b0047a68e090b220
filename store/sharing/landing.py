"""Bringing what others shared into the branch, the files and git's index; all or nothing.

The branch moves in one step, which is the moment it counts; files and index follow. A journal is
written before, as for a save, so that whoever comes after a crash finishes it (`store.recovery`).
"""

import os
import secrets
from collections.abc import Collection, Sequence
from datetime import datetime

import msgspec

from store import errors, files, foreign, journal, lock, recovery
from store.committing import move_branch
from store.files import Folders, Probe, quiet
from store.finishing import finish
from store.git import BRANCH, Repository, TreeChange
from store.journal import Journal, Planned
from store.objects import FILE_MODES, Signer, real_id
from store.sharing import graph

_WORDS = "coproduce: what others shared"
_NO_FILE = "no plain file"


class Landed(msgspec.Struct, frozen=True):
    """What came of it: whether the branch `moved`, what stood in the way, sentences for people.

    `in_the_way` are files that were changed here and not saved, and that others changed too: then
    nothing was moved. With neither, somebody saved meanwhile.
    """

    moved: bool
    in_the_way: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def land(
    repository: Repository, base: str, target: str, when: datetime, *, probe: Probe = quiet
) -> Landed:
    """Move main from `base` to `target`, a descendant, and bring files and index in line.

    `when` is for git's log of the branch. Files changed and not saved, and
    entries somebody staged, stay as they are. Raises ForeignOperation, LockHeld, NotWritable,
    DiskFull, UnsafePath, HookRefused or GitFailed; then nothing was moved.
    """
    paths = repository.paths
    with lock.hold(journal.lock_place(paths)) as held:
        notes = recovery.settle_all(repository, held)
        foreign.refuse(repository)
        if repository.resolve(BRANCH) != base:
            return Landed(moved=False, notes=notes)
        plan, in_the_way = _plan(repository, base, target)
        if in_the_way:
            return Landed(moved=False, in_the_way=in_the_way, notes=notes)
        record = Journal(secrets.token_hex(8), os.getpid(), base, target, plan, what=journal.SHARED)
        journal.write(paths, record, durable=repository.is_durable)
        probe("journal")
        try:
            signer = Signer(graph.NAME, graph.EMAIL, f"{int(when.timestamp())} +0000")
            if not move_branch(repository, base, target, signer, _WORDS, held):
                journal.remove(paths)
                return Landed(moved=False, notes=notes)
            probe("branch")
            notes += finish(repository, record, held, probe)
        except BaseException:
            recovery.settle(repository, held)
            raise
        return Landed(moved=True, notes=notes)


def _plan(
    repository: Repository, base: str, target: str
) -> tuple[tuple[Planned, ...], tuple[str, ...]]:
    """Return what is to be written, and the files that stand in the way."""
    changes = repository.diff_trees(base, target)
    staged = _staged(repository, base) if base else {}
    plan: list[Planned] = []
    doubtful: dict[str, int] = {}
    going = {each.path for each in changes if not each.new_id and each.old_mode in FILE_MODES}
    with Folders(repository.paths.root) as folders:
        for change in changes:
            path = change.path
            planned = _planned(folders, change, going, repository.algorithm)
            plan.append(planned)
            if staged.get(path, change.new_id) != change.new_id:
                doubtful[path] = -1
            elif planned.on_disk not in (planned.saved, planned.blob) and _is_file(planned):
                doubtful[path] = len(plan) - 1
    asked = [plan[at] for at in doubtful.values() if at >= 0]
    changed = {each.path for each in asked} - _as_saved(repository, asked)
    were_links = {each.path for each in changes if each.old_id and each.old_mode not in FILE_MODES}
    left = [each for each in asked if each.path in changed & were_links]
    changed -= {each.path for each in left if _was_saved(repository, base, each)}
    blocked = tuple(path for path, at in doubtful.items() if at < 0 or path in changed)
    # A folder is gone before a file takes its place.
    return tuple(sorted(plan, key=lambda planned: bool(planned.blob))), blocked


def _as_saved(repository: Repository, some: Sequence[Planned]) -> set[str]:
    """Return the paths of files that are what is saved, though a filter wrote them.

    Asked of the files themselves: git's list of what changed leaves out those it is to ignore.
    """
    # A name with a line break cannot be asked about, and counts as changed.
    asked = [each for each in some if each.saved and "\n" not in each.path]
    if not asked:
        return set()
    given = "".join(f"{each.path}\n" for each in asked).encode("utf-8", "surrogateescape")
    found = repository.run("hash-object", "--stdin-paths", given=given, check=False).stdout.split()
    if len(found) != len(asked):
        return set()
    return {e.path for e, id_ in zip(asked, found, strict=True) if id_.decode() == e.saved}


def _was_saved(repository: Repository, base: str, planned: Planned) -> bool:
    """Return whether a file is what was saved there once.

    So it is where others put a link in its place: a link is not brought to disk, and it stayed.
    """
    if planned.on_disk in ("", _NO_FILE):
        return False
    asked = ("-1", "--format=%H", f"--find-object={planned.on_disk}", base, "--", planned.path)
    return bool(repository.run("log", *asked, check=False).stdout.strip())


def _is_file(planned: Planned) -> bool:
    return planned.mode in FILE_MODES


def _planned(
    folders: Folders, change: TreeChange, going: Collection[str], algorithm: str
) -> Planned:
    """Return what is to become of one path; of what is no regular file only the index is told.

    The files `going` will be removed before; whether they may be is asked for each of them.
    """
    mode = change.new_mode if change.new_id else change.old_mode
    on_disk = ""
    if mode in FILE_MODES:
        on_disk = _on_disk(folders, change, going, algorithm)
    return Planned(change.path, mode, change.new_id, change.old_id, on_disk)


def _on_disk(folders: Folders, change: TreeChange, going: Collection[str], algorithm: str) -> str:
    """Return the id of what lies there; a word that is no id where that is no plain file.

    A link that was saved as one is as it was saved. Where a file that is going has the place of a
    folder, or the other way round, it is nothing.
    """
    path = change.path
    try:
        return folders.id_there(path, change.old_id, algorithm)
    except errors.UnsafePath:
        if not files.is_inside(path):
            raise
    parts = path.split("/")
    if any("/".join(parts[:depth]) in going for depth in range(1, len(parts))):
        return ""
    if folders.is_folder(path) and all(each in going for each in folders.files_below(path)):
        return ""
    return _NO_FILE


def _staged(repository: Repository, base: str) -> dict[str, str]:
    """Return the blob of every entry of the index that differs from `base`, "" for none."""
    given = repository.run(
        "diff-index", "--cached", "--raw", "-z", "--no-renames", "--no-abbrev", base
    )
    parts = iter(given.stdout.decode("utf-8", "surrogateescape").split("\0")[:-1])
    found: dict[str, str] = {}
    for about, path in zip(parts, parts, strict=True):
        id_ = about.split(" ")[3]
        found[path] = real_id(id_)
    return found
