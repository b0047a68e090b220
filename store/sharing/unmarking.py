"""Texts into which another program wrote both sides of a difference, between marked lines."""

import re
from collections import Counter

import msgspec

from store.sharing.loss import words_of
from store.sharing.twins import Merge, readable_alone

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_MARK = re.compile(r"(<{7}|\|{7}|={7}|>{7})(?:[ \r\n]|\Z)")
# Marks within marks, as they come of merging a marked text again.
_NESTED = 8
_UNKNOWN = "coproduce-unknown-wording"
# A marked part begins with <, may show what was before after |, and has its other side after =.
_ORDER = ("", "<", "|", "=")


class _Sides(msgspec.Struct, frozen=True):
    """The two sides of a marked text, what stands between no marks, and after which lines of it."""

    ours: str
    theirs: str
    outside: str
    after: tuple[int, ...]


def is_marked(text: str) -> bool:
    """Return whether both sides of a difference stand in `text` between marked lines."""
    if "<<<<<<<" not in text:
        return False
    marks = [mark for line in _LINE.findall(text) if (mark := _mark(line))]
    return "<" in marks and any(mark in "=>" for mark in marks[marks.index("<") :])


def starts(text: str) -> int:
    """Return how many marked parts begin in `text`."""
    if "<<<<<<<" not in text:
        return 0
    return sum(_mark(line) == "<" for line in _LINE.findall(text))


def parts_of_ours(text: str) -> list[str] | None:
    """Return the lines of the first side in marked parts, None where the marks do not fit."""
    found = _apart(text)
    if found is None:
        return None
    return list((Counter(found.ours.splitlines()) - Counter(found.outside.splitlines())).elements())


def mark_lines(text: str) -> set[str]:
    """Return the lines of a text that begin or end a marked part, also those left alone."""
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return set()
    return {line for line in _LINE.findall(text) if _mark(line) in ("<", ">")}


def without_lines(text: str, lines: set[str]) -> str:
    """Return a text without some of its lines."""
    if not lines:
        return text
    return "".join(line for line in _LINE.findall(text) if line not in lines)


def sides(text: str) -> tuple[str, str]:
    """Return what each side of a marked text has; the same twice where the marks do not fit."""
    found = _apart(text)
    return (found.ours, found.theirs) if found else (_bare(text), _bare(text))


def unmarked(base: str, text: str, merge: Merge) -> str:
    """Return a marked `text` with its two sides merged; any other text as it is.

    Where the marks do not fit together only their lines fall away.
    """
    if not is_marked(text):
        return text
    for _ in range(_NESTED):
        found = _apart(text)
        if found is None:
            break
        # A field may stand both between marks and below them.
        ours, theirs = (readable_alone(merge, each) for each in (found.ours, found.theirs))
        merged = merge(base, ours, theirs)
        # Where a side is as the base was, this is not the base of what the marks stand between.
        if not _words(found.ours) | _words(found.theirs) <= _words(merged):
            merged = merge(found.outside, ours, theirs)
        text = merged
        if not is_marked(text):
            break
    return _bare(text)


def outside(text: str) -> str:
    """Return what stands between no marks, the whole text where they do not fit together."""
    found = _apart(text) if is_marked(text) else None
    return found.outside if found else text


def before_both(text: str) -> str:
    """Return what both sides of a marked text may have begun with, as far as it alone tells.

    A word that neither has stands for each marked part: so they are wordings of one passage. In the
    header both added a field.
    """
    found = _apart(text) if is_marked(text) else None
    if found is None:
        return text
    lines = _LINE.findall(found.outside)
    rules = [at for at, line in enumerate(lines) if line.rstrip() == "---"]
    body = rules[1] + 1 if len(rules) > 1 and rules[0] == 0 else 0
    for at in reversed(found.after):
        if at >= body:
            lines.insert(at, f"{_UNKNOWN}\n")
    return "".join(lines)


def _mark(line: str) -> str:
    """Return the character that a marked line is made of, "" for any other line."""
    found = _MARK.match(line)
    return found[1][0] if found else ""


def _words(text: str) -> set[str]:
    return set(words_of(_bare(text)))


def _bare(text: str) -> str:
    """Return a text without the lines that begin or end a marked part, and those within one."""
    kept: list[str] = []
    depth = 0
    for line in _LINE.findall(text):
        mark = _mark(line)
        depth += mark == "<"
        if not (mark in ("<", ">") or (mark and depth)):
            kept.append(line)
        depth -= mark == ">" and depth > 0
    return "".join(kept)


def _apart(text: str) -> _Sides | None:
    """Return the sides of the outermost marked parts, None when their marks do not fit together.

    What both had before, as some programs write it, is left out.
    """
    ours: list[str] = []
    theirs: list[str] = []
    outside: list[str] = []
    after: list[int] = []
    targets = {"": (ours, theirs, outside), "<": (ours,), "|": (), "=": (theirs,)}
    part, depth = "", 0
    for line in _LINE.findall(text):
        mark = _mark(line)
        depth += mark == "<"
        if depth == 1 and mark:
            if mark != ">" and mark in _ORDER[_ORDER.index(part) + 1 :]:
                part = mark
            elif mark == ">" and part == "=":
                part, depth = "", 0
                after.append(len(outside))
            else:
                return None
            continue
        depth -= mark == ">" and depth > 0
        for target in targets[part]:
            target.append(line)
    if depth or not after:
        return None
    return _Sides("".join(ours), "".join(theirs), "".join(outside), tuple(after))
