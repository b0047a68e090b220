"""What stands in the way of sharing: each has its sentence and its way out, and nothing is lost."""

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from teams import QUESTION, Teams, assert_clean, assert_sound, children, git, head, said_in

from store import Workspace, errors
from store.sharing import marks, rounds, syncing


@pytest.fixture
def waiting(teams: Teams) -> Teams:
    """Give teams of whom Ben has something to share and something to get."""
    ann, ben = teams.open(teams.ann), teams.open(teams.ben)
    ann.say(QUESTION, "From Ann.")
    ann.sync()
    ben.say(QUESTION, "From Ben.")
    return teams


def refused(teams: Teams, kind: type[errors.CoproduceError], exit_code: int) -> str:
    """Check that Ben cannot share, that nothing of his is lost or moved; return the sentence."""
    ben = teams.open(teams.ben)
    before = head(teams.ben)
    with pytest.raises(kind) as caught:
        ben.sync()
    assert type(caught.value) is kind
    assert caught.value.exit_code == exit_code
    assert caught.value.hint
    assert head(teams.ben) == before
    assert "From Ben." in said_in(ben)
    assert children() == []
    codes = {each.code for each in ben.doctor()}
    assert caught.value.code in codes
    assert_sound(teams.ben)
    return caught.value.sentence


def test_no_place_to_share(waiting: Teams) -> None:
    git(waiting.ben, "remote", "remove", "origin")
    assert refused(waiting, errors.NoPlace, 1) == "There is no place yet to share with."


@pytest.mark.parametrize(
    "command",
    [("checkout", "-q", "--detach"), ("checkout", "-q", "-b", "mine")],
)
def test_set_to_another_version(waiting: Teams, command: tuple[str, ...]) -> None:
    git(waiting.ben, *command)
    refused(waiting, errors.ForeignOperation, 1)


def test_another_program_in_the_middle_of_a_merge(waiting: Teams) -> None:
    git(waiting.ben, "fetch", "-q", "origin")
    git(waiting.ben, "merge", "-q", "--no-commit", "--no-ff", "origin/main")
    sentence = refused(waiting, errors.ForeignOperation, 1)
    assert "has not finished" in sentence
    git(waiting.ben, "merge", "--abort")
    assert waiting.open(waiting.ben).sync().state == "in-step"


def test_nobody_known_at_the_keyboard(waiting: Teams) -> None:
    git(waiting.ben, "config", "--unset", "coproduce.me")
    refused(waiting, errors.NoIdentity, 1)


def test_a_shallow_history_is_read_and_not_shared(waiting: Teams) -> None:
    shallow = waiting.folder / "shallow"
    git(waiting.folder, "clone", "-q", "--depth=1", f"file://{waiting.hub}", str(shallow))
    me = git(waiting.ben, "config", "coproduce.me").strip()
    git(shallow, "config", "coproduce.me", me)
    shutil.rmtree(waiting.ben)
    shallow.rename(waiting.ben)
    ben = waiting.open(waiting.ben)
    assert ben.title == "Evenings"
    with pytest.raises(errors.ShallowHistory):
        ben.sync()
    with pytest.raises(errors.ShallowHistory):
        ben.bundle(waiting.folder / "all.bundle")
    found = {each.code: each.message for each in ben.doctor()}
    assert found["shallow"].startswith("History incomplete: ")
    assert "coproduce join" in found["shallow"]


def test_a_place_that_is_gone(waiting: Teams) -> None:
    waiting.hub.rename(waiting.folder / "away")
    assert str(waiting.hub) in refused(waiting, errors.PlaceMissing, 4)
    (waiting.folder / "away").rename(waiting.hub)
    assert waiting.open(waiting.ben).sync().state == "in-step"


def test_a_folder_that_holds_no_workspace(waiting: Teams) -> None:
    waiting.hub.rename(waiting.folder / "away")
    waiting.hub.mkdir()
    (waiting.hub / "photo.jpg").write_bytes(b"x")
    refused(waiting, errors.PlaceMissing, 4)


