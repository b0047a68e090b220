"""Several drafts for one place: each stays until somebody saves it or lets go of it."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from at_the_editor import answer_in, choose
from hands import press, seen, write
from small import copy_of, make_small
from textual.pilot import Pilot
from textual.widgets import Input
from walking import make_app, settled

from store import Workspace, held
from store.errors import DiskFull
from tui.app.dialogs.asking import Choose
from tui.app.forms import Form
from tui.app.sentences import Sentences
from tui.app.writing.editor import Editor

KEEP = ("escape", "j", "enter")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small workspace with an agreement, made once; never change it."""
    folder = tmp_path_factory.mktemp("small") / "made"
    make_small(folder)
    with Workspace.open(folder) as workspace:
        workspace.new("agreement", "Ground rules", body="We listen.")
        workspace.new("review", "Spring", {"date": "2026-06-01"})
    return folder


@pytest.fixture
def small(made: Path, tmp_path: Path) -> Path:
    """Return a fresh copy of it."""
    return copy_of(made, tmp_path / "small")


def sit(folder: Path, steps: Callable[[Pilot[None]], object]) -> None:
    """Run the app once; then this window is gone, as after a crash."""
    app = make_app(folder)

    async def go() -> None:
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            await settled(pilot)
            await steps(pilot)  # type: ignore[misc]
            await settled(pilot)

    asyncio.run(go())
    while held._SESSIONS:
        os.close(held._SESSIONS.popitem()[1].handle)


def drafts(folder: Path) -> list[str]:
    with Workspace.open(folder) as workspace:
        return sorted(each.text.strip() for each in workspace.held_drafts())


def page(pilot: Pilot[None]) -> str:
    assert isinstance(pilot.app.screen, Editor)
    return pilot.app.screen.words


def offered(pilot: Pilot[None]) -> str:
    assert isinstance(pilot.app.screen, Choose)
    lines = pilot.app.screen.query_one(Sentences).options
    return "\n".join(str(each.prompt) for each in lines)


async def two_drafts(pilot: Pilot[None]) -> None:
    await press(pilot, "2", "e")
    await write(pilot, "DRAFT A")
    await press(pilot, *KEEP, "e")
    await choose(pilot, "later")
    await write(pilot, "B")
    await press(pilot, *KEEP)


def test_a_draft_left_for_later_is_never_written_over(small: Path) -> None:
    sit(small, two_drafts)
    assert drafts(small) == ["B", "DRAFT A"]


def test_each_of_several_drafts_can_be_gone_on_with(small: Path) -> None:
    async def both(pilot: Pilot[None]) -> None:
        await two_drafts(pilot)
        await press(pilot, "e")
        assert "2 texts here were not saved" in seen(pilot)
        assert ": B\n" in offered(pilot)
        assert ": DRAFT A\n" in offered(pilot)
        await press(pilot, "j", "enter", "enter")
        assert page(pilot) == "DRAFT A"
        await press(pilot, "ctrl+end")
        await write(pilot, ", written on")
        await press(pilot, "ctrl+s", "enter", "e")
        assert isinstance(pilot.app.screen, Choose)
        await press(pilot, "escape", "escape")

    sit(small, both)
    assert drafts(small) == ["B"]
    with Workspace.open(small) as workspace:
        assert "DRAFT A, written on" in workspace.read("step/1").body


def test_words_gone_on_with_take_the_place_of_those_they_came_from(small: Path) -> None:
    async def go_on(pilot: Pilot[None]) -> None:
        await press(pilot, "2", "e")
        await choose(pilot, "take")
        await press(pilot, "ctrl+end")
        await write(pilot, ", written on")
        await press(pilot, *KEEP)

    async def first(pilot: Pilot[None]) -> None:
        await press(pilot, "2", "e")
        await write(pilot, "DRAFT A")
        await press(pilot, *KEEP)

    sit(small, first)
    sit(small, go_on)
    assert drafts(small) == ["DRAFT A, written on"]


def test_drafts_of_two_crashes_are_both_offered(small: Path) -> None:
    text, _ = answer_in(small)
    script = (
        "import sys, os; from store import Workspace\n"
        "w = Workspace.open(sys.argv[1])\n"
        "w.hold_draft('document:step/2#2.3', sys.argv[3], base=sys.argv[2], sitting='ab')\n"
        "os._exit(9)\n"
    )
    for words in ("From the first crash.", "From the second."):
        run = [sys.executable, "-c", script, str(small), text, words]
        subprocess.run(run, check=False)

    async def look(pilot: Pilot[None]) -> None:
        await press(pilot, "2")
        pilot.app.open("step/2#2.3")  # type: ignore[attr-defined]
        await press(pilot, "e")
        assert "From the first crash." in offered(pilot)
        assert "From the second." in offered(pilot)
        await press(pilot, "escape")
        await write(pilot, "And this. ")
        await press(pilot, *KEEP)

    sit(small, look)
    kept = drafts(small)
    assert kept[1:] == ["From the first crash.", "From the second."]
    assert kept[0].startswith("And this. ")


