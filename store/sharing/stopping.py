"""Being asked to stop in the middle of something long."""

from collections.abc import Callable
from typing import TypeAlias

from store import errors

Stop: TypeAlias = Callable[[], None]
"""Called again and again by what takes long; raises Interrupted once somebody asked to stop."""


def go_on() -> None:
    """Never stop."""


def when_asked(cancelled: Callable[[], bool]) -> Stop:
    """Return what stops sharing once `cancelled` says so."""

    def stop() -> None:
        if cancelled():
            raise errors.Interrupted("Sharing was stopped.")

    return stop
