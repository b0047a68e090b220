"""What a save is about to do, written down before it does anything, so that it can be finished."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from store import errors, files
from store.git import RepositoryPaths

VERSION = 1
SAVE = "save"
SHARED = "shared"
JOINED = "joined"


class Planned(msgspec.Struct, frozen=True):
    """One file of a save. Ids are blob ids, "" where there is no such file.

    `saved` is what the last saved state has, `on_disk` what lies on disk, `blob` what shall be
    ("": the file goes); `data` is its bytes, empty once git has them. What is no regular file, by
    its `mode`, is brought into git's index and never touched on disk.
    """

    path: str
    mode: str
    blob: str
    saved: str
    on_disk: str
    data: bytes = b""


class Journal(msgspec.Struct, frozen=True):
    """One save under way, or what others shared on its way into the files.

    `what` is "shared" for the latter, and "joined" where these are the first files of all.
    `token` marks every temporary file and lock that belongs to it. `base` is the commit the branch
    stood at; `commit` the one it is being moved to, "" until that is known.
    """

    token: str
    pid: int
    base: str
    commit: str
    writes: tuple[Planned, ...]
    version: int = VERSION
    what: str = SAVE

    @property
    def is_shared(self) -> bool:
        """Whether these are no words of ours, but what the history has already."""
        return self.what in (SHARED, JOINED)


def place(paths: RepositoryPaths) -> Path:
    """Return where the journal lies."""
    return paths.private / "journal"


def lock_place(paths: RepositoryPaths) -> Path:
    """Return the file that whoever saves or finishes a save holds locked."""
    return paths.private / "lock"


def write(
    paths: RepositoryPaths, journal: Journal, also: Sequence[int] = (), *, durable: bool = True
) -> None:
    """Write the journal; if `durable`, it and the descriptors `also` are on the disk on return.

    Raises NotWritable or DiskFull.
    """
    stored = msgspec.structs.replace(journal, writes=_stored(journal.writes))
    try:
        files.write_private(place(paths), msgspec.json.encode(stored), also, durable=durable)
    except OSError as problem:
        raise errors.from_os(problem, paths.private) from problem


def read(paths: RepositoryPaths) -> Journal | bytes | None:
    """Return the journal of a save that did not come to its end, None when there is none.

    Bytes are a journal that cannot be understood. One that is whole but was not yet in its place
    counts: it holds words of a save that had not begun.
    """
    try:
        found = place(paths).read_bytes()
    except FileNotFoundError:
        return _unready(paths)
    except OSError as problem:
        raise errors.from_os(problem, paths.private) from problem
    return _decoded(found) or found


def _unready(paths: RepositoryPaths) -> Journal | None:
    try:
        return _decoded(files.unready(place(paths)).read_bytes())
    except OSError:
        return None


def _decoded(found: bytes) -> Journal | None:
    try:
        journal = msgspec.json.decode(found, type=Journal)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    if journal.version != VERSION:
        return None
    return msgspec.structs.replace(journal, writes=_read(journal.writes))


def anything(paths: RepositoryPaths) -> bool:
    """Return whether a save left something to be settled."""
    names = ("journal", "journal.new", "unfinished", "unfinished.new")
    return any((paths.private / name).exists() for name in names)


def remove(paths: RepositoryPaths) -> None:
    """Close the journal: the save is done or its words are kept elsewhere."""
    try:
        files.unready(place(paths)).unlink(missing_ok=True)
        place(paths).unlink(missing_ok=True)
    except OSError as problem:
        raise errors.from_os(problem, paths.private) from problem


def unfinished(paths: RepositoryPaths) -> tuple[Planned, ...]:
    """Return the files of finished saves that are not yet on disk, or not yet in git's index.

    An unreadable list counts as empty.
    """
    try:
        found = (paths.private / "unfinished").read_bytes()
        return _read(msgspec.json.decode(found, type=tuple[Planned, ...]))
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return ()


def set_unfinished(paths: RepositoryPaths, left: tuple[Planned, ...]) -> None:
    """Replace that list. Raises NotWritable or DiskFull."""
    list_ = paths.private / "unfinished"
    try:
        if left:
            bare = [msgspec.structs.replace(each, data=b"") for each in left]
            files.write_private(list_, msgspec.json.encode(_stored(bare)))
        else:
            list_.unlink(missing_ok=True)
        files.unready(list_).unlink(missing_ok=True)
    except OSError as problem:
        raise errors.from_os(problem, paths.private) from problem


def _stored(writes: Iterable[Planned]) -> tuple[Planned, ...]:
    """Return what can be written as JSON: a name that is no text, as other programs make them, too.

    Such a name begins with NUL, which no name of a file holds, and has a character for each byte.
    """
    return tuple(
        each
        if _is_text(each.path)
        else msgspec.structs.replace(each, path=f"\0{os.fsencode(each.path).decode('latin-1')}")
        for each in writes
    )


def _read(writes: Iterable[Planned]) -> tuple[Planned, ...]:
    """Return what `_stored` was given."""
    return tuple(
        msgspec.structs.replace(each, path=os.fsdecode(each.path[1:].encode("latin-1")))
        if each.path.startswith("\0")
        else each
        for each in writes
    )


def _is_text(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True
