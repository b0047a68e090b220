"""The newest signed answers this person ever saw, in any copy: kept outside every workspace.

A copy made anew from a shared place that was set back knows nothing of what came later there.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from schema.kinds import Position
from schema.replacement import document_of
from store import errors, kept_outside, lock, preferences
from store.own_code import own_code

if TYPE_CHECKING:
    from store.desk import Desk

_NAME = "signed.json"
_LIMIT = 1 << 22
_MOST = 5000
_FORMAT = 1


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """A signed answer that counted when it was seen: where it lay, and what it said.

    `said` is the SHA-256 of what was signed, `date` the day the person wrote in it.
    """

    path: str
    agreement: str
    person: str
    position: str
    date: str
    said: str
    replaces: tuple[str, ...] = ()


class _Kept(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    version: int = _FORMAT
    workspaces: Mapping[str, tuple[Answer, ...]] = {}


def file() -> Path:
    """Return where they are kept: beside this person's settings."""
    return preferences.file().with_name(_NAME)


def answer(path: str, position: Position, said: bytes) -> Answer:
    """Return what is kept of a position that lies at `path`, for which `said` was signed."""
    return Answer(
        path=path,
        agreement=document_of(position.ref).removeprefix("agreement/"),
        person=position.by,
        position=position.position,
        date=position.date,
        said=hashlib.sha256(said).hexdigest(),
        replaces=position.replaces,
    )


def missing(desk: "Desk") -> tuple[Answer, ...]:
    """Return the answers that were seen in another copy of this workspace and are not here.

    Raises SignedUnreadable, never taking a file that cannot be read for one that is empty.
    """
    kept = _read(_outside(desk)).workspaces.get(own_code(desk), ())
    return tuple(each for each in kept if each.path not in desk.snapshot.places)


def remember(desk: "Desk", seen: Iterable[Answer]) -> None:
    """Remember the signed answers that count now in the place of those they came after.

    One that is missing here stays known until the same person signed a later one. Only so many are
    kept; those of the earliest days go first. Raises SignedUnreadable, LockHeld, NotWritable or
    DiskFull.
    """
    new = tuple(seen)
    place, workspace = _outside(desk), own_code(desk)
    if not new or not workspace or set(new) <= set(_read(place).workspaces.get(workspace, ())):
        return
    with lock.hold(place.with_name("signed.lock")):
        kept = _read(place).workspaces
        after = (*_still_wanted(desk, kept.get(workspace, ()), new), *new)
        every = _newest({**kept, workspace: after})
        preferences.write_json(place, msgspec.json.encode(_Kept(workspaces=every)))


def _still_wanted(
    desk: "Desk", before: Iterable[Answer], new: tuple[Answer, ...]
) -> Iterator[Answer]:
    by: dict[tuple[str, str], list[Answer]] = {}
    for each in new:
        by.setdefault((each.agreement, each.person), []).append(each)
    for old in before:
        later = by.get((old.agreement, old.person), [])
        id_ = old.path.rpartition("/")[2].removesuffix(".md")
        if old in new or (later and old.path in desk.snapshot.places):
            continue
        # On one day nothing tells which came first, unless the person said so themselves.
        if not any(each.date > old.date or id_ in each.replaces for each in later):
            yield old


def _newest(every: Mapping[str, tuple[Answer, ...]]) -> dict[str, tuple[Answer, ...]]:
    known = [(each.date, code, each) for code, answers in every.items() for each in answers]
    if len(known) <= _MOST:
        return dict(every)
    found: dict[str, tuple[Answer, ...]] = {}
    for _, code, each in sorted(known, key=lambda e: (e[0], e[1], e[2].path))[-_MOST:]:
        found[code] = (*found.get(code, ()), each)
    return found


def _outside(desk: "Desk") -> Path:
    """Return the file; what others can write to by sharing would remember what they like."""
    return kept_outside.outside(file(), desk.repository.paths.root, errors.SignedUnreadable)


def _read(place: Path) -> _Kept:
    return kept_outside.read(place, _Kept(), _LIMIT, errors.SignedUnreadable)
