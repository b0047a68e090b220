"""Changes made outside the program are seen, kept with a reason, or put back."""

from pathlib import Path

import pytest

from schema.kinds import Agreement
from store import Workspace
from store.errors import BadValue, DamagedRecord, RecordChanged


@pytest.fixture
def rules(workspace: Workspace) -> Path:
    saved = workspace.new("agreement", "Rules", body="One.\n\nTwo.")
    return workspace.root / saved.path


def test_an_edit_made_outside_is_shown_apart_from_the_record(
    workspace: Workspace, rules: Path
) -> None:
    rules.write_text(rules.read_text().replace("One.", "Won."))
    shown = workspace.show(rules.stem)
    assert shown.outside_edit
    assert "One." in shown.source
    assert workspace.outside_edits() == (f"agreements/{rules.name}",)
    assert workspace.status().outside == (f"agreements/{rules.name}",)


def test_no_save_writes_over_it(workspace: Workspace, rules: Path) -> None:
    rules.write_text(rules.read_text().replace("One.", "Won."))
    with pytest.raises(RecordChanged) as refused:
        workspace.edit(rules.stem, body="Three.")
    assert refused.value.draft
    assert "Won." in rules.read_text()


def test_it_can_be_kept_with_a_reason(workspace: Workspace, rules: Path) -> None:
    rules.write_text(rules.read_text().replace("One.", "Won."))
    saved = workspace.keep_outside(rules.stem, why="a slip of the pen")
    change = workspace.history(rules.stem)[0]
    assert (change.commit, change.kind, change.why) == (
        saved.commit,
        "outside",
        "a slip of the pen",
    )
    assert "Won." in workspace.read(rules.stem).body
    assert not workspace.show(rules.stem).outside_edit


def test_it_can_be_put_back_and_is_kept_as_a_draft(workspace: Workspace, rules: Path) -> None:
    before = rules.read_text()
    rules.write_text("not a record at all")
    saved = workspace.put_back(rules.stem)
    assert rules.read_text() == before
    assert saved.commit is None
    assert [each.path.read_text() for each in workspace.drafts()] == ["not a record at all"]


def test_a_file_gone_from_the_disk_is_put_back_and_never_kept_away(
    workspace: Workspace, rules: Path
) -> None:
    before = rules.read_text()
    rules.unlink()
    with pytest.raises(BadValue):
        workspace.keep_outside(rules.stem)
    workspace.put_back(rules.stem)
    assert rules.read_text() == before


def test_a_damaged_edit_is_not_kept(workspace: Workspace, rules: Path) -> None:
    rules.write_text("no header")
    with pytest.raises(DamagedRecord):
        workspace.keep_outside(rules.stem)
    assert rules.read_text() == "no header"


def test_what_someone_said_is_not_kept_in_a_changed_form(workspace: Workspace) -> None:
    said = workspace.say("step/1#1.1", "It was us.")
    file = workspace.root / said.path
    before = file.read_text()
    file.write_text(before.replace("us", "them"))
    with pytest.raises(BadValue):
        workspace.keep_outside(said.id)
    workspace.put_back(said.id)
    assert file.read_text() == before


def test_a_record_made_outside_can_be_saved(workspace: Workspace) -> None:
    file = workspace.root / "agreements/by-hand-abc234.md"
    file.parent.mkdir(exist_ok=True)
    file.write_text("---\nkind: agreement\nid: by-hand-abc234\ntitle: By hand\n---\nYes.\n")
    saved = workspace.keep_outside("by-hand-abc234")
    assert saved.commit
    assert isinstance(workspace.read("by-hand-abc234"), Agreement)