def test_letting_go_of_one_draft_leaves_the_others(small: Path) -> None:
    async def one(pilot: Pilot[None]) -> None:
        await two_drafts(pilot)
        await press(pilot, "e", "enter")
        await choose(pilot, "forget")
        await press(pilot, "y")
        assert isinstance(pilot.app.screen, Choose)
        await choose(pilot, "later")

    sit(small, one)
    assert drafts(small) == ["DRAFT A"]


def test_a_form_keeps_what_was_left_for_later(small: Path) -> None:
    async def forms(pilot: Pilot[None]) -> None:
        await press(pilot, "6", "plus")
        assert isinstance(pilot.app.screen, Form)
        await write(pilot, "First title")
        await press(pilot, *KEEP, "plus")
        await choose(pilot, "later")
        await write(pilot, "Second title")
        await press(pilot, *KEEP, "plus")
        assert ": First title" in offered(pilot)
        assert ": Second title" in offered(pilot)
        await press(pilot, "j", "enter", "enter")
        assert pilot.app.screen.query(Input).first().value == "First title"
        await press(pilot, "ctrl+s")

    sit(small, forms)
    assert drafts(small) == ["title: Second title"]


def test_reasons_left_behind_twice_are_both_there(small: Path) -> None:
    script = (
        "import sys, os; from store import Workspace\n"
        "w = Workspace.open(sys.argv[1])\n"
        "w.hold_draft('aside:step/1#1.1', sys.argv[2])\n"
        "os._exit(9)\n"
    )
    for words in ("not for us, because one", "not for us, because two"):
        subprocess.run([sys.executable, "-c", script, str(small), words], check=False)

    async def first(pilot: Pilot[None]) -> None:
        await press(pilot, "2", "b", "enter")
        assert "because one" in offered(pilot)
        await press(pilot, "j", "enter", "enter")
        line = pilot.app.screen.query_one(Input)
        assert line.value == "not for us, because one"
        await press(pilot, "enter")

    sit(small, first)
    assert drafts(small) == ["not for us, because two"]


def test_the_place_a_draft_belongs_to_says_that_it_waits(small: Path) -> None:
    async def keep(pilot: Pilot[None]) -> None:
        await press(pilot, "2", "e")
        await write(pilot, "DRAFT A")
        await press(pilot, *KEEP)
        assert "Not saved yet: 1 draft of the text (e)." in seen(pilot)
        await press(pilot, "e")
        await choose(pilot, "forget")
        await press(pilot, "y", "escape")
        assert "Not saved yet" not in seen(pilot)
        await press(pilot, "3", "enter", "e", "ctrl+end")
        await write(pilot, " Always.")
        await press(pilot, *KEEP)
        said = " ".join(seen(pilot).split())
        assert "Not saved yet: 1 draft" in said

    sit(small, keep)


def test_an_editor_is_not_left_with_words_that_could_not_be_kept(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> str:
        raise DiskFull

    async def keep(pilot: Pilot[None]) -> None:
        await press(pilot, "2", "e")
        await write(pilot, "DRAFT A")
        monkeypatch.setattr(Workspace, "hold_draft", full)
        await press(pilot, *KEEP)
        assert page(pilot) == "DRAFT A"
        assert "could not be kept as a draft" in seen(pilot)
        await press(pilot, "escape")
        await choose(pilot, "forget")
        assert not isinstance(pilot.app.screen, Editor)

    sit(small, keep)


def test_leaving_an_editor_without_the_words_is_offered(small: Path) -> None:
    async def without(pilot: Pilot[None]) -> None:
        await press(pilot, "2", "e")
        await write(pilot, "Rather not.")
        assert isinstance(pilot.app.screen, Editor)
        pilot.app.screen.keep_words()
        await press(pilot, "escape")
        assert "Leave without them" in seen(pilot)
        await choose(pilot, "forget")
        assert not isinstance(pilot.app.screen, Editor)

    sit(small, without)
    assert drafts(small) == []
