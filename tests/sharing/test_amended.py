"""A commit of the program that somebody changed with plain git, and a copy that never shared."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from teams import QUESTION, Teams, assert_clean, git, head

from store import Workspace

WORDS = "As I said it, ZEBRA."
FALSE = "as Ben would have it"


class Amended:
    """Ann's words and her answer, what Ben did to them by hand, and Cat, who got neither yet."""

    def __init__(self, teams: Teams, *, taken_back: bool) -> None:
        self.teams = teams
        self.ann = teams.open(teams.ann)
        self.saved = [
            self.ann.say(QUESTION, WORDS).path,
            self.ann.agree("ground-rules", position="not-yet", because="ZEBRA").path,
        ]
        first = head(teams.ann)
        if taken_back:
            for path in self.saved:
                self.ann.withdraw(Path(path).stem)
        self.ann.sync()
        self.right = self.held(teams.ann)
        git(teams.ben, "pull", "-q", "origin", "main")
        self.cat = teams.clone("Cat")
        with Workspace.open(teams.ben) as ben:
            ben.say(QUESTION, "From Ben.")
        if taken_back:
            git(teams.ben, "checkout", first, "--", *self.saved)
        else:
            self.change(teams.ben)
        git(teams.ben, "commit", "-qa", "--amend", "--no-edit")
        assert "Coproduce-Op: said" in git(teams.ben, "log", "-1", "--format=%B")
        assert self.held(teams.ben) != self.right
        self.file = teams.folder / "from-ben.bundle"
        with Workspace.open(teams.ben) as ben:
            ben.bundle(self.file)

    def change(self, folder: Path) -> None:
        for path in self.saved:
            text = (folder / path).read_text()
            changed = text.replace("ZEBRA", FALSE).replace("position: not-yet", "position: agree")
            (folder / path).write_text(changed)

    def held(self, folder: Path) -> list[bytes]:
        return [(folder / path).read_bytes() for path in self.saved]

    def get(self, folder: Path, way: str) -> tuple[str, ...]:
        """Let the workspace in `folder` get what Ben has, in the file or from the hub."""
        with Workspace.open(folder) as workspace:
            if way == "file":
                return workspace.receive(self.file).notes
            git(self.teams.ben, "push", "-q", "origin", "main", check=False)
            return workspace.sync().notes


@pytest.fixture(params=["changed", "taken back and restored"])
def amended(request: pytest.FixtureRequest, teams: Teams) -> Iterator[Amended]:
    return Amended(teams, taken_back=request.param != "changed")


@pytest.mark.parametrize("way", ["file", "hub"])
@pytest.mark.parametrize("is_ann_first", [True, False])
def test_what_was_said_stays_whoever_gets_an_amended_commit_and_however(
    amended: Amended, way: str, is_ann_first: bool
) -> None:
    teams = amended.teams
    order = [teams.ann, amended.cat] if is_ann_first else [amended.cat, teams.ann]
    told = amended.get(order[0], way)
    assert all(any(path in each for each in told) for path in amended.saved)
    assert amended.held(order[0]) == amended.right
    amended.get(order[1], way)
    for folder in (*order, teams.ben, *order, teams.ben):
        with Workspace.open(folder) as workspace:
            workspace.sync()
            (standing,) = workspace.standing("ground-rules")
            assert standing.standing != "agreed"
            assert (workspace.search("ZEBRA") == ()) == (b"ZEBRA" not in amended.right[0])
    assert len({head(each) for each in (*order, teams.ben)}) == 1
    for folder in (*order, teams.ben):
        assert amended.held(folder) == amended.right
        assert_clean(folder)


def test_who_amended_it_puts_it_right_by_sharing(amended: Amended) -> None:
    with Workspace.open(amended.teams.ben) as ben:
        assert ben.sync().notes != ()
    assert amended.held(amended.teams.ben) == amended.right
    amended.ann.sync()
    assert amended.held(amended.teams.ann) == amended.right


def test_an_amended_taking_back_that_others_have_is_still_one(teams: Teams) -> None:
    """The history of whoever amended it no longer knows of it; that of the others does."""
    ann, ben = teams.open(teams.ann), teams.open(teams.ben)
    saved = ann.say(QUESTION, WORDS)
    ann.sync()
    ben.sync()
    before = head(teams.ben)
    ben.withdraw(saved.id)
    ben.bundle(teams.folder / "taken-back.bundle")
    ann.receive(teams.folder / "taken-back.bundle")
    git(teams.ben, "checkout", before, "--", saved.path)
    git(teams.ben, "commit", "-q", "--amend", "--no-edit", "--allow-empty")
    ben.bundle(teams.folder / "amended.bundle")
    ann.receive(teams.folder / "amended.bundle")
    assert WORDS not in (teams.ann / saved.path).read_text()
    ann.sync()
    ben.sync()
    assert WORDS not in (teams.ben / saved.path).read_text()


@pytest.mark.parametrize("taken_back", [True, False])
def test_copies_that_only_ever_shared_by_file_put_it_right(
    tmp_path: Path, taken_back: bool
) -> None:
    """Nobody looked at any of this history before, and no merge is needed."""
    with Workspace.init(tmp_path / "ann", "Evenings", name="Ann") as ann:
        path = ann.say(QUESTION, WORDS).path
        first = head(ann.root)
        if taken_back:
            ann.withdraw(Path(path).stem)
        ann.bundle(tmp_path / "ann.bundle")
        right = (ann.root / path).read_bytes()
    with Workspace.join(str(tmp_path / "ann.bundle"), tmp_path / "ben", name="Ben") as ben:
        ben.say(QUESTION, "From Ben.")
        git(ben.root, "checkout", first, "--", path)
        if not taken_back:
            (ben.root / path).write_text((ben.root / path).read_text().replace("ZEBRA", FALSE))
        git(ben.root, "commit", "-qa", "--amend", "--no-edit")
        ben.bundle(tmp_path / "ben.bundle")
    with Workspace.open(tmp_path / "ann") as ann:
        assert any(path in each for each in ann.receive(tmp_path / "ben.bundle").notes)
        assert (ann.root / path).read_bytes() == right
        assert ann.receive(tmp_path / "ben.bundle").notes == ()
        ann.bundle(tmp_path / "ann.bundle")
    with Workspace.open(tmp_path / "ben") as ben:
        ben.receive(tmp_path / "ann.bundle")
        assert (ben.root / path).read_bytes() == right
    assert head(tmp_path / "ann") == head(tmp_path / "ben")
