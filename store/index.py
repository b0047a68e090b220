"""Git's index: setting the entries of our own paths and leaving all others as they are.

The work is done on a copy. The real index is locked as git does it, by making `index.lock`, but the
lock holds our journal's token, so that a lock left behind can be told from everybody else's.
"""

import contextlib
import os
import shutil
from collections.abc import Generator, Iterator, Mapping
from pathlib import Path

from store import errors, files
from store.files import Probe, quiet
from store.git import Repository, RepositoryPaths
from store.objects import Entry

# Says that a path has no entry any more.
GONE = Entry("0", "")
_MANY = 50


def private_names(paths: RepositoryPaths, token: str) -> Iterator[Path]:
    """Yield every private file that the save marked `token` may have left."""
    with contextlib.suppress(OSError):
        yield from [place for place in paths.private.iterdir() if token in place.name]


def set_entries(
    repository: Repository,
    entries: Mapping[str, Entry],
    token: str,
    lock: int,
    probe: Probe = quiet,
) -> None:
    """Make the index say `entries` (path to mode and blob, or GONE) and nothing else new.

    Where a file on disk is that blob its times are noted too, so that git need not read it again.
    Raises LockHeld when another program holds the index, NotWritable, DiskFull or GitFailed.
    """
    paths = repository.paths
    real = paths.git_dir / "index"
    copy = paths.private / f"index.{token}"
    try:
        with _locked(paths, token):
            probe("index locked")
            if real.exists():
                shutil.copyfile(real, copy)
            _note_from_disk(repository, copy, entries, lock)
            _set_others(repository, copy, entries, lock)
            probe("index written")
            copy.rename(real)
            probe("index in place")
    except OSError as problem:
        raise errors.from_os(problem, real) from problem
    finally:
        for place in private_names(paths, token):
            place.unlink(missing_ok=True)


@contextlib.contextmanager
def _locked(paths: RepositoryPaths, token: str) -> Generator[None]:
    lock = lock_place(paths)
    mark = paths.private / f"index-lock.{token}"
    mark.write_bytes(lock_words(token))
    try:
        if not files.link(mark, lock):
            with lock.open("xb") as file:
                file.write(lock_words(token))
    except FileExistsError as problem:
        raise errors.LockHeld(lock) from problem
    finally:
        mark.unlink(missing_ok=True)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


def lock_place(paths: RepositoryPaths) -> Path:
    """Return the file whose existence tells every git that the index is being written."""
    return paths.git_dir / "index.lock"


def lock_words(token: str) -> bytes:
    """Return what stands in the lock while the save marked `token` holds it."""
    return f"coproduce is saving here: {token}\n".encode()


def untouched(
    repository: Repository, entries: Mapping[str, Entry], saved: Mapping[str, str]
) -> dict[str, Entry]:
    """Return those of `entries` whose path still has the blob `saved` ("": none) in the index.

    The others were set by somebody since, or are right already.
    """
    # Named one by one, thousands of paths would be more than a command line holds.
    named = entries if len(entries) <= _MANY else ()
    listed = repository.run("ls-files", "-s", "-z", "--", *named).stdout
    found: dict[str, str] = {}
    for line in listed.decode("utf-8", "surrogateescape").split("\0")[:-1]:
        about, _, path = line.partition("\t")
        found[path] = about.split(" ")[1]
    return {path: e for path, e in entries.items() if found.get(path, "") == saved[path]}


def _note_from_disk(
    repository: Repository, copy: Path, entries: Mapping[str, Entry], lock: int
) -> None:
    """Let git read the files themselves; what it finds is checked afterwards."""
    root = f"{repository.paths.root}/"
    there = (p for p, entry in entries.items() if entry != GONE and _is_file(root + p))
    listed = "\0".join((*there, ""))
    if listed:
        env = {"GIT_INDEX_FILE": str(copy)}
        given = listed.encode("utf-8", "surrogateescape")
        args = ("update-index", "--add", "-z", "--stdin")
        repository.write(*args, given=given, env=env, keep=(lock,), check=False)


def _set_others(
    repository: Repository, copy: Path, entries: Mapping[str, Entry], lock: int
) -> None:
    """Set the entries that came out otherwise: a file edited meanwhile, or changed by a filter."""
    if len(entries) > _MANY:
        found = _listed(repository, copy)
        wrong = [p for p, e in entries.items() if f"{e.mode} {e.id} 0\t{p}" not in found]
    else:
        held = copy.read_bytes() if copy.exists() else b""
        wrong = [p for p, e in entries.items() if e == GONE or not _holds(held, p, e)]
    none = "0" * (40 if repository.algorithm == "sha1" else 64)
    lines = [f"{entries[path].mode} {entries[path].id or none}\t{path}" for path in wrong]
    if lines:
        env = {"GIT_INDEX_FILE": str(copy)}
        given = "\0".join((*lines, "")).encode("utf-8", "surrogateescape")
        args = ("update-index", "--add", "-z", "--index-info")
        repository.write(*args, given=given, env=env, keep=(lock,))


def _is_file(place: str) -> bool:
    return os.path.isfile(place)  # noqa: PTH113 - asked thousands of times


def _listed(repository: Repository, copy: Path) -> frozenset[str]:
    """Return every entry of an index as git lists it: mode, id, stage of a merge, and path."""
    listed = repository.run("ls-files", "-s", "-z", env={"GIT_INDEX_FILE": str(copy)}).stdout
    return frozenset(listed.decode("utf-8", "surrogateescape").split("\0"))


def _holds(index: bytes, path: str, entry: Entry) -> bool:
    """Return whether the index surely has this entry.

    In versions 2 and 3 of the format an entry is times, mode, owners and size, id, two bytes of
    flags (the name's length, merge stage 0), then the name (gitformat-index). Anything else counts
    as no.
    """
    name = path.encode("utf-8", "surrogateescape")
    flags = min(len(name), 0xFFF).to_bytes(2, "big")
    at = index.find(bytes.fromhex(entry.id) + flags + name + b"\0")
    return at >= 16 and index[at - 16 : at - 12] == int(entry.mode, 8).to_bytes(4, "big")
