"""The saved state of the workspace: every record of the newest commit, read through the cache."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import structs

from schema import withdrawal
from schema.ids import kind_and_id
from schema.kinds import Agreement, record_of
from schema.record import Contribution, Damaged, Document, Record
from schema.replacement import document_of
from store.cache import Cache, Match, Parsed
from store.git import Repository
from store.late import parsing

if TYPE_CHECKING:
    from store.by_hand import ByHand
    from store.sharing.state import AtHand

Report = Callable[[int, int, str], None]
REGULAR = ("100644", "100755")
SYMLINK = "120000"
_BATCH = 500
_AGREEMENTS = "agreements/"
_NOT_ITS_PLACE = (
    "This file says that it is an agreement, and does not lie among the agreements, so nobody is "
    "asked about it. Put it into agreements/, or take it away."
)


def quiet(done: int, total: int, what: str) -> None:
    """Report nothing: the progress of callers who show none."""


class Snapshot:
    """The records of one saved tree. `at` gives the commit, `tree` what it holds."""

    def __init__(self, commit: str, tree: str, cache: Cache, repository: Repository) -> None:
        self.commit = commit
        self.tree = tree
        self._cache = cache
        self._repository = repository

    @cached_property
    def places(self) -> dict[str, str]:
        """The blob id at each record path, in path order."""
        return self._cache.places()

    @cached_property
    def _path_of_id(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for path in self.places:
            named = kind_and_id(path)
            if named:
                found.setdefault(named[1], path)
        return found

    @cached_property
    def _path_of_kind(self) -> dict[tuple[str, str], str]:
        return {(kind, id_): path for kind, id_, path in reversed(self.ids)}

    @cached_property
    def ids(self) -> tuple[tuple[str, str, str], ...]:
        """Every record as (kind, id, path), "contribution" for all kinds of contribution."""
        named = ((kind_and_id(path), path) for path in self.places)
        return tuple((*found, path) for found, path in named if found)

    def path(self, id: str, kind: str = "") -> str:  # noqa: A002
        """Return where the record with this whole id lies, "" when there is none.

        A file of another kind may have the same name: with `kind` it is not taken for this one.
        """
        return self._path_of_kind.get((kind, id)) or self._path_of_id.get(id, "")

    def record(self, path: str) -> Record | Damaged | None:
        """Return the record saved at `path`, None when nothing is."""
        parsed = self.parsed(path)
        return as_record(path, parsed) if parsed else None

    def parsed(self, path: str) -> Parsed | None:
        """Return the cached row for `path`, with its open differences and body line."""
        blob = self.places.get(path)
        if not blob:
            return None

        # Another window may have moved the cache on since this snapshot was taken.
        return self._cache.read(blob) or next(
            (parsing.parse(*found) for found in self._repository.read_blobs([blob])), None
        )

    @cached_property
    def rows(self) -> tuple[tuple[str, Parsed, Record | Damaged], ...]:
        """Every (path, cached row, record), in path order."""
        rows = self._cache.read_all()
        return tuple((path, parsed, as_record(path, parsed)) for path, parsed in rows)

    @cached_property
    def everything(self) -> tuple[Record | Damaged, ...]:
        """Every record of the workspace, in path order."""
        return tuple(record for _, _, record in self.rows)

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """Every readable document."""
        return tuple(each for each in self.everything if isinstance(each, Document))

    @cached_property
    def contributions(self) -> tuple[Contribution, ...]:
        """Every readable contribution, replaced and withdrawn ones too."""
        return tuple(each for each in self.everything if isinstance(each, Contribution))

    @cached_property
    def by_hand(self) -> "ByHand":
        """What counts in the place of positions that somebody changed or took away by hand."""
        from store.by_hand import by_hand

        return by_hand(self._repository, self._cache, self)

    @cached_property
    def at_hand(self) -> "AtHand":
        """What may be missing here of what was said: with it no agreement is agreed."""
        from store.sharing.state import at_hand

        return at_hand(self._repository)

    @property
    def knows_by_hand(self) -> bool:
        """Whether the history was looked through for that before, so that it costs little now."""
        from store.by_hand import is_known

        return "by_hand" in self.__dict__ or is_known(self._cache)

    def counting(self, said: Iterable[Contribution], ref: str = "") -> tuple[Contribution, ...]:
        """Return `said`, which is about the document `ref` ("": all of them), as it counts.

        What was changed by hand is never taken for what somebody said.
        """
        hand = self.by_hand
        instead = (each for each in hand.instead if not ref or document_of(each.ref) == ref)
        return (*(each for each in said if each.path not in hand.paths), *instead)

    def about(self, kind: str, id: str) -> tuple[Contribution, ...]:  # noqa: A002
        """Return every readable contribution about one document ("unplaced", "") for notes."""
        under = f"contributions/{kind}/{id}/" if id else f"contributions/{kind}/"
        records = (as_record(path, parsed) for path, parsed in self._cache.read_all(under))
        return tuple(each for each in records if isinstance(each, Contribution))

    @cached_property
    def replaced(self) -> frozenset[str]:
        """The paths of what a later contribution of the same person stands in for."""
        from schema.replacement import heads

        linked = [as_record(path, parsed) for path, parsed in self._cache.linked()]
        new = [each for each in linked if isinstance(each, Contribution)]
        wanted = {id_ for each in new for id_ in each.replaces}
        paths = [path for _, id_, path in self.ids if id_ in wanted] if wanted else []
        old = [self.record(path) for path in paths]
        said = {each.path: each for each in (*new, *old) if isinstance(each, Contribution)}
        return frozenset(said) - {each.path for each in heads(said.values())}

    def matches(self, query: str) -> Iterator[Match]:
        """Yield the records that match a full-text query, in path order."""
        return self._cache.matches(query)

    @cached_property
    def differing(self) -> tuple[str, ...]:
        """The id of every document with open differences."""
        named = (kind_and_id(path) for path in self._cache.differing())
        return tuple(found[1] for found in named if found)

    @cached_property
    def titles(self) -> dict[str, str]:
        """The title of every document, by id."""
        if "rows" in self.__dict__:
            found = ((path, row.fields.get("title")) for path, row, _ in self.rows)
            titles = {path: title for path, title in found if isinstance(title, str) and title}
        else:
            titles = self._cache.titles()
        named = ((kind_and_id(path), title) for path, title in titles.items())
        return {found[1]: title for found, title in named if found}


def as_record(path: str, parsed: Parsed) -> Record | Damaged:
    """Return one cached row as a value of its kind."""
    if parsed.damage_code:
        return Damaged(
            path=path,
            code=parsed.damage_code,
            message=parsed.damage,
            line=parsed.damage_line,
            blob=parsed.blob,
        )
    record = record_of(path, parsed.fields, parsed.body, parsed.blob)
    if isinstance(record, Agreement) and not path.startswith(_AGREEMENTS):
        # Elsewhere it could be taken for the one that people stand behind.
        return Damaged(
            path=path, code="not-its-place", message=_NOT_ITS_PLACE, line=1, blob=parsed.blob
        )
    if "withdrawn" in parsed.fields:
        record = withdrawal.bare(record)
    # The place names the record: a copied file must not answer to another one's name.
    if path.startswith("contributions/") and path.endswith(f"/{record.id}.md"):
        return record
    named = kind_and_id(path)
    if named and record.id != named[1]:
        return structs.replace(record, id=named[1])
    return record


class Snapshots:
    """Gives the snapshot of the newest commit, parsing only what changed since the last one."""

    def __init__(self, repository: Repository, cache: Cache) -> None:
        self._repository = repository
        self._cache = cache
        self._last: Snapshot | None = None

    @property
    def last(self) -> Snapshot | None:
        """The snapshot given last, None before the first."""
        return self._last

    def newest(self, report: Report = quiet) -> Snapshot:
        """Return the saved state now. A cache that is damaged or out of date mends itself.

        One that the disk has no room for goes on in memory.
        """
        commit = self._repository.resolve("HEAD")
        if self._last and self._last.commit == commit:
            # What is known elsewhere may have come in since, or the rest of the history.
            self._last.__dict__.pop("at_hand", None)
            return self._last
        tree = self._repository.resolve("HEAD^{tree}") if commit else ""
        for mend in (self._cache.rebuild, self._cache.move_to_memory):
            try:
                self._bring_to(tree, report)
                break
            except sqlite3.Error:
                mend()
        else:
            self._bring_to(tree, report)
        self._last = Snapshot(commit, tree, self._cache, self._repository)
        return self._last

    def _bring_to(self, tree: str, report: Report) -> None:
        before = self._cache.tree()
        if before == tree:
            return
        delta = self._delta(before, tree) if before and tree else None
        if delta is not None:
            fresh = [*self._parse([entry for entry in delta if entry[2]], report)]
            if not any(each.fields.get("withdrawn") for each in fresh):
                changed = [(path, _key(mode, blob)) for path, mode, blob in delta]
                self._cache.replace(tree, None, changed, fresh)
                return
            # A database keeps what was deleted in its pages; words taken back must not stay there.
            self._cache.rebuild()
        entries = [e for e in self._repository.tree_entries(tree) if kind_and_id(e[0])]
        places = {path: _key(mode, blob) for path, mode, blob in entries}
        self._cache.replace(tree, places, (), self._parse(entries, report))

    def _delta(self, before: str, tree: str) -> list[tuple[str, str, str]] | None:
        """Return (path, mode, blob) of changed records, None when `before` is not known here."""
        if not self._repository.resolve(before):
            return None
        return [
            (change.path, change.new_mode, change.new_id)
            for change in self._repository.diff_trees(before, tree)
            if kind_and_id(change.path)
        ]

    def _parse(self, entries: Sequence[tuple[str, str, str]], report: Report) -> Iterator[Parsed]:
        blobs: list[str] = []
        for path, mode, blob in entries:
            if mode in REGULAR:
                blobs.append(blob)
            else:
                yield _irregular(path, mode, blob)
        fresh = self._cache.unknown(blobs)
        if not fresh:
            return

        found = self._repository.read_objects(fresh)
        for done, (blob, read) in enumerate(zip(fresh, found, strict=True)):
            if done % _BATCH == 0:
                report(done, len(fresh), "Reading the records")
            yield (
                parsing.parse(blob, read.data) if read and read.data is not None else _missing(blob)
            )


def _key(mode: str, blob: str) -> str:
    """Return the cache key of a tree entry: its blob id, marked when it is no regular file."""
    return blob if mode in REGULAR or not blob else f"{mode}:{blob}"


def _irregular(path: str, mode: str, blob: str) -> Parsed:
    what = "a link to another file" if mode == SYMLINK else "not a regular file"
    message = f"{path} is {what}. Put a regular file in its place."
    return Parsed(_key(mode, blob), {}, "", 1, damage_code="not-a-file", damage=message)


def _missing(blob: str) -> Parsed:
    message = (
        "What was saved here cannot be read any more: the disk lost it. Get it from another copy "
        "of the workspace, then run: coproduce doctor --fix"
    )
    return Parsed(blob, {}, "", 1, damage_code="missing", damage=message)
