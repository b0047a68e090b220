"""The entry of the command line: one run in, one exit code out."""

import gc
import os
import sys
from collections.abc import Sequence

_COMPLETION = "_COPRODUCE_COMPLETE"


def main() -> None:
    """Run the command line with the process's own arguments and leave with its exit code."""
    # One command makes little garbage; looking for it often is a tenth of a short run.
    gc.set_threshold(50_000, 20, 20)
    code = run(sys.argv[1:])
    # Python would look through everything once more at the end, only to give the memory back.
    gc.freeze()
    sys.exit(code)


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; nothing is raised, whatever happens."""
    try:
        from tui.running import complete, run_command

        if _COMPLETION in os.environ:
            return complete(os.environ[_COMPLETION])
        return run_command(arguments)
    except KeyboardInterrupt:
        return 1
    except BrokenPipeError:
        _silence()
        return 0
    except Exception as error:  # noqa: BLE001 - nobody is ever shown a traceback
        return _last_words(error)


def _last_words(error: Exception) -> int:
    """Say that even telling the error went wrong."""
    if sys.stderr is not None:
        sys.stderr.write(
            "Something went wrong inside coproduce; what was saved before is still saved.\n"
            f"  Please report this: {type(error).__name__}\n"
        )
    return 1


def _silence() -> None:
    """Point standard output at nothing, so that the interpreter can close it without a word."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            os.dup2(nowhere, stream.fileno())
        except (OSError, ValueError, AttributeError):
            continue


if __name__ == "__main__":
    main()
