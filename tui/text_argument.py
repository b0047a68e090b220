"""Where a text comes from: the words typed, standard input for `-`, or the editor in a terminal."""

import sys
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from store.errors import BadValue
from tui.errors import not_utf8
from tui.output import is_terminal

if TYPE_CHECKING:
    from tui.session import Session

STANDARD_INPUT = "-"
# More than a record may hold, so that its own sentence is said while memory stays bounded.
_LIMIT = 2 * 1024 * 1024


def can_ask() -> bool:
    """Return whether a person can be asked: standard input and output are a terminal."""
    return is_terminal(sys.stdin) and is_terminal(sys.stdout)


def typed_text(words: str | Sequence[str] | None) -> str | None:
    """Return the text given on the command line, None when none was given.

    Several words are joined with spaces; a single `-` reads standard input.
    """
    if words is None or words == ():
        return None
    text = words if isinstance(words, str) else " ".join(words)
    return read_standard_input() if text == STANDARD_INPUT else text


def not_blank(option: str, given: str | None) -> str:
    """Return what an option was given, "" when it was not; raises BadValue when it is blank.

    A script with an empty variable must not switch off what the option guards.
    """
    if given is not None and not given.strip():
        raise BadValue(f"{option} is empty.", f"Give it a value, or leave {option} out.")
    return given or ""


def given(context: click.Context, parameter: click.Parameter, value: str) -> str:
    """Return what an option was given, as a callback of click; raises BadValue when it is blank.

    An empty `--by` would record the person at the keyboard for someone else.
    """
    source = context.get_parameter_source(parameter.name or "")
    typed = source is click.core.ParameterSource.COMMANDLINE
    return not_blank(parameter.opts[0], value) if typed else value


def read_standard_input() -> str:
    """Return standard input as text; raises BadValue when it is not UTF-8, or far too long."""
    data = sys.stdin.buffer.read(_LIMIT + 1) if sys.stdin else b""
    if len(data) > _LIMIT:
        raise BadValue(
            "Standard input is longer than a record can hold.",
            "Cut it into parts, or keep the file elsewhere and say where it is.",
        )
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise not_utf8("Standard input") from None
    _remember(text)
    return text


def _remember(text: str) -> None:
    """Let the run know what was read, so that it can be kept when saving it fails."""
    from tui.session import Session

    context = click.get_current_context(silent=True)
    session = context.find_object(Session) if context else None
    if session is not None:
        session.unsaved = text


@contextmanager
def needed_text(
    session: "Session",
    words: str | Sequence[str] | None,
    *,
    example: str,
    start: str = "",
    about: str = "",
    may_be_empty: bool = False,
) -> Generator[str]:
    """Give a text to the block that saves it: typed, from standard input, or from the editor.

    `example` shows how it is typed, for the hint; `start` is what the editor opens with, `about` a
    line for the writer. Raises BadValue when there is no text: with `may_be_empty` only when the
    editor is left empty.
    """
    text = typed_text(words)
    if text is None and can_ask():
        from tui.editor import edited

        with edited(session, start, about=about) as text:
            yield _not_empty(text, example)
        return
    if text is None and not may_be_empty:
        raise BadValue("The text is missing.", f"Type it after the command, as in: {example}")
    yield text or "" if may_be_empty else _not_empty(text or "", example)


def _not_empty(text: str, example: str) -> str:
    if text.strip():
        return text
    raise BadValue(
        "Nothing was saved, because the text is empty.",
        f"Type it after the command, as in: {example}",
    )
