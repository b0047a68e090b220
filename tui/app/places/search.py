"""Search: words in everything that is saved, found as one types."""

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

import msgspec
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.timer import Timer
from textual.widgets import Input, Static

from schema.checklist import REVIEW_QUESTIONS
from schema.kinds import CONTRIBUTIONS
from tui.app.fitted import fitted
from tui.app.place import Place
from tui.app.sentences import Line, Sentences
from tui.app.writing.page import OneLinePage
from tui.layout import Block, Paragraph, Styled, Text, dim, strong
from tui.naming import question_words
from tui.safe import shown
from tui.words import CHANGED_AFTER, kind_word, why_closed

if TYPE_CHECKING:
    from store import Workspace
    from store.values import Hit

MOST = 200
PAUSE = 0.15
"""Seconds without typing before looking."""

_WORD = re.compile(r"\w+")
_SHORT = 300
_BEFORE = 60
_INDENT = 2
_HOW = (
    "Type a word, or several: all of them must be there, each from its beginning. "
    "Down and up choose, Enter opens."
)

_HIDDEN = "Pages of people are left out while everyone sees the screen (F2)."


class _Found(msgspec.Struct, frozen=True):
    words: str
    hits: tuple["Hit", ...]


class Search(Place):
    """A line to type on, and what was found."""

    TITLE = "Search"
    HELP = (
        "Finds words in everything that is saved: what you wrote together, and what people said. "
        "All the words must be there, in any order; each matches from its beginning.\n\n"
        "Down and up choose, Enter opens. What has a content note stays closed here, as do the "
        "answers to a review until everyone has written. Words that were taken back are not found."
    )
    REGIONS: ClassVar = {"#words": "what to look for", "#hits": "what was found"}
    AUTO_FOCUS = "#words"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "choose(1)", "Next", show=False, id="search.next"),
        Binding("up", "choose(-1)", "Before", show=False, id="search.previous"),
    ]
    DEFAULT_CSS = """
    Search #words { margin: 0 1; width: 1fr; max-width: 100; background: $surface; }
    Search #count { height: auto; margin: 1 1; color: $text-muted; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._timer: Timer | None = None
        self._found: _Found | None = None

    def body(self) -> ComposeResult:
        """The words to look for, how many places there are, and each place."""
        yield OneLinePage(placeholder="search everything", compact=True, id="words")
        yield Static(shown(_HOW), id="count", markup=False)
        yield Sentences(id="hits")

    @property
    def _words(self) -> str:
        return self.query_one("#words", Input).value

    def reload(self) -> None:
        """Look again for what is typed."""
        self._look()

    def open(self, target: str) -> None:
        """Look for words, as in `search/bus stop`."""
        self.query_one("#words", Input).value = target.partition("/")[2]

    @on(Input.Changed, "#words")
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(PAUSE, self._look)

    def _look(self) -> None:
        self._look_and(None)

    def _look_and(self, then: Callable[[], None] | None) -> None:
        """Look for what is typed; with `then`, the next keys wait for it too."""
        words = self._words
        if not _WORD.search(words):
            self._take(None)
            return

        def search(workspace: "Workspace") -> _Found:
            return _Found(words, workspace.search(words, MOST))

        def found(value: _Found) -> None:
            self._take(value)
            if then is not None:
                then()

        self.ask("search", search, found, keys_wait=then is not None)

    def _take(self, found: _Found | None) -> None:
        if found is not None and not _WORD.search(self._words):
            found = None
        self._found = found
        self._show()

    @on(Sentences.Resized)
    def _lay_out(self, event: Sentences.Resized) -> None:
        event.stop()
        self._show()

    def _to_show(self, found: _Found) -> "tuple[Hit, ...]":
        """Return what was found; while everyone sees the screen, nothing of a person's own page."""
        if not self.coproduce.projector:
            return found.hits
        return tuple(each for each in found.hits if each.kind != "person")

    def _count(self) -> str:
        found = self._found
        if found is None:
            return _HOW
        kept = self._to_show(found)
        counted = _counted(len(kept), is_all=len(found.hits) < MOST)
        hidden = _HIDDEN if self.coproduce.projector else ""
        return " ".join(part for part in (counted, hidden) if part)

    def _show(self) -> None:
        self.query_one("#count", Static).update(shown(self._count()))
        hits = self.query_one(Sentences)
        width = hits.scrollable_content_region.width
        found = self._found
        looked_for = _WORD.findall(found.words) if found else []
        shown_hits = self._to_show(found) if found and width > 0 else ()
        hits.show(
            Line(fitted(self._hit(each, looked_for), width), _target(each)) for each in shown_hits
        )

    def _hit(self, hit: "Hit", looked_for: Sequence[str]) -> list[Block]:
        title = hit.title
        if hit.by:
            title = self.coproduce.naming(hit.by) + title.removeprefix(hit.by)
        where = f"{kind_word(hit.kind)} · {title}{_part(hit)} · line {hit.line}"
        if hit.changed_by_hand:
            where = f"{CHANGED_AFTER} · {where}"
        said: Text = _marked(hit.text, looked_for)
        why, note = why_closed(hit.content_note, waits=hit.closed)
        if why:
            said = [dim(why), note]
        return [Paragraph(said, _INDENT), Paragraph(dim(where), _INDENT * 2, _INDENT)]

    def action_choose(self, by: int) -> None:
        """Move the cursor in what was found, wherever the keyboard is."""
        hits = self.query_one(Sentences)
        if by > 0:
            hits.action_cursor_down()
        else:
            hits.action_cursor_up()

    @on(Input.Submitted, "#words")
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        if self._found and self._found.words == self._words:
            self._open_chosen()
        elif _WORD.search(self._words):
            # Enter came before what was typed had been looked for.
            self._look_and(self._open_chosen)

    def _open_chosen(self) -> None:
        if target := self.query_one(Sentences).target:
            self.coproduce.open(target)

    @on(Sentences.Opened)
    def _open_hit(self, event: Sentences.Opened) -> None:
        event.stop()
        self.coproduce.open(event.target)


def _counted(count: int, *, is_all: bool) -> str:
    if not count:
        return "These words stand nowhere."
    if not is_all:
        return f"The first {count} places; another word narrows it down."
    return "1 place" if count == 1 else f"{count} places"


def _target(hit: "Hit") -> str:
    if hit.kind in CONTRIBUTIONS:
        return f"contribution/{hit.id}"
    ref = hit.kind if hit.kind == hit.id else f"{hit.kind}/{hit.id}"
    return f"{ref}#{hit.code}" if hit.code else ref


def _part(hit: "Hit") -> str:
    """Return the question that a hit stands under, in words."""
    if hit.kind == "review":
        return "".join(f" › {each.short}" for each in REVIEW_QUESTIONS if each.code == hit.code)
    return f" › {question_words(hit.code)}" if hit.kind == "step" and hit.code else ""


def _marked(text: str, looked_for: Sequence[str]) -> list[str | Styled]:
    """Return a line with the words found in it in bold, cut around the first of them."""
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, looked_for))})", re.IGNORECASE)
    first = pattern.search(text)
    start = max(0, first.start() - _BEFORE) if first and len(text) > _SHORT else 0
    part = text[start : start + _SHORT]
    parts: list[str | Styled] = ["…"] if start else []
    at = 0
    for match in pattern.finditer(part):
        parts += [part[at : match.start()], strong(match.group())]
        at = match.end()
    return [*parts, part[at:], *(["…"] if start + _SHORT < len(text) else [])]
