"""How a file's text falls into header fields, sections, paragraphs and sentences.

Every function that cuts returns pieces that join to the text again, white space at their ends.
"""

import re
from collections.abc import Iterable

_HEADER = re.compile(r"---[ \t]*\r?\n(?s:.*?)(?<=\n)---[ \t]*(?:\r?\n|\Z)")
_FIELD = re.compile(r"^(?=[^\s#-])", re.MULTILINE)
_LINE = re.compile(r"(?<=\n)")
_HEADING = re.compile(r"^(?=#{1,6}[ \t\r\n])", re.MULTILINE)
_HEADING_LINE = re.compile(r"#{1,6}(?:[ \t\r\n]|\Z)[^\n]*\n?\s*")
_CODE = re.compile(r"#+[ \t]+(\+?\d+(?:\.[a-z0-9]+)*)(?=\s|\Z)")
_PARAGRAPH = re.compile(r"(?<=\n)[^\S\n]*\n\s*")
# A sentence ends at its mark and the space after, or where Markdown starts a line of its own.
_SENTENCE = re.compile(
    r"[.!?…。！？:;\n](?:"
    r"(?<=[.!?…])[\"”’')\]*_]{0,2}\s+"
    r"|(?<=[。！？])[”’」』）]{0,2}\s*"
    r"|(?<=\n)(?:[^\S\n]*\n\s*|(?=[ \t]*(?:[-+*#>|]|\d{1,9}[.)]\s|```|~~~)))"
    r"|(?<=[:;])\s*\n)"
)
_SENTENCE_END = re.compile(r"(?:[.!?…][\"”’')\]*_]{0,2}\s+|[。！？][”’」』）]{0,2}\s*|\n\s*)\Z")


def header_and_body(text: str) -> tuple[str, str]:
    """The frontmatter with both its `---` lines ("" when there is none), and the rest."""
    found = _HEADER.match(text)
    end = found.end() if found else 0
    return text[:end], text[end:]


def fields(header: str) -> list[str]:
    """The header's fields, each with the lines that belong to it; `---` lines stand alone."""
    opening = header.find("\n") + 1
    closing = header.rstrip().rfind("\n") + 1
    inner = header[opening:closing]
    cut = _cut(inner, (at.start() for at in _FIELD.finditer(inner)))
    return [header[:opening], *cut, header[closing:]]


def field_name(field: str) -> str:
    """What a field is found by: its first line up to the colon."""
    return field.partition("\n")[0].partition(":")[0].strip()


def lines(text: str) -> list[str]:
    """The lines, each with its end."""
    return _cut(text, (at.end() for at in _LINE.finditer(text)))


def sections(body: str) -> list[str]:
    """The pieces that begin at heading lines; the first has no heading when text leads."""
    return _cut(body, (at.start() for at in _HEADING.finditer(body)))


def first_heading(text: str, *, at_start: bool = True) -> int | None:
    """Where the first heading line of a piece begins, None without one.

    `at_start` says whether the piece begins a line.
    """
    found = _HEADING.search(text, 0 if at_start else 1)
    return found.start() if found else None


def last_heading(text: str) -> int | None:
    """Where the last heading line of a piece begins, None without one."""
    return max((found.start() for found in _HEADING.finditer(text)), default=None)


def heading_key(section: str) -> str:
    """What a section is found by: its code (`2.3`), or its heading line; "" without a heading."""
    coded = _CODE.match(section)
    return coded[1] if coded else heading_and_rest(section)[0].strip()


def heading_and_rest(section: str) -> tuple[str, str]:
    """The heading line with the blank lines after it, and what stands under it."""
    found = _HEADING_LINE.match(section)
    end = found.end() if found else 0
    return section[:end], section[end:]


def paragraphs(section: str) -> list[str]:
    """The pieces between blank lines; a heading line is a piece of its own."""
    heading, rest = heading_and_rest(section)
    pieces = _cut(rest, (at.end() for at in _PARAGRAPH.finditer(rest)))
    return [heading, *pieces] if heading else pieces


def sentences(text: str) -> list[str]:
    """The sentences, list items and table rows; a hard-wrapped sentence is one piece.

    Unsure ends count as ends: the pieces only guide comparing and are never written.
    """
    ends: list[int] = []
    start = 0
    for found in _SENTENCE.finditer(text):
        if not text[start : min(found.start(), start + 20)].strip().isdigit():
            start = found.end()
            ends.append(start)
    return _cut(text, ends)


def ends_a_sentence(text: str) -> bool:
    """Whether what follows this text begins a new sentence or line."""
    return not text.strip() or _SENTENCE_END.search(text, max(0, len(text) - 20)) is not None


def _cut(text: str, places: Iterable[int]) -> list[str]:
    pieces: list[str] = []
    start = 0
    for place in places:
        if start < place < len(text):
            pieces.append(text[start:place])
            start = place
    if start < len(text):
        pieces.append(text[start:])
    return pieces
