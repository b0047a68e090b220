"""Sharing through a folder: everything arrives, nothing is lost, files and index stay in line."""

import random
import threading
import time
from pathlib import Path

import pytest
import servers
from teams import (
    QUESTION,
    Teams,
    assert_clean,
    assert_sound,
    children,
    git,
    head,
    rules_of,
    said_in,
    text_of,
)

from store import Workspace, errors
from store.sharing import exchange, rounds
from store.sharing.network import Network, Pushed


def test_what_one_saved_arrives_at_the_other(teams: Teams) -> None:
    ann, ben = teams.open(teams.ann), teams.open(teams.ben)
    ann.say(QUESTION, "From Ann.")
    assert ann.sharing().to_share == 1
    sent = ann.sync()
    assert (sent.sent, sent.received, sent.state, sent.notes) == (1, 0, "in-step", ())
    got = ben.sync()
    assert (got.sent, got.received, got.state) == (0, 1, "in-step")
    assert said_in(ben) == {"From Ann."}
    assert head(teams.ann) == head(teams.ben) == head(teams.hub) == got.head
    assert_clean(teams.ben)
    assert ann.sharing().to_share == ann.sharing().to_get == 0


def test_nothing_to_do_moves_nothing(teams: Teams) -> None:
    ann = teams.open(teams.ann)
    before = head(teams.ann)
    synced = ann.sync()
    assert (synced.sent, synced.received, synced.state) == (0, 0, "in-step")
    assert synced.head == synced.before == before == head(teams.hub)


def test_changes_of_both_sides_are_brought_together(teams: Teams) -> None:
    ann, ben = teams.open(teams.ann), teams.open(teams.ben)
    ann.say(QUESTION, "From Ann.")
    ben.say(QUESTION, "From Ben.")
    ben.edit(rules_of(ben), body="We listen.\n\nWe take breaks.\n\nWe start at nine.")
    ann.sync()
    both = ben.sync()
    assert (both.sent, both.received) == (2, 1)
    assert ann.sync().received == 2
    for each in (ann, ben):
        assert said_in(each) == {"From Ann.", "From Ben."}
        assert "We start at nine." in text_of(each)
    assert head(teams.ann) == head(teams.ben) == head(teams.hub)
    for folder in (teams.ann, teams.ben):
        assert_clean(folder)
        assert_sound(folder)


def test_two_wordings_stand_side_by_side_and_do_not_stop_sharing(teams: Teams) -> None:
    ann, ben = teams.open(teams.ann), teams.open(teams.ben)
    ann.edit(rules_of(ann), body="We listen.\n\nWe take breaks.\n\nWe start at ten.")
    ben.edit(rules_of(ben), body="We listen.\n\nWe take breaks.\n\nWe start at nine.")
    ann.sync()
    synced = ben.sync()
    assert synced.state == "to-settle"
    assert synced.differences == (rules_of(ben).partition("/")[2],)
    assert "We start at ten." in text_of(ben)
    assert "We start at nine." in text_of(ben)
    assert ann.sync().differences == synced.differences
    assert head(teams.ann) == head(teams.ben)


def test_a_plain_origin_counts_as_a_place(teams: Teams, tmp_path: Path) -> None:
    ann = teams.open(teams.ann)
    git(teams.ann, "remote", "rename", "hub", "origin")
    assert [place.name for place in ann.sharing().places] == ["origin"]
    ann.say(QUESTION, "From Ann.")
    assert ann.sharing().to_share == 1
    assert ann.sync().sent == 1
    assert head(teams.hub) == head(teams.ann)


def test_several_places_end_with_the_same(teams: Teams) -> None:
    stick = teams.folder / "stick"
    ann, ben = teams.open(teams.ann), teams.open(teams.ben)
    shared = ann.share_folder(stick)
    assert head(stick) == head(teams.ann)
    ben.say(QUESTION, "From Ben.")
    ben.sync()
    synced = ann.sync()
    assert (synced.received, synced.state) == (1, "in-step")
    assert head(stick) == head(teams.hub) == head(teams.ann)
    assert {place.name for place in ann.sharing().places} == {"hub", shared.name}


