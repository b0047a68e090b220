"""What is being done, with a count, for work that takes more than a second."""

import sys
import time

from tui.output import is_terminal

_PATIENCE = 1.0
_EVERY = 0.1


class Progress:
    """A line on standard error that counts; silent for programs, and for work that is quick.

    Calling it with (done, total, what) shows the line once a second has passed.
    """

    def __init__(self, *, quiet: bool) -> None:
        self._shows = not quiet and is_terminal(sys.stderr)
        self._started = time.monotonic()
        self._last = 0.0
        self._length = 0

    def __call__(self, done: int, total: int, what: str) -> None:
        """Take a count: `done` of `total` (0 when nobody knows) of `what` is being done."""
        now = time.monotonic()
        if not self._shows or now - self._started < _PATIENCE or now - self._last < _EVERY:
            return
        self._last = now
        count = f"{done} of {total}" if total else str(done)
        line = f"{what}: {count}"
        sys.stderr.write(f"\r{line:{self._length}}")
        sys.stderr.flush()
        self._length = len(line)

    def end(self) -> None:
        """Clear the line."""
        if self._length:
            sys.stderr.write(f"\r{'':{self._length}}\r")
            sys.stderr.flush()
            self._length = 0