def other_project(folder: Path, *, workspace: bool) -> None:
    """Make a place that holds something of its own."""
    work = folder.with_name(f"{folder.name}-work")
    if workspace:
        with Workspace.init(work, "Another activity", name="Cem"):
            pass
    else:
        git(folder.parent, "init", "-q", "-b", "main", str(work))
        (work / "code.c").write_text("int main;\n")
        git(work, "add", "code.c")
        git(work, "commit", "-qm", "Code")
    git(folder.parent, "clone", "-q", "--bare", str(work), str(folder))


@pytest.mark.parametrize("workspace", [True, False])
def test_an_unrelated_place_is_refused_and_not_remembered(waiting: Teams, workspace: bool) -> None:
    other = waiting.folder / "other.git"
    other_project(other, workspace=workspace)
    git(waiting.ben, "config", "remote.origin.url", str(other))
    git(waiting.ben, "update-ref", "-d", "refs/coproduce/remotes/origin/main")
    theirs = head(other)
    sentence = refused(waiting, errors.UnrelatedPlace, 3)
    assert ("a different activity" in sentence) is workspace
    assert head(other) == theirs
    git(waiting.ben, "config", "remote.origin.url", str(waiting.hub))
    ben = waiting.open(waiting.ben)
    assert ben.sync().state == "in-step"
    assert {each.code for each in ben.doctor()} == set()


def test_a_place_replaced_by_an_unrelated_one(waiting: Teams) -> None:
    waiting.hub.rename(waiting.folder / "away")
    other_project(waiting.hub, workspace=True)
    theirs = head(waiting.hub)
    refused(waiting, errors.UnrelatedPlace, 3)
    assert head(waiting.hub) == theirs
    ben = waiting.open(waiting.ben)
    with pytest.raises(errors.UnrelatedPlace):
        ben.sync(rejoin=True)
    assert head(waiting.hub) == theirs


def test_a_place_with_another_branch_only(waiting: Teams) -> None:
    git(waiting.hub, "branch", "-m", "main", "trunk")
    refused(waiting, errors.UnrelatedPlace, 3)


def rewrite(teams: Teams, how: str) -> str:
    """Rewrite what is shared; return the tip it had."""
    old = head(teams.hub)
    if how == "shortened":
        git(teams.hub, "update-ref", "refs/heads/main", f"{old}~1")
    else:
        tree = git(teams.hub, "rev-parse", f"{old}^{{tree}}").strip()
        new = git(teams.hub, "commit-tree", "-p", f"{old}~1", "-m", "Anew", tree).strip()
        git(teams.hub, "update-ref", "refs/heads/main", new)
    return old


@pytest.mark.parametrize("how", ["shortened", "made anew"])
def test_a_rewritten_place_is_refused_kept_and_joined_again_only_on_request(
    waiting: Teams, how: str
) -> None:
    ben = waiting.open(waiting.ben)
    ben.sync()
    ben.say(QUESTION, "Later.")
    old = rewrite(waiting, how)
    rewritten = head(waiting.hub)
    sentence = refused(waiting, errors.HistoryRewritten, 3)
    assert "has been rewritten" in sentence
    kept = git(waiting.ben, "for-each-ref", "--format=%(objectname)", "refs/coproduce/seen")
    assert kept.split() == [old]
    refused(waiting, errors.HistoryRewritten, 3)
    assert head(waiting.hub) == rewritten
    synced = ben.sync(rejoin=True)
    assert synced.state == "in-step"
    assert said_in(ben) == {"From Ann.", "From Ben.", "Later."}
    ann = waiting.open(waiting.ann)
    ann.sync(rejoin=True)
    assert said_in(ann) == {"From Ann.", "From Ben.", "Later."}
    assert head(waiting.ann) == head(waiting.ben) == head(waiting.hub)
    assert "rewritten" not in {each.code for each in ben.doctor()}


def hook(teams: Teams, name: str, script: str) -> None:
    place = teams.hub / "hooks" / name
    place.parent.mkdir(exist_ok=True)
    place.write_text(f"#!/bin/sh\n{script}\n")
    place.chmod(0o755)


