"""Asking what the history is narrowed to: a step, a person, or some days."""

from collections.abc import Callable

from msgspec.structs import replace

from schema.checklist import STEPS
from store.chronicle import EVERYTHING, Only
from store.people_here import PersonHere
from tui.app.dialogs.asking import Choose, OneLine
from tui.app.place import Place

_DAY = "A day like 2026-05-03. Leave it empty for any day."


def ask_what_to_show(place: Place, now: Only, then: Callable[[Only], None]) -> None:
    """Ask what to show, one thing at a time; `then` gets it added to what is shown now."""
    choices = [
        ("step", "One step"),
        ("person", "One person"),
        ("since", "Since a day"),
        ("until", "Until a day"),
    ]
    if now != EVERYTHING:
        choices.append(("everything", "Everything again"))

    def chosen(what: str | None) -> None:
        if what == "step":
            _ask_step(place, now, then)
        elif what == "person":
            place.ask("people", lambda workspace: workspace.people(), people, keys_wait=True)
        elif what in ("since", "until"):
            _ask_day(place, now, what, then)
        elif what == "everything":
            then(EVERYTHING)

    def people(found: tuple[PersonHere, ...]) -> None:
        _ask_person(place, now, found, then)

    place.coproduce.push_screen(Choose("Show only …", choices), chosen)


def _ask_step(place: Place, now: Only, then: Callable[[Only], None]) -> None:
    choices = [("any", "Any step"), *((e.number, f"{e.number} {e.short}") for e in STEPS)]

    def chosen(step: str | None) -> None:
        if step is not None:
            then(replace(now, step="" if step == "any" else step))

    place.coproduce.push_screen(Choose("Which step?", choices, now.step), chosen)


def _ask_person(
    place: Place, now: Only, people: tuple[PersonHere, ...], then: Callable[[Only], None]
) -> None:
    named = ((each.id, place.coproduce.naming(each.name, each.id)) for each in people)

    def chosen(person: str | None) -> None:
        if person is not None:
            then(replace(now, person="" if person == "anyone" else person))

    choices = [("anyone", "Anyone"), *named]
    place.coproduce.push_screen(Choose("What whom said or saved?", choices, now.person), chosen)


def _ask_day(place: Place, now: Only, which: str, then: Callable[[Only], None]) -> None:
    def typed(day: str | None) -> None:
        if day is not None:
            then(replace(now, **{which: day.strip()}))

    earlier = now.since if which == "since" else now.until
    dialog = OneLine(f"{which.capitalize()} which day?", _DAY, earlier)
    place.coproduce.push_screen(dialog, typed)
