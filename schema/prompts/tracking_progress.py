"""Prompts for step 4: how it is going."""

from datetime import date

from msgspec.structs import replace

from schema.days import Rhythm, day, rhythm
from schema.evidence import Evidence
from schema.kinds import Agreement
from schema.prompts.asking import Prompt, ask, one_side, times
from schema.prompts.held import meetings_held, reviews_held

_SOME_MEETINGS = 3
_AGAIN = {
    "issue": "what the issue is",
    "values": "what matters to you all",
    "aims": "what you aim for",
    "ground-rules": "the ground rules",
    "process": "how you work",
    "disagreement": "how you work through disagreement",
    "meetings": "how you meet",
    "payment": "pay",
}


def prompt_4a(evidence: Evidence, today: date) -> tuple[Prompt, ...]:
    """Ask when the time to look back has passed, or to look at an agreement again."""
    return (*_look_back(evidence, today), *_look_again(evidence, today))


def _look_again(evidence: Evidence, today: date) -> tuple[Prompt, ...]:
    """Ask when the day has come that was set for looking at an agreement again."""
    found: dict[str, str] = {}
    for agreement in evidence.of(Agreement):
        planned = day(agreement.review_on)
        if planned is not None and planned <= today:
            what = _AGAIN.get(agreement.about, "an agreement")
            when = _ago((today - planned).days)
            text = f"The day to look at {what} again {when} (4.a)."
            found.setdefault(text, f"agreement/{agreement.id}")
    return tuple(
        replace(prompt, about=about)
        for text, about in found.items()
        for prompt in ask(evidence, "4.a", text)
    )


def _ago(days: int) -> str:
    if days < 14:
        return {0: "is today", 1: "was yesterday"}.get(days, f"was {days} days ago")
    return f"was {days // 7} weeks ago"


def _look_back(evidence: Evidence, today: date) -> tuple[Prompt, ...]:
    """Ask when the planned time to look back has passed, or there was none in several meetings."""
    reviews = reviews_held(evidence, today)
    if not reviews:
        met = len(meetings_held(evidence, today))
        if met < _SOME_MEETINGS:
            return ()
        text = f"You have met {times(met)}. When would you like to look back together (4.1)?"
        return ask(evidence, "4.a", text, "4.1")
    planned = next((each.every for each in reversed(reviews) if each.every), "")
    plan, last = rhythm(planned), day(reviews[-1].date)
    late = _late(plan, (today - last).days) if plan and last else ""
    return ask(evidence, "4.a", f"{late} (4.1).", "4.1") if late else ()


def _late(plan: Rhythm, days: int) -> str:
    """Return how long ago the last review was beside what was planned, "" while there is time."""
    passed = plan.units_in(days)
    each = f"every {plan.count}" if plan.count > 1 else f"one every {plan.unit}"
    if passed > plan.count:
        return f"The last review was {passed} {plan.unit}s ago; you planned {each}"
    if plan.unit in ("day", "week") or days < plan.days + 7:
        return ""
    each = f"every {plan.count} {plan.unit}s" if plan.count > 1 else each
    return f"The last review was {days // 7} weeks ago; you planned {each}"


def prompt_4b(evidence: Evidence, today: date) -> tuple[Prompt, ...]:
    """Ask when the last review holds nobody's own answers, or those of one side alone."""
    reviews = reviews_held(evidence, today)
    if not reviews or day(reviews[-1].date) == today:
        return ()
    answers = [e for e in evidence.about(f"review/{reviews[-1].id}") if e.kind == "answer"]
    if not answers:
        text = (
            "The last review holds nobody’s own answers yet. "
            "Would the 4 plus 1 questions help you to look back (4.b)?"
        )
        return ask(evidence, "4.b", text)
    only = one_side(evidence.spoken(f"review/{reviews[-1].id}"))
    if not only:
        return ()
    return ask(
        evidence, "4.b", f"Only {only} have answered the questions of the last review (4.b)."
    )
