"""Copies made by hand, and what is said without a name."""

import shutil
import subprocess

from schema.kinds import SetAside
from store import Workspace


def test_taking_words_back_takes_every_copy_of_the_file(workspace: Workspace) -> None:
    said = workspace.say("2.3", "The bus stops at nine.")
    words = workspace.root / said.path
    same_name = workspace.root / "contributions/step/3" / words.name
    other_name = words.with_name(f"{'b' * 16}.md")
    same_name.parent.mkdir(parents=True)
    for copy in (same_name, other_name):
        shutil.copy(words, copy)
    _commit(workspace)
    workspace.withdraw(said.id)
    for file in (words, same_name, other_name):
        assert "The bus" not in file.read_text("utf-8")
        assert "withdrawn:" in file.read_text("utf-8")
    assert workspace.search("bus", all=True) == ()


def test_someone_elses_words_with_that_code_in_them_are_no_copy(workspace: Workspace) -> None:
    sam = workspace.new("person", "Sam").id
    said = workspace.say("2.3", "The bus stops at nine.")
    words = workspace.root / said.path
    text = words.read_text("utf-8").replace(f"by: {workspace.me}", f"by: {sam}")
    words.with_name(f"{'b' * 16}.md").write_text(text, "utf-8")
    _commit(workspace)
    workspace.withdraw(said.id)
    assert [hit.id for hit in workspace.search("bus")] == ["b" * 16]


def _commit(workspace: Workspace) -> None:
    for command in (["add", "."], ["commit", "-q", "-m", "copied"]):
        subprocess.run(["git", "-C", workspace.root, *command], check=True)


def test_nothing_is_replaced_without_a_name(workspace: Workspace) -> None:
    workspace.set_aside("2.3", "Not now.")
    opened = workspace.reopen("2.3", by="anonymous")
    found = [e for e in workspace.contributions("2.3") if isinstance(e, SetAside)]
    assert [each.replaces for each in found] == [(), ()]
    assert opened.notes == ()
    assert not _is_aside(workspace)
    again = workspace.set_aside("2.3", "Not for us.", by="anonymous")
    assert not _is_aside(workspace)
    assert "only a name can leave it aside anew" in again.notes[-1]
    workspace.set_aside("2.3", "Not for us.")
    assert _is_aside(workspace)
    assert not [each for each in workspace.check() if "replaces" in each.message]


def _is_aside(workspace: Workspace) -> bool:
    (step,) = [each for each in workspace.steps() if each.step == "2"]
    return next(each.set_aside for each in step.questions if each.code == "2.3")
