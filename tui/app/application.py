"""The app itself: its places, its looks, its door to the workspace."""

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, Protocol, runtime_checkable

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.notifications import SeverityLevel

from schema.text import visible
from tui import words
from tui.app import memory, themes
from tui.app.door import Answered, Door, Failed, Opener
from tui.app.everywhere import Everywhere
from tui.app.place import Place
from tui.app.tour import NAMES, ON_THE_WAY, STOPS, modes
from tui.app.writing.task import KeepsWords
from tui.app.writing.tray import Tray

if TYPE_CHECKING:
    from store import Workspace
    from store.preferences import Preferences

_LOOK_AGAIN = 3.0
_LONG_ENOUGH = 8.0


@runtime_checkable
class LeftWithAQuestion(KeepsWords, Protocol):
    """A screen that asks, where words on it are not saved, before it is left."""

    def action_leave(self) -> None:
        """Leave, or ask."""
        ...


@runtime_checkable
class AsksBeforeTheEnd(Protocol):
    """A screen whose words nothing keeps once the app is left."""

    def ask_before_the_end(self, leave: Callable[[], None]) -> bool:
        """Ask when something would be lost, and `leave` then; False when nothing would be."""
        ...


class Moved(Message):
    """The workspace changed: something was saved here, in another window or by another program."""


class Noticed(Message):
    """What opening the workspace had to tell, such as a save that was interrupted."""

    def __init__(self, notices: tuple[str, ...]) -> None:
        super().__init__()
        self.notices = notices


