"""Where not all that was saved is at hand, nothing is agreed, and every command says why."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from schema.standing import AGREED, ASKED, NOT_YET
from store import Workspace


@pytest.fixture
def group(tmp_path: Path) -> Iterator[Workspace]:
    """Give a workspace in which Robin, who alone is asked, agreed."""
    with Workspace.init(tmp_path / "group", "Evenings", name="Robin") as made:
        made.new("agreement", "Rules", {"parties": (made.me,)}, "We listen.")
        made.agree("rules")
        yield made


def git(root: Path, *args: str) -> str:
    who = ("-c", "user.name=x", "-c", "user.email=x@example.invalid")
    done = subprocess.run(["git", "-C", root, *who, *args], check=True, capture_output=True)
    return done.stdout.decode().strip()


def run(root: Path, *args: str, module: str = "tui") -> tuple[int, str]:
    line = [sys.executable, "-m", module, "-C", str(root), *args]
    done = subprocess.run(line, capture_output=True, check=False)
    return done.returncode, " ".join((done.stdout + done.stderr).decode().split())


def state(root: Path) -> str:
    with Workspace.open(root) as workspace:
        (found,) = workspace.standing("rules")
        shown = workspace.show("rules")
        line = next(each for each in workspace.agreements() if each.id == found.id)
        over_time = workspace.standing_over_time("rules")
        assert {found.standing, line.standing, over_time[-1].state} == {found.standing}
        assert getattr(shown, "standing", "") == found.standing
        return found.standing


def test_with_the_newest_part_of_the_history_nothing_is_agreed(
    group: Workspace, tmp_path: Path
) -> None:
    whole, shallow = tmp_path / "whole", tmp_path / "shallow"
    git(tmp_path, "clone", "-q", f"file://{group.root}", str(whole))
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{group.root}", str(shallow))
    assert state(whole) == AGREED
    assert run(whole, "verify")[0] == 0
    assert state(shallow) == ASKED
    assert run(shallow, "verify")[0] == 3
    for command in ("standing", "list", "status", "check", "verify"):
        assert "History incomplete" not in run(whole, command)[1]
        assert run(shallow, command)[1].count("History incomplete") == 1
        assert '"history_incomplete": true' in run(shallow, command, "--json")[1]
    git(shallow, "fetch", "-q", "--unshallow")
    assert state(shallow) == AGREED


@pytest.mark.parametrize("form", ["html", "text", "md"])
@pytest.mark.parametrize("report", [("report", "agreement"), ("slip",)])
def test_papers_say_that_not_all_is_here(
    group: Workspace, tmp_path: Path, report: tuple[str, ...], form: str
) -> None:
    form = "text" if report == ("slip",) else form
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{group.root}", str(shallow))
    said = "whether somebody said no cannot be seen"
    assert said not in run(group.root, *report, "rules", "--format", form)[1]
    assert said in run(shallow, *report, "rules", "--format", form)[1]


def test_at_an_earlier_moment_a_no_said_since_keeps_it_from_being_agreed(group: Workspace) -> None:
    before = git(group.root, "rev-parse", "HEAD")
    assert state(group.root) == AGREED
    group.agree("rules", position="not-yet", because="too fast")
    assert state(group.root) == NOT_YET
    git(group.root, "checkout", "-q", before)
    assert state(group.root) == ASKED
    assert run(group.root, "verify")[0] == 3
    for command in ("standing", "list", "status", "check", "verify"):
        assert "More was said or saved than is here" in run(group.root, command)[1]


def test_another_text_that_is_not_here_takes_no_agreement_back(group: Workspace) -> None:
    before = git(group.root, "rev-parse", "HEAD")
    group.new("barrier", "The bus", {}, "It was late.")
    git(group.root, "checkout", "-q", before)
    assert state(group.root) == AGREED
    assert run(group.root, "verify")[0] == 0


def test_a_grafts_file_hides_no_no(group: Workspace) -> None:
    group.agree("rules", position="not-yet", because="too fast")
    (said,) = (
        e for e in (group.root / "contributions").rglob("*.md") if "too fast" in e.read_text()
    )
    git(group.root, "rm", "-q", str(said))
    git(group.root, "commit", "-q", "-m", "tidy")
    info = group.root / ".git" / "info"
    info.mkdir(exist_ok=True)
    (info / "grafts").write_text(git(group.root, "rev-parse", "HEAD") + "\n")
    assert state(group.root) == NOT_YET
    assert "The whole history is read all the same" in run(group.root, "doctor")[1]


@pytest.mark.parametrize("module", ["tui", "tui.cli"])
def test_the_module_is_the_command(group: Workspace, module: str) -> None:
    assert "Rules" in run(group.root, "list", module=module)[1]
    assert run(group.root, "no-such-command", module=module)[0] != 0
