"""Which key is whose, as this person has seen it: kept outside every workspace, never shared."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from schema.kinds import Position
from store import errors, kept_outside, lock, preferences
from store.own_code import own_code

if TYPE_CHECKING:
    from store.desk import Desk

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


def known(desk: "Desk") -> dict[str, tuple[KnownKey, ...]]:
    """Return the known keys of each person of this workspace, as they were seen in it.

    Raises KeysUnreadable, never taking a file that cannot be read for one that is empty.
    """
    return dict(_read(_outside(desk)).workspaces.get(own_code(desk), {}))


def elsewhere(desk: "Desk") -> dict[str, tuple[KnownKey, ...]]:
    """Return the keys that the people of this workspace were seen with in other ones.

    They prove nothing and take nothing away here: whoever copies the people into a workspace of
    their own could sign there as anyone. Who is only in others is left out: there the same key may
    well be theirs, under another id. Raises KeysUnreadable.
    """
    kept, own = _read(_outside(desk)).workspaces, own_code(desk)
    here = {id_ for kind, id_, _ in desk.snapshot.ids if kind == "person"}
    here |= {each.by for each in desk.snapshot.contributions if isinstance(each, Position)}
    found: dict[str, dict[str, KnownKey]] = {}
    for people in (each for code, each in kept.items() if code != own):
        for person in here & people.keys():
            found.setdefault(person, {}).update((each.key, each) for each in people[person])
    return {person: tuple(keys.values()) for person, keys in found.items()}


def remember(desk: "Desk", keys: Iterable[tuple[str, KnownKey]]) -> None:
    """Add keys, each with its person, to those known in this workspace.

    One the person was asked about takes the place of those that were only seen.
    Raises KeysUnreadable, NotWritable or DiskFull.
    """
    place, workspace = _outside(desk), own_code(desk)
    with lock.hold(place.with_name("keys.lock")):
        kept = _read(place)
        people = {**kept.workspaces.get(workspace, {})}
        for person, key in keys:
            before = people.get(person, ())
            stay = (e for e in before if e.key != key.key and (e.asked or not key.asked))
            people[person] = (*stay, key)
        every = {**kept.workspaces, workspace: people}
        preferences.write_json(place, msgspec.json.encode(_Kept(workspaces=every)))


def _outside(desk: "Desk") -> Path:
    """Return the file; what others can write to by sharing would vouch for nobody."""
    return kept_outside.outside(file(), desk.repository.paths.root, errors.KeysUnreadable)


def _read(place: Path) -> _Kept:
    return kept_outside.read(place, _Kept(), _LIMIT, errors.KeysUnreadable)
