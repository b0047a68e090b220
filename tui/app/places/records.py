"""Everything else: outcomes, meetings, barriers, actions, learning, what was before, the work."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal

from tui import words
from tui.app.places.list_and_page import ASIDE, ListAndPage
from tui.app.places.record_view import RecordView
from tui.app.sentences import Line, Sentences

if TYPE_CHECKING:
    from store import Workspace
    from tui.app.groups import Group
    from tui.app.places.record_lines import Shelf

_MADE_ONCE = "activity"
_SIDE_BY_SIDE = 64
_KINDS = 30


class Records(ListAndPage):
    """Kinds on the left, the records of one kind beside them, and the page of one record."""

    TITLE = "Everything else"
    HELP = (
        "Outcomes, meetings, barriers, actions, what was learnt, what happened before, and what "
        "this is about. Choose a kind on the left, then a record; Enter opens it.\n\n"
        "+ adds a record. e changes its fields in a form, t its text. w adds someone's words "
        "about it, h shows how it came to be.\n\n"
        "On the page of an action, o says what became of it: kept, changed or dropped. On the "
        "page of an outcome, p adds how someone sees it: closer, the same, further away, or not "
        "sure.\n\n"
        "b puts a record aside. Nothing is deleted: A shows what was put aside, and b takes it "
        "back. In what people said, r says what became of it, x takes words back."
    )
    REGIONS = {
        "#kinds": "the kinds",
        "#records": "the records",
        "#text": "the page",
        "#said": "what people said",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "to_kinds", "Kinds", show=False, id="records.to-kinds"),
        Binding("right", "to_records", "Records", show=False, id="records.to-records"),
    ]
    DEFAULT_CSS = """
    Records #kinds { width: 30; margin-right: 2; }
    Records #records { width: 1fr; scrollbar-gutter: stable; }
    Records RecordView { display: none; width: 1fr; }
    Records.-one RecordView { display: block; }
    Records.-one #kinds { display: none; }
    Records.-one #records { display: none; }
    Records.-wide RecordView { layout: horizontal; }
    Records.-wide RecordView #text { width: 3fr; height: 1fr; margin-right: 2; }
    Records.-wide RecordView #beside { width: 2fr; height: 1fr; padding: 0; }
    Records.-wide RecordView.-quiet { layout: vertical; }
    Records.-wide RecordView.-quiet #text { width: 1fr; margin-right: 0; }
    Records.-wide RecordView.-quiet #beside { width: 1fr; height: 2; padding-top: 1; }
    Records.-one.-widest #kinds { display: block; }
    Records.-one.-widest #records { display: block; width: 46; margin-right: 2; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._shelf: Shelf | None = None
        self._kind = "outcome"

    @property
    def where(self) -> str:
        """The place and the kind, or the kind and the record that is open."""
        kind = words.kind_word(self._kind, many=True)
        return f"{kind} › {self.view.title or '…'}" if self.ref else f"{self.TITLE} › {kind}"

    @property
    def has_aside(self) -> bool:
        """Whether a record of this kind was put aside."""
        groups = self._shelf.groups[self._kind] if self._shelf else ()
        return any(group.name == ASIDE and group.entries for group in groups)

    def groups(self, width: int) -> "Iterable[Group] | None":
        """Return the records of the kind; in a narrow list what tells most stands below."""
        if self._shelf is None:
            return None
        from tui.app.groups import fits

        found = self._shelf.groups[self._kind]
        if width >= _SIDE_BY_SIDE and all(fits(group, width) for group in found):
            return found
        return self._shelf.stacked[self._kind]

    def body(self) -> ComposeResult:
        """The kinds, the records of one, and a page."""
        with Horizontal(classes="columns"):
            yield Sentences(id="kinds")
            yield Sentences(id="records")
            yield RecordView()

    def reload(self) -> None:
        """Read all records of this place, and the one that is open."""
        shared = self.coproduce.projector
        self.ask("shelf", lambda workspace: _read(workspace, shared=shared), self._take)
        self.view.reload()

    def _take(self, found: "Shelf") -> None:
        self._shelf = found
        self._show_kinds()
        self.show_records()

    def _show_kinds(self) -> None:
        from tui.app.fitted import fitted
        from tui.app.places.record_lines import SHELF, how_many
        from tui.layout import Rows, dim, widths_of

        if self._shelf is None:
            return
        counts = {**self._shelf.counts}
        rows = [
            (words.kind_word(kind, many=True), dim(how_many(counts[kind])))
            if kind != _MADE_ONCE
            else (words.kind_word(kind), "")
            for kind in SHELF
        ]
        least = widths_of(row[:1] for row in rows)
        kinds = self.query_one("#kinds", Sentences)
        kinds.show(
            Line(fitted([Rows([row], least=least)], _KINDS), kind)
            for row, kind in zip(rows, SHELF, strict=True)
        )
        kinds.go_to(self._kind)

    @on(Sentences.Moved, "#kinds")
    def _kind_moved(self, event: Sentences.Moved) -> None:
        event.stop()
        self._choose_kind(event.target)

    @on(Sentences.Opened, "#kinds")
    def _kind_opened(self, event: Sentences.Opened) -> None:
        event.stop()
        self._choose_kind(event.target)
        if event.target == _MADE_ONCE:
            self.open_here(event.target)
        else:
            self.records.focus()

    def _choose_kind(self, kind: str) -> None:
        if kind and kind != self._kind:
            self._kind = kind
            self.opened.clear()
            self.show_records()
            self.records.action_first()
            self.show_top()

    def open(self, target: str) -> None:
        """Open one record of any of the kinds here."""
        from tui.app.places.record_lines import SHELF

        kind = target.partition("#")[0].partition("/")[0]
        if kind not in SHELF:
            return
        if kind != self._kind:
            self._kind = kind
            self._show_kinds()
            self.show_records()
        super().open(target)

    def action_to_kinds(self) -> None:
        """Go to the kinds."""
        if not self.ref or self.has_class("-widest"):
            self.query_one("#kinds").focus()

    def action_to_records(self) -> None:
        """Go to the records of the kind."""
        if not self.ref or self.has_class("-widest"):
            self.records.focus()

    def action_new(self) -> None:
        """Add a record of the kind in hand."""
        from tui.app.places.record_deeds import make, new_of

        make(self, new_of(self._kind), self.made)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer no second record of what this is about, and never put it aside."""
        if action == "new" and self._kind == _MADE_ONCE:
            return False
        if action == "put_aside" and self.in_hand.startswith(_MADE_ONCE):
            return False
        return super().check_action(action, parameters)


def _read(workspace: "Workspace", *, shared: bool) -> "Shelf":
    from tui.app.places.record_lines import SHELF, shelf
    from tui.app.places.record_page import naming_of

    found = [each for each in workspace.documents(all=True) if each.kind in SHELF]
    return shelf(found, naming_of(workspace, shared=shared))
