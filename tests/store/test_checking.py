"""Check names every problem with its file and a way out; doctor looks at the workspace."""

import subprocess
from pathlib import Path

import pytest

from store import Workspace


def git(folder: Path, *args: str) -> str:
    return subprocess.run(
        ["git", "-C", str(folder), *args], check=True, capture_output=True, text=True
    ).stdout


def codes(workspace: Workspace) -> set[str]:
    return {each.code for each in workspace.check()}


def test_a_fresh_workspace_has_no_problem(workspace: Workspace) -> None:
    workspace.new("agreement", "Rules", {"parties": (workspace.me,)}, "One.")
    workspace.agree("rules")
    assert workspace.check() == ()


def test_a_damaged_saved_file_is_an_error_with_its_line(workspace: Workspace) -> None:
    rules = workspace.new("agreement", "Rules")
    (workspace.root / rules.path).write_text("---\nkind: agreement\ntitle: a\ntitle: b\n---\n")
    git(workspace.root, "commit", "-qam", "by hand")
    errors = [each for each in workspace.check() if each.severity == "error"]
    assert [(each.path, each.line) for each in errors] == [(rules.path, 4)]


def test_what_lies_on_disk_is_looked_at_too(workspace: Workspace) -> None:
    folder = workspace.root / "agreements"
    folder.mkdir()
    (folder / "Bad Name.md").write_text("hello")
    (folder / "broken-abc234.md").write_text("no header")
    (folder / "fine-abc234.md").write_text(
        "---\nkind: agreement\nid: fine-abc234\ntitle: Fine\n---\n"
    )
    (folder / "link-abc234.md").symlink_to("/etc/passwd")
    (workspace.root / "steps/5-learning.md").unlink()
    found = {(each.path, each.severity) for each in workspace.check()}
    assert ("agreements/Bad Name.md", "warning") in found
    assert ("agreements/broken-abc234.md", "error") in found
    assert ("agreements/fine-abc234.md", "warning") in found
    assert ("agreements/link-abc234.md", "error") in found
    assert ("steps/5-learning.md", "warning") in found


def test_a_symlink_that_was_saved_is_damaged_and_never_followed(workspace: Workspace) -> None:
    folder = workspace.root / "agreements"
    folder.mkdir()
    (folder / "link-abc234.md").symlink_to("/etc/passwd")
    git(workspace.root, "add", "agreements")
    git(workspace.root, "commit", "-qm", "a link")
    (listed,) = workspace.list("agreement")
    assert "link" in listed.damaged
    assert not any("root:" in each.damaged for each in workspace.list())


def test_words_changed_by_hand_are_reported(workspace: Workspace) -> None:
    said = workspace.say("step/1#1.1", "It was us.")
    file = workspace.root / said.path
    file.write_text(file.read_text().replace("us", "them"))
    git(workspace.root, "commit", "-qam", "by hand")
    assert "words-changed" in codes(workspace)
    workspace.withdraw(said.id)
    assert "words-changed" not in codes(workspace)


def test_a_position_on_a_text_nobody_knows_is_reported(workspace: Workspace) -> None:
    workspace.new("agreement", "Rules", body="One.")
    said = workspace.agree("rules")
    file = workspace.root / said.path
    text = file.read_text()
    start = text.index("digest: ") + len("digest: ")
    file.write_text(text[:start] + "0" * 64 + text[text.index("\n", start) :])
    git(workspace.root, "commit", "-qam", "by hand")
    assert "unknown-text" in codes(workspace)


def test_since_looks_only_at_what_changed_after(workspace: Workspace) -> None:
    one = workspace.new("agreement", "One")
    (workspace.root / one.path).write_text("broken")
    git(workspace.root, "commit", "-qam", "by hand")
    later = git(workspace.root, "rev-parse", "HEAD").strip()
    two = workspace.new("agreement", "Two")
    (workspace.root / two.path).write_text("broken")
    git(workspace.root, "commit", "-qam", "by hand")
    assert {each.path for each in workspace.check()} == {one.path, two.path}
    assert {each.path for each in workspace.check(since=later)} == {two.path}


def test_doctor_has_nothing_to_say_about_a_healthy_workspace(workspace: Workspace) -> None:
    assert workspace.doctor() == ()


_LOCKED = ("index", "HEAD", "refs/heads/main")


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (("checkout", "-q", "--detach"), "foreign-operation"),
        (("checkout", "-q", "-b", "mine"), "foreign-operation"),
        (("config", "--unset", "coproduce.me"), "no-identity"),
        (("config", "coproduce.me", "p-zzzzzzzz"), "unknown-person"),
    ],
)
def test_doctor_names_what_is_unusual(
    workspace: Workspace, command: tuple[str, ...], code: str
) -> None:
    git(workspace.root, *command)
    with Workspace.open(workspace.root) as again:
        assert code in {each.code for each in again.doctor()}


def test_doctor_sees_locks_drafts_damage_and_outside_edits(workspace: Workspace) -> None:
    workspace.keep_draft("words", "step/1")
    locks = [workspace.root / ".git" / f"{name}.lock" for name in _LOCKED]
    for lock in locks:
        lock.touch()
    (workspace.root / "steps/1-what-and-why.md").write_text("x")
    findings = workspace.doctor()
    assert {"draft", "locked", "changed-outside"} <= {each.code for each in findings}
    said = " ".join(each.message for each in findings if each.code == "locked")
    for lock in locks:
        assert f"it left {lock}. If nothing else is running here, remove that file." in said
        assert lock.exists()


def test_doctor_mends_only_when_asked_and_loses_no_bytes(workspace: Workspace) -> None:
    (workspace.root / "steps/1-what-and-why.md").write_text("mine")
    before = git(workspace.root, "rev-parse", "HEAD")
    assert "cache" in {each.code for each in workspace.doctor(fix=True)}
    assert (workspace.root / "steps/1-what-and-why.md").read_text() == "mine"
    assert git(workspace.root, "rev-parse", "HEAD") == before