@pytest.mark.parametrize("name", ["pre-receive", "update"])
def test_a_rule_that_refuses_is_heard_in_its_own_words(waiting: Teams, name: str) -> None:
    hook(waiting, name, "echo 'Only on Mondays, please.' >&2; exit 1")
    ben = waiting.open(waiting.ben)
    theirs = head(waiting.hub)
    with pytest.raises(errors.PlaceRefused) as caught:
        ben.sync()
    assert caught.value.exit_code == 1
    assert caught.value.sentence.endswith("has a rule that said no: Only on Mondays, please.")
    assert head(waiting.hub) == theirs
    # What others shared is here all the same, and nothing of Ben's is lost.
    assert said_in(ben) == {"From Ann.", "From Ben."}
    assert_clean(waiting.ben)
    assert "place-refused" in {each.code for each in ben.doctor()}
    (waiting.hub / "hooks" / name).unlink()
    assert ben.sync().sent == 1
    assert waiting.open(waiting.ann).sync().received == 1


def test_the_reason_is_told_however_much_is_said_before(waiting: Teams) -> None:
    noise = "yes 'all kinds of things are looked at' | head -n 40000 >&2"
    hook(waiting, "pre-receive", f"{noise}; echo 'Only on Mondays, please.' >&2; exit 1")
    with pytest.raises(errors.PlaceRefused) as caught:
        waiting.open(waiting.ben).sync()
    assert caught.value.sentence.endswith("Only on Mondays, please.")
    assert len(caught.value.sentence) < 3000


def test_a_check_of_our_own_before_sharing_is_heard(waiting: Teams) -> None:
    place = waiting.ben / ".git/hooks/pre-push"
    place.parent.mkdir(exist_ok=True)
    place.write_text("#!/bin/sh\necho 'Not during the meeting.' >&2; exit 1\n")
    place.chmod(0o755)
    with pytest.raises(errors.PlaceRefused) as caught:
        waiting.open(waiting.ben).sync()
    assert "Not during the meeting." in caught.value.sentence


def test_a_folder_somebody_works_in_is_told(waiting: Teams) -> None:
    git(waiting.ben, "config", "remote.origin.url", str(waiting.ann))
    ben = waiting.open(waiting.ben)
    with pytest.raises(errors.PlaceRefused) as caught:
        ben.sync()
    assert "somebody works in that folder" in caught.value.sentence
    assert_clean(waiting.ann)


def test_a_place_without_room(waiting: Teams) -> None:
    limited = "trap '' XFSZ; ulimit -f 0; git-receive-pack"
    git(waiting.ben, "config", "remote.origin.receivepack", limited)
    ben = waiting.open(waiting.ben)
    theirs = head(waiting.hub)
    with pytest.raises(errors.PlaceFull) as caught:
        ben.sync()
    assert caught.value.exit_code == 1
    assert head(waiting.hub) == theirs
    assert_sound(waiting.hub)
    git(waiting.ben, "config", "--unset", "remote.origin.receivepack")
    assert ben.sync().sent == 1


FULL = """
import resource, signal, sys
from store import Workspace, errors
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with Workspace.open(sys.argv[1]) as workspace:
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
    try:
        workspace.sync()
    except errors.CoproduceError as problem:
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        print(problem.code, problem.sentence)
    else:
        print("shared")
"""


