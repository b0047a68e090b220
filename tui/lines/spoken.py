"""Who has spoken, in words that point at nobody."""

from schema.spoken import OTHERS, UNSAID, Row, Spoken
from tui import words

_UNSAID = "who did not say as whom"


def spoken_words(spoken: Spoken) -> str:
    """Return who has spoken, as in "7 people: 4 staff, 3 carers", or "nobody yet".

    Only the number of everyone is said when fewer than three people stand behind a row.
    """
    if not spoken.people:
        return "nobody yet"
    everyone = _people(spoken.people, or_more=spoken.or_more)
    if not spoken.rows:
        return everyone
    return f"{everyone}: {', '.join(map(_row, spoken.rows))}"


def _people(number: int, *, or_more: bool) -> str:
    counted = words.count(number, "person", "people")
    return f"{counted} or more" if or_more else counted


def _row(row: Row) -> str:
    number = f"{row.people} or more" if row.or_more else str(row.people)
    if row.perspective == UNSAID:
        return f"{number} {_UNSAID}"
    if row.perspective == OTHERS:
        return f"{number} others"
    named = row.perspective.split(" + ")
    if len(named) == 1:
        return f"{number} {words.perspective(named[0], many=True)}"
    return f"{number} who are {words.listed(words.perspective(each, many=True) for each in named)}"
