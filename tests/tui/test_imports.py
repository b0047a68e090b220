"""Starting is quick because nothing is imported before it is needed."""

import os
import shutil
import subprocess
import sys

import pytest

SCRIPT = """
import sys
from tui.cli import run
code = run(sys.argv[1:])
print("\\nLOADED", *sorted(sys.modules))
sys.exit(code)
"""


def loaded(*arguments, cwd=None, script=SCRIPT):
    ended = subprocess.run(
        [sys.executable, "-c", script, *arguments], cwd=cwd, capture_output=True, text=True
    )
    assert ended.returncode == 0, ended.stderr
    return set(ended.stdout.rpartition("LOADED")[2].split())


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), ("say", "--help")])
def test_help_loads_neither_textual_nor_gitpython_nor_the_store(arguments):
    modules = loaded(*arguments)
    assert not modules & {"textual", "rich", "git", "store.workspace", "msgspec", "json"}


def test_help_loads_no_module_of_a_command():
    modules = loaded("--help")
    assert not [name for name in modules if name.startswith("tui.commands.")]


def test_status_loads_no_textual(workspace):
    modules = loaded("status", cwd=workspace)
    assert "store.workspace" in modules
    assert not modules & {"textual", "rich", "markdown_it", "importlib.metadata"}


def test_status_of_what_was_read_before_loads_no_parser_and_no_gitpython(example):
    (example / ".git/coproduce/cache.db").unlink()
    assert "yaml" in loaded("status", cwd=example)
    modules = loaded("status", cwd=example)
    assert not modules & {"yaml", "frontmatter", "markdown_it", "textual", "rich", "git", "gitdb"}
    assert not modules & {"schema.header", "schema.emit", "schema.sentences", "schema.validate"}
    assert not modules & {"store.parsing", "store.saving", "store.recovery", "store.writing"}


def test_status_loads_the_word_differences_only_where_something_changed(example, workspace):
    assert "schema.worddiff" in loaded("status", cwd=example)
    assert "schema.worddiff" not in loaded("status", cwd=workspace)


def test_status_asks_git_five_times(example, tmp_path, monkeypatch):
    loaded("status", cwd=example)
    asked = tmp_path / "asked"
    program = tmp_path / "bin" / "git"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\necho "$*" >> {asked}\nexec {shutil.which("git")} "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    loaded("status", cwd=example)
    verbs = ("rev-parse", "cat-file", "log", "config", "status")
    lines = asked.read_text().splitlines()
    assert sorted(next(v for v in verbs if f" {v} " in line) for line in lines) == sorted(verbs)


def test_the_store_loads_nothing_of_the_terminal():
    script = "import store, store.workspace, store.example.make, sys; print('LOADED', *sys.modules)"
    assert not loaded(script=script) & {"textual", "rich", "click"}
