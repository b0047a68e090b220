"""Parsed records in SQLite, keyed by blob id: disposable, rebuilt from git at any time."""

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path

import msgspec

from schema.record import Fields

LAYOUT = "4"
_BATCH = 1000
_TABLES = """
CREATE TABLE IF NOT EXISTS fact (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS place (
  path TEXT PRIMARY KEY,
  blob TEXT NOT NULL,
  row INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS parsed (
  row INTEGER PRIMARY KEY,
  blob TEXT NOT NULL UNIQUE,
  whole BLOB NOT NULL,
  title TEXT NOT NULL,
  ref TEXT NOT NULL,
  differences INTEGER NOT NULL,
  replaces INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS place_row ON place (row);
CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5 (
  title, body, tokenize='unicode61 remove_diacritics 2'
);
"""


class Parsed(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """One blob, read: its header and body, or why it is damaged.

    `body_line` is the 1-based line of the file at which the body begins, `title_line` that of its
    title, 0 for none; `digest` is set for agreements; `differences` counts the open ones.
    """

    blob: str
    fields: Fields
    body: str
    body_line: int
    digest: str = ""
    differences: int = 0
    damage_code: str = ""
    damage: str = ""
    damage_line: int = 0
    title_line: int = 0


class Match(msgspec.Struct, frozen=True):
    """One record in which all the words searched for stand, by its list columns and its text.

    `ref` and `speaker` are what a contribution is about and who said it, "" in documents.
    """

    path: str
    kind: str
    title: str
    ref: str
    speaker: str
    content_note: str
    body: str
    body_line: int
    title_line: int


class Cache:
    """The parsed form of every record of one saved tree, and a full-text index over it."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._database = self._open()

    def close(self) -> None:
        """Close the database; safe to call twice."""
        self._database.close()

    def rebuild(self) -> None:
        """Throw the database away and start empty; in memory when its folder cannot be written."""
        self._database.close()
        self._remove()
        self._database = self._open()

    def move_to_memory(self) -> None:
        """Throw the database away and start empty in memory, for a disk that takes no more."""
        self._database.close()
        self._remove()
        self._database = self._connect(":memory:")

    def tree(self) -> str:
        """Return the id of the tree the cache stands for, "" when it is empty."""
        return self.fact("tree")

    def fact(self, name: str) -> str:
        """Return what was kept under a name, "" when nothing was."""
        row = self._database.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def keep_fact(self, name: str, value: str) -> None:
        """Keep something that was worked out from the history, by its name."""
        with self._database as database:
            database.execute("INSERT OR REPLACE INTO fact VALUES (?, ?)", (name, value))

    def places(self) -> dict[str, str]:
        """Return the blob id at each record path, in path order."""
        return dict(self._database.execute("SELECT path, blob FROM place ORDER BY path"))

    def unknown(self, blobs: Iterable[str]) -> list[str]:
        """Return those of `blobs` that are not parsed yet, each once."""
        known = {row[0] for row in self._database.execute("SELECT blob FROM parsed")}
        return [blob for blob in dict.fromkeys(blobs) if blob not in known]

    def replace(
        self,
        tree: str,
        places: Mapping[str, str] | None,
        delta: Iterable[tuple[str, str]],
        parsed: Iterable[Parsed],
    ) -> None:
        """Move the cache to `tree` in one transaction.

        `places` replaces every path; when it is None, `delta` holds (path, blob) of what changed,
        with "" for a path that is gone. Rows no path needs any more are deleted, so that words
        taken back do not linger here.
        """
        with self._database as database:
            database.execute("BEGIN IMMEDIATE")
            gone: list[str] = []
            if places is not None:
                gone = [blob for (blob,) in database.execute("SELECT blob FROM parsed")]
                database.execute("DELETE FROM place")
            self._insert(parsed)
            if places is not None:
                database.executemany(_ADD_PLACE, places.items())
            for path, blob in delta:
                gone += [old for (old,) in database.execute(_BLOB_AT, (path,))]
                database.execute("DELETE FROM place WHERE path = ?", (path,))
                if blob:
                    database.execute(_ADD_PLACE, (path, blob))
            database.executemany(_FORGET_WORDS, ((blob,) for blob in gone))
            database.executemany(_FORGET_PARSED, ((blob,) for blob in gone))
            database.execute("INSERT OR REPLACE INTO fact VALUES ('tree', ?)", (tree,))

    def read(self, blob: str) -> Parsed | None:
        """Return one parsed blob, or None when it is not in the cache."""
        found = self._database.execute("SELECT whole FROM parsed WHERE blob = ?", (blob,))
        row = found.fetchone()
        return _READ.decode(row[0]) if row else None

    def read_all(self, under: str = "") -> Iterator[tuple[str, Parsed]]:
        """Yield (path, parsed) for every path that starts with `under`, in path order."""
        rows = self._database.execute(
            "SELECT path, whole FROM place JOIN parsed USING (row) "
            "WHERE path >= ? AND path < ? ORDER BY path",
            (under, under + "\U0010ffff"),
        )
        for path, whole in rows:
            yield path, _READ.decode(whole)

    def matches(self, query: str) -> Iterator[Match]:
        """Yield the records that match an FTS5 `query`, in path order."""
        rows = self._database.execute(
            "SELECT path, whole FROM words JOIN parsed ON parsed.row = words.rowid "
            "JOIN place USING (row) WHERE words MATCH ? ORDER BY path",
            (query,),
        )
        for path, whole in rows:
            yield _match(path, _READ.decode(whole))

    def linked(self) -> Iterator[tuple[str, Parsed]]:
        """Yield (path, parsed) for everything that stands in for something else."""
        rows = self._database.execute(
            "SELECT path, whole FROM place JOIN parsed USING (row) WHERE replaces ORDER BY path"
        )
        for path, whole in rows:
            yield path, _READ.decode(whole)

    def differing(self) -> tuple[str, ...]:
        """Return the path of every document with open differences, in order."""
        rows = self._database.execute(
            "SELECT path FROM place JOIN parsed USING (row)"
            " WHERE differences > 0 AND ref = '' ORDER BY path"
        )
        return tuple(path for (path,) in rows)

    def titles(self) -> dict[str, str]:
        """Return the title of every document, by path."""
        return dict(
            self._database.execute(
                "SELECT path, title FROM place JOIN parsed USING (row) WHERE title != ''"
            )
        )

    def _open(self) -> sqlite3.Connection:
        with contextlib.suppress(OSError):
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._file.touch(mode=0o600)
        with contextlib.suppress(sqlite3.Error):
            return self._connect(str(self._file))
        self._remove()
        with contextlib.suppress(sqlite3.Error):
            return self._connect(str(self._file))
        return self._connect(":memory:")

    def _remove(self) -> None:
        for suffix in ("", "-wal", "-shm", "-journal"):
            with contextlib.suppress(OSError):
                self._file.with_name(self._file.name + suffix).unlink(missing_ok=True)

    def _connect(self, name: str) -> sqlite3.Connection:
        database = sqlite3.connect(name, timeout=10, isolation_level=None)
        try:
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("PRAGMA synchronous = OFF")
            # Up to 32 MB of pages: with the 2 MB of SQLite, 10,000 records are read twice.
            database.execute("PRAGMA cache_size = -32768")
            database.executescript(_TABLES)
            row = database.execute("SELECT value FROM fact WHERE name = 'layout'").fetchone()
            if row is None:
                database.execute("INSERT INTO fact VALUES ('layout', ?)", (LAYOUT,))
            elif row[0] != LAYOUT:
                raise sqlite3.DatabaseError("another layout")
        except sqlite3.Error:
            database.close()
            raise
        return database

    def _insert(self, parsed: Iterable[Parsed]) -> None:
        """Add rows in batches; a blob that is there already is left out."""
        database = self._database
        last = database.execute("SELECT coalesce(max(row), 0) FROM parsed").fetchone()[0]
        numbered = enumerate(parsed, last + 1)
        while batch := list(islice(numbered, _BATCH)):
            database.executemany(_ADD_PARSED, (_row(number, one) for number, one in batch))
            database.executemany(
                _ADD_WORDS,
                (
                    (number, _text(one.fields.get("title")), one.body)
                    for number, one in batch
                    if not (one.fields.get("withdrawn") and "ref" in one.fields)
                ),
            )


_ADD_PARSED = "INSERT INTO parsed VALUES (?, ?, ?, ?, ?, ?, ?)"
_ADD_WORDS = "INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)"
_ADD_PLACE = "INSERT INTO place SELECT ?1, blob, row FROM parsed WHERE blob = ?2"
_BLOB_AT = "SELECT blob FROM place WHERE path = ?"
_UNUSED = "blob = ? AND row NOT IN (SELECT row FROM place)"
_FORGET_PARSED = f"DELETE FROM parsed WHERE {_UNUSED}"  # noqa: S608
_FORGET_WORDS = f"DELETE FROM words WHERE rowid IN (SELECT row FROM parsed WHERE {_UNUSED})"  # noqa: S608


# All of a row stands in one column: fetching ten takes longer than reading the JSON of one.
_READ = msgspec.json.Decoder(Parsed)
_WRITE = msgspec.json.Encoder()


def _row(number: int, one: Parsed) -> tuple[object, ...]:
    title, ref = (_text(one.fields.get(name)) for name in ("title", "ref"))
    replaces = "replaces" in one.fields
    return (number, one.blob, _WRITE.encode(one), title, ref, one.differences, replaces)


def _match(path: str, one: Parsed) -> Match:
    fields = one.fields
    return Match(
        path=path,
        kind=_text(fields.get("kind")),
        title=_text(fields.get("title")),
        ref=_text(fields.get("ref")),
        speaker=_text(fields.get("by")),
        content_note=_text(fields.get("content_note")),
        body=one.body,
        body_line=one.body_line,
        title_line=one.title_line,
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
