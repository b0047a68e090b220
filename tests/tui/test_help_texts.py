"""Help: every command explains itself, in one layout, at 80 columns."""

import click
import pytest

from tui.command import Command
from tui.commands import GROUPS, TABLE
from tui.group import COPRODUCE

CONTRACT = (
    "demo init status list show new edit archive say agree answer progress reply set-aside reopen "
    "withdraw standing history diff changes search prompts check doctor schema completion"
)


def command_named(name) -> Command:
    found = COPRODUCE.get_command(click.Context(COPRODUCE), name)
    assert isinstance(found, Command)
    return found


def test_every_command_of_the_contract_is_there():
    assert set(TABLE) >= set(CONTRACT.split())


@pytest.mark.parametrize("name", list(TABLE))
def test_a_command_has_a_paragraph_and_an_example_that_is_its_own(name):
    command = command_named(name)
    assert command.name == name
    assert len((command.help or "").split()) > 10
    assert command.examples
    assert all(f"coproduce {name}" in example for example in command.examples)


@pytest.mark.parametrize("name", list(TABLE))
def test_every_option_says_what_it_does(name):
    for param in command_named(name).params:
        if isinstance(param, click.Option):
            assert (param.help or "").endswith((".", "?", "…")), param.name


@pytest.mark.parametrize("name", ["", *TABLE])
def test_help_fits_80_columns(name, call):
    ran = call(*([name] if name else []), "--help")
    assert ran.code == 0
    assert max(map(len, ran.out.splitlines())) <= 80


def test_help_lists_every_command_with_its_line(call):
    out = call("--help").out
    for entries in GROUPS.values():
        for name, entry in entries.items():
            assert any(line.split() == [name, *entry.help.split()] for line in out.splitlines()), (
                name
            )


def test_a_reason_says_that_it_stays_for_good(call):
    for name in ("say", "agree", "edit", "new", "archive"):
        assert "for good" in " ".join(call(name, "--help").out.split())


def test_the_version_is_printed(call):
    assert call("--version").out.startswith("coproduce 0.")
