"""Histories played in real workspaces that share as people do, and what must hold of them.

`play(program)` plays one and checks it; AssertionError when anything is not as it must be.
"""

import atexit
import shutil
import tempfile
from collections import Counter
from functools import cache
from itertools import count, pairwise
from pathlib import Path
from random import Random
from typing import NamedTuple

from acting import NOTES, PLAN, Clock, Clone, Done, Hands, Position, Settled
from counting import counted, words_in_and_out
from editing import Contents, Writer, words
from histories import MARK
from programs import Program, Step
from teams import RULES, git

from schema import codec
from schema.differences import find_differences
from schema.ids import kind_and_id
from schema.kinds import Agreement
from schema.record import Damaged
from store import Workspace

SHAPES = ("hub", "two hubs", "files")
_NAMES = ("ann", "ben", "cem", "dan")
_YES = ("agree", "agree-with-concern", "stand-aside")


class Change(NamedTuple):
    """A change somebody saved: its files, the words it brought in, and those it made fewer."""

    commit: str
    paths: frozenset[str]
    brought: frozenset[bytes]
    fewer: frozenset[bytes]


def program_of(number: int) -> Program:
    """Return the program that a number stands for."""
    chance = Random(number)
    clones = chance.choice((2, 2, 3, 3, 4))
    steps = [
        Step(chance.randrange(clones), chance.randrange(100), chance.randrange(1 << 30))
        for _ in range(chance.randrange(8, 26))
    ]
    return Program(clones, chance.choice(SHAPES), False, tuple(steps))


