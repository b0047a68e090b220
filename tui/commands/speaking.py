"""Commands with which people speak: own words, answers, how it goes, replies, taking back."""

from typing import TYPE_CHECKING

import click

from tui.command import Command
from tui.completion import CONTRIBUTION, OUTCOME, PLACE, REVIEW, SPEAKER
from tui.session import Session
from tui.text_argument import given

if TYPE_CHECKING:
    from store.values import Saved

by_option = click.option(
    "--by",
    default="",
    type=SPEAKER,
    callback=given,
    metavar="PERSON|anonymous",
    help="Who said it.",
)
date_option = click.option(
    "--date",
    default="",
    callback=given,
    metavar="DATE",
    help="The day it was said, like 2026-05-03.",
)
note_option = click.option(
    "--content-note",
    default="",
    metavar="TEXT",
    help="Keep it closed in lists, with these words on the outside.",
)


@click.command(
    cls=Command,
    saves=True,
    examples=(
        'coproduce say step/2#2.3 --by Sam "It is not the rules, it is who wrote them."',
        "coproduce say unplaced --by anonymous --perspective carer - < note.txt",
    ),
    help="""
    Add someone's own words about a record or a question. They are kept exactly as they were said,
    beside the group's text, and nobody edits them. REF `unplaced` keeps a note to place later.
    TEXT `-` reads standard input; without TEXT your editor opens.
    """,
)
@click.argument("ref", type=PLACE)
@click.argument("text", nargs=-1)
@by_option
@click.option(
    "--perspective",
    "perspectives",
    multiple=True,
    metavar="NAME",
    help="As whom they speak: service-user, carer, staff, manager, other. May be repeated.",
)
@date_option
@click.option("--quote", default="", metavar="TEXT", help="The passage they mean.")
@click.option(
    "--replaces",
    multiple=True,
    type=CONTRIBUTION,
    metavar="ID",
    help="Their earlier words that these stand in for.",
)
@click.option("--form", default="", metavar="TEXT", help="How it was said: written, spoken, drawn.")
@click.option("--media", multiple=True, metavar="LINK", help="A link to a recording or a picture.")
@click.option(
    "--would-help",
    is_flag=True,
    help="They say what would help them, who cannot agree yet to this agreement.",
)
@note_option
@click.pass_obj
def say(
    session: Session,
    ref: str,
    text: tuple[str, ...],
    by: str,
    perspectives: tuple[str, ...],
    date: str,
    quote: str,
    replaces: tuple[str, ...],
    form: str,
    media: tuple[str, ...],
    would_help: bool,
    content_note: str,
) -> None:
    """Save someone's own words."""
    from tui.speech import first_words, said_by
    from tui.text_argument import needed_text

    notice = first_words(session, ref, by)
    helps = session.workspace.cannot_yet(ref, by) if would_help else ""
    # A note that is placed without new text keeps its own words: no editor, nothing to retype.
    with needed_text(
        session,
        "" if replaces and not text else text,
        example=f'coproduce say {ref} "…"',
        about=f"Write the words exactly as they were said. {notice}",
        may_be_empty=bool(replaces),
    ) as words:
        saved = session.workspace.say(
            ref,
            words,
            by=by,
            perspectives=perspectives,
            date=date,
            quote=quote,
            replaces=replaces,
            form=form,
            media=media,
            content_note=content_note,
            helps=helps,
            why=session.why,
        )
    _tell(session, saved, said_by(session, saved, "words about"))


@click.command(
    cls=Command,
    saves=True,
    examples=(
        'coproduce answer spring --tried "Evenings." --next "Ask for a lift."',
        'coproduce answer spring --by Noor --pleased "More came." --thread power=same',
    ),
    help="""
    Add one person's answers to the 4 plus 1 questions of a review. Any may be left out. What the
    person answered before and does not answer now stays as it was; an empty answer takes it out.
    Without any answer your editor opens with the questions, and with what they answered before.
    An answer `-` reads standard input.
    """,
)
@click.argument("review", type=REVIEW)
@by_option
@click.option("--tried", metavar="TEXT", help="What did we try?")
@click.option("--learned", metavar="TEXT", help="What did it teach us?")
@click.option("--pleased", metavar="TEXT", help="What are we glad about?")
@click.option("--concerned", metavar="TEXT", help="What worries us?")
@click.option("--next", "next_", metavar="TEXT", help="Knowing all this, what do we do next?")
@click.option(
    "--thread",
    "threads",
    multiple=True,
    metavar="NAME=HOW",
    help="How it feels: power, challenge, strengths, relationships or confidence, "
    "each better, same, worse or unsure. May be repeated.",
)
@date_option
@click.pass_obj
def answer(
    session: Session,
    review: str,
    by: str,
    tried: str | None,
    learned: str | None,
    pleased: str | None,
    concerned: str | None,
    next_: str | None,
    threads: tuple[str, ...],
    date: str,
) -> None:
    """Save one person's answers."""
    from tui.answers import given_answers, threads_from
    from tui.speech import first_words, said_by

    feelings = threads_from(threads)
    first_words(session, review, by, "review")
    typed = {"1": tried, "2": learned, "3": pleased, "4": concerned, "+1": next_}
    with given_answers(session, review, typed, by=by, asked=not feelings) as sections:
        saved = session.workspace.answer(
            review, sections, threads=feelings, by=by, date=date, why=session.why, adds=True
        )
    _tell(session, saved, said_by(session, saved, "answers to"))


