"""Somebody takes away or renames the page of a person with plain git; that person can go on."""

from pathlib import Path

import pytest
from teams import QUESTION, Teams, assert_clean, git, head, said_in

from store import Workspace, errors


class Gone:
    """Ann, whose page Ben took away or renamed; she got that with all else he shared."""

    def __init__(self, teams: Teams, how: str) -> None:
        self.teams = teams
        with Workspace.open(teams.ann) as ann:
            self.me = ann.me
        self.path = f"people/{self.me}.md"
        self.bytes = (teams.ann / self.path).read_bytes()
        if how == "renamed":
            git(teams.ben, "mv", self.path, "people/p-zzzzzzzz.md")
        else:
            git(teams.ben, "rm", "-q", self.path)
        git(teams.ben, "commit", "-qm", "by hand")
        with Workspace.open(teams.ben) as ben:
            ben.sync()
        with Workspace.open(teams.ann) as ann:
            ann.sync()
        assert not (teams.ann / self.path).exists()


@pytest.fixture(params=["taken away", "renamed"])
def gone(request: pytest.FixtureRequest, teams: Teams) -> Gone:
    return Gone(teams, request.param)


def test_sharing_puts_ones_own_page_back_and_says_so(gone: Gone) -> None:
    teams = gone.teams
    with Workspace.open(teams.ann) as ann:
        told = ann.sync().notes
        assert any(gone.path in each and "there again" in each for each in told)
        assert (teams.ann / gone.path).read_bytes() == gone.bytes
        assert ann.sync().notes == ()
        ann.say(QUESTION, "From Ann.")
        ann.sync()
    with Workspace.open(teams.ben) as ben:
        ben.sync()
        assert "From Ann." in said_in(ben)
        assert ben.name(gone.me) == "Ann"
    assert head(teams.ann) == head(teams.ben)
    for folder in (teams.ann, teams.ben):
        assert_clean(folder)


def test_a_file_that_is_received_finds_the_page_back_in_its_place(gone: Gone) -> None:
    teams = gone.teams
    with Workspace.open(teams.ben) as ben:
        ben.say(QUESTION, "From Ben.")
        ben.bundle(teams.folder / "ben.bundle")
    with Workspace.open(teams.ann) as ann:
        ann.bundle(teams.folder / "ann.bundle")
        received = ann.receive(teams.folder / "ben.bundle")
        assert received.received == 1
        assert any(gone.path in each for each in received.notes)
        assert (teams.ann / gone.path).read_bytes() == gone.bytes
    assert_clean(teams.ann)


def test_saving_says_the_way_out_and_doctor_knows_another(gone: Gone) -> None:
    with Workspace.open(gone.teams.ann) as ann:
        with pytest.raises(errors.NoIdentity) as caught:
            ann.say(QUESTION, "From Ann.")
        assert "Get the newest changes" in caught.value.hint
        (found,) = [each for each in ann.doctor() if each.code == "unknown-person"]
        assert found.fix == "Put your page back as it last was."
        assert any(gone.path in each.message for each in ann.doctor(fix=True))
        ann.say(QUESTION, "From Ann.")
        assert "From Ann." in said_in(ann)
        assert [each for each in ann.doctor() if each.code == "unknown-person"] == []


def test_the_page_of_somebody_else_is_not_put_back(teams: Teams) -> None:
    with Workspace.open(teams.ben) as ben:
        path = f"people/{ben.me}.md"
    git(teams.ann, "rm", "-q", path)
    git(teams.ann, "commit", "-qm", "by hand")
    with Workspace.open(teams.ann) as ann:
        ann.sync()
        assert ann.sync().notes == ()
    assert not (teams.ann / path).exists()


def test_who_never_had_a_page_is_asked_who_they_are(teams: Teams) -> None:
    git(teams.ann, "config", "coproduce.me", "p-zzzzzzzz")
    with Workspace.open(teams.ann) as ann, pytest.raises(errors.NoIdentity):
        ann.sync()


def test_what_lies_there_and_is_not_saved_is_not_written_over(gone: Gone) -> None:
    file = Path(gone.teams.ann / gone.path)
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(gone.bytes)
    with Workspace.open(gone.teams.ann) as ann:
        ann.sync()
    assert file.read_bytes() == gone.bytes
    assert_clean(gone.teams.ann)
