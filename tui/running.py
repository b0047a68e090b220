"""How one command runs: its session, its exit code, and errors told in one place."""

from collections.abc import Sequence

import click

from tui.errors import Told, not_utf8, stopped, told
from tui.group import COPRODUCE
from tui.session import Session

_PROGRAM = "coproduce"


def run_command(arguments: Sequence[str]) -> int:
    """Run the command that `arguments` name and return its exit code.

    Raises KeyboardInterrupt and BrokenPipeError only when they come while an error is told.
    """
    session = Session()
    try:
        return _run(session, list(arguments))
    except (KeyboardInterrupt, EOFError, click.Abort):
        return _tell(session, stopped(), arguments)
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001 - the outermost gate: people never see a traceback
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
    except click.exceptions.Exit as left:
        code = left.exit_code
    session.out.flush()
    return code


def _is_text(argument: str) -> bool:
    """Return whether a command line argument came from valid UTF-8."""
    try:
        argument.encode()
    except UnicodeEncodeError:
        return False
    return True


def _tell(session: Session, error: Told, arguments: Sequence[str]) -> int:
    own = list(arguments)
    before = own[: own.index("--")] if "--" in own else own
    session.out.as_json = session.as_json or "--json" in before
    session.out.fail(error, details=session.verbose or "--verbose" in before)
    return error.exit_code


def complete(instruction: str) -> int:
    """Answer the shell's question for completions and return the exit code."""
    from click.shell_completion import shell_complete

    settings = {"obj": Session()}
    return shell_complete(COPRODUCE, settings, _PROGRAM, "_COPRODUCE_COMPLETE", instruction)
