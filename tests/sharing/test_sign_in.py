"""Signing in at a terminal: git asks there itself, and nothing typed is shown or kept by us."""

import os
import sys
from pathlib import Path

import pexpect
import pytest
import servers
from teams import QUESTION, Teams, git, head

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


def test_a_look_changes_nothing_here(shared: Teams, monkeypatch: pytest.MonkeyPatch) -> None:
    with Workspace.open(shared.ann) as ann:
        ann.sync()

    def what_is_there() -> tuple[str, str]:
        return git(shared.ben, "for-each-ref"), git(shared.ben, "count-objects", "-v")

    before = what_is_there()
    monkeypatch.setenv("GIT_DIR", str(shared.ann / ".git"))
    with Workspace.open(shared.ben) as ben:
        assert ben.sign_in()
    monkeypatch.delenv("GIT_DIR")
    assert what_is_there() == before
    assert not (shared.ben / ".git/FETCH_HEAD").exists()


def test_a_key_that_stops_git_stops_only_git(shared: Teams) -> None:
    with servers.web(shared.hub) as web:
        shared.reach_by(shared.ann, web.url(""))
        child = pexpect.spawn(COMMAND, ["-C", str(shared.ann), "sync"], timeout=30)
        child.expect("Username")
        child.sendintr()
        child.expect("wants you to sign in first")
        child.expect(pexpect.EOF)
        child.close()
    assert child.exitstatus == 4
    assert b"Traceback" not in child.before
