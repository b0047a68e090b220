"""Choosing who is asked about an agreement; nobody is pressed, and taking off stays visible."""

from collections.abc import Collection, Sequence
from typing import ClassVar

import msgspec
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from store.people_here import NOT_HERE_YET, PersonHere
from tui import words
from tui.app.sentences import Line, Sentences
from tui.app.writing.page import OneLinePage
from tui.safe import joined, shown

_MEANS = (
    "Whoever is on the list is asked where they stand. Nobody has to answer. "
    "The others need not answer again."
)
_TAKEN_OFF = "Taken off the list: {names}. That stays in sight beside the agreement."


class Asked(msgspec.Struct, frozen=True):
    """Who is asked from now on, by id, and why that changed."""

    parties: tuple[str, ...]
    why: str


class WhoIsAsked(ModalScreen[Asked | None]):
    """A list of people, each asked or not; None when it stays as it is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", id="asked.save"),
        Binding("escape", "leave", "Leave it", id="asked.leave"),
        Binding("space", "turn", "Ask or not", id="asked.turn"),
    ]
    CSS = """
    WhoIsAsked .dialog { height: 90%; }
    WhoIsAsked #people { height: 1fr; max-height: 100%; margin-bottom: 1; }
    WhoIsAsked #taken-off { color: $warning; }
    """

    def __init__(self, title: str, people: Sequence[PersonHere], parties: Collection[str]) -> None:
        super().__init__()
        self._title = title
        self._people = tuple(people)
        self._before = tuple(parties)
        self._asked = set(parties)

    def compose(self) -> ComposeResult:
        """Show the people and a line for the reason."""
        with Vertical(classes="dialog"):
            yield Static(shown(f"Who is asked about “{self._title}”?", "bold"))
            yield Static(shown(_MEANS, "$text-muted"))
            yield Sentences(id="people")
            yield Static(id="taken-off")
            yield OneLinePage(
                placeholder="Why? You may leave it empty; it stays in the history.", compact=True
            )
            keys = "Space or Enter ask or not   Tab reason   ctrl+s save   Esc leave it"
            yield Static(joined((keys, "$text-muted")), classes="keys")

    def on_mount(self) -> None:
        """Fill the list."""
        self._show()
        self.query_one(Sentences).focus()

    def _show(self) -> None:
        self.query_one(Sentences).show(
            Line(joined(*_said(each, asked=each.id in self._asked)), each.id)
            for each in self._people
        )
        gone = [each.name for each in self._people if each.id in set(self._before) - self._asked]
        taken_off = self.query_one("#taken-off", Static)
        taken_off.display = bool(gone)
        taken_off.update(shown(_TAKEN_OFF.format(names=words.listed(gone))))

    @on(Sentences.Opened, "#people")
    def _turned(self, event: Sentences.Opened) -> None:
        event.stop()
        self._asked ^= {event.target}
        self._show()

    @on(Input.Submitted)
    def _written(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_save()

    def action_turn(self) -> None:
        """Ask the person under the cursor, or not."""
        if target := self.query_one(Sentences).target:
            self._asked ^= {target}
            self._show()

    def action_save(self) -> None:
        """Close with who is asked; those asked before keep their place in the list."""
        if self._asked == set(self._before):
            self.dismiss(None)
            return
        kept = [each for each in self._before if each in self._asked]
        new = [e.id for e in self._people if e.id in self._asked and e.id not in self._before]
        self.dismiss(Asked((*kept, *new), self.query_one(Input).value.strip()))

    def action_leave(self) -> None:
        """Leave it as it is."""
        self.dismiss(None)


def _said(person: PersonHere, *, asked: bool) -> tuple[str | tuple[str, str], ...]:
    asides = [words.perspective(each) for each in person.perspectives]
    asides += ["a place still empty"] if person.here == NOT_HERE_YET else []
    mark = "■ asked      " if asked else "□ not asked  "
    return (mark, person.name, (f"  {' · '.join(asides)}" if asides else "", "$text-muted"))
