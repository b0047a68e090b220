"""The frame: the first place comes up, keys move between places, errors are dialogs."""

from collections.abc import Callable
from pathlib import Path

from textual.pilot import Pilot
from walking import screen_text


def test_the_first_place_shows_what_matters(example: Path, walk: Callable[..., object]) -> None:
    async def look(pilot: Pilot[None]) -> None:
        assert "Promised last time" in screen_text(pilot.app)  # type: ignore[arg-type]

    walk(example, look)
