"""What someone who may save in a workspace can try, each beside the honest case it copies."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from signers import Group, forget_keys

from schema import codec
from schema.proof import NAMESPACE, bare, statement
from store import Workspace, known_keys

BOTH = {"Robin agree": "proven", "Sam agree": "proven"}


def signature_of(path: Path) -> str:
    return path.read_text().split("signature: ")[1].split("\n")[0]


def test_two_honest_people_are_proven_and_all_is_good(signed: Group, call):
    assert signed.states() == BOTH
    ran = call("verify")
    assert ran.code == 0
    assert "2 proven, 0 recorded, 0 on an earlier text, 0 forged." in ran.out


def test_a_copy_for_another_agreement_is_forged(signed: Group, call):
    mine = signed.position_of("Sam")
    (pay,) = signed.folder.glob("agreements/pay-*.md")
    place = signed.folder / "contributions" / "agreement" / pay.stem
    place.mkdir()
    moved = mine.read_text().replace(mine.parent.name, pay.stem).replace(mine.stem, "b" * 16)
    (place / f"{'b' * 16}.md").write_text(moved)
    signed.save_as_it_lies()
    assert signed.states("pay") == {"Sam agree": "forged"}
    assert signed.states("ground-rules") == BOTH
    assert call("verify", "pay").code == 5


def test_a_copy_that_lies_with_another_agreement_as_it_is_is_forged(signed: Group):
    mine = signed.position_of("Sam")
    (pay,) = signed.folder.glob("agreements/pay-*.md")
    place = signed.folder / "contributions" / "agreement" / pay.stem
    place.mkdir()
    shutil.copy(mine, place / mine.name)
    signed.save_as_it_lies()
    assert signed.states("pay") == {"Sam agree": "forged"}


@pytest.mark.parametrize("named", ["as it was", "after its new place"])
def test_a_second_copy_beside_the_first_is_forged(signed: Group, named: str):
    signed.agree("Sam", position="take-back")
    (old,) = [
        each
        for each in signed.folder.glob("contributions/agreement/*/*.md")
        if "position: agree\n" in each.read_text() and signed.person("Sam") in each.read_text()
    ]
    text = old.read_text()
    if named != "as it was":
        text = text.replace(old.stem, "c" * 16)
    (old.parent / f"{'c' * 16}.md").write_text(text)
    signed.save_as_it_lies()
    found = {each.id: each.state for each in signed.verify().positions}
    assert found["c" * 16] == "forged"
    assert sorted(found.values()) == ["forged", "proven", "proven", "proven"]


def test_in_the_name_of_another_person_it_is_forged(signed: Group):
    mine = signed.position_of("Sam")
    text = mine.read_text()
    signed.change(mine, f"by: {signed.person('Sam')}", f"by: {signed.person('Robin')}")
    assert sorted(each.state for each in signed.verify().positions) == ["forged", "proven"]
    mine.write_text(text)
    signed.save_as_it_lies()
    assert signed.states() == BOTH


def other_workspace(signed: Group, tmp_path: Path) -> Group:
    """Return another workspace into which every record of the first was copied, but its code."""
    other = tmp_path / "other"
    Workspace.init(other, "Evenings", name="Someone").close()
    for folder in ("agreements", "people", "contributions"):
        shutil.copytree(signed.folder / folder, other / folder, dirs_exist_ok=True)
    found = Group(other, signed.keys)
    found.save_as_it_lies("Copied")
    return found


def test_in_another_workspace_it_is_forged(signed: Group, tmp_path: Path):
    other = other_workspace(signed, tmp_path)
    assert set(other.states("ground-rules").values()) == {"forged"}
    assert signed.states() == BOTH


def test_a_workspace_that_takes_the_code_of_another_is_in_doubt(signed: Group, call):
    assert signed.states() == BOTH
    code = next(
        line
        for line in (signed.folder / "coproduce.md").read_text().splitlines()
        if line.startswith("workspace: ")
    )
    signed.change(signed.folder / "coproduce.md", code, "workspace: aaaaaaaaaaaaaaaa")
    assert set(signed.states().values()) == {"forged"}
    signed.agree("Sam", key="stranger")
    found = [e for e in signed.verify().positions if e.name == "Sam" and e.current]
    assert [(each.state, each.doubtful) for each in found] == [("proven", True)]
    assert "was known by the key" in found[0].why
    # Those that were signed before stay what they are, and so the whole is never good.
    assert call("verify").code == 5


def test_a_key_seen_in_a_copy_under_another_code_proves_and_disproves_nothing(
    signed: Group, tmp_path: Path, home: Path, call
):
    forget_keys(home)
    other = other_workspace(signed, tmp_path)
    for each in other.folder.glob("contributions/agreement/*/*.md"):
        each.unlink()
    other.save_as_it_lies("Anew")
    other.agree("Sam", key="stranger")
    evil = [each.key for each in other.verify().positions if each.name == "Sam" and each.key]
    found = {each.name: each for each in signed.verify().positions}
    assert (found["Sam"].state, found["Sam"].doubtful) == ("proven", True)
    assert found["Sam"].key not in evil
    assert not found["Robin"].doubtful
    ran = call("verify")
    assert ran.code == 3
    assert "WARNING: In another workspace Sam was known by the key SHA256:" in ran.err
    call("verify", "--accept-key", "Sam", found["Sam"].key)
    assert call("verify").code == 0
    # What is signed with the other key in this workspace is not proven.
    signed.agree("Sam", key="stranger")
    now = {each.key: each.state for each in signed.verify().positions if each.name == "Sam"}
    assert now == {found["Sam"].key: "proven", evil[0]: "forged"}


def test_a_key_seen_here_first_is_in_no_doubt_for_what_is_seen_elsewhere_later(
    signed: Group, tmp_path: Path, call
):
    assert signed.states() == BOTH
    file = known_keys.file()
    file.write_text(re.sub(r'"since": ?"[^"]*"', '"since":"2020-01-01"', file.read_text()))
    other = other_workspace(signed, tmp_path)
    other.agree("Sam", key="stranger")
    found = [each for each in other.verify().positions if each.name == "Sam" and each.current]
    assert [each.doubtful for each in found] == [True]
    assert call("verify").code == 0


def test_the_author_of_a_change_proves_nothing(group: Group, call):
    with group.open("Robin") as workspace:
        saved = workspace.agree("ground-rules", by="Sam")
    text = group.path(saved).read_text()
    line = next(each for each in text.splitlines(keepends=True) if each.startswith("recorded_by"))
    group.path(saved).write_text(text.replace(line, ""))
    group.git("commit", "-qam", "x", "--amend", "--author", "Sam <sam@example.invalid>")
    assert group.git("log", "-1", "--format=%an") == "Sam"
    assert group.states() == {"Sam agree": "recorded"}
    group.agree("Sam")
    assert [e.state for e in group.verify().positions if e.current] == ["proven"]


def test_another_day_is_forged(signed: Group):
    mine = signed.position_of("Sam")
    day = next(line for line in mine.read_text().splitlines() if line.startswith("date: "))
    signed.change(mine, day, 'date: "2020-01-01"')
    assert signed.states() == {"Robin agree": "proven", "Sam agree": "forged"}


def test_another_text_is_forged(signed: Group):
    signed.change(next(signed.folder.glob("agreements/ground-rules-*.md")), "listen", "decide")
    assert set(signed.states().values()) == {"earlier-text"}
    with signed.open() as workspace:
        digest = workspace.standing("ground-rules")[0].digest
    mine = signed.position_of("Sam")
    old = next(line for line in mine.read_text().splitlines() if line.startswith("digest: "))
    signed.change(mine, old, f"digest: {digest}")
    assert signed.states() == {"Robin agree": "earlier-text", "Sam agree": "forged"}


def test_a_key_swapped_for_another_is_forged_and_said_loudly(signed: Group, call, home: Path):
    assert signed.states() == BOTH
    swap(signed, "Sam", "stranger")
    ran = call("verify")
    assert ran.code == 5
    assert "WARNING: Sam is known here by the key SHA256:" in ran.err
    assert "coproduce verify --accept-key" in ran.err
    assert "FORGED" in ran.out
    assert signed.states() == {"Robin agree": "proven", "Sam agree": "forged"}
    # Who never saw the first key cannot tell: that is what the first sight of a key is.
    forget_keys(home)
    assert signed.states()["Sam agree"] == "proven"


def swap(group: Group, name: str, key: str) -> None:
    """Sign someone's position anew with another key, as it lies."""
    mine = group.position_of(name)
    group.change(mine, signature_of(mine), signed_anew(group, mine, group.keys[key]))


