"""First run: there is no workspace here yet; make one, get a team's, see an example, or leave."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Static

from store.errors import Interrupted, SignInNeeded, UnknownHostKey
from tui.app.dialogs.waiting import Waiting
from tui.app.door import WRITE, Asking, Door, Failed
from tui.app.new_workspace import Beginning, NewWorkspace
from tui.app.sentences import Line, Sentences
from tui.app.signing_in import ask_to_sign_in, signed_in
from tui.app.team_workspace import TeamsWorkspace, place_of
from tui.app.who_joins import Stopped, WhoJoins, ask_who_joins, who_joins
from tui.safe import joined, shown

if TYPE_CHECKING:
    from store import Workspace
    from tui.app.application import Coproduce

_CHOICES: Mapping[str, tuple[str, str]] = {
    "make": ("Make a new workspace", "for something you want to work on together"),
    "join": (
        "Get a team's workspace",
        "one that is shared already: a folder, an address or a file",
    ),
    "example": (
        "Look at an example",
        "a year at a crisis café, all made up, in the folder “demo” here",
    ),
    "leave": ("Leave", "nothing is changed"),
}


class FirstRun(Asking, Screen[None]):
    """The ways to begin, in a folder that holds no workspace."""

    TITLE = "coproduce"
    HELP = (
        "A workspace is a folder that holds what a group works on together: five steps of "
        "questions, agreements, reviews, and everyone's own words. You can make one here, get the "
        "one your team shares already, or look at an example first."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave", id="first-run.leave"),
    ]
    DEFAULT_CSS = """
    FirstRun { align: center middle; }
    FirstRun Sentences { height: auto; margin-bottom: 1; }
    """

    def __init__(self, folder: str) -> None:
        super().__init__()
        self._folder = folder
        self._maker: Door | None = None
        self._waiting: Waiting | None = None
        self._kept = Beginning()
        self._joined = Beginning()

    @property
    def _coproduce(self) -> "Coproduce":
        return cast("Coproduce", self.app)

    def compose(self) -> ComposeResult:
        """Say where this is, and what can be done."""
        with Vertical(classes="dialog"):
            yield Static(shown("There is no workspace here yet.", "bold"))
            yield Static(shown(str(Path(self._folder).absolute()), "$text-muted"))
            yield Sentences(id="choices")
            yield Static(joined(("Enter choose   Esc leave", "$text-muted")), classes="keys")

    def on_mount(self) -> None:
        """Fill the list."""
        choices = self.query_one(Sentences)
        choices.show(
            Line(joined(what, (f"\n  {more}", "$text-muted")), name)
            for name, (what, more) in _CHOICES.items()
        )
        choices.focus()

    @on(Sentences.Opened)
    def _choose(self, event: Sentences.Opened) -> None:
        event.stop()
        if event.target == "make":
            form = NewWorkspace(self._folder, self._kept, self._keep)
            self._coproduce.push_screen(form, self._make)
        elif event.target == "join":
            self._ask_to_join()
        elif event.target == "example":
            self._make_example()
        else:
            self.action_leave()

    def action_leave(self) -> None:
        """Leave; nothing has been changed."""
        self._coproduce.exit()

    def _keep(self, beginning: Beginning) -> None:
        self._kept = beginning

    def _make(self, beginning: Beginning | None) -> None:
        if beginning is None:
            return
        self._kept = beginning
        folder = self._folder

        def make() -> "Workspace":
            from store import Workspace
            from store.founding import place_for

            return Workspace.init(
                place_for(folder, beginning.title),
                beginning.title,
                name=beginning.name,
                perspectives=beginning.perspectives,
            )

        self._work(Waiting("Making the workspace …"), make)

    def _ask_to_join(self) -> None:
        def keep(beginning: Beginning) -> None:
            self._joined = beginning

        form = TeamsWorkspace(self._folder, self._joined, keep)
        self._coproduce.push_screen(form, self._join)

    def _join(self, typed: Beginning | None) -> None:
        if typed is None:
            return
        self._joined = typed
        waiting = Waiting("Getting the workspace …")
        place = place_of(typed.title, self._folder)

        def progress(said: str) -> None:
            waiting.post_message(Waiting.Progressed(f"{said} …"))

        def join() -> "Workspace":
            from store import Workspace

            return Workspace.join(
                typed.title.strip(),
                place,
                name=typed.name,
                perspectives=typed.perspectives,
                which=lambda people: who_joins(self, waiting, people),
                progress=progress,
                cancelled=lambda: waiting.stopped,
            )

        self._work(waiting, join)

    @on(WhoJoins)
    def _ask_who_joins(self, event: WhoJoins) -> None:
        event.stop()
        ask_who_joins(self._coproduce, event, self._joined.name)

    def _sign_in(self) -> None:
        from shlex import quote

        from store import Workspace

        url = self._joined.title.strip()
        instead = f"Type this in a terminal: coproduce join {quote(url)}"
        if signed_in(self._coproduce, lambda: Workspace.sign_in_at(url), instead):
            self._join(self._joined)

    def _make_example(self) -> None:
        waiting = Waiting("Telling the story of a year …")
        folder = self._folder

        def progress(done: int, total: int, what: str) -> None:
            if waiting.stopped:
                raise Stopped("The example was not made.", "Nothing is left of it.")
            waiting.post_message(Waiting.Progressed(f"{what}: {done} of {total} changes"))

        def make() -> "Workspace":
            from store import Workspace
            from store.example.placing import example_place, place_example

            place = example_place(folder)
            place_example(place, progress)
            return Workspace.open(place)

        self._work(waiting, make)

    def _work(self, waiting: Waiting, make: "Callable[[], Workspace]") -> None:
        self._waiting = waiting
        self._coproduce.push_screen(waiting)
        # A door of its own: the app's opens only what is there already.
        self._maker = Door(make)
        self._maker.ask(self, "make", _made, self._move_in, lane=WRITE)

    def _move_in(self, made: tuple[str, tuple[str, ...]]) -> None:
        from tui.app.start import opener

        root, notices = made
        self._end_waiting()
        self.dismiss(None)
        self._coproduce.folder = root
        self._coproduce.move_to(opener(root))
        self._coproduce.tell_notices(*notices)

    def on_failed(self, event: Failed) -> None:
        """Say what went wrong; what was typed stands there at the next try."""
        event.stop()
        was_stopped = self._waiting is not None and self._waiting.stopped
        self._end_waiting()
        if isinstance(event.error, SignInNeeded | UnknownHostKey):
            ask_to_sign_in(self._coproduce, event.error, self._sign_in)
        elif not (was_stopped and isinstance(event.error, Stopped | Interrupted)):
            self._coproduce.say_error(event.error)

    def _end_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.dismiss(None)
        self._waiting = None
        if self._maker is not None:
            self._maker.close()
        self._maker = None

    def on_unmount(self) -> None:
        """Stop what is still being made, so that nothing half made is left."""
        if self._waiting is not None:
            self._waiting.stopped = True
        if self._maker is not None:
            self._maker.close()


def _made(workspace: "Workspace") -> tuple[str, tuple[str, ...]]:
    return str(workspace.root), workspace.notices
