"""What `verify` says: short sentences, one idea each, and no harder word than is known."""

import inspect
import re

import pytest

from schema import signed as examining
from store import verdict
from tui.commands.proving import verify
from tui.lines import proof

_MOST_WORDS = 20


def sentences() -> list[str]:
    """Return every sentence of the verdicts and of the help."""
    constants = [
        value
        for module in (verdict, examining, proof)
        for name, value in vars(module).items()
        if isinstance(value, str) and name.strip("_").isupper()
    ]
    spoken = re.findall(r'f?"([^"\n]+)"', inspect.getsource(verdict.not_theirs))
    # Pieces of one sentence stand on lines of their own; the keys in them are one word each.
    whole = re.sub(r"\{[^}]*\}", "Sam", " ".join(spoken))
    found = [*constants, whole, " ".join((verify.help or "").split())]
    return [each for text in found for each in re.split(r"(?<=[.?!:])\s+", text) if each]


@pytest.mark.parametrize("sentence", sentences())
def test_each_sentence_is_short(sentence: str) -> None:
    assert len(sentence.split()) <= _MOST_WORDS


def test_there_are_sentences_to_look_at() -> None:
    found = sentences()
    assert len(found) > 15
    assert any("second computer" in each for each in found)
    assert any("does not fit this file" in each for each in found)
