"""Sharing by a file that is sent or carried: whole or not at all, and only of one activity."""

from pathlib import Path

import pytest
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


@pytest.fixture
def file(teams: Teams) -> Path:
    return teams.folder / "evenings.bundle"


def test_files_go_back_and_forth_until_all_have_the_same(teams: Teams, file: Path) -> None:
    ann, ben = teams.open(teams.ann), teams.open(teams.ben)
    for each in (teams.ann, teams.ben):
        git(each, "remote", "remove", git(each, "remote").strip())
    ann.say(QUESTION, "From Ann.")
    ann.edit(rules_of(ann), body="We listen.\n\nWe take breaks.\n\nWe start at ten.")
    ben.say(QUESTION, "From Ben.")
    ben.edit(rules_of(ben), body="We listen.\n\nWe take breaks.\n\nWe start at nine.")
    made = ann.bundle(file)
    assert made.file == file
    assert made.changes == len([c for c in ann.history() if c.kind != "merged"])
    got = ben.receive(file)
    assert (got.sent, got.received, got.state) == (0, 2, "to-settle")
    ben.bundle(file)
    assert ann.receive(file).received == 2
    assert head(teams.ann) == head(teams.ben)
    assert said_in(ann) == {"From Ann.", "From Ben."}
    assert "We start at ten." in text_of(ann)
    assert "We start at nine." in text_of(ann)
    assert ann.receive(file).received == 0
    for folder in (teams.ann, teams.ben):
        assert_clean(folder)
        assert_sound(folder)
    assert git(teams.ben, "for-each-ref").count("\n") == git(teams.ann, "for-each-ref").count("\n")
    assert children() == []


def test_a_file_that_holds_what_is_not_here_is_not_written_over(teams: Teams, file: Path) -> None:
    ann, ben = teams.open(teams.ann), teams.open(teams.ben)
    ben.say(QUESTION, "From Ben.")
    ben.bundle(file)
    before = file.read_bytes()
    with pytest.raises(errors.BadValue, match="holds changes that are not here"):
        ann.bundle(file)
    assert file.read_bytes() == before
    ann.receive(file)
    ann.bundle(file)
    assert git(teams.ann, "bundle", "list-heads", str(file)).split()[0] == head(teams.ann)


@pytest.mark.parametrize("how", ["another branch", "cut short"])
def test_a_file_that_is_no_earlier_one_is_not_written_over(
    teams: Teams, file: Path, how: str
) -> None:
    ann = teams.open(teams.ann)
    if how == "another branch":
        git(teams.ben, "branch", "elsewhere")
        git(teams.ben, "bundle", "create", str(file), "elsewhere")
    else:
        ann.bundle(file)
        file.write_bytes(file.read_bytes()[:20])
    before = file.read_bytes()
    with pytest.raises(errors.BadValue, match="is something else"):
        ann.bundle(file)
    assert file.read_bytes() == before


def test_what_came_by_file_goes_on_through_the_folder(teams: Teams, file: Path) -> None:
    ann, ben = teams.open(teams.ann), teams.open(teams.ben)
    ann.say(QUESTION, "From Ann.")
    ann.bundle(file)
    assert ben.receive(file).state == "to-share"
    assert ben.sharing().to_share == 1
    assert ben.sync().sent == 1


def test_a_file_is_enough_to_join(teams: Teams, file: Path) -> None:
    teams.open(teams.ann).bundle(file)
    with Workspace.join(str(file), teams.folder / "cem", name="Cem") as cem:
        assert cem.title == "Evenings"
        assert cem.sharing().places == ()


def test_a_file_of_another_activity_is_refused(teams: Teams, file: Path) -> None:
    with Workspace.init(teams.folder / "other", "Another activity") as other:
        other.bundle(file)
    ann = teams.open(teams.ann)
    before = head(teams.ann)
    with pytest.raises(errors.UnrelatedPlace) as caught:
        ann.receive(file)
    assert caught.value.exit_code == 3
    assert "a different activity" in caught.value.sentence
    assert head(teams.ann) == before


