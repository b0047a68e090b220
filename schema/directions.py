"""How people see an outcome at this moment: what each of them said last, side by side."""

from collections.abc import Iterable

from schema.kinds import Progress
from schema.record import Contribution
from schema.replacement import current

DIRECTIONS = ("closer", "same", "further", "unsure")


def directions(contributions: Iterable[Contribution]) -> tuple[str, ...]:
    """Return the directions people see now, each once, in the order of `DIRECTIONS`.

    Of each person the newest view counts. Nobody knows how many people the unnamed views come
    from, so of those each perspective's newest counts. Nothing is counted or averaged.
    """
    newest: dict[tuple[str, ...], str] = {}
    for each in current(each for each in contributions if isinstance(each, Progress)):
        who = (each.by,) if each.by != "anonymous" else (each.by, *sorted(each.perspectives))
        newest[who] = each.direction
    seen = set(newest.values())
    return tuple(each for each in DIRECTIONS if each in seen)
