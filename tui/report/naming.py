"""Names and days on paper: a page lies around for years, so that every day has its year."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from schema.kinds import Position
from schema.said import Recorded
from schema.text import capital_first
from tui import words
from tui.naming import Naming
from tui.report.page import Line, Part, Said

if TYPE_CHECKING:
    from schema.record import Contribution


class PaperNaming(Naming):
    """The names of people and records, and days with their year."""

    @cached_property
    def _recorded(self) -> "Mapping[str, Contribution]":
        return self._workspace.recorded_for_others()

    def recorded(self, ids: Iterable[str]) -> Line:
        """Return who wrote down what others said in these records, () when everyone did so."""
        found = (self._recorded[each] for each in ids if each in self._recorded)
        parts: list[Part] = []
        for each in found:
            verb = "read aloud" if isinstance(each, Position) else ""
            parts += [" ", *self.spoken_for(each.by, each.recorder, each.date, verb), "."]
        return tuple(parts)

    def day(self, text: str) -> str:
        """Return an ISO date or time as "3 June 2026"; text that is no date as it is."""
        found = words.date_of(text)
        return f"{found.day} {words.MONTHS[found.month - 1]} {found.year}" if found else text

    def who(self, id: str) -> Said:  # noqa: A002
        """Return someone's chosen name."""
        return Said(self.person(id))

    def spoken_for(self, by: str, recorded_by: str, day: str, verb: str) -> Line:
        """Return who said something and when, and who wrote it down: never one without the other.

        `verb` is how the person who recorded it learnt it, as in "read aloud".
        """
        when = self.day(day)
        if recorded_by:
            names = self.person(recorded_by), self.person(by)
            told = Recorded(recorder=names[0], person=names[1], aloud=when if verb else "")
            first, recorder, middle, person, aloud = told.parts
            begins = capital_first(first)
            return (begins, Said(recorder), middle, Said(person), aloud or f", {when}")
        name = self.person(by)
        return (Said(capital_first(name) if name == "someone" else name), f", {when}")
