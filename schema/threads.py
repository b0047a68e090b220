"""How the five threads feel over time, from each side: never averaged, and pointing at nobody."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from schema.kinds import THREADS, Answer, Review
from schema.record import Contribution
from schema.replacement import ANONYMOUS, current, document_of
from schema.spoken import (
    FEWEST,
    OTHERS,
    UNSAID,
    PerspectivesOf,
    Row,
    speakers,
    who_has_spoken,
)

FEELINGS = ("better", "same", "worse", "unsure")
EVERYONE = "everyone"


class Felt(msgspec.Struct, frozen=True):
    """How one side sees one thread in one review.

    `feelings` are those anyone named, in the order of `FEELINGS`. `counts` say how many people
    named each, and is empty when one of them would be fewer people than may be told apart.
    `people` is how many stand behind it, `or_more` when unnamed people are among them.
    """

    feelings: tuple[str, ...]
    counts: tuple[int, ...]
    people: int
    or_more: bool = False


class Side(msgspec.Struct, frozen=True):
    """One row: a perspective as in `schema.spoken`, and what it felt in each review or None.

    `perspective` may be `others` (everyone whose row would be too small, together) or `everyone`
    (when no row stands apart).
    """

    perspective: str
    felt: tuple[Felt | None, ...]


class ThreadOverTime(msgspec.Struct, frozen=True):
    """One thread, by its code, through the reviews it was asked in.

    `too_few` are the ids of reviews in which someone answered, but too few to show even together.
    """

    code: str
    sides: tuple[Side, ...]
    too_few: tuple[str, ...] = ()


class Threads(msgspec.Struct, frozen=True):
    """The reviews, oldest first, and all five threads through them; a column for each review."""

    reviews: tuple[Review, ...]
    threads: tuple[ThreadOverTime, ...]


def threads_over_time(
    reviews: Iterable[Review],
    contributions: Iterable[Contribution],
    people: PerspectivesOf,
    *,
    fewest: int = FEWEST,
) -> Threads:
    """Return how each thread felt in each review, one row for each perspective.

    A row needs `fewest` people who said something about that thread in that review; those of
    smaller rows stand together, as in `schema.spoken.who_has_spoken`. The floor is counted for
    each thread, because one voice must not stand for a whole perspective.
    """
    ordered = tuple(sorted(reviews, key=lambda each: (each.date, each.id)))
    answers = _by_review(contributions)
    columns = [answers.get(each.id, ()) for each in ordered]
    return Threads(
        ordered, tuple(_thread(code, ordered, columns, people, fewest) for code in THREADS)
    )


def _by_review(contributions: Iterable[Contribution]) -> dict[str, list[Answer]]:
    found: dict[str, list[Answer]] = defaultdict(list)
    for each in current(contributions):
        if isinstance(each, Answer):
            found[document_of(each.ref).removeprefix("review/")].append(each)
    return found


def _thread(
    code: str,
    reviews: Sequence[Review],
    columns: Sequence[Sequence[Answer]],
    people: PerspectivesOf,
    fewest: int,
) -> ThreadOverTime:
    felt = [_felt(code, answers, people, fewest) for answers in columns]
    asked = [any(each.threads.get(code) in FEELINGS for each in answers) for answers in columns]
    names = sorted({name for column in felt for name in column}, key=_place)
    return ThreadOverTime(
        code,
        tuple(Side(name, tuple(column.get(name) for column in felt)) for name in names),
        tuple(
            review.id
            for review, column, anyone in zip(reviews, felt, asked, strict=True)
            if anyone and not column
        ),
    )


def _place(name: str) -> tuple[int, str]:
    """Perspectives by name, then who did not say, then those together."""
    return ((UNSAID, OTHERS, EVERYONE).index(name) + 1 if name in _LAST else 0, name)


_LAST = frozenset({UNSAID, OTHERS, EVERYONE})


def _felt(
    code: str, answers: Sequence[Answer], people: PerspectivesOf, fewest: int
) -> dict[str, Felt]:
    """Return what one review says about one thread, by the name of the row."""
    said = [each for each in answers if each.threads.get(code) in FEELINGS]
    spoken = who_has_spoken(said, people, fewest=fewest)
    if not spoken.rows:
        whole = Row(EVERYONE, spoken.people, spoken.or_more)
        return {EVERYONE: _told(code, said, whole, fewest)} if spoken.people >= fewest else {}
    apart = {row.perspective for row in spoken.rows}
    as_whom = {each.person: each.perspectives for each in speakers(said, people)}
    rows: dict[str, list[Answer]] = defaultdict(list)
    for each in said:
        stated = tuple(sorted(set(each.perspectives)))
        name = " + ".join(stated if _is_unnamed(each) else as_whom[each.by]) or UNSAID
        rows[name if name in apart else OTHERS].append(each)
    return {row.perspective: _told(code, rows[row.perspective], row, fewest) for row in spoken.rows}


def _told(code: str, said: Iterable[Answer], row: Row, fewest: int) -> Felt:
    voices: dict[str, set[str]] = defaultdict(set)
    for each in said:
        # Unnamed answers may all be one person's, so together they count once.
        voices[str(each.threads[code])].add(ANONYMOUS if _is_unnamed(each) else each.by)
    feelings = tuple(each for each in FEELINGS if voices[each])
    counts = Counter({each: len(voices[each]) for each in feelings})
    tellable = all(counts[each] >= fewest for each in feelings)
    return Felt(
        feelings,
        tuple(counts[each] for each in feelings) if tellable else (),
        row.people,
        row.or_more,
    )


def _is_unnamed(said: Contribution) -> bool:
    return said.by in ("", ANONYMOUS)
