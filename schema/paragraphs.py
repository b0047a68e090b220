"""Paragraphs as people write them, from a text that keeps each sentence on a line of its own."""

from collections.abc import Mapping
from itertools import accumulate

from schema.sentences import one_sentence_per_line

_LONGEST_TEXT = 128 * 1024


def as_paragraphs(markdown: str) -> str:
    """Return `markdown` with the lines of each plain paragraph joined where nothing is lost by it.

    Nothing is lost when `one_sentence_per_line` gives back the very same lines, so whatever a
    writer leaves alone is saved as it was. Text over 128 KiB, text with carriage returns and every
    paragraph with line breaks of its own come back as they are.
    """
    if len(markdown) > _LONGEST_TEXT or "\r" in markdown or "\n" not in markdown.strip("\n"):
        return markdown
    lines = markdown.split("\n")
    joined = _joined_blocks(markdown, lines)
    if not joined:
        return markdown
    shown: list[str] = []
    at = 0
    while at < len(lines):
        end, text = joined.get(at, (at + 1, lines[at]))
        shown.append(text)
        at = end
    after = "\n".join(shown)
    return after if one_sentence_per_line(after) == one_sentence_per_line(markdown) else markdown


def _joined_blocks(markdown: str, lines: list[str]) -> Mapping[int, tuple[int, str]]:
    """Return the blocks that can be shown joined: first line → (line after the last, text)."""
    from markdown_it import MarkdownIt

    blocks: dict[int, tuple[int, str]] = {}
    first, last = 0, 0
    paragraphs: list[tuple[int, int]] = []
    tokens = MarkdownIt("commonmark").parse(markdown)
    depths = accumulate(_quote_depth(token.type) for token in tokens)
    for token, quotes in zip(tokens, depths, strict=True):
        if token.level == 0 and token.map and token.nesting >= 0:
            first, last = token.map
            paragraphs = []
        if token.type == "paragraph_open" and token.map and not quotes:
            paragraphs.append((token.map[0], token.map[1]))
        if token.level == 0 and token.nesting == -1 and paragraphs:
            block = _joined(lines, first, last, paragraphs)
            before = "\n".join(lines[first:last])
            if block != before and one_sentence_per_line(block) == before:
                blocks[first] = (last, block)
            paragraphs = []
    return blocks


def _quote_depth(kind: str) -> int:
    return (kind == "blockquote_open") - (kind == "blockquote_close")


def _joined(lines: list[str], first: int, last: int, paragraphs: list[tuple[int, int]]) -> str:
    """Return the block of lines `first` to `last` with each of its paragraphs on one line."""
    after_first = {at for start, end in paragraphs for at in range(start + 1, end)}
    shown: list[str] = []
    for at in range(first, last):
        if at in after_first:
            shown[-1] = f"{shown[-1]} {lines[at].lstrip(' ')}"
        else:
            shown.append(lines[at])
    return "\n".join(shown)