def signed_anew(group: Group, mine: Path, key: Path, namespace: str = NAMESPACE) -> str:
    file = codec.read(mine.read_bytes())
    assert isinstance(file, codec.File)
    with group.open() as workspace:
        code = str(workspace.read("activity").fields["workspace"])
    path = str(mine.relative_to(group.folder))
    said = statement(code, path, codec.with_field(file, "signature", None))
    line = ["ssh-keygen", "-q", "-Y", "sign", "-n", namespace, "-f", str(key)]
    ended = subprocess.run(line, input=said, capture_output=True, check=True)
    return bare(ended.stdout.decode())


@pytest.mark.parametrize("namespace", ["git", "file", "coproduce-position@v2"])
def test_a_signature_for_something_else_is_forged(signed: Group, namespace: str):
    mine = signed.position_of("Sam")
    kept = signature_of(mine)
    again = signed_anew(signed, mine, signed.keys["sam"])
    signed.change(mine, kept, signed_anew(signed, mine, signed.keys["sam"], namespace))
    assert signed.states() == {"Robin agree": "proven", "Sam agree": "forged"}
    signed.change(mine, signature_of(mine), again)
    assert signed.states() == BOTH


def test_a_signature_that_is_taken_out_is_missed(signed: Group, tmp_path: Path):
    assert signed.states() == BOTH
    mine = signed.position_of("Sam")
    signed.change(mine, f"signature: {signature_of(mine)}\n", "")
    assert signed.states() == {"Robin agree": "proven", "Sam agree": "forged"}
    assert signed.copy_to(tmp_path / "fresh").states() == signed.states()


