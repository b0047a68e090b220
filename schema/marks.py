"""Marked lines between which another program wrote both sides of a difference, of any length."""

import re
from collections.abc import Iterator, Sequence

from schema.differences import lines_outside_fences

USUAL = 7
"""How many signs git writes unless somebody set `conflict-marker-size`."""
# Fewer signs are a quote or a line below a heading, and git is hardly ever told to write them.
_LEAST = 4
_MARK = re.compile(r"(<{4,}|\|{4,}|={4,}|>{4,})(?=[ \r\n]|\Z)")
_MAY_FOLLOW = {"": "<", "<": "|=", "|": "=", "=": ">"}


def with_usual_marks(text: str) -> str:
    """Return a text whose marked lines of another length are as long as git usually writes them.

    Only where a whole set of one length stands in its order, outside a closed fence: what begins,
    perhaps what was before, what is between and what ends. Any other text stays as it is.
    """
    if "<" * _LEAST not in text:
        return text
    found = dict(_unusual(lines_outside_fences(text)))
    if not found:
        return text
    parts: list[str] = []
    end = 0
    for start, signs in sorted(found.items()):
        parts += [text[end:start], signs[0] * USUAL]
        end = start + len(signs)
    return "".join((*parts, text[end:]))


def _unusual(lines: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Yield (offset, signs) of each line of a whole set that is not of the usual length."""
    marks = [(start, found[1]) for start, line in lines if (found := _MARK.match(line)) is not None]
    for length in sorted({len(signs) for _, signs in marks} - {USUAL}):
        part, held = "", list[tuple[int, str]]()
        for start, signs in marks:
            if len(signs) != length:
                continue
            if signs[0] == "<":
                part, held = "<", [(start, signs)]
            elif signs[0] in _MAY_FOLLOW.get(part, ""):
                part = signs[0]
                held.append((start, signs))
                if part == ">":
                    yield from held
                    part, held = "", []
