"""Telling of words that an earlier run left unsaved, and where they are offered again."""

from datetime import date
from typing import TYPE_CHECKING

from tui import words
from tui.app.writing.tray import ABOUT
from tui.naming import Naming

if TYPE_CHECKING:
    from store import Workspace

_MOST = 3
_BEFORE = {
    "words": "own words about ",
    "position": "a reason about ",
    "aside": "a reason about ",
    "reason": "a reason about ",
}
# What a draft is called where it belongs, and the key that goes on with it there.
_WAITS = {
    "document": ("draft of the text", "drafts of the text", "e"),
    "words": ("draft of own words", "drafts of own words", "w"),
    "position": ("reason", "reasons", "a"),
    "aside": ("reason", "reasons", "b"),
}


def left_behind(workspace: "Workspace") -> str:
    """Return one sentence about words that were written and not saved, "" when there are none."""
    abouts = dict.fromkeys(each.about for each in workspace.held_drafts())
    if not abouts:
        return ""
    naming = Naming(workspace, date.fromisoformat(workspace.today))
    places = [_place(naming, about) for about in list(abouts)[:_MOST]]
    rest = len(abouts) - len(places)
    if rest:
        places.append(words.count(rest, "more text"))
    return f"Words you did not save are kept: {words.listed(places)}. Open it again to go on."


def waiting_at(workspace: "Workspace", ref: str) -> str:
    """Return one sentence about the drafts that belong to a place, "" when there are none."""
    kinds: dict[str, int] = {}
    for each in workspace.held_drafts():
        kind, _, rest = each.about.partition(":")
        if kind in _WAITS and rest.partition(" ")[0] == ref:
            kinds[kind] = kinds.get(kind, 0) + 1
    if not kinds:
        return ""
    said = [
        f"{words.count(kinds[kind], one, many)} ({key})"
        for kind, (one, many, key) in _WAITS.items()
        if kind in kinds
    ]
    return f"Not saved yet: {words.listed(said)}."


def _place(naming: Naming, about: str) -> str:
    """Return what a draft was meant for: `kind:reference`, perhaps with `by someone` after it."""
    if about == ABOUT:
        return "quick notes (n)"
    kind, _, rest = about.partition(":")
    ref = rest.partition(" ")[0]
    if kind == "form" and ref in words.KINDS and ref != "activity":
        return f"something new under “{words.kind_word(ref, many=True)}”"
    if ref.startswith("person/"):
        # The screen may be one that everyone sees.
        return "someone’s page"
    return f"{_BEFORE.get(kind, '')}{naming.place(ref)}"
