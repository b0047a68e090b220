"""Tab offers commands, options, records, people and kinds, quickly and without a word on errors."""

import subprocess

import pytest

from tui.cli import run


@pytest.fixture
def offered(capsys, monkeypatch):
    """Ask for completions as fish does; returns the words offered."""

    def _offered(line, incomplete):
        monkeypatch.setenv("_COPRODUCE_COMPLETE", "fish_complete")
        monkeypatch.setenv("COMP_WORDS", f"coproduce {line}")
        monkeypatch.setenv("COMP_CWORD", incomplete)
        capsys.readouterr()
        assert run([]) == 0
        seen = capsys.readouterr()
        assert seen.err == ""
        lines = [each for each in seen.out.splitlines() if each.startswith("plain,")]
        return [each.removeprefix("plain,").partition("\t")[0] for each in lines]

    return _offered


def test_commands_and_options(offered):
    assert "status" in offered("", "")
    assert offered("", "st") == ["status", "standing"]
    assert "--position" in offered("agree x", "--p")
    assert "--json" in offered("agree x", "--j")


def test_records_people_kinds_and_choices(here, offered):
    assert any(each.startswith("agreement/ground-rules-") for each in offered("show", "agr"))
    assert all(each.startswith("p-") for each in offered("say 2.3 --by", "p-"))
    assert offered("say 2.3 --by", "anon") == ["anonymous"]
    assert offered("new", "ag") == ["agreement"]
    assert "not-yet" in offered("agree x --position", "n")
    assert all(each.startswith("agreement/") for each in offered("agree", ""))


def test_questions_of_a_step(here, offered):
    assert offered("show", "step/2#2.3") == ["step/2#2.3"]
    assert len(offered("show", "step/2#")) == 8


def test_the_folder_is_respected(workspace, offered):
    found = offered(f"-C {workspace} show", "agr")
    assert any(each.startswith("agreement/ground-rules-") for each in found)


def test_nothing_is_said_where_there_is_no_workspace(tmp_path, monkeypatch, offered):
    monkeypatch.chdir(tmp_path)
    assert offered("show", "agr") == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_each_shell_is_printed(shell, call):
    script = call("completion", shell).out
    assert "_COPRODUCE_COMPLETE" in script
    assert call("completion", shell, "--json").document["script"].strip() == script.strip()


def test_the_bash_script_is_bash(call):
    script = call("completion", "bash").out
    checked = subprocess.run(["bash", "-n"], input=script, text=True, capture_output=True)
    assert checked.returncode == 0, checked.stderr


def test_another_shell_is_refused(call):
    assert call("completion", "tcsh").code == 2
