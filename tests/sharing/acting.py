"""What people do in a real workspace, by chance: through the program, or beside it by plain git."""

import os
import subprocess
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple

from teams import QUESTION, git

from schema.record import Document, Value
from store import Workspace, errors

NOTES, PLAN = "notes.txt", "plan.txt"
"""Files beside the records, of which no history here changes anything but as work of one's own."""
_POSITIONS = ("agree", "agree", "agree", "agree-with-concern", "stand-aside", "not-yet")


class Position(NamedTuple):
    """Where somebody said they stand, and on which title and text."""

    id: str
    person: str
    position: str
    text: tuple[str, str]


class Settled(NamedTuple):
    """What people settled: the wordings that stood at one place."""

    path: str
    field: str
    wordings: frozenset[str]


class Done(NamedTuple):
    """What came of one thing somebody did; `by_hand` are contributions edited beside the program.

    `other` is the history that was merged by plain git.
    """

    what: str
    said: str = ""
    withdrawn: str = ""
    by_hand: str = ""
    other: str = ""
    position: Position | None = None
    settled: Settled | None = None


class Clock:
    """A clock that goes on whenever somebody looks at it."""

    def __init__(self) -> None:
        self._now = datetime(2026, 5, 1, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        self._now += timedelta(seconds=7)
        return self._now


class Clone:
    """One person's workspace, and work of their own in it that nobody else may touch."""

    def __init__(self, folder: Path, clock: Clock, chance: Random) -> None:
        self.folder = folder
        self.clock = clock
        self.workspace = Workspace.open(folder, clock=clock, randbelow=chance.randrange)
        self.own: dict[str, bytes] = {}
        self.status: list[str] = []
        self.staged = ""

    @property
    def head(self) -> str:
        """The newest change."""
        return self.workspace._repository.resolve("refs/heads/main")

    def keep_own_work(self, *, staged: bool) -> None:
        """Leave work lying about: an unknown file, a changed one, and perhaps something staged."""
        self.own = {"unknown.txt": b"mine\n", NOTES: b"my notes\n"}
        self.status = [f" M {NOTES}", "?? unknown.txt"]
        if staged:
            self.own |= {PLAN: b"staged\nand then more\n", "staged.txt": b"staged\n"}
            self.status += [f"MM {PLAN}", "A  staged.txt"]
            (self.folder / PLAN).write_text("staged\n")
            (self.folder / "staged.txt").write_text("staged\n")
            git(self.folder, "add", PLAN, "staged.txt")
        for name, data in self.own.items():
            (self.folder / name).write_bytes(data)
        self.staged = git(self.folder, "diff", "--cached", "--raw")

    def git(self, *args: str) -> None:
        """Let plain git change something, at the time of this history."""
        now = self.clock().isoformat()
        env = {**os.environ, "GIT_AUTHOR_DATE": now, "GIT_COMMITTER_DATE": now}
        who = ("-c", "user.name=Someone", "-c", "user.email=someone@example.invalid")
        asked = ["git", *who, "-C", str(self.folder), *args]
        subprocess.run(asked, check=False, capture_output=True, env=env)


class Hands:
    """Does one thing after another; `word` gives a word that no other change brings."""

    def __init__(self, word: Callable[[], str]) -> None:
        self.word = word

    def act(self, clone: Clone, others: Sequence[Clone], chance: Random, first: str = "") -> Done:
        """Do something that fits, `first` if it does, and return what it was."""
        names = chance.choices(list(_ACTS), list(_ACTS.values()), k=8)
        for name in (first, *names) if first else names:
            try:
                done = getattr(self, f"_{name}")(clone, others, chance)
            # An open difference is settled, not edited; and of a file that is gone nothing is.
            except (errors.BadValue, errors.RecordChanged, errors.UnknownReference):
                continue
            if done is not None:
                return done
        return Done("nothing")

    # Through the program

    def _text(self, clone: Clone, others: Sequence[Clone], chance: Random) -> Done | None:
        """Change a paragraph of a document, add one or take one out."""
        record = _document(clone, chance)
        blocks = record.body.strip("\n").split("\n\n")
        plain = [at for at, block in enumerate(blocks) if block[:1] not in ("", ">", "#")]
        new = chance.choice(("We {} the {}.", "- {}\n- {}", "{} comes first.\nThen {}."))
        what = chance.choice(("reword", "reword", "reword", "add", "take out"))
        if what == "add" or len(plain) < 2:
            blocks.append(new.format(self.word(), self.word()))
        elif what == "take out":
            del blocks[chance.choice(plain)]
        else:
            # Most often the first one, so that two people word the same one differently.
            at = chance.choice([*plain[:1] * 2, *plain])
            parts = blocks[at].split(" ")
            parts[chance.randrange(len(parts))] = self.word()
            blocks[at] = " ".join(parts)
        clone.workspace.edit(_ref(record), body="\n\n".join(blocks) + "\n")
        return Done(f"text of {record.kind}")

    def _field(self, clone: Clone, others: Sequence[Clone], chance: Random) -> Done | None:
        """Change a field: a text, a list or a map."""
        record = _document(clone, chance)
        fields = _FIELDS.get(record.kind, ())
        name = chance.choice(("title", *fields))
        if name == "title":
            clone.workspace.edit(_ref(record), title=f"{self.word()} title")
            return Done("title")
        clone.workspace.edit(_ref(record), fields={name: self._value(clone, record, name, chance)})
        return Done(f"field {name}")

    def _value(self, clone: Clone, record: Document, name: str, chance: Random) -> Value:
        was = record.fields.get(name, ())
        if name == "present":
            maps = dict(was) if isinstance(was, dict) else {}
            return {**maps, chance.choice(("staff", "carer", "other")): str(chance.randrange(9))}
        if name in ("agenda_by", "media", "parties"):
            entries = list(was) if isinstance(was, tuple) else []
            if name == "media":
                new = f"https://{self.word()}.example"
            elif name == "parties":
                new = chance.choice([each.id for each in clone.workspace.people()])
            else:
                new = chance.choice(("staff", "carer", "manager", "other"))
            if new in entries or (len(entries) > 1 and chance.random() < 0.3):
                entries.remove(new if new in entries else chance.choice(entries))
                return tuple(entries)
            return (*entries, new)
        return f"{self.word()}: after {self.word()}"

    def _new(self, clone: Clone, others: Sequence[Clone], chance: Random) -> Done | None:
        kind = chance.choice(("learning", "meeting", "barrier"))
        clone.workspace.new(kind, f"{self.word()} {kind}", body=f"{self.word()} was new.\n")
        return Done("new")

    def _archive(self, clone: Clone, others: Sequence[Clone], chance: Random) -> Done | None:
        found = [each for each in _listed(clone, "learning", "meeting") if not each.archived]
        if not found:
            return None
        clone.workspace.archive(_ref(chance.choice(found)))
        return Done("archive")

    def _say(self, clone: Clone, others: Sequence[Clone], chance: Random) -> Done | None:
        ref = chance.choice((QUESTION, _ref(_document(clone, chance))))
        return Done("say", said=clone.workspace.say(ref, f"I say {self.word()}.").path)

    def _agree(self, clone: Clone, others: Sequence[Clone], chance: Random) -> Done | None:
        workspace = clone.workspace
        found = _listed(clone, "agreement")
        if not found:
            return None
        rules = found[0]
        position = chance.choice(_POSITIONS)
        saved = workspace.agree(_ref(rules), position=position, because=f"For {self.word()}.")
        text = (rules.title, rules.body)
        return Done(
            "agree", said=saved.path, position=Position(saved.id, workspace.me, position, text)
        )

    def _withdraw(self, clone: Clone, others: Sequence[Clone], chance: Random) -> Done | None:
        found = [each for each in clone.workspace.said_by(clone.workspace.me) if not each.withdrawn]
        if not found:
            return None
        saved = clone.workspace.withdraw(f"contribution/{chance.choice(found).id}")
        return Done("withdraw", withdrawn=saved.path)

    def _settle(self, clone: Clone, others: Sequence[Clone], chance: Random) -> Done | None:
        open_ = clone.workspace.differences()
        if not open_:
            return None
        one = chance.choice(open_)
        path = clone.workspace.read(one.ref).path
        place = {"field": one.field} if one.field else {"at": one.at}
        how = chance.choice(("keep", "both", "text"))
        decided = {"keep": chance.randrange(len(one.wordings)) + 1, "both": True}.get(how)
        together: Value = f"Settled as {self.word()}."
        if one.field == "present" or one.field.startswith("present."):
            together = "7"
        given = {how: decided or together}
        clone.workspace.settle(one.ref, **place, **given, why="We talked.")  # pyright: ignore
        return Done("settle", settled=Settled(path, one.field, frozenset(one.wordings)))

    # Beside it

    def _hand_edit(self, clone: Clone, others: Sequence[Clone], chance: Random) -> Done | None:
        """Add to what somebody said, in an editor."""
        found = [
            each
            for person in clone.workspace.people()
            for each in clone.workspace.said_by(person.id)
            if not each.withdrawn
        ]
        if not found:
            return None
        path = chance.choice(found).path
        with (clone.folder / path).open("a") as file:
            file.write(f"And {self.word()}.\n")
        clone.git("commit", "-qm", "By hand", "--", path)
        return Done("hand edit", by_hand=path)

    def _remove(self, clone: Clone, others: Sequence[Clone], chance: Random) -> Done | None:
        found = _listed(clone, "learning", "meeting")
        if not found:
            return None
        path = chance.choice(found).path
        clone.git("rm", "-q", "--", path)
        clone.git("commit", "-qm", "Removed", "--", path)
        return Done("remove")

    def _rename(self, clone: Clone, others: Sequence[Clone], chance: Random) -> Done | None:
        found = _listed(clone, "learning", "meeting")
        if not found:
            return None
        path = chance.choice(found).path
        new = f"{path.rpartition('/')[0]}/{self.word()}-abc234.md"
        clone.git("mv", path, new)
        clone.git("commit", "-qm", "Renamed", "--", path, new)
        return Done("rename")

    def _merge(self, clone: Clone, others: Sequence[Clone], chance: Random) -> Done | None:
        """Merge somebody's history by plain git, and commit whatever comes of it, marks and all."""
        if clone.staged or not others:
            return None
        other, before = chance.choice(others), clone.head
        clone.git("fetch", "-q", str(other.folder), "main")
        how = chance.choice(((), ("-X", "ours"), ("-X", "theirs")))
        clone.git("merge", "-q", "--no-edit", "--no-ff", *how, "FETCH_HEAD")
        if (clone.folder / ".git/MERGE_HEAD").exists():
            for path in git(clone.folder, "diff", "--name-only", "--diff-filter=U").split():
                there = (clone.folder / path).exists()
                clone.git(*(("add",) if there else ("rm", "-q", "--cached")), "--", path)
            clone.git("commit", "-q", "--no-edit")
        assert not (clone.folder / ".git/MERGE_HEAD").exists()
        parents = git(clone.folder, "rev-list", "--parents", "-1", "main").split()[1:]
        if clone.head == before or len(parents) < 2:
            return None
        return Done(f"merge {' '.join(how)}", other=parents[1])


_ACTS = {
    "text": 14,
    "field": 9,
    "settle": 10,
    "say": 4,
    "agree": 5,
    "withdraw": 5,
    "hand_edit": 4,
    "merge": 9,
    "new": 2,
    "archive": 1,
    "remove": 1,
    "rename": 1,
}
_FIELDS = {
    "meeting": ("present", "agenda_by", "breaks", "adjustments"),
    "learning": ("media", "audience"),
    "agreement": ("parties",),
    "outcome": ("known_by",),
}


def _listed(clone: Clone, *kinds: str) -> list[Document]:
    """Return the documents of some kinds that can be read, in order."""
    found: list[Document] = []
    for kind in kinds:
        for each in clone.workspace.list(kind):
            record = None if each.damaged else clone.workspace.read(f"{kind}/{each.id}")
            if isinstance(record, Document):
                found.append(record)
    return found


def _document(clone: Clone, chance: Random) -> Document:
    """Return a document to change; most changes meet in few of them."""
    kinds = (*["agreement"] * 6, *["meeting"] * 3, "learning", "outcome", "step")
    # With marks in it that plain git left, none can be read until the next sharing.
    found = _listed(clone, chance.choice(kinds)) or _listed(clone, "step", "outcome")
    return found[0] if chance.random() < 0.8 else chance.choice(found)


def _ref(record: Document) -> str:
    return f"{record.kind}/{record.id}"
