"""The history as lines: under each day what was done, by whom, and why."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from store.chronicle import Only
from store.values import Change
from tui import words
from tui.app.fitted import fitted
from tui.app.sentences import Line
from tui.layout import Block, Paragraph, dim, strong
from tui.lines.history import reason

_INDENT = 2
_PERSON = "p-"


def change_lines(
    changes: Iterable[Change],
    width: int,
    today: date,
    naming: Callable[[str], str],
    *,
    after: str = "",
    shared: bool = False,
) -> Iterator[Line]:
    """Yield changes as they are given, each opened by its commit, each day named once.

    `after` is the day that the lines before these ended with.
    """
    day = after
    for each in changes:
        if each.when[:10] != day:
            blank: list[Block] = [""] if day else []
            day = each.when[:10]
            yield Line(fitted([*blank, strong(words.day(day, today))], width))
        who = "" if each.names_saver and not shared else f" · {naming(each.who)}"
        blocks: list[Block] = [Paragraph([sentence(each, shared=shared), dim(who)], _INDENT, 2)]
        if each.why:
            blocks.append(Paragraph(f"why: {reason(each)}", _INDENT * 2, 5))
        yield Line(fitted(blocks, width), each.commit)


def sentence(change: Change, *, shared: bool = False) -> str:
    """Return what a change did and who said it; when everyone sees the screen, without names."""
    if shared and is_about_a_person(change):
        return "Something about a person here"
    return (change.sentence if shared else change.named) or change.subject


def is_about_a_person(change: Change) -> bool:
    """Return whether someone's own page changed: then the sentence has their name in it."""
    return any(each.startswith(_PERSON) for each in change.about)


def narrowed_words(only: Only, place: str, person: str, today: date) -> str:
    """Return what the history is narrowed to, as in "step 2 · since 3 March", "" for everything."""
    said = [place] if place else []
    if only.step:
        said.append(f"step {only.step}")
    if person:
        said.append(person)
    if only.since and only.since == only.until:
        said.append(f"on {words.day(only.since, today)}")
    else:
        said += [f"since {words.day(only.since, today)}"] if only.since else []
        said += [f"until {words.day(only.until, today)}"] if only.until else []
    return " · ".join(said)
