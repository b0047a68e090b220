"""Markdown that people wrote, made safe: as HTML, and as plain blocks for every other form.

Raw HTML is text. Links lead only to web pages and mail addresses; every other link, and every
picture from elsewhere, is shown as text.
"""

import re
from collections.abc import Iterator, MutableMapping, Sequence
from functools import cache
from typing import Any

import msgspec
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from markupsafe import Markup

from schema.text import visible

_ALLOWED = re.compile(r"(?:https?://|mailto:)[^\s<>\"]+", re.IGNORECASE)
_DEEPEST = 6
_RULES = ("table", "strikethrough")


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
        self.enable(list(_RULES))

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


@cache
def _markdown() -> MarkdownIt:
    return _Safe()


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
    tokens = _markdown().parse(visible(text))
    for token in tokens:
        for each in (token, *(token.children or ())):
            each.content = visible(each.content)
            # The name of a programming language says nothing here, and is written out unread.
            each.info = ""
            each.attrs = {name: _shown(value) for name, value in each.attrs.items()}
    return tokens


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
    return f"{token.content}, {token.attrs.get('src', '')}"
