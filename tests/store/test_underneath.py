"""What stands under words meant for an earlier text, and saving over it once it was seen."""

from pathlib import Path

import pytest

from store import Workspace
from store.errors import BadValue, DamagedRecord, RecordChanged

QUESTION = "step/2#2.3"
FILE = "steps/2-shared-understanding.md"


def test_a_section_and_its_version_are_what_is_saved(example: Path) -> None:
    with Workspace.open(example) as workspace:
        now = workspace.underneath(QUESTION)
        assert now.text in workspace.read("step/2").body
        assert "##" not in now.text
        assert (now.version, now.is_outside) == (workspace.read("step/2").blob, False)


def test_a_file_changed_outside_is_what_stands_there(example: Path) -> None:
    file = example / FILE
    file.write_text(file.read_text().replace("what we need", "what vim needs"))
    with Workspace.open(example) as workspace:
        now = workspace.underneath(QUESTION)
        assert "what vim needs" in now.text
        assert now.is_outside
        workspace.edit_over(QUESTION, "Mine.", expect=now.version, why="seen")
        assert [each.kind for each in workspace.history(limit=2)] == ["changed", "outside"]
        assert workspace.underneath(QUESTION).text == "Mine."
        assert workspace.outside_edits() == ()


def test_a_file_that_is_gone_is_put_back_first(example: Path) -> None:
    (example / FILE).unlink()
    with Workspace.open(example) as workspace:
        now = workspace.underneath(QUESTION)
        assert now.is_gone
        workspace.edit_over(QUESTION, "Mine.", expect=now.version)
        assert "Mine." in (example / FILE).read_text()


def test_a_text_nobody_looked_at_is_not_saved_over(example: Path) -> None:
    with Workspace.open(example) as workspace:
        seen = workspace.underneath(QUESTION)
        workspace.edit(QUESTION, body="Another window.")
        with pytest.raises(RecordChanged) as refused:
            workspace.edit_over(QUESTION, "Mine.", expect=seen.version)
        assert refused.value.draft
        assert refused.value.draft.read_text() == "Mine."
        with pytest.raises(BadValue):
            workspace.edit_over(QUESTION, "Mine.", expect="")
        assert workspace.underneath(QUESTION).text == "Another window."
        workspace.forget_draft(refused.value.draft)
        assert workspace.drafts() == ()


def test_a_damaged_file_is_not_taken_for_a_text(example: Path) -> None:
    (example / FILE).write_text("no header\n")
    with Workspace.open(example) as workspace, pytest.raises(DamagedRecord):
        workspace.underneath(QUESTION)
