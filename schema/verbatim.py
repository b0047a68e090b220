"""Which lines of Markdown are code or raw HTML, where a heading is only text."""

import re

import msgspec

_MAY_HIDE = re.compile(r"```|~~~|<")
_MARKER = re.compile(r"(?:[-+*]|[0-9]{1,9}[.)])(?: {1,4}(?! )| (?= )|$)")
_RULE = re.compile(r"([-*_])[ \t]*(?:\1[ \t]*){2,}$")
_FENCE = re.compile(r"(`{3,})[^`]*$|(~{3,})")
_HTML = re.compile(
    r"<(?:(?P<pre>pre|script|style|textarea)(?=[ \t>]|$)|(?P<comment>!--)|(?P<php>\?)"
    r"|(?P<cdata>!\[CDATA\[)|(?P<other>![a-z]))",
    re.IGNORECASE,
)
_HTML_END = {"comment": "-->", "php": "?>", "cdata": "]]>", "other": ">"}
_NESTING_LIMIT = 20


class Verbatim(msgspec.Struct, frozen=True):
    """The 0-based `lines` that are code or HTML; the line that would end what is open at the end.

    `closer` is "" when a heading after the text would be a heading.
    """

    lines: frozenset[int]
    closer: str


class _Open(msgspec.Struct, frozen=True):
    """A fence or an HTML block that goes on: in a list item when `offset` is over 0."""

    offset: int
    closer: str
    ends: re.Pattern[str]
    may_end_at_once: bool


def verbatim(text: str) -> Verbatim:
    """Return where `text` is fenced code, a comment or raw HTML, alone or in a list item.

    Indented code and blocks in quotes are left out: no line that starts with `#` can be in them.
    Source: CommonMark 0.31, sections 4.5, 4.6 and 5.2, in one pass over the lines.
    """
    if not _MAY_HIDE.search(text):
        return Verbatim(frozenset(), "")
    hidden: set[int] = set()
    offsets = [0]
    is_open: _Open | None = None
    paragraph = False
    for number, raw in enumerate(text.split("\n")):
        line = raw.rstrip(" \t\r").expandtabs(4)
        rest = line.lstrip(" ")
        indent = len(line) - len(rest)
        if is_open and (not rest or indent >= is_open.offset):
            hidden.add(number)
            if is_open.ends.search(line[is_open.offset :]):
                is_open = None
        elif not rest:
            paragraph = False
        else:
            is_open, paragraph = _opened(rest, indent, offsets, paragraph)
            if is_open:
                hidden.add(number)
                if is_open.may_end_at_once and is_open.ends.search(rest):
                    is_open = None
    return Verbatim(frozenset(hidden), is_open.closer if is_open and not is_open.offset else "")


def _opened(
    rest: str, indent: int, offsets: list[int], paragraph: bool
) -> tuple[_Open | None, bool]:
    """Return the block that `rest` opens, and whether the next line may go on with its paragraph.

    `offsets` are the columns of the open list items; they are brought up to date here.
    """
    if not paragraph or _starts_block(rest):
        offsets[:] = [offset for offset in offsets if offset <= indent]
    if indent - offsets[-1] > 3:
        return None, paragraph
    column = indent
    while len(offsets) < _NESTING_LIMIT and not _RULE.match(rest):
        marker = _MARKER.match(rest)
        if not marker:
            break
        rest = rest[marker.end() :]
        column += marker.end() + (not rest)
        offsets.append(column)
    if fence := _FENCE.match(rest):
        mark = fence.group(1) or fence.group(2)
        ends = re.compile(rf"^ {{0,3}}{mark[0]}{{{len(mark)},}}$")
        return _Open(offsets[-1], mark, ends, may_end_at_once=False), False
    if html := _HTML.match(rest):
        closer = _HTML_END.get(html.lastgroup or "", f"</{html.group('pre')}>")
        ends = "</(?:pre|script|style|textarea)>" if html.group("pre") else re.escape(closer)
        ends = re.compile(ends, re.IGNORECASE)
        return _Open(offsets[-1], closer, ends, may_end_at_once=True), False
    return None, bool(rest) and not rest.startswith("#") and not _RULE.match(rest)


def _starts_block(rest: str) -> bool:
    return rest[0] in "#>" or any(form.match(rest) for form in (_MARKER, _FENCE, _HTML, _RULE))
