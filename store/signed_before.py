"""Positions that were signed once: those this copy remembers, and those its history lost."""

from collections.abc import Iterable

import msgspec

from schema import codec
from schema.ids import about_of
from schema.record import Damaged
from store.desk import Desk
from store.errors import NotWritable
from store.git import Repository
from store.history import commits

_FILE = "signed.json"
_FOLDER = "contributions/agreement"
_LIMIT = 1 << 24


class Once(msgspec.Struct, frozen=True, kw_only=True):
    """A position that was signed once: whose, about which agreement, and the day it was seen."""

    person: str
    agreement: str
    day: str = ""


def remembered(desk: Desk) -> dict[str, Once]:
    """Return what was found signed in this copy before, by path; nothing when that is unreadable.

    It only ever adds a warning, so it may be lost.
    """
    try:
        with (desk.repository.paths.private / _FILE).open("rb") as opened:
            return msgspec.json.decode(opened.read(_LIMIT), type=dict[str, Once])
    except (OSError, msgspec.MsgspecError, RecursionError):
        return {}


def remember(desk: Desk, found: Iterable[tuple[str, Once]]) -> None:
    """Remember signed positions by path, each with the day it was first seen."""
    before = remembered(desk)
    after = {**dict(found), **before}
    if after == before:
        return
    private = desk.repository.paths.private
    part = private / f"{_FILE}.part"
    try:
        private.mkdir(mode=0o700, parents=True, exist_ok=True)
        part.write_bytes(msgspec.json.encode(after))
        part.replace(private / _FILE)
    except OSError as problem:
        raise NotWritable(private, detail=str(problem)) from problem


def in_history(repository: Repository) -> dict[str, Once]:
    """Return the signed positions that a later change altered or took away, by path.

    A position never changes but to be withdrawn, and none is ever deleted.
    """
    places: dict[str, list[tuple[str, str]]] = {}
    for commit in commits(repository, "--diff-filter=MD", "HEAD", paths=(_FOLDER,)):
        for file in commit.files:
            if file.old_id:
                places.setdefault(file.old_id, []).append((file.path, commit.when[:10]))
    found: dict[str, Once] = {}
    for blob, data in repository.read_blobs(places):
        file = codec.read(data)
        if isinstance(file, Damaged) or not file.fields.get("signature"):
            continue
        for path, day in places[blob]:
            about = about_of(path)
            if about is not None:
                person = str(file.fields.get("by", ""))
                found[path] = Once(person=person, agreement=about[1], day=day)
    return found
