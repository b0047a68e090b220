"""What cannot be read never counts as consent, and what was taken back is never shown again."""

import subprocess
from pathlib import Path

import pytest

from store import Workspace
from store.errors import BadValue


def git(folder: Path, *args: str) -> str:
    return subprocess.run(
        ["git", "-C", str(folder), *args], check=True, capture_output=True, text=True
    ).stdout


@pytest.fixture
def doubted(workspace: Workspace) -> tuple[Workspace, str, Path]:
    """Give an agreement that Robin agrees to, and Cy, who is no party, cannot agree to yet."""
    workspace.new("person", "Cy")
    rules = workspace.new("agreement", "Rules", {"parties": (workspace.me,)}, "One.")
    workspace.agree(rules.id)
    doubt = workspace.agree(rules.id, by="Cy", position="not-yet")
    assert workspace.standing(rules.id)[0].standing == "not-yet"
    return workspace, rules.id, workspace.root / doubt.path


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("by: ", "by: x\nby: "),
        ("position: not-yet", "position: Not-Yet"),
        ("position: not-yet", 'position: "no"'),
        ("ref: agreement/", "ref: Agreement/"),
        ("kind: position", "kind: opinion"),
    ],
)
def test_a_doubt_that_cannot_be_read_keeps_the_agreement_from_reading_as_agreed(
    doubted: tuple[Workspace, str, Path], old: str, new: str
) -> None:
    workspace, rules, file = doubted
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))
    git(workspace.root, "commit", "-qam", "by hand")
    assert workspace.standing(rules)[0].standing == "not-yet"
    assert [each.standing for each in workspace.list("agreement")] == ["not-yet"]
    assert workspace.check()


def test_a_doubt_that_the_disk_lost_is_shown_and_counts(
    doubted: tuple[Workspace, str, Path],
) -> None:
    workspace, rules, file = doubted
    path = file.relative_to(workspace.root)
    blob = git(workspace.root, "rev-parse", f"HEAD:{path}").strip()
    workspace.close()
    lost = workspace.root / ".git/objects" / blob[:2] / blob[2:]
    lost.chmod(0o600)
    lost.unlink()
    for each in (workspace.root / ".git/coproduce").glob("cache.db*"):
        each.unlink()
    with Workspace.open(workspace.root) as again:
        assert again.standing(rules)[0].standing == "asked"
        assert again.standing(rules)[0].unreadable == 1
        errors = [each for each in again.check() if each.severity == "error"]
        assert [each.path for each in errors] == [str(path)]


def test_words_taken_back_that_a_file_still_holds_are_not_shown_and_can_be_emptied(
    workspace: Workspace,
) -> None:
    said = workspace.say("step/1#1.1", "Xylophone.", quote="quoted", content_note="hard")
    file = workspace.root / said.path
    file.write_text(file.read_text().replace("by:", 'withdrawn: "2026-01-01"\nby:', 1))
    git(workspace.root, "commit", "-qam", "by hand")
    shown = workspace.show(said.id)
    assert "Xylophone" not in repr(shown)
    assert "quoted" not in repr(shown)
    assert "withdrawn-with-text" in {each.code for each in workspace.check()}
    assert workspace.withdraw(said.id).commit
    assert "Xylophone" not in file.read_text()
    assert 'withdrawn: "2026-01-01"' in file.read_text()
    assert "withdrawn-with-text" not in {each.code for each in workspace.check()}


def test_words_that_came_back_are_an_error(workspace: Workspace) -> None:
    said = workspace.say("step/1#1.1", "Xylophone.")
    file = workspace.root / said.path
    before = file.read_text()
    workspace.withdraw(said.id)
    file.write_text(before)
    git(workspace.root, "commit", "-qam", "revert")
    found = {each.code: each.severity for each in workspace.check()}
    assert found["words-came-back"] == "error"
    workspace.withdraw(said.id)
    assert "words-came-back" not in {each.code for each in workspace.check()}


def test_a_document_is_not_taken_back_and_wordings_are_not_dropped_by_a_field(
    workspace: Workspace,
) -> None:
    rules = workspace.new("agreement", "Rules", body="Xylophone.")
    for name in ("withdrawn", "differences", "differences-removed", "differences-again"):
        with pytest.raises(BadValue):
            workspace.edit(rules.id, fields={name: "2026-01-01"})
        with pytest.raises(BadValue):
            workspace.edit(rules.id, fields={name: ""})


def test_a_copied_file_answers_to_its_own_name_only(workspace: Workspace) -> None:
    rules = workspace.new("agreement", "Rules", {"parties": (workspace.me,)}, "One.")
    workspace.agree(rules.id)
    copy = workspace.root / "agreements/other-rules-abcdef.md"
    copy.write_text((workspace.root / rules.path).read_text())
    git(workspace.root, "add", "agreements")
    git(workspace.root, "commit", "-qm", "copied")
    states = {each.id: each.standing for each in workspace.standing()}
    assert states == {rules.id: "agreed", "other-rules-abcdef": "asked"}
    workspace.agree("other-rules-abcdef")
    assert {each.standing for each in workspace.standing()} == {"agreed"}


def test_a_workspace_can_be_made_where_a_repository_was_only_begun(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "trunk")
    with Workspace.init(tmp_path, "Evenings", name="...") as made:
        assert made.new("agreement", "Rules").commit
        assert git(made.root, "log", "-1", "--format=%an").strip() == made.me