def test_a_stick_that_is_not_there_does_not_stop_the_other_place(teams: Teams) -> None:
    stick = teams.folder / "stick"
    ann = teams.open(teams.ann)
    ann.share_folder(stick)
    stick.rename(teams.folder / "gone")
    ann.say(QUESTION, "From Ann.")
    synced = ann.sync()
    assert (synced.sent, synced.state) == (1, "to-share")
    assert [place.name for place in ann.sharing().behind] == ["stick"]
    assert ann.status().places_behind == ("stick",)
    assert any("stick" in note for note in synced.notes)
    assert {"place-missing"} <= {finding.code for finding in ann.doctor()}
    (teams.folder / "gone").rename(stick)
    assert ann.sync().sent == 1
    assert ann.sharing().behind == ()
    assert head(stick) == head(teams.ann)
    assert "place-missing" not in {finding.code for finding in ann.doctor()}


def test_a_new_stick_at_the_place_of_an_old_one_gets_everything(teams: Teams) -> None:
    ann = teams.open(teams.ann)
    teams.hub.rename(teams.folder / "lost")
    git(teams.folder, "init", "-q", "--bare", "-b", "main", str(teams.hub))
    synced = ann.sync()
    assert synced.state == "in-step"
    assert head(teams.hub) == head(teams.ann)


def test_unrelated_work_stays_as_it_is(teams: Teams) -> None:
    ann, ben = teams.open(teams.ann), teams.open(teams.ben)
    (teams.ann / "notes.txt").write_text("saved\n")
    git(teams.ann, "add", "notes.txt")
    git(teams.ann, "commit", "-qm", "Notes")
    ann.sync()
    ben.sync()
    (teams.ben / "notes.txt").write_text("not saved\n")
    (teams.ben / "staged.txt").write_text("staged\n")
    git(teams.ben, "add", "staged.txt")
    (teams.ben / "staged.txt").write_text("staged, then changed\n")
    (teams.ben / "unknown.txt").write_text("unknown\n")
    before = git(teams.ben, "status", "--porcelain", "-uall")
    ann.say(QUESTION, "From Ann.")
    ben.say(QUESTION, "From Ben.")
    ann.sync()
    assert ben.sync().state == "in-step"
    assert git(teams.ben, "status", "--porcelain", "-uall") == before
    assert git(teams.ben, "show", ":staged.txt") == "staged\n"
    assert (teams.ben / "staged.txt").read_text() == "staged, then changed\n"
    assert (teams.ben / "notes.txt").read_text() == "not saved\n"
    assert (teams.ben / "unknown.txt").read_text() == "unknown\n"
    assert said_in(ben) == {"From Ann.", "From Ben."}


@pytest.mark.parametrize("how", ["changed", "staged", "in the way"])
def test_a_file_changed_on_both_sides_and_not_saved_is_named_and_kept(
    teams: Teams, how: str
) -> None:
    ann, ben = teams.open(teams.ann), teams.open(teams.ben)
    path = ben.show(rules_of(ben)).record.path
    if how == "in the way":
        path = "new.txt"
        (teams.ann / path).write_text("theirs\n")
        git(teams.ann, "add", path)
        git(teams.ann, "commit", "-qm", "New")
    else:
        ann.edit(rules_of(ann), body="We listen well.")
    ann.say(QUESTION, "From Ann.")
    ben.say(QUESTION, "From Ben.")
    ann.sync()
    mine = b"mine, not saved\n"
    if how == "staged":
        saved = (teams.ben / path).read_bytes()
        (teams.ben / path).write_bytes(mine)
        git(teams.ben, "add", path)
        (teams.ben / path).write_bytes(saved)
    else:
        (teams.ben / path).write_bytes(mine)
    status = git(teams.ben, "status", "--porcelain", "-uall")
    before = head(teams.ben)
    synced = ben.sync()
    assert synced.state == "waiting"
    assert path in synced.notes[0]
    assert "waits" in synced.notes[0] or "wait" in synced.notes[0]
    assert head(teams.ben) == before == synced.head
    assert git(teams.ben, "status", "--porcelain", "-uall") == status
    assert ben.sharing().state == "waiting"
    assert "waiting" in {finding.code for finding in ben.doctor()}
    # What Ben saved went out all the same.
    assert ann.sync().received == 1
    git(teams.ben, "reset", "-q", path)
    if how == "in the way":
        (teams.ben / path).unlink()
    else:
        git(teams.ben, "checkout", "-q", "--", path)
    assert ben.sync().state == "in-step"
    assert head(teams.ben) == head(teams.ann)
    assert_clean(teams.ben)


