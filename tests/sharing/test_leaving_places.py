"""Leaving a place, or taking away what was made for one: only what is ours, never in silence."""

import os
import signal
from pathlib import Path

import pytest
from teams import Teams, git, head

from store import Workspace, errors
from store.git import Repository
from store.sharing import folders, remotes, syncing


def test_a_folder_somebody_shared_through_meanwhile_is_not_taken_away(
    teams: Teams, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = teams.folder / "stick"

    def somebody_is_faster(*_: object, **__: object) -> None:
        git(teams.ben, "push", "-q", str(stick), "main")
        raise errors.Busy(1)

    monkeypatch.setattr(folders, "sync", somebody_is_faster)
    with pytest.raises(errors.Busy):
        teams.open(teams.ann).share_folder(stick)
    assert head(stick) == head(teams.ben)


def test_what_somebody_laid_into_a_new_folder_stays(
    teams: Teams, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = teams.folder / "stick"

    def fail(*_: object, **__: object) -> None:
        (stick / "photo.jpg").write_bytes(b"x")
        raise errors.Busy(1)

    monkeypatch.setattr(folders, "sync", fail)
    with pytest.raises(errors.Busy):
        teams.open(teams.ann).share_folder(stick)
    assert [each.name for each in stick.iterdir()] == ["photo.jpg"]


def connected(teams: Teams) -> tuple[Workspace, str]:
    ann = teams.open(teams.ann)
    return ann, ann.sharing().places[0].name


def test_a_place_that_cannot_be_left_now_is_said(teams: Teams) -> None:
    ann, name = connected(teams)
    lock = teams.ann / ".git/config.lock"
    lock.touch()
    with pytest.raises(errors.LockHeld) as caught:
        ann.leave_place(name)
    assert str(lock) in caught.value.sentence
    assert [each.name for each in ann.sharing().places] == [name]
    assert git(teams.ann, "for-each-ref", "refs/coproduce/remotes")
    lock.unlink()
    ann.leave_place(name)
    assert ann.sharing().places == ()
    assert not git(teams.ann, "for-each-ref", "refs/coproduce/remotes")


def test_a_place_set_up_for_the_whole_computer_is_left_there(
    teams: Teams, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "gitconfig"
    own.write_text(f'[remote "drive"]\n\turl = {teams.hub}\n')
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(own))
    ann = teams.open(teams.ann)
    with pytest.raises(errors.Failed, match="for all your work on this computer") as caught:
        ann.leave_place("drive")
    assert "--global --remove-section remote.drive" in caught.value.hint


def test_a_place_is_not_left_while_another_window_shares(
    teams: Teams, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(syncing, "_LOCK_WAIT", 0.05)
    ann, name = connected(teams)
    with Repository(teams.ann) as other, syncing.one_at_a_time(other):
        with pytest.raises(errors.AlreadySharing):
            ann.leave_place(name)
        assert [each.name for each in ann.sharing().places] == [name]
    ann.leave_place(name)
    assert ann.sharing().places == ()


def test_a_helper_that_git_left_running_does_not_keep_others_from_sharing(
    teams: Teams, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(syncing, "_LOCK_WAIT", 0.05)
    number = teams.folder / "number"
    left = f"sleep 20 </dev/null >/dev/null 2>&1 & echo $! >>{number}; git-upload-pack"
    name = git(teams.ann, "remote").strip()
    git(teams.ann, "config", f"remote.{name}.uploadpack", left)
    ann = teams.open(teams.ann)
    try:
        ann.sync()
        ann.sync()
        for each in map(int, number.read_text().split()):
            os.kill(each, 0)
    finally:
        for each in map(int, number.read_text().split()):
            os.kill(each, signal.SIGKILL)


def test_a_lock_that_somebody_holds_is_not_removed(
    teams: Teams, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = teams.ann / ".git/refs/coproduce/remotes/hub"
    left, held = folder / "left.lock", folder / "held.lock"
    for each in (left, held):
        each.touch()

    def meanwhile(_: float) -> None:
        held.unlink()
        time_ns = held.parent.stat().st_mtime_ns
        held.write_text("by the next one")
        os.utime(held, ns=(time_ns + 1, time_ns + 1))

    monkeypatch.setattr("store.sharing.syncing.time.sleep", meanwhile)
    with Repository(teams.ann) as repository, syncing.one_at_a_time(repository):
        assert held.exists()
        assert not left.exists()
        young = folder / "young.lock"
        young.touch()
        os.utime(young, (2**32, 2**32))
    with Repository(teams.ann) as repository, syncing.one_at_a_time(repository):
        assert young.exists()


def test_what_a_place_had_is_only_replaced_by_who_knows_what_it_was(teams: Teams) -> None:
    with Repository(teams.ann) as repository:
        name = remotes.places(repository)[0].name
        now, other = head(teams.ann), git(teams.ann, "rev-parse", "main~1").strip()
        git(teams.ann, "update-ref", remotes.tracking(name), other)
        for wrong in (now, ""):
            with pytest.raises(errors.AlreadySharing):
                remotes.remember_tip(repository, name, now, wrong)
        with pytest.raises(errors.AlreadySharing):
            remotes.forget_tip(repository, name, now)
        assert repository.resolve(remotes.tracking(name)) == other
        remotes.remember_tip(repository, name, now, other)
        assert repository.resolve(remotes.tracking(name)) == now
        remotes.forget_tip(repository, name)
        remotes.remember_tip(repository, name, now, "")
