"""Comparing trees, and making one tree out of another."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from store.objects import Entry
from store.sharing.shelf import FOLDER, Shelf

Entries: TypeAlias = list[Entry | None]


def differing(shelf: Shelf, trees: Sequence[str], where: str = "") -> Iterator[tuple[str, Entries]]:
    """Yield each path below `trees` ("" is the empty one) that is not the same in all of them.

    With it comes what lies there in each tree, None for nothing or a folder. Only folders that
    differ are read.
    """
    folders = [shelf.tree(tree) for tree in trees]
    names = dict.fromkeys(name for folder in folders for name in folder)
    found = {name: [folder.get(name) for folder in folders] for name in names}
    apart = {name: each for name, each in found.items() if each.count(each[0]) < len(each)}
    shelf.fetch_trees(
        entry.id for each in apart.values() for entry in each if entry and entry.mode == FOLDER
    )
    for name, entries in apart.items():
        path = f"{where}{name}"
        if any(map(_is_folder, entries)):
            below = [each.id if each and _is_folder(each) else "" for each in entries]
            yield from differing(shelf, below, f"{path}/")
        files = [None if _is_folder(each) else each for each in entries]
        if any(files):
            yield path, files


def files_below(shelf: Shelf, tree: str, where: str = "") -> Iterator[tuple[str, Entry]]:
    """Yield every file below `tree` with its path; what lies less deep comes first."""
    level = [(where, tree)]
    while level:
        shelf.fetch_trees(id_ for _, id_ in level if id_)
        below: list[tuple[str, str]] = []
        for place, id_ in level:
            for name, entry in shelf.tree(id_).items():
                if entry.mode == FOLDER:
                    below.append((f"{place}{name}/", entry.id))
                else:
                    yield f"{place}{name}", entry
        level = below


def _is_folder(entry: Entry | None) -> bool:
    return entry is not None and entry.mode == FOLDER


def entry_at(shelf: Shelf, tree: str, path: str) -> Entry | None:
    """Return the file that lies at `path` under `tree`, None when there is none."""
    *folders, name = path.split("/")
    for folder in folders:
        entry = shelf.tree(tree).get(folder)
        if entry is None or entry.mode != FOLDER:
            return None
        tree = entry.id
    entry = shelf.tree(tree).get(name)
    return None if _is_folder(entry) else entry


def rewritten(shelf: Shelf, tree: str, changes: Mapping[str, Entry | None]) -> str:
    """Return the tree that `changes` (None removes a file) make out of `tree`.

    "" is the empty tree; no empty folder stays.
    """
    entries = dict(shelf.tree(tree))
    below: dict[str, dict[str, Entry | None]] = {}
    for path, entry in changes.items():
        name, slash, rest = path.partition("/")
        if slash:
            below.setdefault(name, {})[rest] = entry
        elif entry is not None:
            entries[name] = entry
        elif not _is_folder(entries.get(name)):
            entries.pop(name, None)
    for name, inner in below.items():
        old = entries.get(name)
        made = rewritten(shelf, old.id if old and _is_folder(old) else "", inner)
        if made:
            entries[name] = Entry(FOLDER, made)
        elif _is_folder(old):
            del entries[name]
    return shelf.add_tree(entries)
