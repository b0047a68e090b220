"""What someone who may write to the shared place can try, each beside the honest case."""

import json
import stat
from pathlib import Path

import pytest
from signers import Group

from store import Workspace, signed_elsewhere
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


@pytest.fixture
def set_back(signed: Group, sams: Group) -> Group:
    """Give the shared place as it was before Sam could not agree; Robin had seen that."""
    hub = hub_of(signed)
    before = hub.git("rev-parse", "main")
    with signed.open("Robin") as workspace:
        code = workspace.read("activity").workspace
    sams.agree("Sam", position="not-yet")
    share(sams, "Sam")
    share(signed, "Robin")
    assert signed.states()["Sam not-yet"] == "proven"
    assert len(json.loads(signed_elsewhere.file().read_text())["workspaces"][code]) == 2
    hub.git("update-ref", "refs/heads/main", before)
    return hub


def test_a_new_copy_of_a_shared_place_that_was_set_back_says_what_is_missing(
    set_back: Group, tmp_path: Path, call, capsys
) -> None:
    fresh = set_back.copy_to(tmp_path / "fresh")
    for _ in range(2):
        lost = [each for each in fresh.verify().positions if each.doubtful]
        assert [(each.name, each.state) for each in lost] == [("Sam", "recorded")]
    ran = call("-C", str(fresh.folder), "verify")
    assert ran.code == 3
    assert "A later answer, signed by Sam, was seen on this computer before" in ran.out.replace(
        "\n    ", " "
    )
    assert "Sam  " in ran.out
    assert "missing here: look at it together" in ran.out
    # One who never saw it cannot know; nor is anything said where nothing is missing.
    file = signed_elsewhere.file()
    known = file.read_text()
    file.unlink()
    assert call("-C", str(fresh.folder), "verify").code == 0
    file.write_text(known)
    assert call("verify").code == 0


def test_what_is_missing_is_known_until_the_person_answers_later(
    set_back: Group, tmp_path: Path
) -> None:
    fresh = set_back.copy_to(tmp_path / "fresh")
    fresh.agree("Sam", date="2000-01-01")
    assert [each.name for each in fresh.verify().positions if each.doubtful] == ["Sam"]
    known = json.loads(signed_elsewhere.file().read_text())
    (answers,) = known["workspaces"].values()
    for each in answers:
        each["date"] = min(each["date"], "2001-01-01")
    signed_elsewhere.file().write_text(json.dumps(known))
    fresh.agree("Sam")
    assert not [each for each in fresh.verify().positions if each.doubtful]
    assert stat.S_IMODE(signed_elsewhere.file().stat().st_mode) == 0o600


@pytest.mark.parametrize("data", ["", "{", "[]", '{"version": 2}', "\x00"])
def test_what_was_seen_elsewhere_and_cannot_be_read_is_never_taken_for_nothing(
    signed: Group, call, data: str
) -> None:
    signed_elsewhere.file().write_text(data)
    ran = call("verify")
    assert ran.code == 1
    assert "What was signed here before cannot be read" in ran.err
    assert signed_elsewhere.file().read_text() == data


def test_only_so_many_answers_are_remembered(signed: Group, monkeypatch) -> None:
    monkeypatch.setattr(signed_elsewhere, "_MOST", 2)
    signed.agree("Sam", "pay", date="2000-01-01")
    signed.verify()
    known = json.loads(signed_elsewhere.file().read_text())
    (answers,) = known["workspaces"].values()
    assert len(answers) == 2
    assert not [each for each in answers if each["date"] == "2000-01-01"]


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
    # Whoever shares puts back what was taken away.
    assert standing(signed) == "not-yet"
    assert signed.states()["Sam not-yet"] == "proven"
    # Where nobody shared since, it is in no standing; the history tells.
    fresh = attacker.copy_to(tmp_path / "fresh")
    (gone,) = [each for each in fresh.verify().positions if each.id == saved.id]
    assert (gone.name, gone.state) == ("Sam", "forged")
    assert "not here any more" in gone.why


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
    # Whoever shares puts it back as it was signed.
    assert standing(signed) == "not-yet"
    assert signed.states()["Sam not-yet"] == "proven"
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
