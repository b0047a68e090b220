"""Settling one difference after the other: keep one, keep both as they are, or write together."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from schema.record import Value
from store.errors import RecordChanged
from tui.app.dialogs.asking import OneLine
from tui.app.door import Failed
from tui.app.fitted import fitted
from tui.app.place import Place
from tui.app.sentences import Line, Sentences
from tui.app.settling.facts import SettleFacts, ToSettle, read_settling
from tui.app.settling.lines import heading_of, wording_lines
from tui.app.settling.outside import (
    CHANGED_OUTSIDE,
    ask_what_becomes_of_it,
    is_changed_outside,
)
from tui.app.settling.why import ask_why
from tui.app.worddiff import WordDiff
from tui.layout import Block, Paragraph
from tui.safe import joined, shown

if TYPE_CHECKING:
    from store import Workspace
    from store.values import Saved

_READING = "Reading …"
_OPEN = "open"


class Wordings(Sentences):
    """The wordings of one difference; Enter keeps the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Keep this one", id="settling.keep"),
    ]
    DEFAULT_CSS = "Wordings { scrollbar-gutter: stable; }"


class Settling(Place):
    """What two teams worded differently in one record, until nothing is left to settle."""

    TITLE = "Settle together"
    HELP = (
        "Two teams worded the same thing differently, and nobody's words were dropped. Talk about "
        "it, then choose: keep one wording (Enter), keep both as they are (b), or write it "
        "together (w). You are asked for the reason. It stays in the history, and the other "
        "wordings stay there too.\n\n"
        "Below the wordings you see the words in which they differ. ] and [ go to the next "
        "difference and the one before. There is no hurry: Esc leaves everything as it is."
    )
    REGIONS: ClassVar = {"#wordings": "the wordings", "#differ": "what differs"}
    AUTO_FOCUS = "#wordings"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("b", "both", "Keep both", id="settling.both"),
        Binding("w", "together", "Write it together", id="settling.together"),
        Binding("right_square_bracket", "step(1)", "Next", id="settling.next"),
        Binding("left_square_bracket", "step(-1)", "Before", id="settling.before"),
    ]
    CSS = """
    Settling #where { height: auto; margin-bottom: 1; padding-left: 1; }
    Settling #wordings { height: auto; max-height: 60%; margin-bottom: 1; }
    Settling #between { height: auto; padding-left: 1; color: $text-muted; }
    Settling #differ { height: 1fr; scrollbar-size-vertical: 1; }
    """

    def __init__(self, ref: str) -> None:
        super().__init__()
        self._ref = ref
        self._facts: SettleFacts | None = None
        self._at = 0
        self._opened = False
        self._had_some = False
        self._why: dict[tuple[str, int, str], str] = {}

    @property
    def in_hand(self) -> str:
        """The record that is settled."""
        return self._ref

    @property
    def where(self) -> str:
        """What is settled."""
        return f"Settle together › {self._facts.title if self._facts else ''}"

    @property
    def found(self) -> ToSettle | None:
        """The difference in hand."""
        open_ = self._facts.open if self._facts else ()
        return open_[self._at] if self._at < len(open_) else None

    @property
    def _is_closed(self) -> bool:
        return bool(self._facts and self._facts.content_note and not self._opened)

    @property
    def _wordings(self) -> Sentences:
        return self.query_one("#wordings", Sentences)

    def body(self) -> ComposeResult:
        """Where it stands, the wordings, and the words in which they differ."""
        yield Static(id="where")
        yield Wordings(id="wordings")
        yield Static(id="between")
        with VerticalScroll(id="differ"):
            yield WordDiff(id="words")

    def on_mount(self) -> None:
        """Say that the record is read."""
        self._wordings.show([Line(shown(_READING, "$text-muted"))])

    def reload(self) -> None:
        """Read what is open now."""
        ref, shared = self._ref, self.coproduce.projector
        self.ask(
            "settling",
            lambda workspace: read_settling(workspace, ref, shared=shared),
            self._take,
            keys_wait=True,
        )

    def _take(self, facts: SettleFacts) -> None:
        self._facts = facts
        self._at = min(self._at, max(0, len(facts.open) - 1))
        self._had_some = self._had_some or bool(facts.open)
        if self._had_some and not facts.open and self.is_active:
            self.dismiss(None)
            self.coproduce.notify("Nothing is left to settle there.")
            return
        self._show()

    @on(Sentences.Resized, "#wordings")
    def _lay_out(self, event: Sentences.Resized) -> None:
        event.stop()
        self._show()

    def _show(self) -> None:
        self.show_top()
        facts, found = self._facts, self.found
        width = self._wordings.scrollable_content_region.width
        if facts is None or width < 1:
            return
        if found is None:
            self.put("#where", "There is nothing to settle here.")
            self._wordings.show([])
        elif self._is_closed:
            said = joined(
                f"content note: {facts.content_note}", ("   Enter opens it", "$text-muted")
            )
            self.query_one("#where", Static).update(shown("Different wordings"))
            self._wordings.show([Line(said, _OPEN)])
        else:
            told: list[Block] = [Paragraph(CHANGED_OUTSIDE), ""] if facts.outside else []
            heading = heading_of(found, self._at, len(facts.open))
            where = fitted([*told, *heading], width)
            self.query_one("#where", Static).update(where)
            self._wordings.show(wording_lines(found, width, self.coproduce.naming))
        self._show_differing()
        self.refresh_bindings()

    @on(Sentences.Moved, "#wordings")
    def _moved(self, event: Sentences.Moved) -> None:
        event.stop()
        self._show_differing()

    def _show_differing(self) -> None:
        """Show the words in which the wording under the cursor differs from another one."""
        found, diff = self.found, self.query_one("#words", WordDiff)
        number = self._chosen
        spans = found.changed[number - 1] if found and number and not self._is_closed else ()
        self.query_one("#differ").display = self.query_one("#between").display = bool(spans)
        if spans:
            one, other = (1, max(2, number))
            self.put("#between", f"From wording {one} to wording {other}")
            diff.show(spans, side_by_side=True, whole=True)

    @property
    def _chosen(self) -> int:
        """The number of the wording under the cursor, 0 for none."""
        target = self._wordings.target
        return int(target) if target.isdecimal() else 0

    @on(Sentences.Opened, "#wordings")
    def _open(self, event: Sentences.Opened) -> None:
        event.stop()
        if event.target == _OPEN:
            self._opened = True
            self._show()
        else:
            self.keep(int(event.target))

    # The three ways

    def keep(self, number: int) -> None:
        """Keep one wording, after asking why."""
        found = self.found
        if found is not None and 1 <= number <= len(found.wordings):
            self._once_saved(lambda: self._ask_why(f"Keep wording {number}", found, keep=number))

    def action_both(self) -> None:
        """Keep both as they are, one below the other."""
        found = self.found
        if found is not None and found.may_keep_both:
            self._once_saved(lambda: self._ask_why("Keep both as they are", found, both=True))
        elif found is not None:
            self.coproduce.say(
                f"“{found.called}” can only be one thing, so both cannot stay.",
                "Keep one with Enter, or write it together with w.",
            )

    def action_together(self) -> None:
        """Write it together: what both say stands there to begin with."""
        found = self.found
        if found is None:
            return
        together = self._ask_value if found.is_field else self._write_together
        self._once_saved(lambda: together(found))

    def _once_saved(self, then: Callable[[], None]) -> None:
        """Call `then`, unless the file was changed outside: that is saved or put back first."""
        ref = self._ref

        def known(is_outside: bool) -> None:
            if is_outside:
                ask_what_becomes_of_it(self.coproduce, ref, self._bring_in)
            else:
                then()

        self.ask("outside", lambda w: is_changed_outside(w, ref), known, keys_wait=True)

    def _bring_in(self, work: "Callable[[Workspace], Saved]") -> None:
        """Save the change made outside, or put the saved text back; show what is open then."""
        self.write("bring in", work, self._brought_in, keys_wait=True)

    def _brought_in(self, saved: "Saved") -> None:
        for note in saved.notes:
            self.coproduce.notify(note)
        self.coproduce.tell_places()

    def _ask_value(self, found: ToSettle) -> None:
        """Ask for what a field of the header shall hold."""

        def given(text: str | None) -> None:
            if text is None:
                return
            parts = tuple(part.strip() for part in text.split(",") if part.strip())
            value: Value = parts if found.is_list else text
            self._ask_why(f"{found.called}: {text}", found, text=value)

        more = "Several are parted by commas." if found.is_list else ""
        begin = next((each for each in found.begin if each), "")
        self.coproduce.push_screen(OneLine(f"What shall “{found.called}” be?", more, begin), given)

    def _write_together(self, found: ToSettle) -> None:
        from tui.app.settling.together import write_together

        facts = self._facts
        if facts is not None:
            write_together(self.coproduce, facts.title, found)

    def _ask_why(
        self,
        what: str,
        found: ToSettle,
        *,
        keep: int = 0,
        both: bool = False,
        text: Value | None = None,
    ) -> None:
        each = found.difference

        def save(workspace: "Workspace", why: str) -> "Saved":
            return workspace.settle(
                each.ref,
                field=each.field,
                at=each.at,
                keep=keep,
                both=both,
                text=text,
                why=why,
                expect=each.blob,
            )

        given = (each.field, each.at, what)

        def because(why: str) -> None:
            self._why[given] = why
            self.write(
                "settle",
                lambda workspace: save(workspace, why),
                lambda saved: self._saved(given, saved),
                keys_wait=True,
            )

        ask_why(self.coproduce, what, because, self._why.get(given, ""))

    def _saved(self, given: tuple[str, int, str], saved: "Saved") -> None:
        self._why.pop(given, None)
        self._brought_in(saved)

    def on_failed(self, event: Failed) -> None:
        """Show what stands there now; every place says what went wrong."""
        if isinstance(event.error, RecordChanged):
            self.reload()

    # Going from one to the next

    def action_step(self, by: int) -> None:
        """Go to another difference of this record."""
        count = len(self._facts.open) if self._facts else 0
        if 0 <= self._at + by < count:
            self._at += by
            self._wordings.go_to("1")
            self._show()

    def action_back(self) -> None:
        """Leave; what is not settled stays as it is."""
        self.dismiss(None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what does something now."""
        count = len(self._facts.open) if self._facts else 0
        if action in ("both", "together"):
            found = self.found
            both = action != "both" or (found is not None and found.may_keep_both)
            return found is not None and not self._is_closed and both
        if action == "step":
            return count > 1
        return super().check_action(action, parameters)
