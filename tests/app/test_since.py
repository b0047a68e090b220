"""What changed in a document since one agreed, looked, met or any day, chosen where it is read."""

from collections.abc import Callable
from pathlib import Path

import pytest
from agreements_at_hand import act_as, open_one
from hands import press, seen, write
from textual.pilot import Pilot
from walking import TODAY

from store import Workspace
from store.errors import BadValue
from tui.app.dialogs.asking import Choose, OneLine
from tui.app.sentences import Sentences
from tui.app.since import read_moments, read_since
from tui.app.worddiff import ChangeView

Walk = Callable[..., object]
RULES = "agreement/ground-rules"


def _open(folder: Path) -> Workspace:
    return Workspace.open(folder, clock=lambda: TODAY)


async def _choose(pilot: Pilot[None], words: str) -> None:
    choices = pilot.app.screen.query_one(Sentences)
    said = [str(option.prompt) for option in choices.options]
    choices.highlighted = next(at for at, each in enumerate(said) if words in each)
    await press(pilot, "enter")


def test_an_agreement_is_read_since_one_agreed_since_a_review_and_since_a_day(
    example: Path, walk: Walk
) -> None:
    act_as(example, "Noor")

    async def look(pilot: Pilot[None]) -> None:
        await open_one(pilot, example, "ground-rules")
        await press(pilot, "C")
        assert isinstance(pilot.app.screen, Choose)
        for words in ("since you agreed on 16 February", "since you looked", "since a day …"):
            assert words in seen(pilot)
        await _choose(pilot, "since the review “After the summer” on 14 September")
        assert isinstance(pilot.app.screen, ChangeView)
        assert "since the review “After the summer”" in seen(pilot).splitlines()[0]
        assert "why: Two hours is too often" in seen(pilot)
        assert "Marek" not in seen(pilot)
        await press(pilot, "escape", "C")
        await _choose(pilot, "since a day")
        assert isinstance(pilot.app.screen, OneLine)
        await write(pilot, "yesterday")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, OneLine)
        await press(pilot, *["backspace"] * len("yesterday"))
        await write(pilot, "2026-09-01")
        await press(pilot, "enter")
        assert "Ground rules · since 1 September" in seen(pilot)
        assert "Marek was taken off the list of people asked." in seen(pilot)

    walk(example, look, size=(100, 44))


def test_any_document_in_hand_offers_it_and_a_list_does_not(example: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await press(pilot, "3", "C")
        assert not isinstance(pilot.app.screen, Choose)
        with _open(example) as workspace:
            meeting = f"meeting/{workspace.resolve('before-the-second').id}"
        pilot.app.open(meeting)  # type: ignore[attr-defined]
        await press(pilot, "C")
        assert isinstance(pilot.app.screen, Choose)
        assert "you agreed" not in seen(pilot)
        await _choose(pilot, "since you looked")
        assert "+ The taxis work." in seen(pilot)

    walk(example, look)


def test_who_never_looked_is_not_offered_it_and_what_people_said_is_there_too(
    example: Path,
) -> None:
    with _open(example) as workspace:
        (example / ".git/coproduce/seen").unlink()
        assert "seen" not in dict(read_moments(workspace, RULES).choices)
        day = read_since(workspace, "outcome/you-can-stay", "2026-06-01", shared=False)
        assert any("closer" in each.said for each in day.changes[1:])
        hidden = read_since(workspace, "outcome/you-can-stay", "2026-06-01", shared=True)
        names = [each.name for each in workspace.people()]
        said = " ".join(each.said for each in hidden.changes)
        assert not [name for name in names if name in said]
        with pytest.raises(BadValue):
            read_since(workspace, RULES, "2026-13-45", shared=False)
