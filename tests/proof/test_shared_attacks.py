"""What someone who may write to the shared place can try, each beside the honest case."""

from pathlib import Path

import pytest
from signers import Group

from store import Workspace
from store.errors import HistoryRewritten


@pytest.fixture
def sams(signed: Group, tmp_path: Path) -> Group:
    """Give Sam's own copy; both share through one folder, and both agreed."""
    with signed.open("Robin") as workspace:
        workspace.share_folder(tmp_path / "hub")
    with Workspace.join(str(tmp_path / "hub"), tmp_path / "sam", as_person="Sam"):
        found = Group(tmp_path / "sam", signed.keys)
    share(found, "Sam")
    share(signed, "Robin")
    return found


def share(group: Group, person: str) -> None:
    with group.open(person) as workspace:
        workspace.sync()


def standing(group: Group) -> str:
    with group.open() as workspace:
        return workspace.standing("ground-rules")[0].standing


def hub_of(group: Group) -> Group:
    return Group(group.folder.parent / "hub", group.keys)


@pytest.mark.parametrize("rewritten", [False, True])
def test_a_shared_place_set_back_to_before_a_not_yet_is_said_and_hides_it_from_nobody(
    signed: Group, sams: Group, tmp_path: Path, rewritten: bool
) -> None:
    hub = hub_of(signed)
    before = hub.git("rev-parse", "main")
    sams.agree("Sam", position="not-yet")
    share(sams, "Sam")
    share(signed, "Robin")
    assert standing(signed) == standing(sams) == "not-yet"
    hub.git("update-ref", "refs/heads/main", before)
    if rewritten:
        attacker = hub.copy_to(tmp_path / "attacker")
        attacker.git("commit", "-q", "--allow-empty", "-m", "Nothing to see here")
        attacker.git("push", "-q", "origin", "HEAD:main")
    with signed.open("Robin") as workspace:
        with pytest.raises(HistoryRewritten):
            workspace.sync()
        assert workspace.standing("ground-rules")[0].standing == "not-yet"
        workspace.sync(rejoin=True)
    assert standing(signed) == "not-yet"
    assert "Sam not-yet" in signed.states()
    # Whoever brings it together again puts it back, so that someone new finds it there.
    assert standing(hub.copy_to(tmp_path / "new")) == "not-yet"
    assert not signed.verify().forged


def test_a_not_yet_that_another_deletes_in_the_shared_place_is_missed_by_everyone(
    signed: Group, sams: Group, tmp_path: Path
) -> None:
    saved = sams.agree("Sam", position="not-yet")
    share(sams, "Sam")
    share(signed, "Robin")
    assert signed.states()["Sam not-yet"] == "proven"
    attacker = hub_of(signed).copy_to(tmp_path / "attacker")
    attacker.path(saved).unlink()
    attacker.save_as_it_lies()
    attacker.git("push", "-q", "origin", "HEAD:main")
    share(signed, "Robin")
    # What is not there any more is in no standing; whoever saw it is told, and so is the history.
    assert standing(signed) == "not-yet" or signed.verify().forged
    gone = next(each for each in signed.verify().positions if each.id == saved.id)
    assert (gone.name, gone.state) == ("Sam", "forged")
    assert "not here any more" in gone.why
    fresh = attacker.copy_to(tmp_path / "fresh")
    assert [each.state for each in fresh.verify().positions if each.id == saved.id] == ["forged"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("position: not-yet\n", "position: agree\n"),
        ("It comes late.", "It comes in time."),
        ("It comes late.\n", "It comes late.\n\nBut never mind.\n"),
    ],
)
def test_a_signed_position_that_another_edits_is_never_relied_on(
    signed: Group, sams: Group, tmp_path: Path, old: str, new: str
) -> None:
    saved = sams.agree("Sam", position="not-yet", because="It comes late.")
    share(sams, "Sam")
    share(signed, "Robin")
    assert signed.states()["Sam not-yet"] == "proven"
    attacker = hub_of(signed).copy_to(tmp_path / "attacker")
    attacker.change(attacker.path(saved), old, new)
    attacker.git("push", "-q", "origin", "HEAD:main")
    share(signed, "Robin")
    found = {each.id: each.state for each in signed.verify().positions}
    text = signed.path(saved).read_text()
    assert found[saved.id] == ("forged" if new in text else "proven")
    fresh = attacker.copy_to(tmp_path / "fresh")
    assert {each.id: each.state for each in fresh.verify().positions}[saved.id] == "forged"


def test_an_unsigned_position_that_another_edits_asks_people_to_look(group: Group, call) -> None:
    saved = group.agree("Sam", key=None, position="not-yet")
    group.agree("Robin", key=None)
    assert [each.doubtful for each in group.verify().positions] == [False, False]
    assert call("verify").code == 0
    group.change(group.path(saved), "position: not-yet\n", "position: agree\n")
    found = {each.name: each for each in group.verify().positions}
    assert (found["Sam"].state, found["Sam"].doubtful) == ("recorded", True)
    assert not found["Robin"].doubtful
    ran = call("verify")
    assert ran.code == 3
    assert "changed after it was saved. Look at it together: ask Sam" in ran.out
    assert "words-changed" in call("check").out
    group.change(group.path(saved), "position: agree\n", "position: not-yet\n")
    assert call("verify").code == 0


def test_an_unsigned_position_that_another_deletes_asks_people_to_look(group: Group, call) -> None:
    group.agree("Sam", key=None)
    group.agree("Robin", key=None)
    assert call("verify").code == 0
    saved = group.agree("Sam", key=None, position="not-yet")
    group.path(saved).unlink()
    group.save_as_it_lies()
    lost = [each for each in group.verify().positions if each.id == saved.id]
    assert [(each.state, each.doubtful, each.name) for each in lost] == [("recorded", True, "Sam")]
    ran = call("verify")
    assert ran.code == 3
    assert "It was here and is not any more. Look at it together: ask Sam" in ran.out


def test_words_taken_back_are_never_called_altered_or_lost(group: Group, call) -> None:
    saved = group.agree("Sam", key=None)
    with group.open("Sam") as workspace:
        workspace.withdraw(saved.id)
    assert group.verify().positions == ()


def test_a_second_computer_is_never_called_forged(signed: Group, call) -> None:
    assert call("verify").code == 0
    signed.agree("Sam", key="stranger")
    ran = call("verify")
    assert ran.code == 5
    assert "FORGED" not in ran.out
    assert "not proven: look at it together" in ran.out
    assert "0 forged, 1 to look at together." in ran.out
    assert "It may be a second computer of theirs, or somebody else." in ran.err
    (mine,) = [e for e in call("verify", "--json").document["positions"] if e.get("look_together")]
    assert mine["state"] == "forged"
    call("verify", "--accept-key", "Sam", mine["key"])
    old = next(
        each["key"]
        for each in call("verify", "--json").document["positions"]
        if each["name"] == "Sam" and not each["current"]
    )
    assert call("verify", "--accept-key", "Sam", old).code == 0
