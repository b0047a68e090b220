"""A page as plain text, for a mail or a screen reader, and as Markdown, for a git host."""

from collections.abc import Callable, Iterable, Iterator

from schema.text import visible
from tui.layout import Paragraph as Wrapped
from tui.layout import render
from tui.markdown import escaped, fenced
from tui.report import page as pages
from tui.report.page import Block, Entry, Line, Page, Piece, plain
from tui.report.prose import Flat, Run, flat

_WIDTH = 78
_TEXT_MARKS = {
    "added": ("[added: ", "]"),
    "removed": ("[removed: ", "]"),
    "moved-to": ("[moved to here: ", "]"),
    "moved-from": ("[moved from here: ", "]"),
}
_MARKDOWN_MARKS = {
    "added": ("[added: **", "**]"),
    "removed": ("[removed: ~~", "~~]"),
    "moved-to": ("[moved to here: **", "**]"),
    "moved-from": ("[moved from here: ~~", "~~]"),
}
_BEFORE_NOTED = "The words with this note stand between the two lines."


class _Writer:
    """What the two forms share: blocks in, lines out."""

    def heading(self, text: str, level: int) -> Iterator[str]:
        """Yield a heading."""
        raise NotImplementedError

    def words(self, text: str) -> str:
        """Return text as it may stand in this form."""
        raise NotImplementedError

    def prose(self, text: str) -> Iterator[str]:
        """Yield a text people wrote."""
        raise NotImplementedError

    def piece(self, piece: Piece) -> str:
        """Return one stretch of changed text."""
        raise NotImplementedError

    def exact(self, text: str) -> Iterator[str]:
        """Yield a text line by line."""
        raise NotImplementedError

    def line(self, line: Line) -> str:
        """Return a line of ours with words of people in it."""
        return "".join(self.words(part if isinstance(part, str) else part.text) for part in line)

    def page(self, page: Page) -> Iterator[str]:
        """Yield the whole page."""
        yield self.line(page.kicker)
        yield ""
        yield from self.heading(page.title, 1)
        yield ""
        yield self.line(page.made)
        for block in page.blocks:
            yield ""
            yield from self.block(block, 2)
        if page.support:
            yield ""
            yield f"Support: {self.words(page.support)}"
        yield ""
        yield "Words that people take back later may still stand in copies of this page."

    def block(self, block: Block, level: int) -> Iterator[str]:
        """Yield one block."""
        match block:
            case pages.Section():
                yield from self.heading(plain(block.heading), level)
                yield from self._all(block.blocks, level + 1)
            case pages.Paragraph():
                yield self.line(block.line)
            case pages.Prose():
                yield from self.prose(block.text)
            case pages.Exact():
                yield from self.exact(block.text)
            case pages.Quote():
                yield from (f"> {line}".rstrip() for line in self.prose(block.text))
                yield f"> ({self.line(block.by)})"
            case pages.Items():
                for entry in block.entries:
                    yield from self._entry(entry, level)
            case pages.Wording():
                yield from self._wording(block)
            case pages.Folded():
                yield f"Content note: {self.words(block.note)}. {_BEFORE_NOTED}"
                yield ""
                yield "* * *"
                yield from self._all(block.blocks, level)
                yield ""
                yield "* * *"
            case _:
                yield from self._form(block)

    def _form(self, block: Block) -> Iterator[str]:
        match block:
            case pages.Facts():
                yield from self._bullets(
                    f"{name}: {self.line(value)}" for name, value in block.rows
                )
            case pages.Table():
                yield self.words(block.caption)
                yield ""
                for name, *cells in block.rows:
                    said = (
                        f"{self.words(head)}: {self.words(cell)}"
                        for head, cell in zip(block.head[1:], cells, strict=True)
                    )
                    yield from self._bullets([f"{self.words(name)}. {'; '.join(said)}"])
            case pages.Choices():
                yield from (f"[ ] {self.words(each)}" for each in block.options)
            case pages.Blank():
                yield f"{block.label}:"
                yield from ("", "_" * 60) * block.lines
            case _:
                return

    def _bullets(self, lines: Iterable[str]) -> Iterator[str]:
        yield from (f"- {line}" for line in lines)

    def _all(self, blocks: Iterable[Block], level: int) -> Iterator[str]:
        for block in blocks:
            yield ""
            yield from self.block(block, level)

    def _entry(self, entry: Entry, level: int) -> Iterator[str]:
        yield f"- {self.line(entry.line)}"
        for block in entry.blocks:
            yield ""
            yield from (f"  {line}".rstrip() for line in self.block(block, level))
        if entry.blocks:
            yield ""

    def _wording(self, block: pages.Wording) -> Iterator[str]:
        if not block.places:
            yield "No words changed in its text."
        for number, place in enumerate(block.places):
            if number:
                yield ""
            if place.heading:
                yield f"In {self.words(place.heading)}:"
                yield ""
            for at, pieces in enumerate(place.lines):
                if at:
                    yield ""
                yield f"> {''.join(map(self.piece, pieces))}"


