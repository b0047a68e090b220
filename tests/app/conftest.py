"""A walk through the app for tests, and none of the settings of whoever runs them."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from walking import TODAY, Walk, make_app, screen_text, settled

from store import desk
from tui.app.application import Coproduce

__all__ = ["TODAY", "Walk", "make_app", "screen_text", "settled"]


@pytest.fixture(scope="module", autouse=True)
def _same_day() -> Iterator[None]:
    """Let every workspace have the day that the app has: the real one goes on."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(desk, "system_clock", lambda: TODAY)
        yield


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test read or change the settings of whoever runs it."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("NO_COLOR", raising=False)


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
