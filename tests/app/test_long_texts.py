"""Long texts: laid out in turns while the screen answers, never written over half read."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hands import press
from small import ANSWER, copy_of, make_small
from textual.app import App
from textual.pilot import Pilot
from walking import settled

from store import Workspace
from store.errors import DiskFull
from tui.app.fitted import fitted, fitted_lines
from tui.app.reading import Reading
from tui.app.writing import editor
from tui.app.writing.editor import Editor
from tui.app.writing.page import Page
from tui.layout import Paragraph, Rows, dim

Walking = Callable[..., object]
LONG = "\n".join(
    f"{number} is one sentence of many, each a little long for a line." for number in range(9_000)
)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Return a small workspace with an agreement of half a megabyte."""
    folder = tmp_path / "small"
    make_small(folder)
    with Workspace.open(folder) as workspace:
        workspace.new("agreement", "Long", body=LONG)
    return copy_of(folder, tmp_path / "copy")


def test_a_long_text_is_laid_out_in_turns_and_whole_in_the_end(small: Path, walk: Walking) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "3", "enter")
        reading = pilot.app.screen.query_one(Reading)
        reading._lay_out()
        begun = len(reading._lines)
        assert pilot.app.size.height <= begun < 9_000
        while reading._turn is not None:
            await pilot.pause(0.01)
        assert len(reading._lines) > 9_000
        reading.scroll_end(animate=False)
        await settled(pilot)
        assert "8999 is one sentence" in reading.text

    walk(small, steps)


def test_someone_who_reads_far_below_stays_there_when_the_text_is_laid_out_anew(
    small: Path, walk: Walking
) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "3", "enter")
        reading = pilot.app.screen.query_one(Reading)
        assert reading.height_of_text > 9_000
        reading.scroll_to(y=8_000, animate=False)
        await settled(pilot)
        reading._lay_out()
        await settled(pilot)
        assert reading.scroll_offset.y == 8_000

    walk(small, steps)


@pytest.mark.parametrize(
    "block",
    [
        LONG[:9_000],
        Paragraph("- a list\n- and more of it\n\n" * 900, 2, 2),
        Paragraph("short"),
        Rows([("a", "b" * 200), ("c", dim("d"))]),
    ],
)
def test_lines_in_turns_are_the_lines_of_the_whole(block: Any) -> None:
    whole = fitted([block], 40).split("\n", allow_blank=True)
    assert [each.plain for each in fitted_lines([block], 40)] == [each.plain for each in whole]


def test_a_page_wraps_a_text_once_for_a_width(monkeypatch: pytest.MonkeyPatch) -> None:
    from textual.document._wrapped_document import WrappedDocument

    wrapped: list[int] = []
    wrap = WrappedDocument.wrap

    def counted(document: Any, width: int, tab_width: int | None = None) -> None:
        wrapped.append(width)
        wrap(document, width, tab_width)

    class OnePage(App[None]):
        def compose(self) -> Any:
            yield Page()

    async def go() -> None:
        async with OnePage().run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            monkeypatch.setattr(WrappedDocument, "wrap", counted)
            pilot.app.query_one(Page).begin(LONG)
            await pilot.pause()
            await pilot.resize_terminal(60, 24)
            await pilot.pause()

    import asyncio

    asyncio.run(go())
    # A new document is wrapped to no width first.
    widths = [width for width in wrapped if width]
    assert len(widths) == len(set(widths)) == 2


def test_what_could_not_be_read_is_not_written_over(
    small: Path, walk: Walking, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise DiskFull("There is no room left on the disk.")

    async def steps(pilot: Pilot[None]) -> None:
        monkeypatch.setattr(editor, "beginning_of", fails)
        await press(pilot, "2", "j", "j", "j", "j", "j", "j", "j", "e", "enter")
        page = pilot.app.screen
        assert isinstance(page, Editor)
        assert page.words == ANSWER.strip()
        assert not page.is_changed

    walk(small, steps)


def test_nothing_is_saved_before_the_text_is_there(small: Path, walk: Walking) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, *"2jjjjjjj", "e")
        page = pilot.app.screen
        assert isinstance(page, Editor)
        page._is_read = False
        page.page.begin("")
        page.action_save()
        await settled(pilot)
        assert pilot.app.screen is page

    walk(small, steps)
    with Workspace.open(small) as workspace:
        assert "Our manager asked for that herself." in workspace.show("step/2").source
