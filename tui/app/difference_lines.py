"""Changed words as lines to show: – before, + after, ~ moved, what differs in [brackets]."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest

import msgspec
from msgspec.structs import replace
from textual.content import Content

from schema.changed_lines import Line, LineGroup, changed_lines
from schema.hunks import Hunk
from schema.spans import Op, Span
from tui.app.wording import with_names
from tui.safe import joined, shown

MOST_LINES = 2000
_MARK = 3
_GAP = 2
_STAYED, _GONE, _COME, _MOVED = "   ", " – ", " + ", " ~ "
_STYLES = {"same": "", "remove": "$error", "add": "$success underline"}
_MOVED_STYLE = "$accent"
_MOVED_WORDS = {"remove": "moved from here: ", "add": "moved to here: "}
# What a file needs and people do not: who reads a difference wants the rest.
_FOR_FILES = (
    "---",
    "kind:",
    "id:",
    "ref:",
    "format:",
    "workspace:",
    "digest:",
    "replaces:",
    "signature:",
)


class Layout(msgspec.Struct, frozen=True):
    """The lines, and the number of the line at which each changed place begins."""

    lines: tuple[Content, ...]
    starts: tuple[int, ...]


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """How to lay out: how wide, in two columns or one, with which names, which place is in hand."""

    width: int
    side_by_side: bool = False
    names: Mapping[str, str] = {}
    at: int = 0


def with_words(places: Iterable[Hunk]) -> tuple[Hunk, ...]:
    """Return the places in which words changed, and not only spaces, line breaks or file keys."""
    return tuple(
        place
        for place in places
        if any(_says(group, place) for group in changed_lines(_for_people(place)))
    )


def _says(group: LineGroup, place: Hunk) -> bool:
    """Whether words came or went here that people are to see."""
    if group.stayed or _is_respaced(group):
        return False
    lines = (*group.before, *group.after)
    return any(_plain(line) and not _is_for_files(line, place) for line in lines)


def laid_out(places: Sequence[Hunk], moved: Collection[str], look: Look) -> Layout:
    """Return the changed places as lines that fit the width, at most `MOST_LINES`."""
    lines: list[Content] = []
    starts: list[int] = []
    for number, place in enumerate(places):
        if starts:
            lines.append(Content())
        starts.append(len(lines))
        lines += _heading(place, number, len(places), look)
        lines += _place(place, moved, look)
        if len(lines) > MOST_LINES:
            more = shown("   … there is more; open it to read", "$text-muted")
            return Layout((*lines[:MOST_LINES], more), tuple(starts))
    return Layout(tuple(lines), tuple(starts))


def _heading(place: Hunk, number: int, count: int, look: Look) -> Iterator[Content]:
    """Yield where the place is, and which of several it is; the one in hand has a mark."""
    where = "about the record" if place.in_header else place.heading
    several = f"{number + 1} of {count}" if count > 1 else ""
    said = " · ".join(part for part in (several, where) if part)
    if said:
        mark = "▸" if number == look.at and count > 1 else " "
        yield from joined((f" {mark} {said}", "$text-muted")).wrap(look.width)
        yield Content()


def _place(place: Hunk, moved: Collection[str], look: Look) -> Iterator[Content]:
    """Yield the rows of one place, one blank row at most between two others."""
    groups = list(changed_lines(_for_people(place), moved))
    # An empty column beside lines that only came, or only went, would say nothing.
    if not any(not group.stayed and group.before and group.after for group in groups):
        look = replace(look, side_by_side=False)
    blanks, begun = 0, False
    for group in groups:
        for row in _rows(group, place, look):
            if not row.plain.strip():
                blanks += 1
                continue
            if blanks and begun:
                yield Content()
            blanks, begun = 0, True
            yield row


def _for_people(place: Hunk) -> Iterable[Span]:
    """Yield the spans; in a header without the marks that only programs need."""
    for span in place.spans:
        text = span.text.replace('"', "") if place.in_header else span.text
        if text:
            yield Span(span.op, text)


def _rows(group: LineGroup, place: Hunk, look: Look) -> Iterator[Content]:
    before, after = (
        [line for line in side if not _is_for_files(line, place)]
        for side in (group.before, group.after)
    )
    if group.stayed or _is_respaced(group):
        for line in after:
            yield from _stayed(line, look)
        return
    before, after = ([line for line in side if _plain(line)] for side in (before, after))
    if look.side_by_side:
        for old, new in zip_longest(before, after):
            yield from _beside(old, new, look)
        return
    for line in before:
        yield from _changed(line, "remove", look.width, look.names)
    for line in after:
        yield from _changed(line, "add", look.width, look.names)


def _stayed(line: Line, look: Look) -> Iterator[Content]:
    text = shown(with_names(_text(line), look.names).rstrip("\r\n"))
    if not look.side_by_side:
        yield from _hung(_STAYED, "", text, look.width)
        return
    left, right = _columns(look.width)
    yield from _two(
        list(_hung(_STAYED, "", text, left)), list(_hung(_STAYED, "", text, right)), left
    )


def _beside(old: Line | None, new: Line | None, look: Look) -> Iterator[Content]:
    left, right = _columns(look.width)
    yield from _two(
        list(_changed(old, "remove", left, look.names)) if old else [],
        list(_changed(new, "add", right, look.names)) if new else [],
        left,
    )


def _columns(width: int) -> tuple[int, int]:
    left = (width - _GAP) // 2
    return left, width - _GAP - left


def _two(left: Sequence[Content], right: Sequence[Content], width: int) -> Iterator[Content]:
    """Yield rows with one column beside the other."""
    for one, other in zip_longest(left, right, fillvalue=Content()):
        gap = " " * (width + _GAP - one.cell_length)
        yield Content.assemble(one, gap, other)


def _changed(line: Line, side: Op, width: int, names: Mapping[str, str]) -> Iterator[Content]:
    """Yield one line that went, came or moved; of a line that stayed in part, brackets say what.

    `side` is "remove" for a line of the text before and "add" for one of the text after. The line
    itself does not tell: one that words were only taken out of holds nothing that came.
    """
    words = [piece for piece in line if piece.text.strip()]
    if words and all(piece.moved for piece in words):
        said = joined((_MOVED_WORDS[side], _MOVED_STYLE), _text(line).strip())
        yield from _hung(_MOVED, _MOVED_STYLE, said, width)
        return
    whole = all(piece.op != "same" for piece in words)
    parts: list[Content] = []
    for piece in line:
        text = with_names(piece.text, names).rstrip("\r\n")
        if piece.op == "same" or not text.strip():
            parts.append(shown(text))
        elif piece.moved:
            parts.append(shown(f"[moved: {text}]", _MOVED_STYLE))
        else:
            parts.append(shown(text if whole else f"[{text}]", _STYLES[piece.op]))
    mark = _COME if side == "add" else _GONE
    yield from _hung(mark, _STYLES[side].partition(" ")[0], Content.assemble(*parts), width)


def _hung(mark: str, style: str, text: Content, width: int) -> Iterator[Content]:
    """Yield a line wrapped beside its mark."""
    room = max(width - _MARK, 1)
    for number, row in enumerate(text.rstrip().wrap(room)):
        yield Content.assemble((_STAYED if number else mark, style), row)


def _is_for_files(line: Line, place: Hunk) -> bool:
    return place.in_header and _text(line).startswith(_FOR_FILES)


def _is_respaced(group: LineGroup) -> bool:
    """Whether only white space differs, so that every word stayed."""
    both: Iterable[Line] = (*group.before, *group.after)
    return bool(group.after) and all(
        piece.op == "same" or not piece.text.strip() for line in both for piece in line
    )


def _text(line: Line) -> str:
    return "".join(piece.text for piece in line)


def _plain(line: Line) -> str:
    return _text(line).strip()
