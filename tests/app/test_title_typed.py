"""A title that cannot be saved is told where it is typed, before anything else is written."""

from collections.abc import Callable
from pathlib import Path

from hands import press, seen, write
from small import make_small
from textual.pilot import Pilot
from textual.widgets import Input

from tui.app.dialogs.asking import Choose, OneLine

Walk = Callable[..., object]


def test_a_new_agreements_title_stays_to_be_made_shorter(tmp_path: Path, walk: Walk) -> None:
    make_small(tmp_path / "small")

    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "3", "plus")
        await write(pilot, "a" * 201)
        await press(pilot, "enter")
        line = pilot.app.screen
        assert isinstance(line, OneLine)
        said = " ".join(seen(pilot).replace("│", "").split())
        assert "The title has 201 characters; 200 is the most." in said
        assert line.query_one(Input).value == "a" * 201
        await press(pilot, "backspace")
        assert "200 is the most" not in seen(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, Choose)

    walk(tmp_path / "small", steps)
