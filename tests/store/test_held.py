"""Words being written are kept as one types, found after a crash, and kept apart by window."""

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from store import Workspace, held
from store.git import RepositoryPaths

_OTHER_WINDOW = """
import sys
from store import Workspace
with Workspace.open(sys.argv[1]) as workspace:
    workspace.hold_draft("document:step/1#1.1", sys.argv[2], base="before")
    print("held", flush=True)
    sys.stdin.read()
"""


def _other_window(folder: Path, text: str) -> "subprocess.Popen[str]":
    window = subprocess.Popen(
        [sys.executable, "-c", _OTHER_WINDOW, str(folder), text],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert window.stdout
    assert window.stdout.readline() == "held\n"
    return window


def _files(workspace: Workspace) -> list[Path]:
    return sorted((workspace.root / ".git" / "coproduce" / "held").glob("*.json"))


def test_what_is_being_written_replaces_what_was_held_before(example: Path) -> None:
    with Workspace.open(example) as workspace:
        first = workspace.hold_draft("words:step/1", "We", base="")
        second = workspace.hold_draft("words:step/1", "We listen.", base="")
        assert first == second
        assert len(_files(workspace)) == 1
        found = workspace.held_draft("words:step/1")
        assert found is not None
        assert (found.text, found.about, found.key) == ("We listen.", "words:step/1", first)


def test_only_this_user_can_read_what_is_held(example: Path) -> None:
    with Workspace.open(example) as workspace:
        workspace.hold_draft("words:step/1", "Nobody should see this yet.")
        (file,) = _files(workspace)
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_what_was_saved_is_forgotten(example: Path) -> None:
    with Workspace.open(example) as workspace:
        key = workspace.hold_draft("words:step/1", "We listen.")
        workspace.drop_draft(key)
        workspace.drop_draft(key)
        assert workspace.held_draft("words:step/1") is None
        assert _files(workspace) == []


def test_different_things_are_held_apart_newest_first(example: Path) -> None:
    with Workspace.open(example) as workspace:
        workspace.hold_draft("words:step/1", "one")
        workspace.hold_draft("document:step/1", "two")
        assert [each.text for each in workspace.held_drafts()] == ["two", "one"]


def test_words_of_an_open_window_are_its_own_until_it_dies(example: Path) -> None:
    window = _other_window(example, "typed in the other window")
    with Workspace.open(example) as workspace:
        assert workspace.held_drafts() == ()
        mine = workspace.hold_draft("document:step/1#1.1", "typed here")
        os.kill(window.pid, signal.SIGKILL)
        window.wait()
        assert [each.text for each in workspace.held_drafts()] == [
            "typed here",
            "typed in the other window",
        ]
        workspace.drop_draft(mine)
        found = workspace.held_draft("document:step/1#1.1")
        assert found is not None
        assert (found.text, found.base) == ("typed in the other window", "before")
        workspace.drop_draft(found.key)
        assert workspace.held_drafts() == ()


def test_a_cleared_private_folder_is_no_hindrance(example: Path) -> None:
    with Workspace.open(example) as workspace:
        workspace.hold_draft("words:step/1", "before")
        for file in (workspace.root / ".git" / "coproduce" / "held").iterdir():
            file.unlink()
        workspace.hold_draft("words:step/1", "after")
        found = workspace.held_draft("words:step/1")
        assert found is not None
        assert found.text == "after"


def test_a_file_that_is_no_held_text_is_left_alone(example: Path) -> None:
    with Workspace.open(example) as workspace:
        workspace.hold_draft("words:step/1", "mine")
        strange = workspace.root / ".git" / "coproduce" / "held" / "abc-def.json"
        strange.write_text("{")
        assert [each.text for each in workspace.held_drafts()] == ["mine"]
        assert strange.exists()


def test_a_key_from_elsewhere_removes_nothing(example: Path) -> None:
    with Workspace.open(example) as workspace:
        outside = workspace.root / ".git" / "coproduce" / "other.json"
        outside.parent.mkdir(exist_ok=True)
        outside.write_text("{}")
        workspace.drop_draft("../other")
        assert outside.exists()


@given(about=st.text(max_size=60), text=st.text(), base=st.text())
def test_any_text_about_anything_comes_back_exactly(
    about: str, text: str, base: str, tmp_path_factory: object
) -> None:
    place = Path(str(tmp_path_factory.getbasetemp())) / "any"  # type: ignore[attr-defined]
    paths = RepositoryPaths(place, place, place, place)
    key = held.hold(paths, about, text, base)
    (found,) = [each for each in held.found(paths) if each.key == key]
    assert (found.about, found.text, found.base) == (about, text, base)
    held.drop(paths, key)
