"""The group of all commands: it lists them from a table and imports only the one that runs."""

import importlib
from typing import TYPE_CHECKING, cast

import click

from tui.command import in_our_words, write_options, write_words
from tui.commands import GROUPS, TABLE
from tui.errors import UnknownCommand
from tui.globals import global_options
from tui.session import Session

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class CommandGroup(click.Group):
    """All commands, each imported when it is asked for by name."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option that shows this help, said in our words."""
        return in_our_words(super().get_help_option(ctx))

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names of all commands, in the order they are listed."""
        return list(TABLE)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return the command of that name, importing its module, or None."""
        entry = TABLE.get(cmd_name)
        if entry is None:
            return None
        module, _, attribute = entry.where.partition(":")
        return cast("click.Command", getattr(importlib.import_module(module), attribute))

    def shell_complete(self, ctx: click.Context, incomplete: str) -> "list[CompletionItem]":
        """Return the commands and options that start with what is typed, importing none."""
        from click.shell_completion import CompletionItem

        commands = [
            CompletionItem(name, help=entry.help)
            for name, entry in TABLE.items()
            if name.startswith(incomplete)
        ]
        return [*commands, *click.Command.shell_complete(self, ctx, incomplete)]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words; `help`, alone or before a command, is `--help`."""
        asked = [*args[1:], "--help"] if args[:1] == ["help"] else args
        return super().parse_args(ctx, asked)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command asked for; an unknown one names those that look like it."""
        name = args[0]
        if name not in TABLE and not name.startswith("-") and not ctx.resilient_parsing:
            raise UnknownCommand(f"There is no command “{name}”.{_like(name)}", ctx)
        return super().resolve_command(ctx, args)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the program is, its commands by theme, and the options of all of them."""
        formatter.width = max(formatter.width, 80)
        formatter.write("coproduce: work through co-production together.\n\n")
        write_words(
            formatter,
            "Agreements people can stand behind, reviews, and everyone's own words, "
            "in plain files with a readable history.",
        )
        formatter.write("\n")
        write_words(
            formatter,
            "Without a command it opens on the whole screen: type coproduce and press Enter.",
        )
        formatter.write("\nUsage: coproduce COMMAND …      coproduce COMMAND --help\n")
        widest = max(map(len, TABLE))
        for title, entries in GROUPS.items():
            formatter.write(f"\n{title}\n")
            for name, entry in entries.items():
                formatter.write(f"  {name:{widest}}  {entry.help}\n")
        formatter.write("\nEverywhere, before or after the command\n")
        write_options(formatter, ctx, self.get_params(ctx))


def _like(name: str) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, list(TABLE), n=3)
    return f" Did you mean {' or '.join(close)}?" if close else ""


def _version(context: click.Context, _option: click.Parameter, asked: bool) -> None:
    if asked and not context.resilient_parsing:
        from importlib.metadata import version

        release = version("coproduce")
        told = {"program": "coproduce", "release": release}
        context.ensure_object(Session).tell(told, f"coproduce {release}")
        context.exit()


def _app_by_default(context: click.Context) -> None:
    """Open the app when no command is named; without a terminal show the status."""
    if context.invoked_subcommand is None:
        from tui.opening import open_or_status

        context.exit(open_or_status(context.ensure_object(Session)))


COPRODUCE = CommandGroup(
    "coproduce",
    callback=click.pass_context(_app_by_default),
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    params=[
        *global_options(),
        click.Option(
            ["--version"],
            is_flag=True,
            expose_value=False,
            is_eager=True,
            callback=_version,
            help="Print the version.",
        ),
    ],
)
