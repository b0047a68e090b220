"""History: how everything came to be, in sentences with reasons, a page at a time."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, ClassVar

import msgspec
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from store.chronicle import EVERYTHING, HistoryPage, Only
from store.values import Change
from tui.app.door import Failed
from tui.app.history_lines import change_lines, narrowed_words
from tui.app.place import Place
from tui.app.sentences import Line, Sentences
from tui.lines.passed import counted, passed_blocks, passed_in
from tui.safe import joined, shown

if TYPE_CHECKING:
    from store import Workspace
    from store.reports import Passed
    from tui.app.wording import Wording

AT_ONCE = 200
# So many lines before the end the next page is asked for.
_NEAR = 40
# A longer list slows every move in it; older changes take its place when asked for.
HELD = 600
OLDER, NEWEST, PASSED = "older", "newest", "passed"
_READING = "Reading …"


class _Found(msgspec.Struct, frozen=True):
    """A page, what it is the history of, when it was read, and what of it did not stay."""

    page: HistoryPage
    place: str
    person: str
    today: date
    passed: "tuple[Passed, ...]" = ()


class History(Place):
    """The whole history, or that of one record or question, narrowed as people like."""

    TITLE = "History"
    HELP = (
        "How it all came to be, the newest first, with the reasons people gave. "
        "Above the history of an agreement stands what was proposed and did not stay.\n\n"
        "Enter shows the words that changed: – before, + after. There n and p go on to the next "
        "change and the one before.\n\n"
        "f shows only one step, one person, or some days; f again shows everything.\n\n"
        "Words that somebody took back are not shown here."
    )
    REGIONS: ClassVar = {"#changes": "the changes"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f", "narrow", "Show only …", id="history.narrow"),
        Binding("a", "widen", "Show everything", id="history.widen"),
    ]
    DEFAULT_CSS = """
    History Sentences { scrollbar-gutter: stable; }
    History #only { height: auto; margin-bottom: 1; padding-left: 2; color: $accent; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._ref = ""
        self._only = EVERYTHING
        self._only_before = EVERYTHING
        self._found: _Found | None = None
        self._changes: list[Change] = []
        self._last_day = ""
        self._from_elsewhere = False
        self._drawn_shared = False
        self._asked_more = False
        self._begins_later = False

    @property
    def in_hand(self) -> str:
        """The record or question whose history this is."""
        return self._ref

    @property
    def where(self) -> str:
        """The place, and what its history is of."""
        place = self._found.place if self._found and self._ref else ""
        return f"History › {place}" if place else "History"

    def body(self) -> ComposeResult:
        """What it is narrowed to, and the changes."""
        yield Static(id="only", markup=False)
        yield Sentences(id="changes")

    def on_mount(self) -> None:
        """Say that the workspace is being read."""
        self.query_one("#only").display = False
        self._show_reading()

    def _show_reading(self) -> None:
        self.query_one(Sentences).show([Line(shown(_READING, "$text-muted"))])

    @on(Sentences.Resized)
    def _lay_out(self, event: Sentences.Resized) -> None:
        event.stop()
        self._show()

    def reload(self) -> None:
        """Read the history anew when anything was saved since."""
        known = self._found.page.start if self._found else ""
        again = max(AT_ONCE, len(self._changes))
        ref, only = self._ref, self._only

        def read(workspace: "Workspace") -> _Found | None:
            return None if workspace.commit == known else _read(workspace, ref, only, again)

        self.ask("history", read, self._take)

    def _begin(self) -> None:
        """Read the history of something else, from its newest change."""
        self._found = None
        self._changes = []
        self._begins_later = False
        self._show_reading()
        self.reload()

    def _take(self, found: _Found | None) -> None:
        if found is None:
            if self._drawn_shared == self.coproduce.projector:
                self._show_only()
            else:
                self._show()
            return
        self._found = found
        self._changes = list(found.page.changes)
        self._asked_more = self._begins_later = False
        self._show()

    def _show(self) -> None:
        self.show_top()
        found = self._found
        if found is None:
            return
        self._drawn_shared = self.coproduce.projector
        self._show_only()
        sentences = self.query_one(Sentences)
        self._last_day = ""
        if not self._changes:
            narrowed = self._ref or self._only != EVERYTHING
            nothing = "Nothing like that is in the history." if narrowed else "Nothing changed yet."
            sentences.show([Line(shown(nothing, "$text-muted"))])
            return
        lines = self._lines(self._changes)
        if found.passed:
            line = joined(f"  {counted(found.passed)}", ("  Enter", "$text-muted"))
            lines = [Line(line, PASSED), Line(shown("")), *lines]
        if self._begins_later:
            back = joined(("  back to the newest changes", "$text-muted"))
            lines = [Line(back, NEWEST), Line(shown("")), *lines]
        sentences.show(lines)
        self._say_older()

    def _say_older(self) -> None:
        """Say that there are older changes, once the list is as long as it may be."""
        if self._found and self._found.page.more and len(self._changes) >= HELD:
            more = joined(("  older changes", "$text-muted"))
            self.query_one(Sentences).add([Line(shown("")), Line(more, OLDER)])

    def _show_only(self) -> None:
        said = ""
        found = self._found
        if found and self._only != EVERYTHING:
            person = self.coproduce.naming(found.person) if found.person else ""
            said = narrowed_words(self._only, "", person, found.today)
        only = self.query_one("#only", Static)
        only.display = bool(said)
        only.update(joined("only: ", (said, "bold"), ("   a shows everything", "$text-muted")))
        self.refresh_bindings()

    def _lines(self, changes: list[Change]) -> list[Line]:
        width = self.query_one(Sentences).scrollable_content_region.width
        found = self._found
        if found is None or width < 1:
            return []
        app = self.coproduce
        lines = change_lines(
            changes,
            width,
            found.today,
            app.naming,
            after=self._last_day,
            shared=app.projector,
        )
        if changes:
            self._last_day = changes[-1].when[:10]
        return list(lines)

    # Older changes, as people come near them

    @on(Sentences.Moved)
    def _moved(self, event: Sentences.Moved) -> None:
        event.stop()
        at = event.sentences.highlighted or 0
        if at + _NEAR >= event.sentences.option_count:
            self._ask_more()

    def _ask_more(self) -> None:
        found = self._found
        if found is None or not found.page.more or self._asked_more:
            return
        if len(self._changes) < HELD:
            self._ask_page(found, self._take_more)

    def _ask_page(self, found: _Found, then: Callable[[_Found], None]) -> None:
        self._asked_more = True
        ref, only, after = self._ref, self._only, found.page
        passed = found.passed

        def read(workspace: "Workspace") -> _Found:
            older = _read(workspace, ref, only, AT_ONCE, after)
            return msgspec.structs.replace(older, passed=passed)

        self.ask("more", read, then)

    def _take_more(self, found: _Found) -> None:
        if self._found is None or found.page.start != self._found.page.start:
            return
        self._asked_more = False
        self._found = found
        self._changes += found.page.changes
        self.query_one(Sentences).add(self._lines(list(found.page.changes)))
        self._say_older()

    def _take_older(self, found: _Found) -> None:
        """Put older changes in the place of those before them."""
        self._asked_more = False
        self._begins_later = True
        self._found = found
        self._changes = list(found.page.changes)
        self._show()
        self.query_one(Sentences).action_first()

    # The history of one thing, and back

    def open(self, target: str) -> None:
        """Show the history of one record or question, as in `history/step/2#2.3`, or of all."""
        ref = target.partition("/")[2]
        if ref != self._ref:
            self._from_elsewhere = self.arrived
            self.arrived = False
            self._ref, self._only, self._only_before = ref, EVERYTHING, EVERYTHING
            self._begin()

    def action_back(self) -> None:
        """Go back to the whole history, or to the place before."""
        elsewhere, self._from_elsewhere = self._from_elsewhere, False
        if self._ref:
            self._ref = ""
            self._begin()
            if not elsewhere:
                return
        self.coproduce.go_back()

    def come_by_key(self) -> None:
        """Esc leads to no place that this history was opened from."""
        self._from_elsewhere = False

    # Narrowing

    def action_narrow(self) -> None:
        """Ask what the history is narrowed to."""
        from tui.app.narrowing import ask_what_to_show

        ask_what_to_show(self, self._only, self._narrowed)

    def _narrowed(self, only: Only) -> None:
        self._only_before, self._only = self._only, only
        self._begin()

    def on_failed(self, event: Failed) -> None:
        """What could not be narrowed stays as it was."""
        if event.question == "history" and self._only != self._only_before:
            self._only = self._only_before
            self._begin()

    def action_widen(self) -> None:
        """Show the whole history again."""
        self._ref, self._only, self._only_before = "", EVERYTHING, EVERYTHING
        self._begin()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what does something."""
        if action == "widen":
            return bool(self._ref) or self._only != EVERYTHING
        return super().check_action(action, parameters)

    # One change in its words

    @on(Sentences.Opened)
    def _open_change(self, event: Sentences.Opened) -> None:
        event.stop()
        if event.target == OLDER and self._found and not self._asked_more:
            self._ask_page(self._found, self._take_older)
        elif event.target == NEWEST:
            self._begin()
        elif event.target == PASSED:
            self._show_passed()
        elif event.target != OLDER:
            self.ask("change", self._reader(event.target), self._show_change, keys_wait=True)

    def _show_passed(self) -> None:
        """Show what was proposed for this agreement and did not stay, with the reasons."""
        from tui.app.dialogs.reading import ToRead
        from tui.lines.passed import HEADING

        if found := self._found:
            blocks = list(passed_blocks(found.passed, found.today))[2:]
            self.coproduce.push_screen(ToRead(f"{found.place} · {HEADING.lower()}", blocks))

    def _reader(self, commit: str) -> "Callable[[Workspace], tuple[str, tuple[Wording, ...]]]":
        from tui.app.wording import wordings_of

        ref, shared = self._ref, self.coproduce.projector
        return lambda workspace: (commit, wordings_of(workspace, commit, ref, shared=shared))

    def _show_change(self, found: "tuple[str, tuple[Wording, ...]]") -> None:
        from tui.app.change_by_change import ChangeByChange

        commit, changes = found
        view = ChangeByChange(self.where, changes, commit, self.beside, self._reader)
        self.coproduce.push_screen(view)

    def beside(self, commit: str, direction: int) -> str:
        """Return the change after (1, older) or before (-1) one, "" when there is none here."""
        commits = [each.commit for each in self._changes]
        if commit not in commits:
            return ""
        at = commits.index(commit) + direction
        if at >= len(commits) - _NEAR:
            self._ask_more()
        if not 0 <= at < len(commits):
            return ""
        self.query_one(Sentences).go_to(commits[at])
        return commits[at]


def _read(
    workspace: "Workspace", ref: str, only: Only, limit: int, after: HistoryPage | None = None
) -> _Found:
    from tui.naming import Naming

    today = date.fromisoformat(workspace.today)
    place = Naming(workspace, today).place(ref) if ref else ""
    person = workspace.name(workspace.person(only.person)) if only.person else ""
    page = workspace.history_page(ref, only, limit=limit, after=after)
    passed = passed_in(workspace, ref) if only == EVERYTHING and after is None else ()
    return _Found(page, place, person, today, passed)
