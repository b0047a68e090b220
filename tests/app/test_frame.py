"""The frame: the first place comes up, places read once, leaving works from everywhere."""

import ast
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hands import press
from textual.pilot import Pilot
from walking import screen_text, settled

import tui.app
from tui.app.door import Door

Walking = Callable[..., object]


def test_the_first_place_shows_what_matters(example: Path, walk: Walking) -> None:
    async def look(pilot: Pilot[None]) -> None:
        assert "Promised last time" in screen_text(pilot.app)  # type: ignore[arg-type]

    walk(example, look)


def test_a_place_reads_each_thing_once_when_it_comes_up(
    example: Path, walk: Walking, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: Counter[str] = Counter()
    ask = Door.ask

    def counted(door: Door, to: Any, question: str, *rest: Any, **more: Any) -> None:
        asked[question] += 1
        ask(door, to, question, *rest, **more)

    async def look(pilot: Pilot[None]) -> None:
        monkeypatch.setattr(Door, "ask", counted)
        await press(pilot, *"34567")

    walk(example, look)
    once = ("agreements", "list", "people", "shelf", "history")
    assert {each: asked[each] for each in once} == dict.fromkeys(once, 1)


def test_no_handler_calls_the_one_above_it() -> None:
    """Textual calls the handler of every class already: a call to super would run it twice."""
    folder = Path(next(iter(tui.app.__path__)))
    calls = [
        f"{path.relative_to(folder)}:{node.lineno}"
        for path in folder.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute)
        and node.attr.startswith("on_")
        and node.attr != "on_event"
        and isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Name)
        and node.value.func.id == "super"
    ]
    assert calls == []


@pytest.mark.parametrize("keys", ["", "?", "3+", "4a", "f3", "n"])
def test_one_key_leaves_from_every_screen_and_dialog(
    example: Path, walk: Walking, keys: str
) -> None:
    named = {"+": "plus", "?": "question_mark", "f": "f3"}

    async def leave(pilot: Pilot[None]) -> None:
        await press(pilot, *(["f3"] if keys == "f3" else [named.get(key, key) for key in keys]))
        await pilot.press("ctrl+q")
        await settled(pilot)
        assert pilot.app._exit

    walk(example, leave)
