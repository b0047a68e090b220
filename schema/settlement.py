"""What a record becomes when people settle a difference: in its text, and in its header."""

import re
from collections.abc import Mapping, Sequence

from schema.differences import AGAIN_FIELD, FIELD, REMOVED_FIELD, Difference
from schema.merging.blocks import Piece, pieces
from schema.merging.values import meant
from schema.record import Entry, Fields, Value
from schema.sections import cut, lower_headings
from schema.verbatim import verbatim

_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]|$)")


class NotTogether(ValueError):  # noqa: N818 - named by what is wrong, like the other errors
    """Several wordings of something that can only be one thing."""


def settled_text(kind: str, body: str, difference: Difference, wordings: Sequence[str]) -> str:
    """Return `body` with `wordings` in the place of the quote, as plain blocks one below the other.

    No wording, or "", leaves the place empty. A heading in a wording is lowered where it would
    begin a section of its own. All other text stays as it is.
    """
    before, after = body[: difference.start], body[difference.end :]
    text = _put_together([each for each in wordings if each])
    settled = _between(before, text, after)
    if _codes(kind, settled) != _codes(kind, body):
        return _between(before, lower_headings(text), after)
    return settled


def settled_fields(fields: Fields, name: str, value: Value | None) -> Mapping[str, Value | None]:
    """Return what to set (None: remove) so that `name` holds `value` and is open no longer.

    `name` may be a part of a map, as `present.staff`. Raises NotTogether when the header cannot
    hold the value there.
    """
    field, dot, part = ("", "", "") if name in fields else name.partition(".")
    changed: dict[str, Value | None] = {name: value} if not part else {}
    if dot and part:
        changed[field] = _with_part(fields.get(field), part, value)
    for stating in (FIELD, AGAIN_FIELD):
        stated = fields.get(stating)
        if isinstance(stated, Mapping):
            changed[stating] = {each: said for each, said in stated.items() if each != name} or None
    removed = fields.get(REMOVED_FIELD)
    taken = (removed,) if isinstance(removed, str) else removed
    if isinstance(taken, tuple):
        changed[REMOVED_FIELD] = tuple(each for each in taken if each != name) or None
    return changed


def value_of(wording: str) -> Value | None:
    """Return the value that a wording of a field stands for; None when the field is left out."""
    return meant(wording)


def all_of(wordings: Sequence[str]) -> tuple[str, ...]:
    """Return the list with everything that these wordings of a list hold.

    Raises NotTogether when one of them is no list: then only one of them can stand.
    """
    found: dict[str, None] = {}
    for each in wordings:
        value = meant(each)
        if isinstance(value, tuple):
            found |= dict.fromkeys(value)
        elif value is not None:
            raise NotTogether
    return tuple(found)


def may_keep_both(field: str, wordings: Sequence[str]) -> bool:
    """Return whether all wordings can stay: blocks of a text, and what lists hold."""
    if not field:
        return True
    try:
        return bool(all_of(wordings))
    except NotTogether:
        return False


def stands_in(kind: str, body: str, difference: Difference) -> str:
    """Return the code of the section a difference of the text stands in, "" for none."""
    parts = cut(kind, body)
    if parts is None or difference.field:
        return ""
    at = len(parts.lead)
    for code, heading in parts.headings.items():
        at += len(heading) + len(parts.texts[code])
        if difference.start < at:
            return code if difference.start >= len(parts.lead) else ""
    return ""


def _with_part(now: Value | None, part: str, value: Value | None) -> Value | None:
    if (now is not None and not isinstance(now, Mapping)) or isinstance(value, Mapping):
        raise NotTogether
    entries: dict[str, Entry] = dict(now or {})
    if value is None:
        entries.pop(part, None)
    else:
        entries[part] = value
    return entries or None


def _codes(kind: str, body: str) -> tuple[str, ...] | None:
    parts = cut(kind, body)
    return tuple(parts.headings) if parts else None


def _put_together(wordings: Sequence[str]) -> str:
    text = ""
    for each in wordings:
        if text:
            text += _closer(text) + _gap(pieces(text), pieces(each))
        text += each.strip("\n")
    return text


def _between(before: str, text: str, after: str) -> str:
    """Return text between what stands before and after it, a blank line between blocks."""
    rest = after.lstrip("\r\n")
    if not text:
        return before + rest if rest else f"{before.rstrip()}\n" if before.strip() else ""
    start, above = before.rstrip(), ""
    if start:
        above = _gap_after(before, text)
    below = _gap(pieces(text), pieces(rest)) if rest else "\n"
    middle = f"{above}{text}{_closer(text)}{below}"
    ending = "\r\n" if "\r\n" in before + after else "\n"
    return start + middle.replace("\r\n", "\n").replace("\n", ending) + rest


def _gap_after(before: str, text: str) -> str:
    """Return what parts a text from the words before it; a heading may stand right above."""
    last = before.rstrip().rpartition("\n")[2]
    if _HEADING.match(last):
        between = before[len(before.rstrip()) :].replace("\r\n", "\n")
        return between if between.strip(" \t") else "\n\n"
    return _gap(pieces(before), pieces(text))


def _gap(above: Sequence[Piece], below: Sequence[Piece]) -> str:
    """Return one line break between items of one tight list, else a blank line."""
    if not above or not below or not above[-1].kind == below[0].kind == "list-item":
        return "\n\n"
    # What parts the item from the quote says nothing; how its neighbours are parted does.
    is_loose = len(above) > 1 and above[-2].kind == "list-item" and above[-2].is_loose
    return "\n\n" if is_loose else "\n"


def _closer(text: str) -> str:
    """Return the line that ends code or a comment which the text leaves open."""
    found = verbatim(text).closer
    return f"\n{found}" if found else ""
