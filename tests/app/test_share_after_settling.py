"""What sharing told of differences is told anew once some of them are settled."""

from collections.abc import Callable
from pathlib import Path

from differing import copy_of, make_teams, opened
from hands import press, seen
from textual.pilot import Pilot

from tui.app.application import Coproduce

Walk = Callable[..., Coproduce]


def test_what_was_settled_is_not_counted_any_more(tmp_path: Path, walk: Walk) -> None:
    make_teams(tmp_path / "made")
    north = copy_of(tmp_path / "made", tmp_path / "teams")

    async def look(pilot: Pilot[None]) -> None:
        await press(pilot, "s", "s")
        assert "3 documents are worded differently" in " ".join(seen(pilot).split())
        with opened(north) as workspace:
            workspace.settle("more-sleep", field="known_by", keep=1, why="It is.")
        await press(pilot, "1", "s")
        said = " ".join(seen(pilot).split())
        assert "2 documents are worded differently" in said
        assert "3 documents" not in said

    walk(north, look)
