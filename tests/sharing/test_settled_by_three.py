"""Teams settle one difference in different ways while apart, and share through one place."""

from itertools import permutations
from pathlib import Path

import pytest
from teams import Teams, assert_clean, head, rules_of, text_of

from schema.codec import read
from schema.differences import AGAIN_FIELD
from store import Workspace

BASE = "We listen.\n\nWe take breaks.\n\nWe start on time."
WHY = "We talked about it."


def differ(teams: Teams) -> list[Path]:
    """Return three copies in which the same two wordings of a clause and of a field are open."""
    folders = [teams.ann, teams.ben, teams.clone("cid")]
    for folder, clause, about in zip(
        folders, ("every hour", "at three"), ("aims", "issue"), strict=False
    ):
        workspace = teams.open(folder)
        body = BASE.replace("We take breaks", f"We take breaks {clause}")
        workspace.edit(rules_of(workspace), body=body, fields={"about": about})
    share(teams, folders)
    assert len({head(each) for each in folders}) == 1
    return folders


def share(teams: Teams, folders: list[Path]) -> None:
    for _ in range(2):
        for each in folders:
            teams.open(each).sync()


def settle(workspace: Workspace, clause: int | str, about: int | str) -> None:
    rules = rules_of(workspace)
    for place, how in (({"at": 1}, clause), ({"field": "about"}, about)):
        way = {"keep": how} if isinstance(how, int) else {"text": how}
        workspace.settle(rules, **place, **way, why=WHY)  # pyright: ignore


@pytest.mark.parametrize("order", permutations(range(3)))
def test_what_three_teams_chose_stands_side_by_side_whoever_shares_first(
    teams: Teams, order: tuple[int, ...]
) -> None:
    folders = differ(teams)
    ways = ((1, 1), (2, 2), ("We take breaks when we need one.", "values"))
    for folder, way in zip(folders, ways, strict=True):
        settle(teams.open(folder), *way)
    share(teams, [folders[each] for each in order])
    assert len({head(each) for each in folders}) == 1
    field, clause = teams.open(teams.ann).differences()
    assert field.wordings == ("aims", "issue", "values")
    assert clause.wordings == (
        "We take breaks at three.",
        "We take breaks every hour.",
        "We take breaks when we need one.",
    )
    assert field.again
    assert clause.again
    settle(teams.open(teams.ben), 1, 3)
    share(teams, folders)
    for each in folders:
        assert teams.open(each).differences() == ()
        file = read(text_of(teams.open(each)).encode())
        assert (file.fields["about"], AGAIN_FIELD in file.fields) == ("values", False)
        assert file.body.startswith("We listen.\n\nWe take breaks at three.\n\nWe start")
        assert_clean(each)


def test_a_third_team_that_keeps_one_too_does_not_stand_alone(teams: Teams) -> None:
    folders = differ(teams)
    for folder, way in zip(folders, (1, 2, 1), strict=True):
        settle(teams.open(folder), way, way)
    share(teams, folders)
    assert [len(each.wordings) for each in teams.open(teams.ann).differences()] == [2, 2]


def test_what_all_chose_alike_is_settled(teams: Teams) -> None:
    folders = differ(teams)
    for folder in folders:
        settle(teams.open(folder), 2, 2)
    share(teams, folders)
    assert teams.open(teams.ann).differences() == ()
