"""A text written to a file that somebody named, outside every workspace's own files."""

import os
from pathlib import Path

from schema.ids import RECORD_FOLDERS, slug
from store import errors
from store.git import RepositoryPaths
from store.typed_path import typed_path

_MOST = 1000
# The files of the workspace that lie in no folder of their own.
_OWN = frozenset(("coproduce.md", "readme.md", ".gitattributes"))


def suggested(name: str, day: str, ending: str = ".txt") -> str:
    """Return where a text called `name` could go, as people would type it."""
    return f"~/coproduce-{slug(name)}-{day}{ending}"


def write_beside(paths: RepositoryPaths, typed: str, data: bytes) -> Path:
    """Write `data` as `write_bytes` does, but not among the files of the workspace itself."""
    refuse_own(paths, typed_path(typed.strip()))
    return write_bytes(typed, data)


def refuse_own(paths: RepositoryPaths, place: Path) -> None:
    """Raise BadValue for a place among the workspace's own files.

    What lies there is taken for a record, goes along when people share, or harms what Git keeps.
    """
    folders = (paths.git_dir, paths.common_dir, *(paths.root / each for each in RECORD_FOLDERS))
    own_name = place.name.casefold() in _OWN and _are_one(place.parent, paths.root)
    # Links, and letters that a disk takes for the same, lead there too.
    if own_name or any(_are_one(each, folder) for each in place.parents for folder in folders):
        raise errors.BadValue(
            f"{place} lies among the workspace's own files.",
            "Choose another folder, as in: ~/changes.html",
        )


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


def _are_one(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        # One of them is not there.
        return False


def _fill(handle: int, place: Path, data: bytes) -> None:
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
    except OSError as problem:
        place.unlink(missing_ok=True)
        raise errors.from_os(problem, place) from problem
