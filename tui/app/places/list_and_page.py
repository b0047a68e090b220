"""A place with a list of records and the page of one: going from one to the other and back."""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType

from tui.app.groups import FEWER, MORE, target_of
from tui.app.place import Place
from tui.app.places.record_view import RecordView
from tui.app.sentences import Line, Sentences
from tui.safe import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.values import Saved
    from tui.app.groups import Group

_OF_ONE = frozenset(("fields", "text", "words", "history", "put_aside"))
ASIDE = "aside"


class ListAndPage(Place):
    """The list stands in `#records`, the page in a `RecordView`; with room, both are seen.

    Subclasses give `groups`, which are the lines for a width, and `has_aside`.
    """

    NOTHING_YET = "Nothing here yet. + adds the first."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("plus", "new", "New", key_display="+", id="records.new"),
        Binding("e", "fields", "Change", id="records.fields"),
        Binding("t", "text", "Text", id="records.text"),
        Binding("w", "words", "Words", id="records.words"),
        Binding("h", "history", "History", id="records.history"),
        Binding("b", "put_aside", "Put aside", id="records.put-aside"),
        Binding("A", "aside", "Show aside", id="records.aside"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.opened: set[str] = set()
        self.ref = ""
        self._leads_elsewhere = False

    @property
    def in_hand(self) -> str:
        """The record that is open, or under the cursor: what a quick note will be about."""
        return self.ref or self._under_cursor()

    @property
    def view(self) -> RecordView:
        """The page of one record."""
        return self.query_one(RecordView)

    @property
    def records(self) -> Sentences:
        """The list."""
        return self.query_one("#records", Sentences)

    @property
    def has_aside(self) -> bool:
        """Whether something was put aside that the list could show."""
        raise NotImplementedError  # pragma: no cover - every subclass says

    def groups(self, width: int) -> "Iterable[Group] | None":
        """Return the lines of the list for a width, None while they are read."""
        raise NotImplementedError  # pragma: no cover - every subclass has some

    def _under_cursor(self) -> str:
        if not self.is_mounted:
            return ""
        group, target = target_of(self.records.target)
        return "" if group in (MORE, FEWER) else target

    def on_mount(self) -> None:
        """Say that the workspace is being read."""
        self.records.show([Line(shown("Reading …", "$text-muted"))])

    @on(Sentences.Resized, "#records")
    def _lay_out(self, event: Sentences.Resized) -> None:
        event.stop()
        self.show_records()

    def show_records(self) -> None:
        """Show the list."""
        from tui.app.groups import group_lines

        width = self.records.scrollable_content_region.width
        found = self.groups(width) if width else None
        if found is None:
            return
        kept = [group for group in found if group.entries]
        nothing = Line(shown(self.NOTHING_YET, "$text-muted"))
        self.records.show(group_lines(kept, width, self.opened) if kept else [nothing])
        self._put_cursor(kept)
        self.refresh_bindings()

    def _put_cursor(self, found: "Iterable[Group]") -> None:
        """Put the cursor on the record whose page is open, in the first group that has it."""
        for group in found:
            if self._under_cursor() == self.ref or not self.ref:
                return
            self.records.go_to(f"{group.name}:{self.ref}")

    @on(Sentences.Moved, "#records")
    def _record_moved(self, event: Sentences.Moved) -> None:
        event.stop()
        self.refresh_bindings()
        # Where both are seen, the page follows the cursor.
        target = self._under_cursor()
        if self.ref and target not in ("", self.ref) and self.records.has_focus:
            self.go_to(target, focus=False)

    @on(Sentences.Opened, "#records")
    def _record_opened(self, event: Sentences.Opened) -> None:
        event.stop()
        group, target = target_of(event.target)
        if group == MORE:
            self.opened.add(target)
            self.show_records()
        elif group == FEWER:
            self.opened.discard(target)
            self.show_records()
        else:
            self.open_here(target)

    @on(RecordView.Read)
    def _was_read(self, event: RecordView.Read) -> None:
        event.stop()
        self.show_top()
        self.refresh_bindings()

    def open(self, target: str) -> None:
        """Open one record; Esc leads back to where people came from."""
        self._leads_elsewhere, self.arrived = self.arrived, False
        self.go_to(target.partition("#")[0])

    def open_here(self, ref: str) -> None:
        """Open one record from the list; Esc leads back to the list."""
        self._leads_elsewhere = False
        self.go_to(ref)

    def come_by_key(self) -> None:
        """Let Esc lead from the page to the list."""
        self._leads_elsewhere = False

    def go_to(self, ref: str, *, focus: bool = True) -> None:
        """Show the page of a record, or the list for ""."""
        self.ref = ref
        self.set_class(bool(ref), "-one")
        self.view.open(ref)
        self._put_cursor(self.groups(self.records.size.width) or ())
        self.show_top()
        self.refresh_bindings()
        if focus:
            # What is not displayed yet cannot take the keyboard.
            self.set_focus(None)
            self.call_after_refresh(self._focus_shown)

    def _focus_shown(self) -> None:
        if self.ref:
            self.view.focus_text()
        else:
            # What came while the page covered the list is not drawn yet.
            self.show_records()
            self.records.focus()

    def action_back(self) -> None:
        """Go back to the list, or to the place before."""
        leads_elsewhere = self._leads_elsewhere or not self.ref
        self._leads_elsewhere = False
        if self.ref:
            self.go_to("")
        if leads_elsewhere:
            self.coproduce.go_back()

    def action_aside(self) -> None:
        """Show what was put aside too, or no more."""
        self.opened ^= {ASIDE}
        self.show_records()

    def action_new(self) -> None:
        """Add a record."""
        raise NotImplementedError  # pragma: no cover - every subclass adds its own

    def made(self, saved: "Saved") -> None:
        """Show what was just added."""
        self.open_here(f"{saved.kind}/{saved.id}")

    def action_fields(self) -> None:
        """Change the fields of the record in hand."""
        from tui.app.places.record_deeds import change_fields

        self.view.with_record(self.in_hand, lambda each, ref: change_fields(self, each, ref))

    def action_text(self) -> None:
        """Write the text of the record in hand."""
        from tui.app.places.record_deeds import write_text

        self.view.with_record(self.in_hand, lambda each, ref: write_text(self, each, ref))

    def action_put_aside(self) -> None:
        """Put the record in hand aside, or take it back."""
        from tui.app.places.record_deeds import put_aside

        self.view.with_record(self.in_hand, lambda each, ref: put_aside(self, each, ref))

    def action_words(self) -> None:
        """Add someone's own words about the record in hand."""
        from tui.app.saying import add_words

        self.view.with_record(
            self.in_hand,
            lambda each, ref: add_words(self, ref, f"“{each.title}”", self.coproduce.tell_places),
        )

    def action_history(self) -> None:
        """Go to the history of the record in hand."""
        self.coproduce.open(f"history/{self.in_hand}")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what can be done with the record in hand."""
        if action == "aside":
            return not self.ref and self.has_aside
        if action in _OF_ONE:
            return bool(self.in_hand) and (action == "history" or not self._is_damaged)
        return super().check_action(action, parameters)

    @property
    def _is_damaged(self) -> bool:
        return bool(self.ref) and self.view.is_damaged
