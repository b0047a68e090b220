"""What would help somebody who cannot agree yet: which position of theirs such words belong to."""

from schema.helping import NOT_YET
from schema.kinds import Position
from schema.replacement import current
from store.desk import Desk
from store.errors import BadValue
from store.finding import find_kind, speaker


def cannot_yet(desk: Desk, typed: str, by: str) -> str:
    """Return the id of a person's position `not-yet` on an agreement; `by` is as typed.

    Raises BadValue when they have none now: nobody is said to wait for help who does not.
    """
    reference = find_kind(desk.snapshot, typed, "agreement")
    person = speaker(desk.snapshot, by, "") or desk.require_me()
    about = desk.snapshot.about(reference.kind, reference.id)
    for each in reversed(current(desk.snapshot.counting(about, str(reference)))):
        if isinstance(each, Position) and each.by == person and each.position == NOT_YET:
            return each.id
    raise BadValue(
        f"{desk.name(person)} has not said “I can't agree yet” to this.",
        "Say it first with: coproduce agree … --position not-yet, or leave out --would-help.",
    )
