"""Positions as they first were: those this copy found signed, and those its history altered."""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from schema import codec
from schema.ids import about_of
from schema.record import Damaged
from store import errors, files, lock
from store.desk import Desk
from store.git import Repository
from store.history import ALTERED, commits

_FILE = "signed.json"
_FOLDER = "contributions/agreement"
_LIMIT = 1 << 24


class Once(msgspec.Struct, frozen=True, kw_only=True):
    """A position that was signed once: whose, about which agreement, and the day it was seen."""

    person: str
    agreement: str
    day: str = ""


class InHistory(msgspec.Struct, frozen=True):
    """The positions that a later change altered or took away, by path.

    `signed` holds those that were signed once, `first` the blob of each as it was first saved,
    and `whose` the person each of them was given for.
    """

    signed: dict[str, Once]
    first: dict[str, str]
    whose: dict[str, Once]


def remembered(desk: Desk) -> dict[str, Once]:
    """Return what was found signed in this copy before, by path.

    Raises SignedUnreadable, never taking a file that cannot be read for one that is empty: then
    a signed position that is gone would not be missed.
    """
    return _read(desk.repository.paths.private / _FILE)


def remember(desk: Desk, found: Iterable[tuple[str, Once]]) -> None:
    """Remember signed positions by path, each with the day it was first seen.

    Raises SignedUnreadable, LockHeld, NotWritable or DiskFull.
    """
    new = dict(found)
    place = desk.repository.paths.private / _FILE
    if new.keys() <= _read(place).keys():
        return
    with lock.hold(place.with_name("signed.lock")):
        try:
            files.write_private(place, msgspec.json.encode({**new, **_read(place)}))
        except OSError as problem:
            raise errors.from_os(problem, place.parent) from problem


def _read(place: Path) -> dict[str, Once]:
    try:
        with place.open("rb") as opened:
            data = opened.read(_LIMIT + 1)
    except FileNotFoundError:
        return {}
    except OSError as problem:
        raise errors.SignedUnreadable(place, problem.strerror or str(problem)) from problem
    if len(data) > _LIMIT:
        raise errors.SignedUnreadable(place, "it is too long")
    try:
        return msgspec.json.decode(data, type=dict[str, Once])
    except (msgspec.MsgspecError, RecursionError) as problem:
        raise errors.SignedUnreadable(place, str(problem)) from problem


def in_history(repository: Repository) -> InHistory:
    """Return the positions that a later change altered or took away.

    A position never changes but to be withdrawn, and none is ever deleted.
    """
    places: dict[str, list[tuple[str, str]]] = {}
    first: dict[str, str] = {}
    for commit in commits(repository, *ALTERED, "HEAD", paths=(_FOLDER,)):
        for file in commit.files:
            if file.old_id:
                places.setdefault(file.old_id, []).append((file.path, commit.when[:10]))
                # The newest change comes first, so the oldest text stays.
                first[file.path] = file.old_id
    signed: dict[str, Once] = {}
    whose: dict[str, Once] = {}
    for blob, data in repository.read_blobs(places):
        file = codec.read(data)
        if isinstance(file, Damaged) or file.fields.get("kind") != "position":
            continue
        for path, day in places[blob]:
            about = about_of(path)
            if about is None:
                continue
            once = Once(person=str(file.fields.get("by", "")), agreement=about[1], day=day)
            if file.fields.get("signature"):
                signed[path] = once
            if first[path] == blob and not file.fields.get("withdrawn"):
                whose[path] = once
    return InHistory(signed, first, whose)
