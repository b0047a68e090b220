"""Merging two versions of a header, line by line where lines were left alone."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from schema.characters import composed
from schema.codec import File
from schema.differences import (
    AGAIN_FIELD,
    FIELD,
    OPEN_FIELDS,
    REMOVED_FIELD,
    find_differences,
)
from schema.emit import emit_field
from schema.header import comment_after
from schema.merging.values import Open, Side, all_names, merged_value
from schema.merging.wordings import LEFT_OUT, Said, by_bytes
from schema.record import Entry, Fields, Value

# A record without these is none, so something is shown while they are open.
_ALWAYS = ("kind", "id", "title")


class _Raw(msgspec.Struct, frozen=True):
    """A field as it stands in a file: the comments and blank lines before it, and its own lines."""

    lead: str = ""
    own: str = ""


class _Version(msgspec.Struct, frozen=True):
    """One version of a header, taken apart; `open` holds what is not settled, by its name."""

    fields: Fields
    raw: Mapping[str, _Raw]
    tail: str
    open: Open


_NOTHING = _Version({}, {}, "", {})


def merged_header(base: File | None, ours: File, theirs: File) -> tuple[str, Fields]:
    """Return the header of both sides as text, and the fields it is to hold.

    A field that only one side wrote keeps that side's own lines; comments of both sides stay.
    """
    if base and base.header == ours.header == theirs.header and not _is_open(ours):
        return ours.header.replace("\r\n", "\n"), _fields(ours)
    versions = (_taken_apart(base) if base else _NOTHING, _taken_apart(ours), _taken_apart(theirs))
    fields = _merged(*versions)
    parts: list[str] = []
    carried = ""
    for name in _all_names(*versions):
        raws = [version.raw.get(name, _Raw()) for version in versions]
        lead = _merged_lines(*(raw.lead for raw in raws))
        if name not in fields:
            carried += lead if any(raw.own for raw in raws[1:]) else ""
            carried += "".join(_comments(raws, ""))
            continue
        own = _own_lines(name, fields[name], versions)
        kept = lead + own
        parts += [carried, lead, *_comments(raws, kept), own]
        carried = ""
    parts += [carried, _merged_lines(*(version.tail for version in versions))]
    return "".join(parts), fields


def plain_header(base: File | None, ours: File, theirs: File, fields: Fields) -> str:
    """Return a header written anew, the comments of both sides behind the fields."""
    written = "".join(emit_field(name, value) for name, value in fields.items())
    comments: dict[str, None] = {}
    for file in (base, ours, theirs):
        for line in file.header.splitlines() if file else ():
            if found := _comment(line):
                comments[f"{found}\n"] = None
    return written + "".join(comments)


def _taken_apart(file: File) -> _Version:
    lines = file.header.replace("\r\n", "\n").splitlines(keepends=True)
    raw: dict[str, _Raw] = {}
    at = 0
    for name, (first, last) in file.lines.items():
        raw[composed(name)] = _Raw(
            "".join(lines[at : first - 2]), "".join(lines[first - 2 : last - 1])
        )
        at = last - 1
    fields = _fields(file)
    return _Version(fields, raw, "".join(lines[at:]), _open(fields))


def _fields(file: File) -> Fields:
    return {composed(name): value for name, value in file.fields.items()}


def _is_open(file: File) -> bool:
    return not _fields(file).keys().isdisjoint(OPEN_FIELDS)


def _open(fields: Fields) -> Open:
    return {
        each.field: Said(frozenset(each.wordings), each.again)
        for each in find_differences("", fields)
    }


def _all_names(base: _Version, ours: _Version, theirs: _Version) -> tuple[str, ...]:
    """Return every field name of three versions in one order, also those that fell away."""
    names = all_names(base.fields, ours.fields, theirs.fields)
    return (*names, *(name for name in OPEN_FIELDS if name not in names))


def _merged(base: _Version, ours: _Version, theirs: _Version) -> Fields:
    versions = (base, ours, theirs)
    names = [name for name in _all_names(*versions) if name not in OPEN_FIELDS]
    merged: dict[str, Value] = {}
    still_open: dict[str, Said] = {}
    for name, parts in _owners(names, *versions).items():
        base_side, *others = (
            Side(
                version.fields.get(name),
                {part: version.open[part] for part in parts if part in version.open},
            )
            for version in versions
        )
        found = merged_value(name, base_side, *others)
        still_open |= found.open
        value = found.value
        if value is None and name in _ALWAYS and found.open:
            open_ = {wording for each in found.open.values() for wording in each.wordings}
            value = min(filter(None, open_), key=by_bytes)
        if value is not None:
            merged[name] = value
    order = [*names, *merged]
    in_order = {name: merged[name] for name in dict.fromkeys(order) if name in merged}
    return {**in_order, **_stated(still_open)}


def _owners(names: Sequence[str], *versions: _Version) -> Mapping[str, Sequence[str]]:
    """Return for each field the names of what may be open about it: itself and its parts."""
    owners: dict[str, list[str]] = {name: [name] for name in names}
    for part in dict.fromkeys(part for version in versions for part in version.open):
        owner = part if part in owners else part.partition(".")[0]
        mine = owners.setdefault(owner, [owner])
        if part not in mine:
            mine.append(part)
    return owners


def _stated(still_open: Open) -> dict[str, Value]:
    """Return what is open as the fields that say so."""
    names = sorted(still_open, key=by_bytes)
    wordings: dict[str, Entry] = {
        name: tuple(sorted(still_open[name].wordings - {LEFT_OUT}, key=by_bytes)) for name in names
    }
    removed = tuple(name for name in names if LEFT_OUT in still_open[name].wordings)
    again: dict[str, Entry] = {
        name: still_open[name].again for name in names if still_open[name].again
    }
    stated: dict[str, Value] = {FIELD: wordings, REMOVED_FIELD: removed, AGAIN_FIELD: again}
    return {name: value for name, value in stated.items() if value}


def _own_lines(name: str, value: Value, versions: Sequence[_Version]) -> str:
    """Return the lines of a field: those of a side that says just this, else written anew."""
    base, ours, theirs = versions
    saying = [each.raw[name].own for each in (ours, theirs) if each.fields.get(name) == value]
    was = base.raw.get(name, _Raw()).own
    if not saying and base.fields.get(name) == value:
        saying = [was]
    changed = [own for own in saying if own != was]
    own = (changed or saying or [emit_field(name, value)])[0]
    return own if own.endswith("\n") else f"{own}\n"


def _merged_lines(base: str, ours: str, theirs: str) -> str:
    """Return the comments and blank lines of both sides."""
    if ours == base:
        return theirs
    if theirs in (base, ours):
        return ours
    mine = ours.splitlines(keepends=True)
    more = [line for line in theirs.splitlines(keepends=True) if line.strip() and line not in mine]
    return "".join([*mine, *more])


def _comments(raws: Sequence[_Raw], kept: str) -> Iterator[str]:
    """Yield the comments that a side put behind a value whose lines are not kept."""
    was, *sides = raws
    for raw in sides:
        for line in raw.own.splitlines() if raw.own != was.own else ():
            found = _comment(line)
            if found and found not in kept:
                yield f"{found}\n"


def _comment(line: str) -> str:
    bare = line.strip()
    return bare if bare.startswith("#") else comment_after(line).strip()
