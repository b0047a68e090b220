"""What sharing comes to: how many changes went out and came in, and what is left to do."""

from collections.abc import Mapping

import msgspec

from store.desk import Desk
from store.errors import CoproduceError

IN_STEP, TO_SHARE, TO_SETTLE, WAITING = "in-step", "to-share", "to-settle", "waiting"


class Synced(msgspec.Struct, frozen=True, kw_only=True):
    """What sharing did.

    `sent` and `received` count changes; `differences` are the documents with open differences.
    `state` is in-step, to-share (something is not shared yet), to-settle (all is shared, and
    differences are open) or waiting (a file that was changed and not saved stands in the way).
    `head` is the newest change now, `before` the newest before; `notes` are for people. `problems`
    are what kept a place from being shared with while others were, by its name.
    """

    sent: int
    received: int
    differences: tuple[str, ...]
    state: str
    head: str
    notes: tuple[str, ...] = ()
    before: str = ""
    problems: Mapping[str, CoproduceError] = {}


def state_of(desk: Desk, *, waits: bool, to_share: bool) -> str:
    """Return how far sharing has come; `waits` says that something could not come in.

    `to_share` says that some place lacks something that is saved here.
    """
    if waits:
        return WAITING
    if to_share:
        return TO_SHARE
    return TO_SETTLE if with_differences(desk) else IN_STEP


def with_differences(desk: Desk) -> tuple[str, ...]:
    """Return the ids of the documents that have open differences, sorted."""
    return tuple(sorted(desk.snapshot.differing))
