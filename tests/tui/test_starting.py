"""Beginning: a new workspace, the worked example, and the line that counts long work."""

import io
import shutil

import pytest

from store.workspace import Workspace
from tui.progress import Progress


def test_a_new_workspace_says_what_to_do_next_and_each_of_it_works(tmp_path, call):
    ran = call("-C", str(tmp_path), "init", "new", "--title", "Evenings", "--name", "North team")
    assert ran.code == 0
    assert str(tmp_path / "new") in ran.out
    assert "you appear as North team" in ran.out
    start = ("-C", str(tmp_path / "new"))
    assert call(*start, "edit", "step/1", "--section", "1.1", "--body", "We did.").code == 0
    assert call(*start, "new", "person", "--title", "Sam").code == 0
    assert call(*start, "say", "1.1", "Hello.").code == 0
    assert call(*start, "new", "agreement", "--title", "Rules").code == 0


def test_a_new_workspace_as_json(tmp_path, call):
    found = call("init", str(tmp_path / "new"), "--title", "Evenings", "--json").document
    assert found["title"] == "Evenings"
    assert found["folder"] == str(tmp_path / "new")
    assert found["me"].startswith("p-")
    assert found["commit"]


@pytest.mark.parametrize(
    "arguments", [(), ("--title", ""), ("--title", "x", "--perspective", "king")]
)
def test_what_a_new_workspace_lacks_is_told_and_nothing_is_left_behind(tmp_path, call, arguments):
    ran = call("init", str(tmp_path / "new"), *arguments)
    assert ran.code == 2
    assert not (tmp_path / "new").exists()


def test_a_workspace_is_never_made_over_another(here, call):
    ran = call("init", "--title", "Again")
    assert ran.code == 1
    assert "already holds" in ran.err


@pytest.fixture
def quick_example(made_example, monkeypatch):
    """Copy the worked example where it would be made."""

    def copied(folder, *, seed=1, progress):
        progress(1, 2, "November")
        shutil.copytree(made_example, folder, symlinks=True)
        return Workspace.open(folder)

    monkeypatch.setattr("store.example.make.make_example", copied)


def test_the_example_is_made_once_and_opened_after(tmp_path, monkeypatch, call, quick_example):
    monkeypatch.chdir(tmp_path)
    first = call("demo")
    assert first.code == 0, first.err
    assert f"The worked example is in {tmp_path / 'demo'}" in first.out
    assert "Evenings at the crisis café" in first.out
    assert [each.name for each in tmp_path.iterdir() if each.name != "home"] == ["demo"]
    assert "was already" in call("demo", "--no-open").out
    assert call("demo", "--json").document["made"] is False


def test_the_example_is_not_made_over_anything(tmp_path, call, quick_example):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("keep me")
    ran = call("demo", str(tmp_path / "full"))
    assert ran.code == 1
    assert "something else" in ran.err
    assert [each.name for each in (tmp_path / "full").iterdir()] == ["letter.txt"]


def test_an_empty_folder_is_fine_for_the_example(tmp_path, call, quick_example):
    (tmp_path / "empty").mkdir()
    assert call("demo", str(tmp_path / "empty"), "--no-open").code == 0


def test_an_example_that_was_stopped_leaves_nothing_behind(tmp_path, monkeypatch, call):
    def stops(folder, *, seed=1, progress):
        folder.mkdir()
        raise KeyboardInterrupt

    monkeypatch.setattr("store.example.make.make_example", stops)
    assert call("demo", str(tmp_path / "demo")).code == 1
    assert [each.name for each in tmp_path.iterdir() if each.name != "home"] == []


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands still until it is moved."""
    now = [100.0]
    monkeypatch.setattr("tui.progress.time.monotonic", lambda: now[0])
    return now


def counted(monkeypatch, clock, seconds, stream, *, quiet=False):
    monkeypatch.setattr("sys.stderr", stream)
    progress = Progress(quiet=quiet)
    clock[0] += seconds
    progress(3, 10, "Reading the records")
    return progress


def test_work_over_a_second_is_counted_and_the_line_cleared_after(monkeypatch, clock):
    stream = Terminal()
    progress = counted(monkeypatch, clock, 1.5, stream)
    assert "Reading the records: 3 of 10" in stream.getvalue()
    progress.end()
    assert stream.getvalue().endswith("\r")
    assert stream.getvalue().split("\r")[-2].strip() == ""


def test_quick_work_programs_and_pipes_are_not_counted(monkeypatch, clock):
    for seconds, stream, quiet in (
        (0.5, Terminal(), False),
        (5, Terminal(), True),
        (5, io.StringIO(), False),
    ):
        counted(monkeypatch, clock, seconds, stream, quiet=quiet).end()
        assert stream.getvalue() == ""


def test_where_there_is_no_workspace_the_folder_is_named_in_full(tmp_path, monkeypatch, call):
    monkeypatch.chdir(tmp_path)
    ran = call("status")
    told = " ".join(ran.err.split())
    assert f"There is no workspace in {tmp_path} or" in told
    assert "coproduce join" in told
