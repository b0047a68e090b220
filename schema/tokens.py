"""How text falls into words, marks and spaces, without parting a letter from its accent."""

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import NamedTuple

from schema.characters import (
    digits,
    has_letter,
    inside,
    letters,
    lowered,
    marks,
    near,
    others,
    ranges,
    without,
)

# Scripts written without spaces between words (Unicode blocks): each character is a token.
_SPACELESS = ranges("""
    e00-fff 1000-109f 1780-17ff 1950-19df 1a20-1aad 2e80-2fdf 3005-3007 3021-3029 3040-30ff
    31f0-31ff 3400-4dbf 4e00-9fff a980-a9df aa60-aadf f900-faff ff66-ff9d 20000-3ffff
""")
_IS_SPACELESS = re.compile(f"[{inside(_SPACELESS)}]")
# What clings to the character before it: marks, and some that are none by category (UAX 29).
_CLINGING = (*marks(), *ranges("e33 eb3 200c-200d ff9e-ff9f 1f3fb-1f3ff e0020-e007f"))
# Characters that hold on to the one after: joiner, stacking signs, prepended marks (UAX 29).
_HOLDING = (
    "\u200d\u1039\u17d2\u1a60\uaaf6\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u0d4e"
    "\U000110bd\U000110cd\U000111c2\U000111c3\U0001193f\U00011941\U00011a3a"
    "\U00011a84-\U00011a89\U00011d46\U00011f02"
)
_FLAGS = "".join(map(chr, range(0x1F1E6, 0x1F200)))
_RUN = r"\*+|#+|=+|-+|`+|~+|_+|\.{2,}"

_WORD = r"[A-Za-z0-9]+(?:(?:['_-]|(?<=[0-9])[.,:/](?=[0-9]))[A-Za-z0-9]+)*"
_HOLDS_ON = re.compile(f"[{_HOLDING}]")


class Split(NamedTuple):
    """Two ways to take a text apart.

    `tokens` gives pieces that join to the text again: a run of white space, a word (letters and
    digits with their marks, inner hyphens and apostrophes, `3.5`, `12:30`), one character of a
    script written without spaces, or one punctuation mark or picture. No token ends inside a
    grapheme cluster (UAX 29). `words` gives only the ones with a letter or digit.
    """

    tokens: Callable[[str], list[str]]
    words: Callable[[str], list[str]]


def splitter(*texts: str) -> Split:
    """How to split any piece of these texts; made for the characters they have."""
    if all(text.isascii() for text in texts):
        return _ASCII
    seen = {character for text in texts for character in set(text)}
    far = "".join(each for each in seen if each > "\uffff")
    # What is compared is in small letters.
    beyond = sorted({*far, *lowered(far)})
    return _made_for(
        "".join(each for each in beyond if has_letter(each) and not _IS_SPACELESS.match(each)),
        "".join(filter(clings, beyond)),
        marked=not seen.isdisjoint(_clinging()),
        holding=any(map(_HOLDS_ON.match, seen)),
    )


@lru_cache(maxsize=64)
def _made_for(far_letters: str, far_marks: str, *, marked: bool, holding: bool) -> Split:
    """How to split texts that have these letters and marks from U+10000 on, beside all others."""
    letter = f"[{inside(near(without(letters(), _SPACELESS)))}{re.escape(far_letters)}]"
    mark = f"[{inside(near(_CLINGING))}{re.escape(far_marks)}]"
    marked_by, space, marked_space = "", r"\s+", ""
    if marked:
        marked_by, space, marked_space = f"{mark}*", rf"(?:\s(?!{mark}))+", rf"|\s{mark}+"
    run = rf"(?:{letter}{marked_by})+" if marked else f"{letter}+"
    digit = f"[{inside(digits())}]"
    in_number = rf"[.,:/](?<={digit}[.,:/])(?={digit})"
    word = rf"{run}(?:(?:['’_\u2010\u2011-]|{in_number}){run})*"
    held = rf"(?:(?<=[{_HOLDING}])\S{marked_by})*" if holding else ""
    other = rf"[{_FLAGS}]{{2}}{marked_by}|(?:{_RUN}){marked_by}|\S{marked_by}{marked_space}"
    return Split(
        re.compile(rf"{space}|(?:{word}|{other}){held}").findall,
        re.compile(
            rf"(?:{word}|[{inside(without(_SPACELESS, others()))}]{marked_by}){held}"
        ).findall,
    )


_ASCII = Split(re.compile(rf"{_WORD}|\s+|{_RUN}|[^\sA-Za-z0-9]").findall, re.compile(_WORD).findall)


def clings(character: str) -> bool:
    """Whether it belongs to the character before it (UAX 29, a little more than it asks)."""
    return character > "\u02ff" and character in _clinging()


@cache
def _clinging() -> frozenset[str]:
    return frozenset(chr(code) for first, last in _CLINGING for code in range(first, last + 1))


def can_tear(text: str) -> bool:
    """Whether it has anything that a cut could part."""
    return not text.isascii() or "\r" in text


def is_torn(before: str, after: str) -> bool:
    """Whether a cut between these two texts parts a grapheme cluster.

    `before` begins where a cluster does.
    """
    if not before or not after:
        return False
    last, first = before[-1], after[0]
    if last == "\r" and first == "\n":
        return True
    if last.isascii() and first.isascii():
        return False
    if last in _FLAGS and first in _FLAGS:
        return (len(before) - len(before.rstrip(_FLAGS))) % 2 == 1
    return clings(first) or (_HOLDS_ON.match(last) is not None and not first.isspace())


def is_word(token: str) -> bool:
    """Whether it has a letter or a digit."""
    return token[:1].isalnum() if token.isascii() else has_letter(token)
