"""The words the worked example is written in: one deed is one dated change."""

import re
from collections.abc import Mapping
from inspect import cleandoc
from typing import TypeAlias

import msgspec

Given: TypeAlias = str | tuple[str, ...] | Mapping[str, str]


class Deed(msgspec.Struct, frozen=True):
    """One call of a `Workspace` method, at a time, by the person at the keyboard.

    `when` is local time in Britain, `2026-04-13 20:10`. `keyboard` is a name given in
    `store.example.people`.
    An argument or option that starts with `@` is the name of something made by an earlier deed.
    `named` is what later deeds call the record that this one makes.
    """

    when: str
    keyboard: str
    verb: str
    arguments: tuple[str, ...]
    options: Mapping[str, Given | Mapping[str, Given]]
    named: str = ""


def prose(text: str) -> str:
    """Return `text` without its indentation, each paragraph and list item on one line."""
    return re.sub(r"(?<!\n)\n(?!\n|- )\s*", " ", cleandoc(text))


def new(
    when: str,
    keyboard: str,
    named: str,
    kind: str,
    title: str,
    body: str = "",
    /,
    *,
    why: str = "",
    **fields: Given,
) -> Deed:
    """Return the making of a document; a field called like a Python word ends in `_`."""
    options = {"body": prose(body), "fields": _fields(fields), "why": why}
    return Deed(when, keyboard, "new", (kind, title), _said(options), named)


def edit(
    when: str,
    keyboard: str,
    about: str,
    body: str = "",
    /,
    *,
    section: str = "",
    title: str = "",
    why: str = "",
    **fields: Given,
) -> Deed:
    """Return a change of a document: of its text, of one section, of its title or of its fields."""
    options = {
        "body": prose(body),
        "section": section,
        "title": title,
        "fields": _fields(fields),
        "why": why,
    }
    return Deed(when, keyboard, "edit", (about,), _said(options))


def say(
    when: str,
    keyboard: str,
    by: str,
    about: str,
    text: str,
    *,
    named: str = "",
    **options: Given,
) -> Deed:
    """Return someone's own words about a document, a question, or nothing yet (`unplaced`)."""
    return Deed(
        when, keyboard, "say", (about, prose(text)), _said({"by": _who(by), **options}), named
    )


def stand(
    when: str,
    keyboard: str,
    by: str,
    about: str,
    position: str = "agree",
    because: str = "",
    *,
    date: str = "",
) -> Deed:
    """Return where someone stands on the text of an agreement as it is at that moment."""
    options = {"by": _who(by), "position": position, "because": prose(because), "date": date}
    return Deed(when, keyboard, "agree", (about,), _said(options))


def answer(
    when: str,
    keyboard: str,
    by: str,
    about: str,
    sections: Mapping[str, str],
    *,
    date: str = "",
    **threads: str,
) -> Deed:
    """Return one person's answers to a review; `sections` has the keys `1` to `4` and `+1`."""
    texts = {code: prose(text) for code, text in sections.items()}
    options = {"by": _who(by), "sections": texts, "threads": threads, "date": date}
    return Deed(when, keyboard, "answer", (about,), _said(options))


def progress(
    when: str, keyboard: str, by: str, about: str, direction: str, text: str, *, date: str = ""
) -> Deed:
    """Return how someone sees an outcome at a date."""
    options = {"by": _who(by), "date": date}
    return Deed(when, keyboard, "progress", (about, direction, prose(text)), _said(options))


def reply(
    when: str, keyboard: str, by: str, about: str, became: str, text: str, *, told: str = ""
) -> Deed:
    """Return what became of what someone said."""
    options = {"by": _who(by), "told": told}
    return Deed(when, keyboard, "reply", (about, became, prose(text)), _said(options))


def set_aside(when: str, keyboard: str, by: str, about: str, because: str) -> Deed:
    """Return a question or idea being left aside, with the reason."""
    return Deed(when, keyboard, "set_aside", (about, prose(because)), {"by": _who(by)})


def reopen(when: str, keyboard: str, by: str, about: str, because: str) -> Deed:
    """Return a question or idea being taken up again."""
    options = {"by": _who(by), "because": prose(because)}
    return Deed(when, keyboard, "reopen", (about,), options)


def withdraw(when: str, keyboard: str, about: str) -> Deed:
    """Return someone's words being taken back."""
    return Deed(when, keyboard, "withdraw", (about,), {})


def look(when: str, keyboard: str) -> Deed:
    """Return someone at the keyboard having looked at everything up to now."""
    return Deed(when, keyboard, "mark_seen", (), {})


def list_for_visitors(when: str, keyboard: str) -> Deed:
    """Return the page for visitors being written anew."""
    return Deed(when, keyboard, "refresh_readme", (), {})


def archive(when: str, keyboard: str, about: str, why: str) -> Deed:
    """Return a document being put aside."""
    return Deed(when, keyboard, "archive", (about,), {"why": why})


def _who(name: str) -> str:
    return name if name == "anonymous" else f"@{name}"


def _fields(fields: Mapping[str, Given]) -> Mapping[str, Given]:
    return {name.rstrip("_"): value for name, value in fields.items()}


def _said(
    options: Mapping[str, Given | Mapping[str, Given]],
) -> Mapping[str, Given | Mapping[str, Given]]:
    """Leave out what was not given, so that each method's own default holds."""
    return {name: value for name, value in options.items() if value}
