"""Jumping: every part of the screen has a letter."""

from collections.abc import Callable
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Static
from walking import screen_text, settled

from tui.app.application import Coproduce
from tui.app.jump import Jump, parts_of
from tui.app.places.now import Now

Walk = Callable[..., Coproduce]


def _app(pilot: Pilot[None]) -> Coproduce:
    assert isinstance(pilot.app, Coproduce)
    return pilot.app


def _focused(pilot: Pilot[None]) -> str:
    focused = _app(pilot).focused
    return focused.id or "" if focused else ""


async def _jump(pilot: Pilot[None], key: str = "z") -> None:
    await pilot.press(key)
    await settled(pilot)
    assert isinstance(_app(pilot).screen, Jump)


def test_a_letter_goes_to_its_part(example: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        assert _focused(pilot) == "matters"
        await _jump(pilot)
        shown = screen_text(_app(pilot))
        assert "a what matters" in shown
        assert "s steps and questions" in shown
        await pilot.press("s")
        await settled(pilot)
        assert _focused(pilot) == "aside"
        await _jump(pilot, "f6")
        await pilot.press("a")
        await settled(pilot)
        assert _focused(pilot) == "matters"
        await _jump(pilot)
        await pilot.click(list(_app(pilot).screen.query(Static))[1])
        await settled(pilot)
        assert _focused(pilot) == "aside"

    walk(example, look)


def test_any_other_key_stays_here_and_does_nothing_else(example: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        for key in ("escape", "m", "2", "enter"):
            await _jump(pilot)
            await pilot.press(key)
            await settled(pilot)
            assert isinstance(_app(pilot).screen, Now)
            assert _focused(pilot) == "matters"

    walk(example, look)


def test_only_parts_that_can_be_seen_have_a_letter(example: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        screen = _app(pilot).screen
        screen.REGIONS = {"#aside": "steps", "#no-such": "nothing"}  # type: ignore[attr-defined]
        assert [name for _, name in parts_of(screen)] == ["steps"]
        screen.REGIONS = {}  # type: ignore[attr-defined]
        assert [each.id for each, _ in parts_of(screen)] == ["matters", "aside"]
        del screen.REGIONS  # type: ignore[attr-defined]
        await pilot.resize_terminal(60, 24)
        await settled(pilot)
        assert [name for _, name in parts_of(screen)] == ["what matters"]

    walk(example, look)


def test_a_label_leaves_no_bits_of_the_line_it_stands_on(example: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await _jump(pilot)
        line = next(e for e in screen_text(_app(pilot)).splitlines() if "a what matters" in e)
        assert line.split() == ["a", "what", "matters", "s", "steps", "and", "questions"]

    walk(example, look)
