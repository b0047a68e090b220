"""Finding anything by its name: what can be done here, places, records, people, questions."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Iterator
from functools import partial
from heapq import nlargest
from time import perf_counter
from typing import TYPE_CHECKING, Any, cast

import msgspec
from textual.app import App
from textual.command import CommandPalette, DiscoveryHit, Hit, Provider
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input

from schema.checklist import IDEAS, QUESTIONS
from schema.text import visible
from tui import words
from tui.app.keys import EVERYWHERE, LISTS, Deed, live
from tui.app.tour import STOPS
from tui.layout import cut
from tui.safe import joined, shown

if TYPE_CHECKING:
    from store import Workspace
    from tui.app.application import Coproduce

_MOST = 40
_LONGEST = 120
# How long the search may hold the screen before it lets others go first, in seconds.
_TURN = 0.01


class Findable(msgspec.Struct, frozen=True):
    """Something that can be found: its name, what it is, what choosing it does, a deed's keys."""

    name: str
    what: str
    run: Callable[[], Any]
    pressed: str = ""


class Palette(CommandPalette):
    """The line to type a name into, and what fits it."""

    CSS = """
    Palette > Vertical { background: $surface; }
    Palette #--input { border: hkey $primary; }
    Palette SearchIcon { color: $foreground; }
    Palette CommandList > .option-list--option-highlighted { background: $primary 20%; }
    Palette CommandList:focus > .option-list--option-highlighted { background: $primary 20%; }
    """

    def __init__(self) -> None:
        super().__init__(
            placeholder="Find what you can do, a place, a record, a person, a question"
        )

    def look_again(self) -> None:
        """Search again for what was typed, because there is more to find now."""
        line = self.query_one(Input)
        if line.value:
            self.post_message(Input.Changed(line, line.value))


class Finding(Provider):
    """Finds everything, with the deeds and places first while nothing is typed."""

    def __init__(self, screen: Screen[Any], match_style: Any = None) -> None:
        super().__init__(screen, match_style)
        self._near: tuple[Findable, ...] = ()
        self._documents: tuple[Findable, ...] = ()

    @property
    def _coproduce(self) -> "Coproduce":
        return cast("Coproduce", cast("App[Any]", self.app))

    async def startup(self) -> None:
        """Gather what is known, and ask for the records; nothing waits for them."""
        self._near = (*self._deeds(), *self._places())
        shared = self._coproduce.projector
        self._coproduce.door.ask(
            self._coproduce,
            f"palette {id(self)}",
            lambda workspace: _listed(workspace, shared=shared),
            self._take_documents,
        )

    async def discover(self) -> AsyncIterator[DiscoveryHit]:
        """Give what can be done here, then the places."""
        for each in self._near:
            yield DiscoveryHit(_display(each), each.run, text=_plain(each.name))

    async def search(self, query: str) -> AsyncIterator[Hit]:
        """Give what fits `query` best of everything known by now."""
        for found in ((*self._near, *self._questions()), self._documents):
            for fits, each in await _best(query, found):
                yield _hit(fits, each, query)

    def _deeds(self) -> Iterator[Findable]:
        found = [each for each in live(self.screen) if each.node is not None]
        for each in sorted(found, key=lambda deed: deed.where == EVERYWHERE):
            family = each.id.partition(".")[0]
            if each.where != LISTS and family != "go" and each.id != "app.find":
                yield Findable(each.said, "do", partial(self._do, each), each.pressed)

    async def _do(self, deed: Deed) -> None:
        await self._coproduce.run_action(deed.action, deed.node)

    def _places(self) -> Iterator[Findable]:
        keys = {each.id: each.pressed for each in live(self.screen)}
        for stop in STOPS:
            go = partial(self._coproduce.action_go, stop.name)
            yield Findable(stop.called, "place", go, keys.get(f"go.{stop.name}", ""))

    def _questions(self) -> Iterator[Findable]:
        for question in QUESTIONS:
            target = f"step/{question.step}#{question.code}"
            name = f"{question.code} {question.short}"
            yield Findable(name, "question", partial(self._coproduce.open, target))
        for idea in IDEAS:
            target = f"step/{idea.step}#{idea.code}"
            name = f"{idea.code} {idea.words}"
            yield Findable(name, "idea", partial(self._coproduce.open, target))

    def _take_documents(self, found: "tuple[tuple[str, str, str], ...]") -> None:
        self._documents = tuple(
            Findable(name, what, partial(self._coproduce.open, target))
            for name, what, target in found
        )
        if isinstance(self._coproduce.screen, Palette):
            self._coproduce.screen.look_again()


def score(query: str, name: str) -> float:
    """Return how well what was typed fits a name, from 0 (not at all) to 1.

    Every word that was typed must stand in the name; best are names that begin with it, then words
    that do. Fuzzy search would try every way to spread the letters, which takes seconds in a long
    name.
    """
    typed, text = query.casefold().split(), name.casefold()
    if not typed or not all(word in text for word in typed):
        return 0.0
    if text.startswith(" ".join(typed)):
        return 1.0
    starts = sum(re.search(rf"\b{re.escape(word)}", text) is not None for word in typed)
    return 0.3 + 0.5 * starts / len(typed) + 0.1 * text.startswith(typed[0])


async def _best(query: str, findable: "tuple[Findable, ...]") -> list[tuple[float, Findable]]:
    found: list[tuple[float, Findable]] = []
    started = perf_counter()
    for each in findable:
        fits = score(query, each.name[:_LONGEST])
        if fits:
            found.append((fits, each))
        if perf_counter() - started > _TURN:
            await asyncio.sleep(0)
            started = perf_counter()
    return nlargest(_MOST, found, key=lambda pair: pair[0])


def _hit(score_: float, each: Findable, query: str) -> Hit:
    return Hit(score_, _display(each, query), each.run, text=_plain(each.name))


def _display(each: Findable, query: str = "") -> Content:
    name = shown(_plain(each.name))
    for word in query.split():
        name = name.highlight_regex(re.compile(re.escape(word), re.IGNORECASE), style="bold")
    aside = f"  {each.what}" if not each.pressed else f"  {each.what} · {each.pressed}"
    return joined(name, (aside, "$text-muted"))


def _plain(name: str) -> str:
    """Return a name on one line, for a list and for the line that is typed into."""
    line = " ".join(visible(name[: _LONGEST * 2]).split())
    return "".join(piece.text for piece in cut(line, _LONGEST))


def _listed(workspace: "Workspace", *, shared: bool) -> tuple[tuple[str, str, str], ...]:
    """Return every record; while everyone sees the screen, nobody is listed by name."""
    return tuple(
        (
            each.title or each.id,
            words.kind_word(each.kind).lower(),
            f"{each.kind}/{each.id}" if each.kind != "activity" else "activity",
        )
        for each in workspace.list()
        if not (shared and each.kind == "person")
    )
