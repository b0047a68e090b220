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
    from tui.lines.at_hand import with_what_is_not_here
    from tui.lines.status import status_blocks
    from tui.status_shape import status_shape

    found = session.workspace.status()
    one_by_one = session.typed("standing --mine")
    blocks = status_blocks(found, session.naming, marks=not session.plain, one_by_one=one_by_one)
    document = status_shape(found)
    session.out.give(document, with_what_is_not_here(session, document, blocks))


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


@click.command(
    cls=Command,
    examples=("coproduce threads", "coproduce threads --back 2"),
    help="""
    See how the five threads felt in each review, one row for each side: better, same, worse or
    unsure. Nothing is averaged, and where fewer than three people of one side answered they stand
    with the others, or nothing is shown.
    """,
)
@click.option(
    "--back",
    default=0,
    type=click.IntRange(min=0),
    metavar="N",
    help="Look further back: leave out the N newest reviews.",
)
@click.pass_obj
def threads(session: Session, back: int) -> None:
    """Show the five threads over time."""
    from tui.lines.threads import in_words, threads_blocks
    from tui.shapes import threads as shape

    found = session.workspace.threads()
    blocks = threads_blocks(found, session.today, session.out.width, back=back)
    session.out.give(shape(found), in_words(blocks) if session.plain else blocks)
