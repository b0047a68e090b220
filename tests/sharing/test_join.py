"""Joining a team and sharing through a folder: all there, or nothing half made."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import servers
from teams import QUESTION, Teams, assert_clean, assert_sound, children, git, head, said_in

from store import Workspace, errors
from store.sharing import joining, landing


def left(folder: Path) -> list[str]:
    """Return what lies in a folder."""
    return sorted(each.name for each in folder.iterdir())


def test_who_joins_has_everything_and_a_record(teams: Teams) -> None:
    place = teams.folder / "cem"
    with Workspace.join(str(teams.hub), place, name="Cem", perspectives=("carer", "other")) as cem:
        assert cem.title == "Evenings"
        assert cem.name(cem.me) == "Cem"
        person = cem.show(f"person/{cem.me}").record
        assert dict(person.fields)["perspectives"] == ("carer", "other")
        assert cem.sharing().to_share == 1
        assert cem.history(limit=1)[0].kind == "created"
        assert cem.check() == ()
        assert {each.code for each in cem.doctor()} == set()
    assert git(place, "config", "--local", "user.email").endswith("@coproduce.invalid\n")
    assert git(place, "config", "remote.origin.url").strip() == str(teams.hub)
    assert_clean(place)
    assert_sound(place)


def test_a_name_is_nobodys_business(teams: Teams) -> None:
    with Workspace.join(str(teams.hub), teams.folder / "cem") as cem:
        assert cem.name(cem.me) == cem.me


def test_who_joins_under_a_name_that_is_taken_is_told(teams: Teams) -> None:
    with Workspace.join(str(teams.hub), teams.folder / "again", name="ben") as second:
        (said,) = second.notices
        (first,) = [each.id for each in second.list("person") if each.title == "Ben"]
        assert said.startswith(f"Someone else here is called “ben” too (person/{first}).")
        assert f"person/{second.me}" in said
        codes = sorted((first, second.me))
        second.sync()
        second.bundle(teams.folder / "all.bundle")
    others = teams.open(teams.ann).sync().notes
    (said,) = others
    assert said.startswith(f"2 people here have the same name: person/{codes[0]}, ")
    assert f"person/{codes[1]}. Their codes tell them apart." in said
    ben = teams.open(teams.ben)
    assert ben.receive(teams.folder / "all.bundle").notes == others
    with Workspace.open(teams.ann) as ann:
        ann.say(QUESTION, "Later.")
        ann.sync()
    assert ben.sync().notes == ()


def test_somebody_with_a_record_joins_as_that_person(teams: Teams) -> None:
    with Workspace.join(str(teams.hub), teams.folder / "again", as_person="Ben") as ben:
        assert ben.name(ben.me) == "Ben"
        assert head(teams.folder / "again") == head(teams.hub)
        ben.say(QUESTION, "From my other computer.")
        assert ben.sync().sent == 1
    assert git(teams.folder / "again", "log", "-1", "--format=%an").strip() == "Ben"


def test_no_filter_or_program_of_anyone_is_run(
    teams: Teams, monkeypatch: pytest.MonkeyPatch
) -> None:
    (teams.ann / "notes.txt").write_text("as it is\r\nline\n")
    (teams.ann / ".gitattributes").write_text(
        "*.md -text diff=markdown\n*.txt filter=shout text eol=crlf\n"
    )
    git(teams.ann, "add", "notes.txt", ".gitattributes")
    git(teams.ann, "commit", "-qm", "Filters")
    teams.open(teams.ann).sync()
    mark = teams.folder / "ran"
    for number, (key, value) in enumerate(
        [("filter.shout.smudge", f"touch {mark}; tr a-z A-Z"), ("filter.shout.clean", "cat")]
    ):
        monkeypatch.setenv(f"GIT_CONFIG_KEY_{number}", key)
        monkeypatch.setenv(f"GIT_CONFIG_VALUE_{number}", value)
    monkeypatch.setenv("GIT_CONFIG_COUNT", "2")
    with Workspace.join(str(teams.hub), teams.folder / "cem"):
        pass
    assert not mark.exists()
    saved = git(teams.hub, "cat-file", "blob", "main:notes.txt")
    assert (teams.folder / "cem/notes.txt").read_bytes() == saved.encode()


@pytest.mark.parametrize("before", ["nothing", "empty", "deep"])
@pytest.mark.parametrize("what", ["missing", "project", "empty", "future"])
def test_a_failure_leaves_nothing_half_made(teams: Teams, what: str, before: str) -> None:
    url = teams.folder / "source"
    kind: type[errors.CoproduceError] = errors.NothingThere
    if what == "missing":
        kind = errors.PlaceMissing
    elif what == "project":
        git(teams.folder, "init", "-q", "-b", "main", str(url))
        git(url, "commit", "-q", "--allow-empty", "-m", "Code")
    elif what == "empty":
        git(teams.folder, "init", "-q", "--bare", str(url))
    else:
        kind = errors.NewerFormat
        git(teams.folder, "clone", "-q", str(teams.hub), str(url))
        file = url / "coproduce.md"
        file.write_text(file.read_text().replace('format: "1"', 'format: "2"'))
        git(url, "commit", "-qam", "From the future")
    place = teams.folder / "new" / "deep" if before == "deep" else teams.folder / "new"
    if before == "empty":
        place.mkdir()
    was = left(teams.folder)
    with pytest.raises(kind):
        Workspace.join(str(url), place, name="Cem")
    assert left(teams.folder) == was
    assert before != "empty" or left(place) == []
    assert children() == []


def test_a_folder_with_something_in_it_is_left_alone(teams: Teams) -> None:
    place = teams.folder / "full"
    place.mkdir()
    (place / "mine.txt").write_text("mine")
    with pytest.raises(errors.Failed):
        Workspace.join(str(teams.hub), place)
    assert left(place) == ["mine.txt"]
    with pytest.raises(errors.Failed):
        Workspace.join(str(teams.hub), teams.ann)
    assert_clean(teams.ann)


@pytest.mark.parametrize("url", ["", "-x", "--upload-pack=touch x", "ext::sh -c date", "a\nb"])
def test_an_address_that_is_none_is_refused(teams: Teams, url: str) -> None:
    was = left(teams.folder)
    with pytest.raises(errors.BadValue):
        Workspace.join(url, teams.folder / "new")
    assert left(teams.folder) == was


def test_an_unknown_perspective_is_refused_before_anything_is_made(teams: Teams) -> None:
    with pytest.raises(errors.BadValue):
        Workspace.join(str(teams.hub), teams.folder / "new", perspectives=("boss",))
    assert not (teams.folder / "new").exists()


def test_a_stop_at_the_keyboard_leaves_nothing(teams: Teams) -> None:
    script = (
        "import sys; from store import Workspace\n"
        "try:\n    Workspace.join(sys.argv[1], sys.argv[2])\n"
        "except KeyboardInterrupt:\n    print('stopped')\n"
    )
    with servers.black_hole() as port:
        url = f"git://127.0.0.1:{port}/hub"
        child = subprocess.Popen(
            [sys.executable, "-c", script, url, str(teams.folder / "new")], stdout=subprocess.PIPE
        )
        until = time.monotonic() + 20
        while not any("fetch" in words for words in children()):
            assert time.monotonic() < until
            time.sleep(0.02)
        os.kill(child.pid, signal.SIGINT)
        began = time.monotonic()
        said, _ = child.communicate(timeout=20)
        assert time.monotonic() - began < 3
    assert said == b"stopped\n"
    assert not (teams.folder / "new").exists()
    assert children() == []


def test_a_failure_after_the_files_are_there_leaves_nothing(
    teams: Teams, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise errors.DiskFull

    monkeypatch.setattr(joining, "_introduce", fail)
    with pytest.raises(errors.DiskFull):
        Workspace.join(str(teams.hub), teams.folder / "new")
    assert not (teams.folder / "new").exists()
    monkeypatch.undo()
    monkeypatch.setattr(landing, "land", fail)
    with pytest.raises(errors.DiskFull):
        Workspace.join(str(teams.hub), teams.folder / "new")
    assert not (teams.folder / "new").exists()


def test_a_folder_on_a_drive_with_other_things_gets_one_of_its_own(teams: Teams) -> None:
    drive = teams.folder / "drive"
    drive.mkdir()
    (drive / "photo.jpg").write_bytes(b"x")
    ann = teams.open(teams.ann)
    shared = ann.share_folder(drive)
    assert shared.where == str(drive / "evenings")
    assert shared.synced.state == "in-step"
    again = ann.share_folder(drive)
    assert again.name == shared.name
    with Workspace.join(str(drive), teams.folder / "cem", name="Cem") as cem:
        assert cem.title == "Evenings"
    ben = teams.open(teams.ben)
    ben.say(QUESTION, "From Ben.")
    assert ben.share_folder(drive).synced.sent == 1
    ann.sync()
    assert said_in(ann) == {"From Ben."}
    assert git(drive / "evenings", "config", "receive.denyNonFastForwards").strip() == "true"


def test_a_folder_of_another_activity_is_refused_and_not_kept(teams: Teams) -> None:
    other = teams.folder / "other-hub"
    with Workspace.init(teams.folder / "other", "Another activity") as another:
        another.share_folder(other)
    theirs = head(other)
    ann = teams.open(teams.ann)
    before = ann.sharing().places
    with pytest.raises(errors.UnrelatedPlace):
        ann.share_folder(other)
    assert head(other) == theirs
    assert ann.sharing().places == before
    assert git(teams.ann, "for-each-ref", "refs/coproduce/remotes").count("\n") == 1


def test_a_folder_that_cannot_be_shared_through_is_refused(teams: Teams) -> None:
    ann = teams.open(teams.ann)
    before = ann.sharing().places
    (teams.folder / "file").write_text("x")
    for place, kind in (
        (teams.ann / "inside", errors.Failed),
        (teams.ben, errors.Failed),
        (teams.folder / "file", errors.Failed),
        (teams.folder / "not" / "there", errors.PlaceMissing),
    ):
        with pytest.raises(kind):
            ann.share_folder(place)
        assert ann.sharing().places == before
    assert not (teams.ann / "inside").exists()
    assert not (teams.folder / "not").exists()


def test_a_folder_made_for_sharing_that_failed_is_taken_away(
    teams: Teams, monkeypatch: pytest.MonkeyPatch
) -> None:
    from store.sharing.network import Network, Pushed

    problem = errors.PlaceFull("there")
    monkeypatch.setattr(Network, "push", lambda *_: Pushed(landed=False, problem=problem))
    git(teams.ann, "remote", "remove", "hub")
    ann = teams.open(teams.ann)
    with pytest.raises(errors.PlaceFull):
        ann.share_folder(teams.folder / "stick")
    assert not (teams.folder / "stick").exists()
    assert ann.sharing().places == ()
