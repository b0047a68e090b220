"""Quick capture: a line at the bottom of any screen for the notes of a running meeting."""

from datetime import date
from typing import TYPE_CHECKING, ClassVar, cast

import msgspec
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widgets import Input, Static

from schema.kinds import Activity
from schema.replacement import ANONYMOUS
from tui.app.door import Asking
from tui.app.writing.first_words import SAVING_MEANS
from tui.app.writing.notes import Letters, Note, Unclear, legend, letters, parse
from tui.app.writing.page import OneLinePage
from tui.app.writing.tray import Slip, Tray
from tui.naming import Naming
from tui.safe import joined, lines, shown
from tui.words import count, perspective

if TYPE_CHECKING:
    from store import Workspace
    from tui.app.application import Coproduce

UNPLACED = "unplaced"
_PERSON = "person/"
_HOW = "your own words · c: a carer’s · ?: somebody’s, not named · or a name and :"
_WHOSE = "It is not clear whose words these are."
_AS_IT_IS = "Enter again saves it as it is, by somebody not named; typing on begins the next."
_LATER = "Note, to be placed later"
_PAUSE = 1.0
# Long enough that nobody is about to type the next note when one comes back.
_REST = 2.0


class _Around(msgspec.Struct, frozen=True):
    """Who may speak here, as whom, who has spoken before, and what the note is about."""

    me: str
    people: tuple[tuple[str, str], ...]
    letters: Letters
    speakers: frozenset[str]
    place: str
    left: tuple[Slip, ...]


