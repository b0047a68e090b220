"""Who has spoken, in words that point at nobody."""

from schema.spoken import OTHERS, UNSAID, Row, Spoken
from tui import words

_UNSAID = "who did not say as whom"


def spoken_words(spoken: Spoken) -> str:
    """Return who has spoken, as in "7 people have spoken: 4 staff, 3 carers".

    Only the number of everyone is said when fewer than three people stand behind a row.
    """
    if not spoken.people:
        return "nobody has spoken yet"
    counted = words.count(spoken.people, "person", "people")
    who = f"{counted} or more have" if spoken.or_more else f"{counted} have"
    if spoken.people == 1 and not spoken.or_more:
        who = "1 person has"
    rows = f": {', '.join(map(row_words, spoken.rows))}" if spoken.rows else ""
    return f"{who} spoken{rows}"


def row_words(row: Row) -> str:
    """Return how many people of which side, as in "3 carers"."""
    number = f"{row.people} or more" if row.or_more else str(row.people)
    if row.perspective == UNSAID:
        return f"{number} {_UNSAID}"
    if row.perspective == OTHERS:
        return f"{number} others"
    named = row.perspective.split(" + ")
    if len(named) == 1:
        return f"{number} {words.perspective(named[0], many=True)}"
    return f"{number} who are {words.listed(words.perspective(each, many=True) for each in named)}"
