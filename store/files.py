"""A record's file on disk: where it may lie, what it holds, and how it is replaced."""

import contextlib
import errno
import hashlib
import os
import stat
from collections.abc import Callable, Sequence
from pathlib import Path

from store import errors

Probe = Callable[[str], None]
_PIECE = 1 << 20
_AT_ONCE = 8
# A folder in which nothing lies, to ask about a path by itself.
NOWHERE = Path("/dev/null/nowhere")


def quiet(step: str) -> None:
    """Take no notice of a step."""


def place_of(root: Path, path: str) -> Path:
    """Return the file of `path` under `root`.

    Raises UnsafePath when it would lie outside, inside git's own folder, behind a symlink, or
    where something lies that is no plain file.
    """
    names = path.split("/")
    if any(_unsafe(name) for name in names):
        raise errors.UnsafePath(path)
    place = str(root)
    for depth, name in enumerate(names, 1):
        place = f"{place}/{name}"
        try:
            mode = os.lstat(place).st_mode
        except FileNotFoundError:
            continue
        except OSError as problem:
            raise errors.UnsafePath(path) from problem
        if not (stat.S_ISREG(mode) if depth == len(names) else stat.S_ISDIR(mode)):
            raise errors.UnsafePath(path)
    return Path(place)


def _unsafe(name: str) -> bool:
    # A folder called .git anywhere would be a repository of its own, with programs to run.
    if name in ("", ".", "..") or name.lower() in (".git", "git~1"):
        return True
    return any(c in name for c in "\0\n\\")


def id_on_disk(root: Path, path: str, algorithm: str) -> str:
    """Return the blob id of the file at `path`, "" when there is none.

    Raises UnsafePath, or NotWritable when it cannot be read.
    """
    place = place_of(root, path)
    try:
        handle = os.open(place, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError:
        return ""
    except OSError as problem:
        raise errors.from_os(problem, path) from problem
    with os.fdopen(handle, "rb") as file:
        size = os.fstat(handle).st_size
        digest = hashlib.new(algorithm, f"blob {size}\0".encode(), usedforsecurity=False)
        try:
            while piece := file.read(_PIECE):
                digest.update(piece)
        except OSError as problem:
            raise errors.from_os(problem, path) from problem
    return digest.hexdigest()


def read_bytes(root: Path, path: str) -> bytes:
    """Return what the file at `path` holds. Raises UnsafePath or NotWritable."""
    place = place_of(root, path)
    try:
        handle = os.open(place, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(handle, "rb") as file:
            return file.read()
    except OSError as problem:
        raise errors.from_os(problem, path) from problem


def temporary_name(place: Path, token: str) -> Path:
    """Return the name under which a file is written before it takes its place."""
    return place.with_name(f".{place.name}.{token}.tmp")


def put(
    root: Path,
    path: str,
    data: bytes,
    token: str,
    expected: str,
    algorithm: str,
    probe: Probe = quiet,
    *,
    durable: bool = True,
    runs: bool = False,
) -> bool:
    """Write `data` at `path` if the file there still has the blob id `expected` ("": no file).

    Written beside its place and renamed, so nobody ever sees half of it; if `durable`, it is on
    the disk on return. A new file that `runs` may be started as a program.
    Returns whether it was written. Raises UnsafePath, NotWritable or DiskFull.
    """
    place = place_of(root, path)
    temporary = temporary_name(place, token)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        mode = place.stat().st_mode & 0o777 if expected else 0o777 if runs else 0o666
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, mode)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            if expected:
                os.fchmod(handle, mode)
            if durable:
                os.fsync(handle)
        probe("file written")
        # Someone may have written or placed a link here meanwhile, so look at the last moment.
        if id_on_disk(root, path, algorithm) != expected:
            return False
        if expected or not link(temporary, place):
            temporary.rename(place)
    except FileExistsError:
        return False
    except OSError as problem:
        raise errors.from_os(problem, path) from problem
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()
    return True


def remove(root: Path, path: str) -> None:
    """Remove the file at `path`, and the folders above it that are empty then.

    Raises UnsafePath or NotWritable.
    """
    place = place_of(root, path)
    try:
        place.unlink(missing_ok=True)
    except OSError as problem:
        raise errors.from_os(problem, path) from problem
    with contextlib.suppress(OSError):
        for folder in place.parents:
            if folder == root:
                break
            folder.rmdir()


def link(file: Path, place: Path) -> bool:
    """Give `file` a second name; False on a disk that knows no second names.

    Raises FileExistsError when something has that name.
    """
    try:
        os.link(file, place)
    except FileExistsError:
        raise
    except OSError as problem:
        if problem.errno in (errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK):
            return False
        raise
    return True


def sync(handles: Sequence[int]) -> None:
    """Make what was written to these descriptors durable.

    Asked for at once, they take hardly longer than one: the disk is made to write once.
    Raises OSError.
    """
    if len(handles) < 2:
        for handle in handles:
            os.fsync(handle)
        return
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(min(len(handles), _AT_ONCE)) as pool:
        list(pool.map(os.fsync, handles))


def unready(place: Path) -> Path:
    """Return where a private file is written before it takes its place."""
    return place.with_name(f"{place.name}.new")


def write_private(
    place: Path, data: bytes, also: Sequence[int] = (), *, durable: bool = True
) -> None:
    """Replace a private file as a whole; if `durable`, it is on the disk on return, with `also`.

    `also` are descriptors. Raises OSError.
    The name alone follows with whatever is synced next: file systems keep the order of names.
    """
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    temporary = unready(place)
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            if durable:
                sync((handle, *also))
        temporary.rename(place)
    except OSError:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
