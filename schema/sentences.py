"""One sentence per line: where a sentence of Markdown surely ends, so that changes show."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from schema.abbreviations import may_be_short

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_LONGEST_TEXT = 128 * 1024
_LONGEST_PARAGRAPH = 20_000

# A mark, what may close behind it, white space, what may open, and a letter that starts a sentence.
_END = re.compile(
    r"(?P<mark>(?<![.!?])[.!?]++)(?P<close>[\"'”’»)\]*_]*+)(?P<gap>[ \t]++)"
    r"(?=[\"'“‘„«(\[*_¿¡]*+(?P<next>[^\W\d_]))"
    r"|[。！？।॥؟۔።][”’」』）)]*+(?P<full_gap>[ \t]++)(?=[^\W\d_])"
)
_WORD_BEFORE = re.compile(r"[^\s\"“”„«»(){}\[\]*_/,;:–—-]*\Z")
_KEPT_WHOLE = re.compile(
    r"(`{1,8})(?!`).{1,2000}?(?<!`)\1(?!`)"
    r"|\[[^\]]{0,1000}\](?:\([^)]{0,1000}\)|\[[^\]]{0,1000}\])?"
    r"|<[^>]{1,1000}>",
    re.DOTALL,
)
_WHITE = re.compile(r"[ \t\n]+")


def one_sentence_per_line(markdown: str) -> str:
    """Return `markdown` with a line break after every sentence whose end is certain.

    Only plain paragraphs, also in list items, are touched, and only where the rendering stays the
    same; nothing is joined. Doing it again changes nothing. Text with carriage returns, and text
    over 128 KiB, comes back as it is. Source: the format, section "Bytes".
    """
    if len(markdown) > _LONGEST_TEXT or "\r" in markdown or not _END.search(markdown):
        return markdown
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark")
    tokens = parser.parse(markdown)
    lines = markdown.split("\n")
    changed = _broken_lines(tokens, lines)
    before = _rendered(parser, markdown)
    after = _joined(lines, changed)
    if _rendered(parser, after) == before:
        return after
    after = _joined(lines, _same_when_rendered(parser, tokens, lines, changed))
    return after if _rendered(parser, after) == before else markdown


def _broken_lines(tokens: "Sequence[Token]", lines: Sequence[str]) -> Mapping[int, str]:
    """Return the lines that hold sentence ends, by their 0-based number, with their line breaks.

    Paragraphs in quotes are left out: a quote is somebody's wording.
    """
    changed: dict[int, str] = {}
    quotes = 0
    for token, inside in pairwise(tokens):
        quotes += (token.type == "blockquote_open") - (token.type == "blockquote_close")
        if token.type == "paragraph_open" and token.map and not quotes:
            changed.update(_paragraph(inside.content, token.map[0], lines))
    return changed


def _paragraph(content: str, first: int, lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the lines of one paragraph, which starts on line `first`, that change."""
    if len(content) > _LONGEST_PARAGRAPH or "|" in content:
        return
    gaps = _gaps(content)
    start = 0
    for number, text in enumerate(content.split("\n"), first):
        end = start + len(text)
        here = [(a - start, b - start) for a, b in gaps if start <= a < end]
        before = lines[number].rstrip(" \t").removesuffix(text.rstrip(" \t"))
        if here and len(before) < len(lines[number].rstrip(" \t")):
            indent = re.sub(r"[^ \t]", " ", before)
            pieces = [text[a:b] for a, b in pairwise([0, *chain(*here), len(text)])][::2]
            tail = lines[number][len(lines[number].rstrip(" \t")) :]
            yield number, before + f"\n{indent}".join(pieces).rstrip(" \t") + tail
        start = end + 1


def _gaps(content: str) -> list[tuple[int, int]]:
    """Return where the white space after each certain sentence end starts and ends."""
    whole = [found.span() for found in _KEPT_WHOLE.finditer(content)]
    return [
        (start, end)
        for found in _END.finditer(content)
        for start, end in [found.span("gap" if found["gap"] else "full_gap")]
        if _is_certain(content, found) and not any(a < end and start < b for a, b in whole)
    ]


def _is_certain(content: str, end: re.Match[str]) -> bool:
    if end["full_gap"]:
        return True
    if not end["next"].isupper() or (end["mark"].count(".") > 1):
        return False
    if end["mark"] != ".":
        # "Why?" Sam asked: a quotation may end before its sentence does.
        return not end["close"].strip("*_")
    word = _WORD_BEFORE.search(content, max(0, end.start() - 80), end.start())
    return word is not None and not may_be_short(word.group().strip("'‘’"))


def _same_when_rendered(
    parser: "MarkdownIt",
    tokens: "Sequence[Token]",
    lines: Sequence[str],
    changed: Mapping[int, str],
) -> Mapping[int, str]:
    """Return those of `changed` whose block, taken alone, still looks the same."""
    kept: dict[int, str] = {}
    for token in tokens:
        if token.level or not token.map:
            continue
        first, end = token.map
        here = {
            number - first: changed[number] for number in range(first, end) if number in changed
        }
        block = lines[first:end]
        if here and _rendered(parser, "\n".join(block)) == _rendered(parser, _joined(block, here)):
            kept.update((number + first, text) for number, text in here.items())
    return kept


def _joined(lines: Sequence[str], changed: Mapping[int, str]) -> str:
    return "\n".join(changed.get(number, line) for number, line in enumerate(lines))


def _rendered(parser: "MarkdownIt", markdown: str) -> str:
    """Return `markdown` as HTML, with all white space as the one space a browser shows."""
    return _WHITE.sub(" ", parser.render(markdown))
