"""Starting is quick because nothing is imported before it is needed."""

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


def test_the_store_loads_nothing_of_the_terminal():
    script = "import store, store.workspace, store.example.make, sys; print('LOADED', *sys.modules)"
    assert not loaded(script=script) & {"textual", "rich", "click"}
