"""What docs/sharing.md shows is what happens."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from store import Workspace
from store.errors import ForeignOperation, HistoryRewritten, ShallowHistory

PAGE = Path(__file__).parents[2] / "docs" / "sharing.md"
COMMANDS = Path(sys.executable).parent
_RUNS = re.compile(r"<!-- runs: (\w+)(?:, in ([\w-]+))? -->\n```sh\n(.*?)```", re.DOTALL)
BASE = "Staff check in every hour.\n\nWhat is said here stays here.\n"


def environment() -> dict[str, str]:
    path = f"{COMMANDS}{os.pathsep}{os.environ['PATH']}"
    who = {
        f"GIT_{role}_{part}": value
        for role in ("AUTHOR", "COMMITTER")
        for part, value in (("NAME", "Plain Git"), ("EMAIL", "plain@example.invalid"))
    }
    return {**os.environ, **who, "PATH": path, "COLUMNS": "100"}


def sh(folder: Path, command: str, *, check: bool = True) -> str:
    done = subprocess.run(
        ["sh", "-c", command], cwd=folder, env=environment(), capture_output=True, text=True
    )
    assert not check or done.returncode == 0, (command, done.stdout, done.stderr)
    return done.stdout + done.stderr


def run_blocks(name: str, place: Path, said: str = "") -> str:
    """Run the blocks of that name as they stand on the page, in folders below `place`."""
    given = {
        "/media/stick": f"{place}/stick",
        "/srv/git": f"{place}/srv",
        "https://git.example.org/team/evenings.git": f"{place}/host.git",
    }
    blocks = [each for each in _RUNS.findall(PAGE.read_text("utf-8")) if each[0] == name]
    assert blocks, name
    for _, folder, script in blocks:
        text = re.sub("|".join(map(re.escape, given)), lambda found: given[found.group()], script)
        said += sh(place / folder, f"set -e\n{text}")
    return said


@pytest.fixture(scope="session")
def made_evenings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("made") / "evenings"
    with Workspace.init(place, "Evenings", name="North team") as workspace:
        workspace.new("agreement", "Ground rules", {"about": "aims"}, BASE)
    return place


@pytest.fixture
def place(made_evenings: Path, tmp_path: Path) -> Path:
    """A folder with the first team's workspace in it, a stick and room for a host."""
    for name in ("stick", "srv"):
        (tmp_path / name).mkdir()
    shutil.copytree(made_evenings, tmp_path / "evenings", symlinks=True)
    return tmp_path


@pytest.fixture
def teams(place: Path) -> Path:
    """Two teams with a host between them."""
    sh(place, "git init -q --bare --initial-branch=main host.git")
    run_blocks("host", place)
    sh(place, "coproduce -C our-copy sync && coproduce -C evenings sync")
    return place


def reword(folder: Path, clause: str) -> None:
    with Workspace.open(folder) as workspace:
        workspace.edit("ground-rules", body=BASE.replace("Staff check in every hour.", clause))


def wordings(folder: Path) -> set[str]:
    with Workspace.open(folder) as workspace:
        return {w for each in workspace.differences() for w in each.wordings}


@pytest.mark.parametrize("way", ["drive", "file"])
def test_the_first_day_of_another_team(way: str, place: Path) -> None:
    said = run_blocks(way, place)
    assert "You have joined “Evenings”" in said
    with Workspace.open(place / "our-copy") as workspace:
        assert workspace.title_of("ground-rules") == "Ground rules"
        assert workspace.name(workspace.me) == "South team"
    if way == "drive":
        with Workspace.open(place / "second-copy") as workspace:
            assert [each.name for each in workspace.people()] == ["North team"]


def test_the_first_day_with_a_host_and_every_day_after(teams: Path) -> None:
    reword(teams / "evenings", "Staff come by.")
    sh(teams, "coproduce -C evenings sync")
    assert "1 change came in" in run_blocks("daily", teams)
    with Workspace.open(teams / "our-copy") as workspace:
        assert workspace.came_in().records[0].title == "Ground rules"


def test_a_difference_is_shown_and_settled_as_the_page_says(teams: Path) -> None:
    reword(teams / "evenings", "Staff check in every two hours.")
    reword(teams / "our-copy", "Staff check in when asked.")
    sh(teams, "coproduce -C evenings sync && coproduce -C our-copy sync")
    said = run_blocks("settle", teams)
    assert "from South team" in said
    assert "Settled: a difference in “Ground rules”." in said
    sh(teams, "coproduce -C our-copy sync && coproduce -C evenings sync")
    with Workspace.open(teams / "evenings") as workspace:
        assert not workspace.differences()


def test_a_server_of_ones_own_takes_what_is_shared_and_loses_nothing(place: Path) -> None:
    run_blocks("server", place)
    sh(place / "evenings", f"git remote add origin {place}/srv/evenings.git && coproduce sync")
    sh(place, "git clone -q srv/evenings.git plain")
    sh(place / "plain", "git commit -q --amend --allow-empty -m other")
    refused = sh(place / "plain", "git push --force origin main", check=False)
    assert "denying non-fast-forward" in refused


