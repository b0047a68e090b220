"""Looking back: every review; one with what was promised before it and what people answered."""

from collections.abc import Mapping

import msgspec

from schema.evidence import Evidence
from schema.kinds import Answer, Review
from schema.promises import Promise, promises_of
from schema.record import Damaged
from schema.replacement import ANONYMOUS, current
from schema.spoken import Spoken, who_has_spoken
from schema.threads import Threads, threads_over_time
from store.desk import Desk
from store.errors import DamagedRecord, UnknownReference
from store.finding import find_kind
from store.overview import evidence


class ReviewLine(msgspec.Struct, frozen=True, kw_only=True):
    """One review in a list, with what it promised and how many people answered.

    `damaged` says why its file cannot be read, "" for one that can.
    """

    id: str
    title: str
    path: str
    date: str = ""
    focus: str = ""
    every: str = ""
    archived: str = ""
    content_note: str = ""
    promises: tuple[Promise, ...] = ()
    answered: int = 0
    damaged: str = ""


class ReviewPage(msgspec.Struct, frozen=True, kw_only=True):
    """One review and everything that belongs to it.

    `before` is the review before it that promised anything, and `promised` what became of that.
    `promises` are its own. `answers` are those that stand, by name, unnamed ones last; `names`
    holds the chosen names of everyone in them. `threads` are those of all reviews up to this one.
    """

    review: Review
    before: Review | None
    promised: tuple[Promise, ...]
    promises: tuple[Promise, ...]
    answers: tuple[Answer, ...]
    spoken: Spoken
    threads: Threads
    names: Mapping[str, str]


def review_lines(desk: Desk) -> tuple[ReviewLine, ...]:
    """Return every review, the newest first; those put aside and damaged ones last."""
    known = evidence(desk)
    lines = [_line(each, known) for each in desk.snapshot.documents if isinstance(each, Review)]
    lines.sort(key=lambda each: (not each.archived, each.date, each.id), reverse=True)
    damaged = (
        ReviewLine(id=name, title=name, path=each.path, damaged=each.message)
        for each in desk.snapshot.everything
        if isinstance(each, Damaged) and each.path.startswith("reviews/")
        for name in [each.path.removeprefix("reviews/").removesuffix(".md")]
    )
    return (*lines, *damaged)


def _line(review: Review, known: Evidence) -> ReviewLine:
    return ReviewLine(
        id=review.id,
        title=review.title or review.id,
        path=review.path,
        date=review.date,
        focus=review.focus,
        every=review.every,
        archived=review.archived,
        content_note=review.content_note,
        promises=promises_of(review, known),
        answered=len({each.by for each in _answers(known, review)}),
    )


def review_page(desk: Desk, typed: str) -> ReviewPage:
    """Return one review with what belongs to it. Raises DamagedRecord or UnknownReference."""
    reference = find_kind(desk.snapshot, typed, "review")
    review = desk.snapshot.record(desk.snapshot.path(reference.id, reference.kind))
    if isinstance(review, Damaged):
        raise DamagedRecord(review.path, review.message, review.line)
    if not isinstance(review, Review):
        raise UnknownReference(typed)
    known = evidence(desk)
    before, promised = _promised_before(review, known)
    promises = promises_of(review, known)
    answers = sorted(
        _answers(known, review),
        key=lambda each: (each.by == ANONYMOUS, desk.name(each.by).casefold(), each.id),
    )
    people = {each.by for each in answers} | {each.recorder for each in answers}
    people |= {each.owner for each in (*promised, *promises)}
    return ReviewPage(
        review=review,
        before=before,
        promised=promised,
        promises=promises,
        answers=tuple(answers),
        spoken=who_has_spoken(answers, known.perspectives_of),
        threads=threads(desk, until=review),
        names={id_: desk.name(id_) for id_ in sorted(people) if id_},
    )


def _answers(known: Evidence, review: Review) -> tuple[Answer, ...]:
    said = known.about(f"review/{review.id}")
    return tuple(each for each in current(said) if isinstance(each, Answer))


def _promised_before(review: Review, known: Evidence) -> tuple[Review | None, tuple[Promise, ...]]:
    """Return the newest review before this one that promised anything, and what became of it."""
    earlier = [each for each in known.of(Review) if _place(each) < _place(review)]
    for each in sorted(earlier, key=_place, reverse=True):
        if found := promises_of(each, known):
            return each, found
    return None, ()


def _place(review: Review) -> tuple[str, str]:
    return review.date, review.id


def threads(desk: Desk, until: Review | None = None) -> Threads:
    """Return the five threads through all reviews that are not put aside, or up to one of them."""
    known = evidence(desk)
    reviews = [each for each in known.of(Review) if until is None or _place(each) <= _place(until)]
    return threads_over_time(reviews, known.current, known.perspectives_of)
