"""What changed in one document since a moment that people choose, or since they looked."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from schema.content_notes import note_on
from schema.kinds import Agreement
from tui import words
from tui.app.dialogs.asking import Choose, OneLine
from tui.lines.mine import YOU_SAID

if TYPE_CHECKING:
    from store import Workspace
    from tui.app.place import Place
    from tui.app.wording import Wording

SEEN, AGREED = "seen", "agreed"
_DAY = "day"
_MOST_REVIEWS = 6
_MOST_SAID = 20
_A_DAY = "A day like 2026-05-03. Its own changes are shown too."


class Moments(msgspec.Struct, frozen=True):
    """Since when one can ask about a document: (moment, words), as in ("seen", "you looked")."""

    title: str
    choices: tuple[tuple[str, str], ...]
    today: date


class Read(msgspec.Struct, frozen=True):
    """What changed in a document, and what it is called."""

    title: str
    changes: tuple["Wording", ...]


def choose_since(place: "Place", ref: str) -> None:
    """Ask since when to read what changed in a document, and show that."""
    ref = ref.partition("#")[0]

    def read(found: Moments) -> None:
        said = dict(found.choices)
        choices = [*((m, f"since {s}") for m, s in found.choices), (_DAY, "since a day …")]

        def chosen(moment: str | None) -> None:
            if moment == _DAY:
                _ask_day(place, ref, found.today)
            elif moment is not None:
                show_since(place, ref, moment, said[moment])

        place.coproduce.push_screen(Choose("What changed here?", choices), chosen)

    place.ask("moments", lambda workspace: read_moments(workspace, ref), read, keys_wait=True)


def _ask_day(place: "Place", ref: str, today: date) -> None:
    def problem(text: str) -> str:
        return "" if words.date_of(text.strip()) else "Write a day as year-month-day."

    def typed(day: str | None) -> None:
        if day and day.strip():
            show_since(place, ref, day.strip(), words.day(day.strip(), today))

    place.coproduce.push_screen(OneLine("Since which day?", _A_DAY, problem=problem), typed)


def show_since(place: "Place", ref: str, moment: str, said: str) -> None:
    """Show the words of a document that changed since a moment; o opens the document."""
    from tui.app.worddiff import ChangeView

    app, shared = place.coproduce, place.coproduce.projector

    def show(found: Read) -> None:
        app.push_screen(ChangeView(_heading(app.naming, ref, found.title, said), found.changes))

    place.ask(
        "since",
        lambda workspace: read_since(workspace, ref, moment, shared=shared),
        show,
        keys_wait=True,
    )


def _heading(naming: Callable[[str], str], ref: str, title: str, said: str) -> Callable[[], str]:
    def heading() -> str:
        called = naming(title) if ref.startswith("person/") else title
        return f"{called} · since {said}"

    return heading


def read_moments(workspace: "Workspace", ref: str) -> Moments:
    """Read since when one can ask: since I agreed, since I looked, since each of the reviews."""
    today = date.fromisoformat(workspace.today)
    return Moments(workspace.title_of(ref), tuple(_moments(workspace, ref, today)), today)


def _moments(workspace: "Workspace", ref: str, today: date) -> Iterator[tuple[str, str]]:
    if isinstance(workspace.read(ref), Agreement):
        for each in workspace.standing(ref)[0].positions:
            if each.current and each.person == workspace.me and each.position in YOU_SAID:
                yield AGREED, f"{YOU_SAID[each.position]} on {words.day(each.date, today)}"
                break
    if workspace.has_looked:
        yield SEEN, "you looked"
    dated = [e for e in workspace.reviews() if words.date_of(e.date) and not e.archived]
    for each in [e for e in dated if e.date <= today.isoformat()][:_MOST_REVIEWS]:
        day = words.day(each.date, today)
        yield f"review/{each.id}", f"the review “{each.title or each.id}” on {day}"


def read_since(workspace: "Workspace", ref: str, moment: str, *, shared: bool) -> Read:
    """Read what changed in a document since a moment: its own words, then what was said about it.

    Raises BadValue for a moment that is not known. `shared` leaves out people's names.
    """
    from tui.app.wording import Wordings, reason_of, wordings_of

    diff = workspace.diff(ref, since=moment)
    found = (each for each in workspace.changes(diff.from_).documents if each.id == diff.id)
    made = [change for each in found for change in each.changes]
    own = Wordings(workspace).of(
        diff.spans,
        reasons=tuple(reason_of(workspace, each) for each in made if diff.id in each.records),
        ref=ref,
        content_note=note_on(diff.spans),
    )
    said = [each for each in made if diff.id not in each.records][:_MOST_SAID]
    others = [e for each in said for e in wordings_of(workspace, each.commit, ref, shared=shared)]
    is_same = all(span.op == "same" for span in diff.spans)
    return Read(workspace.title_of(ref), (*(() if is_same and others else (own,)), *others))
