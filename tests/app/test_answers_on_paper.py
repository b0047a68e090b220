"""Writing down what somebody answered on a slip: for the text on it, not the one on screen."""

from collections.abc import Callable
from pathlib import Path

import pytest
from agreements_at_hand import MEET, act_as, go_to, open_one, people_of, stands
from hands import press, seen, write
from textual.pilot import Pilot
from textual.widgets import Input

from schema.digest import grouped
from schema.kinds import Agreement
from store import Workspace
from tui.app.dialogs.position import WhereIStand
from tui.app.dialogs.telling import Telling

Walk = Callable[..., object]


@pytest.fixture
def slip(example: Path) -> str:
    """Give the code that was printed before the text changed; Robin is at the keyboard."""
    act_as(example, "Robin")
    with Workspace.open(example) as workspace:
        code = workspace.standing(MEET)[0].digest
        text = workspace.read(f"agreement/{MEET}")
        assert isinstance(text, Agreement)
        workspace.edit(f"agreement/{MEET}", body=f"{text.body}\nWe begin with tea.\n")
    return grouped(code)


async def _for_bernie(pilot: Pilot[None], position: str) -> WhereIStand:
    await press(pilot, "a", "enter", "shift+tab", "enter", *"bern", "enter")
    go_to(pilot, "#position", position)
    dialog = pilot.app.screen
    assert isinstance(dialog, WhereIStand)
    return dialog


def _said(pilot: Pilot[None]) -> str:
    return " ".join(seen(pilot).replace("│", "").split())


def test_an_answer_on_paper_is_kept_for_the_text_on_the_slip(
    example: Path, walk: Walk, slip: str
) -> None:
    async def record(pilot: Pilot[None]) -> None:
        await open_one(pilot, example, MEET)
        dialog = await _for_bernie(pilot, "stand-aside")
        assert "Code on the slip (if they answered on paper)" in seen(pilot)
        dialog.query_one("#slip", Input).focus()
        await write(pilot, slip[:19])
        assert "The code is not that of the text shown here: the answer is kept" in _said(pilot)
        await press(pilot, "ctrl+s")
        (told,) = pilot.app._notifications  # what stands on the screen is broken into lines
        assert "This is for the earlier text of 7 September" in str(told.message)
        assert "4 words changed since" in str(told.message)
        people = people_of(pilot)
        earlier = people[people.index("on an earlier text") :]
        assert "Bernie" in earlier

    walk(example, record, size=(120, 40))
    position = stands(example, MEET, "Bernie")
    assert (position.position, position.on_this_text) == ("stand-aside", False)
    assert position.digest == "".join(slip.split())


def test_a_slip_of_the_text_on_screen_says_nothing_more(example: Path, walk: Walk) -> None:
    act_as(example, "Robin")

    async def record(pilot: Pilot[None]) -> None:
        page = await open_one(pilot, example, MEET)
        dialog = await _for_bernie(pilot, "stand-aside")
        assert page.facts
        dialog.query_one("#slip", Input).value = page.facts.standing.digest[:16]
        await press(pilot, "ctrl+s")

    walk(example, record)
    assert stands(example, MEET, "Bernie").on_this_text


def test_a_code_nobody_knows_records_nothing_and_keeps_the_form(
    example: Path, walk: Walk, slip: str
) -> None:
    async def record(pilot: Pilot[None]) -> None:
        await open_one(pilot, example, MEET)
        dialog = await _for_bernie(pilot, "not-yet")
        dialog.query_one("#slip", Input).value = "0123"
        await press(pilot, "ctrl+s")
        assert isinstance(pilot.app.screen, Telling)
        await press(pilot, "escape")
        assert pilot.app.screen is dialog
        assert "type at least its first 8 signs" in _said(pilot)
        dialog.query_one("#slip", Input).value = "0123 4567 89ab"
        await press(pilot, "ctrl+s")
        assert isinstance(pilot.app.screen, Telling)
        assert "No text of agreement/how-we-meet" in _said(pilot)
        await press(pilot, "escape")
        form = pilot.app.screen
        assert isinstance(form, WhereIStand)
        assert form.query_one("#slip", Input).value == "0123 4567 89ab"

    walk(example, record, size=(120, 40))
    with Workspace.open(example) as workspace:
        bernie = workspace.person("Bernie")
        now = workspace.standing(MEET)[0].positions
    assert not [each for each in now if each.person == bernie]


def test_who_is_at_the_screen_reads_the_text_and_needs_no_code(example: Path, walk: Walk) -> None:
    act_as(example, "Robin")

    async def look(pilot: Pilot[None]) -> None:
        await open_one(pilot, example, MEET)
        await press(pilot, "a", "enter")
        assert "Where I stand" in seen(pilot)
        assert "Code on the slip" not in seen(pilot)

    walk(example, look)
