"""A text written to a file that somebody named, outside every workspace's own files."""

import os
from pathlib import Path

from schema.ids import slug
from store import errors
from store.typed_path import typed_path

_MOST = 1000


def suggested(name: str, day: str, ending: str = ".txt") -> str:
    """Return where a text called `name` could go, as people would type it."""
    return f"~/coproduce-{slug(name)}-{day}{ending}"


def write(typed: str, text: str) -> Path:
    """Write `text` to the file that was typed; see `write_bytes`."""
    return write_bytes(typed, text.encode("utf-8", "replace"))


def write_bytes(typed: str, data: bytes) -> Path:
    """Write `data` to the file that was typed, for this user alone, and return where it lies.

    A file that is there already is never written over: the new one gets a number. `~` is the home
    folder. Raises BadValue for no name, a folder's, or what can be none; FolderMissing, NotWritable
    or DiskFull.
    """
    place = typed_path(typed.strip())
    if place.is_dir():
        raise errors.BadValue(f"{place} is a folder.", "Add the name of a file after it.")
    for number in range(1, _MOST):
        named = place if number == 1 else place.with_name(f"{place.stem}-{number}{place.suffix}")
        try:
            handle = os.open(named, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            continue
        except OSError as problem:
            raise errors.from_os(problem, named.absolute()) from problem
        _fill(handle, named, data)
        return named
    raise errors.NotWritable(place)


def _fill(handle: int, place: Path, data: bytes) -> None:
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
    except OSError as problem:
        place.unlink(missing_ok=True)
        raise errors.from_os(problem, place) from problem
