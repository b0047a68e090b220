"""Lists in lines: names first, what matters beside them, codes last."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from schema.ids import Reference, format_ref
from schema.kinds import CONTRIBUTIONS, KINDS, field_forms
from store.errors import BadValue, WrongWords
from store.values import Hit, Listed, ToSettle
from tui import words
from tui.layout import Block, Paragraph, Rows, Text, cut, dim, pieces_of, strong, widths_of
from tui.lines.list_facts import facts
from tui.naming import Naming

if TYPE_CHECKING:
    from store.workspace import Workspace

_ORDER = tuple(KINDS)
_EXCERPT = 200
_TITLE = 44
_CONTRIBUTION_PART = 8
_CHANCE = re.compile(r"-([a-z2-7]{6})$")


def wanted_from(workspace: "Workspace", where: Iterable[str], kind: str) -> Mapping[str, str]:
    """Return `field=value` pairs as a mapping, people by id; BadValue for what is no pair."""
    people = {f.name for f in field_forms(kind) if f.rule.form == "person"} if kind else set[str]()
    if kind in CONTRIBUTIONS:
        people |= {"by", "recorded_by"}
    wanted: dict[str, str] = {}
    for pair in where:
        name, equals, value = pair.partition("=")
        if not equals or not name.strip():
            raise BadValue(
                f"--where {pair} is not understood.",
                "Write a field, “=” and its value, as in: --where state=open",
            )
        wanted[name.strip()] = _person(workspace, value) if name.strip() in people else value
    return wanted


def _person(workspace: "Workspace", typed: str) -> str:
    try:
        return workspace.person(typed)
    except WrongWords:
        return typed


def list_blocks(found: Sequence[Listed], naming: Naming) -> Iterator[Block]:
    """Yield a group for each kind, damaged files last in theirs."""
    if not found:
        yield "There is nothing to list."
        return
    ordered = sorted(found, key=lambda each: _place(each.kind))
    rows = [(each.kind, _row(each, naming)) for each in ordered]
    least = tuple(min(width, _TITLE) for width in widths_of(row[:1] for _, row in rows))
    for number, (kind, group) in enumerate(groupby(rows, key=lambda row: row[0])):
        if number:
            yield ""
        yield strong(words.kind_word(kind, many=True))
        yield Rows(_without_empty([row for _, row in group]), 2, shorten=0, least=least)


def _place(kind: str) -> int:
    return _ORDER.index(kind) if kind in _ORDER else len(_ORDER)


def _row(listed: Listed, naming: Naming) -> Sequence[Text]:
    return listed.title, _state(listed, naming), dim(short_code(listed))


def _without_empty(rows: Sequence[Sequence[Text]]) -> Sequence[Sequence[Text]]:
    """Return `rows` without the middle column when none of them says anything there."""
    return rows if any(row[1] for row in rows) else [(row[0], row[2]) for row in rows]


def short_code(listed: Listed | ToSettle) -> str:
    """Return the shortest code of a record that can be typed: the chance part of its id."""
    if listed.kind in ("step", "activity"):
        return format_ref(Reference(listed.kind, listed.id))
    if listed.kind in CONTRIBUTIONS:
        return listed.id[:_CONTRIBUTION_PART]
    chance = _CHANCE.search(listed.id)
    return chance.group(1) if chance and listed.kind != "person" else listed.id


def _state(listed: Listed, naming: Naming) -> str:
    if listed.damaged:
        return "cannot be read"
    if listed.changed_by_hand:
        return words.CHANGED_AFTER
    said = [*facts(listed, naming)]
    if listed.differences:
        said.append(f"{words.count(listed.differences, 'difference')} to settle")
    if listed.archived:
        said.append(f"put aside {naming.day(listed.archived)}")
    if listed.content_note:
        said.append("content note")
    if listed.withdrawn:
        said.append(f"taken back {naming.day(listed.withdrawn)}")
    return ", ".join(said)


def hit_blocks(hits: Sequence[Hit], looked_for: str, *, opened: bool = False) -> Iterator[Block]:
    """Yield where the words stand: the title, the line they stand in, then the place.

    What is kept closed says why, unless it is `opened`.
    """
    if not hits:
        yield f"“{looked_for}” stands nowhere here."
        return
    for number, hit in enumerate(hits):
        if number:
            yield ""
        yield strong(hit.title)
        closed = () if opened else words.why_closed(hit.content_note, waits=hit.closed)
        line = f"{''.join(closed)}; open with --open" if any(closed) else hit.text.strip()
        if line and line != hit.title:
            yield Paragraph(cut(pieces_of(line), _EXCERPT), indent=2)
        replaced = "replaced by later words · " if hit.replaced else ""
        changed = f"{words.CHANGED_AFTER} · " if hit.changed_by_hand else ""
        yield Paragraph(dim(f"{changed}{replaced}{hit.path}, line {hit.line}"), indent=2)
