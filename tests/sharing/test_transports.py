"""Sharing over real lines: every way in works, every way it fails has its sentence."""

import os
import time
from pathlib import Path

import pytest
import servers
from teams import QUESTION, Teams, assert_clean, assert_sound, children, git, head, said_in

from store import Workspace, errors


def share_both_ways(teams: Teams, url: str) -> None:
    """Check that Ann, over `url`, and Ben, through the folder, end with the same."""
    teams.reach_by(teams.ann, url)
    ann, ben = teams.open(teams.ann), teams.open(teams.ben)
    ann.say(QUESTION, "From Ann.")
    assert ann.sync().sent == 1
    ben.say(QUESTION, "From Ben.")
    assert (ben.sync().received, ann.sync().received) == (1, 1)
    assert said_in(ann) == said_in(ben) == {"From Ann.", "From Ben."}
    assert head(teams.ann) == head(teams.ben) == head(teams.hub)
    assert_clean(teams.ann)
    assert_sound(teams.hub)
    joined = teams.folder / "joined"
    with Workspace.join(url, joined, name="Cem") as cem:
        assert said_in(cem) == {"From Ann.", "From Ben."}
        assert cem.sync().sent == 1
    assert_clean(joined)
    assert children() == []


def fails(teams: Teams, url: str, kind: type[errors.CoproduceError]) -> errors.CoproduceError:
    """Check that Ann cannot share over `url` and that nothing is lost; return why."""
    teams.reach_by(teams.ann, url)
    ann = teams.open(teams.ann)
    ann.say(QUESTION, "From Ann.")
    before = head(teams.ann)
    with pytest.raises(kind) as caught:
        ann.sync()
    assert type(caught.value) is kind
    assert caught.value.exit_code == (4 if issubclass(kind, errors.Unreachable) else 1)
    assert caught.value.hint
    assert head(teams.ann) == before
    assert ann.sharing().to_share == 1
    seen = f"{caught.value.sentence} {caught.value.hint} {caught.value.detail} {ann.sharing()}"
    seen += " ".join(each.message for each in ann.doctor())
    assert servers.PASSWORD not in seen
    assert children() == []
    return caught.value


@pytest.mark.parametrize("how", ["a bare path", "a file address"])
def test_a_folder_by_its_path_and_by_its_address(teams: Teams, how: str) -> None:
    url = str(teams.hub) if how == "a bare path" else f"file://{teams.hub}"
    share_both_ways(teams, url)
    assert git(teams.ann, "config", "remote.hub.url").strip() == url
    assert git(teams.folder / "joined", "config", "remote.origin.url").strip() == url


