"""Whoever gets a team's workspace may be recorded in it already: then nobody is made twice."""

from collections.abc import Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from textual.message import Message
from textual.message_pump import MessagePump

from store.errors import Failed as CouldNot
from tui import words

if TYPE_CHECKING:
    from store.people_here import PersonHere
    from tui.app.application import Coproduce
    from tui.app.dialogs.waiting import Waiting

_QUESTION = "Are you one of these people? What you said before stays yours then."
_NEW = "new"
_LOOKS_UP = 0.1


class Stopped(CouldNot):
    """Someone did not want to wait."""

    code = "stopped"


class WhoJoins(Message):
    """Asks who of `people` is at the keyboard; `answer` takes their id, or "" for somebody new."""

    def __init__(self, waiting: "Waiting", people: "Sequence[PersonHere]") -> None:
        super().__init__()
        self.waiting = waiting
        self.people = people
        self.answer: SimpleQueue[str] = SimpleQueue()


def who_joins(asker: MessagePump, waiting: "Waiting", people: "Sequence[PersonHere]") -> str:
    """Return who of `people` it is, "" for somebody new, as answered on the screen.

    For the thread that gets the workspace: it waits. Raises Stopped when they gave up.
    """
    asked = WhoJoins(waiting, people)
    asker.post_message(asked)
    while not waiting.stopped:
        with suppress(Empty):
            return asked.answer.get(timeout=_LOOKS_UP)
    raise Stopped("The workspace was not put in place.", "Nothing is left of it.")


def ask_who_joins(app: "Coproduce", asked: WhoJoins, name: str) -> None:
    """Ask on the screen; `name` is what they typed, for somebody new."""
    from tui.app.dialogs.finding import FindOne

    def chosen(person: str | None) -> None:
        if person is None:
            asked.waiting.action_stop()
        else:
            asked.answer.put("" if person == _NEW else person)

    new = f"I am new here, as {name.strip()}" if name.strip() else "I am new here"
    same = [each.id for each in asked.people if each.name.casefold() == name.strip().casefold()]
    choices = [(_NEW, new), *((each.id, _called(each)) for each in asked.people)]
    app.push_screen(FindOne(_QUESTION, choices, same[0] if same else _NEW), chosen)


def _called(person: "PersonHere") -> str:
    return " · ".join((f"I am {person.name}", *map(words.perspective, person.perspectives)))
