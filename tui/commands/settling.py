"""The command that settles a difference: keep one wording, keep both, or write it together."""

import click

from tui.command import Command
from tui.completion import REF
from tui.session import Session


@click.command(
    cls=Command,
    saves=True,
    examples=(
        'coproduce settle ground-rules --at 1 --keep 2 --why "We tried it for a month."',
        'coproduce settle ground-rules --at 1 --text "They ask." --why "Said by all."',
        'coproduce settle ground-rules --field about --keep 1 --why "It is."',
    ),
    help="""
    Settle what two teams worded differently, once people have talked about it. `coproduce show
    REF` shows the wordings and their numbers. Keep one of them, keep both as they are, or give the
    text you wrote together. Where only one thing is to settle, it need not be named. The reason
    stays in the history, and so do the other wordings.
    """,
)
@click.argument("ref", type=REF)
@click.option("--field", default="", metavar="FIELD", help="The difference of this header field.")
@click.option("--at", default=0, type=int, metavar="N", help="The Nth one in the text.")
@click.option("--keep", default=0, metavar="N", type=int, help="Keep the wording with this number.")
@click.option("--both", is_flag=True, help="Keep both as they are, one below the other.")
@click.option("--text", metavar="TEXT", help="What you wrote together; `-` reads standard input.")
@click.option("--expect", metavar="BLOB", help="The saved version in which you saw the wordings.")
@click.pass_obj
def settle(
    session: Session,
    ref: str,
    field: str,
    at: int,
    keep: int,
    both: bool,
    text: str | None,
    expect: str | None,
) -> None:
    """Settle a difference."""
    from tui.settled import save_settlement
    from tui.text_argument import not_blank, typed_text

    save_settlement(
        session,
        ref,
        field=field,
        at=at,
        keep=keep,
        both=both,
        text=typed_text(text),
        expect=not_blank("--expect", expect),
    )
