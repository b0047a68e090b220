"""Hostile text in every place: the app lives, shows it as it is, and runs nothing of it."""

import asyncio
import fcntl
import re
import shutil
import subprocess
from collections.abc import AsyncIterator, Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import hostile
import pytest
from textual.command import CommandList
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input
from walking import make_app, screen_text, settled

from schema.text import visible
from store import Workspace
from tui.app.application import Coproduce, Noticed
from tui.app.dialogs.asking import Choose, Confirm, OneLine
from tui.app.dialogs.telling import Telling
from tui.app.first_run import FirstRun
from tui.app.keys import HERE, live
from tui.app.place import Place
from tui.app.places.search import PAUSE
from tui.app.reading import Reading
from tui.app.sentences import Sentences
from tui.app.tour import STOPS, Stop

# What is tried from outside the program, or leaves for another place.
_NOT_PRESSED = frozenset({"escape", "enter"})
_SIZE = (100, 30)


@pytest.fixture(scope="session")
def made_hostile(made_example: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the hostile workspace, made once for all workers; never change it."""
    place = made_example.parent / "made-hostile"
    with (place.parent / "made-hostile.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not place.exists():
            part = place.with_suffix(".part")
            shutil.rmtree(part, ignore_errors=True)
            shutil.copytree(made_example, part, symlinks=True)
            hostile.poison(part)
            with Workspace.open(part) as workspace:
                assert workspace.list(all=True)
            part.rename(place)
    return place


@pytest.fixture
def workspace(made_hostile: Path, tmp_path: Path) -> Path:
    """Return the folder of a fresh copy of the hostile workspace."""
    copy = tmp_path / "hostile"
    shutil.copytree(made_hostile, copy, symlinks=True)
    return copy


class Watch:
    """Looks at everything that is drawn and remembers what stood there."""

    def __init__(self, app: Coproduce) -> None:
        self.app = app
        self.seen = ""

    def look(self, where: str) -> None:
        """Fail when something acts on the terminal or could act on a click."""
        assert not self.app._exit, where
        text = screen_text(self.app)
        assert visible(text) == text, where
        for strip in self.app.screen._compositor.render_strips():
            for segment in strip:
                meta = segment.style.meta if segment.style else {}
                assert "@click" not in meta, (where, segment.text)
        self.seen += " ".join(text.split())

    async def click_on_markup(self, pilot: Pilot[None]) -> None:
        """Click on text that would be a link, were it taken for markup."""
        lines = screen_text(self.app).split("\n")
        for y in (*range(1, len(lines)), 0):
            at = lines[y].find("app.quit")
            if at >= 0:
                await pilot.click(offset=(at, y))
                await settled(pilot)
                self.look(f"click on line {y}")
                return


def _run(folder: Path, steps: Callable[[Pilot[None], Watch], Any]) -> Watch:
    app = make_app(folder)
    watch = Watch(app)

    async def go() -> None:
        async with app.run_test(size=_SIZE, notifications=True, tooltips=True) as pilot:
            await settled(pilot)
            await steps(pilot, watch)
            await settled(pilot)
            watch.look("the end")

    asyncio.run(go())
    return watch


async def _back(pilot: Pilot[None], place: Screen[Any], name: str) -> None:
    """Close whatever is open over the place, and come back to it."""
    app = pilot.app
    assert isinstance(app, Coproduce)
    for _ in range(6):
        if app.screen is place:
            return
        if app.current_mode != name and len(app.screen_stack) == 1:
            app.action_go(name)
        else:
            await pilot.press("n" if isinstance(app.screen, Confirm) else "escape")
        await settled(pilot)
    assert app.screen is place, app.screen_stack


async def _close_all(pilot: Pilot[None]) -> None:
    """Close everything that is open over the place."""
    for _ in range(6):
        if len(pilot.app.screen_stack) == 1:
            return
        await pilot.press("escape")
        await settled(pilot)
    raise AssertionError(pilot.app.screen_stack)


async def _lists(pilot: Pilot[None], place: Screen[Any]) -> AsyncIterator[Sentences]:
    """Give each list that can be seen the focus, and then the cursor on some of its lines."""
    for listed in list(place.query(Sentences)):
        if not (listed.is_attached and listed.region.area):
            continue
        for key in ("down", "pagedown"):
            if not listed.is_attached or not listed.region.area:
                break
            listed.focus()
            await pilot.press(key)
            await settled(pilot)
            yield listed


async def _walk(pilot: Pilot[None], watch: Watch, stop: Stop) -> None:
    """Go through one place: every list, some lines opened, every key it has."""
    app = watch.app
    app.action_go(stop.name)
    await settled(pilot)
    place = app.screen
    assert isinstance(place, Place)
    if stop.name == "search":
        for word in ("go", "owned"):
            await pilot.press(*word)
            await pilot.pause(2 * PAUSE)
            await settled(pilot)
            watch.look(f"{stop.name}: {word}")
            await pilot.press(*["backspace"] * len(word))
    watch.look(stop.name)
    async for listed in _lists(pilot, place):
        watch.look(f"{stop.name}: {listed.id} {listed.target}")
        await pilot.press("enter")
        await settled(pilot)
        watch.look(f"{stop.name}: opened {listed.target}")
        await _back(pilot, place, stop.name)
    await watch.click_on_markup(pilot)
    await _back(pilot, place, stop.name)
    for deed in live(place):
        if deed.where == HERE and not set(deed.keys) & _NOT_PRESSED:
            await pilot.press(deed.keys[0])
            await settled(pilot)
            watch.look(f"{stop.name}: {deed.id}")
            await _back(pilot, place, stop.name)


@pytest.mark.parametrize("stop", STOPS, ids=[stop.name for stop in STOPS])
def test_a_place_shows_hostile_text_and_does_nothing_of_it(workspace: Path, stop: Stop) -> None:
    module = stop.screen.partition(":")[0]
    if find_spec(module) is None:
        pytest.skip(f"there is no {module} yet")
    watch = _run(workspace, lambda pilot, watch: _walk(pilot, watch, stop))
    assert "[/x]" in watch.seen
    assert "⟨U+001B⟩" in watch.seen


def test_dialogs_show_hostile_text_and_do_nothing_of_it(workspace: Path) -> None:
    text = f"{hostile.MARKUP} {hostile.CONTROLS} {hostile.HIDDEN}"

    async def steps(pilot: Pilot[None], watch: Watch) -> None:
        for dialog in (
            Telling(text, text, text),
            Telling.of(ValueError(text)),
            Confirm(text, text),
            OneLine(text, text, hostile.WORLD, hostile.WORLD),
            Choose(text, [(text, text), ("other", hostile.LONG)], text),
        ):
            watch.app.push_screen(dialog)
            await settled(pilot)
            if isinstance(dialog, Telling):
                await pilot.press("d")
            watch.look(type(dialog).__name__)
            await watch.click_on_markup(pilot)
            while watch.app.screen is dialog:
                await pilot.press("n" if isinstance(dialog, Confirm) else "escape")
                await settled(pilot)
        watch.app.post_message(Noticed((text, text)))
        await settled(pilot)
        watch.look("notice")

    seen = _run(workspace, steps).seen
    assert seen.count("[@click=app.quit]go[/]") >= 8
    assert "⟨U+202E⟩" in seen


def test_toasts_show_hostile_text_and_do_nothing_of_it(workspace: Path) -> None:
    async def steps(pilot: Pilot[None], watch: Watch) -> None:
        watch.app.notify(hostile.MARKUP)
        await pilot.pause(0.1)
        await settled(pilot)
        watch.look("toast")
        await watch.click_on_markup(pilot)

    assert "[@click=app.quit]go[/]" in _run(workspace, steps).seen


def test_what_other_programs_say_is_shown_and_does_nothing(workspace: Path) -> None:
    """A check of the user's own refuses a save in words that look like markup."""
    hook = workspace / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nprintf '[/x] [@click=app.quit]go[/] \\033[31mred' >&2\nexit 1\n")
    hook.chmod(0o755)
    subprocess.run(
        ["git", "-C", str(workspace), "config", "core.hooksPath", ".git/hooks"], check=True
    )

    async def steps(pilot: Pilot[None], watch: Watch) -> None:
        now = watch.app.screen
        assert isinstance(now, Place)
        now.write("say", lambda found: found.say("step/1#1.1", "Mine."), lambda _: None)
        await settled(pilot)
        assert isinstance(watch.app.screen, Telling)
        await pilot.press("d")
        await settled(pilot)
        watch.look("refused")
        await watch.click_on_markup(pilot)

    seen = _run(workspace, steps).seen
    assert "[@click=app.quit]go[/]" in seen
    assert "\x1b" not in seen


def test_finding_helping_and_writing_out_show_hostile_text(workspace: Path, tmp_path: Path) -> None:
    place = tmp_path / "now.txt"

    async def steps(pilot: Pilot[None], watch: Watch) -> None:
        app = watch.app
        await pilot.press("ctrl+p", *"[@click")
        await settled(pilot)
        await app.workers.wait_for_complete()
        await settled(pilot)
        watch.look("palette")
        assert app.screen.query_one(CommandList).option_count
        await watch.click_on_markup(pilot)
        await _close_all(pilot)
        app.action_go("now")
        await settled(pilot)
        await pilot.press("question_mark")
        await settled(pilot)
        await pilot.press("G")
        await settled(pilot)
        watch.look("help")
        assert "[@click=app.quit]go[/]" in app.screen.query_one(Reading).text
        for key in ("z", "f3", "n"):
            await _close_all(pilot)
            await pilot.press(key)
            await settled(pilot)
            watch.look(key)
        await pilot.press(*"[/x] [@click=app.quit]go[/]")
        watch.look("capture")
        await pilot.press("enter")
        await settled(pilot)
        watch.look("captured")
        await _close_all(pilot)
        await pilot.press("f5")
        await settled(pilot)
        app.screen.query_one(Input).value = str(place)
        await pilot.press("enter")
        await settled(pilot)

    _run(workspace, steps)
    written = place.read_text()
    assert "[@click=app.quit]go[/]" in written
    assert visible(written) == written


def test_the_first_run_shows_a_hostile_folder(tmp_path: Path) -> None:
    folder = tmp_path / "[@click=app.quit]go[\x1b[31m"
    folder.mkdir()

    async def steps(pilot: Pilot[None], watch: Watch) -> None:
        assert isinstance(watch.app.screen, FirstRun)
        watch.look("first run")
        await watch.click_on_markup(pilot)
        if isinstance(watch.app.screen, FirstRun):
            await pilot.press("enter")
        await settled(pilot)
        watch.look("form")

    app = make_app(folder)
    app.folder = str(folder)
    watch = Watch(app)

    async def go() -> None:
        async with app.run_test(size=_SIZE, notifications=True, tooltips=True) as pilot:
            await settled(pilot)
            await steps(pilot, watch)

    asyncio.run(go())
    # A long path goes over two lines.
    seen = re.sub(r"[\s│]+", "", watch.seen)
    assert "[@click=app.quit]" in seen
    assert "⟨U+001B⟩" in seen
