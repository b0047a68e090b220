"""Which places there are, their keys and names; each is imported when it is first entered."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

import msgspec
from textual.screen import Screen


class Stop(msgspec.Struct, frozen=True):
    """One place: its name in code, its key, what it is called, and where its screen is."""

    name: str
    key: str
    called: str
    screen: str


STOPS = (
    Stop("now", "1", "Now", "tui.app.places.now:Now"),
    Stop("steps", "2", "Steps", "tui.app.places.steps:Steps"),
    Stop("agreements", "3", "Agreements", "tui.app.places.agreements:Agreements"),
    Stop("reviews", "4", "Reviews", "tui.app.places.reviews:Reviews"),
    Stop("people", "5", "People", "tui.app.places.people:People"),
    Stop("records", "6", "Everything else", "tui.app.places.records:Records"),
    Stop("history", "7", "History", "tui.app.places.history:History"),
    Stop("share", "8,s", "Share", "tui.app.places.share:Share"),
    Stop("search", "slash", "Search", "tui.app.places.search:Search"),
)


NAMES = frozenset(stop.name for stop in STOPS)
ON_THE_WAY = frozenset(("share", "search"))
"""Places for a quick look, from which Esc leads back to where people were."""


def modes() -> dict[str, str | Callable[[], Screen[Any]]]:
    """Return the places as Textual modes."""
    return {stop.name: _maker(stop.screen) for stop in STOPS}


def _maker(screen: str) -> Callable[[], Screen[Any]]:
    module, _, name = screen.partition(":")

    def make() -> Screen[Any]:
        kind: type[Screen[Any]] = getattr(import_module(module), name)
        return kind()

    return make
