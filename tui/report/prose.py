"""Markdown that people wrote, made safe: as HTML, and as plain blocks for every other form.

Raw HTML is text. Links lead only to web pages and mail addresses; every other link, and every
picture from elsewhere, is shown as text. No word is left out: above a text stands that it is exact.
"""

import re
from collections.abc import Iterator, MutableMapping, Sequence
from functools import cache
from typing import Any

import msgspec
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from markupsafe import Markup

from schema.text import visible

_ALLOWED = re.compile(r"(?:https?://|mailto:)[^\s<>\"]+", re.IGNORECASE)
_DEEPEST = 6
_RULES = ("table", "strikethrough")
# The lines that say where a link leads would not be seen.
_HIDES = "reference"
_NESTED = ("blockquote", "list")


class Run(msgspec.Struct, frozen=True):
    """A stretch of text with how it stands out; `href` is where it leads, "" for nowhere."""

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    struck: bool = False
    href: str = ""


class Flat(msgspec.Struct, frozen=True):
    """One paragraph of a text. `form` is paragraph, heading, item, code, row or rule.

    `depth` counts the lists and quotes around it; `quoted` says whether one of them is a quote.
    `marker` is what stands before an item, as in "•" or "3."; `level` is a heading's, 1 to 6.
    """

    form: str
    runs: tuple[Run, ...]
    depth: int = 0
    quoted: bool = False
    marker: str = ""
    level: int = 0


class _Safe(MarkdownIt):
    """CommonMark without HTML, with links by an allow-list."""

    def __init__(self) -> None:
        super().__init__("commonmark", {"html": False, "linkify": False}, renderer_cls=_Renderer)
        self.enable(list(_RULES)).disable(_HIDES)
        self.block.ruler.at("table", _whole_table, {"alt": ["paragraph"]})

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library's name
        """Whether a link may lead there; otherwise its source stays text."""
        return _ALLOWED.fullmatch(url) is not None


class _Renderer(RendererHTML):
    """Links that tell the other side nothing, and pictures as links."""

    def link_open(
        self,
        tokens: Sequence[Token],
        idx: int,
        options: OptionsDict,
        env: MutableMapping[str, Any],
    ) -> str:
        """Return the opening tag of a link."""
        tokens[idx].attrSet("rel", "noopener noreferrer")
        return self.renderToken(tokens, idx, options, env)

    def image(
        self,
        tokens: Sequence[Token],
        idx: int,
        options: OptionsDict,
        env: MutableMapping[str, Any],
    ) -> str:
        """Return a picture as words: nothing is loaded from elsewhere."""
        del options, env
        return str(Markup("[picture: {}]").format(_picture(tokens[idx])))


