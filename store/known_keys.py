"""Which key is whose, as this person has seen it: kept outside every workspace, never shared."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from store import errors, lock, preferences

_LIMIT = 1 << 22
_FORMAT = 1


class KnownKey(msgspec.Struct, frozen=True, kw_only=True):
    """A key seen before: its fingerprint, the day, and whether the person was asked about it."""

    key: str
    since: str = ""
    asked: bool = False


People = Mapping[str, tuple[KnownKey, ...]]


class _Kept(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    version: int = _FORMAT
    workspaces: Mapping[str, People] = {}


def file() -> Path:
    """Return where they are kept: beside this person's settings."""
    return preferences.file().with_name("keys.json")


def known(workspace: str, root: Path) -> dict[str, tuple[KnownKey, ...]]:
    """Return each person's known keys in the workspace with this id, which lies at `root`.

    Someone who is new in this workspace is known by the keys of the same person in another one:
    person ids are never made twice, so giving a workspace another id makes nobody new.
    Raises KeysUnreadable, never taking a file that cannot be read for one that is empty.
    """
    kept = _read(_outside(root)).workspaces
    found: dict[str, dict[str, KnownKey]] = {}
    for people in kept.values():
        for person, keys in people.items():
            found.setdefault(person, {}).update((each.key, each) for each in keys)
    elsewhere = {person: tuple(keys.values()) for person, keys in found.items()}
    return {**elsewhere, **kept.get(workspace, {})}


def remember(workspace: str, root: Path, keys: Iterable[tuple[str, KnownKey]]) -> None:
    """Add keys, each with its person, to those known.

    One the person was asked about takes the place of those that were only seen.
    Raises KeysUnreadable, NotWritable or DiskFull.
    """
    place = _outside(root)
    with lock.hold(place.with_name("keys.lock")):
        kept = _read(place)
        people = {**kept.workspaces.get(workspace, {})}
        for person, key in keys:
            before = people.get(person, ())
            stay = (e for e in before if e.key != key.key and (e.asked or not key.asked))
            people[person] = (*stay, key)
        every = {**kept.workspaces, workspace: people}
        preferences.write_json(place, msgspec.json.encode(_Kept(workspaces=every)))


def _outside(root: Path) -> Path:
    """Return the file; what others can write to by sharing would vouch for nobody."""
    place = file()
    if Path(os.path.realpath(place)).is_relative_to(Path(os.path.realpath(root))):
        raise errors.KeysUnreadable(place, "it lies inside the workspace, where others can write")
    return place


def _read(place: Path) -> _Kept:
    try:
        with place.open("rb") as opened:
            data = opened.read(_LIMIT + 1)
    except FileNotFoundError:
        return _Kept()
    except OSError as problem:
        raise errors.KeysUnreadable(place, problem.strerror or str(problem)) from problem
    if len(data) > _LIMIT:
        raise errors.KeysUnreadable(place, "it is too long")
    try:
        kept = msgspec.json.decode(data, type=_Kept)
    except (msgspec.MsgspecError, RecursionError) as problem:
        raise errors.KeysUnreadable(place, str(problem)) from problem
    if kept.version != _FORMAT:
        raise errors.KeysUnreadable(place, "it was written by a newer coproduce")
    return kept
