"""What a report is made of, whatever it is written as: sections of plain values, no markup."""

from collections.abc import Iterable
from typing import Literal, TypeAlias

import msgspec

Look: TypeAlias = Literal["", "quiet", "lead"]
Mark: TypeAlias = Literal["same", "added", "removed", "moved-from", "moved-to"]


class Said(msgspec.Struct, frozen=True):
    """A name, a title or other words of people inside a sentence of ours."""

    text: str


class Goto(msgspec.Struct, frozen=True):
    """Words of people that lead to a section of the same page, by its anchor."""

    text: str
    anchor: str


Part: TypeAlias = str | Said | Goto
Line: TypeAlias = tuple[Part, ...]


class Paragraph(msgspec.Struct, frozen=True):
    """One sentence or a few."""

    line: Line
    look: Look = ""


class Prose(msgspec.Struct, frozen=True):
    """A text people wrote, in Markdown."""

    text: str


class Exact(msgspec.Struct, frozen=True):
    """A text shown letter by letter and line by line, as it is saved."""

    text: str


class Quote(msgspec.Struct, frozen=True):
    """Someone's own words, in Markdown, and who said them when."""

    text: str
    by: Line


class Items(msgspec.Struct, frozen=True):
    """A list; each entry has a line, and blocks under it."""

    entries: tuple["Entry", ...]


class Entry(msgspec.Struct, frozen=True):
    """One entry of a list."""

    line: Line
    blocks: tuple["Block", ...] = ()


class Facts(msgspec.Struct, frozen=True):
    """Names with what they stand for, as on a form."""

    rows: tuple[tuple[str, Line], ...]


class Table(msgspec.Struct, frozen=True):
    """A table; the first cell of each row is its name."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Piece(msgspec.Struct, frozen=True):
    """A stretch of a line that stayed, came, went or moved."""

    mark: Mark
    text: str


class Place(msgspec.Struct, frozen=True):
    """One changed place: the heading it stands under, "" for none, and its lines."""

    heading: str
    lines: tuple[tuple[Piece, ...], ...]


class Wording(msgspec.Struct, frozen=True):
    """What changed in a text, place by place."""

    places: tuple[Place, ...]


class Folded(msgspec.Struct, frozen=True):
    """Words with a content note: the note stands first, and the words stay closed behind it."""

    note: str
    blocks: tuple["Block", ...]


class Choices(msgspec.Struct, frozen=True):
    """Boxes to tick on paper."""

    options: tuple[str, ...]


class Blank(msgspec.Struct, frozen=True):
    """Lines to write on, with what belongs there."""

    label: str
    lines: int = 1


class Section(msgspec.Struct, frozen=True):
    """A heading and what stands under it; `anchor` is what a `Goto` finds it by."""

    heading: Line
    blocks: tuple["Block", ...]
    anchor: str = ""


Block: TypeAlias = (
    Paragraph
    | Prose
    | Exact
    | Quote
    | Items
    | Facts
    | Table
    | Wording
    | Folded
    | Choices
    | Blank
    | Section
)


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """A whole report.

    `kicker` stands above the title, `made` under it. `language` is the BCP 47 tag of what people
    wrote. `support` is whom to call, as the group wrote it, "" when it did not.
    """

    title: str
    kicker: Line
    made: Line
    blocks: tuple[Block, ...]
    support: str = ""
    language: str = "en"
    large_print: bool = False


def paragraph(*parts: Part, look: Look = "") -> Paragraph:
    """Return parts as one paragraph."""
    return Paragraph(parts, look)


def section(heading: Part, *blocks: Block, anchor: str = "") -> Section:
    """Return blocks under a heading."""
    return Section((heading,), blocks, anchor)


def items(lines: Iterable[Line]) -> Items:
    """Return lines as a list."""
    return Items(tuple(Entry(each) for each in lines))


def listed(people: Iterable[str]) -> Line:
    """Return names as people list them: "a", "a and b", "a, b and c"."""
    names = [Said(each) for each in people]
    parts: list[Part] = []
    for number, name in enumerate(names):
        if number:
            parts.append(" and " if number == len(names) - 1 else ", ")
        parts.append(name)
    return tuple(parts)


def said(text: str) -> Said:
    """Return a name or a title inside a sentence."""
    return Said(text)


def plain(line: Line) -> str:
    """Return a line without telling whose words are whose."""
    return "".join(part if isinstance(part, str) else part.text for part in line)


def folded(note: str, *blocks: Block) -> tuple[Block, ...]:
    """Return blocks closed behind a content note, or as they are where there is none."""
    return (Folded(note, blocks),) if note.strip() and blocks else blocks
