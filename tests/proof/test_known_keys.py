"""Whose key is whose: kept by each reader, outside every workspace, and changed only by asking."""

import json
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from signers import Group, forget_keys

from schema.trust import FIRST, KNOWN, OTHER, Sighting, judged
from store import Workspace
from store.errors import BadValue, KeysUnreadable, NoKeygen
from store.known_keys import file

PEOPLE = st.sampled_from(["p-a", "p-b", "p-c"])
KEYS = st.sampled_from(["1", "2", "3"])
SEEN = st.lists(st.builds(Sighting, PEOPLE, KEYS), max_size=6)
KNOWN_KEYS = st.dictionaries(PEOPLE, st.frozensets(KEYS, max_size=2), max_size=3)


@given(SEEN, KNOWN_KEYS)
def test_a_key_counts_only_for_who_is_known_by_it_or_is_new_with_it_alone(seen, known):
    found = judged(seen, known)
    assert found.keys() == set(seen)
    for each, what in found.items():
        own = known.get(each.person, frozenset())
        assert (what == KNOWN) == (each.key in own)
        if what == FIRST:
            assert not own
            assert [other for other in found if other.person == each.person] == [each]
            assert [other for other in found if other.key == each.key] == [each]
            assert not any(each.key in keys for keys in known.values())
        if what == OTHER:
            assert own


@given(SEEN, KNOWN_KEYS, st.randoms())
def test_the_order_of_things_decides_nothing(seen, known, chance):
    mixed = [*seen, *seen]
    chance.shuffle(mixed)
    assert judged(mixed, known) == judged(seen, known)


@given(SEEN, KNOWN_KEYS)
def test_who_is_known_is_never_known_by_another_key_too(seen, known):
    first = judged(seen, known)
    after = {**known}
    for each, what in first.items():
        if what == FIRST:
            after[each.person] = after.get(each.person, frozenset()) | {each.key}
    again = judged(seen, after)
    for each, what in first.items():
        assert again[each] == (KNOWN if what in (FIRST, KNOWN) else again[each])
        assert (again[each] == KNOWN) == (what in (FIRST, KNOWN))


def test_a_key_is_remembered_for_this_person_alone_outside_the_workspace(signed: Group, home: Path):
    assert file().is_relative_to(home)
    forget_keys(home)
    found = signed.verify()
    assert [each.first for each in found.keys] == [True, True]
    assert [each.first for each in signed.verify().keys] == [False, False]
    assert stat.S_IMODE(file().stat().st_mode) == 0o600
    assert not list(signed.folder.glob("**/keys.json"))
    assert signed.git("status", "--porcelain") == ""


def test_another_key_counts_once_the_person_was_asked(signed: Group, call):
    signed.agree("Sam", key="stranger")
    assert call("verify").code == 5
    new = next(
        e["key"]
        for e in call("verify", "--json").document["positions"]
        if e["current"] and e["name"] == "Sam"
    )
    ran = call("verify", "--accept-key", "Sam", new)
    assert f"Sam is known by the key {new} now." in ran.err
    states = {e["id"]: (e["state"], e["current"]) for e in proofs(call) if e["name"] == "Sam"}
    # The key that was only seen before, and never asked about, counts no more.
    assert sorted(states.values()) == [("forged", False), ("proven", True)]
    old = next(e["key"] for e in proofs(call) if e["name"] == "Sam" and not e["current"])
    assert call("verify", "--accept-key", "Sam", old).code == 0
    assert {e["state"] for e in proofs(call)} == {"proven"}


def proofs(call):
    return call("verify", "--json").document["positions"]


def test_of_two_keys_for_someone_new_none_is_chosen(signed: Group, home: Path):
    signed.agree("Sam", key="stranger")
    signed.agree("Sam", "pay")
    # Nor is one chosen where only one of two agreements is looked at.
    forget_keys(home)
    assert signed.states("pay") == {"Sam agree": "forged"}
    found = {(e.name, e.key): e for e in signed.verify().positions}
    sams = [each for (name, _), each in found.items() if name == "Sam"]
    assert {each.state for each in sams} == {"forged"}
    assert len(sams) == 2
    assert all("more than one key" in each.why for each in sams)
    assert [each.state for (name, _), each in found.items() if name == "Robin"] == ["proven"]


def test_one_key_for_two_people_proves_neither(group: Group, home: Path):
    group.agree("Robin", key="robin")
    group.agree("Sam", key="robin")
    assert group.states() == {"Robin agree": "proven", "Sam agree": "forged"}
    forget_keys(home)
    assert set(group.states().values()) == {"forged"}


