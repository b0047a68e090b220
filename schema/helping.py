"""What would help somebody who cannot agree yet: their own words, named as that by themselves."""

from collections.abc import Iterable, Mapping

from schema.kinds import Position, Words
from schema.record import Contribution
from schema.replacement import current, document_of

NOT_YET = "not-yet"


def would_help(said: Iterable[Contribution]) -> Mapping[str, tuple[Words, ...]]:
    """Return, by the id of a position, the words of what would help that person now, by date.

    They count while both the words and the position are current, the position is `not-yet`, and
    both are of one person about one agreement: nobody says for another what would help them.
    """
    now = current(said)
    waiting = {e.id: e for e in now if isinstance(e, Position) and e.position == NOT_YET}
    found: dict[str, tuple[Words, ...]] = {}
    for each in now if waiting else ():
        position = waiting.get(each.helps) if isinstance(each, Words) else None
        if position and isinstance(each, Words) and _belong(each, position):
            found[position.id] = (*found.get(position.id, ()), each)
    return found


def _belong(words: Words, position: Position) -> bool:
    same_place = document_of(words.ref) == document_of(position.ref)
    return same_place and words.by == position.by