class Capture(Asking, ModalScreen[None]):
    """One line after another; `ref` is the question or record in hand, "" for none.

    A note is never about a person: on a page with a name it would read as said to them, and stay
    about them for good. It waits to be placed.
    """

    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Done", id="capture.leave"),
    ]
    CSS = """
    Capture { align: center bottom; background: $background 0%; }
    Capture #note {
        height: auto; min-height: 4; max-height: 10; padding: 0 1;
        background: $surface; border: round $primary;
    }
    Capture Input, Capture Input:focus {
        border: none; height: 1; padding: 0; background: $surface;
    }
    Capture #telling { height: auto; color: $text-muted; }
    """

    def __init__(self, tray: Tray, ref: str = "") -> None:
        super().__init__()
        self._tray = tray
        self._ref = UNPLACED if not ref or ref.startswith(_PERSON) else ref
        self._around: _Around | None = None
        self._slip: Slip | None = None
        self._stopped = ""
        self._spoken: set[str] = set()
        self._entered = False
        self._leaving = False
        self._resting: list[Timer] = []

    @property
    def coproduce(self) -> "Coproduce":
        """The app."""
        return cast("Coproduce", self.app)

    @property
    def line(self) -> Input:
        """The line to write on."""
        return self.query_one(Input)

    def compose(self) -> ComposeResult:
        """Put a line in a frame."""
        with Vertical(id="note"):
            yield OneLinePage(placeholder=_HOW, select_on_focus=False)
            yield Static(id="telling")

    def on_mount(self) -> None:
        """Ask who may speak here."""
        self._tray.listener = self._answered
        self._tell()
        self.ask("around", self._look_around, self._begin, keys_wait=True)

    def on_unmount(self) -> None:
        """Let notes that come back be told of elsewhere."""
        self._tray.listener = None

    def _answered(self) -> None:
        self._tell()
        if self._tray.back and not self.line.value:
            self._wait()

    def _look_around(self, workspace: "Workspace") -> _Around:
        activity = workspace.read("activity")
        people = workspace.people()
        return _Around(
            workspace.me,
            tuple((each.id, each.name) for each in people if each.here == "here"),
            letters(activity.perspectives if isinstance(activity, Activity) else ()),
            frozenset(each.id for each in people if each.spoke),
            _place(workspace, self._ref),
            self._tray.look(workspace),
        )

    def _begin(self, around: _Around) -> None:
        self._around = around
        self._tray.begin(around.left)
        self._tell()
        if self._tray.back:
            self._wait()
        if self._entered:
            self._entered = False
            self._enter()

    def _take(self, slip: Slip) -> None:
        """Put a line that came back, or was left, on the line again."""
        self._slip = slip
        self._stopped = slip.typed if slip.reason == _WHOSE else ""
        self._tray.typed(slip)
        self.line.value = slip.typed
        self.line.cursor_position = len(slip.typed)

    def _now(self) -> Slip:
        """Return the line as it stands, with what it is about."""
        if self._slip is not None:
            return msgspec.structs.replace(self._slip, typed=self.line.value, reason="")
        return Slip(self.line.value, self._ref, self._around.place if self._around else "")

    @on(Input.Changed)
    def _typed(self) -> None:
        self._leaving = False
        self._let_stopped_wait()
        if not self.line.value.strip():
            self._slip = None
        self._tray.typed(self._now())
        self._tell()
        self._wait()

    def _let_stopped_wait(self) -> None:
        """Put a note that was not taken aside when somebody types on: no two become one."""
        stopped, typed = self._stopped, self.line.value
        if not stopped or typed == stopped:
            return
        self._stopped = ""
        if typed.startswith(stopped) and self.line.cursor_position == len(typed):
            waiting = msgspec.structs.replace(self._now(), typed=stopped, reason=_WHOSE)
            self._tray.back.append(waiting)
            self._slip = None
            self.line.value = typed.removeprefix(stopped)
            self.line.cursor_position = len(self.line.value)

    def _wait(self) -> None:
        for timer in self._resting:
            timer.stop()
        resting = ((_PAUSE, self._keep), (_REST, self._bring_back))
        self._resting = [self.set_timer(pause, then) for pause, then in resting]

    def _bring_back(self) -> None:
        """Put a note that could not be saved on the line, when the line is free."""
        if self._tray.back and not self.line.value:
            self._take(self._tray.back.pop(0))
        self._tell()

    def _keep(self) -> None:
        self.ask("keep", self._tray.keep, _ignore)

    @on(Input.Submitted)
    def _enter(self) -> None:
        around = self._around
        if around is None:
            self._entered = True
            return
        if not self.line.value.strip():
            self.line.value = ""
            self._bring_back()
            return
        note = parse(self.line.value, around.letters, around.people)
        if isinstance(note, Unclear):
            if note.as_it_is is None or self._stopped != self.line.value:
                self._stopped = self.line.value if note.as_it_is else ""
                self._tell(self._why_not(note))
                return
            note = note.as_it_is
        self._stopped = ""
        self._spoken.add(note.by or around.me)
        slip = self._now()
        self._tray.typed(None)
        self._slip = None
        self._tray.send(slip, note)
        self.line.value = ""
        self._tell()
        self._keep()

    def _tell(self, sentence: str = "") -> None:
        """Show what this line will be, or why it is not one yet, and how many are saved."""
        if not self.is_attached:
            return
        slip = self._slip
        is_stopped = self._stopped and self._stopped == self.line.value
        if not sentence and slip and slip.typed == self.line.value and not is_stopped:
            sentence = slip.reason
        frame = self.query_one("#note")
        place = self._now().place
        frame.border_title = cast("str", shown(f"Note for {place}" if place else _LATER))
        frame.border_subtitle = cast("str", shown(" · ".join(self._counts())))
        self.query_one("#telling", Static).update(shown(sentence) if sentence else self._who())

    def _counts(self) -> list[str]:
        tray = self._tray
        counts = ["Enter next", "Esc done", f"{tray.saved} saved"]
        if tray.waiting:
            counts.append(f"{tray.waiting} being saved")
        if tray.back:
            counts.append(f"{count(len(tray.back), 'note')} came back")
        return counts

    def _who(self) -> Content:
        around = self._around
        if around is None:
            return joined("")
        if not self.line.value.strip() and self._tray.back:
            return shown(f"{self._tray.back[0].reason} Enter brings the note back.")
        if not self.line.value.strip():
            known = joined((legend(around.letters), "$text-muted"))
            means = self._means(around, around.me)
            return lines([known, shown(means.strip(), "$text-muted")]) if means else known
        note = parse(self.line.value, around.letters, around.people)
        if isinstance(note, Unclear):
            return shown(self._why_not(note), "$text-muted")
        said = self._speaker(around, note)
        if note.by not in ("", around.me):
            said += self._means(around, note.by)
        return shown(said, "$text-muted")

    def _means(self, around: _Around, speaker: str) -> str:
        """Return what is said before the first words of someone are saved."""
        if speaker == ANONYMOUS or speaker in around.speakers or speaker in self._spoken:
            return ""
        return f" First words here. {SAVING_MEANS}"

    def _why_not(self, unclear: Unclear) -> str:
        hidden = self.coproduce.projector and unclear.people
        why = unclear.sentence
        if hidden:
            why = why.replace(unclear.people, "several people")
        return f"{why} {_AS_IT_IS}" if self._stopped else why

    def _speaker(self, around: _Around, note: Note) -> str:
        names = dict(around.people)
        if note.by == ANONYMOUS:
            who = " and ".join(perspective(each) for each in note.perspectives) or "someone"
            return f"Said by {who}, no name kept. In a small group people may still guess who."
        if not note.by or note.by == around.me:
            me = self.coproduce.naming(names.get(around.me, ""), "")
            who = f"as you, {me}" if me else "as you"
            return f"Saved {who}: your own words. ?: in front for somebody, not named."
        return f"Said by {self.coproduce.naming(names[note.by])}, recorded by you."

    def action_leave(self) -> None:
        """Leave; a line that is not saved is kept for next time, after saying so."""
        if not self._leaving and (sentence := self._unsaved()):
            self._leaving = True
            self._tell(sentence)
            return
        self._keep()
        self._tray.listener = None
        self.dismiss(None)

    def _unsaved(self) -> str:
        """Return what to say before leaving words behind, "" when there are none."""
        if self.line.value.strip():
            return "Not saved yet. Enter saves it; Esc again keeps it for next time."
        if self._tray.back:
            return "Not all is saved. Enter shows it; Esc again keeps it for next time."
        return ""


def _place(workspace: "Workspace", ref: str) -> str:
    """Return what the place a note is for is called, "" for a note to be placed later."""
    if ref == UNPLACED:
        return ""
    return Naming(workspace, date.fromisoformat(workspace.today)).place(ref)


def _ignore(_: None) -> None:
    return
