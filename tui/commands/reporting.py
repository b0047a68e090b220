"""Commands for people without a terminal: reports, slips of paper, the page for visitors."""

import click

from tui.command import Command
from tui.completion import AGREEMENT, PERSON, REF
from tui.session import Session
from tui.text_argument import given

_FORMATS = ("html", "text", "md", "docx")

_out = click.option(
    "--out", default="", metavar="FILE", help="The file to write; “-” or none prints it here."
)
_lang = click.option(
    "--lang",
    default="en",
    metavar="CODE",
    show_default=False,
    help="The language people wrote in, like cy or pt-BR. Without it: en.",
)
_large = click.option("--large-print", is_flag=True, help="In large print.")


@click.command(
    cls=Command,
    examples=(
        "coproduce report changes --out changes.html",
        "coproduce report agreement ground-rules --out ground-rules.docx --large-print",
        "coproduce report changes ground-rules --since 2026-05-01 --format md",
    ),
    help="""
    Make a page for people without a terminal: what changed (with what we agreed and what is next),
    one agreement or all of them, a review, or the history. With REF only what changed in that
    record, or only its history. It is one file that needs nothing else.
    Answers to a review that has no Next yet stay closed in it without --open.
    The end of the file's name says what it is: .html, .txt, .md or .docx. A file that is there is
    never written over.
    """,
)
@click.argument("kind", type=click.Choice(("changes", "agreement", "review", "history")))
@click.argument("ref", default="", type=REF)
@_out
@click.option("--format", "form", type=click.Choice(_FORMATS), help="What to write.")
@click.option(
    "--since",
    default="",
    callback=given,
    metavar="review|seen|DATE|CODE",
    help="For changes and history: since then. Without it: since the newest review was begun.",
)
@click.option(
    "--open",
    "opened",
    is_flag=True,
    help="For a review: also answers that stay closed until everyone has written.",
)
@_large
@_lang
@click.pass_obj
def report(
    session: Session,
    kind: str,
    ref: str,
    out: str,
    form: str | None,
    since: str,
    opened: bool,
    large_print: bool,
    lang: str,
) -> None:
    """Write a report."""
    from tui.report import make
    from tui.report.giving import form_of, give

    asked = make.Asked(
        ref=ref,
        since=since,
        language=make.checked_language(lang),
        large_print=large_print,
        opened=opened,
    )
    chosen = form_of(form, out, _FORMATS)
    page = make.report(session.workspace, kind, asked)
    give(session, make.written(page, chosen), out, chosen)


@click.command(
    cls=Command,
    examples=(
        "coproduce slip ground-rules --for Sam --out slip.html",
        "coproduce slip ground-rules",
    ),
    help="""
    Make a slip of paper for someone without a computer: the exact text of an agreement, its code,
    the day, how to say no, and room to say where they stand. What they say is then written down
    with `coproduce agree`, in their name and yours.
    """,
)
@click.argument("agreement", type=AGREEMENT)
@click.option(
    "--for",
    "person",
    default="",
    type=PERSON,
    callback=given,
    metavar="PERSON",
    help="Who it is for; without it: anyone.",
)
@_out
@click.option("--format", "form", type=click.Choice(("html", "text")), help="What to write.")
@_large
@_lang
@click.pass_obj
def slip(
    session: Session,
    agreement: str,
    person: str,
    out: str,
    form: str | None,
    large_print: bool,
    lang: str,
) -> None:
    """Write a slip."""
    from tui import words
    from tui.report import make
    from tui.report.giving import form_of, give

    asked = make.Asked(language=make.checked_language(lang), large_print=large_print)
    chosen = form_of(form, out, ("html", "text"))
    page = make.slip(session.workspace, agreement, person, asked)
    if any(each.lacks for each in session.workspace.standing(agreement)):
        session.out.aside(words.NOT_ALL_HERE)
    give(session, make.written(page, chosen, is_slip=True), out, chosen)


@click.command(
    cls=Command,
    saves=True,
    examples=("coproduce readme",),
    help="""
    Write the page that visitors of a shared workspace see first (README.md) anew: what this is,
    and where each document lies. It is never changed by itself. What people wrote in it outside
    the marked part stays as it is.
    """,
)
@click.pass_obj
def readme(session: Session) -> None:
    """Write the page for visitors."""
    from tui.saved import tell_saved

    saved = session.workspace.refresh_readme(why=session.why)
    tell_saved(session, saved, "Written anew: README.md, the page for visitors.")
