"""What changed, word by word: a widget, and the screen that goes from change to change."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from schema.hunks import Hunk, hunks
from schema.moves import moves
from schema.spans import Span
from tui.app.difference_lines import Look, laid_out, with_words
from tui.app.door import Asking, Failed
from tui.app.key_line import KeyLine
from tui.app.place import TopLine
from tui.app.wording import Reason, Wording
from tui.safe import joined, lines, shown
from tui.settlements import Settlement

if TYPE_CHECKING:
    from tui.app.application import Coproduce

WIDE = 100
AGAIN = "again"


class WordDiff(Static):
    """The changed places of one text, each with a little of what stands around it.

    – marks a line that went, + one that came, ~ one that moved; the words that differ stand in
    [brackets].
    """

    DEFAULT_CSS = "WordDiff { height: auto; }"

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes, markup=False)
        self._places: tuple[Hunk, ...] = ()
        self._moved: tuple[str, ...] = ()
        self._names: Mapping[str, str] = {}
        self._side_by_side = False
        self._at = 0
        self._nothing = Content()

    def show(
        self,
        spans: Sequence[Span],
        *,
        side_by_side: bool = False,
        whole: bool = False,
        names: Mapping[str, str] | None = None,
    ) -> None:
        """Show what changed, `whole` with all of the text around it.

        Two columns only where the screen has 100; `names` stand in the place of people's ids.
        """
        found = hunks(spans, None if whole else 1)
        # What people wrote comes before what stands about the record.
        self._places = with_words(sorted(found, key=lambda place: place.in_header))
        self._moved = tuple(move.text for move in moves(spans))
        self._names = names or {}
        self._side_by_side = side_by_side
        self._at = 0
        said = "Only spaces and line breaks changed." if found else "Nothing changed in its text."
        self._nothing = shown(f"   {said}", "$text-muted")
        self._draw()

    @property
    def count(self) -> int:
        """How many changed places there are."""
        return len(self._places)

    @property
    def at(self) -> int:
        """Which place is in hand, from 0."""
        return self._at

    def go_to(self, place: int) -> int:
        """Take a place in hand; return the line at which it begins."""
        self._at = max(0, min(place, self.count - 1))
        starts = self._draw()
        return starts[self._at] if self._at < len(starts) else 0

    def on_resize(self) -> None:
        """Fit the lines to the new width."""
        self._draw()

    def _draw(self) -> tuple[int, ...]:
        width = self.size.width
        if not width:
            return ()
        two = self._side_by_side and self.screen.size.width >= WIDE
        look = Look(width=width, side_by_side=two, names=self._names, at=self._at)
        layout = laid_out(self._places, self._moved, look)
        self.update(lines(layout.lines or (self._nothing,)))
        return layout.starts


def changes_words(spans: Sequence[Span]) -> bool:
    """Return whether words came, went or moved, and not only spaces and line breaks."""
    return bool(with_words(hunks(spans)))


class ChangeView(Asking, Screen[str | None]):
    """Changes one after the other: the words, then why, who and when.

    A `heading` with a name in it is a function, so that the name can be hidden meanwhile.
    With `again` the key y stands by the text again: the screen closes with `AGAIN`, and the place
    that opened it saves.
    """

    TITLE = "What changed"
    HELP: ClassVar[str | None] = (
        "– is how it was, + is how it is now; the words that differ stand in [brackets]. "
        "~ is a sentence that only went to another place. "
        "Only the places that changed are shown; w shows all of the text. "
        "n and p go to the next place and the one before. "
        "v puts before and after side by side, when there is room."
    )
    AUTO_FOCUS = "#changes"
    DEFAULT_CSS = """
    ChangeView #reasons { margin-top: 1; padding-left: 3; }
    ChangeView #told { padding-left: 3; }
    ChangeView #told.-below { margin-top: 1; }
    ChangeView #said { padding-left: 1; margin-bottom: 1; }
    ChangeView #changes { height: 1fr; padding: 1 1 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "next", "Next", id="change.next"),
        Binding("p", "previous", "Previous", id="change.previous"),
        Binding("y", "again", "Stand by it again", id="change.again"),
        Binding("w", "whole", "All", id="change.whole"),
        Binding("v", "beside", "Side by side", id="change.beside"),
        Binding("o", "open", "Open", id="change.open"),
        Binding("enter", "unfold", "Open the note", show=False, id="change.unfold"),
        Binding("j", "scroll(1)", "Down", show=False, id="change.down"),
        Binding("k", "scroll(-1)", "Up", show=False, id="change.up"),
        Binding("escape,q", "leave", "Back", id="change.back"),
    ]

    def __init__(
        self,
        heading: str | Callable[[], str],
        changes: Sequence[Wording],
        *,
        again: bool = False,
        at: int = 0,
    ) -> None:
        super().__init__()
        self._heading = heading
        self._changes = tuple(changes)
        self._at = max(0, min(at, len(changes) - 1))
        self._again = again
        self._whole = False
        self._side_by_side = True
        self._unfolded: set[int] = set()

    def compose(self) -> ComposeResult:
        """The heading, the words, the reasons, the keys."""
        yield TopLine(id="top")
        with VerticalScroll(id="changes"):
            yield Static(id="said")
            yield WordDiff(id="words")
            yield Static(id="told")
            yield Static(id="reasons")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the first change once the width is known."""
        self.call_after_refresh(self._show)

    def on_resize(self) -> None:
        """Fit the line above to the new width."""
        self.call_after_refresh(self._show_top)

    @property
    def coproduce(self) -> "Coproduce":
        """The app."""
        return cast("Coproduce", self.app)

    @property
    def change(self) -> Wording | None:
        """The change in hand."""
        return self._changes[self._at] if self._changes else None

    def names_changed(self) -> None:
        """Show the same with the names as they may be shown now."""
        self._show()

    def replace(
        self, heading: str | Callable[[], str], changes: Sequence[Wording], at: int = 0
    ) -> None:
        """Show other changes in the place of these."""
        self._heading, self._changes = heading, tuple(changes)
        self._at = max(0, min(at, len(changes) - 1))
        self._unfolded = set()
        self._show()

    @property
    def _is_closed(self) -> bool:
        """Whether a content note keeps the change in hand closed."""
        change = self.change
        return bool(change and any(change.closed) and self._at not in self._unfolded)

    def _show(self) -> None:
        change, closed = self.change, self._is_closed
        diff = self.query_one("#words", WordDiff)
        diff.display = bool(change and change.known and not change.taken_back and not closed)
        if change and diff.display:
            diff.show(
                change.spans,
                side_by_side=self._side_by_side,
                whole=self._whole,
                names={id_: self.coproduce.naming(name) for id_, name in change.names.items()},
            )
        self._show_told(diff)
        said = _said(change, closed=closed, shared=self.coproduce.projector)
        self.query_one("#said", Static).update(said)
        self.query_one("#said").display = bool(said.plain)
        reasons = change.reasons if change else ()
        self.query_one("#reasons", Static).update(lines(map(self._reason, reasons)))
        self.query_one("#changes").scroll_home(animate=False)
        self._show_top()
        self.refresh_bindings()

    def _show_told(self, diff: WordDiff) -> None:
        """Show what changed about the record, and no word about its text where only that did."""
        change, told = self.change, self.query_one("#told", Static)
        is_open = bool(change and not change.taken_back and not self._is_closed)
        sentences = change.told if change and is_open else ()
        if change and self.coproduce.projector:
            sentences = change.told_to_all if is_open else ()
        is_told = bool(sentences or (change and change.settled and is_open))
        if change and is_told and not changes_words(change.spans):
            diff.display = False
        told.update(lines(map(shown, sentences)))
        told.display = bool(sentences)
        told.set_class(diff.display, "-below")

    def _show_top(self) -> None:
        heading = self._heading if isinstance(self._heading, str) else self._heading()
        self.query_one("#top", TopLine).say(heading, self.counted())

    def counted(self) -> str:
        """Return which of several changes, or of several places of the only one, is in hand."""
        diff = self.query_one("#words", WordDiff)
        at, count = self._at, len(self._changes)
        if count < 2 and diff.display:
            at, count = diff.at, diff.count
        return f"{at + 1} of {count}" if count > 1 else ""

    def _reason(self, reason: Reason) -> Content:
        about = f"{self.coproduce.naming(reason.who)} · {reason.when}"
        is_told = reason.why and not self._is_closed
        return joined(f"why: {reason.why} · " if is_told else "", (about, "$text-muted"))

    def action_next(self) -> None:
        """Go to the next place, then to the next change."""
        diff = self.query_one("#words", WordDiff)
        if diff.display and diff.at + 1 < diff.count:
            self._go_to_place(diff.at + 1)
        elif self._at + 1 < len(self._changes):
            self._at += 1
            self._show()
        else:
            self.beyond(1)

    def action_previous(self) -> None:
        """Go to the place before, then to the change before."""
        diff = self.query_one("#words", WordDiff)
        if diff.display and diff.at:
            self._go_to_place(diff.at - 1)
        elif self._at:
            self._at -= 1
            self._show()
        else:
            self.beyond(-1)

    def _go_to_place(self, place: int) -> None:
        diff = self.query_one("#words", WordDiff)
        line = diff.go_to(place)
        scroll = self.query_one("#changes", VerticalScroll)
        scroll.scroll_to(y=diff.virtual_region.y + line - 1, animate=False)
        self._show_top()

    def beyond(self, direction: int) -> None:
        """Go past the first (-1) or the last (1) change; here there is nothing more."""

    def action_whole(self) -> None:
        """Show all of the text, or only the changed places again."""
        self._whole = not self._whole
        self._show()

    def action_beside(self) -> None:
        """Show before and after in two columns, or below each other."""
        if self.size.width < WIDE:
            self.coproduce.say(f"Side by side needs {WIDE} columns; this screen has fewer.")
            return
        self._side_by_side = not self._side_by_side
        self._show()

    def action_unfold(self) -> None:
        """Open what is kept closed, as behind a content note."""
        self._unfolded.add(self._at)
        self._show()

    def action_scroll(self, lines_down: int) -> None:
        """Scroll by some lines."""
        self.query_one("#changes").scroll_relative(y=lines_down, animate=False)

    def action_open(self) -> None:
        """Leave for the record that changed."""
        ref = self.change.ref if self.change else ""
        if ref:
            self.dismiss(None)
            self.coproduce.call_after_refresh(self.coproduce.open, ref)

    def action_again(self) -> None:
        """Close and let the place that asked save the same position on this text."""
        if self._may_stand_again:
            self.dismiss(AGAIN)

    @property
    def _may_stand_again(self) -> bool:
        """Whether the difference is on the screen, and the place below saves a position."""
        change = self.change
        return bool(self._again and change and change.known and not self._is_closed)

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss(None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only the keys that do something here."""
        if action == "again":
            return self._may_stand_again
        if action == "open":
            return bool(self.change and self.change.ref)
        if action == "beside":
            return self.size.width >= WIDE
        return super().check_action(action, parameters)

    def on_failed(self, event: Failed) -> None:
        """Say what went wrong, in a dialog."""
        event.stop()
        self.coproduce.say_error(event.error)


def _said(change: Wording | None, *, closed: bool, shared: bool) -> Content:
    said = [shown(change.said, "bold")] if change and change.said else []
    if change is None:
        said.append(shown("Nothing changed."))
    elif change.taken_back:
        said.append(shown("These words were taken back. They are not shown any more."))
    elif closed:
        said.append(joined(*change.closed, ("   Enter opens it", "$text-muted")))
    else:
        said += _settled(change.settled_to_all if shared else change.settled)
    return lines(said)


def _settled(settled: Sequence[Settlement]) -> Iterator[Content]:
    """Yield how each difference was settled, with every wording there was."""
    for each in settled:
        yield Content()
        yield shown(f"Settled: {each.how}")
        for number, wording in enumerate(each.wordings, 1):
            first, *others = wording.split("\n")
            yield joined(f"  {number}  ", first)
            yield from (shown(f"     {line}") for line in others)
