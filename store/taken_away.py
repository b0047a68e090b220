"""Where people stood, in files that somebody took away by hand: they bring nothing back.

Without this, taking away a file in which someone cannot agree yet would let an earlier yes of the
same person stand again.
"""

import sqlite3
from collections.abc import Collection, Iterator, Mapping

import msgspec

from schema import codec
from schema.kinds import Position, record_of
from schema.record import Damaged
from store.cache import Cache
from store.git import Repository

_FACT = "taken-away"
_WHERE = "contributions/agreement"
_ASK = ("--diff-filter=D", "--format=", "--raw", "-z", "-m", "--no-abbrev", "--no-renames")


class _Known(msgspec.Struct, frozen=True):
    """What was removed in the history of `commit`: the last blob by path."""

    commit: str = ""
    files: Mapping[str, str] = {}


def taken_away(
    repository: Repository, cache: Cache, commit: str, names: Collection[str]
) -> tuple[Position, ...]:
    """Return the positions whose files are nowhere at `commit`, each as one that was withdrawn.

    `names` are the names of the files that are there: one that lies at another place was carried,
    not taken away. Only what came since the last time is asked of git.
    """
    if not commit:
        return ()
    files = _removed(repository, cache, commit)
    gone = {path: blob for path, blob in files.items() if path.rpartition("/")[2] not in names}
    return tuple(_positions(repository, gone))


def _removed(repository: Repository, cache: Cache, commit: str) -> Mapping[str, str]:
    """Return every file that was removed from among what was said about agreements."""
    known = _read(cache)
    if known.commit == commit:
        return known.files
    if _is_first(repository, commit):
        return {}
    is_later = (
        bool(known.commit)
        and not repository.run(
            "merge-base", "--is-ancestor", known.commit, commit, check=False
        ).code
    )
    since = (f"^{known.commit}",) if is_later else ()
    given = b"".join(repository.log(*_ASK, commit, *since, "--", _WHERE))
    parts = iter(given.decode("utf-8", "surrogateescape").split("\0")[:-1])
    found: dict[str, str] = {}
    for about, path in zip(parts, parts, strict=False):
        found.setdefault(path, about.split(" ")[2])
    files = {**known.files, **found} if is_later else found
    try:
        cache.keep_fact(_FACT, msgspec.json.encode(_Known(commit, files)).decode())
    except (sqlite3.Error, UnicodeEncodeError):
        # It is asked for again the next time.
        return files
    return files


def _is_first(repository: Repository, commit: str) -> bool:
    """Return whether nothing came before a commit, so that nothing was removed."""
    found = repository.read_object(commit)
    head = (found.data or b"").partition(b"\n\n")[0] if found else b""
    return bool(head) and b"\nparent " not in head


def _read(cache: Cache) -> _Known:
    try:
        return msgspec.json.decode(cache.fact(_FACT), type=_Known)
    except (sqlite3.Error, msgspec.DecodeError):
        return _Known()


def _positions(repository: Repository, gone: Mapping[str, str]) -> Iterator[Position]:
    paths = {blob: path for path, blob in gone.items()}
    for blob, data in repository.read_blobs(sorted(paths)):
        file = codec.read(data)
        record = None if isinstance(file, Damaged) else record_of("", file.fields, "")
        if isinstance(record, Position):
            yield msgspec.structs.replace(
                record, path=paths[blob], withdrawn=record.withdrawn or record.date or "by hand"
            )
