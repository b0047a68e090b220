"""Where people stood, in files that somebody changed or took away by hand: no yes, and no no lost.

Without this, taking away a file in which someone cannot agree yet would let the others be agreed,
or an earlier yes of the same person stand again; a few letters changed would make a yes of it.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from schema.ids import about_of, path_of
from schema.kinds import Position
from schema.record import Contribution, Damaged, Record
from schema.replacement import document_of
from schema.written_once import counted, only_a_no
from store.ancestry import is_ancestor
from store.history import ALTERED
from store.late import parsing
from store.objects import real_id

if TYPE_CHECKING:
    from store.cache import Cache
    from store.git import Repository
    from store.snapshot import Snapshot

_FACT = "by-hand-4"
_WHERE = "contributions"
_POSITIONS = "contributions/agreement/"
_FORM = ("--full-history", "--format=", "--raw", "-z", "--no-abbrev", "--no-renames")


class ByHand(msgspec.Struct, frozen=True):
    """What counts in the place of positions that are not as they were first saved.

    `instead` are those positions, `paths` the files that do not count as they lie there; `changed`
    and `taken_away` hold (agreement, path) of those that nobody took back, the first where a file
    still lies, the second where none does: people should look at them together. `lost` are those
    of which the disk no longer has what was first saved: any could be a no. `brought_back` are
    files that say again what the person took back, with the day on which they did.
    """

    instead: tuple[Position, ...] = ()
    paths: frozenset[str] = frozenset()
    changed: tuple[tuple[str, str], ...] = ()
    taken_away: tuple[tuple[str, str], ...] = ()
    lost: tuple[tuple[str, str], ...] = ()
    brought_back: Mapping[str, str] = {}

    @property
    def to_look_at(self) -> frozenset[str]:
        """The paths of all that people should look at together."""
        return frozenset(path for _, path in (*self.changed, *self.taken_away))


class _File(msgspec.Struct, frozen=True):
    """What the history holds under one file name: where it lay last, and its blobs.

    `first` are those it came with: one, but for a file that came in several places at once.
    """

    path: str
    first: tuple[str, ...] = ()
    later: tuple[str, ...] = ()


class _Known(msgspec.Struct, frozen=True):
    """What was found in the history of `commit`: every file that changed or went, by its name."""

    commit: str = ""
    files: Mapping[str, _File] = {}
    found: ByHand = ByHand()


def is_known(cache: "Cache") -> bool:
    """Return whether the history was read for this before, so that only what came since is."""
    return bool(_read(cache).commit)


def by_hand(repository: "Repository", cache: "Cache", snapshot: "Snapshot") -> ByHand:
    """Return what counts for positions of a snapshot whose files were changed or taken away.

    A file that lies at another place as it was is carried, not taken away: it counts where it was
    said. What came since the last
    time is asked of git alone, and nothing where nothing did.
    """
    commit = snapshot.commit
    known = _read(cache)
    if not commit or known.commit == commit:
        return known.found
    if _is_first(repository, commit):
        return ByHand()
    files = _changed(repository, known, commit)
    found = _judged(repository, snapshot, files) if files else ByHand()
    try:
        cache.keep_fact(_FACT, msgspec.json.encode(_Known(commit, files, found)).decode())
    except (sqlite3.Error, UnicodeEncodeError):
        # It is asked for again the next time.
        return found
    return found


def _changed(repository: "Repository", known: _Known, commit: str) -> Mapping[str, _File]:
    """Return every file among what was said that a change altered or took away, by its name."""
    is_later = bool(known.commit) and is_ancestor(repository, known.commit, commit)
    since = (f"^{known.commit}",) if is_later else ()
    given = b"".join(repository.log(*ALTERED, *_FORM, commit, *since, "--", _WHERE))
    parts = iter(given.decode("utf-8", "surrogateescape").split("\0")[:-1])
    files = dict(known.files) if is_later else {}
    # The newest stands first, and none before a later one.
    for about, path in reversed([*zip(parts, parts, strict=False)]):
        _, _, old, new, *_ = about.split(" ")
        name = path.rpartition("/")[2]
        files[name] = _with_change(files.get(name, _File(path)), path, old, new)
    return files


def _with_change(file: _File, path: str, old: str, new: str) -> _File:
    """Return what is known of a file after one more change, from the blob `old` to `new`."""
    first, later = file.first, file.later
    if old not in first and old not in later:
        first = (*first, old)
    if real_id(new) and new not in first and new not in later:
        later = (*later, new)
    return _File(path, first, later)


def _judged(repository: "Repository", snapshot: "Snapshot", files: Mapping[str, _File]) -> ByHand:
    lie: dict[str, list[str]] = {}
    for path in snapshot.places:
        name = path.rpartition("/")[2]
        if name in files and path.startswith(_WHERE):
            lie.setdefault(name, []).append(path)
    wanted = {
        name: file
        for name, file in files.items()
        if file.path.startswith(_POSITIONS)
        or any(isinstance(snapshot.record(path), Position) for path in lie.get(name, ()))
    }
    blobs = dict.fromkeys(b for file in wanted.values() for b in (*file.first, *file.later))
    data = dict(repository.read_blobs(list(blobs)))
    instead: list[Position] = []
    paths: set[str] = set()
    changed: list[tuple[str, str]] = []
    taken_away: list[tuple[str, str]] = []
    lost: list[tuple[str, str]] = []
    brought_back: dict[str, str] = {}
    for name, file in wanted.items():
        place = about_of(file.path)
        if place and place[0] == "agreement" and not any(each in data for each in file.first):
            lost.append((place[1], file.path))
        one = _Judged(snapshot, file, lie.get(name, ()), data)
        if not one.holds_a_position:
            # Own words and replies lie here too; whoever changes those says nothing of a yes.
            continue
        instead += one.instead()
        paths.update((*one.altered, *one.carried))
        changed += one.changed()
        taken_away += one.taken_away()
        brought_back.update(one.brought_back())
    return ByHand(
        tuple(instead),
        frozenset(paths),
        tuple(sorted(changed)),
        tuple(sorted(taken_away)),
        tuple(sorted(lost)),
        brought_back,
    )


class _Judged:
    """One file name: how it began, what became of it, and where it lies now."""

    def __init__(
        self,
        snapshot: "Snapshot",
        file: _File,
        places: Sequence[str],
        data: Mapping[str, bytes],
    ) -> None:
        self._places = places
        self._now = {path: snapshot.record(path) for path in places}
        path = places[0] if places else file.path
        read = {blob: _record(path, blob, data.get(blob)) for blob in (*file.first, *file.later)}
        # Nobody said anything by a file that could not be read, until it was put right.
        began = [each for each in file.first if not isinstance(read[each], Damaged)]
        rest = [each for each in file.later if not isinstance(read[each], Damaged)]
        self._began = began or rest[:1]
        self._first = _positions(read[each] for each in self._began)
        self._later = _positions(read[each] for each in rest)
        every = (*self._first, *self._later, *_positions(self._now.values()))
        self.holds_a_position = bool(every)
        """Whether it says or ever said where somebody stands."""
        self._taken_back = next((each.withdrawn for each in every if each.withdrawn), "")
        self.altered = [path for path in places if not self._is_as_first(snapshot, path)]
        """Where it lies and is not as it was first saved."""
        stayed = [path for path in places if path not in self.altered]
        at_home = any(path == _home(self._now[path]) for path in stayed)
        self.carried = () if at_home else tuple(stayed)
        """Where it lies as it was, and not among what was said about its agreement."""

    def _is_as_first(self, snapshot: "Snapshot", path: str) -> bool:
        return not self._taken_back and [snapshot.places[path]] == self._began

    def instead(self) -> Iterator[Position]:
        """Yield what counts in the place of what lies there."""
        there = _positions(self._now[path] for path in self.altered)
        if len(self.altered) < len(self._places):
            # The file itself is as it was; only a copy of it is not.
            yield from only_a_no(there)
            for each in _positions(self._now[path] for path in self.carried[:1]):
                yield msgspec.structs.replace(each, path=_home(each))
        else:
            yield from counted(self._first, self._later, there, gone=not self._places)

    def changed(self) -> Iterator[tuple[str, str]]:
        """Yield (agreement, path) where what somebody said is not as it was first saved."""
        for path in () if self._taken_back else self.altered:
            here = self._now[path]
            kind, id_ = about_of(path) or ("", "")
            if kind != "agreement" and isinstance(here, Position):
                kind, _, id_ = document_of(here.ref).partition("/")
            if kind == "agreement":
                yield id_, path

    def brought_back(self) -> Iterator[tuple[str, str]]:
        """Yield (path, day) where a file says again what was taken back on that day."""
        for path in self.altered if self._taken_back else ():
            here = self._now[path]
            if isinstance(here, Contribution) and not here.withdrawn:
                yield path, self._taken_back

    def taken_away(self) -> Iterator[tuple[str, str]]:
        """Yield (agreement, path) where what somebody said lies nowhere any more."""
        if self._places or self._taken_back:
            return
        for each in self._first:
            kind, _, id_ = document_of(each.ref).partition("/")
            if kind == "agreement":
                yield id_, each.path


def _home(record: object) -> str:
    """Return where what somebody said about an agreement lies, "" for anything else."""
    if not isinstance(record, Position):
        return ""
    kind, _, id_ = document_of(record.ref).partition("/")
    try:
        return path_of("contribution", record.id, (kind, id_))
    except ValueError:
        return ""


def _record(path: str, blob: str, data: bytes | None) -> Record | Damaged | None:
    from store.snapshot import as_record

    return None if data is None else as_record(path, parsing.parse(blob, data))


def _positions(records: Iterable[object]) -> tuple[Position, ...]:
    return tuple(each for each in records if isinstance(each, Position))


def _is_first(repository: "Repository", commit: str) -> bool:
    """Return whether nothing came before a commit, so that nothing was changed."""
    found = repository.read_object(commit)
    head = (found.data or b"").partition(b"\n\n")[0] if found else b""
    return bool(head) and b"\nparent " not in head


def _read(cache: "Cache") -> _Known:
    try:
        return _DECODER.decode(cache.fact(_FACT))
    except (sqlite3.Error, msgspec.DecodeError):
        return _Known()


_DECODER = msgspec.json.Decoder(_Known)
