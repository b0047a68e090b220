"""Sharing through a folder: on a shared drive, or on a stick carried from one to the other."""

import contextlib
import shutil
from pathlib import Path

import msgspec

from schema import ids
from store import errors
from store.desk import Desk
from store.git import Repository
from store.sharing import remotes
from store.sharing.exchange import count
from store.sharing.network import Cancelled, Progress
from store.sharing.remotes import Place
from store.sharing.syncing import Synced, refuse, sync
from store.typed_path import typed_path

# What git makes in such a folder; whatever else lies there is somebody's.
_MADE = ("HEAD", "config", "description", "branches", "hooks", "info", "objects", "refs")
# What is passed on may only grow; and everyone of the group that owns the drive may add to it.
_RULES = ("receive.denyNonFastForwards", "receive.denyDeletes")


class SharedFolder(Place, frozen=True):
    """A folder that is shared through from now on, and what sharing did at once."""

    synced: Synced


class FolderWithin(msgspec.Struct, frozen=True):
    """The folder that is shared through inside one that holds other things, `outer`.

    `is_new` says that it would be made; `changes` counts what is saved here and would go there.
    """

    outer: Path
    folder: Path
    is_new: bool
    changes: int


def folder_within(desk: Desk, typed: str) -> FolderWithin | None:
    """Return the folder that `share_folder` would take inside the one `typed`, None for itself.

    Raises Failed for what cannot be shared through, and PlaceMissing.
    """
    if remotes.is_address(typed):
        return None
    outer = typed_path(typed)
    place = _place_in(desk, outer)
    if place == outer:
        return None
    return FolderWithin(outer, place, not place.exists(), count(desk.repository, "HEAD"))


def share_folder(
    desk: Desk,
    typed: Path | str,
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> SharedFolder:
    """Share through the folder that was `typed`, made if it is not there, and share at once.

    In a folder that holds other things, one of the activity's name is made. A folder that is
    shared through already is joined if it belongs to the same activity. What was made is taken
    away again if sharing through it fails, unless anybody shared something there meanwhile.
    It may also be the address of a place on a host, empty or of the same activity.
    Raises Failed, BadValue, and all that `sync` raises.
    """
    refuse(desk)
    if remotes.is_address(str(typed)):
        return _connect(desk, str(typed), progress, cancelled)
    place = _place_in(desk, typed_path(typed))
    fresh = not place.exists() or not any(place.iterdir())
    was_there = place.exists()
    try:
        if fresh:
            _make(desk.repository, place)
        return _connect(desk, str(place), progress, cancelled)
    except BaseException:
        if fresh:
            _take_away(place, keep_folder=was_there)
        raise


def _connect(
    desk: Desk, url: str, progress: Progress | None, cancelled: Cancelled | None
) -> SharedFolder:
    """Share through `url` from now on; if that fails, it is left again."""
    known = {each.name for each in remotes.places(desk.repository)}
    added = remotes.add(desk.repository, url)
    try:
        synced = _shared_through(desk, added, progress, cancelled)
    except BaseException:
        if added.name not in known:
            # What went wrong first is what people are told of.
            with contextlib.suppress(errors.CoproduceError):
                remotes.remove(desk.repository, added.name)
        raise
    return SharedFolder(added.name, added.where, synced)


def _shared_through(
    desk: Desk, place: Place, progress: Progress | None, cancelled: Cancelled | None
) -> Synced:
    """Share, also through `place`: whatever came of the others, it must have worked there."""
    synced = sync(desk, progress=progress, cancelled=cancelled)
    if place.name in synced.problems:
        raise synced.problems[place.name]
    return synced


def _place_in(desk: Desk, path: Path) -> Path:
    """Return where to share: `path` itself while it is new, empty or shared through already."""
    if path.is_dir() and is_shared_folder(path):
        return path
    if path.exists() and not path.is_dir():
        raise errors.Failed(f"{path} is a file, not a folder.", "Choose a folder.")
    if (path / ".git").exists() or _inside(path, desk.repository.paths.root):
        raise errors.Failed(
            f"Somebody works in {path} itself, so it cannot be shared through.",
            "Choose a folder of its own, outside every workspace.",
        )
    if not path.exists():
        if not path.parent.is_dir():
            raise errors.PlaceMissing(str(path.parent))
        return path
    try:
        empty = not any(path.iterdir())
    except OSError as problem:
        raise errors.from_os(problem, path) from problem
    inner = path / ids.slug(desk.activity().title)
    if empty:
        return path
    if (
        not inner.exists()
        or is_shared_folder(inner)
        or (inner.is_dir() and not any(inner.iterdir()))
    ):
        return inner
    raise errors.Failed(f"{inner} holds something else.", "Choose another folder.")


def is_shared_folder(path: Path) -> bool:
    """Return whether work is passed on through this folder already."""
    return (path / "HEAD").is_file() and (path / "objects").is_dir() and (path / "refs").is_dir()


def _inside(path: Path, root: Path) -> bool:
    here = path.resolve()
    return here == root.resolve() or root.resolve() in here.parents


def _make(repository: Repository, place: Path) -> None:
    try:
        place.mkdir(exist_ok=True)
    except OSError as problem:
        raise errors.from_os(problem, place) from problem
    given = ("init", "--quiet", "--bare", "--shared=group", "--initial-branch=main", "--template=")
    given += (f"--object-format={repository.algorithm}",)
    answer = repository.write(*given, "--", str(place), check=False)
    if answer.code:
        raise _refused(repository, place, given, answer.stderr)
    for rule in _RULES:
        repository.write("config", "--file", str(place / "config"), rule, "true")


def _refused(
    repository: Repository, place: Path, given: tuple[str, ...], words: str
) -> errors.CoproduceError:
    from store.process import Result

    if "No space left" in words or "quota" in words:
        return errors.PlaceFull(str(place), detail=words)
    if "ermission denied" in words or "Read-only" in words:
        return errors.NotWritable(place, detail=words)
    return repository.failure(given, Result(b"", words, 1))


def _take_away(place: Path, *, keep_folder: bool) -> None:
    """Remove what was made a moment ago, and nothing else; what anybody shared there stays."""
    if _is_shared_through(place):
        return
    for name in _MADE:
        each = place / name
        if each.is_dir() and not each.is_symlink():
            shutil.rmtree(each, ignore_errors=True)
        else:
            with contextlib.suppress(OSError):
                each.unlink(missing_ok=True)
    if not keep_folder:
        # It stays where somebody put something of theirs into it.
        with contextlib.suppress(OSError):
            place.rmdir()


def _is_shared_through(place: Path) -> bool:
    """Return whether anything was shared through this folder, or is being shared right now."""
    refs = (place / "refs").rglob("*")
    return (place / "packed-refs").exists() or any(not each.is_dir() for each in refs)