class Coproduce(Everywhere):
    """A dashboard over one workspace.

    `opener` opens it (called in another thread). `folder` is where to begin when there is none.
    `notice` is told once it is known whether there is one.
    """

    TITLE = "coproduce"
    CSS_PATH = "coproduce.tcss"
    MODES = modes()
    DEFAULT_MODE = "now"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(stop.key, f"go('{stop.name}')", stop.called, show=False, id=f"go.{stop.name}")
            for stop in STOPS
        ),
        Binding("n", "note", "Note", show=False, id="app.note"),
        Binding("N", "unplaced", "Notes to place", show=False, id="app.unplaced"),
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True, id="app.quit"),
    ]

    def __init__(
        self,
        opener: Opener,
        *,
        folder: str = ".",
        preferences: "Preferences | None" = None,
        watch: bool = True,
        notice: str = "",
    ) -> None:
        super().__init__(watch_css=False)
        for theme in themes.OWN:
            self.register_theme(theme)
        self.theme = themes.USUAL
        self.folder = folder
        self.door = Door(self._noticing(opener))
        self.tray = Tray(self)
        self.projector = preferences is not None and preferences.projector
        self.name_of_me = ""
        self.to_share = 0
        self.is_sharing = False
        self.kept_words = False
        """Whether coproduce was left while words stood there that were not saved."""
        self.knows_editor = False
        """Whether it was said in this run which editor opens outside."""
        self.leaving = threading.Event()
        self._watch = watch
        self._notice = notice
        self._before: list[str] = []
        self._commit = ""
        self._told: Exception | None = None
        if preferences is not None:
            self.use(preferences)

    @property
    def right_of_top(self) -> str:
        """Who is at the keyboard, and what waits to be shared."""
        if self.projector:
            return "shown to everyone"
        who = f"as {self.name_of_me}" if self.name_of_me else ""
        share = f"{self.to_share} to share" if self.to_share else ""
        share = "sharing …" if self.is_sharing else share
        return " · ".join(part for part in (who, share) if part)

    def naming(self, name: str, otherwise: str = "someone") -> str:
        """Return a person's name as it may be shown now: on a projector, `otherwise`."""
        return otherwise if self.projector else words.who(name)

    def use(self, preferences: "Preferences") -> None:
        """Look and answer as someone chose; a theme that is not there leaves the usual one."""
        known = preferences.theme in themes.WORDS
        self.theme = preferences.theme if known else themes.USUAL
        self.animation_level = "full" if preferences.animations else "none"
        self.set_keymap({id_: keys for id_, keys in preferences.keys.items() if keys.strip()})

    def _noticing(self, opener: Opener) -> Opener:
        """Return `opener`, telling what it had to tell."""

        def opened() -> "Workspace":
            workspace = opener()
            self.tell_notices(*workspace.notices)
            return workspace

        return opened

    def tell_notices(self, *notices: str) -> None:
        """Show what opening the workspace had to tell, and what there is to tell from the start."""
        told = (*filter(None, [self._notice]), *notices)
        self._notice = ""
        if told:
            self.post_message(Noticed(told))

    def move_to(self, opener: Opener) -> None:
        """Show another workspace."""
        self.door.close()
        self.door = Door(self._noticing(opener))
        self._commit = ""
        self.tell_places()

    def on_noticed(self, event: Noticed) -> None:
        """Show what opening had to tell, once."""
        first, *others = event.notices
        self.say(first, "\n".join(others))

    def on_mount(self) -> None:
        """Look for changes made elsewhere every few seconds."""
        if self._watch:
            self.set_interval(_LOOK_AGAIN, self._look)

    def _look(self) -> None:
        memory.search(self.keyboard.rested)
        self.door.ask(self, "look", lambda workspace: workspace.commit, self._looked)

    def _looked(self, commit: str) -> None:
        is_first = not self._commit
        changed = not is_first and commit != self._commit
        self._commit = commit
        if is_first:
            self.tell_left_behind()
        if changed:
            self.tell_places()

    def tell_left_behind(self) -> None:
        """Say that words are kept that an earlier run did not save."""
        from tui.app.writing.left_behind import left_behind

        self.door.ask(self, "left behind", left_behind, self._tell_left_behind)

    def _tell_left_behind(self, sentence: str) -> None:
        if sentence:
            self.notify(sentence, timeout=_LONG_ENOUGH)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Say something for a moment; it holds people's words, so it is never read as markup."""
        del markup
        super().notify(
            visible(message), title=title, severity=severity, timeout=timeout, markup=False
        )

    def tell_places(self) -> None:
        """Let the place on screen, and what is open over it, show what is true now."""
        for screen in self.screen_stack:
            if isinstance(screen, Place) and screen.is_mounted:
                screen.show_top()
                screen.reload()
        self.door.ask(self, "to share", lambda w: w.sharing().to_share, self._take_to_share)

    def _take_to_share(self, count: int) -> None:
        self.to_share = count
        self.show_tops()

    def show_tops(self) -> None:
        """Let the line above say what is true now, in every place on screen."""
        for screen in self.screen_stack:
            if isinstance(screen, Place) and screen.is_mounted:
                screen.show_top()

    def action_go(self, place: str) -> None:
        """Go to a place itself, by its name; an unknown one is ignored.

        Esc leads from there to the first place, and to nothing that was opened before; only what
        one looks up on the way leads back.
        """
        if place not in NAMES:
            return
        here = self.current_mode
        self.go_from_here(place)
        if place != here:
            self._before = [here] if place in ON_THE_WAY else []
        if isinstance(self.screen, Place):
            self.screen.come_by_key()

    def go_from_here(self, place: str) -> None:
        """Go to a place, from which Esc leads back here."""
        if place != self.current_mode:
            self._before = [*self._before[-20:], self.current_mode]
            self.switch_mode(place)
        self._uncover()

    def _uncover(self) -> None:
        """Leave what lies over the place; where words are not saved that asks first."""
        from tui.app.worddiff import ChangeView

        while len(self.screen_stack) > 1:
            top = self.screen
            if isinstance(top, Place):
                top.dismiss(None)
            elif isinstance(top, ChangeView | LeftWithAQuestion):
                top.action_leave()
            if top in self.screen_stack:
                return

    def go_back(self) -> None:
        """Go to where what is shown was opened from, or to the first place."""
        if self._before:
            self.switch_mode(self._before.pop())
        elif self.current_mode != self.DEFAULT_MODE:
            self.switch_mode(self.DEFAULT_MODE)

    def open(self, target: str) -> None:
        """Go to the place that shows a record and open it there; see `Place`."""
        from tui.app.opening import open_target

        open_target(self, target)

    def say_error(self, error: Exception) -> None:
        """Show an error as a dialog with one sentence and what to do.

        Where there is no workspace yet, show how to begin.
        """
        from store.errors import NotAWorkspace
        from tui.app.dialogs.telling import Telling

        # A screen and the class it extends may both hear of one failure.
        if error is self._told:
            return
        self._told = error
        if isinstance(error, NotAWorkspace):
            self._begin()
        else:
            self.push_screen(Telling.of(error))
        self.tell_notices()

    def _begin(self) -> None:
        from tui.app.first_run import FirstRun

        if not any(isinstance(each, FirstRun) for each in self.screen_stack):
            self.push_screen(FirstRun(self.folder))

    def say(self, sentence: str, hint: str = "") -> None:
        """Show one sentence in a dialog."""
        from tui.app.dialogs.telling import Telling

        self.push_screen(Telling(sentence, hint))

    def action_note(self) -> None:
        """Take quick notes, about what the place on screen has in hand."""
        from tui.app.writing.capture import Capture

        places = (each for each in reversed(self.screen_stack) if isinstance(each, Place))
        self.push_screen(Capture(self.tray, next((each.in_hand for each in places), "")))

    def action_unplaced(self) -> None:
        """Show the notes that nobody has given a place yet."""
        from tui.app.writing.unplaced import Unplaced

        if not isinstance(self.screen, Unplaced):
            self.push_screen(Unplaced())

    def on_answered(self, event: Answered) -> None:
        """Take an answer when the app itself asked."""
        event.stop()
        event.deliver()

    def on_failed(self, event: Failed) -> None:
        """Say what went wrong when the app itself asked."""
        self.say_error(event.error)

    def on_unmount(self) -> None:
        """Leave nothing running, however the app came to its end."""
        self._close()

    def _close(self) -> None:
        self.leaving.set()
        self.tray.close()
        self.door.close()

    async def action_quit(self) -> None:
        """Leave; what is being written is kept and what is being saved is finished first."""
        screen = self.screen
        if isinstance(screen, AsksBeforeTheEnd) and screen.ask_before_the_end(self._leave):
            return
        self._leave()

    def _leave(self) -> None:
        self.kept_words = self.tray.has_unsaved
        for screens in self._screen_stacks.values():
            for screen in screens:
                if isinstance(screen, KeepsWords):
                    self.kept_words |= screen.is_changed
                    screen.keep_words()
        self._close()
        self.exit()


def run(opener: Callable[[], "Workspace"]) -> None:
    """Run the app on the workspace that `opener` opens."""
    Coproduce(opener).run()
