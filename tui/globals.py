"""The options that every command takes, before or after the verb."""

from typing import Any

import click

from tui.completion import PERSON
from tui.session import Session

HEADING = "Everywhere"


def _set(context: click.Context, option: click.Parameter, value: Any) -> None:
    """Keep a given value in the session; one that is not given leaves an earlier one alone."""
    if option.name == "person" and isinstance(value, str) and not value.strip():
        from store.errors import BadValue

        raise BadValue("--as is empty.", "Say who is at the keyboard, or leave --as out.")
    if value:
        setattr(context.ensure_object(Session), option.name or "", value)


def _option(*names: str, **settings: Any) -> click.Option:
    return click.Option(names, expose_value=False, callback=_set, is_eager=True, **settings)


def global_options() -> list[click.Option]:
    """Return the options of every command, new ones each time."""
    return [
        _option(
            "-C",
            "folder",
            metavar="DIR",
            type=click.Path(),
            help="Work in this folder instead of the one you are in.",
        ),
        _option("--json", "as_json", is_flag=True, help="Print one JSON document for programs."),
        _option(
            "--plain",
            "plain",
            is_flag=True,
            help="Print without colour, and words in place of marks.",
        ),
        _option(
            "--as",
            "person",
            metavar="PERSON",
            type=PERSON,
            help="Who is at the keyboard, when it is not the usual person.",
        ),
        _option(
            "--why",
            "why",
            metavar="TEXT",
            help="Your reason for a change. It stays in the history for good.",
        ),
        _option("--verbose", "verbose", is_flag=True, help="Show the details of an error."),
    ]
