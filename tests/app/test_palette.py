"""Finding anything by its name: deeds, places, records, people, questions."""

import asyncio
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.command import CommandList
from textual.pilot import Pilot
from walking import TODAY, make_app, screen_text, settled

from store import Workspace
from tui.app.application import Coproduce
from tui.app.palette import Palette, score
from tui.app.settings import Settings

Walk = Callable[..., Coproduce]


def _app(pilot: Pilot[None]) -> Coproduce:
    assert isinstance(pilot.app, Coproduce)
    return pilot.app


async def _find(pilot: Pilot[None], typed: str) -> list[str]:
    """Open the palette if it is closed, type, and return what is found, once all is in."""
    app = _app(pilot)
    if not isinstance(app.screen, Palette):
        await pilot.press("ctrl+p")
        await settled(pilot)
    await pilot.press(*typed)
    await settled(pilot)
    await app.workers.wait_for_complete()
    await settled(pilot)
    return [str(option.prompt) for option in app.screen.query_one(CommandList).options]


def test_deeds_of_this_place_come_first_then_places(example: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        found = await _find(pilot, "")
        assert found[0] == "All seen  do · m"
        assert "Help  do · ? or F1" in found
        places = [each for each in found if "  place" in each]
        assert places[0] == "Now  place · 1"
        assert len(places) == 9
        assert found[-9:] == places

    walk(example, look)


def test_everything_is_found_by_its_name(example: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        for typed, name in (
            ("ground", "Ground rules  agreement"),
            ("noor", "Noor  person"),
            ("common gr", "2.3 Common ground  question"),
            ("2.b", "2.b "),
            ("settings", "Settings  do · F3"),
            ("after summer", "After the summer  review"),
        ):
            found = await _find(pilot, typed)
            assert any(each.startswith(name) for each in found), found
            await pilot.press("escape")
            await settled(pilot)
        assert [each for each in await _find(pilot, "qqqxx") if "  " in each] == []

    walk(example, look)


def test_what_is_chosen_is_opened_and_deeds_are_done_below(example: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        opened: list[str] = []
        _app(pilot).open = opened.append  # type: ignore[method-assign]
        await _find(pilot, "ground rules")
        await pilot.press("enter")
        await settled(pilot)
        assert [each.rpartition("-")[0] for each in opened] == ["agreement/ground-rules"]
        assert not isinstance(_app(pilot).screen, Palette)
        await _find(pilot, "all seen")
        await pilot.press("enter")
        await settled(pilot)
        await _find(pilot, "settings")
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(_app(pilot).screen, Settings)

    walk(example, look)
    with Workspace.open(example) as workspace:
        assert workspace.changes().documents == ()


def test_hostile_names_are_shown_as_they_are_and_run_nothing(example: Path, walk: Walk) -> None:
    names = (
        "[/x] alpha",
        "[@click=app.quit]alpha[/]",
        "alpha \u202e\u200bxyz",
        "alpha " + "a" * 150,
    )
    with Workspace.open(example, clock=lambda: TODAY) as workspace:
        made = [workspace.new("outcome", name) for name in names]
    path = example / made[2].path
    path.write_text(path.read_text().replace("alpha", "alpha \\e[31m\u202e"))

    async def look(pilot: Pilot[None]) -> None:
        found = await _find(pilot, "alpha")
        assert "[/x] alpha  outcome" in found
        assert "[@click=app.quit]alpha[/]  outcome" in found
        assert "\u202e" not in screen_text(_app(pilot))
        for _ in found:
            await pilot.press("down")
        await pilot.click(CommandList, offset=(6, 1))
        await settled(pilot)
        assert _app(pilot).is_running
        assert "alpha" not in await _find(pilot, "[@click")

    walk(example, look)


def test_until_the_records_are_read_everything_else_is_found(example: Path) -> None:
    gate = threading.Event()
    app = make_app(example)

    async def go() -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            app.door.ask(app, "something slow", lambda _: gate.wait(20), lambda _: None)
            await pilot.press("ctrl+p", *"ground")
            await app.workers.wait_for_complete()
            await pilot.pause()
            found = [str(each.prompt) for each in app.screen.query_one(CommandList).options]
            assert found
            assert "Ground rules  agreement" not in found
            gate.set()
            assert "Ground rules  agreement" in await _find(pilot, "")

    asyncio.run(go())


def test_names_that_begin_as_typed_come_first() -> None:
    names = ["Our ground rules", "Background", "Ground rules", "Coffee grounds"]
    ranked = sorted(names, key=lambda name: -score("ground", name))
    assert ranked[0] == "Ground rules"
    assert ranked[-1] == "Background"
    assert score("rules our", "Our ground rules") > 0
    assert score("ground tea", "Ground rules") == 0
    assert score("  ", "Ground rules") == 0


@given(st.text(max_size=30), st.text(max_size=200))
def test_a_score_is_a_share(typed: str, name: str) -> None:
    assert 0 <= score(typed, name) <= 1


@pytest.mark.parametrize("name", ["ae be " * 2_000, "a" * 10_000, "[/x]" * 3_000])
def test_no_name_makes_the_search_slow(name: str) -> None:
    started = time.process_time()
    for typed in ("aebeaebe", "a b e a b e", "((((", "[/x]"):
        score(typed, name)
    assert time.process_time() - started < 0.5


def test_ten_thousand_names_are_searched_in_little_time() -> None:
    names = [f"Agreement {n} about the evenings and the people here" for n in range(10_000)]
    started = time.process_time()
    assert sum(score("even peop", name) > 0 for name in names) == 10_000
    assert time.process_time() - started < 1


def test_on_a_projector_no_person_is_listed(example: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await pilot.press("f2")
        assert not [each for each in await _find(pilot, "noor") if "person" in each]

    walk(example, look)
