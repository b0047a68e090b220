"""Positions of one person that are saved at the same moment take the place of one another."""

import subprocess
import sys
from pathlib import Path

from store import Workspace

SEVERAL = 6


def test_of_positions_said_at_once_the_last_one_counts(tmp_path: Path) -> None:
    place = tmp_path / "group"
    with Workspace.init(place, "Evenings", name="Robin") as made:
        made.new("agreement", "Rules", {"parties": (made.me,)}, "We listen.")
    program = "import sys; from tui.cli import run; sys.exit(run(sys.argv[1:]))"
    line = [sys.executable, "-c", program, "-C", str(place), "agree", "rules"]
    running = [subprocess.Popen(line, stdout=subprocess.DEVNULL) for _ in range(SEVERAL)]
    assert [each.wait() for each in running] == [0] * SEVERAL
    with Workspace.open(place) as workspace:
        (standing,) = workspace.standing("rules")
    assert len(standing.positions) == SEVERAL
    assert len([each for each in standing.positions if each.current]) == 1
    assert standing.standing == "agreed"
