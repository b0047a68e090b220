"""Days and rhythms: what people write (`2026-05-01`, `every 6 weeks`), and how a day is told."""

import re
from datetime import date, datetime

import msgspec

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def looks_like_a_day(text: str) -> bool:
    """Return whether `text` has the form of an ISO 8601 date, whether or not the day exists."""
    return _DAY.fullmatch(text) is not None


def day(text: str) -> date | None:
    """Return the day that an ISO 8601 date (2026-05-01) names, None if there is no such day."""
    if not looks_like_a_day(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def date_of(text: str) -> date | None:
    """Return the day of an ISO date or time, None for anything else."""
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        return None


def in_words(text: str, today: date) -> str:
    """Return an ISO date or time as "3 June", with the year when it is not this one.

    Text that is no date is returned as it is: a damaged date is shown, not hidden.
    """
    found = date_of(text)
    if found is None:
        return text
    year = "" if found.year == today.year else f" {found.year}"
    return f"{found.day} {MONTHS[found.month - 1]}{year}"


class Rhythm(msgspec.Struct, frozen=True):
    """How often something is planned: every `count` units, `unit` one of day, week, month, year."""

    count: int
    unit: str

    @property
    def days(self) -> int:
        """About how many days that is."""
        return self.count * _DAYS[self.unit]

    def units_in(self, days: int) -> int:
        """Return how many whole units of this rhythm fit into a number of days."""
        return days // _DAYS[self.unit]


_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
_WORDS = {
    "daily": Rhythm(1, "day"),
    "weekly": Rhythm(1, "week"),
    "fortnightly": Rhythm(2, "week"),
    "monthly": Rhythm(1, "month"),
    "quarterly": Rhythm(3, "month"),
    "yearly": Rhythm(1, "year"),
}
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_COUNTS = {word: count for count, word in enumerate((*_NUMBERS, "eleven", "twelve"), start=1)}
_RHYTHM = re.compile(r"(?:every )?(?:([0-9]{1,3}|[a-z]+) )?(day|week|month|year)s?")


def rhythm(text: str) -> Rhythm | None:
    """Return what a planned rhythm means ("6 weeks", "every two months", "monthly"), or None.

    What is not certain means nothing: "every now and then", "6 to 8 weeks".
    """
    plain = " ".join(text.lower().rstrip(".").split())
    if plain in _WORDS:
        return _WORDS[plain]
    found = _RHYTHM.fullmatch(plain)
    if not found:
        return None
    count, unit = found.groups()
    number = 1 if count in (None, "a") else _COUNTS.get(count, 0)
    if count and count.isdecimal():
        number = int(count)
    return Rhythm(number, unit) if number else None