def test_one_key_in_two_workspaces_is_proven_in_both(signed: Group, tmp_path: Path, home, call):
    place = tmp_path / "mornings"
    with Workspace.init(place, "Mornings", name="Robin") as workspace:
        workspace.new("agreement", "Pay", {"parties": (workspace.me,)}, "Every month.")
    mornings = Group(place, signed.keys)
    notes = mornings.agree("Robin", "pay").notes
    assert not [each for each in notes if "someone else" in each]
    for _ in range(2):
        assert mornings.states() == {"Robin agree": "proven"}
        assert signed.states() == {"Robin agree": "proven", "Sam agree": "proven"}
        forget_keys(home)
    mine = mornings.verify().positions[0].key
    signed.verify()
    forget_keys(home)
    signed.verify()
    with mornings.open() as workspace:
        workspace.accept_key("Robin", mine)
    assert call("verify").code == 0


def test_one_key_for_two_people_is_in_doubt_though_the_workspace_takes_another_code(
    group: Group,
):
    group.agree("Robin")
    code = next(
        line
        for line in (group.folder / "coproduce.md").read_text().splitlines()
        if line.startswith("workspace: ")
    )
    group.change(group.folder / "coproduce.md", code, "workspace: aaaaaaaaaaaaaaaa")
    group.agree("Sam", key="robin")
    (sam,) = [each for each in group.verify().positions if each.name == "Sam"]
    assert sam.doubtful
    assert group.verify().forged


def test_a_key_accepted_before_it_is_seen_counts_and_another_does_not(group: Group, home, call):
    group.agree("Sam")
    theirs = group.verify().positions[0].key
    forget_keys(home)
    call("verify", "--accept-key", "Sam", theirs)
    assert group.states() == {"Sam agree": "proven"}
    forget_keys(home)
    call("verify", "--accept-key", "Sam", f"SHA256:{'A' * 43}")
    assert group.states() == {"Sam agree": "forged"}


def test_what_is_no_fingerprint_and_what_is_someone_elses_is_refused(signed: Group, call):
    assert call("verify", "--accept-key", "Sam", "MD5:00").code == 2
    assert call("verify", "--accept-key", "Nobody", f"SHA256:{'A' * 43}").code == 2
    robins = next(e["key"] for e in proofs(call) if e["name"] == "Robin")
    with pytest.raises(BadValue), signed.open() as workspace:
        workspace.accept_key("Sam", robins)


@pytest.mark.parametrize("data", ["", "{", '{"version": 2}', '{"workspaces": []}', "[]"])
def test_keys_that_cannot_be_read_are_never_taken_for_none(signed: Group, call, data: str):
    assert signed.states()
    file().write_text(data)
    ran = call("verify")
    assert ran.code == 1
    assert "Which key is whose cannot be read" in ran.err
    assert file().read_text() == data
    with pytest.raises(KeysUnreadable):
        signed.verify()


def test_keys_are_not_read_from_inside_the_workspace(signed: Group, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(signed.folder / ".config"))
    with pytest.raises(KeysUnreadable, match="inside the workspace"):
        signed.verify()


def test_where_nothing_can_be_remembered_it_is_said(signed: Group, home: Path, monkeypatch):
    (home / "file").write_text("")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "file" / "below"))
    with pytest.raises(KeysUnreadable):
        signed.verify()


def test_the_file_of_keys_reads_plainly(signed: Group):
    kept = json.loads(file().read_text())
    (people,) = kept["workspaces"].values()
    assert people.keys() == {signed.person("Robin"), signed.person("Sam")}
    assert all(len(keys) == 1 for keys in people.values())


def test_without_ssh_keygen_nothing_signed_is_called_proven_or_forged(
    signed: Group, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("store.ssh_keygen.PLACES", ("/nowhere/ssh-keygen",))
    with pytest.raises(NoKeygen):
        signed.verify()


def test_without_a_signature_nothing_needs_ssh_keygen(group: Group, monkeypatch):
    monkeypatch.setattr("store.ssh_keygen.PLACES", ("/nowhere/ssh-keygen",))
    group.agree("Sam", key=None)
    assert group.states() == {"Sam agree": "recorded"}


@pytest.mark.parametrize("script", ["kill -9 $$", "echo 'unknown option -- Y' >&2; exit 1"])
def test_an_ssh_keygen_that_does_not_answer_says_nothing_about_people(
    signed: Group, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: str
):
    fake = tmp_path / "ssh-keygen"
    fake.write_text(f"#!/bin/sh\n{script}\n")
    fake.chmod(0o755)
    monkeypatch.setattr("store.ssh_keygen.PLACES", (str(fake),))
    with pytest.raises(NoKeygen):
        signed.verify()