@pytest.mark.parametrize("how", ["ignored", "assumed", "skipped", "of another repository"])
def test_a_file_that_git_does_not_look_at_is_kept_too(teams: Teams, how: str) -> None:
    ann, ben = teams.open(teams.ann), teams.open(teams.ben)
    path = ben.show(rules_of(ben)).record.path
    if how in ("assumed", "skipped"):
        flag = "--assume-unchanged" if how == "assumed" else "--skip-worktree"
        git(teams.ben, "update-index", flag, path)
        ann.edit(rules_of(ann), body="We listen well.")
    else:
        path = "minutes/one.txt"
        (teams.ann / "minutes").mkdir()
        (teams.ann / path).write_text("theirs\n")
        git(teams.ann, "add", path)
        git(teams.ann, "commit", "-qm", "New")
        (teams.ben / "minutes").mkdir()
        if how == "ignored":
            (teams.ben / ".git/info").mkdir(exist_ok=True)
            (teams.ben / ".git/info/exclude").write_text("minutes/\n")
        else:
            git(teams.ben / "minutes", "init", "-q")
    ann.sync()
    (teams.ben / path).write_text("mine, not saved\n")
    synced = ben.sync()
    assert (synced.state, path in synced.notes[0]) == ("waiting", True)
    assert (teams.ben / path).read_text() == "mine, not saved\n"


def test_a_file_that_others_made_a_program_goes_on_being_shared(teams: Teams) -> None:
    ann, ben = teams.open(teams.ann), teams.open(teams.ben)
    path = ben.show(rules_of(ben)).record.path
    (teams.ben / path).chmod(0o755)
    git(teams.ben, "commit", "-qam", "A program")
    ben.sync()
    ann.sync()
    assert git(teams.ann, "ls-files", "-s", path).split()[0] == "100755"
    ben.edit(rules_of(ben), body="We listen well.")
    ben.sync()
    assert ann.sync().state == "in-step"
    assert "We listen well." in (teams.ann / path).read_text()


def test_the_same_file_already_on_disk_is_not_in_the_way(teams: Teams) -> None:
    ann, ben = teams.open(teams.ann), teams.open(teams.ben)
    (teams.ann / "new.txt").write_text("the same\n")
    git(teams.ann, "add", "new.txt")
    git(teams.ann, "commit", "-qm", "New")
    ann.sync()
    (teams.ben / "new.txt").write_text("the same\n")
    assert ben.sync().state == "in-step"
    assert_clean(teams.ben)


def test_files_removed_by_hand_programs_and_links_arrive_as_git_has_them(teams: Teams) -> None:
    ann, ben = teams.open(teams.ann), teams.open(teams.ben)
    folder = teams.ann / "tools"
    folder.mkdir()
    (folder / "run").write_text("#!/bin/sh\n")
    (folder / "run").chmod(0o755)
    (folder / "gone.txt").write_text("soon gone\n")
    (folder / "link").symlink_to("/etc/passwd")
    git(teams.ann, "add", "tools")
    git(teams.ann, "commit", "-qm", "Tools")
    ann.sync()
    ben.sync()
    assert (teams.ben / "tools/run").stat().st_mode & 0o111
    assert not (teams.ben / "tools/link").is_symlink()
    git(teams.ann, "rm", "-q", "tools/gone.txt", "tools/run")
    git(teams.ann, "commit", "-qm", "Fewer tools")
    ann.sync()
    ben.sync()
    assert not (teams.ben / "tools/gone.txt").exists()
    assert git(teams.ben, "status", "--porcelain") == " D tools/link\n"
    git(teams.ann, "rm", "-q", "tools/link")
    git(teams.ann, "commit", "-qm", "No tools")
    ann.sync()
    ben.sync()
    assert not (teams.ben / "tools").exists()
    assert_clean(teams.ben)


