"""What git objects are made of: ids, trees and commits as bytes."""

import hashlib
import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

import msgspec

RUNS = "100755"
FILE_MODES = ("100644", RUNS)
_TREE_MODE = "40000"


class Made(msgspec.Struct, frozen=True):
    """One object not yet written."""

    id: str
    type: str
    data: bytes


class Entry(msgspec.Struct, frozen=True):
    """One line of a tree: `mode` as git writes it (100644, 40000 …), `id` of blob or tree."""

    mode: str
    id: str


# Gives the entries of the tree with this id.
ReadTree = Callable[[str], Mapping[str, Entry]]


class Identity(msgspec.Struct, frozen=True):
    """Who saves: the name they appear under, and an address."""

    name: str
    email: str


class Signer(msgspec.Struct, frozen=True):
    """Who and when, as they stand in a commit; `date` is seconds and zone."""

    name: str
    email: str
    date: str


def object_id(type_: str, data: bytes, algorithm: str = "sha1") -> str:
    """Return the id git gives to `data`."""
    head = f"{type_} {len(data)}\0".encode()
    return hashlib.new(algorithm, head + data, usedforsecurity=False).hexdigest()


def real_id(id_: str) -> str:
    """Return an id as git tells it, "" for the zeros that stand for nothing."""
    return id_ if id_.strip("0") else ""


def made(type_: str, data: bytes, algorithm: str) -> Made:
    """Return `data` as an object with its id."""
    return Made(object_id(type_, data, algorithm), type_, data)


def parse_tree(data: bytes, algorithm: str) -> dict[str, Entry]:
    """Return the entries of one tree object by name, in its order."""
    width = hashlib.new(algorithm, usedforsecurity=False).digest_size
    lines = re.compile(rb"([0-7]+) ([^\0]+)\0(.{%d})" % width, re.DOTALL)
    return {
        name.decode("utf-8", "surrogateescape"): Entry(mode.decode(), id_.hex())
        for mode, name, id_ in lines.findall(data)
    }


def tree_bytes(entries: Mapping[str, Entry]) -> bytes:
    """Return the tree object; git sorts folders as if their names ended with a slash."""
    lines = sorted(
        (
            _name(name) + (b"/" if entry.mode == _TREE_MODE else b""),
            b"%s %s\0%s" % (entry.mode.encode(), _name(name), bytes.fromhex(entry.id)),
        )
        for name, entry in entries.items()
    )
    return b"".join(line for _, line in lines)


def _name(name: str) -> bytes:
    return name.encode("utf-8", "surrogateescape")


def find_entry(read: ReadTree, tree: str, path: str) -> Entry | None:
    """Return what lies at `path` under `tree` ("" for the empty tree), or None."""
    entry = Entry(_TREE_MODE, tree) if tree else None
    for name in path.split("/"):
        if entry is None or entry.mode != _TREE_MODE:
            return None
        entry = read(entry.id).get(name)
    return entry


def changed_tree(
    read: ReadTree, tree: str, changes: Mapping[str, Entry], algorithm: str
) -> tuple[Made, ...]:
    """Return the trees that `changes` (path to entry) make out of `tree`, the root last.

    Raises ValueError where a path leads through a file.
    """
    entries = dict(read(tree)) if tree else {}
    below: dict[str, dict[str, Entry]] = {}
    for path, entry in changes.items():
        name, slash, rest = path.partition("/")
        if slash:
            below.setdefault(name, {})[rest] = entry
        else:
            entries[name] = entry
    trees: list[Made] = []
    for name, inner in below.items():
        old = entries.get(name)
        if old is not None and old.mode != _TREE_MODE:
            raise ValueError(name)
        trees += changed_tree(read, old.id if old else "", inner, algorithm)
        entries[name] = Entry(_TREE_MODE, trees[-1].id)
    return (*trees, made("tree", tree_bytes(entries), algorithm))


def signer(identity: Identity, when: datetime) -> Signer:
    """Return who and when as they stand in a commit.

    `when` has a time zone. Raises ValueError for a name or address with nothing left in it.
    """
    offset = when.utcoffset() or timedelta()
    minutes = int(offset.total_seconds() // 60)
    sign, minutes = ("-", -minutes) if minutes < 0 else ("+", minutes)
    zone = f"{sign}{minutes // 60:02}{minutes % 60:02}"
    date = f"{int(when.timestamp())} {zone}"
    return Signer(_plain(identity.name), _plain(identity.email), date)


def _plain(text: str) -> str:
    """Drop what git drops from names: brackets, line breaks, controls, punctuation at the ends."""
    kept = "".join(c for c in text if c not in "<>" and c.isprintable())
    kept = kept.strip(" .,:;\"'\\")
    if not kept:
        raise ValueError(text)
    return kept


def commit_bytes(tree: str, parents: tuple[str, ...], signer: Signer, message: str) -> bytes:
    """Return a commit object whose author and committer are one."""
    who = f"{signer.name} <{signer.email}> {signer.date}"
    lines = [f"tree {tree}", *(f"parent {parent}" for parent in parents)]
    lines += [f"author {who}", f"committer {who}", "", message]
    return "\n".join(lines).encode("utf-8", "replace")


def commit_tree_id(data: bytes) -> str:
    """Return the id of the tree of a commit object."""
    return data[5 : data.index(b"\n")].decode()
