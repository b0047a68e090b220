"""Running the app in tests: on a real workspace, waiting for answers instead of sleeping."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual.pilot import Pilot

from store import Workspace
from tui.app.application import Coproduce

Walk = Callable[[Pilot[None]], Awaitable[None]]
TODAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test read or change the settings of whoever runs it."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("NO_COLOR", raising=False)


def make_app(folder: Path) -> Coproduce:
    """Return the app on the workspace in `folder`, at a fixed time, not watching for changes."""
    return Coproduce(lambda: Workspace.open(folder, clock=lambda: TODAY), watch=False)


async def settled(pilot: Pilot[None]) -> None:
    """Wait until every question is answered and every message handled."""
    app = pilot.app
    assert isinstance(app, Coproduce)
    for _ in range(2000):
        await pilot.pause()
        if app.door.idle:
            await pilot.pause()
            if app.door.idle:
                return
        await asyncio.sleep(0.005)
    raise TimeoutError("the app is still waiting for answers")


def screen_text(app: Coproduce) -> str:
    """Return what stands on the screen, line by line."""
    width, height = app.size
    lines = app.screen._compositor.render_strips()  # the screen as it is drawn
    return "\n".join(strip.text[:width].rstrip() for strip in lines[:height])


@pytest.fixture
def walk() -> Callable[..., Coproduce]:
    """Give a function that runs the app on a folder and walks through it."""

    def run(folder: Path, steps: Walk, *, size: tuple[int, int] = (80, 24)) -> Coproduce:
        app = make_app(folder)

        async def go() -> None:
            async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
                await settled(pilot)
                await steps(pilot)
                await settled(pilot)

        asyncio.run(go())
        return app

    return run
