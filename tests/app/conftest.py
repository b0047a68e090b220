"""A walk through the app for tests, and none of the settings of whoever runs them."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from walking import TODAY, Walk, make_app, screen_text, settled

from store import desk
from tui.app.application import Coproduce

__all__ = ["TODAY", "Walk", "make_app", "screen_text", "settled"]


_PARSED: dict[tuple[object, ...], list[RuleSet]] = {}


@pytest.fixture(scope="session", autouse=True)
def _read_once() -> Iterator[None]:
    """Let all apps of one run read the same style sheet once: each makes its own copy otherwise."""
    parse = Stylesheet._parse_rules

    def parsed(sheet: Stylesheet, css: str, *args: Any, **named: Any) -> list[RuleSet]:
        known = (css, args, *sorted(named.items()), *sorted(sheet._variables.items()))
        if known not in _PARSED:
            _PARSED[known] = parse(sheet, css, *args, **named)
        return _PARSED[known]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", parsed)
        yield


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
