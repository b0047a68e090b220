"""Where the Markdown blocks of a body begin and end, to the character."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import msgspec

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

# The line ends that markdown-it knows; its line numbers count these and no others.
_LINE_END = re.compile(r"\r\n?|\n")
# With more lines than any real body has, parsing would take many seconds.
_MOST_LINES = 40_000
_KINDS = {
    "heading_open": "heading",
    "paragraph_open": "paragraph",
    "list_item_open": "list-item",
    "blockquote_open": "quote",
    "table_open": "table",
    "fence": "fence",
    "code_block": "code",
    "html_block": "html",
    "hr": "rule",
}


class Block(msgspec.Struct, frozen=True, gc=False):
    """`body[start:end] == text`: one block, with the blank lines after it.

    `kind` is heading, paragraph, list-item, quote, table, fence, code, html or rule; blank for
    blank lines before everything else. `section` is the title of the heading of the first or
    second level that the block is or stands under, "" before the first.
    """

    kind: str
    start: int
    end: int
    text: str
    section: str = ""


class _Start(NamedTuple):
    """A block begins at this line (0-based); `section` is None where none begins."""

    line: int
    kind: str
    section: str | None = None


def blocks(body: str) -> tuple[Block, ...]:
    """The blocks of a Markdown body in order; their texts join to the body exactly.

    Each item of a list at the left edge is a block of its own, with all that it holds. Link
    definitions count as paragraphs. Read as CommonMark with tables. A body of more than 40,000
    lines is only cut at blank lines, into blocks called paragraphs.
    """
    offsets = [0, *(end.end() for end in _LINE_END.finditer(body))]
    parsed = _starts if len(offsets) <= _MOST_LINES else _plain_starts
    starts = list(parsed(body))
    if body and (not starts or starts[0].line > 0):
        starts.insert(0, _Start(0, "blank"))
    found: list[Block] = []
    section = ""
    for start, following in pairwise([*starts, _Start(len(offsets), "")]):
        section = section if start.section is None else start.section
        first = offsets[start.line]
        last = offsets[following.line] if following.line < len(offsets) else len(body)
        found.append(Block(start.kind, first, last, body[first:last], section))
    return tuple(found)


def _starts(body: str) -> Iterator[_Start]:
    """Where the blocks at the left edge begin, list items in place of their lists."""
    tokens = _parser().parse(body)
    for index, token in enumerate(tokens):
        kind = _KINDS.get(token.type)
        if token.map and kind and token.level == (1 if kind == "list-item" else 0):
            names = kind == "heading" and token.tag in {"h1", "h2"}
            yield _Start(token.map[0], kind, tokens[index + 1].content if names else None)


def _plain_starts(body: str) -> Iterator[_Start]:
    """Where text follows a blank line."""
    blank = True
    for number, line in enumerate(_LINE_END.split(body)):
        if blank and line.strip():
            yield _Start(number, "paragraph")
        blank = not line.strip()


@cache
def _parser() -> "MarkdownIt":
    """A parser that finds blocks and leaves their text alone."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable("table").disable("reference")
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser
