"""Marked lines between which another program wrote both sides of a difference, of any length."""

import re

USUAL = 7
"""How many signs git writes unless somebody set `conflict-marker-size`."""
# Fewer signs are a quote or a line below a heading, and git is hardly ever told to write them.
_LEAST = 4
_MARK = re.compile(r"^(<{4,}|\|{4,}|={4,}|>{4,})(?=[ \r\n]|\Z)", re.MULTILINE)
_MAY_FOLLOW = {"<": "|=", "|": "=", "=": ">"}
# Marks within marks, as they come of merging a marked text again.
_NESTED = 8


def with_usual_marks(text: str) -> str:
    """Return a text whose marked lines of another length are as long as git usually writes them.

    Only where a whole set of one length stands in its order: what begins, perhaps what was before,
    what is between and what ends. Any other text stays as it is.
    """
    for _ in range(_NESTED if "<" * _LEAST in text else 0):
        found = _unusual(text)
        if not found:
            break
        parts: list[str] = []
        end = 0
        for start, signs in sorted(found):
            parts += [text[end:start], signs[0] * USUAL]
            end = start + len(signs)
        text = "".join((*parts, text[end:]))
    return text


def _unusual(text: str) -> list[tuple[int, str]]:
    """Return (offset, signs) of each line of a whole set, the innermost, of unusual length."""
    held: dict[int, list[tuple[int, str]]] = {}
    whole: list[tuple[int, str]] = []
    for found in _MARK.finditer(text):
        signs = found[1]
        if len(signs) == USUAL:
            continue
        known = held.get(len(signs), [])
        if signs[0] == "<":
            held[len(signs)] = [(found.start(), signs)]
        elif known and signs[0] in _MAY_FOLLOW[known[-1][1][0]]:
            known.append((found.start(), signs))
            if signs[0] == ">":
                whole += held.pop(len(signs))
    return whole
