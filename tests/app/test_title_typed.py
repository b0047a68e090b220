"""A title that cannot be saved is told where it is typed, before anything else is written."""

from collections.abc import Callable
from pathlib import Path

import pytest
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


@pytest.mark.parametrize(
    ("keys", "example"),
    [
        (("3", "plus"), "as in: Ground rules"),
        (("4", "plus"), "as in: Spring"),
        (("8", "f"), "as in: /media/stick/evenings"),
    ],
)
def test_a_dialog_that_needs_words_stays_open_without_them(
    tmp_path: Path, walk: Walk, keys: tuple[str, ...], example: str
) -> None:
    make_small(tmp_path / "small")

    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, *keys)
        line = pilot.app.screen
        assert isinstance(line, OneLine)
        assert example in seen(pilot)
        await press(pilot, "enter", "space", "enter")
        assert pilot.app.screen is line
        assert "A few words are needed here." in seen(pilot)
        await press(pilot, "backspace", "x")
        assert "needed here" not in seen(pilot)
        await press(pilot, "escape")
        assert pilot.app.screen is not line

    walk(tmp_path / "small", steps)
