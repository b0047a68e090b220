"""Two texts made from one: yours, theirs and the old one side by side, for people to decide."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

import msgspec
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from schema.both import around_changes, keep_both, one_below_the_other
from schema.paragraphs import as_paragraphs
from schema.sentences import one_sentence_per_line
from schema.spans import Span
from schema.worddiff import word_diff
from tui.app.key_line import KeyLine
from tui.app.place import TopLine
from tui.safe import joined, shown

if TYPE_CHECKING:
    from tui.app.application import Coproduce

MINE, THEIRS, BOTH, TOGETHER = "mine", "theirs", "both", "together"
_MOST = 40_000


class Clash(msgspec.Struct, frozen=True):
    """What differs between three texts as people read them, with a little around it.

    `old` is how it was; `my_words` and `their_words` lead from it to the two new ones. `both` is
    the whole text with two wordings as a difference, `together` the same as plain text, one below
    the other. `version` names theirs, for saving over it; `is_outside` is true when theirs was
    written outside the program and is not saved.
    """

    old: str
    my_words: tuple[Span, ...]
    their_words: tuple[Span, ...]
    both: str
    together: str
    version: str = ""
    is_outside: bool = False


def clash(
    old: str, mine: str, theirs: str, *, version: str = "", is_outside: bool = False
) -> Clash:
    """Return what people need to see to decide between two texts made from `old`."""
    # As lines of sentences all three are cut alike, whoever wrote them.
    was, ours, others = (one_sentence_per_line(text) for text in (old, mine, theirs))
    read = [as_paragraphs(text) for text in around_changes(was, ours, others)]
    return Clash(
        old=read[0],
        my_words=word_diff(read[0], read[1]),
        their_words=word_diff(read[0], read[2]),
        both=keep_both(was, ours, others),
        together=as_paragraphs(keep_both(was, ours, others, one_below_the_other)),
        version=version,
        is_outside=is_outside,
    )


class SideBySide(Screen[str | None]):
    """Shows a `Clash`. Dismisses "mine", "theirs", "both" or "together"; None to go on writing."""

    HELP = (
        "Someone saved another text while you were writing. Nothing is overwritten: choose one, "
        "keep both to settle later, or write it together now. [Words] in brackets are new, "
        "against the text as it was before."
    )
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide"), (140, "-widest")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w", "choose('together')", "Write it together", id="conflict.together"),
        Binding("b", "choose('both')", "Keep both", id="conflict.both"),
        Binding("m", "choose('mine')", "Keep mine", id="conflict.mine"),
        Binding("t", "choose('theirs')", "Keep theirs", id="conflict.theirs"),
        Binding("escape", "leave", "Go on writing", id="conflict.leave"),
        Binding("j", "scroll(1)", "Down", show=False, id="conflict.down"),
        Binding("k", "scroll(-1)", "Up", show=False, id="conflict.up"),
    ]
    DEFAULT_CSS = """
    SideBySide #what { padding: 0 1; color: $text-muted; }
    SideBySide #texts { padding: 1 1 0 1; height: 1fr; layout: vertical; overflow-y: auto; }
    SideBySide #texts > VerticalScroll { height: auto; margin-bottom: 1; }
    SideBySide .text { height: auto; padding-left: 2; }
    SideBySide.-wide #texts { layout: horizontal; overflow-y: hidden; }
    SideBySide.-wide #texts > VerticalScroll { width: 1fr; height: 1fr; padding-right: 2; }
    SideBySide.-wide .text { padding-left: 0; }
    """

    def __init__(self, heading: str, found: Clash) -> None:
        super().__init__()
        self._heading = heading
        self._clash = found

    def compose(self) -> ComposeResult:
        """Put the three texts beside or below each other."""
        found = self._clash
        where = "changed on disk, outside coproduce" if found.is_outside else "saved meanwhile"
        yield TopLine(id="top")
        yield Static("This was changed while you were writing. Nothing is overwritten.", id="what")
        with Container(id="texts"):
            yield from _column("Yours", "not saved yet", _marked(found.my_words), "mine")
            yield from _column("Theirs", where, _marked(found.their_words), "theirs")
            yield from _column("Before", "", shown(found.old[:_MOST]), "before")
        yield KeyLine()

    def on_resize(self) -> None:
        """Fit the line above to the width."""
        app = cast("Coproduce", self.app)
        self.query_one("#top", TopLine).say(self._heading, app.right_of_top)

    def action_choose(self, choice: str) -> None:
        """Close with the choice."""
        if choice in (MINE, THEIRS, BOTH, TOGETHER):
            self.dismiss(choice)

    def action_leave(self) -> None:
        """Go back to writing."""
        self.dismiss(None)

    def action_scroll(self, lines: int) -> None:
        """Scroll all texts together."""
        for each in (self.query_one("#texts"), *self.query("#texts > VerticalScroll")):
            each.scroll_relative(y=lines, animate=False)


def _column(name: str, aside: str, text: Content, id_: str) -> ComposeResult:
    with VerticalScroll(id=id_):
        yield Static(joined((name, "$accent bold"), (f"  {aside}", "$text-muted")))
        yield Static(text, classes="text")


def _marked(spans: Sequence[Span]) -> Content:
    """Return a text with the words that are new in [brackets]."""
    parts: list[tuple[str, str] | str] = []
    for span in spans:
        bare = span.text.strip()
        if span.op == "same" or (span.op == "add" and not bare):
            parts.append(span.text)
        elif span.op == "add":
            before, _, after = span.text.partition(bare)
            parts += [before, (f"[{bare}]", "bold"), after]
    whole = joined(*parts)
    return whole[:_MOST] if len(whole) > _MOST else whole
