"""A path as somebody typed it, made into a whole one."""

import contextlib
import os
from pathlib import Path

from store import errors


def typed_path(typed: Path | str) -> Path:
    """Return the whole path of what was typed; `~` is the home folder, `..` is taken out.

    Raises BadValue for no name, for the home of somebody who is not there, and for what can be
    the path of nothing.
    """
    named = str(typed)
    if not named.strip():
        raise errors.BadValue("The file has no name.", "Type one, as in: ~/notes.txt")
    try:
        place = Path(os.path.normpath(Path(named).expanduser().absolute()))
        with contextlib.suppress(FileNotFoundError, NotADirectoryError, PermissionError):
            place.lstat()
    except (RuntimeError, OSError, ValueError) as problem:
        raise errors.BadValue(
            f"“{named}” cannot be the path of a file or folder here.",
            "Type it in full, as in: /media/stick/evenings",
            detail=str(problem),
        ) from problem
    return place
