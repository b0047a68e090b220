"""A record's file on disk: where it may lie, what it holds, and how it is replaced."""

import contextlib
import errno
import hashlib
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from store import errors

Probe = Callable[[str], None]
_PIECE = 1 << 20
_AT_ONCE = 8
# The most bytes a name in a folder may have.
_LONGEST = 255
_MOST_OPEN = 64
_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
# One passes through a folder, as where its path is named, without leave to list what is in it.
_FOLDER = os.O_DIRECTORY | (os.O_PATH if hasattr(os, "O_PATH") else os.O_RDONLY)


def quiet(step: str) -> None:
    """Take no notice of a step."""


def is_inside(path: str) -> bool:
    """Return whether a path by itself leads into the workspace, whatever lies there."""
    return not any(map(_unsafe, path.split("/")))


def _unsafe(name: str) -> bool:
    # A folder called .git anywhere would be a repository of its own, with programs to run.
    if name in ("", ".", "..") or name.lower() in (".git", "git~1"):
        return True
    return "\0" in name


class Folders:
    """The folders of a workspace, each opened once, from the one above it and never by a link.

    What is done to a file is done in its opened folder, so that a link put in that folder's place
    meanwhile leads nowhere else. Use it in a `with` block, and not for long.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._opened: dict[str, int] = {}

    def __enter__(self) -> "Folders":
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def _close(self) -> None:
        opened, self._opened = self._opened, {}
        for handle in opened.values():
            os.close(handle)

    def is_there(self, path: str) -> bool:
        """Return whether there is a file at `path`. Raises UnsafePath as `place_of` does."""
        try:
            folder, name = self._of(path)
            mode = os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode
        except FileNotFoundError:
            return False
        except OSError as problem:
            raise errors.UnsafePath(path) from problem
        if not stat.S_ISREG(mode):
            raise errors.UnsafePath(path)
        return True

    def is_folder(self, path: str) -> bool:
        """Return whether there is a folder at `path`, itself and no link."""
        try:
            folder, name = self._of(path)
            return stat.S_ISDIR(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode)
        except (OSError, errors.UnsafePath):
            return False

    def files_below(self, path: str) -> Iterator[str]:
        """Yield what lies in the folder at `path` and below, all but the folders themselves.

        Raises UnsafePath, or NotWritable when one cannot be read.
        """
        try:
            folder, name = self._of(path)
            handle = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=folder)
            try:
                with os.scandir(handle) as found:
                    names = [each.name for each in found]
            finally:
                os.close(handle)
        except OSError as problem:
            raise errors.from_os(problem, path) from problem
        for each in names:
            below = f"{path}/{each}"
            if self.is_folder(below):
                yield from self.files_below(below)
            else:
                yield below

    def open(self, path: str) -> int:
        """Return a descriptor to read the file at `path`.

        Raises FileNotFoundError, UnsafePath, or NotWritable when it cannot be read.
        """
        folder, name = self._of(path)
        try:
            handle = os.open(name, _READ, dir_fd=folder)
        except FileNotFoundError:
            raise
        except OSError as problem:
            self.is_there(path)
            raise errors.from_os(problem, path) from problem
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            os.close(handle)
            raise errors.UnsafePath(path)
        return handle

    def id_of(self, path: str, algorithm: str) -> str:
        """Return the blob id of the file at `path`, "" when there is none.

        Raises UnsafePath, or NotWritable when it cannot be read.
        """
        try:
            handle = self.open(path)
        except FileNotFoundError:
            return ""
        try:
            size = os.fstat(handle).st_size
            digest = hashlib.new(algorithm, b"blob %d\0" % size, usedforsecurity=False)
            while piece := os.read(handle, min(size + 1, _PIECE)):
                digest.update(piece)
        except OSError as problem:
            raise errors.from_os(problem, path) from problem
        finally:
            os.close(handle)
        return digest.hexdigest()

    def id_there(self, path: str, expected: str, algorithm: str) -> str:
        """Return the same as `id_of`; a link that was saved as `expected` is that, too.

        Such a link is never followed: what takes its place is put over it.
        """
        try:
            return self.id_of(path, algorithm)
        except errors.UnsafePath:
            folder, name = self._of(path)
            try:
                target = os.fsencode(os.readlink(name, dir_fd=folder))
            except OSError:
                target = None
            if target is not None:
                said = b"blob %d\0" % len(target) + target
                if hashlib.new(algorithm, said, usedforsecurity=False).hexdigest() == expected:
                    return expected
            raise

    def write_beside(
        self, path: str, data: bytes, token: str, expected: str, *, durable: bool, runs: bool
    ) -> bool:
        """Write `data` beside `path`, under a temporary name; False where no file is any more.

        It is to take the place of the file `expected` ("": no file), and has its mode; a new one
        that `runs` may be started as a program. If `durable`, it is on the disk on return.
        Raises UnsafePath, NotWritable or DiskFull.
        """
        try:
            folder, name = self._of(path, make=True)
            mode, keeps = 0o777 if runs else 0o666, False
            if expected:
                now = os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode
                # A link has no mode of its own.
                mode, keeps = (now & 0o777, True) if stat.S_ISREG(now) else (mode, False)
        except FileNotFoundError:
            return False
        beside = _beside(name, token)
        try:
            handle = os.open(beside, _NEW, mode, dir_fd=folder)
            try:
                _fill(handle, data)
                if keeps and os.fstat(handle).st_mode & 0o777 != mode:
                    os.fchmod(handle, mode)
                if durable:
                    os.fsync(handle)
            except BaseException:
                self.discard(path, token)
                raise
            finally:
                os.close(handle)
        except FileExistsError:
            self.discard(path, token)
            return False
        except OSError as problem:
            raise errors.from_os(problem, path) from problem
        return True

    def put_in_place(self, path: str, token: str, expected: str, algorithm: str) -> bool:
        """Put what was written beside `path` there, if the file there still is `expected`.

        Otherwise it stays as it is. Raises UnsafePath, NotWritable or DiskFull.
        """
        # Someone may have written or placed a link here meanwhile, so look at the last moment.
        if self.id_there(path, expected, algorithm) != expected:
            return False
        try:
            folder, name = self._of(path)
            beside = _beside(name, token)
            if not expected and link(beside, name, folder):
                os.unlink(beside, dir_fd=folder)
            else:
                os.rename(beside, name, src_dir_fd=folder, dst_dir_fd=folder)
        except FileExistsError:
            return False
        except OSError as problem:
            raise errors.from_os(problem, path) from problem
        return True

    def discard(self, path: str, token: str) -> None:
        """Remove what was written beside `path`, if it is still there."""
        with contextlib.suppress(OSError, errors.UnsafePath):
            folder, name = self._of(path)
            os.unlink(_beside(name, token), dir_fd=folder)

    def remove(self, path: str) -> None:
        """Remove the file at `path`, and the folders above it that are empty then.

        Raises UnsafePath or NotWritable.
        """
        if not self.is_there(path):
            return
        try:
            folder, name = self._of(path)
            with contextlib.suppress(FileNotFoundError):
                os.unlink(name, dir_fd=folder)
        except OSError as problem:
            raise errors.from_os(problem, path) from problem
        with contextlib.suppress(OSError):
            while path := path.rpartition("/")[0]:
                folder, name = self._of(path)
                os.rmdir(name, dir_fd=folder)
                self._close()

    def _of(self, path: str, *, make: bool = False) -> tuple[int, str]:
        """Return the opened folder in which `path` lies, and its name there.

        Raises UnsafePath, FileNotFoundError where there is no such folder and it is not to be
        made, and NotWritable or DiskFull where it cannot be.
        """
        if not is_inside(path):
            raise errors.UnsafePath(path)
        folder, _, name = path.rpartition("/")
        handle = self._opened.get(folder)
        if handle is None:
            if len(self._opened) > _MOST_OPEN:
                self._close()
            try:
                handle = self._folder(folder, make=make)
            except FileNotFoundError:
                raise
            except OSError as problem:
                raise errors.UnsafePath(path) from problem
        return handle, name

    def _folder(self, folder: str, *, make: bool) -> int:
        """Return a folder, opened; see `_of`. Raises OSError where something else lies there."""
        if folder in self._opened:
            return self._opened[folder]
        if "" not in self._opened:
            self._opened[""] = os.open(self._root, _FOLDER)
        handle = self._opened[""]
        names = folder.split("/") if folder else []
        for depth, name in enumerate(names, 1):
            here = "/".join(names[:depth])
            if here not in self._opened:
                entered = _entered(name, handle, here, make=make)
                if len(self._opened) > _MOST_OPEN:
                    self._close_above(here)
                self._opened[here] = entered
            handle = self._opened[here]
        return handle

    def _close_above(self, folder: str) -> None:
        """Close the folders that lead to this one: it may lie deeper than files may be open."""
        for each in [each for each in self._opened if each and folder.startswith(f"{each}/")]:
            os.close(self._opened.pop(each))


def _entered(name: str, parent: int, folder: str, *, make: bool) -> int:
    """Return the folder `name` in an opened one, opened too; `folder` is its whole path."""
    try:
        return os.open(name, _FOLDER | os.O_NOFOLLOW, dir_fd=parent)
    except FileNotFoundError:
        if not make:
            raise
    _make_folder(name, parent, folder)
    return os.open(name, _FOLDER | os.O_NOFOLLOW, dir_fd=parent)


def _make_folder(name: str, parent: int, folder: str) -> None:
    try:
        os.mkdir(name, dir_fd=parent)
    except FileExistsError:
        return
    except OSError as problem:
        raise errors.from_os(problem, folder) from problem


def _fill(handle: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(handle, left) :]


def place_of(root: Path, path: str) -> Path:
    """Return the file of `path` under `root`.

    Raises UnsafePath when it would lie outside, inside git's own folder, behind a symlink, or
    where something lies that is no plain file.
    """
    with Folders(root) as folders:
        folders.is_there(path)
    return Path(f"{root}/{path}")


def id_on_disk(root: Path, path: str, algorithm: str) -> str:
    """Return the blob id of the file at `path`, "" when there is none.

    Raises UnsafePath, or NotWritable when it cannot be read.
    """
    with Folders(root) as folders:
        return folders.id_of(path, algorithm)


def read_bytes(root: Path, path: str) -> bytes:
    """Return what the file at `path` holds. Raises UnsafePath or NotWritable."""
    with Folders(root) as folders:
        try:
            with os.fdopen(folders.open(path), "rb") as file:
                return file.read()
        except OSError as problem:
            raise errors.from_os(problem, path) from problem


def temporary_name(place: Path, token: str) -> Path:
    """Return the name under which a file is written before it takes its place."""
    return place.with_name(_beside(place.name, token))


def _beside(name: str, token: str) -> str:
    beside = f".{name}.{token}.tmp"
    if len(os.fsencode(beside)) <= _LONGEST:
        return beside
    return f".{hashlib.sha256(os.fsencode(name)).hexdigest()[:16]}.{token}.tmp"


def put(root: Path, path: str, data: bytes, token: str, expected: str, algorithm: str) -> bool:
    """Write `data` at `path` if the file there still has the blob id `expected` ("": no file).

    Written beside its place and renamed, so nobody ever sees half of it; it is on the disk on
    return. Returns whether it was written. Raises UnsafePath, NotWritable or DiskFull.
    """
    with Folders(root) as folders:
        if not folders.write_beside(path, data, token, expected, durable=True, runs=False):
            return False
        try:
            return folders.put_in_place(path, token, expected, algorithm)
        finally:
            folders.discard(path, token)


def link(file: Path | str, place: Path | str, folder: int | None = None) -> bool:
    """Give `file` a second name, both in an opened `folder`; False on a disk that knows none.

    Raises FileExistsError when something has that name.
    """
    try:
        os.link(file, place, src_dir_fd=folder, dst_dir_fd=folder)
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
