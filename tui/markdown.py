"""Words of people as they may stand in Markdown that is posted on a git host: nothing in them acts.

A host looks for names, numbers and codes of its own in what is posted, tells the people named there
and makes links. It does so after Markdown was read, so a backslash or an entity stops none of that
on GitHub; no host (GitHub, GitLab, Forgejo) looks into code.
"""

import re

_ACTS = re.compile(r"[\\`*_{}\[\]<>|~!&$]|%(?=[\w\"])")
# GitLab takes a line that begins with a slash for a command.
_STARTS = re.compile(r"^(\s*)([#+=/-]|\d+(?=[.)]))")
_PART = "A-Za-z0-9_"
_CALLS = re.compile(
    r"(?P<address>https?://[A-Za-z0-9][^\s<>]*)"
    rf"|(?<![{_PART}])@[{_PART}](?:[{_PART}./-]*[{_PART}])?"
    rf"|(?<![{_PART}./-])[{_PART}./-]*[#!][0-9]+"
    rf"|(?<![{_PART}])[Gg][Hh]-[0-9]+"
    rf"|(?<![{_PART}])(?=[a-fA-F]*[0-9])(?=[0-9]*[a-fA-F])[0-9a-fA-F]{{7,64}}(?![{_PART}])"
)
_TICKS = re.compile("`+")


def escaped(text: str) -> str:
    """Return one line in which nothing acts; what a host would take for its own stands as code."""
    shown: list[str] = []
    at = 0
    for found in _CALLS.finditer(text):
        if found["address"]:
            continue
        shown += [_plain(text[at : found.start()]), f"`{found.group()}`"]
        at = found.end()
    shown.append(_plain(text[at:]))
    return _STARTS.sub(lambda found: f"{found[1]}{_start(found[2])}", "".join(shown))


def fenced(text: str) -> tuple[str, ...]:
    """Return lines that stand as they are, between two fences that none of them can close."""
    longest = max((len(each) for each in _TICKS.findall(text)), default=0)
    fence = "`" * max(3, longest + 1)
    return (fence, *text.split("\n"), fence)


def _plain(text: str) -> str:
    return _ACTS.sub(lambda found: f"\\{found.group()}", text)


def _start(mark: str) -> str:
    return mark if mark.isdigit() else f"\\{mark}"
