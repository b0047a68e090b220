"""What is proven stays proven through whatever hosts and people do to a history."""

from pathlib import Path

import pytest
from signers import Group, forget_keys

from store import Workspace

BOTH = {"Robin agree": "proven", "Sam agree": "proven"}


@pytest.fixture(autouse=True)
def new_eyes(home: Path):
    """Let every look be the first of someone who saw none of the keys."""
    yield
    forget_keys(home)


def test_a_copy_of_the_workspace(signed: Group, tmp_path: Path):
    assert signed.copy_to(tmp_path / "copy").states() == BOTH


def test_a_copy_with_only_the_newest_part_of_the_history(signed: Group, tmp_path: Path):
    signed.git("clone", "-q", "--depth", "1", f"file://{signed.folder}", str(tmp_path / "copy"))
    assert Group(tmp_path / "copy", signed.keys).states() == BOTH


def test_everything_in_one_change(signed: Group, home: Path):
    forget_keys(home)
    signed.git("checkout", "-q", "--orphan", "fresh")
    signed.save_as_it_lies("All at once")
    signed.git("branch", "-q", "-M", "fresh", "main")
    assert signed.states() == BOTH


def test_a_side_branch_taken_over_as_one_change(group: Group, tmp_path: Path, home: Path):
    group.agree("Robin")
    other = group.copy_to(tmp_path / "copy")
    with other.open("Sam") as workspace:
        workspace.say("ground-rules", "Well.")
    other.agree("Sam")
    group.git("fetch", "-q", str(other.folder), "main:side")
    with group.open("Robin") as workspace:
        workspace.say("ground-rules", "Meanwhile.")
    group.git("merge", "-q", "--squash", "side")
    group.git("commit", "-q", "-m", "Squashed by the host")
    forget_keys(home)
    assert group.states() == BOTH


def test_a_history_put_on_another_one(group: Group, tmp_path: Path, home: Path):
    other = group.copy_to(tmp_path / "copy")
    group.agree("Robin")
    other.agree("Sam")
    other.git("pull", "-q", "--rebase", str(group.folder), "main")
    forget_keys(home)
    assert other.states() == BOTH


def test_a_move_to_another_folder_with_another_kind_of_history(
    signed: Group, tmp_path: Path, home: Path
):
    new = tmp_path / "moved"
    signed.git("init", "-q", "-b", "main", "--object-format=sha256", str(new))
    signed.git("archive", "-o", str(tmp_path / "all.tar"), "HEAD")
    import tarfile

    with tarfile.open(tmp_path / "all.tar") as packed:
        packed.extractall(new, filter="data")
    moved = Group(new, signed.keys)
    moved.save_as_it_lies("Moved here")
    forget_keys(home)
    assert moved.states() == BOTH


def test_a_changed_text_and_a_new_yes(signed: Group, call):
    with signed.open("Robin") as workspace:
        workspace.edit("ground-rules", body="We listen, and say so.")
    assert set(signed.states().values()) == {"earlier-text"}
    assert call("verify").code == 3
    assert "2 on an earlier text" in call("verify").out
    signed.agree("Robin")
    signed.agree("Sam")
    now = [each for each in signed.verify().positions if each.current]
    assert [each.state for each in now] == ["proven", "proven"]
    assert call("verify").code == 0


def test_someone_still_asked_leaves_with_3_and_only_where_they_are(group: Group, call):
    group.agree("Robin")
    assert call("verify", "ground-rules").code == 3
    assert call("verify", "pay").code == 0
    assert "Nobody has said where they stand yet." in call("verify", "pay").out
    group.agree("Sam", key=None)
    assert call("verify").code == 0


def test_who_took_back_a_yes_is_not_named_as_unanswered_beside_that(group: Group, call):
    group.agree("Sam", key=None)
    assert "asked, no answer yet: Robin" in call("verify").out
    group.agree("Robin", key=None)
    group.agree("Sam", key=None, position="take-back")
    ran = call("verify")
    assert ran.code == 3
    assert "took back the yes" in ran.out
    assert "no answer yet" not in ran.out


def test_an_agreement_put_aside_is_looked_at_only_by_name(signed: Group, call):
    with signed.open("Robin") as workspace:
        workspace.archive("ground-rules")
    assert signed.states() == {}
    assert signed.states("ground-rules") == BOTH


def test_the_worked_example_has_nothing_forged(example: Path, keys):
    group = Group(example, keys)
    found = group.verify()
    assert not found.forged
    assert {each.state for each in found.positions} == {"recorded", "earlier-text"}
    assert found.keys == ()
    group.agree("Robin", "ground-rules", key="robin")
    assert {e.state for e in group.verify("ground-rules").positions} >= {"proven"}


def test_two_copies_that_share(group: Group, tmp_path: Path, home: Path):
    with group.open("Robin") as workspace:
        workspace.share_folder(tmp_path / "shared")
    with Workspace.join(str(tmp_path / "shared"), tmp_path / "other", as_person="Sam"):
        other = Group(tmp_path / "other", group.keys)
    group.agree("Robin")
    other.agree("Sam")
    with other.open("Sam") as workspace:
        workspace.say("ground-rules", "Well.")
    for each, person in ((group, "Robin"), (other, "Sam"), (group, "Robin")):
        with each.open(person) as workspace:
            workspace.sync()
    for each in (group, other):
        forget_keys(home)
        assert each.states() == BOTH
    with other.open("Sam") as workspace:
        (mine,) = [e for e in workspace.verify().positions if e.name == "Sam"]
        workspace.withdraw(mine.id)
        workspace.sync()
    with group.open("Robin") as workspace:
        workspace.sync()
    assert group.states() == other.states() == {"Robin agree": "proven", "Sam": "recorded"}