def _whole_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a table, unless a row holds more cells than the first: those would not be seen."""
    before = len(state.tokens)
    if not table(state, start, end, silent):
        return False
    if silent:
        return True
    most = sum(each.type == "th_open" for each in state.tokens[before:])
    lines = (state.getLines(at, at + 1, 0, False).strip() for at in range(start + 2, state.line))
    if all(len(escapedSplit(_without_edges(line))) <= most for line in lines):
        return True
    del state.tokens[before:]
    state.line = start
    return False


def _without_edges(line: str) -> str:
    return line.removeprefix("|").removesuffix("|")


@cache
def _markdown() -> MarkdownIt:
    return _Safe()


@cache
def _not_nested() -> MarkdownIt:
    """Return what reads a text that goes deeper than can be read: its marks stay as they are."""
    return _Safe().disable(list(_NESTED))


def to_html(text: str, level: int) -> Markup:
    """Return a text as HTML whose headings stand below a heading of `level`, none left out."""
    markdown = _markdown()
    tokens = _parsed(text)
    deepest = level
    for token in tokens:
        if token.type == "heading_open":
            deepest = min(_DEEPEST, deepest + 1, level + int(token.tag[1:]))
            token.tag = f"h{deepest}"
        elif token.type == "heading_close":
            token.tag = f"h{deepest}"
        if token.nesting == 1 and token.type in ("paragraph_open", "heading_open"):
            token.attrSet("dir", "auto")
    # Every tag is the renderer's own; people's text is escaped by it.
    return Markup(markdown.renderer.render(tokens, markdown.options, {}))  # noqa: S704


def flat(text: str) -> tuple[Flat, ...]:
    """Return a text as plain paragraphs, in order."""
    return tuple(_flat(_parsed(text)))


def _parsed(text: str) -> list[Token]:
    """Return a text as tokens in which nothing acts or hides.

    A character may also be written as a reference, as in `&#x202E;`, which parsing brings to life.
    """
    given = visible(text)
    markdown = _markdown()
    tokens = markdown.parse(given)
    # What stands deeper is left out in silence.
    if any(token.level >= markdown.options.maxNesting - 1 for token in tokens):
        tokens = _not_nested().parse(given)
    tokens = [one for token in tokens for one in _with_info(token)]
    for token in tokens:
        token.children = token.children and list(_with_titles(token.children))
        for each in (token, *(token.children or ())):
            each.content = visible(each.content)
            # It stands above the code.
            each.info = ""
            each.attrs = {name: _shown(value) for name, value in each.attrs.items()}
    return tokens


def _with_info(token: Token) -> Iterator[Token]:
    """Yield a token, before code what stands beside its first fence as a paragraph."""
    info = token.info.strip() if token.type == "fence" else ""
    if info:
        words = Token("text", "", 0, content=info)
        yield Token("paragraph_open", "p", 1, block=True, level=token.level)
        yield Token("inline", "", 0, block=True, level=token.level + 1, children=[words])
        yield Token("paragraph_close", "p", -1, block=True, level=token.level)
    yield token


def _with_titles(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield what stands in a line, with the title of each link after it.

    A link without words shows where it leads.
    """
    opened: list[Token] = []
    last = ""
    for token in tokens:
        if token.type == "link_close" and last == "link_open":
            yield Token("text", "", 0, content=str(opened[-1].attrs.get("href", "")))
        yield token
        last = token.type
        if token.type == "link_open":
            opened.append(token)
        elif token.type == "link_close" and (title := opened.pop().attrs.pop("title", "")):
            yield Token("text", "", 0, content=f" “{title}”")


def _shown(value: str | float) -> str | float:
    return visible(value) if isinstance(value, str) else value


def _flat(tokens: Sequence[Token]) -> Iterator[Flat]:
    around: list[str] = []
    numbers: list[int] = []
    marker, form, level = "", "paragraph", 0
    for token in tokens:
        kind = token.type
        if kind in ("bullet_list_open", "ordered_list_open", "blockquote_open"):
            around.append(kind)
            numbers.append(int(token.attrs.get("start", 1)))
        elif kind in ("bullet_list_close", "ordered_list_close", "blockquote_close"):
            around.pop()
            numbers.pop()
        elif kind == "list_item_open":
            marker = "•" if around[-1] == "bullet_list_open" else f"{numbers[-1]}."
            numbers[-1] += 1
        elif kind == "heading_open":
            form, level = "heading", int(token.tag[1:])
        elif kind in ("td_open", "th_open"):
            form = "row"
        elif kind == "hr":
            yield Flat("rule", ())
        elif kind in ("fence", "code_block"):
            yield Flat("code", (Run(token.content.rstrip("\n"), code=True),), len(around))
        elif kind == "inline":
            shown = "item" if marker and form == "paragraph" else form
            runs = tuple(_runs(token.children or ()))
            yield Flat(shown, runs, len(around), "blockquote_open" in around, marker, level)
            marker, form, level = "", "paragraph", 0


def _runs(tokens: Sequence[Token]) -> Iterator[Run]:
    on: dict[str, bool] = {"strong": False, "em": False, "s": False}
    href = ""
    for token in tokens:
        kind = token.type
        if kind.endswith("_open") and kind.removesuffix("_open") in on:
            on[kind.removesuffix("_open")] = True
        elif kind.endswith("_close") and kind.removesuffix("_close") in on:
            on[kind.removesuffix("_close")] = False
        elif kind == "link_open":
            href = str(token.attrs.get("href", ""))
        elif kind == "link_close":
            href = ""
        elif kind in ("softbreak", "hardbreak"):
            yield Run(" " if kind == "softbreak" else "\n")
        else:
            content = f"[picture: {_picture(token)}]" if kind == "image" else token.content
            yield Run(content, on["strong"], on["em"], kind == "code_inline", on["s"], href)


def _picture(token: Token) -> str:
    title = token.attrs.get("title", "")
    return f"{token.content}, {token.attrs.get('src', '')}{f' “{title}”' if title else ''}"
