"""How text falls into words, marks and spaces, without parting a letter from its accent."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple
from unicodedata import category

# Scripts written without spaces between words (Unicode blocks): each character is a token.
_SPACELESS = (
    "\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aad\u2e80-\u2fdf\u3005-\u3007"
    "\u3021-\u3029\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua980-\ua9df\uaa60-\uaadf"
    "\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003ffff"
)
# Characters that cling to the one before and are no combining marks by category (UAX 29).
_CLINGING = frozenset("\u200c\u200d\u0e33\u0eb3\uff9e\uff9f").union(
    map(chr, range(0x1F3FB, 0x1F400)), map(chr, range(0xE0020, 0xE0080))
)
# Characters that hold on to the one after: joiner, stacking signs, prepended marks (UAX 29).
_HOLDING = (
    "\u200d\u1039\u17d2\u1a60\uaaf6\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u0d4e"
    "\U000110bd\U000110cd\U000111c2\U000111c3\U0001193f\U00011941\U00011a3a"
    "\U00011a84-\U00011a89\U00011d46\U00011f02"
)
_FLAGS = "".join(map(chr, range(0x1F1E6, 0x1F200)))
_RUN = r"\*+|#+|=+|-+|`+|~+|_+|\.{2,}"
_INSIDE_NUMBER = r"(?<=\d)[.,:/](?=\d)"

_WORD = rf"[A-Za-z0-9]+(?:(?:['_-]|{_INSIDE_NUMBER})[A-Za-z0-9]+)*"
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
    holding = any(map(_HOLDS_ON.match, seen))
    return _for_marks("".join(sorted(filter(clings, seen))), holding)


@lru_cache(maxsize=64)
def _for_marks(clinging: str, holding: bool) -> Split:
    mark = f"[{re.escape(clinging)}]"
    marks, space, marked_space = "", r"\s+", ""
    if clinging:
        marks, space, marked_space = f"{mark}*", rf"(?:\s(?!{mark}))+", rf"|\s{mark}+"
    letter = rf"[^\W_{_SPACELESS}]"
    letters = rf"(?:{letter}{marks})+" if clinging else f"{letter}+"
    word = rf"{letters}(?:(?:['’_\u2010\u2011-]|{_INSIDE_NUMBER}){letters})*"
    held = rf"(?:(?<=[{_HOLDING}])\S{marks})*" if holding else ""
    other = rf"[{_FLAGS}]{{2}}{marks}|(?:{_RUN}){marks}|\S{marks}{marked_space}"
    return Split(
        re.compile(rf"{space}|(?:{word}|{other}){held}").findall,
        re.compile(rf"(?:{word}|(?=[^\W_])[{_SPACELESS}]{marks}){held}").findall,
    )


_ASCII = Split(re.compile(rf"{_WORD}|\s+|{_RUN}|[^\sA-Za-z0-9]").findall, re.compile(_WORD).findall)


def clings(character: str) -> bool:
    """Whether it belongs to the character before it (UAX 29, a little more than it asks)."""
    return character > "\u02ff" and (category(character)[0] == "M" or character in _CLINGING)


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
    return token[:1].isalnum() or (not token.isascii() and any(map(str.isalnum, token)))