@pytest.mark.parametrize("how", ["missing", "text", "cut", "changed", "folder", "empty", "older"])
def test_a_file_that_cannot_be_used_is_refused(teams: Teams, file: Path, how: str) -> None:
    ann, ben = teams.open(teams.ann), teams.open(teams.ben)
    ann.say(QUESTION, "From Ann.")
    ann.bundle(file)
    data = file.read_bytes()
    if how == "missing":
        file.unlink()
    elif how == "folder":
        file.unlink()
        file.mkdir()
    elif how == "older":
        ann.say(QUESTION, "Later.")
        git(teams.ann, "bundle", "create", "-q", str(file), "main~1..main")
    else:
        middle = len(data) // 2
        changed = data[:middle] + bytes([data[middle] ^ 255]) + data[middle + 1 :]
        texts = {"text": b"hello", "cut": data[:middle], "changed": changed, "empty": b""}
        file.write_bytes(texts[how])
    before = head(teams.ben)
    with pytest.raises(errors.BadBundle) as caught:
        ben.receive(file)
    assert str(file) in caught.value.sentence
    assert head(teams.ben) == before
    assert_sound(teams.ben)
    assert ben.sync().state == "in-step"


def test_a_file_in_the_way_is_kept_and_what_came_waits(teams: Teams, file: Path) -> None:
    ann, ben = teams.open(teams.ann), teams.open(teams.ben)
    ann.edit(rules_of(ann), body="We listen well.")
    ann.bundle(file)
    path = teams.ben / ben.show(rules_of(ben)).record.path
    path.write_text("mine, not saved\n")
    before = head(teams.ben)
    synced = ben.receive(file)
    assert (synced.state, synced.received) == ("waiting", 0)
    assert "receive it again" in synced.notes[0]
    assert head(teams.ben) == before
    assert path.read_text() == "mine, not saved\n"


def test_an_older_file_of_ours_is_replaced_and_no_other(teams: Teams, file: Path) -> None:
    ann = teams.open(teams.ann)
    ann.bundle(file)
    ann.say(QUESTION, "From Ann.")
    ann.bundle(file)
    assert git(teams.ann, "bundle", "list-heads", str(file)).split()[0] == head(teams.ann)
    letter = teams.folder / "letter.txt"
    letter.write_text("dear all")
    with pytest.raises(errors.BadValue):
        ann.bundle(letter)
    assert letter.read_text() == "dear all"
    with pytest.raises(errors.CoproduceError):
        ann.bundle(teams.folder / "not" / "there.bundle")
    assert not [each for each in teams.folder.iterdir() if "part" in each.name]


def test_only_who_made_a_file_can_read_it_also_when_it_replaces_one(
    teams: Teams, file: Path
) -> None:
    ann = teams.open(teams.ann)
    ann.bundle(file)
    assert file.stat().st_mode & 0o777 == 0o600
    file.chmod(0o644)
    ann.bundle(file)
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_file_is_never_half_there_and_nothing_else_is_left(
    teams: Teams, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann = teams.open(teams.ann)
    ann.bundle(file)
    before = file.read_bytes()
    seen: list[int] = []

    def full(handle: int) -> None:
        parts = [p for p in teams.folder.iterdir() if "part" in p.name]
        seen.extend(each.stat().st_mode & 0o777 for each in parts)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("store.sharing.bundles.os.fsync", full)
    ann.say(QUESTION, "From Ann.")
    with pytest.raises(errors.DiskFull):
        ann.bundle(file)
    assert seen == [0o600]
    assert file.read_bytes() == before
    assert not [each for each in teams.folder.iterdir() if "part" in each.name]


def test_a_file_replaced_while_it_is_read_is_refused(
    teams: Teams, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann, ben = teams.open(teams.ann), teams.open(teams.ben)
    ann.bundle(file)
    older = file.read_bytes()
    ann.say(QUESTION, "From Ann.")
    ann.bundle(file)
    from store.sharing.network import Network

    fetch = Network.fetch_file

    def replaced(self: Network, named: Path) -> object:
        file.write_bytes(older)
        return fetch(self, named)

    monkeypatch.setattr(Network, "fetch_file", replaced)
    with pytest.raises(errors.BadBundle, match="was replaced while it was read"):
        ben.receive(file)


def test_what_cannot_be_a_path_is_told(teams: Teams) -> None:
    ann = teams.open(teams.ann)
    for typed in ("~nobody-of-that-name/x", "x" * 300, "a\0b", "  "):
        for call in (ann.bundle, ann.receive, ann.share_folder):
            with pytest.raises(errors.BadValue):
                call(typed)
        with pytest.raises(errors.BadValue):
            Workspace.join(typed, teams.folder / "joined", name="Cat")
