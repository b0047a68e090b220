"""The keys at the foot of each screen: they fit, help is among them, none means two things."""

import asyncio
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest
from hands import press
from textual.pilot import Pilot
from walking import make_app, screen_text, settled

from tui.app.help import Help
from tui.app.keys import live
from tui.app.writing.editor import Editor

Walking = Callable[..., object]
PLACES = "12345678"
OPENED = (("3", "enter"), ("4", *"jjjj", "enter"), ("5", "enter"), ("6", "right", "enter"))
# What goes up and down or opens is called so in each list and text, and does the same.
_THE_SAME = ("list", "reading")


def foot(pilot: Pilot[None]) -> str:
    return screen_text(pilot.app).splitlines()[-1]


@pytest.mark.parametrize("width", [80, 120])
def test_every_place_ends_with_keys_that_fit_and_with_help(example: Path, width: int) -> None:
    app = make_app(example)

    async def go() -> None:
        async with app.run_test(size=(width, 24)) as pilot:
            for keys in (*PLACES, *OPENED):
                await press(pilot, *keys)
                line = foot(pilot)
                assert len(line) <= width
                assert line.endswith("  ? help"), line
                assert "  n note" in line or len(line) > width - 20, line
                await press(pilot, "escape")

    asyncio.run(go())


def test_where_people_write_help_has_another_key(example: Path, walk: Walking) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "2", "e")
        assert foot(pilot).startswith(" ctrl+s save")
        assert foot(pilot).endswith("F1 help")
        await press(pilot, "f1")
        assert "Your words are kept as a draft" in screen_text(pilot.app)
        await press(pilot, "f1")
        assert isinstance(pilot.app.screen, Editor)

    walk(example, steps)


def test_a_click_on_a_key_presses_it(example: Path, walk: Walking) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        line = foot(pilot)
        await pilot.click("KeyLine", offset=(line.index("? help") + 3, 0))
        await settled(pilot)
        assert isinstance(pilot.app.screen, Help)

    walk(example, steps)


def test_no_key_means_two_things_in_a_place(example: Path) -> None:
    """Wherever the keyboard is in a place, and whatever the cursor stands on."""
    app = make_app(example)
    clashes: dict[tuple[str, str], set[str]] = {}

    async def go() -> None:
        async with app.run_test(size=(160, 50)) as pilot:
            await settled(pilot)
            for keys in (*PLACES, *OPENED):
                await press(pilot, *keys)
                meanings: dict[str, set[str]] = defaultdict(set)
                for widget in app.screen.focus_chain:
                    app.screen.set_focus(widget)
                    for _ in range(3):
                        await press(pilot, "j")
                        for deed in live(app.screen):
                            if deed.id.partition(".")[0] not in _THE_SAME:
                                for key in deed.keys:
                                    meanings[key].add(deed.id)
                clashes.update(
                    {
                        (app.screen.title or "", key): ids
                        for key, ids in meanings.items()
                        if len(ids) > 1
                    }
                )
                await press(pilot, "escape")

    asyncio.run(go())
    assert clashes == {}
