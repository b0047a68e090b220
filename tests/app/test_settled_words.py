"""What was settled reads as that, with every wording and the reason, never as marks in a file."""

from collections.abc import Callable
from pathlib import Path

import pytest
from differing import MINE, THEIRS, copy_of, make_teams, opened
from hands import press, seen
from textual.pilot import Pilot
from walking import TODAY

from schema.revisions import Settled
from schema.worddiff import word_diff
from tui.app.worddiff import ChangeView
from tui.app.wording import wordings_of
from tui.lines.history import history_blocks, settled_by
from tui.naming import Naming
from tui.settlements import beside_settlements, how, settlements

Walk = Callable[..., object]
RULES = "ground-rules"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return two teams' workspaces, made once; never change them."""
    place = tmp_path_factory.mktemp("teams") / "made"
    place.mkdir()
    make_teams(place)
    return place


@pytest.fixture
def settled(made: Path, tmp_path: Path) -> Path:
    """Return a workspace in which both teams' wordings met, and one was kept."""
    folder = copy_of(made, tmp_path / "teams")
    with opened(folder) as workspace:
        workspace.sync()
        found = next(each for each in workspace.differences(RULES) if not each.field)
        keep = found.wordings.index(THEIRS) + 1
        workspace.settle(RULES, at=1, keep=keep, why="People asked for it.")
    return folder


def test_a_settled_passage_is_told_with_both_wordings_and_why(settled: Path, walk: Walk) -> None:
    with opened(settled) as workspace:
        newest = workspace.history(RULES, limit=1)[0]
        changes = wordings_of(workspace, newest.commit)
        naming = Naming(workspace, TODAY.date())
        settled_words = settled_by(workspace, [newest], naming)
        blocks = history_blocks([newest], naming, settled=settled_words)
        said = " ".join(map(str, blocks))

    async def look(pilot: Pilot[None]) -> None:
        pilot.app.push_screen(ChangeView("Ground rules", changes))
        await press(pilot)
        assert "Settled: kept wording" in seen(pilot)
        for wording in (MINE, THEIRS):
            assert wording in seen(pilot)
        assert "why: People asked for it." in seen(pilot)
        for mark in ("**", "> ", "Wording 1", "Nothing changed"):
            assert mark not in seen(pilot)

    walk(settled, look)
    assert "Settled: kept wording" in said
    assert MINE in said
    assert THEIRS in said


FILE = "---\nkind: agreement\nid: x-abc234\ntitle: T\n---\n{}\n\nWe rest.\n"
OPEN = (
    "> **Different wordings**\n>\n> **Wording 1**\n>\n> We listen.\n>\n"
    "> **Wording 2**\n>\n> We wait.\n"
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("We listen.", "kept wording 1 of 2"),
        ("We wait.", "kept wording 2 of 2"),
        ("We listen.\n\nWe wait.", "both wordings kept"),
        ("We do both.", "worded anew, or left out"),
    ],
)
def test_what_else_changed_is_compared_without_the_marks(
    settled: Path, text: str, said: str
) -> None:
    spans = word_diff(FILE.format(OPEN), FILE.format(text).replace("rest", "sleep"))
    with opened(settled) as workspace:
        (found,) = settlements(spans, Naming(workspace, TODAY.date()))
    assert (found.how, found.wordings) == (said, ("We listen.", "We wait."))
    rest = beside_settlements(spans)
    assert not any("**" in span.text for span in rest)
    came, went = (
        [each.text.strip() for each in rest if each.op == op and each.text.strip()]
        for op in ("add", "remove")
    )
    if text == "We do both.":
        assert "We do both." in " ".join(came)
    else:
        assert (came, went) == (["sleep"], ["rest"])


def test_what_was_kept_is_said_for_any_number_of_wordings() -> None:
    assert how(Settled(("a", "b", "c"), (0, 2))) == "kept wordings 1 and 3 of 3"
    assert how(Settled(("a", "b", "c"), (0, 1, 2))) == "all wordings kept"
