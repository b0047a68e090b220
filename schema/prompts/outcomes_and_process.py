"""Prompts for step 3: what should change, and how you work."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from schema.evidence import Evidence
from schema.kinds import Action, Agreement, Meeting, Outcome
from schema.prompts.asking import Prompt, agreed_without, ask, one_side, times
from schema.prompts.held import meetings_held

_FEW = 3


def prompt_3a(evidence: Evidence, _today: date) -> tuple[Prompt, ...]:
    """Ask when one side alone wrote a change that is wanted."""
    outcomes = evidence.of(Outcome)
    alone = Counter(one_side([each.made_with]) for each in outcomes if each.made_with)
    found: list[Prompt] = []
    for who, count in sorted(alone.items()):
        if who:
            which = "The changes" if count == len(outcomes) > 1 else _so_many(count)
            text = f"{which} you want {'was' if count == 1 else 'were'} written by {who} alone"
            found += ask(evidence, "3.a", f"{text} (3.a).")
    return tuple(found)


def _so_many(count: int) -> str:
    return "One of the changes" if count == 1 else f"{count} of the changes"


def prompt_3b(evidence: Evidence, _today: date) -> tuple[Prompt, ...]:
    """Ask when nobody's strengths are written down, or one side alone took things on."""
    return (*_nothing_known(evidence), *_one_side_acts(evidence))


def _nothing_known(evidence: Evidence) -> tuple[Prompt, ...]:
    people = evidence.people
    known = any(each.brings for each in people) or evidence.touched("3.1")
    if known or len(people) < _FEW or not evidence.of(Outcome):
        return ()
    text = (
        "You have written the changes you want. "
        "What do the people here know, and what are they good at (3.1)?"
    )
    return ask(evidence, "3.b", text, "3.1")


def _one_side_acts(evidence: Evidence) -> tuple[Prompt, ...]:
    owners = [each.owner for each in evidence.of(Action) if each.owner]
    only = one_side(evidence.perspectives_of.get(each, ()) for each in owners)
    everyone = one_side(each.perspectives for each in evidence.people if each.perspectives)
    if len(owners) < _FEW or not only or everyone:
        return ()
    text = (
        f"So far only {only} have taken something on. "
        "Who else would like to use what they are good at (3.1)?"
    )
    return ask(evidence, "3.b", text, "3.1")


def prompt_3c(evidence: Evidence, today: date) -> tuple[Prompt, ...]:
    """Ask when people came and nothing is written about access, pay and expenses."""
    meetings = meetings_held(evidence, today)
    came = [each for each in meetings if _lived_experience_came(each)]
    thought_of = (
        any(each.about == "payment" for each in evidence.of(Agreement))
        or any(each.payment_offered or each.adjustments for each in meetings)
        or evidence.touched("3.5")
    )
    if thought_of or not came:
        return agreed_without(evidence, "3.c", ("payment", "meetings"), "3.5")
    text = (
        f"People who use services or carers have come {times(len(came))}. "
        "What do they need for access, pay and expenses (3.5)?"
    )
    return ask(evidence, "3.c", text, "3.5")


def _lived_experience_came(meeting: Meeting) -> bool:
    counts: Iterable[object] = (meeting.present.get(each) for each in ("service-user", "carer"))
    return any(isinstance(each, str) and each.isdecimal() and int(each[:6]) > 0 for each in counts)