@click.command(
    cls=Command,
    saves=True,
    examples=('coproduce progress evenings --direction closer "People stay to talk now."',),
    help="""
    Say how an outcome looks to someone now: closer, the same, further away, or not sure. Each one
    stands at its date, beside the earlier ones. TEXT `-` reads standard input; without TEXT your
    editor opens.
    """,
)
@click.argument("outcome", type=OUTCOME)
@click.argument("text", nargs=-1)
@click.option(
    "--direction",
    required=True,
    type=click.Choice(("closer", "same", "further", "unsure")),
    help="Which way it is going.",
)
@by_option
@date_option
@click.pass_obj
def progress(
    session: Session, outcome: str, text: tuple[str, ...], direction: str, by: str, date: str
) -> None:
    """Save how someone sees an outcome."""
    from tui.speech import first_words, said_by
    from tui.text_argument import needed_text

    notice = first_words(session, outcome, by, "outcome")
    with needed_text(
        session,
        text,
        example=f'coproduce progress {outcome} --direction {direction} "…"',
        about=f"Write how they see it, or leave it empty. {notice}",
        may_be_empty=True,
    ) as words:
        saved = session.workspace.progress(
            outcome, direction, words, by=by, date=date, why=session.why
        )
    _tell(session, saved, said_by(session, saved, "view of"))


@click.command(
    cls=Command,
    saves=True,
    examples=(
        'coproduce reply qk3w --could-not "The bus company said no." --told 2026-06-03',
        'coproduce reply qk3w --did "There is a lift home on Tuesdays now."',
    ),
    help="""
    Tell someone what became of what they said: you did it, you could not, or not yet, and why.
    CONTRIBUTION is the code under their words, or a part of it. TEXT `-` reads standard input;
    without TEXT your editor opens.
    """,
)
@click.argument("contribution", type=CONTRIBUTION)
@click.argument("text", nargs=-1)
@click.option("--did", "became", flag_value="did", help="We did it.")
@click.option("--could-not", "became", flag_value="could-not", help="We could not, because …")
@click.option("--not-yet", "became", flag_value="not-yet", help="Not yet, because …")
@click.option("--told", default="", metavar="DATE", help="The day they were told.")
@by_option
@date_option
@click.pass_obj
def reply(
    session: Session,
    contribution: str,
    text: tuple[str, ...],
    became: str | None,
    told: str,
    by: str,
    date: str,
) -> None:
    """Save what became of someone's words."""
    from tui.speech import first_words, said_by
    from tui.text_argument import needed_text

    if not became:
        raise click.UsageError("Say what became of it: --did, --could-not or --not-yet.")
    notice = first_words(session, contribution, by, "contribution")
    with needed_text(
        session,
        text,
        example=f'coproduce reply {contribution} --{became} "…"',
        about=f"Write what was done, or why not. {notice}",
        may_be_empty=became == "did",
    ) as words:
        saved = session.workspace.reply(
            contribution, became, words, told=told, by=by, date=date, why=session.why
        )
    _tell(session, saved, said_by(session, saved, "reply to"))


@click.command(
    cls=Command,
    saves=True,
    examples=("coproduce withdraw qk3w",),
    help="""
    Take words back. No reason is asked. The words are no longer shown here or to anyone who gets
    this change; older copies of the workspace may still hold them.
    """,
)
@click.argument("contribution", type=CONTRIBUTION)
@click.pass_obj
def withdraw(session: Session, contribution: str) -> None:
    """Take words back."""
    saved = session.workspace.withdraw(contribution, why=session.why)
    _tell(
        session,
        saved,
        "Taken back. No longer shown here or to anyone who gets this change. "
        "Older copies of the workspace may still hold it.",
    )


def _tell(session: Session, saved: "Saved", sentence: str) -> None:
    from tui.saved import tell_saved

    tell_saved(session, saved, sentence)
