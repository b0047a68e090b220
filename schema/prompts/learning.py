"""Prompts for step 5: what you learn along the way."""

from datetime import date

from schema.evidence import Evidence
from schema.kinds import Learning
from schema.prompts.asking import Prompt, ask


def prompt_5a(evidence: Evidence, _today: date) -> tuple[Prompt, ...]:
    """Ask when something was learnt and no way is written to pass any of it on."""
    learnt = evidence.of(Learning)
    if not learnt or any(each.audience or each.media for each in learnt):
        return ()
    text = (
        "You have written down what you learnt. "
        "Who else could use it, and how would they like to hear of it (5.1)?"
    )
    return ask(evidence, "5.a", text, "5.1")
