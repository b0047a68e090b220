"""Commands for an overview: what matters now, and gentle questions."""

import click

from tui.command import Command
from tui.session import Session


@click.command(
    cls=Command,
    examples=("coproduce status", "coproduce status --json"),
    help="""
    See what matters now: different wordings to settle together, promises from the last review,
    who is asked, what changed since you looked, and gentle questions.
    """,
)
@click.pass_obj
def status(session: Session) -> None:
    """Show what matters now."""
    show_status(session)


def show_status(session: Session) -> None:
    """Show what matters now; also what a bare `coproduce` does."""
    from tui.lines.status import status_blocks
    from tui.status_shape import status_shape

    found = session.workspace.status()
    session.out.give(status_shape(found), status_blocks(found, session.naming))


@click.command(
    cls=Command,
    examples=("coproduce prompts", "coproduce prompts --step 2"),
    help="""
    Read gentle questions that come from what is there and what is not yet: never a score, and
    nothing has to be answered. One that is left aside stays in the list, and says so.
    """,
)
@click.option("--step", type=click.Choice(("1", "2", "3", "4", "5")), help="Only of this step.")
@click.pass_obj
def prompts(session: Session, step: str | None) -> None:
    """Show gentle questions."""
    from tui.lines.status import prompt_blocks
    from tui.status_shape import prompts_shape

    found = session.workspace.prompts(step or "")
    session.out.give({"prompts": prompts_shape(found)}, prompt_blocks(found))
