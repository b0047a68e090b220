"""Every place as it looks on the worked example: its text, and the style of each letter in a theme.

A change that is meant is written down with SNAPSHOTS=write in the environment, and read as a
difference: above the text, below each theme with a sign for the style of each column.
"""

import asyncio
import os
import string
from pathlib import Path

import pytest
from hands import at_once, press
from rich.segment import Segment
from textual.pilot import Pilot
from textual.widgets import Input, TextArea
from walking import make_app, screen_text, settled

from tui.app.application import Coproduce

FOLDER = Path(__file__).parent / "snapshots"
THEMES = ("calm-light", "high-contrast")
SIZES = ((80, 24), (120, 40))
SIGNS = "." + string.ascii_letters + string.digits
# What to press to come to each screen; all begin at Now.
SCREENS: dict[str, tuple[str, ...]] = {
    "now": (),
    "help": ("question_mark",),
    "note": ("n",),
    "steps": ("2", *"gjjjjjjj"),
    "writing": ("2", *"gjjjjjjj", "e"),
    "agreements": ("3", "g"),
    "agreement": ("3", *"gj", "enter"),
    "standing": ("3", *"gj", "enter", "a", "enter"),
    "what-changed": ("3", *"gj", "enter", "c"),
    "reviews": ("4", "g"),
    "review": ("4", *"gjjjj", "enter"),
    "answers": ("4", *"gjjjj", "enter", "a", "enter"),
    "people": ("5", "g"),
    "person": ("5", *"gj", "enter"),
    "everything-else": ("6", "left", *"gj"),
    "meeting": ("6", "left", *"gj", "right", "g", "enter"),
    "form": ("6", "left", "g", "plus"),
    "history": ("7", "g"),
    "change": ("7", "g", "enter"),
    "search": ("slash", *"bus"),
}


def _style(segment: Segment) -> str:
    style = segment.style
    if style is None:
        return ""
    marks = [name for name in ("bold", "italic", "underline", "reverse") if getattr(style, name)]
    ground = style.bgcolor.name if style.bgcolor else "default"
    colour = style.color.name if style.color and segment.text.strip() else "any"
    return " ".join([colour, "on", ground, *marks])


def _looks(app: Coproduce) -> list[str]:
    """Return a sign for the style of each column of the screen, then what the signs stand for."""
    known: dict[str, str] = {}
    rows: list[str] = []
    for strip in app.screen._compositor.render_strips():
        row = ""
        for segment in strip:
            style = _style(segment)
            sign = known.setdefault(style, SIGNS[min(len(known), len(SIGNS) - 1)])
            row += sign * segment.cell_length
        rows.append(row[: app.size.width])
    # Lines in one style say it once.
    short = [row[0] if len(set(row)) == 1 else row for row in rows]
    return [*short, *(f"{sign} {style}" for style, sign in known.items())]


async def _take(pilot: Pilot[None], app: Coproduce) -> str:
    """Return the screen as text, then its styles in each theme."""
    for field in (*app.screen.query(Input), *app.screen.query(TextArea)):
        field.cursor_blink = False
    seen = [await _at_rest(pilot, app)]
    for app.theme in (*THEMES[1:], THEMES[0]):
        seen.insert(1, f"{app.theme}\n{await _at_rest(pilot, app, looks=True)}")
    return "\n\n".join(seen) + "\n"


async def _at_rest(pilot: Pilot[None], app: Coproduce, *, looks: bool = False) -> str:
    """Return the screen, or its looks, once it stays: the keyboard may still be on its way."""
    same, now = 0, ""
    for _ in range(100):
        await settled(pilot)
        before, now = now, "\n".join(_looks(app) if looks else _text(app))
        same = same + 1 if now == before else 0
        if same or looks:
            break
    return now


def _text(app: Coproduce) -> list[str]:
    return [line.rstrip() for line in screen_text(app).splitlines()]


async def _walk(app: Coproduce, size: tuple[int, int]) -> dict[str, str]:
    taken: dict[str, str] = {}
    async with app.run_test(size=size) as pilot:
        app.theme = THEMES[0]
        for name, keys in SCREENS.items():
            await press(pilot, "1", *keys)
            if name == "search":
                await pilot.pause(0.5)
                await settled(pilot)
            taken[name] = await _take(pilot, app)
            while app.current_mode != "now" or len(app.screen_stack) > 1:
                await at_once(pilot, "escape")
    return taken


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_every_place_looks_as_it_was_last_looked_at(example: Path, size: tuple[int, int]) -> None:
    taken = asyncio.run(_walk(make_app(example), size))
    files = {name: FOLDER / f"{name}-{size[0]}x{size[1]}.txt" for name in SCREENS}
    if os.environ.get("SNAPSHOTS") == "write":
        FOLDER.mkdir(exist_ok=True)
        for name, file in files.items():
            file.write_text(taken[name], "utf-8")
    changed = [name for name, file in files.items() if taken[name] != file.read_text("utf-8")]
    for name in changed[:1]:
        assert taken[name].splitlines() == files[name].read_text("utf-8").splitlines(), changed


def test_no_snapshot_is_left_of_a_screen_that_is_gone() -> None:
    wanted = {f"{name}-{width}x{height}.txt" for name in SCREENS for width, height in SIZES}
    assert {file.name for file in FOLDER.iterdir()} == wanted
