"""Agreements: the list with where each is now, and the page of one."""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal

from tui.app.place import Place
from tui.app.places.agreement_list import AT_ONCE, MINE, MORE, list_lines
from tui.app.places.agreement_page import AgreementPage
from tui.app.places.one_by_one import Round, changed_for, read_changed
from tui.app.sentences import Line, Sentences
from tui.safe import shown
from tui.words import count

if TYPE_CHECKING:
    from datetime import date

    from store import Workspace
    from store.standings import AgreementLine
    from store.values import Saved

_ELSEWHERE = "elsewhere"
_LAST = "That was the last of the texts that changed since you said where you stand."


class Agreements(Place):
    """The list of agreements, and the page of one."""

    TITLE = "Agreements"
    HELP = (
        "What you agreed, and where each person stands. Enter opens an agreement; + starts a new "
        "one.\n\n"
        "On the left is the exact text, on the right where people stand on it. Whoever can't "
        "agree yet comes first. Nobody has to answer, and nobody has to give a reason.\n\n"
        "a says where you stand, or records it for the person under the cursor; Enter on Who "
        "chooses someone else. It counts for exactly the text you were shown.\n\n"
        "When a text changes after someone agreed, their yes stays with the earlier text. "
        "Enter on their name, or c, shows what changed since; then y stands by it again. "
        "C shows what changed since a day or a review you choose. "
        "o leads through all the texts that changed since you agreed, one by one.\n\n"
        "x takes back what the person under the cursor said. F4 makes a slip of paper for someone "
        "without a computer, or a page to print or send."
    )
    REGIONS = {
        "#list": "all agreements",
        "#text": "the text",
        "#people": "where people stand",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "one_by_one", "One by one", id="agreements.one-by-one"),
        Binding("plus", "new", "New agreement", key_display="+", id="agreements.new"),
        # The line of keys of a page has room for what is done with the page.
        Binding("plus", "another", "New agreement", show=False, id="agreements.another"),
    ]
    DEFAULT_CSS = """
    Agreements #list { scrollbar-gutter: stable; width: 1fr; }
    Agreements AgreementPage { display: none; }
    Agreements.-one AgreementPage { display: block; }
    Agreements.-one #list { display: none; }
    Agreements.-one.-widest #list { display: block; width: 38; margin-right: 2; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._agreements: tuple[AgreementLine, ...] = ()
        self._today: date | None = None
        self._most = AT_ONCE
        self._before: list[str] = []
        self._ref = ""
        self._me = ""
        self._round: Round | None = None
        self._shows_difference = False

    @property
    def in_hand(self) -> str:
        """The agreement that is open: what a quick note will be about."""
        return self._ref

    @property
    def person_in_hand(self) -> str:
        """The person under the cursor, while an agreement is open."""
        return self._page.person if self._ref else ""

    @property
    def where(self) -> str:
        """The place, and the agreement that is open."""
        return f"Agreements › {self._page.title or '…'}" if self.in_hand else "Agreements"

    @property
    def _page(self) -> AgreementPage:
        return self.query_one(AgreementPage)

    @property
    def _list(self) -> Sentences:
        return self.query_one("#list", Sentences)

    def body(self) -> ComposeResult:
        """The list and the page; where there is room, both."""
        with Horizontal(classes="columns"):
            yield Sentences(id="list")
            yield AgreementPage()

    def on_mount(self) -> None:
        """Say that the workspace is being read."""
        self._list.show([Line(shown("Reading …", "$text-muted"))])

    def reload(self) -> None:
        """Read the list, and the agreement that is open."""
        self.ask("agreements", _read, self._take)
        self._page.reload()

    def _take(self, found: "tuple[date, str, tuple[AgreementLine, ...]]") -> None:
        self._today, self._me, self._agreements = found
        self._show()
        self.refresh_bindings()

    @on(Sentences.Resized, "#list")
    def _show(self) -> None:
        width = self._list.scrollable_content_region.width
        if self._today and width:
            app = self.coproduce
            self._list.show(
                list_lines(
                    self._agreements,
                    width,
                    self._today,
                    app.naming,
                    shared=app.projector,
                    most=self._most,
                    mine=len(self._mine),
                )
            )

    @on(AgreementPage.Read)
    def _was_read(self) -> None:
        self.show_top()
        if self._round and self._shows_difference:
            self._shows_difference = False
            self._page.read_as(self._round.counted)

    @on(AgreementPage.Gone)
    def _gone(self) -> None:
        self._go_to("")

    @on(AgreementPage.GoOn)
    def _go_on(self, event: AgreementPage.GoOn) -> None:
        """Show the next of several texts; after the last, go back to where they were begun."""
        if self._round is None:
            return
        following = self._round.moved(event.direction)
        if following is None and event.direction < 0:
            following = self._round
        if following is not None:
            self._lead(following)
            return
        self._round = None
        self.ask("left for later", read_changed, self._tell_last)
        self.action_back()

    def _tell_last(self, left: tuple[str, ...]) -> None:
        later = f" {count(len(left), 'of them is', 'of them are')} left for later." if left else ""
        self.notify(f"{_LAST}{later}", markup=False)

    def _lead(self, following: Round) -> None:
        self._round, self._shows_difference = following, True
        self._go_to(following.ref)

    def _begin_round(self, refs: tuple[str, ...]) -> None:
        if refs:
            self._before.append(_ELSEWHERE if self.arrived else self.in_hand)
            self._lead(Round(refs))
        else:
            self.arrived = False
            self.coproduce.say("No text changed since you said where you stand.")

    @on(AgreementPage.Follow)
    def _follow(self, event: AgreementPage.Follow) -> None:
        self.open(event.ref)

    @on(Sentences.Opened, "#list")
    def _open_line(self, event: Sentences.Opened) -> None:
        event.stop()
        if event.target == MORE:
            self._most *= 5
            self._show()
        elif event.target == MINE:
            self.action_one_by_one()
        else:
            self.open(event.target)

    def open(self, target: str) -> None:
        """Open one agreement; Esc leads back to where people came from.

        `mine` leads through those that changed since whoever is at the keyboard agreed.
        """
        if target == MINE:
            self.action_one_by_one()
            return
        ref = target.partition("#")[0]
        if ref.startswith("agreement/") and ref != self.in_hand:
            self._before.append(_ELSEWHERE if self.arrived else self.in_hand)
            self._go_to(ref)

    def come_by_key(self) -> None:
        """Let Esc lead from the page to the list."""
        self._before = []

    def _go_to(self, ref: str) -> None:
        self.arrived = False
        if self._round and ref != self._round.ref:
            self._round = None
        self._ref = ref
        self.set_class(bool(ref), "-one")
        self._page.open(ref)
        self.show_top()
        self.refresh_bindings()
        if ref:
            self.query_one("#people").focus()
        else:
            self._list.focus()

    def action_back(self) -> None:
        """Go back to the agreement before, to the list, or to the place before."""
        if not self.in_hand:
            self.coproduce.go_back()
            return
        before = self._before.pop() if self._before else ""
        self._go_to("" if before == _ELSEWHERE else before)
        if before == _ELSEWHERE:
            self.coproduce.go_back()

    def action_one_by_one(self) -> None:
        """Read the texts that changed since I agreed, one after the other."""
        self.ask("mine", read_changed, self._begin_round, keys_wait=True)

    @property
    def _mine(self) -> tuple[str, ...]:
        return changed_for(self._me, self._agreements)

    def action_new(self) -> None:
        """Start an agreement: its title, what it is about, then its text."""
        from tui.app.places.new_agreement import start_agreement

        start_agreement(self.coproduce, self._made)

    def action_another(self) -> None:
        """Start an agreement while another is open."""
        self.action_new()

    def _made(self, saved: "Saved") -> None:
        self.open(f"agreement/{saved.id}")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer a new agreement everywhere, beside the list with its key."""
        if action in ("new", "another"):
            return (action == "another") == bool(self._ref)
        if action == "one_by_one":
            return bool(self._mine) and not self.in_hand and not self.coproduce.projector
        return super().check_action(action, parameters)


def _read(workspace: "Workspace") -> "tuple[date, str, tuple[AgreementLine, ...]]":
    from datetime import date

    return date.fromisoformat(workspace.today), workspace.me, workspace.agreements()
