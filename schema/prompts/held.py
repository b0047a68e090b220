"""Which meetings and reviews have been held by a day."""

from datetime import date

from schema.days import day
from schema.evidence import Evidence
from schema.kinds import Meeting, Review


def meetings_held(evidence: Evidence, today: date) -> tuple[Meeting, ...]:
    """Return the meetings with a date up to today, oldest first."""
    held = [each for each in evidence.of(Meeting) if _is_past(each.date, today)]
    return tuple(sorted(held, key=lambda each: (each.date, each.id)))


def reviews_held(evidence: Evidence, today: date) -> tuple[Review, ...]:
    """Return the reviews with a date up to today, oldest first."""
    held = [each for each in evidence.of(Review) if _is_past(each.date, today)]
    return tuple(sorted(held, key=lambda each: (each.date, each.id)))


def _is_past(written: str, today: date) -> bool:
    on = day(written)
    return on is not None and on <= today
