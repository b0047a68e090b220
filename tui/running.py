"""How one command runs: its session, its exit code, and errors told in one place."""

import contextlib
import os
import sys
from collections.abc import Sequence

import click

from tui.command import Command
from tui.errors import Told, not_printed, not_utf8, stopped, told
from tui.group import COPRODUCE
from tui.output import NotPrintedError
from tui.session import Session

_PROGRAM = "coproduce"


def run_command(arguments: Sequence[str]) -> int:
    """Run the command that `arguments` name and return its exit code.

    Raises KeyboardInterrupt and BrokenPipeError only when they come while an error is told.
    """
    session = Session()
    session.asks_json = "--json" in _options(arguments)
    try:
        return _run(session, list(arguments))
    except (KeyboardInterrupt, EOFError, click.Abort):
        return _tell(session, stopped(), arguments)
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001 - the outermost gate: people never see a traceback
        if isinstance(error, OSError) and _is_unprinted(error):
            return _tell(session, not_printed(error, saved=session.saved), arguments)
        session.keep_unsaved(error)
        return _tell(session, told(error), arguments)
    finally:
        session.close()


def _run(session: Session, arguments: list[str]) -> int:
    code = 0
    try:
        for argument in arguments:
            if not _is_text(argument):
                raise not_utf8("The command line")
        with COPRODUCE.make_context(_PROGRAM, arguments, obj=session) as context:
            COPRODUCE.invoke(context)
            session.saved = _saves(context)
    except click.exceptions.Exit as left:
        code = left.exit_code
    session.out.flush()
    return code


def _saves(context: click.Context) -> bool:
    """Return whether the command that was run is one that saves."""
    name = context.invoked_subcommand or ""
    command = COPRODUCE.get_command(context, name)
    return name == "init" or (isinstance(command, Command) and command.saves)


def _is_unprinted(error: OSError) -> bool:
    """Return whether standard output refused; then what it did not take is let go of."""
    if not isinstance(error, NotPrintedError):
        try:
            sys.stdout.flush()
        except (OSError, ValueError):
            pass
        else:
            return False
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    return True


def _is_text(argument: str) -> bool:
    """Return whether a command line argument came from valid UTF-8."""
    try:
        argument.encode()
    except UnicodeEncodeError:
        return False
    return True


def _options(arguments: Sequence[str]) -> Sequence[str]:
    """Return the arguments before `--`, after which everything is text."""
    return arguments[: arguments.index("--")] if "--" in arguments else arguments


def _tell(session: Session, error: Told, arguments: Sequence[str]) -> int:
    details = session.verbose or "--verbose" in _options(arguments)
    asks_json = session.as_json or session.asks_json
    session.out.as_json = asks_json and error.code != "not-printed"
    try:
        session.out.fail(error, details=details)
    except BrokenPipeError:
        raise
    except OSError as problem:
        if not _is_unprinted(problem):
            raise
        # The JSON document has no way out, so at least people are told.
        session.out.as_json = False
        session.out.fail(error, details=details)
    return error.exit_code


def complete(instruction: str) -> int:
    """Answer the shell's question for completions and return the exit code."""
    from click.shell_completion import shell_complete

    settings = {"obj": Session()}
    return shell_complete(COPRODUCE, settings, _PROGRAM, "_COPRODUCE_COMPLETE", instruction)
