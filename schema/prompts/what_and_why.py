"""Prompts for step 1: what you want to do together, and why."""

from datetime import date

from schema.evidence import Evidence
from schema.kinds import Earlier, Outcome, PersonDocument
from schema.prompts.asking import Prompt, ask, missing_groups, one_side

_AS = {"service-user": "who uses services", "carer": "as a carer", "staff": "from the staff"}


def prompt_1a(evidence: Evidence, _today: date) -> tuple[Prompt, ...]:
    """Ask when only one side has said who named the issue."""
    only = one_side(evidence.spoken("step/1#1.1"))
    if not only:
        return ()
    text = f"Only {only} have said anything about who named the issue (1.1)."
    return ask(evidence, "1.a", text, "1.1")


def prompt_1b(evidence: Evidence, _today: date) -> tuple[Prompt, ...]:
    """Ask when people wrote down who leads, and of nobody else what they bring.

    Who called people together is written by whoever makes the workspace, not by the group.
    """
    activity, answered = evidence.activity, evidence.answered("1.2")
    leading = {*activity.convened_by, *activity.led_by}
    others = [each for each in evidence.people if each.id not in leading]
    known = answered or any(activity.led_by)
    if not known or len(others) < 2 or any(each.brings for each in others):
        return ()
    who = "who starts or leads this (1.2)" if answered else "who leads this"
    text = f"You have written {who}, but not yet what the others know and do well."
    return ask(evidence, "1.b", text, "1.2")


def prompt_1c(evidence: Evidence, _today: date) -> tuple[Prompt, ...]:
    """Ask when hopes are written and nothing that happened here before."""
    hoped = evidence.touched("1.3") or bool(evidence.of(Outcome))
    if not hoped or evidence.of(Earlier) or evidence.touched("1.5"):
        return ()
    text = (
        "You have written what you hope for (1.3). "
        "What happened here before, and what can you learn from it (1.5)?"
    )
    return ask(evidence, "1.c", text, "1.5")


def prompt_1d(evidence: Evidence, _today: date) -> tuple[Prompt, ...]:
    """Ask when nobody is here from one of the groups and no place is kept for them."""
    if len(evidence.people) < 2:
        return ()
    places = [each for each in evidence.of(PersonDocument) if each.here == "not-here-yet"]
    missing = missing_groups(evidence, (each.perspectives for each in (*evidence.people, *places)))
    if not missing:
        return ()
    groups = " or ".join(_AS[each] for each in missing)
    text = f"Nobody is here yet {groups}, and no place is kept for them (1.4)."
    return ask(evidence, "1.d", text, "1.4")


def prompt_1e(evidence: Evidence, _today: date) -> tuple[Prompt, ...]:
    """Ask when a promise made here before was broken and nobody has said anything about it."""
    broken = [each for each in evidence.of(Earlier) if each.kept in ("no", "partly")]
    if not broken or any(evidence.about(f"earlier/{each.id}") for each in broken):
        return ()
    how = "was not kept" if any(each.kept == "no" for each in broken) else "was kept only in part"
    text = f"A promise made here before {how}. Is there time to say what that was like (1.5)?"
    return ask(evidence, "1.e", text, "1.5")