def test_a_signed_position_that_is_deleted_is_missed(signed: Group, tmp_path: Path, call):
    signed.agree("Sam", position="not-yet")
    place = next(
        each
        for each in signed.folder.glob("contributions/agreement/*/*.md")
        if "position: not-yet" in each.read_text()
    )
    place.unlink()
    signed.save_as_it_lies()
    gone = [each for each in signed.verify().positions if each.id == place.stem]
    assert [(each.state, each.name) for each in gone] == [("forged", "Sam")]
    assert "not here any more" in gone[0].why
    assert call("verify").code == 5
    assert len(signed.copy_to(tmp_path / "fresh").verify().positions) == 3


def test_a_history_set_back_to_before_a_not_yet_is_noticed(signed: Group, call):
    before = signed.git("rev-parse", "HEAD")
    signed.agree("Sam", position="not-yet")
    assert signed.states()["Sam not-yet"] == "proven"
    signed.git("reset", "-q", "--hard", before)
    found = signed.verify()
    assert found.forged
    assert [each.name for each in found.positions if each.state == "forged"] == ["Sam"]
    assert call("verify").code == 5


def test_an_unsigned_position_in_the_place_of_a_signed_one_asks_people_to_look(signed: Group, call):
    signed.agree("Sam", key=None)
    found = [each for each in signed.verify().positions if each.name == "Sam" and each.current]
    assert [(each.state, each.doubtful) for each in found] == [("recorded", True)]
    ran = call("verify")
    assert ran.code == 3
    assert "in the place of one that was. Ask Sam" in ran.out


def test_words_taken_back_are_called_neither_forged_nor_lost(signed: Group, call):
    with signed.open("Sam") as workspace:
        workspace.withdraw(signed.position_of("Sam").stem)
    assert signed.states() == {"Robin agree": "proven", "Sam": "recorded"}
    found = call("verify", "--json")
    assert found.code == 3
    assert [each["person"] for each in found.document["missing"]] == [signed.person("Sam")]


def test_keys_that_lie_in_the_workspace_vouch_for_nobody(signed: Group, call):
    assert signed.states() == BOTH
    swap(signed, "Sam", "stranger")
    public = Path(f"{signed.keys['stranger']}.pub").read_text()
    (signed.folder / "allowed_signers").write_text(f"Sam {public}")
    (signed.folder / "keys.json").write_text("{}")
    signed.git("config", "gpg.ssh.allowedSignersFile", "allowed_signers")
    signed.save_as_it_lies()
    assert signed.states()["Sam agree"] == "forged"


def test_no_ssh_keygen_of_the_workspace_or_the_path_is_run(
    signed: Group, call, monkeypatch: pytest.MonkeyPatch
):
    ran = signed.folder / "was-run"
    fake = signed.folder / "ssh-keygen"
    fake.write_text(f"#!/bin/sh\ntouch {ran}\nexit 0\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{signed.folder}:/usr/bin:/bin")
    monkeypatch.chdir(signed.folder)
    mine = signed.position_of("Sam")
    signed.change(mine, "position: agree", "position: stand-aside")
    assert call("verify").code == 5
    assert not ran.exists()


def test_a_damaged_position_is_never_passed_over(signed: Group, call):
    mine = signed.position_of("Sam")
    mine.write_text("nothing of a record")
    signed.save_as_it_lies()
    found = [each for each in signed.verify().positions if each.id == mine.stem]
    assert [each.state for each in found] == ["forged"]
    assert call("verify").code == 5


def test_what_is_changed_outside_and_not_saved_is_said(signed: Group, call):
    mine = signed.position_of("Sam")
    mine.write_text(mine.read_text().replace("position: agree", "position: not-yet"))
    ran = call("verify")
    assert ran.code == 0
    assert f"{mine.name} was changed outside coproduce" in ran.err
