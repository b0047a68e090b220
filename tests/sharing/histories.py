"""Random histories of several teams, and what must be true of them whatever happened.

`run_history(number)` plays one and checks it; `merge` is what merges one record, so that a broken
one can be shown to be caught. Everything follows from the program, or from the number it is made
from: the same one plays the same history.
"""

import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import NamedTuple

from counting import blocks_of, counted, words_in_and_out
from depots import Depot, git
from editing import START, Changed, Contents, Writer, words
from programs import Program, Step, program_of

from schema import codec
from schema.ids import kind_and_id
from schema.merge import merge_texts
from schema.record import Damaged
from store.objects import Entry
from store.sharing.folding import fold

Merge = Callable[[str, str, str], str]

MARK = re.compile(rb"^(?:<{7}|>{7})(?: |$)", re.MULTILINE)
HUNK = re.compile(rb"^<{7}[^\n]*\n(.*?)^={7}\n(.*?)^>{7}[^\n]*\n", re.MULTILINE | re.DOTALL)


class Saved(NamedTuple):
    """A change that people saved: which files, which words it brought in and which it took out.

    `fewer` are those it took out at one place at least. Two people who each take out another one
    of two equal sentences take out both, as in any merge.
    """

    commit: str
    paths: frozenset[str]
    brought: frozenset[bytes]
    removed: frozenset[bytes]
    fewer: frozenset[bytes]


class Told(NamedTuple):
    """What a history held, for those who count."""

    changes: int
    folds: int
    foreign: int
    repaired: int
    differences: int


def run_history(program: "Program | int", merge: Merge = merge_texts) -> Told:
    """Play a history until all clones are equal, and check everything; AssertionError if not so."""
    if isinstance(program, int):
        program = program_of(program)
    folder = Path(tempfile.mkdtemp(prefix="history-"))
    history = History(folder, program, merge)
    try:
        for step in program.steps:
            history.step(step)
        history.settle_down()
        history.check_end()
        return history.told()
    finally:
        history.close()
        shutil.rmtree(folder)


class Clone:
    """One team's copy: where its objects are, and where its branch stands."""

    def __init__(self, depot: Depot, head: str) -> None:
        self.depot = depot
        self.head = head


