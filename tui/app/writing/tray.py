"""Where quick notes wait: saved one after another behind the screen, none of them lost.

What is not saved yet, what could not be saved and the line being typed are held in a private
file, so that they are there again after a crash.
"""

import json
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from tui.app.door import WRITE
from tui.app.writing.notes import Note

if TYPE_CHECKING:
    from store import Workspace
    from store.held import HeldDraft
    from tui.app.application import Coproduce

ABOUT = "notes:unplaced"
_UNFINISHED = "A note is not finished yet."
_LEFT = "These words were not saved last time."


class Slip(msgspec.Struct, frozen=True):
    """A line as it was typed, what it is about, and what that is called.

    `reason` says why it came back, "" while it waits.
    """

    typed: str
    ref: str
    place: str
    reason: str = ""


class _Outcome(msgspec.Struct, frozen=True):
    slip: Slip
    by: str = ""
    problem: Exception | None = None


class Tray:
    """All quick notes of one run of the app."""

    def __init__(self, app: "Coproduce") -> None:
        self._app = app
        self._guard = threading.Lock()
        self._waiting: list[Slip] = []
        self._line: Slip | None = None
        self._key = ""
        self._found: HeldDraft | None = None
        self._looked = False
        self.back: list[Slip] = []
        self.saved = 0
        self.listener: Callable[[], None] | None = None

    @property
    def waiting(self) -> int:
        """How many notes are being saved."""
        return len(self._waiting)

    @property
    def has_unsaved(self) -> bool:
        """Whether a line is being typed, or notes came back."""
        return bool(self._line or self.back)

    def begin(self, left: tuple[Slip, ...]) -> None:
        """Count what an earlier run left, and the line that was left, as what came back."""
        line = self._line
        unfinished = (msgspec.structs.replace(line, reason=_UNFINISHED),) if line else ()
        self.back = [*left, *unfinished, *self.back]
        self._line = None

    def typed(self, line: Slip | None) -> None:
        """Remember the line being typed, None for an empty one."""
        self._line = line if line is not None and line.typed.strip() else None

    def keep(self, workspace: "Workspace") -> None:
        """Hold everything that is not saved; called away from the screen."""
        with self._guard:
            slips = [*self._waiting, *self.back, *([self._line] if self._line else [])]
            if slips:
                text = json.dumps([(each.typed, each.ref, each.place) for each in slips])
                self._key = workspace.hold_draft(ABOUT, text)
            elif self._key:
                workspace.drop_draft(self._key)
                self._key = ""
            if self._found is not None:
                workspace.drop_draft(self._found.key)
                self._found = None

    def look(self, workspace: "Workspace") -> "tuple[Slip, ...]":
        """Return, the first time, the lines an earlier run left behind; away from the screen."""
        if self._looked:
            return ()
        self._looked = True
        self._found = workspace.held_draft(ABOUT)
        return _slips(self._found.text) if self._found else ()

    def send(self, slip: Slip, note: Note) -> None:
        """Save a note behind the screen; one that cannot be saved comes back."""

        def work(workspace: "Workspace") -> _Outcome:
            try:
                workspace.say(slip.ref, note.text, by=note.by, perspectives=note.perspectives)
            except Exception as problem:  # noqa: BLE001 - whatever it is, the words come back
                outcome = _Outcome(slip, problem=problem)
                returned = msgspec.structs.replace(slip, reason=_reason(problem))
                self.back.append(returned)
            else:
                outcome = _Outcome(slip, by=note.by)
            self._waiting.remove(slip)
            self.keep(workspace)
            return outcome

        self._waiting.append(slip)
        self._app.door.ask(self._app, "note", work, self._answered, lane=WRITE)

    def close(self) -> None:
        """Hold what is not saved, once what is being saved is done."""
        if self._waiting or self.back or self._line:
            self._app.door.ask(self._app, "notes", self.keep, _ignore, lane=WRITE)

    def _answered(self, outcome: _Outcome) -> None:
        if outcome.problem is None:
            self.saved += 1
        if self.listener is not None:
            self.listener()
        elif outcome.problem is not None:
            self._app.say(
                "A note was not saved.", f"{_reason(outcome.problem)}\nPress n to see it."
            )
        if not self._waiting:
            self._app.tell_places()


def _ignore(_: None) -> None:
    return


def _slips(text: str) -> tuple[Slip, ...]:
    try:
        return tuple(Slip(*map(str, each), reason=_LEFT) for each in json.loads(text))
    except (ValueError, TypeError):
        # Nothing that was typed is thrown away, even when its form is not ours.
        return (Slip(" ".join(text.split()), "unplaced", "", _LEFT),)


def _reason(problem: Exception) -> str:
    sentence = getattr(problem, "sentence", "")
    return sentence if isinstance(sentence, str) and sentence else "It could not be saved."
