"""Writing down one person's answers: whose they are, what to begin from, then the form."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from schema.kinds import PERSPECTIVES, Activity, Answer
from schema.replacement import ANONYMOUS
from store.people_here import PersonHere
from tui.app.dialogs.asking import Choose
from tui.app.dialogs.speaker import Speaking, WhoSpeaks
from tui.app.place import Place
from tui.app.reviewing.answers import Answers, answers_of
from tui.app.reviewing.form import AnswerForm

if TYPE_CHECKING:
    from store import Workspace
    from store.reviews import ReviewPage
    from store.values import Saved


class _Around(msgspec.Struct, frozen=True):
    people: tuple[PersonHere, ...]
    perspectives: tuple[str, ...]
    me: str


def ask_who_answers(place: Place, page: "ReviewPage", then: "Callable[[Saved], None]") -> None:
    """Ask whose answers they are and open the form; `then` is called once they are saved."""

    def choose(around: _Around) -> None:
        title = f"“{page.review.title}”"
        dialog = WhoSpeaks(title, around.people, around.perspectives, around.me)
        place.coproduce.push_screen(dialog, chosen)

    def chosen(who: Speaking | None) -> None:
        if who is None:
            return
        before = next((e for e in page.answers if e.by == who.by and e.by != ANONYMOUS), None)
        if before is None:
            _open(place, page, who, Answers(), then)
        else:
            _ask_what_to_begin_from(place, page, who, before, then)

    place.ask("speakers", _around, choose, keys_wait=True)


def _around(workspace: "Workspace") -> _Around:
    activity = workspace.read("activity")
    named = activity.perspectives if isinstance(activity, Activity) else ()
    return _Around(workspace.people(), named or PERSPECTIVES, workspace.me)


def _ask_what_to_begin_from(
    place: Place,
    page: "ReviewPage",
    who: Speaking,
    before: Answer,
    then: "Callable[[Saved], None]",
) -> None:
    """Ask before earlier answers come on screen: others may be looking."""

    def chosen(answer: str | None) -> None:
        if answer is not None:
            begin = answers_of(before) if answer == "earlier" else Answers()
            _open(place, page, who, begin, then)

    name = place.coproduce.naming(who.name)
    question = f"{name} answered this review before. What you save now takes the place of that."
    choices = (
        ("earlier", "Begin from those answers; they come on the screen"),
        ("empty", "Begin with an empty page"),
    )
    place.coproduce.push_screen(Choose(question, choices), chosen)


def _open(
    place: Place,
    page: "ReviewPage",
    who: Speaking,
    begin: Answers,
    then: "Callable[[Saved], None]",
) -> None:
    def closed(saved: "Saved | None") -> None:
        if saved is not None:
            then(saved)

    form = AnswerForm(page.review.id, page.review.title, who, begin)
    place.coproduce.push_screen(form, closed)
