"""Histories whose ids are made in another way: each is shared with its like, and never mixed."""

from pathlib import Path

import pytest
from teams import QUESTION, Teams, assert_clean, assert_sound, git, head, said_in

from store import Workspace, errors
from tui.cli import run


@pytest.fixture
def longer(teams: Teams) -> Path:
    """Give a workspace of another group, whose ids are the longer ones, and its place `lhub`."""
    folder = teams.folder / "longer"
    with Workspace.init(teams.folder / "usual", "Mornings", name="Lee"):
        pass
    git(teams.folder, "init", "-q", "-b", "main", "--object-format=sha256", str(folder))
    git(teams.folder / "usual", "checkout-index", "-a", f"--prefix={folder}/")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "Moved here")
    for name in ("coproduce.me", "user.name", "user.email"):
        git(folder, "config", name, git(teams.folder / "usual", "config", name).strip())
    return folder


def test_a_new_workspace_has_the_usual_ids_whatever_git_would_choose(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DEFAULT_HASH", "sha256")
    with Workspace.init(tmp_path / "new", "Evenings") as workspace:
        workspace.share_folder(tmp_path / "hub")
    assert len(head(tmp_path / "new")) == len(head(tmp_path / "hub")) == 40
    with Workspace.join(str(tmp_path / "hub"), tmp_path / "second") as second:
        assert second.sync().state == "in-step"


def test_a_folder_begun_in_another_form_is_refused_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "begun"
    git(tmp_path, "init", "-q", "--object-format=sha256", str(place))
    before = sorted(place.iterdir())
    assert run(["init", str(place), "--title", "Evenings", "--name", "Ann"]) == 1
    said = " ".join(capsys.readouterr().err.split())
    assert "was begun with another form of history (SHA-256)" in said
    assert "Choose an empty folder" in said
    assert sorted(place.iterdir()) == before


def test_the_longer_ids_are_shared_with_their_like(teams: Teams, longer: Path) -> None:
    with Workspace.open(longer) as lee:
        lee.share_folder(teams.folder / "lhub")
        lee.say(QUESTION, "From Lee.")
        assert lee.sync().sent == 1
        lee.bundle(teams.folder / "all.bundle")
    with Workspace.join(str(teams.folder / "lhub"), teams.folder / "kim", name="Kim") as kim:
        assert said_in(kim) == {"From Lee."}
        kim.say(QUESTION, "From Kim.")
        kim.sync()
    with Workspace.open(longer) as lee:
        lee.say(QUESTION, "Meanwhile.")
        assert lee.sync().state == "in-step"
        assert said_in(lee) == {"From Lee.", "From Kim.", "Meanwhile."}
    with Workspace.join(str(teams.folder / "all.bundle"), teams.folder / "bo", name="Bo") as bo:
        assert said_in(bo) == {"From Lee."}
    for each in (longer, teams.folder / "kim", teams.folder / "bo"):
        assert len(head(each)) == 64
        assert_clean(each)
        assert_sound(each)


def test_two_forms_are_never_mixed_and_it_is_said(teams: Teams, longer: Path) -> None:
    empty = teams.folder / "empty"
    git(teams.folder, "init", "-q", "--bare", str(empty))
    with Workspace.open(longer) as lee, Workspace.open(teams.ann) as ann:
        lee.bundle(teams.folder / "longer.bundle")
        ann.bundle(teams.folder / "usual.bundle")
        before = head(longer), head(teams.ann)
        for workspace, file in ((ann, "longer.bundle"), (lee, "usual.bundle")):
            with pytest.raises(errors.OtherForm) as caught:
                workspace.receive(teams.folder / file)
            assert file in caught.value.sentence
        for place in (teams.hub, empty):
            with pytest.raises(errors.OtherForm) as caught:
                lee.share_folder(place)
            assert caught.value.exit_code == 3
            assert "another form" in caught.value.sentence
            assert lee.sharing().places == ()
        assert (head(longer), head(teams.ann)) == before
