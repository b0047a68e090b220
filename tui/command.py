"""What every command has: the options for everywhere, examples, and one layout of its help."""

from collections.abc import Iterable, Sequence
from typing import Any

import click

from tui.globals import global_options
from tui.session import Session

_INDENT = 2
_WIDEST_NAME = 26


class Command(click.Command):
    """A command with examples; one that saves also shows what becomes of a reason."""

    def __init__(
        self, *args: Any, examples: Sequence[str] = (), saves: bool = False, **settings: Any
    ) -> None:
        super().__init__(*args, **settings)
        self.examples = tuple(examples)
        self.saves = saves
        self.own_params = tuple(self.params)
        self.everywhere = tuple(global_options())
        self.params = [*self.params, *self.everywhere]
        self.context_settings.setdefault("help_option_names", ["-h", "--help"])

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option that shows this help, said in our words."""
        return in_our_words(super().get_help_option(ctx))

    def usage(self, ctx: click.Context) -> str:
        """Return the line that shows how the command is typed, with what it must be given."""
        arguments = [p for p in self.own_params if isinstance(p, click.Argument)]
        needed = [p for p in self.own_params if isinstance(p, click.Option) and p.required]
        words = [f"coproduce {self.name}"]
        words += [f"{max(p.opts, key=len)} {_metavar(p, ctx)}" for p in needed]
        words[1:1] = [_argument(p, ctx) for p in arguments if p.nargs == 1]
        optional = len(needed) < sum(isinstance(p, click.Option) for p in self.own_params)
        words += ["[options]"] if optional or self.saves else []
        words += [_argument(p, ctx) for p in arguments if p.nargs != 1]
        return " ".join(words)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write usage, one paragraph, the options and an example."""
        write_words(formatter, self.usage(ctx), "", "    ")
        formatter.write("\n")
        write_words(formatter, " ".join((self.help or "").split()))
        shown = [p for p in self.own_params if isinstance(p, click.Option) and not p.hidden]
        if self.saves:
            shown += [p for p in self.everywhere if p.name == "why"]
        if shown:
            formatter.write("\nOptions\n")
            write_options(formatter, ctx, shown)
        if self.examples:
            formatter.write("\nExample\n" if len(self.examples) == 1 else "\nExamples\n")
            for example in self.examples:
                formatter.write(f"  {example}\n")
        formatter.write(
            "\nEverywhere: -C DIR, --json, --plain, --as PERSON, --why TEXT, --verbose;"
            "\nsee coproduce --help\n"
        )


def in_our_words(option: click.Option | None) -> click.Option | None:
    """Return the help option with our own words for it, also as a JSON document."""
    if option is not None:
        option.help = "Show this help."
        option.callback = _show_help
    return option


def _show_help(context: click.Context, _option: click.Parameter, asked: bool) -> None:
    if asked and not context.resilient_parsing:
        told = context.get_help()
        context.ensure_object(Session).tell({"help": told}, told)
        context.exit()


def option_names(option: click.Parameter, ctx: click.Context) -> str:
    """Return how an option is typed, as in "--by PERSON"."""
    names = ", ".join(sorted(option.opts, key=len))
    return names if getattr(option, "is_flag", False) else f"{names} {_metavar(option, ctx)}"


def write_options(
    formatter: click.HelpFormatter, ctx: click.Context, options: Iterable[click.Parameter]
) -> None:
    """Write options, names on the left, what they do beside them or, for long names, below."""
    rows = [(option_names(option, ctx), getattr(option, "help", "") or "") for option in options]
    widest = min(max(len(names) for names, _ in rows), _WIDEST_NAME)
    for names, words in rows:
        start = f"  {names:{widest}}  "
        if len(names) > widest:
            formatter.write(f"  {names}\n")
            start = " " * (widest + 4)
        write_words(formatter, words, start, " " * (widest + 4))


def write_words(
    formatter: click.HelpFormatter, words: str, first: str = "  ", later: str = "  "
) -> None:
    """Write `words` wrapped to the help's width."""
    from textwrap import fill

    filled = fill(
        words,
        formatter.width,
        initial_indent=first,
        subsequent_indent=later,
        break_on_hyphens=False,
        break_long_words=False,
    )
    formatter.write(f"{filled or first.rstrip()}\n")


def _metavar(param: click.Parameter, ctx: click.Context) -> str:
    if param.metavar:
        return param.metavar
    if isinstance(param.type, click.Choice):
        return "|".join(map(str, param.type.choices))
    return param.type.get_metavar(param, ctx) or param.type.name.upper()


def _argument(argument: click.Argument, ctx: click.Context) -> str:
    name = argument.metavar or argument.name or ""
    if argument.metavar is None:
        name = _metavar(argument, ctx) if isinstance(argument.type, click.Choice) else name.upper()
    if argument.nargs != 1:
        name += " …"
    return name if argument.required else f"[{name}]"
