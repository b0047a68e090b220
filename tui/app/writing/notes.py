"""Quick notes: one line each, with a letter or two that say who is speaking."""

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

import msgspec

from schema.replacement import ANONYMOUS
from tui import words

_PREFIX = re.compile(r"\s*([^:\s][^:]{0,60})?:\s*")
_LETTERS = {"service-user": "u", "carer": "c", "staff": "s", "manager": "m", "other": "o"}
_SHORT = {"service-user": "uses services"}
UNSAID = "?"
# So much of the letters must be the same for a name that is written another way, of 1.
_NEARLY = 0.75


class Note(msgspec.Struct, frozen=True):
    """One note: its words, who speaks ("" for whoever is at the keyboard), and as whom."""

    text: str
    by: str = ""
    perspectives: tuple[str, ...] = ()


class Unclear(msgspec.Struct, frozen=True):
    """Why a line cannot be taken as a note yet; `people` are the names it fits, in `sentence`.

    `as_it_is` is the note with all that was typed, said by somebody who is not named: nobody is
    guessed. None when there are no words.
    """

    sentence: str
    people: str = ""
    as_it_is: Note | None = None


Letters = Mapping[str, str]
People = Sequence[tuple[str, str]]


def letters(perspectives: Sequence[str]) -> dict[str, str]:
    """Return the letters of the perspectives of a workspace: letter or letters → perspective."""
    taken: dict[str, str] = {}
    for name in sorted(perspectives, key=lambda name: name not in _LETTERS):
        plain = re.sub(r"[\W\d_]", "", name.casefold())
        wished = (_LETTERS.get(name, plain[:1]), plain[:2])
        found = next((each for each in wished if each and each not in taken), "")
        if found:
            taken[found] = name
    return taken


def legend(known: Letters) -> str:
    """Return one line that says which letters there are."""
    named = [f"{letter}: {_SHORT.get(name, name)}" for letter, name in known.items()]
    return "  ".join([*named, f"{UNSAID}: not named"])


def parse(typed: str, known: Letters, people: People) -> Note | Unclear:
    """Return the note that a typed line is.

    A perspective's letter, or `?`, before a colon: someone unnamed, speaking as that. The initials
    or the first letters of one person's name, or the whole name: that person. Nothing, or longer
    words, before a colon: whoever is at the keyboard. `people` are (id, chosen name).
    """
    found = _PREFIX.match(typed)
    before = (found.group(1) or "").strip().casefold() if found else ""
    after = typed[found.end() :].strip() if found else typed.strip()
    if found and not before:
        return _note(after)
    if before == UNSAID:
        return _note(after, ANONYMOUS)
    if before in known:
        return _note(after, ANONYMOUS, (known[before],))
    nobodys = Note(typed.strip(), ANONYMOUS)
    fitting = _fitting(before, people) if before else []
    if len(fitting) == 1:
        return _note(after, fitting[0][0])
    if fitting:
        names = words.listed(name for _, name in fitting)
        how = "Write the whole name before the colon."
        return Unclear(f"“{before}” fits {names}. {how}", names, nobodys)
    if doubt := _doubt(before, known, people):
        sentence = f"{doubt} Begin with “:” if it belongs to the words."
        return Unclear(sentence, _meant(before, people), nobodys)
    return _note(typed.strip())


def _doubt(before: str, known: Letters, people: People) -> str:
    """Return what is to be asked about what stands before a colon, "" where it is no name.

    A name half written, or written another way, must not become words of whoever types.
    """
    if not before:
        return ""
    for letter, name in known.items():
        if before in (name, _SHORT.get(name), words.perspective(name).casefold()):
            return f"Write “{letter}:” for what a {before} said."
    if meant := _meant(before, people):
        return f"Is “{before}” {meant}? Write the whole name then."
    return f"Nobody here is “{before}”." if len(before) <= 2 else ""


def _meant(typed: str, people: People) -> str:
    """Return the names of those who could be meant, "" for nobody."""
    return " or ".join(name for _, name in people if _is_like(typed, name.casefold()))


def _is_like(typed: str, name: str) -> bool:
    """Whether what was typed is a part of a name, or nearly one."""
    parts = [name, *name.split()]
    return any(
        (len(typed) > 2 and part.startswith(typed))
        or SequenceMatcher(None, typed, part, autojunk=False).ratio() >= _NEARLY
        for part in parts
    )


def _note(text: str, by: str = "", perspectives: tuple[str, ...] = ()) -> Note | Unclear:
    return Note(text, by, perspectives) if text else Unclear("There are no words yet.")


def _fitting(typed: str, people: People) -> list[tuple[str, str]]:
    named = [each for each in people if each[1].strip().casefold() == typed]
    if named or len(typed) > 2:
        return named
    return [
        each
        for each in people
        if _initials(each[1]) == typed or each[1].casefold().startswith(typed)
    ]


def _initials(name: str) -> str:
    return "".join(part[0] for part in re.findall(r"[^\W\d_]+", name.casefold()))
