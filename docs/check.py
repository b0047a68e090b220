"""Checks `docs/cli.md` against the code: every command, option and example, and nothing else.

python -m docs.check            says what differs, and leaves with 1 when something does
python -m docs.check --write    writes the generated part anew
"""

import re
import shlex
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from tui.command import Command, option_names
from tui.commands import GROUPS, TABLE
from tui.globals import global_options
from tui.group import COPRODUCE
from tui.session import Session

PAGE = Path(__file__).parent / "cli.md"
BEGIN = "<!-- begin: written by `python -m docs.check --write` -->"
END = "<!-- end -->"

_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"`coproduce ([a-z][a-z-]*)[^`]*`")
_SHELL = ("sh", "console")


def main(arguments: Sequence[str]) -> int:
    """Check or write the page; return the exit code."""
    text = PAGE.read_text("utf-8")
    if "--write" in arguments:
        text = with_generated(text)
        PAGE.write_text(text, "utf-8")
    problems = list(problems_of(text))
    for problem in problems:
        sys.stderr.write(f"docs/cli.md: {problem}\n")
    return 1 if problems else 0


def problems_of(text: str) -> Iterator[str]:
    """Yield a sentence for everything in the page that does not agree with the code."""
    if BEGIN not in text or END not in text:
        yield "the marks of the generated part are missing"
        return
    if with_generated(text) != text:
        yield "the generated part is out of date; run: python -m docs.check --write"
    for name in _INLINE.findall(text):
        if name not in TABLE:
            yield f"`coproduce {name}` is named, and there is no such command"
    for line in examples_in(text):
        problem = problem_of(line)
        if problem:
            yield f"the example does not work: {line}\n  {problem}"


def with_generated(text: str) -> str:
    """Return the page with its generated part as the code has it now."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{generated()}\n{END}{after}"


def generated() -> str:
    """Return the list of all commands with their options and examples, as Markdown."""
    return "\n".join(_everything())


def _everything() -> Iterator[str]:
    context = _context()
    yield "### Options of every command\n"
    yield from _options(COPRODUCE.params, context)
    for title, entries in GROUPS.items():
        yield f"\n### {title}"
        for name in entries:
            yield from _command(_command_named(name), context)


def _command(command: Command, context: click.Context) -> Iterator[str]:
    yield f"\n#### `{command.usage(context)}`\n"
    yield " ".join((command.help or "").split())
    options = [param for param in command.own_params if isinstance(param, click.Option)]
    if options:
        yield ""
        yield from _options(options, context)
    yield "\n```sh"
    yield from command.examples
    yield "```"


def _options(options: Iterable[click.Parameter], context: click.Context) -> Iterator[str]:
    for option in options:
        yield f"- `{option_names(option, context)}`: {getattr(option, 'help', '')}"


def _command_named(name: str) -> Command:
    command = COPRODUCE.get_command(_context(), name)
    if not isinstance(command, Command):
        raise TypeError(f"{name} is no command of ours")
    return command


def _context() -> click.Context:
    return click.Context(COPRODUCE, info_name="coproduce", obj=Session())


def examples_in(text: str) -> Iterator[str]:
    """Yield every line typed in a shell block of the page."""
    for language, block in _BLOCK.findall(text):
        if language not in _SHELL:
            continue
        for line in block.splitlines():
            typed = line.removeprefix("$ ")
            if "coproduce" in typed and (language == "sh" or line.startswith("$ ")):
                yield typed


def problem_of(line: str) -> str:
    """Return why the command line understands `line` not, "" when it does. Nothing is run."""
    words = _words(line)
    if not words:
        return ""
    try:
        _parse(words)
    except click.ClickException as problem:
        return problem.format_message()
    except click.exceptions.Exit:
        return ""
    return ""


def _parse(words: list[str]) -> None:
    """Read the words as the command line does; raises what click raises."""
    context = _context()
    place = _verb_at(words)
    COPRODUCE.parse_args(context, words[:place])
    if place < len(words):
        name, command, rest = COPRODUCE.resolve_command(context, words[place:])
        if command is not None:
            command.make_context(name, rest, parent=context)


def _verb_at(words: Sequence[str]) -> int:
    """Return where the command's name stands, after the options for everywhere."""
    takes_value = {name for each in global_options() if not each.is_flag for name in each.opts}
    index = 0
    while index < len(words) and words[index].startswith("-"):
        index += 2 if words[index] in takes_value else 1
    return index


def _words(line: str) -> list[str]:
    """Return what follows `coproduce` in a shell line, up to a redirection or a pipe."""
    inner = re.sub(r'^eval "\$\((.*)\)"$', r"\1", line.strip())
    lexer = shlex.shlex(inner, posix=True, punctuation_chars="<>|;&")
    lexer.commenters = ""
    lexer.whitespace_split = True
    words = list(lexer)
    if "coproduce" not in words:
        return []
    words = words[words.index("coproduce") + 1 :]
    stop = next((i for i, word in enumerate(words) if set(word) <= set("<>|;&")), len(words))
    return words[:stop]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
