"""Changes as entries of a group: what was done, and below it by whom, when and why."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from tui import words
from tui.app.groups import Entry
from tui.app.history_lines import sentence
from tui.layout import cut
from tui.lines.history import reason
from tui.lines.status import excerpt

if TYPE_CHECKING:
    from store.values import Change

_TITLE = 90


def record_entry(
    changes: "Sequence[Change]",
    today: date,
    naming: Callable[[str], str],
    *,
    shared: bool,
    target: str,
) -> Entry:
    """Return an entry for the newest of a record's changes, and how many more there are."""
    last, *others = changes
    more = f"and {words.count(len(others), 'more change')}" if others else ""
    return change_entry(last, today, naming, shared=shared, target=target, more=more)


def change_entry(
    change: "Change",
    today: date,
    naming: Callable[[str], str],
    *,
    shared: bool,
    target: str = "history",
    more: str = "",
) -> Entry:
    """Return an entry for one change; with `shared` nobody is named."""
    below = [] if shared else [change.recorded.words if change.recorded else naming(change.who)]
    below += [words.ago(change.when, today)]
    below += [_why(change)] if change.why else []
    below += [more] if more else []
    said = sentence(change, shared=True) if shared else change.sentence or change.subject
    return Entry((short(said),), target, " · ".join(below))


def _why(change: "Change") -> str:
    return reason(change) if change.content_note else f"“{excerpt(change.why)}”"


def short(text: str) -> str:
    """Return a text on about a line."""
    return "".join(piece.text for piece in cut(" ".join(text.split()), _TITLE))
