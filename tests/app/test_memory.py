"""Looking for unused memory: in a pause, when there was work, and not otherwise."""

import gc
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from tui.app import memory


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


@pytest.mark.parametrize(
    ("rested", "searches", "looks"),
    [(memory.PAUSE + 1, 50, True), (memory.PAUSE - 1, 50, False), (memory.PAUSE + 1, 3, False)],
)
def test_a_whole_search_waits_for_a_pause_after_work(
    rested: float, searches: int, looks: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[bool] = []
    counted = SimpleNamespace(get_count=lambda: (0, 0, searches), collect=lambda: done.append(True))
    monkeypatch.setattr(memory, "gc", counted)
    assert memory.search(rested) is looks
    assert done == [True] * looks


def test_while_people_work_whole_searches_are_rare() -> None:
    memory.search_in_pauses()
    young, middle, old = gc.get_threshold()
    assert young * middle * old > 100_000_000
