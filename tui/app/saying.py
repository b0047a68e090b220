"""Adding someone's own words about a record or a question: who speaks, then the page."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from store.people_here import PersonHere
from tui.app.dialogs.speaker import Speaking, WhoSpeaks
from tui.app.place import Place

if TYPE_CHECKING:
    from store import Workspace
    from store.values import Saved


class _Around(msgspec.Struct, frozen=True):
    people: tuple[PersonHere, ...]
    perspectives: tuple[str, ...]
    me: str


def add_words(
    place: Place, ref: str, called: str, then: Callable[[], None], warning: str = ""
) -> None:
    """Ask whose words about `ref` (`called` in a sentence) they are, and open a page for them.

    `then` is called once they are saved; `warning` is shown while they are written.
    """

    who_speaks(place, called, lambda who: _write(place, ref, called, who, then, warning))


def who_speaks(place: Place, called: str, then: Callable[[Speaking], None]) -> None:
    """Ask whose words about something (`called` in a sentence) they are; `then` gets who."""

    def choose(around: _Around) -> None:
        dialog = WhoSpeaks(called, around.people, around.perspectives, around.me)
        place.coproduce.push_screen(dialog, chosen)

    def chosen(who: Speaking | None) -> None:
        if who is not None:
            then(who)

    place.ask("speakers", _around, choose, keys_wait=True)


def _around(workspace: "Workspace") -> _Around:
    from schema.kinds import PERSPECTIVES, Activity

    activity = workspace.read("activity")
    named = activity.perspectives if isinstance(activity, Activity) else ()
    return _Around(workspace.people(), named or PERSPECTIVES, workspace.me)


def _write(
    place: Place,
    ref: str,
    called: str,
    who: Speaking,
    then: Callable[[], None],
    warning: str,
) -> None:
    from tui.app.writing.editor import Editor, WritingTask

    def save(workspace: "Workspace", text: str, why: str) -> "Saved":
        return workspace.say(
            ref,
            text,
            by=who.by,
            perspectives=who.perspectives,
            content_note=who.content_note,
            why=why,
        )

    def saved(result: "Saved | None") -> None:
        if result is not None:
            then()

    whose = "Someone’s" if who.by == "anonymous" else f"{place.coproduce.naming(who.name)}’s"
    task = WritingTask(
        heading=f"{whose} words about {called}",
        about=ref,
        kind="words",
        warning=warning,
        ask_why=False,
        expect_note="Write it as it was said.",
        by=who.by,
    )
    place.coproduce.push_screen(Editor(task, save), saved)
