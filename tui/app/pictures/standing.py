"""An agreement's standing over time: a line of marks under the months, and the same in words."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from tui import words
from tui.layout import Block, Rows, Verbatim, dim

if TYPE_CHECKING:
    from store.standings import Moment

MARKS: Mapping[str, str] = {
    "draft": "·",
    "asked": "○",
    "agreed": "●",
    "not-yet": "◇",
    "changed-since-agreed": "◐",
}
WIDEST = 60
_TEXT_CHANGED = "^"


def standing_picture(moments: Sequence["Moment"], today: date, width: int) -> Iterator[Block]:
    """Yield the picture in at most `width` columns, then each moment as a row of words."""
    if not moments:
        return
    yield Verbatim("\n".join(_picture(moments, today, min(width, WIDEST))))
    yield ""
    yield Rows([(words.day(each.day, today), _said(each)) for each in moments])
    if any(each.text_changed for each in moments):
        yield dim(f"{_TEXT_CHANGED} the text changed")


def mark_of(state: str) -> str:
    """Return the mark of a standing; it always stands beside the words."""
    return MARKS.get(state, " ")


def _said(moment: "Moment") -> str:
    said = [f"{mark_of(moment.state)} {words.STANDINGS.get(moment.state, moment.state)}"]
    if moment.text_changed:
        said.append("the text changed")
    if moment.parties_changed:
        said.append("other people are asked")
    return " · ".join(said)


def _picture(moments: Sequence["Moment"], today: date, width: int) -> Iterator[str]:
    """Yield the months, the marks, and where the text changed; a column is some days."""
    days = [words.date_of(each.day) or today for each in moments]
    first, last = days[0], max(today, days[-1])
    columns = max(1, min(width, (last - first).days + 1))

    def column(day: date) -> int:
        return (day - first).days * (columns - 1) // max((last - first).days, 1)

    marks = [mark_of(moments[0].state)] * columns
    changes = [" "] * columns
    for day, moment in zip(days, moments, strict=True):
        at = column(day)
        marks[at:] = [mark_of(moment.state)] * (columns - at)
        changes[at] = _TEXT_CHANGED if moment.text_changed else changes[at]
    yield _months(first, last, {day: column(day) for day in _starts(first, last)}, columns)
    yield "".join(marks)
    if "".join(changes).strip():
        yield "".join(changes).rstrip()


def _starts(first: date, last: date) -> Iterator[date]:
    """Yield the first day, and the first of each month after it."""
    yield first
    year, month = first.year, first.month
    while True:
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        if (start := date(year, month, 1)) > last:
            return
        yield start


def _months(first: date, last: date, places: Mapping[date, int], columns: int) -> str:
    """Return the names of the months that have room; a new year is named by its number."""
    line = ""
    for day, at in places.items():
        name = words.MONTHS[day.month - 1][:3]
        if first.year != last.year and (day.month == 1 or day == first):
            name = str(day.year) if day.month == 1 and day != first else f"{name} {day.year}"
        starts_over = day == first or at > len(line)
        if starts_over and (at + len(name) <= columns or day == first):
            line = f"{line:{at}}{name}"
    return line
