"""Words that could not be saved: one private file each, kept until someone lets go of it."""

import contextlib
import os
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote, unquote

import msgspec

from store import errors
from store.git import RepositoryPaths

_NAME_LIMIT = 180
_STAMP = "%Y%m%dT%H%M%S%f"


class Draft(msgspec.Struct, frozen=True):
    """One kept text: where it lies, what it was meant for, and when it was kept (UTC)."""

    path: Path
    about: str
    when: datetime


def folder(paths: RepositoryPaths) -> Path:
    """Return where drafts lie."""
    return paths.private / "drafts"


def keep(paths: RepositoryPaths, text: str | bytes, about: str, extension: str = "") -> Path:
    """Write `text` to a file that only this user can read, and return it; durable on return.

    `about` is what the words were meant for: a record's path, a reference. Without `extension`
    it ends as `about` does. Raises NotWritable or DiskFull.
    """
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    ending = extension or Path(about).suffix or ".txt"
    stamp = datetime.now(UTC).strftime(_STAMP)
    subject = quote(about, safe="").replace(".", "%2E")[:_NAME_LIMIT]
    place = folder(paths) / f"{stamp}-{os.urandom(3).hex()}-{subject}{ending}"
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        except OSError:
            with contextlib.suppress(OSError):
                place.unlink()
            raise
    except OSError as problem:
        raise errors.from_os(problem, place.parent) from problem
    return place


def kept(paths: RepositoryPaths) -> tuple[Draft, ...]:
    """Return all drafts, oldest first."""
    try:
        found = sorted(folder(paths).iterdir())
    except OSError:
        return ()
    return tuple(draft for place in found if (draft := _draft(place)) is not None)


def read(draft: Draft) -> bytes:
    """Return the kept words, exactly. Raises NotWritable when the file cannot be read."""
    try:
        return draft.path.read_bytes()
    except OSError as problem:
        raise errors.from_os(problem, draft.path) from problem


def forget(draft: Draft) -> None:
    """Let go of a draft; one that is gone already is no error."""
    try:
        draft.path.unlink(missing_ok=True)
    except OSError as problem:
        raise errors.from_os(problem, draft.path) from problem


def _draft(place: Path) -> Draft | None:
    stamp, _, rest = place.stem.partition("-")
    _, _, subject = rest.partition("-")
    try:
        when = datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
    return Draft(place, unquote(subject), when)
