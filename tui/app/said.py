"""What people said: by perspective, in their own words, closed where a content note says so."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message

from schema.said import Recorded
from tui.app.dialogs.asking import Confirm
from tui.app.door import Asking
from tui.app.said_item import SaidItem, said_about
from tui.app.sentences import Line, Sentences
from tui.safe import joined, lines

if TYPE_CHECKING:
    from store.values import Saved
    from tui.app.application import Coproduce

__all__ = ["Said", "SaidItem", "said_about"]

TAKE_BACK = "Take these words back?"
TAKEN_BACK_MEANS = (
    "They will no longer be shown here or to anyone who gets this change. "
    "Older copies of the workspace may still hold them."
)
_MORE = "more"
_AT_ONCE = 100
_LONG = 1_500
_ENOUGH = 100


class Said(Asking, Vertical):
    """What people said about one thing: own words, and what was replied to them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "reply", "Reply", id="said.reply"),
        Binding("p", "place", "Place it", id="said.place"),
        Binding("x", "take_back", "Take back", id="said.take-back"),
    ]
    DEFAULT_CSS = """
    Said { height: 1fr; }
    """

    class Changed(Message):
        """Something said was taken back, placed or replied to."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._items: tuple[SaidItem, ...] = ()
        self._known: dict[str, SaidItem] = {}
        self._opened: set[str] = set()
        self._limit = _AT_ONCE
        self._nothing = "Nobody has said anything about this yet."

    def compose(self) -> ComposeResult:
        """Hold the list."""
        yield Sentences()

    @property
    def coproduce(self) -> "Coproduce":
        """The app."""
        return cast("Coproduce", self.app)

    @property
    def item(self) -> SaidItem | None:
        """What the cursor stands on."""
        return self._known.get(self.query_one(Sentences).target)

    def focus(self, scroll_visible: bool = True) -> "Said":
        """Put the keyboard on the list."""
        self.query_one(Sentences).focus(scroll_visible)
        return self

    def show(self, items: Iterable[SaidItem], *, nothing: str = "") -> None:
        """Show these in place of the others; `nothing` is said when there are none."""
        self._items = tuple(items)
        self._known = {each.id: each for each in _all(self._items)}
        self._opened &= self._known.keys()
        self._nothing = nothing or self._nothing
        self._draw()

    def _draw(self) -> None:
        self.query_one(Sentences).show(self._lines())
        self.refresh_bindings()

    def _lines(self) -> Iterator[Line]:
        if not self._items:
            yield Line(joined((self._nothing, "$text-muted")))
        group = ""
        for at, item in enumerate(self._items[: self._limit]):
            if at:
                yield Line(joined(""))
            if item.group != group:
                group = item.group
                yield Line(joined((group, "$accent bold")))
            yield from self._said(item, 0)
        rest = len(self._items) - self._limit
        if rest > 0:
            yield Line(joined((f"… and {rest:,} more; Enter shows more", "$text-muted")), _MORE)

    def _said(self, item: SaidItem, depth: int) -> Iterator[Line]:
        yield Line(self._content(item, depth), item.id)
        for reply in item.replies:
            yield from self._said(reply, depth + 1)

    def _content(self, item: SaidItem, depth: int) -> Content:
        name = self.coproduce.naming(item.who or "someone")
        who = joined("↳ " if depth else "", (name, "bold"), (f" · {item.day}", "$text-muted"))
        if item.recorded_by:
            recorder = self.coproduce.naming(item.recorded_by)
            told = Recorded(recorder=recorder, person=name, aloud=item.aloud).words
            who = joined(who, (f" · {told}", "$text-muted"))
        if any(item.closed) and item.id not in self._opened:
            why, note = item.closed
            opens = (" · Enter opens it", "$text-muted")
            return lines([who, joined((why, "$text-muted"), note, opens)])
        return lines([who, *self._words(item)])

    def _words(self, item: SaidItem) -> Iterator[Content]:
        if item.first:
            yield joined((item.first, "italic"))
        if item.quote:
            yield joined((f"about “{item.quote}”", "$text-muted"))
        if len(item.text) > _LONG and item.id not in self._opened:
            yield joined(item.text[:_LONG], ("… Enter shows the rest", "$text-muted"))
        elif item.text:
            yield joined(item.text)
        for link in item.media:
            yield joined((link, "$text-muted"))
        if item.told:
            yield joined((f"they were told on {item.told}", "$text-muted"))

    @on(Sentences.Opened)
    def _open(self, event: Sentences.Opened) -> None:
        event.stop()
        if event.target == _MORE:
            self._limit += _AT_ONCE
        else:
            self._opened ^= {event.target}
        self._draw()

    @on(Sentences.Moved)
    def _moved(self, event: Sentences.Moved) -> None:
        event.stop()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Offer only what can be done with what the cursor stands on."""
        if action == "place":
            return self.item is not None and self.item.is_unplaced
        if action == "reply":
            # What is said to a note would not go with it to its place.
            return self.item is not None and not self.item.is_unplaced
        if action == "take_back":
            return self.item is not None
        return True

    def action_take_back(self) -> None:
        """Take the words under the cursor back, after a yes."""
        item = self.item
        if item is None:
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self.write("take back", lambda workspace: workspace.withdraw(item.id), self._done)

        who = self.coproduce.naming(item.who or "someone")
        which = f"{who} · {item.day}: {_which(item)}"
        self.coproduce.push_screen(Confirm(TAKE_BACK, f"{which}\n{TAKEN_BACK_MEANS}"), answered)

    def action_reply(self) -> None:
        """Say what became of what the cursor stands on."""
        from tui.app.writing.replying import reply_to

        if self.item is not None and not self.item.is_unplaced:
            reply_to(self, self.item, self._done)

    def action_place(self) -> None:
        """Choose what a note is about."""
        item = self.item
        if item is None or not item.is_unplaced:
            return
        from tui.app.writing.placing import choose_place

        def chosen(ref: str | None) -> None:
            if ref:
                self.write(
                    "place",
                    lambda workspace: workspace.say(ref, "", replaces=(item.id,)),
                    self._done,
                )

        choose_place(self, "What is this note about?", chosen)

    def _done(self, _: "Saved | None") -> None:
        self.post_message(self.Changed())
        self.coproduce.tell_places()


def _which(item: SaidItem) -> str:
    """Return enough of what was said to know it again; of what is closed, why it is."""
    if any(item.closed):
        return "".join(item.closed)
    said = " ".join(f"{item.first} {item.text}".split())
    return f"“{said if len(said) <= _ENOUGH else f'{said[:_ENOUGH].rstrip()} …'}”"


def _all(items: Iterable[SaidItem]) -> Iterator[SaidItem]:
    for item in items:
        yield item
        yield from _all(item.replies)
