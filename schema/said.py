"""What someone did by saying something: who, what, about what, and who wrote it down for them."""

from collections.abc import Callable

import msgspec

from schema.checklist import question
from schema.ids import parse_ref
from schema.kinds import Position, Progress, Reply, SetAside
from schema.record import Contribution
from schema.said_words import DIRECTIONS, POSITIONS, REPLIES, SET_ASIDE
from schema.text import capital_first


class Recorded(msgspec.Struct, frozen=True, kw_only=True):
    """What one person wrote down of what another said, by their names.

    It is never told as if the other had done it: always both are named. `aloud` is the day, in
    words, on which a text was read aloud to them before they said where they stand, else "".
    """

    recorder: str
    person: str
    aloud: str = ""

    @property
    def parts(self) -> tuple[str, str, str, str, str]:
        """The pieces of the sentence; the second and the fourth are names."""
        # Where nobody may be named, both are called the same.
        person = self.person if self.person != self.recorder else "someone else"
        aloud = f", read aloud on {self.aloud}" if self.aloud else ""
        return ("recorded by ", self.recorder, " for ", person, aloud)

    @property
    def words(self) -> str:
        """As it is told, as in "recorded by Robin for Sam, read aloud on 3 May"."""
        return "".join(self.parts)


def recorded_of(
    said: Contribution, name: Callable[[str], str], day: Callable[[str], str]
) -> Recorded | None:
    """Return who wrote down what somebody else said, None when they did so themselves.

    `name` gives the name of a person, `day` an ISO date in words. Source: docs/format.md.
    """
    if not said.recorder:
        return None
    aloud = day(said.date) if isinstance(said, Position) else ""
    return Recorded(recorder=name(said.recorder), person=name(said.by), aloud=aloud)


def line_of(said: Contribution, who: str, place: str, recorded: Recorded | None = None) -> str:
    """Return "Robin: I agree, on “Ground rules”" for what `who` said about `place`.

    What was recorded for them begins with that, so that no part of it reads as their own doing. It
    never holds the words themselves: they may have a content note, or be taken back.
    """
    who = recorded.words if recorded else who
    return f"{capital_first(who)}: {_what(said, place)}"


def _what(said: Contribution, place: str) -> str:
    match said:
        case Position():
            return f"{POSITIONS.get(said.position, said.position)}, on {place}"
        case Progress():
            return f"{DIRECTIONS.get(said.direction, said.direction)}, on {place}"
        case Reply():
            return f"{REPLIES.get(said.reply, said.reply)}, to {place}"
        case SetAside():
            return f"{SET_ASIDE.get(said.set_, said.set_)}, on {place}"
        case _ if said.ref == "unplaced":
            return "a note to place later"
        case _:
            return f"{'answers to' if said.kind == 'answer' else 'own words on'} {place}"


def place_of(ref: str, title: str) -> str:
    """Return what people call the place `ref`, whose document is called `title`."""
    found = parse_ref(ref)
    if found is None or not found.code:
        return f"“{title}”"
    asked = question(found.code) if found.kind == "step" else None
    return f"“{asked.short}” ({found.code})" if asked else f"“{title}” ({found.code})"