class _Text(_Writer):
    """Plain text, 78 columns wide."""

    def heading(self, text: str, level: int) -> Iterator[str]:
        shown = visible(" ".join(text.split()))
        yield shown
        if level < 4:
            yield ("=" if level < 3 else "-") * min(_WIDTH, max(3, len(shown)))

    def words(self, text: str) -> str:
        return visible(text)

    def prose(self, text: str) -> Iterator[str]:
        yield from visible(text).strip("\n").split("\n")

    def exact(self, text: str) -> Iterator[str]:
        yield from (f"    {line}".rstrip() for line in visible(text).split("\n"))

    def piece(self, piece: Piece) -> str:
        before, after = _TEXT_MARKS.get(piece.mark, ("", ""))
        return f"{before}{visible(piece.text)}{after}"


class _Markdown(_Writer):
    """Markdown in which nothing that people wrote can act: no HTML, no link but by allow-list."""

    def heading(self, text: str, level: int) -> Iterator[str]:
        yield f"{'#' * min(level, 6)} {_escaped(' '.join(text.split()))}"

    def words(self, text: str) -> str:
        return _escaped(text)

    def prose(self, text: str) -> Iterator[str]:
        for number, each in enumerate(flat(text)):
            if number and each.form != "item":
                yield ""
            yield from _flat_lines(each)

    def exact(self, text: str) -> Iterator[str]:
        yield from fenced(visible(text).strip("\n"))

    def piece(self, piece: Piece) -> str:
        text = _escaped(piece.text)
        if piece.mark == "same" or not text.strip():
            return text
        before, after = _MARKDOWN_MARKS[piece.mark]
        start = len(text) - len(text.lstrip())
        bare = text.strip()
        return f"{text[:start]}{before}{bare}{after}{text[start + len(bare) :]}"


def as_text(page: Page) -> str:
    """Return a page as plain text, wrapped at 78 columns."""
    lines = render((_wrapped(line) for line in _tidy(_Text().page(page))), _WIDTH, _unpainted)
    return "\n".join(lines) + "\n"


def as_markdown(page: Page) -> str:
    """Return a page as Markdown."""
    return "\n".join(_tidy(_Markdown().page(page))) + "\n"


def _wrapped(line: str) -> Wrapped:
    bare = line.lstrip(" ")
    return Wrapped(bare, indent=len(line) - len(bare))


def _unpainted(text: str, style: str) -> str:
    del style
    return text


def _tidy(lines: Iterator[str]) -> Iterator[str]:
    """Yield lines with at most one blank one between two others."""
    blank = False
    for line in lines:
        for one in line.split("\n"):
            if one.strip() or not blank:
                yield one.rstrip()
            blank = not one.strip()


def _escaped(text: str) -> str:
    return escaped(" ".join(visible(text).split("\n")))


def _flat_lines(each: Flat) -> Iterator[str]:
    indent = "  " * max(0, each.depth - 1)
    text = "".join(_run(run) for run in each.runs)
    match each.form:
        case "heading":
            yield f"**{text}**"
        case "item":
            yield f"{indent}{'-' if each.marker == '•' else each.marker} {text}"
        case "code":
            yield from fenced("\n".join(run.text for run in each.runs).strip("\n"))
        case "rule":
            yield "* * *"
        case _:
            yield f"{'> ' if each.quoted else indent}{text}"


_AROUND: tuple[tuple[Callable[[Run], bool], str], ...] = (
    (lambda run: run.strong, "**"),
    (lambda run: run.emphasis, "*"),
    (lambda run: run.struck, "~~"),
)


def _run(run: Run) -> str:
    text = _escaped(run.text)
    bare = text.strip()
    if not bare:
        return text
    shown = bare
    for is_on, mark in _AROUND:
        if is_on(run):
            shown = f"{mark}{shown}{mark}"
    if run.href:
        shown = f"[{shown}](<{run.href}>)"
    start = len(text) - len(text.lstrip())
    return f"{text[:start]}{shown}{text[start + len(bare) :]}"