@pytest.fixture
def limited_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let git find the disk full where a file gets too long, instead of dying of the signal."""
    program = tmp_path / "program" / "git"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\ntrap '' XFSZ\nexec {shutil.which('git')} \"$@\"\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")


@pytest.mark.parametrize("limit", [0, 150, 400, 1500, 3000, 1 << 20])
def test_a_full_disk_here_loses_nothing(waiting: Teams, limited_git: None, limit: int) -> None:
    for folder in (waiting.ann, waiting.ben):
        # Such words are not made any shorter.
        waiting.open(folder).say("step/2", random.Random(folder.name).randbytes(4000).hex())
    waiting.open(waiting.ann).sync()
    before = head(waiting.ben)
    ended = subprocess.run(
        [sys.executable, "-c", FULL, str(waiting.ben), str(limit)],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ended.returncode == 0, ended.stderr
    if limit == 1 << 20:
        assert ended.stdout == "shared\n"
    else:
        code, _, sentence = ended.stdout.strip().partition(" ")
        assert (code, sentence) == ("disk-full", errors.DiskFull().sentence)
        assert head(waiting.ben) == before
    ben = waiting.open(waiting.ben)
    assert ben.sync().state == "in-step"
    assert {"From Ann.", "From Ben."} <= said_in(ben)
    assert len(ben.contributions("step/2")) == 2
    assert head(waiting.ben) == head(waiting.hub)
    assert_clean(waiting.ben)
    assert_sound(waiting.ben)


def test_a_place_that_may_only_be_read(waiting: Teams) -> None:
    wrapped = "git-receive-pack"
    if os.geteuid() == 0:
        if not shutil.which("setpriv"):
            pytest.skip("NOT TESTED: setpriv is missing, and root may write everywhere")
        allowed = "GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=safe.directory GIT_CONFIG_VALUE_0='*'"
        reach = "setpriv --reuid=65534 --regid=65534 --clear-groups"
        wrapped = f"{allowed} {reach} git-receive-pack"
        for folder in (waiting.hub, *waiting.hub.parents):
            if folder.name in ("tmp", ""):
                break
            folder.chmod(folder.stat().st_mode | 0o055)
    for place in (waiting.hub, *waiting.hub.rglob("*")):
        mode = 0o555 if place.is_dir() else 0o444
        place.chmod(mode)
    git(waiting.ben, "config", "remote.origin.receivepack", wrapped)
    ben = waiting.open(waiting.ben)
    try:
        with pytest.raises(errors.PlaceReadOnly) as caught:
            ben.sync()
    finally:
        for place in (waiting.hub, *waiting.hub.rglob("*")):
            place.chmod(0o755)
    assert caught.value.sentence.startswith("You may read what is in ")
    assert said_in(ben) == {"From Ann.", "From Ben."}
    assert_clean(waiting.ben)


def test_a_place_of_another_user_of_this_computer(waiting: Teams) -> None:
    if os.geteuid() != 0:
        pytest.skip("NOT TESTED: only root can give a folder to somebody else")
    for place in (waiting.hub, *waiting.hub.rglob("*")):
        os.chown(place, 65534, 65534)
    ben = waiting.open(waiting.ben)
    with pytest.raises(errors.NotTrusted, match="belongs to another user") as caught:
        ben.sync()
    assert "safe.directory" in caught.value.hint
    assert said_in(ben) == {"From Ben."}


def test_a_newer_format_is_not_brought_in(waiting: Teams) -> None:
    file = waiting.ann / "coproduce.md"
    file.write_text(file.read_text().replace('format: "1"', 'format: "2"'))
    git(waiting.ann, "commit", "-qam", "From the future")
    git(waiting.ann, "push", "-q", str(waiting.hub), "main")
    sentence = refused(waiting, errors.NewerFormat, 5)
    assert "2" in sentence


def plain(folder: Path, *args: str) -> str:
    ended = subprocess.run(["git", "-C", folder, *args], check=True, capture_output=True, text=True)
    return ended.stdout.strip()


def test_a_newer_way_of_bringing_together_is_not_touched(waiting: Teams) -> None:
    old = head(waiting.hub)
    tree = git(waiting.hub, "rev-parse", f"{old}^{{tree}}").strip()
    parents = ("-p", old, "-p", f"{old}~1")
    message = ("-m", "Together", "-m", "Coproduce-Merge: 2")
    who = [("user.name", "coproduce merge"), ("user.email", "merge@coproduce.invalid")]
    for key, value in who:
        git(waiting.hub, "config", key, value)
    new = plain(waiting.hub, "commit-tree", *parents, *message, tree)
    git(waiting.hub, "update-ref", "refs/heads/main", new)
    refused(waiting, errors.NewerMerge, 1)


def test_sharing_that_was_interrupted_is_told_until_it_is_done(waiting: Teams) -> None:
    ben = waiting.open(waiting.ben)
    paths = ben._repository.paths
    marks.write(paths, marks.Marks(begun=True))
    found = {each.code: each for each in ben.doctor()}
    assert "coproduce sync" in found["sync-interrupted"].message
    assert found["sync-interrupted"].fix
    ben.sync()
    assert "sync-interrupted" not in {each.code for each in ben.doctor()}
    marks.write(paths, marks.Marks(begun=True))
    ben.doctor(fix=True)
    assert "sync-interrupted" not in {each.code for each in ben.doctor()}


def test_a_history_that_cannot_be_read_is_told_by_doctor(waiting: Teams) -> None:
    ben = waiting.open(waiting.ben)
    older = git(waiting.ben, "rev-parse", "main~1").strip()
    (waiting.ben / ".git/objects" / older[:2] / older[2:]).unlink()
    assert "git-failed" in {each.code for each in ben.doctor()}


@pytest.mark.parametrize("name", ["refs/heads/main.lock", "HEAD.lock"])
def test_a_lock_left_in_a_place_is_named_and_what_came_in_lands(
    waiting: Teams, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rounds, "_PAUSE", 0.001)
    (waiting.hub / name).touch()
    ben = waiting.open(waiting.ben)
    with pytest.raises(errors.PlaceLocked) as caught:
        ben.sync()
    assert name in caught.value.hint
    assert said_in(ben) == {"From Ann.", "From Ben."}
    assert "place-locked" in {each.code for each in ben.doctor()}
    (waiting.hub / name).unlink()
    assert ben.sync().state == "in-step"


def test_a_lock_in_one_place_keeps_nothing_from_the_other(
    waiting: Teams, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rounds, "_PAUSE", 0.001)
    ben = waiting.open(waiting.ben)
    ben.share_folder(waiting.folder / "stick")
    (waiting.hub / "refs/heads/main.lock").touch()
    ben.say(QUESTION, "Once more.")
    synced = ben.sync()
    assert (synced.sent, synced.state) == (1, "to-share")
    assert head(waiting.folder / "stick") == head(waiting.ben)
    assert any("is locked" in each for each in synced.notes)


def test_a_place_that_cannot_be_reached_is_not_kept_because_another_can(waiting: Teams) -> None:
    ben = waiting.open(waiting.ben)
    with pytest.raises(errors.Unreachable):
        ben.share_folder("git://127.0.0.1:1/typo")
    assert [each.name for each in ben.sharing().places] == ["origin"]


def test_what_cannot_be_read_here_is_not_blamed_on_the_place(waiting: Teams) -> None:
    ben = waiting.open(waiting.ben)
    path = git(waiting.ben, "diff", "--name-only", "HEAD^", "HEAD").strip()
    blob = git(waiting.ben, "rev-parse", f"HEAD:{path}").strip()
    file = waiting.ben / ".git/objects" / blob[:2] / blob[2:]
    file.chmod(0o600)
    file.write_bytes(b"no object")
    with pytest.raises(errors.DamagedWorkspace):
        ben.sync()


def test_names_of_files_that_are_no_text_keep_nothing_from_coming_in(waiting: Teams) -> None:
    ann, ben = waiting.open(waiting.ann), waiting.open(waiting.ben)
    for name in (b"caf\xe9.txt", b"a\nb.txt", rb"c\d.txt"):
        Path(os.fsdecode(os.fsencode(waiting.ann) + b"/" + name)).write_bytes(b"x")
    git(waiting.ann, "add", "-A")
    git(waiting.ann, "commit", "-q", "-m", "by hand")
    ann.sync()
    ben.sync()
    names = {os.fsencode(each.name) for each in waiting.ben.iterdir()}
    assert {b"caf\xe9.txt", b"a\nb.txt", rb"c\d.txt"} <= names
    assert_clean(waiting.ben)
    with Workspace.join(str(waiting.hub), waiting.folder / "joined", name="Cat") as cat:
        assert said_in(cat) == {"From Ann.", "From Ben."}


def test_a_crash_while_such_files_come_in_is_finished(waiting: Teams) -> None:
    ann, ben = waiting.open(waiting.ann), waiting.open(waiting.ben)
    name = os.fsdecode(b"caf\xe9.txt")
    (waiting.ann / name).write_bytes(b"x")
    git(waiting.ann, "add", "-A")
    git(waiting.ann, "commit", "-q", "-m", "by hand")
    ann.sync()

    class Stopped(BaseException):
        pass

    def probe(step: str) -> None:
        if step == "branch":
            raise Stopped

    with pytest.raises(Stopped):
        syncing.sync(ben._desk, probe=probe)
    with Workspace.open(waiting.ben):
        assert (waiting.ben / name).read_bytes() == b"x"
    assert_clean(waiting.ben)
