"""Commands that look after the workspace: problems of files and of the workspace, field forms."""

from typing import Any

import click

from tui.command import Command
from tui.completion import Kind
from tui.session import Session
from tui.text_argument import given


@click.command(
    cls=Command,
    examples=("coproduce check",),
    help="""
    Find problems in the files, saved or lying in the folder: each with its file, its line and a
    way out. Leaves with 5 when a record is damaged, so that a script can tell.
    """,
)
@click.option(
    "--since",
    default="",
    callback=given,
    metavar="DATE|CODE",
    help="Only what changed since then.",
)
@click.pass_context
def check(context: click.Context, since: str) -> None:
    """Show every problem of every record."""
    from tui import shapes
    from tui.lines.at_hand import with_what_is_not_here
    from tui.lines.problems import problem_blocks

    session = context.ensure_object(Session)
    found = session.workspace.check(since)
    document: dict[str, Any] = {"problems": [shapes.problem(each) for each in found]}
    session.out.give(document, with_what_is_not_here(session, document, problem_blocks(found)))
    if any(each.severity == "error" for each in found):
        context.exit(5)


@click.command(
    cls=Command,
    examples=("coproduce doctor", "coproduce doctor --fix"),
    help="""
    Find what is unusual about the workspace itself: work that was interrupted, other programs in
    the middle of something, a history that was rewritten. With --fix it mends what can be mended
    without losing anything.
    """,
)
@click.option("--fix", is_flag=True, help="Mend what can be mended without losing anything.")
@click.pass_obj
def doctor(session: Session, fix: bool) -> None:
    """Show the state of the workspace."""
    from tui import shapes
    from tui.lines.problems import finding_blocks

    found = session.workspace.doctor(fix=fix)
    document = {"findings": [shapes.finding(each) for each in found]}
    session.out.give(document, finding_blocks(found, fixed=fix))


@click.command(
    cls=Command,
    examples=("coproduce schema agreement", "coproduce schema > coproduce.schema.json"),
    help="""
    Print which fields a record may have and what they may hold, as JSON Schema, for editors and
    other programs. Without KIND: all kinds.
    """,
)
@click.argument("kind", required=False, type=Kind())
@click.pass_obj
def schema(session: Session, kind: str | None) -> None:
    """Print JSON Schema."""
    from schema.json_schema import schema_for
    from schema.kinds import KINDS

    if kind:
        found = schema_for(kind)
    else:
        found = {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": "A record of coproduce, by kind",
            "oneOf": [{"$ref": f"#/$defs/{name}"} for name in KINDS],
            "$defs": {name: schema_for(name) for name in KINDS},
        }
    session.out.program_text(found)


@click.command(
    cls=Command,
    examples=(
        'eval "$(coproduce completion bash)"',
        "coproduce completion fish > ~/.config/fish/completions/coproduce.fish",
    ),
    help="""
    Print the script with which your shell completes commands, options, records and people.
    For bash and zsh put the line of the first example into ~/.bashrc or ~/.zshrc.
    """,
)
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print a completion script."""
    from tui.completion import script

    root = context.find_root().command
    session = context.ensure_object(Session)
    text = script(root, shell)
    if session.as_json:
        session.out.give({"shell": shell, "script": text}, ())
    else:
        session.out.raw(text)
