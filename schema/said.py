"""What someone did by saying something, as one line of the history: who, what and about what."""

from schema.checklist import question
from schema.ids import parse_ref
from schema.kinds import Position, Progress, Reply, SetAside
from schema.record import Contribution
from schema.said_words import DIRECTIONS, POSITIONS, REPLIES, SET_ASIDE


def line_of(said: Contribution, who: str, place: str) -> str:
    """Return "Robin: I agree, on “Ground rules”" for what `who` said about `place`.

    It never holds the words themselves: they may have a content note, or be taken back.
    """
    return f"{who[:1].upper()}{who[1:]}: {_what(said, place)}"


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
