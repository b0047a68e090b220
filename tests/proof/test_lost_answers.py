"""Answers that are gone, were taken back by others, or stand twice: verify never passes by."""

import shutil
from pathlib import Path

import pytest
from signers import Group, Ran, forget_keys

from tui.cli import run


@pytest.fixture
def fresh_code(capsys, tmp_path: Path, home: Path):
    """Run a command in a new copy, as somebody who never saw any of it."""

    def _run(group: Group, *arguments: str) -> Ran:
        place = tmp_path / "fresh"
        shutil.rmtree(place, ignore_errors=True)
        forget_keys(home)
        group.copy_to(place)
        capsys.readouterr()
        code = run(["-C", str(place), *arguments])
        seen = capsys.readouterr()
        return Ran(code, " ".join(seen.out.split()), seen.err, {})

    return _run


def merged_away(group: Group, key: str | None) -> str:
    """Take Sam's not-yet away by a merge that keeps the other side; return its id."""
    group.git("checkout", "-q", "-b", "side")
    group.git("commit", "-q", "--allow-empty", "-m", "x")
    group.git("checkout", "-q", "main")
    saved = group.agree("Sam", position="not-yet", key=key)
    group.git("checkout", "-q", "side")
    group.git("merge", "-q", "-s", "ours", "-m", "Brought together", "main")
    group.git("checkout", "-q", "main")
    group.git("merge", "-q", "--ff-only", "side")
    return saved.id


@pytest.mark.parametrize(("key", "code", "state"), [("own", 5, "forged"), (None, 3, "recorded")])
def test_an_answer_that_a_merge_took_away_is_missed(
    signed: Group, fresh_code, key: str | None, code: int, state: str
) -> None:
    assert fresh_code(signed, "verify").code == 0
    assert "words-gone" not in fresh_code(signed, "check").out
    lost = merged_away(signed, key)
    assert fresh_code(signed, "verify").code == code
    (gone,) = [each for each in signed.verify().positions if each.id == lost]
    assert (gone.name, gone.state) == ("Sam", state)
    said = fresh_code(signed, "check")
    assert f"{lost}.md" in said.out
    assert "taken away by hand" in said.out
    assert "Every file is in order" not in said.out
    assert "can’t agree yet" in fresh_code(signed, "standing").out.replace("'", "’")


def test_an_honest_merge_is_no_alarm(signed: Group, fresh_code, tmp_path: Path) -> None:
    other = signed.copy_to(tmp_path / "other")
    with other.open("Robin") as workspace:
        workspace.say("ground-rules", "Meanwhile.")
    signed.agree("Sam", position="agree-with-concern")
    signed.git("pull", "-q", "--no-rebase", "--no-edit", str(other.folder), "main")
    assert fresh_code(signed, "verify").code == 0
    assert "Every file is in order" in fresh_code(signed, "check").out


def test_who_said_two_things_at_once_is_asked_which_one_counts(
    group: Group, tmp_path: Path, call
) -> None:
    group.agree("Robin")
    group.agree("Sam", key=None)
    assert call("verify").code == 0
    other = group.copy_to(tmp_path / "other")
    with group.open("Robin") as workspace:
        workspace.agree("ground-rules", by="Sam", position="take-back")
    other.agree("Sam")
    group.git("pull", "-q", "--no-rebase", "--no-edit", str(other.folder), "main")
    ran = call("verify")
    assert ran.code == 3
    assert "Sam said two things at once, and is asked which one counts." in ran.out
    found = call("verify", "--json").document["several"]
    assert [each["person"] for each in found] == [group.person("Sam")]
    group.agree("Sam")
    assert "two things at once" not in call("verify").out
    assert call("verify").code == 0


@pytest.mark.parametrize("how", ["by hand", "by somebody else"])
def test_a_signed_not_yet_that_another_takes_back_asks_people_to_look(
    signed: Group, fresh_code, call, how: str
) -> None:
    saved = signed.agree("Sam", position="not-yet", because="It comes late.")
    assert fresh_code(signed, "verify").code == 0
    if how == "by hand":
        signed.change(
            signed.path(saved),
            "position: not-yet\n",
            'position: not-yet\nwithdrawn: "2026-01-01"\n',
        )
    else:
        with signed.open("Robin") as workspace:
            workspace.withdraw(saved.id)
    with signed.open("Robin") as workspace:
        workspace.edit("ground-rules", fields={"parties": (workspace.me,)})
        assert workspace.standing("ground-rules")[0].standing == "agreed"
    ran = fresh_code(signed, "verify")
    assert ran.code == 3
    assert "Sam taken back: look at it together" in ran.out.replace("· ", "")
    assert "A signed answer of Sam was taken back without a signature" in ran.out
    # An unsigned answer in its place settles nothing.
    signed.agree("Sam", key=None)
    assert "taken back without" in fresh_code(signed, "verify").out


def test_a_signed_answer_after_one_was_taken_back_settles_it(signed: Group, fresh_code) -> None:
    saved = signed.agree("Sam", position="not-yet")
    with signed.open("Sam") as workspace:
        workspace.withdraw(saved.id)
    assert fresh_code(signed, "verify").code == 3
    signed.agree("Sam")
    assert fresh_code(signed, "verify").code == 0
