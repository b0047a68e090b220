"""A text that changed underneath is never overwritten: it is shown beside one's own."""

from collections.abc import Callable
from pathlib import Path

import pytest
from at_the_editor import QUESTION, answer_in, bring_up, choose, editor_of, save_with
from small import copy_of, make_small
from textual.pilot import Pilot
from walking import screen_text, settled

from schema.sections import section_text
from store import Workspace
from store.values import Saved
from tui.app.dialogs.telling import Telling
from tui.app.writing.conflict import SideBySide
from tui.app.writing.editor import Editor

Walk = Callable[..., object]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small workspace, made once; never change it."""
    folder = tmp_path_factory.mktemp("small") / "made"
    make_small(folder)
    return folder


@pytest.fixture
def example(made: Path, tmp_path: Path) -> Path:
    """Return a fresh copy of the small workspace."""
    return copy_of(made, tmp_path / "example")


def _other_window(folder: Path, old: str, new: str) -> None:
    with Workspace.open(folder) as workspace:
        record = workspace.read(QUESTION)
        body = section_text("step", record.body, "2.3").replace(old, new)
        workspace.edit(QUESTION, body=body, why="in another window")


async def _conflict(pilot: Pilot[None], folder: Path) -> tuple[Editor, list[object]]:
    """Bring people to the point where two texts stand side by side."""
    editor = editor_of(folder)
    came_back = await bring_up(pilot, editor)
    editor.page.put(editor.words.replace("what we need", "what I need"))
    _other_window(folder, "what we need", "what everyone needs")
    await save_with(pilot, "mine")
    assert isinstance(pilot.app.screen, SideBySide)
    return editor, came_back


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_a_text_changed_underneath_is_shown_beside_yours(
    example: Path, walk: Walk, size: tuple[int, int]
) -> None:
    async def write(pilot: Pilot[None]) -> None:
        await _conflict(pilot, example)
        seen = screen_text(pilot.app)
        assert "Nothing is overwritten" in seen
        for name in ("Yours", "Theirs"):
            assert name in seen
        assert "what [I] need" in seen
        columns = pilot.app.screen.query("#texts > VerticalScroll")
        places = {each.region.x for each in columns}
        assert len(places) == (3 if size[0] >= 100 else 1)

    walk(example, write, size=size)
    assert "what everyone needs" in answer_in(example)[0]


def test_keeping_mine_saves_mine_over_theirs_with_both_in_the_history(
    example: Path, walk: Walk
) -> None:
    async def write(pilot: Pilot[None]) -> None:
        _, came_back = await _conflict(pilot, example)
        await pilot.press("m")
        await settled(pilot)
        assert isinstance(came_back[0], Saved)

    walk(example, write)
    assert "what I need" in answer_in(example)[0]
    with Workspace.open(example) as workspace:
        assert [each.why for each in workspace.history(limit=2)] == ["mine", "in another window"]
        assert workspace.drafts() == ()
        assert workspace.held_drafts() == ()


def test_keeping_theirs_keeps_my_words_in_a_private_file(example: Path, walk: Walk) -> None:
    async def write(pilot: Pilot[None]) -> None:
        _, came_back = await _conflict(pilot, example)
        await pilot.press("t")
        await settled(pilot)
        assert came_back == [None]
        assert isinstance(pilot.app.screen, Telling)

    walk(example, write)
    assert "what everyone needs" in answer_in(example)[0]
    with Workspace.open(example) as workspace:
        (draft,) = workspace.drafts()
        assert "what I need" in draft.path.read_text()


def test_keeping_both_leaves_two_wordings_to_settle(example: Path, walk: Walk) -> None:
    async def write(pilot: Pilot[None]) -> None:
        await _conflict(pilot, example)
        await pilot.press("b")
        await settled(pilot)

    walk(example, write)
    with Workspace.open(example) as workspace:
        (difference,) = workspace.show("step/2").differences
    assert {"what I need" in each for each in difference.wordings} == {True, False}
    assert any("what everyone needs" in each for each in difference.wordings)


def test_writing_together_puts_both_on_the_page_and_saves_over_what_was_seen(
    example: Path, walk: Walk
) -> None:
    async def write(pilot: Pilot[None]) -> None:
        editor, came_back = await _conflict(pilot, example)
        await pilot.press("w")
        await settled(pilot)
        assert "what I need" in editor.words
        assert "what everyone needs" in editor.words
        editor.page.put("We say what each of us needs.")
        await save_with(pilot, "together")
        assert isinstance(came_back[0], Saved)

    walk(example, write)
    assert answer_in(example)[0] == "We say what each of us needs."


def test_a_third_text_is_shown_again_and_not_overwritten(example: Path, walk: Walk) -> None:
    async def write(pilot: Pilot[None]) -> None:
        editor, _ = await _conflict(pilot, example)
        await pilot.press("w")
        await settled(pilot)
        _other_window(example, "what everyone needs", "what nobody expected")
        editor.page.put("We say it.")
        await save_with(pilot, "late")
        assert isinstance(pilot.app.screen, SideBySide)
        assert "[nobody expected]" in screen_text(pilot.app)

    walk(example, write)
    assert "what nobody expected" in answer_in(example)[0]


def test_a_change_made_in_another_program_stays_in_the_history(example: Path, walk: Walk) -> None:
    file = example / "steps" / "2-shared-understanding.md"

    async def write(pilot: Pilot[None]) -> None:
        editor = editor_of(example)
        await bring_up(pilot, editor)
        editor.page.put("Mine.")
        file.write_text(file.read_text().replace("what we need", "what vim needs"))
        await save_with(pilot, "mine")
        assert "changed on disk" in screen_text(pilot.app)
        await pilot.press("m")
        await settled(pilot)

    walk(example, write)
    assert answer_in(example)[0] == "Mine."
    with Workspace.open(example) as workspace:
        assert [each.kind for each in workspace.history(limit=2)] == ["changed", "outside"]
        assert workspace.outside_edits() == ()


def test_words_left_behind_are_not_saved_over_a_text_changed_since(
    example: Path, walk: Walk
) -> None:
    text, _ = answer_in(example)

    async def write(pilot: Pilot[None]) -> None:
        with Workspace.open(example) as workspace:
            mine = text.replace("what we need", "what I need")
            workspace.hold_draft("document:step/2#2.3", mine, base=text)
        _other_window(example, "what we need", "what everyone needs")
        editor = editor_of(example)
        await bring_up(pilot, editor)
        await choose(pilot, "take")
        assert isinstance(pilot.app.screen, SideBySide)
        await pilot.press("w")
        await settled(pilot)
        assert "what I need" in editor.words
        assert "what everyone needs" in editor.words

    walk(example, write)


def test_any_other_refusal_keeps_the_words_on_the_page(example: Path, walk: Walk) -> None:
    (example / ".git" / "MERGE_HEAD").write_text("0" * 40 + "\n")

    async def write(pilot: Pilot[None]) -> None:
        editor = editor_of(example)
        await bring_up(pilot, editor)
        await pilot.press(*"kept ")
        await save_with(pilot)
        assert isinstance(pilot.app.screen, Telling)
        await pilot.press("enter", *"and ")
        assert editor.words.startswith("kept and ")

    walk(example, write)
