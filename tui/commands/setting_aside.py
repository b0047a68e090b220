"""Commands for what is not for this group: leaving a question aside, and taking it up again."""

import click

from tui.command import Command
from tui.commands.speaking import by_option, date_option
from tui.completion import REF
from tui.session import Session


@click.command(
    "set-aside",
    cls=Command,
    saves=True,
    examples=('coproduce set-aside 3.4 --because "We have no formal meetings."',),
    help="""
    Say that a question or an idea of the five steps is not for you, and why. That is a proper
    answer. It stays in sight, and anyone can take it up again. REF is a question, as in
    step/2#2.3 or just 2.3, or an idea, as in 2.b. Without --because your editor opens.
    """,
)
@click.argument("ref", type=REF)
@click.option("--because", metavar="TEXT", help="Why it is not for you; `-` reads standard input.")
@by_option
@date_option
@click.pass_obj
def set_aside(session: Session, ref: str, because: str | None, by: str, date: str) -> None:
    """Leave a question aside."""
    from tui.naming import question_words
    from tui.saved import tell_saved
    from tui.speech import first_words
    from tui.text_argument import needed_text

    place = session.workspace.resolve(ref)
    first_words(session, ref, by)
    with needed_text(
        session,
        because,
        example=f'coproduce set-aside {ref} --because "…"',
        about="Write why it is not for you.",
    ) as reason:
        saved = session.workspace.set_aside(ref, reason, by=by, date=date, why=session.why)
    name = question_words(place.code)
    tell_saved(session, saved, f"Left aside: {name}. Take it up again with: coproduce reopen {ref}")


@click.command(
    cls=Command,
    saves=True,
    examples=('coproduce reopen 3.4 --because "We do have them now."',),
    help="""
    Take a question or an idea up again that was left aside. Anyone can; a reason is welcome.
    """,
)
@click.argument("ref", type=REF)
@click.option("--because", default="", metavar="TEXT", help="Why you take it up again.")
@by_option
@date_option
@click.pass_obj
def reopen(session: Session, ref: str, because: str, by: str, date: str) -> None:
    """Take a question up again."""
    from tui.naming import question_words
    from tui.saved import tell_saved
    from tui.speech import first_words
    from tui.text_argument import typed_text

    place = session.workspace.resolve(ref)
    first_words(session, ref, by)
    saved = session.workspace.reopen(
        ref, because=typed_text(because) or "", by=by, date=date, why=session.why
    )
    tell_saved(session, saved, f"Taken up again: {question_words(place.code)}.")