@cache
def made_group() -> Path:
    """Return a group of four with a place to share, made once; never change it."""
    folder = Path(tempfile.mkdtemp(prefix="group-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    settings = {"core.fsync": "none", "gc.auto": "0"}
    with Workspace.init(folder / "ann", "Evenings", name="Ann", settings=settings) as ann:
        ann.new("agreement", RULES, body="We listen.\n\nWe take breaks.\n\nWe start on time.")
        ann.new(
            "meeting",
            "First evening",
            {"present": {"staff": "3", "carer": "2"}, "agenda_by": ("staff",), "breaks": "often"},
            "We began with a round.\n\nThen we had tea.",
        )
        ann.new("learning", "Learnt", {"media": ("https://a.example",)}, "It takes time.\n\nMore.")
        ann.new("outcome", "Calmer nights", body="Fewer alarms.\n\nMore sleep.")
        ann.edit("step/2", section="2.1", body="First thoughts.\n\nSecond thoughts.")
        for name in (NOTES, PLAN):
            (folder / "ann" / name).write_text("one\ntwo\n")
        git(folder / "ann", "add", NOTES, PLAN)
        git(folder / "ann", "commit", "-qm", "Other files")
        ann.share_folder(folder / "hub")
        for name in _NAMES[1:]:
            with Workspace.join(str(folder / "hub"), folder / name, name=name.title()) as joined:
                joined.sync()
        ann.sync()
        people = tuple(each.id for each in ann.people())
        ann.edit(f"agreement/{ann.list('agreement')[0].id}", fields={"parties": people[:2]})
        ann.sync()
    for name in _NAMES:
        with Workspace.open(folder / name) as each:
            each.sync()
        for key, value in settings.items():
            git(folder / name, "config", key, value)
        git(folder / name, "repack", "-adq")
    shutil.copytree(folder / "hub", folder / "other hub")
    return folder


def play(program: "Program | int") -> Counter[str]:
    """Play a history until all have the same, check everything, and return what was done."""
    if isinstance(program, int):
        program = program_of(program)
    folder = Path(tempfile.mkdtemp(prefix="played-"))
    played = Played(folder, program)
    try:
        for step in program.steps:
            played.step(step)
        played.settle_down()
        played.settle_together()
        played.settle_down()
        played.check_end()
        return played.done
    finally:
        for each in played.clones:
            each.workspace.close()
        shutil.rmtree(folder)


class Played:
    """The clones, and all that is known of what people did in them."""

    def __init__(self, folder: Path, program: Program) -> None:
        self._folder = folder
        self._program = program
        self._files = count()
        self._hands = Hands(Writer().word)
        self.clones = self._copied(folder)
        self._start = self.clones[0].head
        self._changes: list[Change] = []
        self._merges: list[Change] = []
        self._settled: list[tuple[str, Settled]] = []
        self._positions: dict[str, Position] = {}
        self._said: dict[str, bytes] = {}
        self._by_hand: set[str] = set()
        self._withdrawn: set[str] = set()
        self._taken_back: set[bytes] = set()
        self._exempt: set[bytes] = set()
        self.done: Counter[str] = Counter()

    def _copied(self, folder: Path) -> list[Clone]:
        made = made_group()
        for name in (*_NAMES[: self._program.clones], "hub", "other hub"):
            shutil.copytree(made / name, folder / name, symlinks=True)
        clock, clones = Clock(), []
        for number, name in enumerate(_NAMES[: self._program.clones]):
            config = folder / name / ".git/config"
            text = config.read_text().replace(str(made), str(folder))
            if self._program.shape == "two hubs" and number:
                text = text.replace(f"{folder}/hub", f"{folder}/other hub")
            config.write_text(text)
            if self._program.shape == "two hubs" and not number:
                git(folder / name, "remote", "add", "other", str(folder / "other hub"))
            if self._program.shape == "files":
                git(folder / name, "remote", "remove", git(folder / name, "remote").strip())
            clone = Clone(folder / name, clock, Random(f"{name} {len(self._program.steps)}"))
            if number < 2:
                clone.keep_own_work(staged=number == 0)
            clones.append(clone)
        return clones

    # What happens

    def step(self, step: Step) -> None:
        """Let one thing happen."""
        clone = self.clones[step.who % len(self.clones)]
        chance = Random(step.chance)
        if step.what < 70:
            self._act(clone, chance)
        else:
            self._exchange(clone, chance.choice(self._others(clone)))
            self._check_standing(clone)

    def _others(self, clone: Clone) -> list[Clone]:
        return [each for each in self.clones if each is not clone]

    def settle_together(self) -> None:
        """Let people settle what is open; now and then two settle the same, or others write on."""
        chance = Random(len(self._changes))
        for _ in range(min(3, len(self.clones[0].workspace.differences()))):
            self._act(chance.choice(self.clones), chance, first="settle")
            if chance.random() < 0.4:
                self._act(chance.choice(self.clones), chance)

    def _act(self, clone: Clone, chance: Random, first: str = "") -> None:
        before = clone.head
        texts = {path: self._read(clone, path) for path in self._said}
        done = self._hands.act(clone, self._others(clone), chance, first)
        self.done[done.what.split(" of ")[0]] += 1
        after = clone.head
        if after == before:
            return
        if done.other:
            self._merges.append(self._merged(clone, before, done.other, after))
            return
        old, new = self._changed(clone, before, after)
        brought, removed, fewer = words_in_and_out(old, new)
        self._changes.append(Change(after, frozenset(new), brought, fewer))
        self._note(clone, done, after, brought, removed)
        if done.withdrawn:
            self._taken_back |= words(texts.get(done.withdrawn)) | removed

    def _note(
        self,
        clone: Clone,
        done: Done,
        commit: str,
        brought: frozenset[bytes],
        removed: frozenset[bytes],
    ) -> None:
        if done.said:
            self._said[done.said] = self._read(clone, done.said)
        if done.position:
            self._positions[done.position.id] = done.position
        if done.settled:
            self._settled.append((commit, done.settled))
        if done.by_hand:
            self._exempt |= brought
            self._by_hand.add(done.by_hand)
        if done.withdrawn:
            self._withdrawn.add(done.withdrawn)

    def _changed(self, clone: Clone, old: str, new: str) -> tuple[Contents, Contents]:
        """Return the bytes of the files that differ, before and after; None where there is none."""
        before: Contents = {}
        after: dict[str, bytes | None] = {}
        for each in clone.workspace._repository.diff_trees(old, new):
            if each.old_id:
                before[each.path] = self._blob(clone, each.old_id)
            after[each.path] = self._blob(clone, each.new_id) if each.new_id else None
        return before, after  # pyright: ignore

    def _merged(self, clone: Clone, ours: str, theirs: str, merge: str) -> Change:
        """Return what a merge by plain git changed: what both sides had and it has not is gone."""
        sides = [self._changed(clone, each, merge)[1] for each in (ours, theirs)]
        paths = frozenset(sides[0].keys() & sides[1].keys())
        one, two, now = (
            counted(self._contents(clone, each).values()) for each in (ours, theirs, merge)
        )
        fewer = frozenset(word for word in one if now[word] < min(one[word], two[word]))
        return Change(merge, paths, frozenset(), fewer)

    def _exchange(self, clone: Clone, other: Clone) -> None:
        self.done["exchange"] += 1
        if self._program.shape != "files":
            assert clone.workspace.sync().state != "waiting"
            return
        for giver, taker in ((clone, other), (other, clone)):
            file = self._folder / f"{next(self._files)}.bundle"
            giver.workspace.bundle(file)
            assert taker.workspace.receive(file).state != "waiting"
        assert clone.head == other.head

    def settle_down(self) -> None:
        """Exchange until nothing is new to anyone; it must not take long."""
        for _ in range(len(self.clones) + 2):
            for one, other in pairwise([*self.clones, *self.clones[-2::-1]]):
                self._exchange(one, other)
            if len({clone.head for clone in self.clones}) == 1:
                break
        end = {clone.head for clone in self.clones}
        for one, other in pairwise(self.clones):
            self._exchange(one, other)
        assert {clone.head for clone in self.clones} == end, "something is new still"
        assert len(end) == 1, "the clones do not become equal"
        if self._program.shape != "files":
            hubs = ("hub", "other hub")[: 2 if self._program.shape == "two hubs" else 1]
            for hub in hubs:
                assert git(self._folder / hub, "rev-parse", "main").strip() in end

    # What must be true

    def check_end(self) -> None:
        """Check what all have in the end."""
        for clone in self.clones:
            self._check_own_work(clone)
            self._check_standing(clone)
        clone = self.clones[0]
        contents = self._contents(clone, clone.head)
        for path, data in contents.items():
            assert not MARK.search(data), (path, data.decode())
            if kind_and_id(path):
                found = codec.read(data, path)
                assert not isinstance(found, Damaged), (found, data.decode())
        self._check_words(contents)
        self._check_said(contents)
        self._check_settled(clone, contents)

    def _check_own_work(self, clone: Clone) -> None:
        """Check that files and index are in line, but for work of one's own, which is as it was."""
        status = git(clone.folder, "status", "--porcelain", "-uall").splitlines()
        assert sorted(status) == sorted(clone.status), clone.folder.name
        assert git(clone.folder, "diff", "--cached", "--raw") == clone.staged
        for name, data in clone.own.items():
            assert (clone.folder / name).read_bytes() == data

    def _check_words(self, contents: Contents) -> None:
        has = {word for data in contents.values() for word in words(data)}
        gone = {word for each in (*self._changes, *self._merges) for word in each.fewer}
        for each in self._changes:
            lost = each.brought - gone - has - self._exempt
            assert not lost, ("lost", sorted(lost), each.commit, sorted(each.paths))
        assert not has & self._taken_back, ("taken back", has & self._taken_back)

    def _check_said(self, contents: Contents) -> None:
        """Check that what was said has the bytes it was said with, or was taken back."""
        for path, data in self._said.items():
            if path in self._withdrawn:
                assert b"\nwithdrawn: " in contents[path]
            elif path not in self._by_hand:
                assert contents[path] == data, path

    def _check_settled(self, clone: Clone, contents: Contents) -> None:
        """Check that what was settled stays so, unless somebody changed that file unknowing."""
        for commit, settled in self._settled:
            file = codec.read(contents.get(settled.path, b""))
            if isinstance(file, Damaged):
                continue
            open_ = [
                each
                for each in find_differences(file.body, file.fields)
                if each.field == settled.field and frozenset(each.wordings) == settled.wordings
            ]
            unknowing = [
                each
                for each in (*self._changes, *self._merges)
                if settled.path in each.paths and not self._knew(clone, commit, each.commit)
            ]
            assert not open_ or unknowing, ("open again", commit, settled)

    def _check_standing(self, clone: Clone) -> None:
        """Check that each position counts for the text it was given to, and for no other."""
        for standing in clone.workspace.standing():
            record = clone.workspace.read(f"agreement/{standing.id}")
            assert isinstance(record, Agreement)
            now = (record.title, record.body)
            yes: set[str] = set()
            for each in standing.positions:
                known = self._positions.get(each.id)
                assert known is not None, each
                path = self._path_of(each.id)
                # Edited by hand, here by now, it is nobody's yes.
                if self._read(clone, path) != self._said[path]:
                    continue
                assert (each.person, each.position) == (known.person, known.position)
                assert each.on_this_text is (known.text == now), (each, known)
                if each.on_this_text and each.current and each.position in _YES:
                    yes.add(each.person)
            if standing.standing == "agreed":
                assert set(record.parties) <= yes, (standing, record.parties)

    # What is known

    def _path_of(self, id_: str) -> str:
        return next(path for path in self._said if path.endswith(f"/{id_}.md"))

    def _knew(self, clone: Clone, one: str, other: str) -> bool:
        """Return whether one of two changes came after the other."""
        base = git(clone.folder, "merge-base", one, other).strip()
        return base in (one, other)

    def _contents(self, clone: Clone, commit: str) -> Contents:
        entries = clone.workspace._repository.tree_entries(commit)
        return {path: self._blob(clone, id_) for path, _, id_ in entries}

    def _blob(self, clone: Clone, id_: str) -> bytes:
        found = clone.workspace._repository.read_object(id_)
        assert found is not None
        return found.data or b""

    def _read(self, clone: Clone, path: str) -> bytes:
        found = clone.workspace._repository.read_object(f"HEAD:{path}")
        return (found.data or b"") if found else b""
