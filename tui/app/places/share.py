"""Share: one key brings what others saved here and what you saved there; no word is lost."""

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Static

from store.errors import HistoryRewritten, Interrupted, SignInNeeded, UnknownHostKey
from tui.app.door import Failed
from tui.app.groups import FEWER, MORE, group_lines, target_of
from tui.app.place import Place
from tui.app.sentences import Line, Sentences
from tui.safe import lines, shown

if TYPE_CHECKING:
    from store import Workspace
    from store.sharing.outcome import Synced
    from tui.app.places.share_facts import ShareFacts
    from tui.app.wording import Wording

    Sharing = Callable[[Workspace, Callable[[str], None], Callable[[], bool]], Synced]

_READING = "Reading the workspace …"
_BEGINNING = "Beginning to share"
_STOPPING = "Stopping"
_STOPPED = "Sharing was stopped. Nothing is lost; the next time goes on from here."
_MOST_CHANGES = 50


class Share(Place):
    """What goes out, what came in, what is to settle, and where the workspace is shared."""

    TITLE = "Share"
    HELP = (
        "s shares and gets: what others saved comes here, what you saved goes there. It can be "
        "done at any time, by any number of teams, in any order. You can go on working meanwhile; "
        "Esc stops it, and nothing is lost.\n\n"
        "Nobody's words are overwritten. Where two teams worded the same thing differently, both "
        "wordings stand there until you settle it together: open it from the list.\n\n"
        "Enter on what came in, or on what goes out, shows the words that changed.\n\n"
        "You can share through a folder on a shared drive, a stick, an address that someone gave "
        "you, or a file that you send. What is shared goes to everyone who shares this workspace, "
        "and cannot be fully taken back from their copies."
    )
    REGIONS: ClassVar = {"#main": "what goes out and came in", "#aside": "places to share with"}
    HORIZONTAL_BREAKPOINTS = [(0, "-one"), (76, "-two"), (100, "-wide"), (140, "-widest")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "share", "Share and get", id="share.share"),
        Binding("c", "stop", "Stop", id="share.stop"),
        Binding("f", "way('folder')", "Shared folder or stick", show=False, id="share.folder"),
        Binding("a", "way('add')", "Add an address", show=False, id="share.add"),
        Binding("b", "way('bundle')", "Write a file to send", show=False, id="share.bundle"),
        Binding("r", "way('receive')", "Take in a file", show=False, id="share.receive"),
    ]
    CSS = """
    Share #state { height: auto; margin-bottom: 1; padding: 0 1; }
    Share #outcome { height: auto; max-height: 8; margin-bottom: 1; padding: 0 1; color: $accent; }
    Share #empty { height: auto; margin-bottom: 1; padding: 0 1; color: $text-muted; }
    Share Sentences { scrollbar-gutter: stable; }
    Share .left { width: 1fr; }
    Share .right { width: 34; }
    Share.-wide .right { width: 2fr; }
    Share.-wide .left { width: 3fr; }
    Share.-one .right { display: none; }
    Share.-one .left { padding-right: 0; }
    """

    class Progressed(Message):
        """What is being done now; posted from the thread that shares."""

        def __init__(self, said: str) -> None:
            super().__init__()
            self.said = said

    def __init__(self) -> None:
        super().__init__()
        self._facts: ShareFacts | None = None
        self._outcome: tuple[str, ...] = ()
        self._synced: Synced | None = None
        self._opened: set[str] = set()
        self._doing = ""
        self._stop = threading.Event()

    def body(self) -> ComposeResult:
        """How it stands, what came of the last sharing, and the lists."""
        yield Static(id="state")
        yield Static(id="outcome")
        yield Static(id="empty")
        with Horizontal(classes="columns"):
            with Vertical(classes="left"):
                yield Sentences(id="main")
            with Vertical(classes="right"):
                yield Sentences(id="aside")

    def on_mount(self) -> None:
        """Say that the workspace is being read."""
        self.query_one("#main", Sentences).show([Line(shown(_READING, "$text-muted"))])
        self._show()

    def reload(self) -> None:
        """Read how sharing stands."""
        from tui.app.places.share_facts import read_share

        self.ask("share", read_share, self._take)

    @on(Sentences.Resized)
    def _lay_out(self, event: Sentences.Resized) -> None:
        """Lay the lines out for the new width."""
        event.stop()
        self._show()

    def _take(self, facts: "ShareFacts") -> None:
        from tui.app.places.share_facts import outcome_now

        self._facts = facts
        if self._synced is not None:
            self._outcome = outcome_now(self._synced, facts)
        self.coproduce.to_share = facts.sharing.to_share
        self.show_top()
        self._show()

    def _show(self) -> None:
        from tui.app.places.share_facts import state_sentence
        from tui.app.places.share_lines import empty_words, main_groups, side_groups

        facts, private = self._facts, self.coproduce.projector
        self._say("#outcome", *self._outcome)
        self._say("#state", state_sentence(facts) if facts else "")
        self._say("#empty", empty_words(facts) if facts else "")
        self.refresh_bindings()
        if facts is None:
            return
        naming = self.coproduce.naming
        main = (*main_groups(facts, naming, shared=private, running=self._doing),)
        aside = (*side_groups(facts, shared=private),)
        if self.has_class("-one"):
            main, aside = (*main, *aside), ()
        for selector, groups in (("#main", main), ("#aside", aside)):
            sentences = self.query_one(selector, Sentences)
            width = sentences.scrollable_content_region.width
            sentences.show(group_lines(groups, width, self._opened))

    def _say(self, selector: str, *said: str) -> None:
        place = self.query_one(selector, Static)
        place.display = any(said)
        place.update(lines(shown(each) for each in said))

    @property
    def facts(self) -> "ShareFacts | None":
        """What is shown, None while it is read."""
        return self._facts

    # Opening a line

    @on(Sentences.Opened)
    def _open_line(self, event: Sentences.Opened) -> None:
        event.stop()
        group, target = target_of(event.target)
        if group == MORE:
            self._opened.add(target)
            self._show()
        elif group == FEWER:
            self._opened.discard(target)
            self._show()
        elif group == "settle":
            self.coproduce.open(f"settle/{target}")
        elif group in ("in", "out"):
            self._show_changes(group, target)
        elif group == "place":
            from tui.app.places.share_ways import about_place

            about_place(self, target)
        else:
            self._do(target)

    def _do(self, target: str) -> None:
        if target == "sync":
            self.action_share()
        elif target == "stop":
            self.action_stop()
        else:
            self.action_way(target)

    def _show_changes(self, group: str, ref: str) -> None:
        """Show the words of what came in, or goes out, about one record."""
        from tui.app.places.share_lines import news
        from tui.app.wording import wordings_of

        facts, private = self._facts, self.coproduce.projector
        if facts is None:
            return
        passed = facts.came.records if group == "in" else facts.going
        found = next((each for each in passed if each.ref == ref), None)
        if found is None:
            return
        commits = [each.commit for each in news(found.changes)[:_MOST_CHANGES]]
        what = "what came in" if group == "in" else "what goes out"
        hidden = private and ref.startswith("person/")
        heading = what.capitalize() if hidden else f"{found.title} · {what}"

        def read(workspace: "Workspace") -> "tuple[Wording, ...]":
            every = (wordings_of(workspace, commit, ref, shared=private) for commit in commits)
            return tuple(each for one in every for each in one if each.spans or each.taken_back)

        self.ask("words", read, lambda words: self._show_words(heading, words), keys_wait=True)

    def _show_words(self, heading: str, changes: "tuple[Wording, ...]") -> None:
        from tui.app.worddiff import ChangeView

        self.coproduce.push_screen(ChangeView(heading, changes))

    # Sharing

    @property
    def is_busy(self) -> bool:
        """Whether sharing is under way."""
        return bool(self._doing)

    def action_share(self) -> None:
        """Share with every place, and get what others shared."""
        facts = self._facts
        if facts is not None and not facts.sharing.places:
            self.coproduce.say(
                "There is no place yet to share with.",
                "Choose a way to share from the list first.",
            )
        elif facts is not None:
            self.run_sharing(lambda w, tell, stop: w.sync(progress=tell, cancelled=stop))

    def run_sharing(self, work: "Sharing") -> None:
        """Share in a thread of its own; reading and writing go on meanwhile."""
        if self.is_busy:
            return
        self._outcome, self._synced = (), None
        self._stop = stop = threading.Event()
        self._go_on(_BEGINNING)
        leaving = self.coproduce.leaving

        def tell(said: str) -> None:
            self.post_message(self.Progressed(said))

        def cancelled() -> bool:
            return stop.is_set() or leaving.is_set()

        self.share("sharing", lambda workspace: work(workspace, tell, cancelled), self._shared)

    def _go_on(self, said: str) -> None:
        self._doing = said
        self.coproduce.is_sharing = bool(said)
        self.coproduce.show_tops()
        self._show()

    def on_share_progressed(self, event: Progressed) -> None:
        """Say what is being done now."""
        event.stop()
        if self.is_busy and not self._stop.is_set():
            self._go_on(event.said)

    def _shared(self, synced: "Synced") -> None:
        from tui.sharing_words import outcome_sentences

        self._outcome, self._synced = outcome_sentences(synced), synced
        self._go_on("")
        if not self.is_current:
            self.coproduce.notify(self._outcome[0])
        self.coproduce.tell_places()
        self.reload()

    def on_failed(self, event: Failed) -> None:
        """Say what went wrong; where a sign-in or a decision helps, offer it."""
        if event.question != "sharing":
            # Every place tells it.
            return
        from tui.app.places.share_ways import ask_to_rejoin, sign_in
        from tui.app.signing_in import ask_to_sign_in

        event.stop()
        event.prevent_default()
        self._go_on("")
        self.reload()
        if isinstance(event.error, Interrupted):
            self._outcome = (_STOPPED,)
            self._show()
        elif isinstance(event.error, SignInNeeded | UnknownHostKey):
            ask_to_sign_in(self.coproduce, event.error, lambda: sign_in(self))
        elif isinstance(event.error, HistoryRewritten):
            ask_to_rejoin(self, event.error)
        else:
            self.coproduce.say_error(event.error)

    def action_stop(self) -> None:
        """Stop sharing; nothing is lost."""
        if self.is_busy:
            self._stop.set()
            self._go_on(_STOPPING)

    def action_back(self) -> None:
        """Stop sharing while it is under way; else go back."""
        if self.is_busy and not self._stop.is_set():
            self.action_stop()
        else:
            super().action_back()

    def action_way(self, way: str) -> None:
        """Choose a way to share."""
        from tui.app.places.share_ways import WAYS

        if way in WAYS and not self.is_busy:
            WAYS[way](self)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what does something now."""
        if action == "stop":
            return self.is_busy
        if action in ("share", "way"):
            return not self.is_busy
        return super().check_action(action, parameters)
