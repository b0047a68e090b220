"""Keys in the order in which they were pressed: each one reaches what it was meant for.

The app hands a key to whatever has the focus at that moment. Someone who types quickly presses the
next key before the last one has opened its dialog. So a key waits here until the one before it has
had its whole effect, and until what that one asked of the workspace is answered.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Any

from textual import events
from textual.app import App
from textual.message_pump import MessagePump

Typed = events.Key | events.Paste

_SHORT = 0.005
_ROUND = 0.1
# What takes longer than this is not waited for; leaving waits for hardly anything.
_PATIENCE = 10.0
_LEAVING = 0.5
_LEAVE = "ctrl+q"


class Keyboard:
    """Holds keys back until it is their turn; `deliver` gives one to whatever has the focus."""

    def __init__(self, app: App[Any], deliver: Callable[[Typed], Awaitable[None]]) -> None:
        self._app = app
        self._deliver = deliver
        self._line: deque[Typed] = deque()
        self._holds: list[Callable[[], bool]] = []
        self._after_letter = False
        self._patience = _PATIENCE
        self._turn: asyncio.Task[None] | None = None
        self._pressed = monotonic()

    @property
    def rested(self) -> float:
        """How many seconds ago the last key was pressed."""
        return monotonic() - self._pressed

    @property
    def idle(self) -> bool:
        """Whether no key waits for its turn."""
        return self._turn is None and not self._line

    def hold(self, until: Callable[[], bool]) -> None:
        """Let the next keys wait until `until` says that they may come."""
        self._holds.append(until)

    async def take(self, event: Typed) -> None:
        """Deliver a key, or let it wait behind those before it."""
        self._pressed = monotonic()
        if self.idle and self._after_letter and self._is_letter(event):
            # Letters of one text, one after another: nothing can come between them.
            await self._deliver(event)
            return
        if isinstance(event, events.Key) and event.key == _LEAVE:
            self._patience = _LEAVING
        self._line.append(event)
        self._begin_turn()

    def _is_letter(self, event: Typed) -> bool:
        """Return whether a key only writes in what has the focus."""
        focused = self._app.focused
        if focused is None or self._holds:
            return False
        if isinstance(event, events.Paste):
            return True
        return focused.check_consume_key(event.key, event.character)

    def _begin_turn(self) -> None:
        if self._line and self._turn is None:
            self._turn = asyncio.create_task(self._wait_for_turn())

    async def _wait_for_turn(self) -> None:
        """Wait until the keys before had their effect; the next is delivered by the app itself."""
        await self._quiet()
        self._app.call_next(self._come)

    async def _come(self) -> None:
        """Deliver the next key, with all the letters that come right after a letter."""
        try:
            while True:
                event = self._line.popleft()
                self._after_letter = self._is_letter(event)
                await self._deliver(event)
                if not (self._after_letter and self._line and self._is_letter(self._line[0])):
                    break
        finally:
            self._turn = None
            self._begin_turn()

    async def _quiet(self) -> None:
        """Wait until every message is handled, and what keys have to wait for has come."""
        now = asyncio.get_running_loop().time
        begun = now()
        while now() - begun < self._patience:
            answered = await self._round()
            self._holds = [is_over for is_over in self._holds if not is_over()]
            if self._holds:
                await asyncio.sleep(_SHORT)
            elif answered and not any(each.message_queue_size for each in self._everyone()):
                return
        self._holds = []

    async def _round(self) -> bool:
        """Let everyone handle what was sent before; return whether all of them did in time."""
        everyone = self._everyone()
        left = 0
        done = asyncio.Event()

        def handled() -> None:
            nonlocal left
            left -= 1
            if not left:
                done.set()

        for each in everyone:
            left += each.call_later(handled)
        left += self._app.screen.call_after_refresh(handled)
        try:
            await asyncio.wait_for(done.wait(), _ROUND)
        except TimeoutError:
            # Someone left the screen meanwhile, or is busy.
            return False
        return True

    def _everyone(self) -> list[MessagePump]:
        """Return the app and everything on its screens."""
        screens = self._app.screen_stack
        return [self._app, *(each for top in screens for each in top.walk_children(with_self=True))]
