"""Bringing several histories together into one commit, the same wherever it is made.

Only objects are read and written: no branch, index or file of anyone is touched, and no merge
driver is asked.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import msgspec

from schema.merge import merge_texts
from store import errors
from store.git import Repository
from store.objects import Entry
from store.sharing import contributions, graph, repairing, verifying
from store.sharing.as_said import as_said
from store.sharing.bases import Bases
from store.sharing.contributions import (
    is_unsure,
    is_withdrawn_in,
    kept_contribution,
    taken_back_elsewhere,
)
from store.sharing.documents import merged_document
from store.sharing.later import Later
from store.sharing.loss import Words, words_of
from store.sharing.notes import Note
from store.sharing.origins import Origins
from store.sharing.other_files import merged_other
from store.sharing.repairing import Mended, Suspect
from store.sharing.saved_marks import SavedMarks
from store.sharing.shelf import Shelf
from store.sharing.stopping import Stop, go_on
from store.sharing.trees import differing, entry_at, rewritten
from store.sharing.unmarking import Merge
from store.sharing.versions import Kept, Versions, beside, text_of

MESSAGE = """What several teams saved was brought together

Coproduce-Op: merged
Coproduce-Merge: 1
"""


class Folded(msgspec.Struct, frozen=True):
    """The commit that holds everything, and what came of it.

    `changed` are the paths that differ from the first head given. `together` is the commit before
    what people said was put back, the same one where nothing was.
    """

    commit: str
    changed: tuple[str, ...]
    notes: tuple[Note, ...]
    together: str


class Merged(msgspec.Struct, frozen=True):
    """The tree of a merge, the tree both sides began with, and what people are told."""

    tree: str
    base: str
    notes: tuple[Note, ...] = ()


def fold(
    repository: Repository,
    heads: Sequence[str],
    *,
    trusted: Sequence[str] = (),
    merge: Merge = merge_texts,
    stop: Stop = go_on,
) -> Folded:
    """Return the commit that brings `heads` together, which is then in git's store.

    Neither the order of `heads` nor where they are folded makes a difference. What a merge made
    elsewhere lost or marked is put right first. `trusted` are commits that earlier folds gave
    back: their histories are not looked at again, which only saves time. `merge` merges one
    record; another one is for tests. `stop` is called again and again, and may raise.
    Raises NewerMerge, UnrelatedPlace, GitFailed, TookTooLong, NotWritable or DiskFull.
    """
    folding = Folding(repository, graph.read(repository, heads, trusted), merge, stop)
    ends = folding.bases.independent(heads)
    notes: list[Note] = []
    tips: dict[str, str] = {}
    for end in ends:
        mended = folding.mended(end)
        tips[mended.commit] = end
        notes += mended.notes
    tip, *others = sorted(tips)
    joined = [tips[tip]]
    for other in others:
        merged = folding.merged(tip, other, (*joined, tips[other]))
        notes += merged.notes
        tip = folding.commit((tip, other), merged.tree, MESSAGE)
        joined.append(tips[other])
    brought = as_said(folding, tip, ends, trusted)
    notes += brought.notes
    together, tip = tip, brought.commit
    folding.shelf.write(tip)
    trees = [folding.shelf.commit(each).tree for each in (heads[0], tip)]
    changed = sorted(path for path, _ in differing(folding.shelf, trees))
    return Folded(tip, tuple(changed), tuple(sorted(set(notes))), together)


class Folding:
    """One fold: what it read, and what it made and has not written."""

    def __init__(
        self,
        repository: Repository,
        known: graph.Graph,
        merge: Merge = merge_texts,
        stop: Stop = go_on,
    ) -> None:
        self.repository = repository
        self.merge = merge
        self._stop = stop
        self.shelf = Shelf(repository)
        self.bases = Bases(repository)
        self.known = known
        self.later = Later(repository, known.parents)
        self._together: dict[tuple[tuple[str, ...], bool], Merged] = {}
        self._mended: dict[str, Mended] = {}
        self._suspects: dict[str, tuple[Suspect, ...]] = {}
        self._words: dict[Entry, Words | None] = {}

    @cached_property
    def saved_marks(self) -> Mapping[str, Sequence[str]]:
        """By path, the commits not looked at before that brought marks into the file there."""
        if not self.known.parents:
            return {}
        return SavedMarks(self.repository, self.shelf, self.known.parents).of(self.later.all)

    def unsettled(self, head: str, commits: Iterable[str]) -> tuple[str, ...]:
        """Return those in the history of `head` that come before no merge of ours in it."""
        done = [each for each in self.known.settled if self.later.is_before(each, head)]
        return tuple(
            each
            for each in commits
            if self.later.is_before(each, head)
            and not any(self.later.is_before(each, one) for one in done)
        )

    def merged(self, tip: str, other: str, joined: Sequence[str]) -> Merged:
        """Return the merge of two commits; `joined` are the heads they stand for, the last alone.

        Raises UnrelatedPlace when they have nothing in common.
        """
        *before, last = joined
        bases = self.bases.of(last, before)
        if not bases:
            raise errors.UnrelatedPlace("What was shared", detail=" ".join(joined))
        base = self.together(bases, mended=True).tree
        one, two = (self.shelf.commit(each).tree for each in (tip, other))
        return self._of_trees(base, one, two, joined)

    def mended(self, commit: str) -> Mended:
        """Return a commit with what merges made elsewhere left out of it."""
        if commit not in self._mended:
            self._mended[commit] = repairing.mended(self, commit, self.known.foreign(commit))
        return self._mended[commit]

    def has_words(self, entry: Entry, lost: Words) -> bool:
        """Return whether all of these words stand in a record, as often as they should."""
        if entry not in self._words:
            text = text_of(self.shelf, entry)
            self._words[entry] = None if text is None else words_of(text)
        has = self._words[entry]
        return has is not None and all(has.get(word, 0) >= due for word, due in lost.items())

    def suspects(self, merge: str) -> tuple[Suspect, ...]:
        """Return what a merge made elsewhere lost; those before it must have been asked for.

        Unless they were put right on another way than the one from this merge: it knows nothing
        of that, and they are asked for here.
        """
        if merge not in self._suspects:
            self._stop()
            if self.known.settled:
                for parent in self.shelf.commit(merge).parents:
                    for earlier in self.known.foreign(parent):
                        self.suspects(earlier)
            # Of all other files the parents are as they would be once mended.
            lost_before = {one.path for found in self._suspects.values() for one in found}
            mended = bool(lost_before) and repairing.concerns(self, merge, lost_before)
            self._suspects[merge] = repairing.suspects(self, merge, mended=mended)
        return self._suspects[merge]

    def together(self, commits: Iterable[str], *, mended: bool = False) -> Merged:
        """Return what the merge of these commits would be; nothing is made of it.

        Several common ancestors are merged in the same way, and over theirs. With `mended` all
        of them are taken as they would be once mended: both sides of a merge are, so that what
        was put right on each is not new on either.
        """
        asked = tuple(sorted(set(commits)))
        if (asked, mended) in self._together:
            return self._together[asked, mended]
        trees = [self.tree(each, mended=mended) for each in asked]
        merged = Merged(trees[0], "")
        for at, other in enumerate(asked[1:], 1):
            bases = self.bases.of(other, asked[:at])
            base = self.together(bases, mended=mended).tree if bases else ""
            merged = self._of_trees(base, merged.tree, trees[at], asked[: at + 1])
        self._together[asked, mended] = merged
        return merged

    def tree(self, commit: str, *, mended: bool) -> str:
        """Return the tree of a commit, or the one it would have once mended."""
        return self.shelf.commit(self.mended(commit).commit if mended else commit).tree

    def commit(self, parents: Iterable[str], tree: str, message: str) -> str:
        """Keep a new commit, dated like the latest of its parents, and return its id."""
        both = tuple(parents)
        time = max(self.shelf.commit(each).time for each in both)
        root = tree or self.shelf.add("tree", b"")
        return self.shelf.add("commit", graph.made(root, both, time, message))

    def _of_trees(self, base: str, one: str, other: str, commits: Sequence[str]) -> Merged:
        """Merge two trees; `commits` are those whose history says how a contribution began."""
        left, right = sorted((one, other))
        trees = (base, left, right)
        changed = [
            Versions(path, before, ours, theirs)
            for path, (before, ours, theirs) in differing(self.shelf, trees)
        ]
        self.shelf.fetch(
            entry.id for each in changed if _needs_reading(each) for entry in each.present
        )
        edited = [each.path for each in changed if is_unsure(self.shelf, each)]
        origins = Origins(self.repository, self.shelf, commits)
        origins.read(edited)
        kept = [self._kept(each, origins.first(each.path)) for each in changed]
        files = self._files(left, changed, kept)
        notes = [note for each in kept for note in each.notes]
        removed = {note.path for note in notes if note.what == contributions.REMOVED}
        gone = contributions.moved_by_hand(self.shelf, files, removed)
        files |= dict.fromkeys(gone)
        stay = sorted(each.path for each in changed if each.was_said and files[each.path])
        origins.read(stay)
        files |= contributions.withdrawn_before(self.shelf, origins, stay)
        moved, told = _out_of_the_way(files)
        tree = rewritten(self.shelf, left, {**files, **moved})
        notes = [
            note for note in notes if note.what != contributions.REMOVED or note.path not in gone
        ]
        notes += [*told, *verifying.verified(self.shelf, tree, changed)]
        return Merged(tree, base, tuple(notes))

    def _files(
        self, left: str, changed: Sequence[Versions], kept: Sequence[Kept]
    ) -> dict[str, Entry | None]:
        """Return what lies where after the merge, for all that differs.

        A second file is named by its content: one that is there already came of it.
        """
        files = {one.path: each.files[one.path] for one, each in zip(changed, kept, strict=True)}
        second = [(p, e) for each in kept if len(each.files) > 1 for p, e in each.files.items()]
        for path, entry in second:
            there = files[path] if path in files else entry_at(self.shelf, left, path)
            files[path] = entry if there is None or is_withdrawn_in(self.shelf, entry) else there
        return {**files, **taken_back_elsewhere(self.shelf, files)}

    def _kept(self, versions: Versions, first: Iterable[str]) -> Kept:
        self._stop()
        path, base, left, right = versions.path, versions.base, versions.left, versions.right
        if left == right:
            return Kept({path: left})
        if versions.is_contribution and (base or (left and right)):
            return kept_contribution(self.shelf, versions, tuple(first))
        if base in (left, right):
            return Kept({path: left if right == base else right})
        if left is None or right is None:
            return Kept({path: left or right}, (Note(path, "kept-removed"),))
        if versions.is_record:
            return merged_document(self.repository, self.shelf, self.merge, versions)
        return merged_other(self.repository, self.shelf, versions)


def _needs_reading(versions: Versions) -> bool:
    base, left, right = versions.base, versions.left, versions.right
    if base not in (left, right):
        return left != right
    return base is not None and None not in (left, right) and versions.is_contribution


def _out_of_the_way(
    files: dict[str, Entry | None],
) -> tuple[dict[str, Entry | None], list[Note]]:
    """Return where files go in whose place the other side has a folder."""
    folders = {path.rpartition("/")[0] for path, entry in files.items() if entry}
    folders |= {
        "/".join(each.split("/")[:n]) for each in folders for n in range(each.count("/") + 1)
    }
    moved: dict[str, Entry | None] = {}
    notes: list[Note] = []
    for path, entry in files.items():
        if entry and path in folders:
            other = beside(path, entry.id)
            moved |= {path: None, other: entry}
            notes.append(Note(path, "kept-both", other))
    return moved, notes
