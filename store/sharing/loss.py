"""Which words of two sides a merge has lost, counted word by word."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from schema.characters import words
from schema.differences import without_again

Words: TypeAlias = Mapping[str, int]
"""Words, and how often each stands in a text."""


def words_of(text: str) -> Words:
    """Return the words of a text with how often each stands in it.

    What says that a difference is open again is nobody's words.
    """
    return Counter(words(without_again(text)))


def lost_words(base: str, sides: Sequence[str], merged: str) -> Words:
    """Return the words a side added to `base` that `merged` lacks, with how often it should have.

    A word counts as often as one side has it at most, and no more than all that the sides added
    and took away together.
    """
    was, has = words_of(base), words_of(merged)
    counts = [words_of(side) for side in sides]
    lost: dict[str, int] = {}
    for word in {word for count in counts for word in count}:
        most = max(count[word] for count in counts)
        if most <= was[word]:
            continue
        together = was[word] + sum(count[word] - was[word] for count in counts)
        due = min(most, together)
        if has[word] < due:
            lost[word] = due
    return lost


def still_lost(lost: Words, texts: Iterable[str]) -> bool:
    """Return whether a lost word came back in none of `texts`."""
    left = dict(lost)
    for text in texts:
        has = words_of(text)
        left = {word: due for word, due in left.items() if has[word] < due}
    return bool(left)
