"""Answers to a review stay closed wherever the app shows them, until everyone has written."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hands import press, seen
from small import make_small
from test_search_place import look_for
from textual.pilot import Pilot

from store import Workspace
from tui.app.application import Coproduce

Walking = Callable[..., object]
CLOSED = "closed until everyone has written"


@pytest.fixture
def looking_back(tmp_path: Path) -> tuple[Path, str, str]:
    """Give a workspace with a review that somebody answered, the review's id, and theirs."""
    folder = tmp_path / "small"
    make_small(folder)
    with Workspace.open(folder) as workspace:
        review = workspace.new("review", "Spring", {"date": "2026-11-20"}).id
        sam = workspace.person("Sam")
        workspace.answer(review, {"4": "PURPLE ELEPHANT"}, by=sam)
    return folder, review, sam


def test_answers_are_closed_in_every_place_until_they_are_revealed(
    looking_back: tuple[Path, str, str], walk: Walking
) -> None:
    folder, review, sam = looking_back

    async def look(pilot: Pilot[None]) -> None:
        assert isinstance(pilot.app, Coproduce)
        assert "ELEPHANT" not in seen(pilot)
        for target in (f"history/review/{review}", f"person/{sam}"):
            pilot.app.open(target)
            await press(pilot, *(("enter",) if "history" in target else ("tab",)))
            assert CLOSED in seen(pilot)
            assert "ELEPHANT" not in seen(pilot)
            await press(pilot, *(("enter",) if "history" in target else ("g", "enter")))
            # What was said on one day stands in no order that people chose.
            if "ELEPHANT" not in seen(pilot):
                await press(pilot, "down", "enter")
            assert "ELEPHANT" in seen(pilot)
            await press(pilot, "escape", "escape")
        await look_for(pilot, "purple")
        assert CLOSED in seen(pilot)
        assert "ELEPHANT" not in seen(pilot)
        await press(pilot, "enter", "r")
        assert "PURPLE ELEPHANT" in seen(pilot)
        await press(pilot, "1")
        assert "PURPLE ELEPHANT" in seen(pilot)
        await press(pilot, "7", "enter")
        assert "PURPLE ELEPHANT" in seen(pilot)

    walk(folder, look, size=(110, 50))


def test_a_review_that_says_what_comes_next_keeps_no_answer_closed(
    looking_back: tuple[Path, str, str],
) -> None:
    folder, review, sam = looking_back
    with Workspace.open(folder) as workspace:
        said = workspace.said_by(sam)
        assert len(workspace.closed_answers(said)) == 1
        assert workspace.search("purple")[0].closed
        workspace.edit(f"review/{review}#+1", body="Ask about a lift home.")
        assert not workspace.closed_answers(said)
        assert not workspace.search("purple")[0].closed
