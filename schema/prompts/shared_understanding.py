"""Prompts for step 2: building one picture of the issue."""

from datetime import date

from schema.checklist import questions_of
from schema.evidence import Evidence
from schema.kinds import Agreement
from schema.prompts.asking import Prompt, agreed_without, ask, times
from schema.prompts.held import meetings_held
from schema.standing import NOT_YET

_WHAT_MATTERS = ("issue", "values", "aims", "ground-rules", "disagreement")


def prompt_2a(evidence: Evidence, today: date) -> tuple[Prompt, ...]:
    """Ask when nothing is written about how you work, or when one group had no part in it."""
    settled = any(each.about == "process" for each in evidence.of(Agreement))
    if settled or evidence.touched("2.1"):
        return agreed_without(evidence, "2.a", ("process",))
    met = len(meetings_held(evidence, today))
    begun = any(evidence.answered(each.code) for step in "23" for each in questions_of(step))
    if met < 2 and not begun:
        return ()
    so_far = f"You have met {times(met)}" if met > 1 else "You have begun to work together"
    text = f"{so_far}. By when, on which issues and in which ways do you want to work (2.1)?"
    return ask(evidence, "2.a", text, "2.1")


def prompt_2b(evidence: Evidence, _today: date) -> tuple[Prompt, ...]:
    """Ask when one group had no part in what was agreed, or disagreement has no way of its own."""
    without = agreed_without(evidence, "2.b", _WHAT_MATTERS)
    agreements = evidence.of(Agreement)
    a_way = any(each.about == "disagreement" for each in agreements) or evidence.answered("2.3")
    stuck = any(evidence.standings.get(each.id) == NOT_YET for each in agreements)
    if a_way or not stuck:
        return without
    text = (
        "Not everyone can agree yet. "
        "How do you want to work through disagreement, so that it is safe for everyone (2.3)?"
    )
    return (*without, *ask(evidence, "2.b", text, "2.3"))


def prompt_2c(evidence: Evidence, _today: date) -> tuple[Prompt, ...]:
    """Ask when the telling of stories has been thought about for one side alone."""
    users, staff = evidence.touched("2.4"), evidence.touched("2.5")
    if users == staff:
        return ()
    done, code = ("people who use services", "2.4") if users else ("staff", "2.5")
    open_, other = ("staff", "2.5") if users else ("people who use services", "2.4")
    text = (
        f"You have thought about how {done} can tell their stories ({code}). "
        f"What would {open_} need for that ({other})?"
    )
    return ask(evidence, "2.c", text, other)