def test_a_folder_of_git_in_what_others_shared_is_never_written(teams: Teams) -> None:
    blob = git(teams.ann, "hash-object", "-w", "--stdin").strip()
    inner = _tree(teams.ann, f"100644 blob {blob}\tconfig\n")
    middle = _tree(teams.ann, f"040000 tree {inner}\t.git\n")
    listed = git(teams.ann, "ls-tree", "main")
    root = _tree(teams.ann, f"{listed}040000 tree {middle}\tnotes\n")
    commit = git(teams.ann, "commit-tree", "-p", "main", "-m", "Hostile", root).strip()
    git(teams.ann, "push", "-q", str(teams.hub), f"{commit}:refs/heads/main")
    ben = teams.open(teams.ben)
    before = head(teams.ben)
    with pytest.raises(errors.UnsafePath):
        ben.sync()
    assert head(teams.ben) == before
    assert not (teams.ben / "notes").exists()


def _tree(folder: Path, listed: str) -> str:
    import subprocess

    made = subprocess.run(
        ["git", "-C", str(folder), "mktree"],
        input=listed,
        text=True,
        capture_output=True,
        check=True,
    )
    return made.stdout.strip()


def test_somebody_who_saves_meanwhile_is_brought_in(
    teams: Teams, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann, ben = teams.open(teams.ann), teams.open(teams.ben)
    ann.say(QUESTION, "From Ann.")
    ann.sync()
    window = teams.open(teams.ben)
    real = Network.fetch
    said: list[str] = []

    def fetch(self: Network, places: object) -> object:
        answer = real(self, places)
        if not said:
            said.append(window.say(QUESTION, "From another window.").id)
        return answer

    monkeypatch.setattr(Network, "fetch", fetch)
    synced = ben.sync()
    assert synced.state == "in-step"
    assert said_in(ben) == {"From Ann.", "From another window."}
    assert head(teams.hub) == head(teams.ben)
    assert_clean(teams.ben)


def test_a_lost_race_begins_anew_from_our_own_changes(
    teams: Teams, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann, ben = teams.open(teams.ann), teams.open(teams.ben)
    real = Network.push
    races = iter(range(3))

    def push(self: Network, place: object, commit: str) -> Pushed:
        if next(races, None) is not None:
            monkeypatch.setattr(Network, "push", real)
            ann.say(QUESTION, f"From Ann {random.random()}.")
            ann.sync()
            monkeypatch.setattr(Network, "push", push)
        return real(self, place, commit)

    monkeypatch.setattr(Network, "push", push)
    ben.say(QUESTION, "From Ben.")
    synced = ben.sync()
    assert (synced.sent, synced.received, synced.state) == (1, 3, "in-step")
    assert head(teams.hub) == head(teams.ben)
    merges = git(teams.ben, "rev-list", "--merges", "--count", "main").strip()
    assert merges == "1"


def test_six_lost_races_leave_everything_safe(
    teams: Teams, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann, ben = teams.open(teams.ann), teams.open(teams.ben)
    monkeypatch.setattr(rounds, "_PAUSE", 0.001)
    real = Network.push
    tried: list[str] = []

    def push(self: Network, place: object, commit: str) -> Pushed:
        tried.append(commit)
        monkeypatch.setattr(Network, "push", real)
        ann.say(QUESTION, f"From Ann {len(tried)}.")
        ann.sync()
        monkeypatch.setattr(Network, "push", push)
        return real(self, place, commit)

    monkeypatch.setattr(Network, "push", push)
    for number in range(3):
        ben.say(QUESTION, f"From Ben {number}.")
    before = head(teams.ben)
    with pytest.raises(errors.Busy) as caught:
        ben.sync()
    assert len(tried) == 6
    assert caught.value.sentence == "The place is busy; your work is safe; 3 to share."
    assert head(teams.ben) == before
    assert_clean(teams.ben)
    monkeypatch.setattr(Network, "push", real)
    assert ben.sync().sent == 3
    assert len(said_in(ben)) == 9


def test_two_windows_share_one_after_the_other(teams: Teams) -> None:
    first = teams.open(teams.ben)
    first.say(QUESTION, "From Ben.")
    failed: list[BaseException] = []

    def share() -> None:
        try:
            with Workspace.open(teams.ben) as window:
                window.sync()
        except errors.CoproduceError as problem:
            failed.append(problem)

    threads = [threading.Thread(target=share) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert head(teams.hub) == head(teams.ben)
    assert_clean(teams.ben)


class Stop:
    """Asks to stop once git is in the middle of `what`, as told by what sharing says it does."""

    def __init__(self, sentence: str, what: str) -> None:
        self._sentence = sentence
        self._what = what
        self._reached = False
        self.asked = 0.0

    def progress(self, sentence: str) -> None:
        self._reached = sentence == self._sentence

    def cancelled(self) -> bool:
        if self._reached and not self.asked and any(self._what in each for each in children()):
            self.asked = time.monotonic()
        return bool(self.asked)


@pytest.mark.parametrize("what", ["nothing yet", "getting", "sending"])
def test_stopping_is_quick_and_changes_nothing(teams: Teams, what: str) -> None:
    """What is stopped here would go on for at least 20 seconds."""
    ann, ben = teams.open(teams.ann), teams.open(teams.ben)
    ann.say(QUESTION, "From Ann.")
    ann.sync()
    ben.say(QUESTION, "From Ben.")
    before, shared = head(teams.ben), head(teams.hub)
    hook = teams.hub / "hooks/pre-receive"
    stop = {
        "nothing yet": Stop("", ""),
        "getting": Stop("Getting what others shared", " fetch "),
        "sending": Stop("Sharing what you saved", "sleep 20.5"),
    }[what]
    with servers.black_hole() as port:
        if what == "nothing yet":
            stop.asked = time.monotonic()
        elif what == "getting":
            teams.reach_by(teams.ben, f"git://127.0.0.1:{port}/hub")
        else:
            hook.parent.mkdir(exist_ok=True)
            hook.write_text("#!/bin/sh\nsleep 20.5\n")
            hook.chmod(0o755)
        with pytest.raises(errors.Interrupted):
            ben.sync(progress=stop.progress, cancelled=stop.cancelled)
        assert time.monotonic() - stop.asked < 5
    assert children() == []
    assert (head(teams.ben), head(teams.hub)) == (before, shared)
    hook.unlink(missing_ok=True)
    teams.reach_by(teams.ben, str(teams.hub))
    synced = ben.sync()
    assert (synced.sent, synced.received) == (1, 1)
    assert_sound(teams.hub)


def test_changes_are_told_apart_from_what_only_joins_them(teams: Teams) -> None:
    ann, ben = teams.open(teams.ann), teams.open(teams.ben)
    for number in range(2):
        ann.say(QUESTION, f"Ann {number}.")
        ben.say(QUESTION, f"Ben {number}.")
        ann.sync()
        assert (ben.sync().sent, ann.sync().received) == (1, 1)
    with_merges = int(git(teams.ann, "rev-list", "--count", "main"))
    assert exchange.count(ann._repository, "main") < with_merges


def test_the_words_of_progress_are_sentences(teams: Teams) -> None:
    ann, ben = teams.open(teams.ann), teams.open(teams.ben)
    ann.say(QUESTION, "From Ann.")
    ann.sync()
    ben.say(QUESTION, "From Ben.")
    said: list[str] = []
    ben.sync(progress=said.append)
    assert said == [
        "Getting what others shared",
        "Bringing it together",
        "Sharing what you saved",
    ]


def test_a_merge_made_elsewhere_here_is_put_right_before_it_goes_out(teams: Teams) -> None:
    ann, ben = teams.open(teams.ann), teams.open(teams.ben)
    ann.edit(rules_of(ann), body="We listen.\n\nWe take breaks.\n\nWe start at ten.")
    ann.sync()
    ben.edit(rules_of(ben), body="We listen.\n\nWe take breaks.\n\nWe start at nine.")
    git(teams.ben, "fetch", "-q", "origin")
    git(teams.ben, "merge", "-q", "-X", "ours", "-m", "By hand", "origin/main")
    synced = ben.sync()
    assert synced.state == "to-settle"
    assert "We start at ten." in text_of(ben)
    assert "We start at nine." in text_of(ben)


def test_sharing_can_be_asked_about_without_asking_anybody(teams: Teams) -> None:
    ann, ben = teams.open(teams.ann), teams.open(teams.ben)
    teams.hub.rename(teams.folder / "away")
    assert ann.sharing().state == "in-step"
    assert ann.sharing().last.startswith("20")
    ann.say(QUESTION, "From Ann.")
    assert (ann.sharing().to_share, ann.sharing().state) == (1, "to-share")
    assert ann.status().to_share == 1
    assert ben.sharing().to_get == 0
    assert ann.is_history_incomplete is False
