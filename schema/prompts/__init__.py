"""Gentle questions from the evidence: one small rule for each idea of the checklist.

A prompt never blocks, scores, accuses or names a person; where the evidence is not certain it
says nothing.
"""

from collections.abc import Callable
from datetime import date

from schema.evidence import Evidence
from schema.prompts.asking import Prompt
from schema.prompts.learning import prompt_5a
from schema.prompts.outcomes_and_process import prompt_3a, prompt_3b, prompt_3c
from schema.prompts.shared_understanding import prompt_2a, prompt_2b, prompt_2c
from schema.prompts.tracking_progress import prompt_4a, prompt_4b
from schema.prompts.what_and_why import prompt_1a, prompt_1b, prompt_1c, prompt_1d, prompt_1e

__all__ = ["PROMPT_RULES", "Prompt", "prompts"]

PROMPT_RULES: tuple[Callable[[Evidence, date], tuple[Prompt, ...]], ...] = (
    prompt_1a,
    prompt_1b,
    prompt_1c,
    prompt_1d,
    prompt_1e,
    prompt_2a,
    prompt_2b,
    prompt_2c,
    prompt_3a,
    prompt_3b,
    prompt_3c,
    prompt_4a,
    prompt_4b,
    prompt_5a,
)
"""One rule per idea, in the order of the checklist; each takes the evidence and today."""


def prompts(evidence: Evidence, today: date) -> tuple[Prompt, ...]:
    """Return what the evidence gives to ask about, in the order of the checklist."""
    return tuple(prompt for rule in PROMPT_RULES for prompt in rule(evidence, today))
