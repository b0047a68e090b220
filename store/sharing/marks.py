"""What is remembered privately about sharing: when it last worked, and what stood in the way."""

import contextlib
from collections.abc import Mapping

import msgspec

from store import errors, files
from store.git import RepositoryPaths

_FILE = "sharing"


class Trouble(msgspec.Struct, frozen=True):
    """What stood in the way at one place: the error's code, and its sentence and hint."""

    code: str
    message: str


class Marks(msgspec.Struct, frozen=True, kw_only=True):
    """`last` is when sharing last came to its end (ISO 8601, "": never).

    `trouble` is by name of the place. `waiting` are the files that kept what was got from being
    put in place; `begun` is True while sharing is under way. `looked_at` is the newest commit whose
    whole history was looked through for what other programs brought together.
    """

    last: str = ""
    trouble: Mapping[str, Trouble] = {}
    waiting: tuple[str, ...] = ()
    begun: bool = False
    looked_at: str = ""


def read(paths: RepositoryPaths) -> Marks:
    """Return what is remembered; nothing when the file is missing or makes no sense."""
    try:
        return msgspec.json.decode((paths.private / _FILE).read_bytes(), type=Marks)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return Marks()


def looked_through(paths: RepositoryPaths, commit: str) -> None:
    """Remember that all that came before `commit` was looked through, if that can be kept."""
    with contextlib.suppress(errors.NotWritable, errors.DiskFull):
        write(paths, msgspec.structs.replace(read(paths), looked_at=commit))


def write(paths: RepositoryPaths, marks: Marks) -> None:
    """Remember `marks`. Raises NotWritable or DiskFull."""
    try:
        files.write_private(paths.private / _FILE, msgspec.json.encode(marks), durable=False)
    except OSError as problem:
        raise errors.from_os(problem, paths.private) from problem
