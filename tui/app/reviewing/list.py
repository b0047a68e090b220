"""All reviews as lines: what was promised last time and what became of it, then each review."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from schema.promises import Promise
from tui import words
from tui.app.fitted import fitted
from tui.app.sentences import Line
from tui.layout import Block, Paragraph, Rows, Text, dim, strong

if TYPE_CHECKING:
    from store.reviews import ReviewLine

MOST = 300
STATES: Mapping[str, str] = {
    "open": "open",
    "kept": "kept",
    "changed": "changed",
    "dropped": "dropped",
    "written-down": "no one yet",
}
STATE_WIDTH = 10
_INDENT = 2

Naming = Callable[[str], str]


def list_lines(
    reviews: Sequence["ReviewLine"], names: Mapping[str, str], width: int, today: date
) -> Iterator[Line]:
    """Yield what the newest promises became, then the reviews, the newest first.

    `names` are the names people are shown by, by person id.
    """
    if not reviews:
        yield line(width, ["There is no review yet.", dim("+ starts one.")])
        return
    yield from _promised(reviews, names, width, today)
    yield line(width, [strong("Reviews")])
    aside = False
    for each in reviews[:MOST]:
        if each.archived and not aside:
            aside = True
            yield line(width, ["", dim("put aside")])
        yield line(width, [*_review(each, today)], f"review/{each.id}")
    if len(reviews) > MOST:
        yield line(width, [dim(f"and {len(reviews) - MOST:,} more; / finds them by their words")])


def _promised(
    reviews: Sequence["ReviewLine"], names: Mapping[str, str], width: int, today: date
) -> Iterator[Line]:
    last = next((each for each in reviews if each.promises and not each.archived), None)
    if last is None:
        return
    when = f" · {last.title}, {words.day(last.date, today)}" if last.date else f" · {last.title}"
    yield line(width, [[strong("Promised last time"), dim(when)]])
    for each in last.promises:
        target = f"action/{each.action}" if each.action else f"review/{last.id}"
        yield line(width, [promise_row(each, names, today)], target)
    yield line(width, [""])


def promise_row(
    promise: Promise, names: Mapping[str, str], today: date, before: Sequence[Text] = ()
) -> Rows:
    """Return one promise: what became of it, what it is, whose it is and by when.

    `before` are cells that stand left of it.
    """
    whose = [names.get(promise.owner, "someone")] if promise.owner else []
    due = [words.day(promise.due, today)] if promise.due else []
    about = dim(f" · {', '.join(whose + due)}") if whose or due else ""
    state = f"{STATES.get(promise.state, promise.state):{STATE_WIDTH}}"
    return Rows([(*before, dim(state), [promise.text, about])], _INDENT)


def _review(review: "ReviewLine", today: date) -> Iterator[Block]:
    said = [words.day(review.date, today)] if review.date else []
    if review.answered:
        said.append(f"{words.count(review.answered, 'person', 'people')} answered")
    if review.damaged:
        said = ["cannot be read; Enter shows it as plain text"]
    yield Paragraph([review.title, dim(f" · {' · '.join(said)}" if said else "")], _INDENT, _INDENT)
    about = f"content note: {review.content_note}" if review.content_note else review.focus
    if about:
        yield Paragraph(dim(about), _INDENT * 2)


def line(width: int, blocks: Sequence[Block], target: str = "") -> Line:
    """Return blocks as one line of a list; with a target it opens something."""
    return Line(fitted(blocks, width), target)
