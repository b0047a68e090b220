"""What people said stays as they said it: what was changed or taken away by hand is put back.

A merge does the same between two sides (`store.sharing.contributions`). Here it is done where
nobody else saved anything meanwhile, so that the outcome does not depend on that.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from store.git import Repository
from store.objects import Entry
from store.sharing.contributions import (
    REMOVED,
    is_withdrawn_in,
    newest_gone,
    raw_changes,
)
from store.sharing.notes import Note
from store.sharing.repairing import Mended
from store.sharing.shelf import FOLDER
from store.sharing.trees import differing, entry_at, files_below, rewritten
from store.sharing.versions import file_of

if TYPE_CHECKING:
    from store.sharing.folding import Folding
    from store.sharing.shelf import Shelf

MESSAGE = """What people said stands again as they said it

Coproduce-Op: merged
Coproduce-Merge: 1
"""
_WHERE = "contributions"
_ACTIVITY = "coproduce.md"
_ID = re.compile(r"[a-z2-7]{16}")


class _Doubt(msgspec.Struct, frozen=True):
    """A file of something said that may not be as it was said, by its path; `id` is whose."""

    path: str
    id: str
    now: Entry | None


def as_said(folding: "Folding", commit: str, heads: Sequence[str], since: Sequence[str]) -> Mended:
    """Return `commit`, with one on top of it where what people said is not as they said it.

    Words taken back stay so, under whatever name; a file that was changed or taken away has the
    bytes it came into the history with. One that was moved stays where it is. `heads` are the
    saved commits that `commit` was made of, `since` earlier ones for which this was done. The same
    history gives the same commit everywhere.
    """
    shelf = folding.shelf
    tree = shelf.commit(commit).tree
    doubts = tuple(_doubts(folding, tree, heads, since))
    changes = _workspace_itself(folding, tree, heads)
    notes = [Note(path, "workspace-kept") for path in changes]
    if not doubts and not changes:
        return Mended(commit)
    lay = _Lay(folding.repository, heads, {each.id for each in doubts})
    there = _names(shelf, tree) if any(each.now is None for each in doubts) else frozenset[str]()
    for each in doubts:
        entry = _should_be(shelf, each, lay, there)
        if entry is not None and (each.now is None or entry.id != each.now.id):
            changes[each.path] = entry
            notes.append(_told(shelf, each, entry))
    if not changes:
        return Mended(commit)
    made = folding.commit((commit,), rewritten(shelf, tree, changes), MESSAGE)
    return Mended(made, tuple(notes))


def _workspace_itself(
    folding: "Folding", tree: str, heads: Sequence[str]
) -> dict[str, Entry | None]:
    """Return the page of the workspace as it last was, where somebody took it away.

    Without it nobody has a workspace any more, and nobody could get back what is in it.
    """
    if entry_at(folding.shelf, tree, _ACTIVITY) is not None:
        return {}
    last = next(raw_changes(folding.repository, heads, "AM", (_ACTIVITY,)), None)
    return {_ACTIVITY: Entry("100644", last[1])} if last else {}


def _told(shelf: "Shelf", doubt: _Doubt, entry: Entry) -> Note:
    if doubt.now is None:
        return Note(doubt.path, REMOVED)
    if is_withdrawn_in(shelf, entry):
        return Note(doubt.path, "taken-back-before")
    return Note(doubt.path, "contribution-edited", doubt.now.id)


def _should_be(shelf: "Shelf", doubt: _Doubt, lay: "_Lay", there: frozenset[str]) -> Entry | None:
    """Return what belongs in the place of a file; None for what may stay as it is."""
    if doubt.now is None and f"{doubt.id}.md" in there:
        return None
    whose = _whose(shelf, doubt.now)
    mode = doubt.now.mode if doubt.now else "100644"
    known = [Entry(mode, each) for each in sorted(lay.ever.get(doubt.id, ()))]
    back = [each for each in known if is_withdrawn_in(shelf, each)]
    if whose:
        back = [each for each in back if _whose(shelf, each) == whose]
    first = lay.first.get(doubt.path, frozenset[str]())
    if back:
        # Words that were taken back and then taken away are nowhere; that is as it should be.
        return newest_gone(shelf, back) if doubt.now else None
    if not first or (doubt.now and doubt.now.id in first):
        return None
    return Entry(mode, min(first))


def _whose(shelf: "Shelf", entry: Entry | None) -> tuple[str, ...]:
    """Return what tells whose words a file holds; nothing for what cannot be read."""
    file = file_of(shelf, entry)
    return tuple(str(file.fields.get(name)) for name in ("id", "by")) if file else ()


def _doubts(
    folding: "Folding", tree: str, heads: Sequence[str], since: Sequence[str]
) -> Iterator[_Doubt]:
    """Yield every file that is not simply something said since, under its own name."""
    shelf = folding.shelf
    files = list(_touched(folding, tree, heads, since))
    shelf.fetch(entry.id for _, entry, _ in files if entry)
    for path, entry, is_new in files:
        if entry is not None and is_withdrawn_in(shelf, entry):
            continue
        stem, inside = _stem(path), "".join(_whose(shelf, entry)[:1])
        if is_new and inside == stem:
            continue
        known = [each for each in (inside, stem) if _ID.fullmatch(each)]
        if known:
            yield _Doubt(path, known[0] if is_new else known[-1], entry)


def _touched(
    folding: "Folding", tree: str, heads: Sequence[str], since: Sequence[str]
) -> Iterator[tuple[str, Entry | None, bool]]:
    """Yield (path, what lies there, whether it is new) of what anybody may have done by hand."""
    shelf = folding.shelf
    now = _below(shelf, tree)
    known = [each for each in since if folding.repository.resolve(f"{each}^{{commit}}")]
    # What was changed and changed back leaves no trace but in the history.
    once = _changed_ever(folding.repository, heads, known) if folding.known.by_hand else ()
    for path in once:
        yield path, entry_at(shelf, tree, path), False
    if known:
        before = _below(shelf, shelf.commit(known[0]).tree)
        for path, (was, entry) in differing(shelf, (before, now), f"{_WHERE}/"):
            if path not in once:
                yield path, entry, was is None
    elif folding.known.by_hand:
        for path, entry in files_below(shelf, now, f"{_WHERE}/"):
            if path not in once and not _ID.fullmatch(_stem(path)):
                yield path, entry, True


def _below(shelf: "Shelf", tree: str) -> str:
    found = shelf.tree(tree).get(_WHERE)
    return found.id if found and found.mode == FOLDER else ""


def _names(shelf: "Shelf", tree: str) -> frozenset[str]:
    there = files_below(shelf, _below(shelf, tree))
    return frozenset(path.rpartition("/")[2] for path, _ in there)


def _stem(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".md")


def _changed_ever(
    repository: Repository, heads: Sequence[str], since: Sequence[str]
) -> frozenset[str]:
    """Return every file of something said that a change since then altered or took away."""
    asked = (*heads, *(f"^{each}" for each in since))
    given = raw_changes(repository, asked, "MD", (_WHERE,))
    return frozenset(path for _, _, path in given)


class _Lay:
    """Which blobs lay in the files of some ids: those they began with by path, and any at all."""

    def __init__(self, repository: Repository, heads: Sequence[str], ids: Iterable[str]) -> None:
        self.first: dict[str, frozenset[str]] = {}
        self.ever: Mapping[str, set[str]] = {each: set() for each in ids}
        # Nobody knows in which folders they once lay.
        for status, blob, path in raw_changes(repository, heads, "AM", (_WHERE,)):
            if _stem(path) in self.ever:
                self.ever[_stem(path)].add(blob)
                if status == "A":
                    self.first[path] = self.first.get(path, frozenset()) | {blob}
