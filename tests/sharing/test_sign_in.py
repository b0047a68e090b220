"""Signing in at a terminal: git asks there itself, and nothing typed is shown or kept by us."""

import os
import sys
from pathlib import Path

import pexpect
import pytest
import servers
from teams import QUESTION, Teams, head

from store import Workspace

COMMAND = str(Path(sys.executable).with_name("coproduce"))


@pytest.fixture
def shared(teams: Teams) -> Teams:
    with Workspace.open(teams.ann) as ann:
        ann.say(QUESTION, "From Ann.")
    return teams


def test_an_unknown_computer_is_met_at_the_terminal(
    shared: Teams, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with servers.ssh(tmp_path / "ssh") as ssh:
        program = ssh.program(tmp_path / "program")
        monkeypatch.setenv("PATH", f"{program}:{os.environ['PATH']}")
        monkeypatch.delenv("GIT_SSH_COMMAND", raising=False)
        ssh.forget()
        shared.reach_by(shared.ann, ssh.url(shared.hub))
        child = pexpect.spawn(COMMAND, ["-C", str(shared.ann), "sync"], timeout=30)
        child.expect("This computer does not know")
        child.expect("Are you sure you want to continue connecting")
        child.sendline("yes")
        child.expect("1 change went out")
        child.expect(pexpect.EOF)
        child.close()
    assert child.exitstatus == 0
    assert head(shared.hub) == head(shared.ann)


def test_a_password_is_asked_by_git_and_never_shown(shared: Teams) -> None:
    with servers.web(shared.hub) as web:
        shared.reach_by(shared.ann, web.url(""))
        child = pexpect.spawn(COMMAND, ["-C", str(shared.ann), "sync"], timeout=30)
        child.expect("wants you to sign in first")
        child.expect("Username")
        child.sendline(servers.NAME)
        child.expect("Password")
        child.sendline(servers.PASSWORD)
        child.expect("did not keep what you typed")
        child.expect(pexpect.EOF)
        child.close()
    assert child.exitstatus == 4
    assert servers.PASSWORD not in str(child.before)
