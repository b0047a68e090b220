"""Running the app in tests: on a real workspace, waiting for answers instead of sleeping."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

from textual.pilot import Pilot

from store import Workspace
from tui.app.application import Coproduce

Walk = Callable[[Pilot[None]], Awaitable[None]]
TODAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def make_app(folder: Path) -> Coproduce:
    """Return the app on the workspace in `folder`, at a fixed time, not watching for changes."""
    return Coproduce(lambda: Workspace.open(folder, clock=lambda: TODAY), watch=False)


async def settled(pilot: Pilot[None]) -> None:
    """Wait until every question is answered and every message handled."""
    app = pilot.app
    assert isinstance(app, Coproduce)
    quiet = 0
    for _ in range(4000):
        # A pause of the pilot rests at least 20 ms; the app knows by itself when it is done.
        await app.keyboard._quiet()
        await app._animator.wait_until_complete()
        app.screen._on_timer_update()
        quiet = quiet + 1 if app.door.idle and app.keyboard.idle else 0
        if quiet == 3:
            return
        await asyncio.sleep(0.001)
    raise TimeoutError("the app is still waiting for answers")


def screen_text(app: Coproduce) -> str:
    """Return what stands on the screen, line by line."""
    width, height = app.size
    lines = app.screen._compositor.render_strips()  # the screen as it is drawn
    return "\n".join(strip.text[:width].rstrip() for strip in lines[:height])