def test_a_path_from_here_and_one_from_home(teams: Teams, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(teams.folder)
    monkeypatch.setenv("HOME", str(teams.folder))
    for typed, name in (("./hub", "one"), ("hub", "two"), ("~/hub", "three")):
        with Workspace.join(typed, teams.folder / name, name=name) as joined:
            assert joined.sync().sent == 1
        assert head(teams.folder / name) == head(teams.hub)


def test_gits_own_daemon(teams: Teams) -> None:
    with servers.daemon(teams.hub, "--enable=receive-pack") as url:
        share_both_ways(teams, url)


def test_a_daemon_that_takes_nothing(teams: Teams) -> None:
    with servers.daemon(teams.hub) as url:
        problem = fails(teams, url, errors.PlaceReadOnly)
    assert problem.sentence.startswith("You may read what is in git://")


def test_the_web_with_a_name_and_a_password(teams: Teams) -> None:
    with servers.web(teams.hub) as web:
        share_both_ways(teams, web.url())
        ann = teams.open(teams.ann)
        assert servers.PASSWORD not in str(ann.sharing())
        assert str(ann.sharing().places[0].where).startswith("http://127.0.0.1:")


@pytest.mark.parametrize("who", ["", f"{servers.NAME}", f"{servers.NAME}:wrong-password-99"])
def test_the_web_without_the_right_password(teams: Teams, who: str) -> None:
    with servers.web(teams.hub) as web:
        problem = fails(teams, web.url(who), errors.SignInNeeded)
    assert "wrong-password-99" not in f"{problem} {problem.detail}"
    assert "127.0.0.1" in problem.sentence


def test_the_web_with_nothing_there(teams: Teams) -> None:
    with servers.web(teams.hub) as web:
        fails(teams, web.url() + "-not", errors.PlaceMissing)


@pytest.mark.parametrize("status", [500, 503])
def test_a_web_server_in_trouble(teams: Teams, status: int) -> None:
    with servers.web(teams.hub) as web:
        web.fail(status)
        fails(teams, web.url(), errors.NoAnswer)


@pytest.fixture
def shell(
    teams: Teams, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> "servers.Generator[servers.Ssh]":
    """Run an ssh server, and let git find an ssh that knows only the test's files."""
    with servers.ssh(tmp_path / "ssh") as running:
        program = running.program(tmp_path / "program")
        monkeypatch.setenv("PATH", f"{program}:{os.environ['PATH']}")
        monkeypatch.delenv("GIT_SSH_COMMAND", raising=False)
        yield running


def test_ssh_with_a_key(teams: Teams, shell: servers.Ssh) -> None:
    share_both_ways(teams, shell.url(teams.hub))


def test_ssh_with_an_unknown_computer_shows_its_fingerprint_and_takes_nothing_for_granted(
    teams: Teams, shell: servers.Ssh
) -> None:
    shell.forget()
    problem = fails(teams, shell.url(teams.hub), errors.UnknownHostKey)
    assert shell.fingerprint in problem.sentence
    assert shell.known.read_text() == ""


def test_ssh_of_ones_own_in_a_folder_with_a_space(
    teams: Teams, shell: servers.Ssh, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_SSH", str(shell.program(tmp_path / "my own $(programs)") / "ssh"))
    shell.forget()
    problem = fails(teams, shell.url(teams.hub), errors.UnknownHostKey)
    assert shell.fingerprint in problem.sentence


def test_ssh_with_a_changed_computer(teams: Teams, shell: servers.Ssh) -> None:
    shell.change()
    before = shell.known.read_text()
    problem = fails(teams, shell.url(teams.hub), errors.ChangedHostKey)
    assert "is not the computer it was before" in problem.sentence
    assert shell.known.read_text() == before


def test_ssh_with_a_key_that_is_not_let_in(teams: Teams, shell: servers.Ssh) -> None:
    (shell.folder / "authorized").write_text("")
    problem = fails(teams, shell.url(teams.hub), errors.SignInNeeded)
    assert isinstance(problem, errors.SignInNeeded)
    assert problem.refused


def test_ssh_with_nothing_there(teams: Teams, shell: servers.Ssh) -> None:
    fails(teams, shell.url(teams.folder / "nothing"), errors.PlaceMissing)


def test_a_user_who_set_up_ssh_keeps_it(
    teams: Teams, shell: servers.Ssh, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = tmp_path / "said"
    own = tmp_path / "own-ssh"
    own.write_text(f'#!/bin/sh\necho "$@" >> {said}\nexec ssh "$@"\n')
    own.chmod(0o755)
    git(teams.ann, "config", "core.sshCommand", str(own))
    teams.reach_by(teams.ann, shell.url(teams.hub))
    ann = teams.open(teams.ann)
    ann.say(QUESTION, "From Ann.")
    assert ann.sync().sent == 1
    assert "BatchMode" not in said.read_text()


@pytest.mark.parametrize("scheme", ["git", "http", "ssh"])
def test_a_host_that_never_answers_is_given_up(teams: Teams, scheme: str) -> None:
    git(teams.ann, "config", "coproduce.patience", "1")
    with servers.black_hole() as port:
        began = time.monotonic()
        problem = fails(teams, f"{scheme}://127.0.0.1:{port}/hub", errors.NoAnswer)
        assert time.monotonic() - began < 8
    assert "answer" in problem.sentence


@pytest.mark.parametrize("scheme", ["git", "http", "ssh"])
def test_a_host_that_never_answers_can_be_stopped_within_a_second(
    teams: Teams, scheme: str
) -> None:
    ann = teams.open(teams.ann)
    stopped: list[float] = []

    def cancelled() -> bool:
        if not stopped and time.monotonic() - began > 0.3:
            stopped.append(time.monotonic())
        return bool(stopped)

    with servers.black_hole() as port:
        teams.reach_by(teams.ann, f"{scheme}://127.0.0.1:{port}/hub")
        began = time.monotonic()
        with pytest.raises(errors.Interrupted):
            ann.sync(cancelled=cancelled)
        assert time.monotonic() - stopped[0] < 1
    assert children() == []


@pytest.mark.parametrize("scheme", ["git", "http", "ssh"])
def test_a_host_where_nobody_listens(teams: Teams, scheme: str) -> None:
    fails(teams, f"{scheme}://127.0.0.1:{servers.free_port()}/hub", errors.NoAnswer)


@pytest.mark.parametrize("scheme", ["git", "http", "ssh"])
def test_a_host_nobody_knows(teams: Teams, scheme: str) -> None:
    problem = fails(teams, f"{scheme}://nowhere.invalid/hub", errors.HostUnknown)
    assert "nowhere.invalid" in problem.sentence


def test_an_empty_place_on_a_host_is_connected_and_filled(teams: Teams) -> None:
    empty = teams.folder / "empty"
    git(teams.folder, "init", "-q", "--bare", "-b", "main", str(empty))
    git(teams.ann, "remote", "remove", "hub")
    ann = teams.open(teams.ann)
    with servers.web(empty) as web:
        with pytest.raises(errors.SignInNeeded):
            ann.share_folder(web.url("noor:wrong-password-99"))
        assert ann.sharing().places == ()
        shared = ann.share_folder(web.url())
        assert servers.PASSWORD not in shared.where
    assert head(empty) == head(teams.ann)
    assert children() == []


def test_one_place_in_trouble_does_not_keep_the_other_from_getting_everything(
    teams: Teams,
) -> None:
    git(teams.ann, "config", "coproduce.patience", "1")
    ann = teams.open(teams.ann)
    with servers.black_hole() as port:
        ann.add_place(f"git://127.0.0.1:{port}/hub", "far")
        ann.say(QUESTION, "From Ann.")
        synced = ann.sync()
    assert (synced.sent, synced.state) == (1, "to-share")
    assert any("“far”" in note for note in synced.notes)
    assert head(teams.hub) == head(teams.ann)
    ann.leave_place("far")
    assert ann.sync().notes == ()
