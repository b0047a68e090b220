"""Reviews: looking back together, what was promised, and what became of it."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, ClassVar

import msgspec
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container

from schema.promises import WRITTEN_DOWN, Promise
from tui.app.door import Failed
from tui.app.place import Place
from tui.app.reviewing.list import list_lines
from tui.app.reviewing.page import (
    ABOUT,
    NOTE,
    REST,
    REVEAL,
    THREADS,
    PageLook,
    ReviewFacts,
    page_lines,
    read_review,
)
from tui.app.sentences import Line, Sentences
from tui.safe import shown

if TYPE_CHECKING:
    from store import Workspace
    from store.reviews import ReviewLine, ReviewPage
    from store.values import Saved, ShownDamaged

_READING = "Reading …"
_NEXT = "+1"


class _List(msgspec.Struct, frozen=True):
    reviews: tuple["ReviewLine", ...]
    names: Mapping[str, str]
    today: date


class Reviews(Place):
    """The list of reviews, and one of them."""

    TITLE = "Reviews"
    HELP = (
        "Looking back together. Enter opens a review; + starts a new one.\n\n"
        "A review begins with what was promised last time and what became of it. Then what the "
        "group says together: what we tried, learned, are glad about, worry about, and what next. "
        "Enter or e changes a part of it; f changes its date, its focus and who was there.\n\n"
        "a writes down one person’s answers: yours, someone else’s, or without a name. Answers "
        "stay closed until r reveals them together, so that everyone can write first; in search, "
        "in the history and in what came in they are closed too until then, or until Next is "
        "written. That hides nothing in the files.\n\n"
        "o on a line of Next makes it an action, with a person and a day. x on someone’s answer "
        "takes it back. t shows how it feels over time. F4 makes a page of it to print or send."
    )
    REGIONS: ClassVar = {"#list": "all reviews", "#one": "this review"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "answer", "Answer", id="reviews.answer"),
        Binding("r", "reveal", "Reveal", id="reviews.reveal"),
        Binding("o", "promise", "Take on", id="reviews.promise"),
        Binding("x", "take_back", "Take back", id="reviews.take-back"),
        Binding("e", "edit", "Edit", id="reviews.edit"),
        Binding("t", "threads", "Threads", id="reviews.threads"),
        Binding("f", "fields", "Date, focus …", show=False, id="reviews.fields"),
        Binding("w", "words", "Words", show=False, id="reviews.words"),
        Binding("h", "history", "History", show=False, id="reviews.history"),
        Binding("plus", "new", "New review", key_display="+", id="reviews.new"),
    ]
    DEFAULT_CSS = """
    Reviews Sentences { scrollbar-gutter: stable; }
    Reviews #one { display: none; }
    Reviews.-one #one { display: block; }
    Reviews.-one #list { display: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._ref = ""
        self._list: _List | None = None
        self._facts: ReviewFacts | None = None
        self._revealed = False
        self._opened: set[str] = set()
        self._from_elsewhere = False

    @property
    def in_hand(self) -> str:
        """The review that is open."""
        return self._ref

    @property
    def where(self) -> str:
        """The place, and the review that is open."""
        if not self._ref:
            return "Reviews"
        from tui import words

        if self._facts is None:
            return "Reviews › …"
        review = self._facts.page.review
        when = f" ({words.day(review.date, self._facts.today)})" if review.date else ""
        return f"Reviews › {review.title}{when}"

    @property
    def _page(self) -> "ReviewPage | None":
        return self._facts.page if self._facts else None

    def body(self) -> ComposeResult:
        """The list, or one review."""
        with Container():
            yield Sentences(id="list")
            yield Sentences(id="one")

    def on_mount(self) -> None:
        """Say that the workspace is being read."""
        self.query_one("#list", Sentences).show([Line(shown(_READING, "$text-muted"))])

    @on(Sentences.Resized)
    def _lay_out(self, event: Sentences.Resized) -> None:
        event.stop()
        self._show()

    def reload(self) -> None:
        """Read the list, and the review that is open."""
        self.ask("list", _read_list, self._take_list)
        if self._ref:
            self.ask("review", _reader(self._ref), self._take)

    def _take_list(self, found: _List) -> None:
        self._list = found
        self._show_list()

    def _take(self, found: ReviewFacts) -> None:
        if f"review/{found.page.review.id}" == self._ref:
            self._facts = found
            self.show_top()
            self._show_one()
            self.refresh_bindings()

    def _show(self) -> None:
        self._show_list()
        self._show_one()

    def _names(self, names: Mapping[str, str]) -> Mapping[str, str]:
        return {id_: self.coproduce.naming(name) for id_, name in names.items()}

    def _show_list(self) -> None:
        sentences = self.query_one("#list", Sentences)
        width = sentences.scrollable_content_region.width
        if self._list and width > 0 and not self._ref:
            names = self._names(self._list.names)
            sentences.show(list_lines(self._list.reviews, names, width, self._list.today))

    def _show_one(self) -> None:
        sentences = self.query_one("#one", Sentences)
        width = sentences.scrollable_content_region.width
        if self._facts and width > 0:
            look = PageLook(
                width=width,
                names=self._names(self._facts.page.names),
                revealed=self._revealed,
                opened=frozenset(self._opened),
                shared=self.coproduce.projector,
            )
            sentences.show(page_lines(self._facts, look))

    # Going from the list to a review and back

    def open(self, target: str) -> None:
        """Open one review; Esc leads back to where people came from."""
        ref = target.partition("#")[0]
        if ref.startswith("review/") and ref != self._ref:
            self._from_elsewhere = self.arrived
            self._go_to(ref)

    def come_by_key(self) -> None:
        """Let Esc lead from a review to the list."""
        self._from_elsewhere = False

    def _go_to(self, ref: str) -> None:
        self.arrived = False
        self._ref = ref
        self._facts = None
        self._revealed = False
        self._opened = set()
        self.set_class(bool(ref), "-one")
        self.show_top()
        self.refresh_bindings()
        sentences = self.query_one("#one" if ref else "#list", Sentences)
        if ref:
            sentences.show([Line(shown(_READING, "$text-muted"))])
            self.ask("review", _reader(ref), self._take, keys_wait=True)
        else:
            self.call_after_refresh(self._show_list)
        sentences.focus()

    def action_back(self) -> None:
        """Go back to the list, or to the place before."""
        if not self._ref:
            self.coproduce.go_back()
            return
        elsewhere, self._from_elsewhere = self._from_elsewhere, False
        self._go_to("")
        if elsewhere:
            self.coproduce.go_back()

    @on(Sentences.Opened, "#list")
    def _open_line(self, event: Sentences.Opened) -> None:
        event.stop()
        damaged = next((e for e in self._reviews if f"review/{e.id}" == event.target), None)
        if damaged and damaged.damaged:
            ref = event.target
            self.ask(
                "damaged",
                lambda workspace: workspace.show(ref),
                self._show_damaged,
                keys_wait=True,
            )
        elif event.target.startswith("review/"):
            self.open(event.target)
        else:
            self.coproduce.open(event.target)

    @property
    def _reviews(self) -> tuple["ReviewLine", ...]:
        return self._list.reviews if self._list else ()

    def _show_damaged(self, found: "ShownDamaged | object") -> None:
        from store.values import ShownDamaged
        from tui.app.dialogs.reading import ToRead
        from tui.lines.record import damaged_blocks

        if isinstance(found, ShownDamaged):
            self.coproduce.push_screen(ToRead(found.record.path, damaged_blocks(found)))

    @on(Sentences.Opened, "#one")
    def _open_part(self, event: Sentences.Opened) -> None:
        event.stop()
        kind, _, which = event.target.partition(":")
        if event.target == REVEAL:
            self.action_reveal()
        elif event.target == THREADS:
            self.action_threads()
        elif event.target == ABOUT:
            self.action_fields()
        elif kind in (NOTE, REST, "answer"):
            self._opened ^= {event.target}
            self._show_one()
        elif kind == "section":
            self.action_edit()
        else:
            self._open_promise(kind, int(which))

    def _open_promise(self, kind: str, number: int) -> None:
        promise = self._promise(kind, number)
        if promise and promise.action:
            self.coproduce.open(f"action/{promise.action}")
        elif promise and kind == "next":
            self.action_promise()
        elif promise:
            self.open(f"review/{promise.review}")

    def _promise(self, kind: str, number: int) -> Promise | None:
        if self._page is None:
            return None
        found = self._page.promises if kind == "next" else self._page.promised
        return found[number] if number < len(found) else None

    @on(Sentences.Moved, "#one")
    def _moved(self, event: Sentences.Moved) -> None:
        event.stop()
        self.refresh_bindings()

    @property
    def _under_cursor(self) -> tuple[str, str]:
        kind, _, which = self.query_one("#one", Sentences).target.partition(":")
        return kind, which

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what can be done here."""
        if action == "new":
            return not self._ref
        if action in _OF_ONE and (not self._ref or self._page is None or self._is_closed):
            return False
        if action == "take_back":
            return self._under_cursor[0] == "answer"
        if action == "promise":
            return self._promise_to_take_on is not None
        if action == "edit":
            return self._section_under_cursor != ""
        return super().check_action(action, parameters)

    @property
    def _is_closed(self) -> bool:
        page = self._page
        return bool(page and page.review.content_note and NOTE not in self._opened)

    @property
    def _section_under_cursor(self) -> str:
        kind, which = self._under_cursor
        return {"section": which, "next": _NEXT}.get(kind, "")

    # Answering, each for themselves, and revealing together

    def action_answer(self) -> None:
        """Write down one person's answers."""
        from tui.app.reviewing.answering import ask_who_answers

        if self._page:
            ask_who_answers(self, self._page, self._changed)

    def _changed(self, _: "Saved") -> None:
        self.coproduce.tell_places()

    def action_reveal(self) -> None:
        """Show everyone's answers under the questions, or close them again.

        Once revealed they are open wherever else they are shown in this copy.
        """
        self._revealed = not self._revealed
        self._show_one()
        if self._revealed:
            self.query_one("#one", Sentences).go_to("section:1")
            ref = self._ref
            self.ask("reveal", lambda workspace: workspace.reveal(ref), lambda _: None)

    def action_take_back(self) -> None:
        """Take the answer under the cursor back, after a yes."""
        from tui.app.dialogs.asking import Confirm
        from tui.app.said import TAKE_BACK, TAKEN_BACK_MEANS

        kind, id_ = self._under_cursor
        answer = next((e for e in self._page.answers if e.id == id_), None) if self._page else None
        if kind != "answer" or answer is None or self._page is None:
            return

        def confirmed(yes: bool | None) -> None:
            if yes:
                self.write("take back", lambda workspace: workspace.withdraw(id_), self._changed)

        name = self.coproduce.naming(self._page.names.get(answer.by, "someone"))
        more = f"All that {name} answered in this review goes.\n{TAKEN_BACK_MEANS}"
        self.coproduce.push_screen(Confirm(TAKE_BACK, more), confirmed)

    # What we say together, and what comes next

    def action_edit(self) -> None:
        """Change the part under the cursor."""
        from tui.app.reviewing.writing import edit_section

        code = self._section_under_cursor
        if self._page and code:
            edit_section(self, self._page.review, code, self._changed)

    def action_promise(self) -> None:
        """Make the line of Next under the cursor an action."""
        from tui.app.reviewing.writing import take_on

        promise = self._promise_to_take_on
        if promise:
            take_on(self, promise, self._changed)

    def action_fields(self) -> None:
        """Change the name, the date, the focus, who was there, and when to look back again."""
        from tui.app.places.record_deeds import change_fields

        if self._page:
            change_fields(self, self._page.review, self._ref)

    @property
    def _promise_to_take_on(self) -> Promise | None:
        kind, which = self._under_cursor
        promise = self._promise(kind, int(which)) if kind == "next" else None
        return promise if promise and promise.state == WRITTEN_DOWN else None

    def action_threads(self) -> None:
        """Show how it feels over time, on a screen of its own."""
        from tui.app.pictures.threads import ThreadsView

        self.coproduce.push_screen(ThreadsView())

    def action_words(self) -> None:
        """Show what people said about this review, and add to it."""
        from tui.app.places.words_about import WordsAbout

        if self._page:
            self.coproduce.push_screen(WordsAbout(self._ref, self._page.review.title))

    def action_history(self) -> None:
        """Go to the history of this review."""
        self.coproduce.open(f"history/{self._ref}")

    def action_new(self) -> None:
        """Start a review: what it is called, then what it looks back at."""
        from tui.app.reviewing.writing import begin_review

        rhythm = self._reviews[0].every if self._reviews else ""
        begin_review(self, rhythm, self._begun)

    def _begun(self, saved: "Saved") -> None:
        self.coproduce.tell_places()
        self.open(f"review/{saved.id}")

    def on_failed(self, event: Failed) -> None:
        """Go back to the list from a review that cannot be opened."""
        if event.question == "review" and self._page is None:
            self._go_to("")


_OF_ONE = frozenset(
    {"answer", "reveal", "promise", "take_back", "edit", "fields", "threads", "words", "history"}
)


def _read_list(workspace: "Workspace") -> _List:
    found = workspace.reviews()
    owners = {promise.owner for review in found for promise in review.promises if promise.owner}
    names = {id_: workspace.name(id_) for id_ in sorted(owners)}
    return _List(found, names, date.fromisoformat(workspace.today))


def _reader(ref: str) -> "Callable[[Workspace], ReviewFacts]":
    return lambda workspace: read_review(workspace, ref)