class History:
    """The clones, and all that is known of what people did in them."""

    def __init__(self, folder: Path, program: Program, merge: Merge) -> None:
        self._merge = _symmetric(merge)
        self._program = program
        self._depots = [Depot(folder / "all")]
        self._writer = Writer()
        self._time = 1_780_000_000
        first = self._depots[0]
        start = first.commit((), START)
        if program.apart:
            self._depots += [Depot(folder / f"clone-{n}") for n in range(program.clones)]
        places = self._depots[1:] or [first] * program.clones
        self.clones = [Clone(depot, start) for depot in places]
        self.hub = Clone(first, start)
        for depot in self._depots[1:]:
            depot.fetch(first, start)
        self._parents: dict[str, tuple[str, ...]] = {start: ()}
        self._order: dict[str, int] = {start: 0}
        self._before: dict[str, int] = {start: 1}
        self._saved: list[Saved] = []
        self._foreign: list[tuple[str, frozenset[str]]] = []
        self._exempt: set[bytes] = set()
        self._taken_back: set[bytes] = set()
        self._is_squashed = False
        # A file that one removed and another changed stays as a whole, as the other has it.
        self._removed: set[str] = set()
        self._said: dict[str, set[bytes]] = {p: {d} for p, d in START.items() if "contrib" in p}
        self._touched_by_hand: set[str] = set()
        self._moved: set[str] = set()
        self._checked: set[str] = set()
        self._touching: dict[tuple[str, str], set[bytes]] = {}
        self._moving: set[tuple[str, str]] = set()
        self._home: dict[str, Depot] = {}
        self._mended: list[tuple[str, set[str]]] = []
        self._folds = self._repaired = self._differences = 0

    def close(self) -> None:
        for depot in self._depots:
            depot.close()

    # What happens

    def step(self, step: Step) -> None:
        """Let one thing happen."""
        clone = self.clones[step.who % len(self.clones)]
        chance = Random(step.chance)
        if step.what < 70:
            self._save(clone, chance)
        elif step.what < 86:
            self._exchange(clone, chance)
        elif step.what < 96:
            self._join_elsewhere(clone, chance)
        else:
            self._squash(clone, chance)

    def _save(self, clone: Clone, chance: Random) -> None:
        before = clone.depot.contents(clone.head)
        what, changed = self._writer.change(chance, before)
        if not changed:
            return
        commit = self._commit(clone.depot, (clone.head,), changed)
        brought, removed, fewer = words_in_and_out(before, changed)
        if what == "edit_by_hand":
            self._exempt |= brought
        if what == "withdraw":
            self._taken_back |= removed
        self._removed |= {path for path, data in changed.items() if data is None}
        for path, data in changed.items():
            if "contributions/" in path:
                self._note_contribution(what, path, data)
        self._saved.append(Saved(commit, frozenset(changed), brought, removed, fewer))
        clone.head = commit

    def _note_contribution(self, what: str, path: str, data: bytes | None) -> None:
        if what in ("say", "position") and data is not None:
            self._said.setdefault(path, set()).add(data)
        else:
            self._touched_by_hand.add(path.rpartition("/")[2])
        if what == "move_contribution":
            self._moved.add(path.rpartition("/")[2])

    def _exchange(self, clone: Clone, chance: Random) -> None:
        if self._program.shape == "hub":
            self.hub.head = clone.head = self._fold(clone, [clone, self.hub])
            self._fetch(self.hub, clone)
        elif self._program.shape == "mesh":
            clone.head = self._fold(clone, [clone, *self._others(clone)])
        else:
            self._pair(clone, chance.choice(self._others(clone)))

    def _pair(self, one: Clone, other: Clone) -> None:
        both = (one.head, other.head)
        found = self._fold(one, [one, other])
        assert self._fold(other, [other, one]) == found, both
        one.head = other.head = found

    def _others(self, clone: Clone) -> list[Clone]:
        return [each for each in self.clones if each is not clone]

    def _fold(self, clone: Clone, sources: Sequence[Clone]) -> str:
        for source in sources[1:]:
            self._fetch(clone, source)
        heads = [source.head for source in sources]
        found = fold(clone.depot.repository, heads, merge=self._merge)
        self._folds += 1
        mended = {note.path for note in found.notes if note.what == "repaired"}
        self._repaired += len(mended)
        self._mended.append((found.commit, mended))
        self._learn(clone.depot, found.commit)
        files = clone.depot.files(found.commit)
        for path in found.changed:
            if path in files:
                self._check_file(clone.depot, path, files[path])
                text = clone.depot.read(files[path].id)
                self._differences += b"ifferent wordings" in text or b"\ndifferences" in text
        return found.commit

    def _fetch(self, clone: Clone, source: Clone) -> None:
        if clone.depot is not source.depot:
            clone.depot.fetch(source.depot, source.head)

    def _join_elsewhere(self, clone: Clone, chance: Random) -> None:
        """Let somebody merge with plain git, and commit whatever comes of it."""
        other = self.hub if self._program.shape == "hub" else chance.choice(self._others(clone))
        self._fetch(clone, other)
        ours, theirs = clone.head, other.head
        if self._is_before(ours, theirs) or self._is_before(theirs, ours):
            return
        folder = clone.depot.folder
        tree = git(folder, "merge-tree", "--write-tree", ours, theirs, check=False)
        entries = _tree_entries(clone.depot, tree[:40].decode())
        how = chance.choice(("marks", "ours", "theirs", "union", "both", "first", "by hand"))
        changed: Changed = {}
        if how == "first":
            entries = clone.depot.files(ours)
        elif how != "marks":
            for path, entry in entries.items():
                if entry.mode.startswith("100"):
                    data = clone.depot.read(entry.id)
                    if HUNK.search(data):
                        changed[path] = self._picked(how, data)
        commit = self._commit(clone.depot, (ours, theirs), changed, entries)
        before = [clone.depot.files(each) for each in (ours, theirs)]
        after = clone.depot.files(commit)
        paths = {p for p in {*after, *before[0], *before[1]} if not all(
            after.get(p) == files.get(p) for files in before)}  # fmt: skip
        self._foreign.append((commit, frozenset(paths)))
        # What somebody wrote while joining counts like any other words; what both sides had and
        # the join has not, somebody took out.
        one, two, now = (self._all_words(clone.depot, each) for each in (ours, theirs, commit))
        new = {word for path in changed if _is_document(path) for word in words(changed[path])}
        brought = frozenset(new - one.keys() - two.keys())
        fewer = frozenset(word for word in one if now[word] < min(one[word], two[word]))
        self._saved.append(Saved(commit, frozenset(), brought, frozenset(), fewer))
        clone.head = commit

    def _picked(self, how: str, data: bytes) -> bytes:
        pick = {"ours": rb"\1", "theirs": rb"\2", "both": rb"\2\1", "union": rb"\1\2"}.get(how)
        if pick is None:
            pick = rb"\1" + f"{self._writer.word()} by hand\n".encode()
            # In a header that would be no line at all.
            head = data.find(b"\n---\n")
            if (found := HUNK.search(data)) and found.start() < head:
                pick = rb"\1"
        return HUNK.sub(pick, data)

    def _squash(self, clone: Clone, chance: Random) -> None:
        """Let a host write one team's changes anew, as one commit on top of another's."""
        other = self.hub if self._program.shape == "hub" else chance.choice(self._others(clone))
        self._fetch(other, clone)
        both = (other.head, clone.head)
        if self._is_before(both[1], both[0]):
            return
        self._is_squashed = True
        joined = fold(other.depot.repository, both, merge=self._merge).commit
        entries = other.depot.files(joined)
        commit = self._commit(other.depot, (both[0],), {}, entries)
        old = other.depot.files(both[0])
        paths = {path for path in {*entries, *old} if entries.get(path) != old.get(path)}
        self._foreign.append((commit, frozenset(paths)))
        other.head = commit

    def _commit(
        self,
        depot: Depot,
        parents: tuple[str, ...],
        changed: Changed,
        entries: dict[str, Entry] | None = None,
    ) -> str:
        self._time += 60
        commit = depot.commit(parents, changed, entries=entries, time=self._time)
        self._home[commit] = depot
        self._learn(depot, commit)
        return commit

    # What must be true

    def settle_down(self) -> None:
        """Exchange until nothing is new to anyone; it must not take long."""
        chance = Random(len(self._saved))
        for _ in range(len(self.clones) + 3):
            order = list(self.clones)
            chance.shuffle(order)
            for clone in order:
                self._exchange(clone, chance)
            if self._program.shape == "pairs":
                for one, other in pairwise([*order, *order[-2::-1]]):
                    self._pair(one, other)
            if len({clone.head for clone in self.clones}) == 1:
                break
        # All have seen all, so nothing is new any more.
        for clone in self.clones:
            self._exchange(clone, chance)
        assert len({clone.head for clone in self.clones}) == 1, "the clones do not become equal"

    def check_end(self) -> None:
        """Check what all have in the end."""
        clone = self.clones[0]
        files = clone.depot.files(clone.head)
        for path, entry in files.items():
            self._check_file(clone.depot, path, entry)
        contents = clone.depot.contents(clone.head)
        self._check_no_word_lost(contents)
        self._check_nothing_comes_back(contents)
        self._check_contributions(contents)

    def _check_file(self, depot: Depot, path: str, entry: Entry) -> None:
        if entry.id in self._checked:
            return
        data = depot.read(entry.id)
        assert not MARK.search(data), (path, data.decode(errors="replace"))
        if kind_and_id(path):
            found = codec.read(data, path)
            assert not isinstance(found, Damaged), (found, data.decode(errors="replace"))
        self._checked.add(entry.id)

    def _check_no_word_lost(self, contents: Contents) -> None:
        has = {word for data in contents.values() for word in words(data)}
        gone = {word for each in self._saved for word in each.fewer}
        # Who takes a file away takes out all that was said in it before.
        for each in self._saved:
            for path in each.paths & self._removed:
                if path not in self._home[each.commit].files(each.commit):
                    gone |= {
                        word
                        for one in self._saved
                        if path in one.paths and self._is_before(one.commit, each.commit)
                        for word in one.brought
                    }
                    for commit, paths in self._foreign:
                        if path in paths and self._is_before(commit, each.commit):
                            gone |= words(self._home[commit].contents(commit).get(path))
        for each in self._saved:
            lost = each.brought - gone - has - self._exempt
            assert not lost, ("lost", sorted(lost), each.commit, sorted(each.paths))

    def _check_nothing_comes_back(self, contents: Contents) -> None:
        """What was taken out stays out, unless somebody changed that file without knowing."""
        for each in self._saved:
            for path in each.paths:
                if not _is_document(path) or not each.removed or path in self._removed:
                    continue
                back = words(contents.get(path)) & each.removed
                for commit, mended in self._mended:
                    # What a join lost comes back beside what was changed there since.
                    if path in mended and self._is_before(each.commit, commit):
                        back = set()
                for commit, paths in self._foreign:
                    if path in paths and not self._know(commit, each.commit):
                        back = set()
                    elif self._is_before(each.commit, commit):
                        # A join that took the other side brought it back itself.
                        back -= words(self._home[commit].contents(commit).get(path))
                for other in self._saved:
                    if path in other.paths and not self._know(other.commit, each.commit):
                        back -= self._touched(other.commit, path)
                        back -= self._headings_kept(other.commit, each.commit, path)
                assert not back, ("back", sorted(back), each.commit, path, contents[path].decode())

    def _touched(self, commit: str, path: str) -> set[bytes]:
        """Return the words of the blocks that a change wrote, moved or took out."""
        if (commit, path) not in self._touching:
            before, after = (
                self._blocks(each, path, commit) for each in (self._parents[commit][0], commit)
            )
            same = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
            kept = [{m[at] + n for m in same for n in range(m.size)} for at in (0, 1)]
            changed = [
                block
                for blocks, known in zip((before, after), kept, strict=True)
                for number, block in enumerate(blocks)
                if number not in known
            ]
            # What stands below a heading, or an opening fence, moves with it; a fence that holds
            # an empty line is one block.
            moves = any(re.search(rb"^#|```", block, re.MULTILINE) for block in changed)
            if moves or any(block.count(b"```") % 2 for block in (*before, *after)):
                changed = [*before, *after]
                self._moving.add((commit, path))
            self._touching[commit, path] = {word for block in changed for word in words(block)}
        return self._touching[commit, path]

    def _headings_kept(self, other: str, removed: str, path: str) -> set[bytes]:
        """Return the words of headings taken out, when another moved headings or what is below."""
        if (other, path) not in self._moving:
            return set()
        blocks = self._blocks(self._parents[removed][0], path, removed)
        return {word for block in blocks if block.startswith(b"#") for word in words(block)}

    def _blocks(self, commit: str, path: str, home: str) -> list[bytes]:
        return blocks_of(self._home[home].contents(commit).get(path, b""))

    def _check_contributions(self, contents: Contents) -> None:
        """What was said has the bytes it was said with, or was taken back."""
        for path, texts in self._said.items():
            name = path.rpartition("/")[2]
            if name in self._touched_by_hand:
                continue
            # Plain git carries a new file along when its folder was moved on the other side.
            there = [d for p, d in contents.items() if p.rpartition("/")[2] == name]
            assert any(data in texts for data in there), (path, there, texts)
        # Moved by hand, and written anew by a host where it was, a file is there twice.
        twice = self._moved if self._is_squashed else set()
        said = {
            word
            for path, data in contents.items()
            if "contributions/" in path and path.rpartition("/")[2] not in twice
            for word in words(data)
        }
        assert not said & self._taken_back, ("taken back", said & self._taken_back)

    def told(self) -> Told:
        """Return what there was in this history."""
        return Told(
            len(self._saved), self._folds, len(self._foreign), self._repaired, self._differences
        )

    # Who knew what

    def _learn(self, depot: Depot, commit: str) -> None:
        if commit in self._parents:
            return
        parents = depot.parents(commit)
        self._parents[commit] = parents
        for each in parents:
            self._learn(depot, each)
        self._order[commit] = len(self._order)
        bits = 1 << self._order[commit]
        for each in parents:
            bits |= self._before[each]
        self._before[commit] = bits

    def _is_before(self, one: str, other: str) -> bool:
        return bool(self._before[other] >> self._order[one] & 1)

    def _know(self, one: str, other: str) -> bool:
        return self._is_before(one, other) or self._is_before(other, one)

    def _all_words(self, depot: Depot, commit: str) -> Counter[bytes]:
        return counted(depot.contents(commit).values())


def _symmetric(merge: Merge) -> Merge:
    """Return a merge that fails when it is not the same whichever side is called ours."""

    def checked(base: str, ours: str, theirs: str) -> str:
        merged = merge(base, ours, theirs)
        assert merged == merge(base, theirs, ours), ("not symmetric", base, ours, theirs)
        return merged

    return checked


def _is_document(path: str) -> bool:
    named = kind_and_id(path)
    return named is not None and named[0] != "contribution"


def _tree_entries(depot: Depot, tree: str) -> dict[str, Entry]:
    return {path: Entry(mode, id_) for path, mode, id_ in depot.repository.tree_entries(tree)}
