"""Signing where one stands: with one's own key, for oneself, and nothing ever waits unseen."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pexpect
import pytest
from signers import Group, make_key

from store.errors import BadValue, KeyLocked, NoSigningKey

COMMAND = str(Path(sys.executable).with_name("coproduce"))


def test_a_signed_position_is_proven_and_says_with_which_key(call, group: Group):
    ran = call("agree", "ground-rules", "--sign", group.keys["robin"], "--json")
    assert ran.code == 0
    assert "Signed with your key SHA256:" in ran.document["notes"][0]
    found = call("verify", "--json").document["positions"]
    assert [(each["name"], each["state"], each["signed"]) for each in found] == [
        ("Robin", "proven", True)
    ]
    assert found[0]["key"] in ran.document["notes"][0]
    assert found[0].keys() >= {"id", "agreement", "person", "state"}
    assert found[0]["id"] == ran.document["id"]


def test_the_file_holds_the_signature_on_its_last_line_and_nothing_else_more(call, group: Group):
    call("agree", "ground-rules", "--sign", group.keys["robin"])
    header = group.position_of("Robin").read_text().split("---\n")[1]
    assert header.splitlines()[-1].startswith("signature: U1NIU0lH")
    assert call("check").code == 0


@pytest.mark.parametrize("position", ["agree-with-concern", "stand-aside", "not-yet", "take-back"])
def test_every_position_can_be_signed_with_and_without_a_reason(group: Group, position: str):
    group.agree("Sam", position=position)
    group.agree("Sam", position=position, because="Because ‘we’ said so.\n\nTwice.")
    assert group.states() == {f"Sam {position}": "proven"}


@pytest.mark.parametrize("kind", ["rsa", "ecdsa"])
def test_other_kinds_of_key_will_do(group: Group, keygen: str, tmp_path: Path, kind: str):
    line = [keygen, "-q", "-t", kind, "-N", "", "-f", str(tmp_path / kind)]
    subprocess.run(line, check=True)
    group.keys = {**group.keys, kind: tmp_path / kind}
    group.agree("Sam", key=kind)
    assert group.states() == {"Sam agree": "proven"}


def test_nobody_signs_for_someone_else(call, group: Group):
    for_sam = ("agree", "ground-rules", "--by", "Sam", "--position", "agree")
    ran = call(*for_sam, "--sign", group.keys["robin"], "--json")
    assert ran.code == 2
    assert "Only the person themselves can sign" in ran.document["error"]["message"]
    with pytest.raises(BadValue), group.open("Robin") as workspace:
        workspace.agree("ground-rules", by="Sam", sign=str(group.keys["sam"]))
    assert group.states() == {}
    assert call("agree", "ground-rules", "--by", "Robin", "--sign", group.keys["robin"]).code == 0


def test_the_usual_key_is_gits_own_and_then_the_one_in_the_home_folder(
    call, group: Group, home: Path, keygen: str
):
    ran = call("agree", "ground-rules", "--sign", "--json")
    assert (ran.code, ran.document["error"]["code"]) == (2, "no-signing-key")
    (home / ".ssh").mkdir()
    make_key(keygen, home / ".ssh" / "id_ed25519")
    assert call("agree", "ground-rules", "--sign").code == 0
    in_home = call("verify", "--json").document["positions"][0]["key"]
    group.git("config", "user.signingkey", "0123456789ABCDEF")
    assert call("agree", "ground-rules", "--sign").code == 0
    group.git("config", "user.signingkey", f"{group.keys['sam']}.pub")
    assert call("--as", "Sam", "agree", "ground-rules", "--sign").code == 0
    found = {e["name"]: e["key"] for e in call("verify", "--json").document["positions"]}
    assert found["Robin"] == in_home
    assert found["Sam"] != in_home


def test_a_key_that_is_not_there_is_told_and_nothing_is_saved(group: Group):
    beside = group.folder.parent
    group.keys = {**group.keys, "none": beside / "none", "half": beside / "half.pub"}
    with pytest.raises(NoSigningKey):
        group.agree("Sam", key="none")
    (beside / "half.pub").write_bytes(Path(f"{group.keys['sam']}.pub").read_bytes())
    with pytest.raises(NoSigningKey):
        group.agree("Sam", key="half")
    assert group.states() == {}


def test_a_key_inside_the_workspace_is_refused(group: Group, keygen: str):
    make_key(keygen, group.folder / "key")
    group.keys = {**group.keys, "inside": group.folder / "key"}
    with pytest.raises(BadValue, match="inside the workspace"):
        group.agree("Sam", key="inside")


def test_a_locked_key_never_waits_without_a_terminal_and_the_reason_is_kept(call, group: Group):
    began = time.monotonic()
    ran = call("agree", "ground-rules", "--sign", group.keys["locked"], "--because", "It is ours.")
    assert time.monotonic() - began < 5
    assert ran.code == 1
    assert "needs its passphrase" in ran.err
    assert "ssh-add" in ran.err
    assert "Your words are kept in" in ran.err
    assert group.states() == {}
    with pytest.raises(KeyLocked):
        group.agree("Sam", key="locked")


def test_no_program_of_the_surroundings_is_asked_for_a_passphrase(
    call, group: Group, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    asked = tmp_path / "asked"
    program = tmp_path / "askpass"
    program.write_text(f"#!/bin/sh\ntouch {asked}\necho 'open sesame'\n")
    program.chmod(0o755)
    for name, value in (("SSH_ASKPASS", program), ("DISPLAY", ":0")):
        monkeypatch.setenv(name, str(value))
    monkeypatch.setenv("SSH_ASKPASS_REQUIRE", "force")
    assert call("agree", "ground-rules", "--sign", group.keys["locked"]).code == 1
    assert not asked.exists()


def test_an_agent_signs_for_a_locked_key(group: Group, monkeypatch, tmp_path: Path):
    socket = tmp_path / "agent"
    agent = subprocess.Popen(["ssh-agent", "-D", "-a", str(socket)], stdout=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 10
        while not socket.exists() and time.monotonic() < until:
            time.sleep(0.02)
        monkeypatch.setenv("SSH_AUTH_SOCK", str(socket))
        program = tmp_path / "askpass"
        program.write_text("#!/bin/sh\necho 'open sesame'\n")
        program.chmod(0o755)
        asking = {**os.environ, "SSH_ASKPASS": str(program), "SSH_ASKPASS_REQUIRE": "force"}
        subprocess.run(["ssh-add", "-q", str(group.keys["locked"])], env=asking, check=True)
        group.agree("Sam", key="locked")
        public = Path(f"{group.keys['locked']}.pub").read_text().strip()
        with group.open("Sam") as workspace:
            workspace.agree("ground-rules", sign=f"key::{public}")
    finally:
        agent.terminate()
        agent.wait(10)
    assert group.states() == {"Sam agree": "proven"}


def test_in_a_terminal_the_passphrase_is_asked_for(group: Group):
    line = ["-C", str(group.folder), "agree", "ground-rules", "--sign", str(group.keys["locked"])]
    seen = pexpect.spawn(COMMAND, line, encoding="utf-8", timeout=20, dimensions=(40, 200))
    seen.expect("passphrase")
    seen.sendline("open sesame")
    seen.expect("Signed with your key SHA256:")
    seen.expect(pexpect.EOF)
    seen.close()
    assert seen.exitstatus == 0
    assert group.states() == {"Robin agree": "proven"}


def test_a_wrong_passphrase_saves_nothing(group: Group):
    line = ["-C", str(group.folder), "agree", "ground-rules", "--sign", str(group.keys["locked"])]
    seen = pexpect.spawn(COMMAND, line, encoding="utf-8", timeout=20, dimensions=(40, 200))
    seen.expect("passphrase")
    seen.sendline("no")
    seen.expect("not saved")
    seen.expect(pexpect.EOF)
    seen.close()
    assert seen.exitstatus == 1
    assert group.states() == {}


def test_a_workspace_without_a_code_gets_one_from_doctor(call, group: Group):
    place = group.folder / "coproduce.md"
    code = next(line for line in place.read_text().splitlines() if line.startswith("workspace: "))
    group.change(place, f"{code}\n", "")
    ran = call("agree", "ground-rules", "--sign", group.keys["robin"])
    assert ran.code == 1
    assert "coproduce doctor --fix" in ran.err
    codes = [e["code"] for e in call("doctor", "--json").document["findings"]]
    assert "no-workspace-code" in codes
    assert "got a code of its own" in call("doctor", "--fix").out
    codes = [e["code"] for e in call("doctor", "--json").document["findings"]]
    assert "no-workspace-code" not in codes
    assert call("agree", "ground-rules", "--sign", group.keys["robin"]).code == 0
    assert group.states() == {"Robin agree": "proven"}


def test_the_code_of_a_workspace_is_its_own_and_is_never_edited(call, tmp_path: Path):
    found: set[str] = set()
    for number in range(2):
        assert call("init", str(tmp_path / f"new{number}"), "--title", "The same").code == 0
        shown = call("-C", str(tmp_path / f"new{number}"), "show", "activity", "--json")
        found.add(json.loads(shown.out)["fields"]["workspace"])
    assert len(found) == 2
    assert call("edit", "activity", "--set", "workspace=aaaaaaaaaaaaaaaa").code == 2


def test_signing_a_text_that_moved_on_is_refused(call, group: Group):
    digest = call("standing", "ground-rules", "--json").document["agreements"][0]["digest"]
    call("edit", "ground-rules", "--body", "Something else.")
    ran = call("agree", "ground-rules", "--text", digest, "--sign", group.keys["robin"])
    assert ran.code == 3
    assert group.states() == {}


def test_an_empty_key_is_not_the_usual_one(call):
    assert call("agree", "ground-rules", "--sign", "").code == 2
