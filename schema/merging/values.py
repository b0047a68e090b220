"""Merging the value of one field: text, a list, or names with text or lists."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias, cast

import msgspec

from schema.differences import again_mark
from schema.merging.wordings import LEFT_OUT, Said, by_bytes, together
from schema.record import Entry, Value

Open: TypeAlias = Mapping[str, Said]
"""What is open, by the name of the field, a part of a map as `present.staff`."""

_Json: TypeAlias = str | tuple[str, ...] | dict[str, str | tuple[str, ...]]


class Side(msgspec.Struct, frozen=True):
    """What one version says of one field: its value (None: absent) and its open wordings."""

    value: Value | None
    open: Open


def merged_value(name: str, base: Side, ours: Side, theirs: Side) -> Side:
    """Return what stands of the field `name`; what is open keeps the value of `base`.

    A list is a set to which both sides add; where each took out just what the other kept, nobody
    decided that it is empty, so both lists are wordings. A map is merged by its names. Text, and a
    value whose type changes, is one thing with one wording or several.
    """
    if theirs in (base, ours):
        return ours
    if ours == base:
        return theirs
    sides = (base, ours, theirs)
    values = [side.value for side in sides if side.value is not None]
    opened = {part for side in sides for part in side.open}
    of_parts = bool(values) or bool(opened)
    if of_parts and name not in opened and all(isinstance(value, Mapping) for value in values):
        return _merged_map(name, *sides)
    if not opened and all(isinstance(value, tuple) for value in values):
        both = _merged_list(*sides)
        if both or not (ours.value and theirs.value):
            return Side(both, {})
    return _merged_thing(name, *sides)


def worded(value: Value | None) -> str:
    """Return a value as one wording: text as it is, a list or map as JSON, nothing as ""."""
    if value is None:
        return LEFT_OUT
    if isinstance(value, str):
        return _json(value) if _is_json(value) else value
    return _json(value)


def meant(wording: str) -> Value | None:
    """Return the value that `wording` stands for; None when the field is left out."""
    found = _from_json(wording)
    if found is None:
        return wording or None
    return found


def _merged_thing(name: str, base: Side, ours: Side, theirs: Side) -> Side:
    states = [_state(name, side, base) for side in (base, ours, theirs)]
    stands = together(*states)
    if len(stands.wordings) == 1:
        return Side(meant(*stands.wordings), {})
    return Side(_shown(base, ours, theirs), {name: stands})


def _state(name: str, side: Side, base: Side) -> Said:
    """Return what a side says: its open wordings, and a value it wrote over the open ones."""
    if not side.open:
        return Said(frozenset([worded(side.value)]))
    said: set[str] = set()
    for part, (wordings, _) in side.open.items():
        if part == name:
            said |= {worded(meant(each)) for each in wordings}
        else:
            key = part.removeprefix(f"{name}.")
            said |= {
                _json({key: cast("Entry", meant(each))}) if each else LEFT_OUT for each in wordings
            }
    if side.value is not None and side.value != base.value:
        said.add(worded(side.value))
    marks = {each.again for each in side.open.values()} - {""}
    again = again_mark(sorted(marks)) if len(marks) > 1 else "".join(marks)
    return Said(frozenset(said), again if len(said) > 1 else "")


def _shown(base: Side, ours: Side, theirs: Side) -> Value | None:
    """Return what the field shows while it is open: what it was, unless both show the same."""
    return ours.value if ours.value == theirs.value else base.value


def _merged_map(name: str, base: Side, ours: Side, theirs: Side) -> Side:
    sides = (base, ours, theirs)
    maps = [cast("Mapping[str, Entry]", side.value or {}) for side in sides]
    opened = [part.removeprefix(f"{name}.") for side in sides for part in side.open]
    keys = all_names(*maps)
    value: dict[str, Entry] = {}
    still_open: dict[str, Said] = {}
    for key in dict.fromkeys([*keys, *sorted(opened, key=by_bytes)]):
        part = f"{name}.{key}"
        found = merged_value(
            part,
            *(
                Side(each.get(key), {part: side.open[part]} if part in side.open else {})
                for each, side in zip(maps, sides, strict=True)
            ),
        )
        still_open |= found.open
        if found.value is not None:
            value[key] = cast("Entry", found.value)
    absent = not value and None in (base.value, ours.value, theirs.value)
    return Side(None if absent else value, still_open)


def _merged_list(base: Side, ours: Side, theirs: Side) -> tuple[str, ...] | None:
    lists = [cast("tuple[str, ...]", side.value or ()) for side in (base, ours, theirs)]
    kept = merged_order(*lists)
    return None if not kept and None in (ours.value, theirs.value) else kept


def all_names(base: Iterable[str], ours: Iterable[str], theirs: Iterable[str]) -> tuple[str, ...]:
    """Return the names of three versions in one order, those that both sides lost at the end."""
    now = merged_order((), tuple(ours), tuple(theirs))
    return (*now, *(name for name in base if name not in now))


def merged_order(
    base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]
) -> tuple[str, ...]:
    """Return the set that both sides made of `base`, in an order that respects theirs.

    What either side added is in it, what either took away of the base is not. Where only one side
    put things in another order, that order holds.
    """
    was, left, right = (list(dict.fromkeys(each)) for each in (base, ours, theirs))
    before = set(was)
    stays = (set(left) & set(right)) | (set(left) - before) | (set(right) - before)
    first, second = (
        [each for each in left if each in stays],
        [each for each in right if each in stays],
    )
    in_both = [each for each in was if each in stays]
    if [each for each in first if each in before] == in_both:
        first, second = second, first
    return tuple(_woven(first, second))


def _woven(order: Sequence[str], other: Iterable[str]) -> Iterator[str]:
    """Yield `order`, and what only `other` has behind what it follows there."""
    known = frozenset(order)
    runs: dict[str | None, list[str]] = {}
    anchor: str | None = None
    for each in other:
        if each in known:
            anchor = each
        else:
            runs.setdefault(anchor, []).append(each)
    yield from runs.get(None, ())
    for each in order:
        yield each
        yield from runs.get(each, ())


def _is_json(text: str) -> bool:
    return _from_json(text) is not None


def _from_json(text: str) -> Value | None:
    """Return the list, map or quoted text that `text` is as JSON, None when it is plain text."""
    if not text.startswith(("[", "{", '"')):
        return None
    try:
        return msgspec.json.decode(text, type=_Json)
    except (msgspec.DecodeError, msgspec.ValidationError, RecursionError):
        return None


def _json(value: Value) -> str:
    return json.dumps(value, ensure_ascii=False)
