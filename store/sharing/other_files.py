"""Two versions of a file that is no record: put together line by line, or both kept."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from store import errors
from store.git import Repository
from store.objects import Entry
from store.readme import PATH as README
from store.sharing.notes import Note
from store.sharing.shelf import Shelf
from store.sharing.versions import REGULAR, SUBMODULE, Kept, Versions, beside, file_of
from store.sharing.visitors_page import merged_page


def merged_other(repository: Repository, shelf: Shelf, versions: Versions) -> Kept:
    """Return git's merge of the lines where that is clean, else both versions side by side.

    Links are never followed. Of two links to other repositories one is kept.
    """
    left, right = versions.left, versions.right
    if left is None or right is None:
        raise ValueError(versions.path)
    if left.id == right.id and {left.mode, right.mode} <= REGULAR:
        return Kept({versions.path: Entry(versions.mode, left.id)})
    if SUBMODULE in (left.mode, right.mode):
        return _links(versions, left, right)
    if {left.mode, right.mode} <= REGULAR:
        texts = _texts(shelf, versions)
        merged = _by_lines(repository, texts)
        if merged is None and versions.path == README:
            merged = merged_page(texts, partial(_by_lines, repository))
        if merged is not None:
            return Kept({versions.path: Entry(versions.mode, shelf.add("blob", merged))})
    return both(shelf, versions.path, left, right)


def both(shelf: Shelf, path: str, left: Entry, right: Entry) -> Kept:
    """Return both versions: one that is a record stays in its place, the other lies beside it."""
    first, second = sorted(
        (left, right), key=lambda each: (file_of(shelf, each) is None, each.id, each.mode)
    )
    other = beside(path, second.id)
    return Kept({path: first, other: second}, (Note(path, "kept-both", other),))


def _links(versions: Versions, left: Entry, right: Entry) -> Kept:
    """Keep a file before a link to another repository, and of two such links the first by id."""
    kept, gone = sorted((left, right), key=lambda each: (each.mode == SUBMODULE, each.id))
    return Kept({versions.path: kept}, (Note(versions.path, "link", gone.id),))


def _texts(shelf: Shelf, versions: Versions) -> tuple[bytes | None, ...]:
    """Return one side, what both began with, and the other side; None for what is not there.

    The sides are in the order of their ids, so that both clones ask the same.
    """
    ids = [each.id if each else "" for each in (versions.left, versions.base, versions.right)]
    left, right = sorted((ids[0], ids[2]))
    return tuple(shelf.blob(id_) if id_ else b"" for id_ in (left, ids[1], right))


def _by_lines(repository: Repository, texts: Sequence[bytes | None]) -> bytes | None:
    """Return the merged lines of one side, base and the other side.

    None where both sides changed the same ones, or these are no lines.
    """
    try:
        with TemporaryDirectory(prefix="coproduce-") as folder:
            names: list[str] = []
            for name, text in zip(("left", "base", "right"), texts, strict=True):
                if text is None:
                    return None
                place = Path(folder, name)
                place.write_bytes(text)
                names.append(str(place))
            given = repository.run("merge-file", "-p", "-q", *names, check=False)
    except OSError as problem:
        raise errors.from_os(problem, "the folder for temporary files") from problem
    return given.stdout if given.code == 0 else None
