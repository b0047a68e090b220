"""Reasons that were typed and not saved: kept when the app is left, there again, then gone."""

import asyncio
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hands import press, write
from small import copy_of, make_small
from textual.pilot import Pilot
from textual.widgets import Input
from walking import make_app, screen_text, settled

from schema.kinds import SetAside
from store import Workspace, held
from tui.app import start
from tui.app.application import Coproduce
from tui.app.dialogs.asking import OneLine
from tui.app.dialogs.position import WhereIStand
from tui.app.writing.left_behind import left_behind

Walking = Callable[..., object]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small workspace with an agreement, made once; never change it."""
    folder = tmp_path_factory.mktemp("small") / "made"
    make_small(folder)
    with Workspace.open(folder) as workspace:
        workspace.new("agreement", "Ground rules", body="We listen.")
        workspace.new("action", "Tea first")
    return folder


@pytest.fixture
def small(made: Path, tmp_path: Path) -> Path:
    """Return a fresh copy of it."""
    return copy_of(made, tmp_path / "small")


def sit(folder: Path, steps: Callable[[Pilot[None]], object]) -> Coproduce:
    """Run the app once, as long as the steps last; then this window is gone."""
    app = make_app(folder)

    async def go() -> None:
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            await settled(pilot)
            await steps(pilot)  # type: ignore[misc]

    asyncio.run(go())
    while held._SESSIONS:
        os.close(held._SESSIONS.popitem()[1].handle)
    return app


def drafts(folder: Path) -> list[str]:
    with Workspace.open(folder) as workspace:
        return [each.text for each in workspace.held_drafts()]


def test_a_reason_is_there_again_after_the_app_was_left_in_mid_typing(small: Path) -> None:
    async def leave(pilot: Pilot[None]) -> None:
        await press(pilot, "3", "enter", "a", "enter", "tab")
        await write(pilot, "Evenings are hard for me.")
        await press(pilot, "ctrl+q")

    async def come_back(pilot: Pilot[None]) -> None:
        await press(pilot, "3", "enter", "a", "enter")
        assert isinstance(pilot.app.screen, WhereIStand)
        assert pilot.app.screen.words == "Evenings are hard for me."
        await settled(pilot)
        assert "not saved last time" in screen_text(pilot.app)
        await press(pilot, "enter", "ctrl+s")

    sit(small, leave)
    with Workspace.open(small) as workspace:
        assert "a reason about “Ground rules”" in left_behind(workspace)
    assert drafts(small) == ["Evenings are hard for me."]
    sit(small, come_back)
    with Workspace.open(small) as workspace:
        (standing,) = workspace.standing()
    assert standing.positions[0].because == "Evenings are hard for me."
    assert drafts(small) == []


def test_a_reason_goes_with_the_person_it_is_recorded_for(small: Path) -> None:
    async def for_noor(pilot: Pilot[None]) -> None:
        await press(pilot, "3", "enter", "a", "enter", "tab")
        await write(pilot, "Too late for me.")
        form = pilot.app.screen
        assert isinstance(form, WhereIStand)
        form.keep_words()
        await press(pilot, "shift+tab", "shift+tab", "enter", "down", "enter")
        assert "Where Noor stands" in screen_text(pilot.app)
        await press(pilot, "ctrl+q")

    async def mine(pilot: Pilot[None]) -> None:
        await press(pilot, "3", "enter", "a", "enter")
        form = pilot.app.screen
        assert isinstance(form, WhereIStand)
        assert form.words == ""

    sit(small, for_noor)
    sit(small, mine)
    assert drafts(small) == ["Too late for me."]


def test_what_keeps_words_still_looks_like_a_dialog(small: Path, walk: Walking) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        for keys in (("2", "b", "enter"), ("escape", "3", "enter", "a")):
            await press(pilot, *keys)
            dialog = pilot.app.screen.query_one(".dialog").region
            right = pilot.app.size.width - dialog.right
            assert abs(dialog.x - right) <= 1
            assert dialog.x > 0

    walk(small, steps)


def test_a_reason_nobody_wants_any_more_is_let_go_of(small: Path, walk: Walking) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "3", "enter", "a", "enter", "tab")
        await write(pilot, "Rather not.")
        form = pilot.app.screen
        assert isinstance(form, WhereIStand)
        form.keep_words()
        await press(pilot, "escape", "escape")
        assert "Leave without it" in screen_text(pilot.app)
        await press(pilot, "j", "j", "enter")
        assert not isinstance(pilot.app.screen, WhereIStand)

    walk(small, steps)
    assert drafts(small) == []


def test_why_a_question_is_left_aside_is_kept_and_goes_once_saved(small: Path) -> None:
    async def leave(pilot: Pilot[None]) -> None:
        await press(pilot, "2", "b", "enter")
        assert isinstance(pilot.app.screen, OneLine)
        await write(pilot, "not for us, because")
        await press(pilot, "ctrl+q")

    async def come_back(pilot: Pilot[None]) -> None:
        await press(pilot, "2", "b", "enter")
        assert pilot.app.screen.query_one(Input).value == "not for us, because"
        await write(pilot, ", as it is settled")
        await press(pilot, "enter")

    sit(small, leave)
    sit(small, come_back)
    assert drafts(small) == []
    with Workspace.open(small) as workspace:
        (aside,) = (e for e in workspace.contributions("step/1") if isinstance(e, SetAside))
    assert aside.body == "not for us, because, as it is settled\n"


def test_what_became_of_an_action_is_kept_when_one_changes_ones_mind(small: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "6", "j", "j", "j", "right", "enter", "o", "enter")
        await write(pilot, "Twice in June.")
        await press(pilot, "escape", "o", "enter")
        assert pilot.app.screen.query_one(Input).value == "Twice in June."
        await press(pilot, "enter")

    sit(small, steps)
    with Workspace.open(small) as workspace:
        action = workspace.list("action")[0].id
        assert workspace.history(f"action/{action}")[0].why == "Twice in June."
    assert drafts(small) == []


def test_leaving_with_unsaved_words_says_in_the_terminal_that_they_are_kept(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def leave_with(text: str) -> Callable[[Coproduce], None]:
        async def go(app: Coproduce) -> None:
            async with app.run_test(size=(80, 24)) as pilot:
                await press(pilot, "3", "enter", "e")
                await write(pilot, text)
                await press(pilot, "ctrl+q")

        return lambda app: asyncio.run(go(app))

    for text, kept in (("", False), ("Tea first.", True)):
        monkeypatch.setattr(Coproduce, "run", leave_with(text))
        start.start(str(small))
        assert ("is kept on this computer" in capsys.readouterr().err) == kept
