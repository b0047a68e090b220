"""The thin line, with the installed command on a real workspace, as a facilitator types it."""

import json
import os
import subprocess
import sys
from pathlib import Path


def git(place, *arguments):
    ran = subprocess.run(
        ["git", "-C", str(place), *arguments], capture_output=True, text=True, check=True
    )
    return ran.stdout.strip()


def test_an_agreement_from_its_first_words_to_standing_history_and_diff(command, tmp_path):
    place = tmp_path / "evenings"
    made = command(
        "init", place, "--title", "Evenings", "--name", "Robin", "--perspective", "staff"
    )
    assert made.code == 0, made.err
    assert "In the history you appear as Robin." in made.out

    new = command(
        *("new", "agreement", "--title", "Ground rules", "--set", "parties=Robin"),
        *("--body", "We listen. Staff check in every two hours.", "--json"),
        cwd=place,
    )
    rules = new.document["id"]
    assert new.document["kind"] == "agreement"
    assert (place / new.document["path"]).is_file()
    assert git(place, "rev-parse", "HEAD") == new.document["commit"]

    agreed = command("agree", "ground-rules", cwd=place)
    assert agreed.code == 0
    assert "Saved: Robin: “I agree” on “Ground rules”." in agreed.out
    assert "where this is now: agreed" in agreed.out

    edited = command(
        *("edit", "ground-rules", "--body", "We listen. Staff check in when the person asks."),
        *("--why", "People asked for less checking at night."),
        cwd=place,
    )
    assert edited.code == 0
    assert "Robin spoke about the earlier text" in edited.out

    standing = command("standing", "ground-rules", "--json", cwd=place).document["agreements"][0]
    assert standing["standing"] == "changed-since-agreed"
    assert standing["positions"][0]["name"] == "Robin"

    history = command("history", "ground-rules", cwd=place).out
    assert history.index("Agreement “Ground rules”: ") < history.index(
        "Robin: I agree, on “Ground rules”"
    )
    assert "why: People asked for less checking at night." in history

    diff = command("diff", "ground-rules", "--json", cwd=place).document
    new_text = "".join(each["text"] for each in diff["spans"] if each["op"] != "remove")
    old_text = "".join(each["text"] for each in diff["spans"] if each["op"] != "add")
    assert new_text == (place / "agreements" / f"{rules}.md").read_text("utf-8")
    assert "every two hours" in old_text
    shown = command("diff", "ground-rules", cwd=place).out
    assert "– Staff check in" in shown
    assert "+ Staff check in" in shown

    assert command("check", cwd=place).code == 0
    assert git(place, "status", "--porcelain") == ""


def test_a_pipe_that_closes_early_is_no_error(command, workspace):
    ran = subprocess.run(
        ["sh", "-c", "coproduce history | head -1; coproduce list --json | true"],
        cwd=workspace,
        capture_output=True,
        text=True,
        env=_with_command_on_path(),
    )
    assert ran.returncode == 0
    assert ran.stderr == ""
    assert len(ran.stdout.splitlines()) == 1


def _with_command_on_path():
    return {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}


def test_a_bare_command_without_a_terminal_is_the_status(command, workspace):
    assert command(cwd=workspace).out == command("status", cwd=workspace).out
    assert json.loads(command("--json", cwd=workspace).out)["title"] == "Evenings at the café"


def test_the_folder_can_be_given_before_and_after_the_verb(command, workspace, tmp_path):
    first = command("-C", workspace, "list", "--json", cwd=tmp_path)
    second = command("list", "--json", "-C", workspace, cwd=tmp_path)
    assert first.code == second.code == 0
    assert first.out == second.out


def test_words_from_standard_input(command, workspace):
    said = command("say", "2.3", "-", "--json", cwd=workspace, stdin="Tea first. ☕\n".encode())
    assert said.code == 0, said.out
    path = workspace / said.document["path"]
    assert path.read_text("utf-8").endswith("\nTea first. ☕\n")


def test_nothing_waits_when_there_is_no_terminal(command, workspace):
    for arguments in (
        ("say", "2.3"),
        ("edit", "ground-rules"),
        ("set-aside", "2.3"),
        ("answer", "x"),
        ("reply", "x", "--could-not"),
        ("init", "other"),
        ("new", "agreement"),
    ):
        ran = command(*arguments, cwd=workspace)
        assert ran.code == 2, (arguments, ran)
        assert len(ran.err.splitlines()) >= 2
