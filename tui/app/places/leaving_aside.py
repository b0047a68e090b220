"""Leaving a question or an idea aside with the reason, and taking it up again."""

from typing import TYPE_CHECKING

from tui.app.dialogs.asking import Choose, OneLine
from tui.app.place import Place
from tui.app.places.question import QuestionFacts, ref_of
from tui.app.writing.one_text import let_go

if TYPE_CHECKING:
    from store import Workspace

_STAYS = "Your reason is kept with the question and stays in the history for good."


def choose_aside(place: Place, facts: QuestionFacts) -> None:
    """Ask which of the question and its step's ideas, then why, and save that."""
    asked = facts.question
    places = [(asked.code, f"{asked.code} {asked.short}")]
    places += [(each.code, f"{each.code} {each.words}") for each in facts.ideas]
    choices = [
        (code, f"{'– take up again: ' if code in facts.aside else 'leave aside: '}{called}")
        for code, called in places
    ]
    place.coproduce.push_screen(
        Choose("What is not for you, or not now? That is a proper answer.", choices),
        lambda code: ask_why(place, code, opens=code in facts.aside) if code else None,
    )


def ask_why(place: Place, code: str, *, opens: bool) -> None:
    """Ask for the reason to leave a question or an idea aside, or to take it up again (`opens`)."""
    asked = f"Why do you take {code} up again?" if opens else f"Why is {code} not for you?"
    hint = "You may leave it empty." if opens else "not for us, because …"

    def answered(reason: str | None) -> None:
        if reason is None:
            return
        if opens or reason.strip():
            _save(place, code, reason, opens=opens)
        else:
            place.coproduce.say("A reason is missing.", "A few words are enough.")

    line = OneLine(asked, _STAYS, placeholder=hint, about=_draft(code))
    place.coproduce.push_screen(line, answered)


def _draft(code: str) -> str:
    return f"aside:{ref_of(code)}"


def _save(place: Place, code: str, reason: str, *, opens: bool) -> None:
    ref = ref_of(code)

    def save(workspace: "Workspace") -> None:
        if opens:
            workspace.reopen(ref, because=reason)
        else:
            workspace.set_aside(ref, reason)
        let_go(workspace, _draft(code), reason)

    place.write(f"aside {code}", save, lambda _: place.coproduce.tell_places(), keys_wait=True)
