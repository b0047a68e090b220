"""Now: what matters at this moment, each line opens its place."""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical

from tui.app.place import Place
from tui.app.sentences import Line, Sentences
from tui.safe import shown

if TYPE_CHECKING:
    from store import Workspace
    from tui.app.matters import Matters

_READING = "Reading the workspace …"
_ROOMY = 45


class Now(Place):
    """The first screen."""

    TITLE = "Now"
    HELP = (
        "What matters now: what was promised, what waits for people, what changed since you "
        "looked, what nobody has answered yet, and some gentle questions. Nothing here has to be "
        "done. Each line opens its place; what changed since you looked opens with the words that "
        "changed, and o there opens the document.\n\n"
        "A gentle question that is not for you can be left aside, with the reason. It stays on "
        "this page, closed, and anyone can take it up again.\n\n"
        "Beside each step stands a mark for each of its questions: ● answered, ◐ someone said "
        "something, ○ nothing yet, – left aside."
    )
    REGIONS = {"#matters": "what matters", "#aside": "steps and questions"}
    HORIZONTAL_BREAKPOINTS = [(0, "-one"), (76, "-two"), (100, "-wide"), (140, "-widest")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "mark_seen", "All seen", id="now.mark-seen"),
        Binding("b", "leave_aside", "Leave aside", id="now.leave-aside"),
    ]
    CSS = """
    Now Sentences { scrollbar-gutter: stable; }
    Now .left { width: 1fr; }
    Now .right { width: 36; }
    Now.-wide .right { width: 2fr; }
    Now.-wide .left { width: 3fr; }
    Now.-one .right { display: none; }
    Now.-one .left { padding-right: 0; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._now: Matters | None = None
        self._opened: set[str] = set()
        self._looked_before = ("", "")

    @property
    def where(self) -> str:
        """What the group does together."""
        return self._now.status.title if self._now and self._now.status.title else "Now"

    def body(self) -> ComposeResult:
        """What matters on the left, the steps and gentle questions on the right."""
        with Horizontal(classes="columns"):
            with Vertical(classes="left"):
                yield Sentences(id="matters")
            with Vertical(classes="right"):
                yield Sentences(id="aside")

    def on_mount(self) -> None:
        """Say that the workspace is being read."""
        self.query_one("#matters", Sentences).show([Line(shown(_READING, "$text-muted"))])

    def reload(self) -> None:
        """Read what is true now."""
        self.ask("matters", _read, self._take)

    @on(Sentences.Resized)
    def _lay_out(self, event: Sentences.Resized) -> None:
        """Lay the lines out for the new width, also where it came while another place was seen."""
        event.stop()
        self._show()

    def on_resize(self) -> None:
        """Lay the lines out for the new width."""
        self.call_after_refresh(self._show)

    def _take(self, now: "Matters") -> None:
        self._now = now
        me = now.status.me
        name = now.names.get(me, "")
        self.coproduce.name_of_me = name if name != me else "" if not me else "you, without a name"
        self.coproduce.to_share = now.status.to_share
        self.show_top()
        self._show()

    def _show(self) -> None:
        if self._now is None:
            return
        from tui.app.groups import group_lines
        from tui.app.matters import matter_groups, side_groups

        private = self.coproduce.projector
        matter = tuple(matter_groups(self._now, self.coproduce.naming, shared=private))
        aside = tuple(side_groups(self._now))
        if self.has_class("-one"):
            matter, aside = (*matter, *aside), ()
        roomy = self.size.height >= _ROOMY
        for selector, groups in (("#matters", matter), ("#aside", aside)):
            sentences = self.query_one(selector, Sentences)
            width = sentences.scrollable_content_region.width
            sentences.show(group_lines(groups, width, self._opened, roomy=roomy))

    @on(Sentences.Opened)
    def _open(self, event: Sentences.Opened) -> None:
        from tui.app.groups import FEWER, MORE, target_of
        from tui.app.tour import NAMES

        group, target = target_of(event.target)
        if group == MORE:
            self._opened.add(target)
            self._show()
        elif group == FEWER:
            self._opened.discard(target)
            self._show()
        elif target in NAMES:
            self.coproduce.action_go(target)
        elif group == "changed" and self._now and self._now.status.changed_since:
            self._show_changed(target)
        else:
            self.coproduce.open(target)

    def _show_changed(self, target: str) -> None:
        """Show the words that changed since I looked; from there o opens the document."""
        from schema.kinds import DOCUMENTS
        from tui.app.since import SEEN, show_since

        if target.partition("/")[0] in DOCUMENTS:
            show_since(self, target, SEEN, "you looked")
        else:
            self.coproduce.open(target)

    def action_mark_seen(self) -> None:
        """Remember that everything shown has been looked at; the same key brings it back."""
        if self._now is None:
            return
        status = self._now.status
        commit, day = status.commit, ""
        if status.changed_since == commit and self._looked_before[0]:
            (commit, day), self._looked_before = self._looked_before, ("", "")
            said = "Here is again what changed since you looked before."
        else:
            self._looked_before = (status.changed_since, status.looked_on)
            said = "Marked as seen. The same key brings it back."
        self.write(
            "seen", lambda workspace: workspace.mark_seen(commit, day), lambda _: self._marked(said)
        )

    def _marked(self, said: str) -> None:
        self.coproduce.notify(said)
        self.reload()

    def action_leave_aside(self) -> None:
        """Leave the gentle question under the cursor aside, or take it up again."""
        from tui.app.groups import target_of
        from tui.app.places.leaving_aside import ask_why

        group, ref = target_of(self._cursor())
        if group in ("questions", "quiet"):
            code = ref.rpartition("#")[2]
            ask_why(self, code, opens=group == "quiet")
        else:
            self.coproduce.say(
                "Only a gentle question can be left aside here.",
                "Move to one of the gentle questions first, with Tab and the arrow keys.",
            )

    def _cursor(self) -> str:
        focused = self.focused
        return focused.target if isinstance(focused, Sentences) else ""


def _read(workspace: "Workspace") -> "Matters":
    # The rules behind it take longer to import than the first paint.
    from tui.app.matters import matters

    return matters(workspace)
