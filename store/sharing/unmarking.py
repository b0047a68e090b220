"""Texts into which another program wrote both sides of a difference, between marked lines."""

import re
from collections.abc import Callable

Merge = Callable[[str, str, str], str]
"""What merges base, ours and theirs: `schema.merge.merge_texts`."""

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_START = re.compile(r"<{7}(?:[ \r\n]|\Z)")
_BASE = re.compile(r"\|{7}(?:[ \r\n]|\Z)")
_MIDDLE = re.compile(r"={7}(?:[ \r\n]|\Z)")
_END = re.compile(r">{7}(?:[ \r\n]|\Z)")
_ANY = re.compile(r"(?:<{7}|\|{7}|={7}|>{7})(?:[ \r\n]|\Z)")
# Marks within marks, as they come of merging a marked text again.
_NESTED = 3


def is_marked(text: str) -> bool:
    """Return whether both sides of a difference stand in `text` between marked lines."""
    if "<<<<<<<" not in text:
        return False
    started = False
    for line in _LINE.findall(text):
        if _START.match(line):
            started = True
        elif started and (_MIDDLE.match(line) or _END.match(line)):
            return True
    return False


def sides(text: str) -> tuple[str, str]:
    """Return what each side has, without any marked line; what both had before is left out.

    Marks that do not fit together only fall away, so that no other line does.
    """
    both: tuple[list[str], list[str]] = ([], [])
    part = ""
    for line in _LINE.findall(text):
        if _START.match(line):
            part = "ours"
        elif part and _END.match(line):
            part = ""
        elif part in ("ours", "base") and _MIDDLE.match(line):
            part = "theirs"
        elif part == "ours" and _BASE.match(line):
            part = "base"
        else:
            if part in ("", "ours"):
                both[0].append(line)
            if part in ("", "theirs"):
                both[1].append(line)
    ours, theirs = ("".join(side) for side in both)
    return ours, theirs


def unmarked(base: str, text: str, merge: Merge) -> str:
    """Return a marked `text` with its two sides merged; any other text as it is."""
    for _ in range(_NESTED):
        if not is_marked(text):
            return text
        text = merge(base, *sides(text))
    kept = [line for line in _LINE.findall(text) if not _ANY.match(line)]
    return "".join(kept)
