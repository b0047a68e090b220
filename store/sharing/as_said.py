"""What people said stays as they said it: what was changed or taken away by hand is put back.

A merge does the same between two sides (`store.sharing.contributions`). Here it is done where
nobody else saved anything meanwhile, so that the outcome does not depend on that.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from store.objects import Entry
from store.sharing.contributions import (
    REMOVED,
    is_same_said,
    is_withdrawn_in,
    newest_gone,
    said_by,
)
from store.sharing.notes import Note
from store.sharing.origins import Origins, raw_changes
from store.sharing.repairing import Mended
from store.sharing.shelf import FOLDER
from store.sharing.trees import differing, entry_at, files_below, rewritten
from store.sharing.versions import REGULAR, beside

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
_PLAIN = "100644"


class _Doubt(msgspec.Struct, frozen=True):
    """A file of something said that may not be as it was said, by its path; `id` is whose."""

    path: str
    id: str
    now: Entry | None

    @property
    def name(self) -> str:
        return f"{self.id}.md"


def as_said(folding: "Folding", commit: str, heads: Sequence[str], since: Sequence[str]) -> Mended:
    """Return `commit`, with one on top of it where what people said is not as they said it.

    Words taken back stay so, under whatever name; a file that was changed or taken away has the
    bytes it came into the history with. One that was moved stays where it is. What a commit says
    of itself does not count, only what it changed: anybody can add to a commit of the program.
    `heads` are the saved commits that `commit` was made of, `since` earlier ones for which this
    was done. The same history gives the same commit everywhere.
    """
    shelf = folding.shelf
    tree = shelf.commit(commit).tree
    changes = _workspace_itself(folding, tree, heads)
    notes = [Note(path, "workspace-kept") for path in changes]
    doubts = tuple(_doubts(folding, tree, heads, since))
    if doubts:
        origins = Origins(folding.repository, shelf, heads)
        origins.read({each.path for each in doubts}, {each.name for each in doubts})
        put_back = _put_back(shelf, tree, doubts, origins)
        notes += [
            _told(shelf, each, put_back[each.path]) for each in doubts if each.path in put_back
        ]
        changes |= {**_made_way(shelf, tree, put_back), **put_back}
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
    return {_ACTIVITY: Entry(_PLAIN, last.blob)} if last else {}


def _told(shelf: "Shelf", doubt: _Doubt, entry: Entry) -> Note:
    if doubt.now is None:
        return Note(doubt.path, REMOVED)
    if is_withdrawn_in(shelf, entry):
        return Note(doubt.path, "taken-back-before")
    return Note(doubt.path, "contribution-edited", doubt.now.id)


def _put_back(
    shelf: "Shelf", tree: str, doubts: Sequence[_Doubt], origins: Origins
) -> dict[str, Entry]:
    """Return what belongs where something else, or nothing, is now."""
    lie = _Lying(shelf, tree)
    found: dict[str, Entry] = {}
    for each in sorted(doubts, key=lambda each: each.now is None):
        entry = _should_be(shelf, each, origins)
        if entry is None or entry == each.now:
            continue
        if each.now is None:
            # Words that were taken back and then taken away are nowhere, as it should be.
            stays = is_withdrawn_in(shelf, entry) or lie.elsewhere(each.path, entry, found)
        else:
            is_anothers = not is_same_said(shelf, each.now, entry)
            was_added = each.now.id in origins.added(each.path)
            stays = is_anothers and was_added and lie.elsewhere(each.path, entry, found)
        if not stays:
            found[each.path] = entry
    return found


class _Lying:
    """Where what people said lies now, by the names of the files; read when it is asked for."""

    def __init__(self, shelf: "Shelf", tree: str) -> None:
        self._shelf = shelf
        self._tree = tree

    @cached_property
    def _places(self) -> Mapping[str, Sequence[tuple[str, Entry]]]:
        places: dict[str, list[tuple[str, Entry]]] = {}
        below = _folder(self._shelf, self._tree, _WHERE)
        for path, entry in files_below(self._shelf, below, f"{_WHERE}/"):
            places.setdefault(path.rpartition("/")[2], []).append((path, entry))
        return places

    def elsewhere(self, path: str, said: Entry, instead: Mapping[str, Entry]) -> bool:
        """Return whether what was `said` has another place, with `instead` where that is known."""
        places = self._places.get(path.rpartition("/")[2], ())
        others = [instead.get(other, entry) for other, entry in places if other != path]
        return any(o.id == said.id or is_same_said(self._shelf, o, said) for o in others)


def _should_be(shelf: "Shelf", doubt: _Doubt, origins: Origins) -> Entry | None:
    """Return what belongs in the place of a file, None where nothing is known of it."""
    same = [path for path in origins.paths(doubt.name) if path != doubt.path]
    is_own_name = doubt.path.endswith(f"/{doubt.name}")
    began = _began(shelf, doubt, origins, same if is_own_name else ())
    mode = doubt.now.mode if doubt.now and doubt.now.mode in REGULAR else _PLAIN
    if doubt.now and doubt.now.id in began:
        said = Entry(mode, doubt.now.id)
    elif began:
        said = Entry(mode, _one_of(shelf, doubt, began))
    elif doubt.now:
        said = doubt.now
    else:
        return None
    whose = said_by(shelf, said)
    ever = {blob for path in (doubt.path, *same) for blob in origins.ever(path)}
    known = [Entry(mode, blob) for blob in sorted(ever)]
    back = [each for each in known if is_withdrawn_in(shelf, each)]
    back = [each for each in back if not whose or said_by(shelf, each) == whose]
    return newest_gone(shelf, back) if back else said


def _began(shelf: "Shelf", doubt: _Doubt, origins: Origins, same: Sequence[str]) -> frozenset[str]:
    """Return the blobs with which it was said: in this file, or in the one that was moved here."""
    own = origins.first(doubt.path)
    of_id = origins.first(doubt.path, *same) if same else own
    if own and of_id != own:
        whose = {said_by(shelf, Entry(_PLAIN, blob)) for blob in own}
        of_id = frozenset(b for b in of_id if said_by(shelf, Entry(_PLAIN, b)) in whose)
    return of_id or own


def _one_of(shelf: "Shelf", doubt: _Doubt, blobs: Iterable[str]) -> str:
    """Return which of several things said under one id belongs here: as a merge of them chooses."""
    whose = said_by(shelf, doubt.now)

    def order(blob: str) -> tuple[bool, bool, bytes]:
        named = said_by(shelf, Entry(_PLAIN, blob))
        return named != whose, not named, shelf.blob(blob) or b""

    return min(blobs, key=order)


def _made_way(
    shelf: "Shelf", tree: str, put_back: Mapping[str, Entry]
) -> Mapping[str, Entry | None]:
    """Return where files go that lie in the way: below a path, or in the place of its folder."""
    moved: dict[str, Entry | None] = {}
    for path in put_back:
        folders = path.split("/")[:-1]
        above = ["/".join(folders[: at + 1]) for at in range(len(folders))]
        found = [(each, entry_at(shelf, tree, each)) for each in above]
        inside = files_below(shelf, _folder(shelf, tree, path), f"{path}/")
        for there, entry in (*found, *inside):
            if entry is not None:
                near = there if there in above else path
                moved |= {there: None, beside(near, entry.id): entry}
    return moved


def _doubts(
    folding: "Folding", tree: str, heads: Sequence[str], since: Sequence[str]
) -> Iterator[_Doubt]:
    """Yield every file that is not simply something said since, under its own name."""
    shelf = folding.shelf
    files = _touched(folding, tree, heads, since)
    shelf.fetch(entry.id for entry, _ in files.values() if entry)
    for path, (entry, is_new) in files.items():
        if entry is not None and is_withdrawn_in(shelf, entry):
            continue
        stem, inside = _stem(path), "".join(said_by(shelf, entry)[:1])
        if is_new and inside == stem:
            continue
        known = [each for each in (inside, stem) if _ID.fullmatch(each)]
        if known:
            yield _Doubt(path, known[0] if is_new else known[-1], entry)


def _touched(
    folding: "Folding", tree: str, heads: Sequence[str], since: Sequence[str]
) -> Mapping[str, tuple[Entry | None, bool]]:
    """Return by its path what lies there, and whether it is new, of what may be done by hand."""
    shelf = folding.shelf
    now = _folder(shelf, tree, _WHERE)
    known = [each for each in since if folding.repository.resolve(f"{each}^{{commit}}")]
    # What was changed and changed back leaves no trace but in the history.
    asked = (*heads, *(f"^{each}" for each in known))
    once = list(raw_changes(folding.repository, asked, "MDT", (_WHERE,)))
    found = {each.path: (entry_at(shelf, tree, each.path), False) for each in once}
    if known:
        before = _folder(shelf, shelf.commit(known[0]).tree, _WHERE)
        for path, (was, entry) in differing(shelf, (before, now), f"{_WHERE}/"):
            found.setdefault(path, (entry, was is None))
    gone = {each.path.rpartition("/")[2] for each in once if each.status == "D"}
    gone |= {path.rpartition("/")[2] for path, (entry, _) in found.items() if entry is None}
    for path, entry in files_below(shelf, now, f"{_WHERE}/") if gone or not known else ():
        if path.rpartition("/")[2] in gone:
            # It was moved here, or lay in two places.
            found[path] = (entry, False)
        elif not known and not _ID.fullmatch(_stem(path)):
            found.setdefault(path, (entry, True))
    return found


def _folder(shelf: "Shelf", tree: str, path: str) -> str:
    """Return the tree of the folder at `path`, "" where there is none."""
    for name in path.split("/"):
        entry = shelf.tree(tree).get(name)
        if entry is None or entry.mode != FOLDER:
            return ""
        tree = entry.id
    return tree


def _stem(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".md")