def test_a_conflict_of_plain_git_stops_saving_until_it_is_called_off(teams: Path) -> None:
    reword(teams / "evenings", "Staff check in every two hours.")
    reword(teams / "our-copy", "Staff check in when asked.")
    sh(teams, "coproduce -C evenings sync")
    ours = teams / "our-copy"
    assert "CONFLICT" in sh(ours, "git pull -q --no-rebase origin main", check=False)
    with Workspace.open(ours) as workspace, pytest.raises(ForeignOperation):
        workspace.edit("ground-rules", title="Other")
    sh(ours, "git merge --abort && coproduce sync")
    assert wordings(ours) == {"Staff check in every two hours.", "Staff check in when asked."}


def test_a_side_that_was_picked_or_marks_that_were_saved_come_back_as_a_difference(
    teams: Path,
) -> None:
    for choose in ("git pull -q --no-rebase -X ours origin main", "git commit -qam Marks"):
        reword(teams / "evenings", f"Staff check in every two hours, {len(choose)}.")
        reword(teams / "our-copy", f"Staff check in when asked, {len(choose)}.")
        sh(teams, "coproduce -C evenings sync")
        ours = teams / "our-copy"
        if "pull" not in choose:
            sh(ours, "git pull -q --no-rebase origin main", check=False)
        sh(ours, f"{choose} && coproduce sync")
        assert wordings(ours) == {
            f"Staff check in every two hours, {len(choose)}.",
            f"Staff check in when asked, {len(choose)}.",
        }
        sh(ours, "coproduce settle ground-rules --at 1 --keep 1 --why Done && coproduce sync")
        sh(teams, "coproduce -C evenings sync")


def test_a_place_that_was_rewritten_stops_sharing_and_can_be_rejoined(teams: Path) -> None:
    reword(teams / "evenings", "Staff come by.")
    sh(teams, "coproduce -C evenings sync && coproduce -C our-copy sync")
    sh(teams, "git clone -q host.git plain")
    sh(teams / "plain", "git reset -q --hard HEAD~1 && git commit -q --allow-empty -m Other")
    sh(teams / "plain", "git push -q --force origin main")
    with Workspace.open(teams / "our-copy") as workspace, pytest.raises(HistoryRewritten):
        workspace.sync()
    sh(teams / "our-copy", "coproduce sync --rejoin")
    sh(teams, "coproduce -C evenings sync --rejoin")
    with Workspace.open(teams / "evenings") as workspace:
        assert "Staff come by." in workspace.show("ground-rules").source


def test_squashing_on_the_host_keeps_the_words(teams: Path) -> None:
    sh(teams, "git clone -q host.git plain")
    plain = teams / "plain"
    sh(plain, "git checkout -q -b side && git push -q origin side")
    rules = next((plain / "agreements").glob("*.md"))
    for clause in ("Staff knock.", "Staff knock and wait."):
        rules.write_text(re.sub("Staff .*", clause, rules.read_text()))
        sh(plain, "git commit -qam 'Edited by hand'")
    sh(plain, "git checkout -q main && git merge -q --squash side && git commit -qm Squashed")
    sh(plain, "git push -q origin main && git checkout -q side")
    sh(teams / "our-copy", f"git pull -q --no-rebase {plain} side && coproduce sync")
    with Workspace.open(teams / "our-copy") as workspace:
        assert "Staff knock and wait." in workspace.show("ground-rules").source
        assert not workspace.differences()


def test_a_shallow_copy_is_for_reading_until_it_has_the_whole_history(teams: Path) -> None:
    shallow = teams / "shallow"
    sh(teams, f"git clone -q --depth 1 file://{teams}/host.git shallow")
    with Workspace.open(shallow, as_person="North team") as workspace:
        assert workspace.title == "Evenings"
        assert workspace.status().history_incomplete
        with pytest.raises(ShallowHistory):
            workspace.sync()
    sh(shallow, "git fetch -q --unshallow")
    with Workspace.open(shallow, as_person="North team") as workspace:
        assert not workspace.status().history_incomplete
        workspace.sync()


@pytest.mark.parametrize("command", ["status", "standing", "history", "doctor"])
def test_a_shallow_copy_says_the_way_out_in_words_of_the_program(teams: Path, command: str) -> None:
    sh(teams, f"git clone -q --depth 1 file://{teams}/host.git shallow")
    said = " ".join(sh(teams / "shallow", f"coproduce {command}").split())
    assert "only its newest part is here" in said or "Only the newest part" in said
    assert "in an empty folder with: coproduce join URL DIR" in said
    assert "unshallow" not in said


def test_an_edit_by_hand_is_a_change_like_any_other(teams: Path) -> None:
    sh(teams, "git clone -q host.git plain")
    rules = next((teams / "plain" / "agreements").glob("*.md"))
    rules.write_text(re.sub("Staff .*", "Staff knock.", rules.read_text()))
    sh(teams / "plain", "git commit -qam 'Edited by hand' && git push -q origin main")
    sh(teams / "our-copy", "coproduce sync")
    with Workspace.open(teams / "our-copy") as workspace:
        change = workspace.history("ground-rules", limit=1)[0]
    assert (change.kind, change.who) == ("outside", "Plain Git")
