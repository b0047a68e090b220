"""Commands about agreements: where someone stands, and where an agreement is now."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import click

from tui.command import Command
from tui.commands.speaking import by_option, date_option
from tui.completion import AGREEMENT
from tui.session import Session

if TYPE_CHECKING:
    from store.standings import AgreementLine
    from store.values import AgreementStanding
    from tui.shapes import Shape

# Stands for --sign without a key; no file can have this name.
_USUAL_KEY = "\0"
# Written out, so that the command line starts without the kinds of records.
_POSITIONS = ("agree", "agree-with-concern", "stand-aside", "not-yet", "take-back")


class _Agree(Command):
    """The command with an option that may swallow the name of the agreement."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words; raises BadValue where --sign took the only name for its key."""
        try:
            return super().parse_args(ctx, args)
        except click.MissingParameter as problem:
            taken = ctx.params.get("sign")
            if taken in (None, "", _USUAL_KEY):
                raise
            from store.errors import BadValue

            raise BadValue(
                f"“{taken}” was taken for the key of --sign, so no agreement is named.",
                f"Write the agreement first: coproduce agree {taken} --sign",
            ) from problem


@click.command(
    cls=_Agree,
    saves=True,
    examples=(
        "coproduce agree ground-rules",
        'coproduce agree pay --by Sam --position not-yet --because "It comes late."',
        'coproduce agree pay --by Sam --position agree --text "1154 9c5b" --earlier',
        "coproduce agree ground-rules --sign",
    ),
    help="""
    Say where someone stands on the text of an agreement as it is now. It takes the place of what
    they said before. Nobody has to give a reason. With --text it is refused when the text is no
    longer the one they read. What somebody answered on a slip of paper, to a text that changed
    since, is kept for that earlier text with --text and --earlier, and they are asked about the
    new one. With --sign it is signed with your own ssh key, so that others can
    tell with coproduce verify that it comes from you; only you can do that, and only for yourself.
    For someone else, read them the text aloud first: it is kept as recorded by you for them, read
    aloud on that day.
    """,
)
@click.argument("agreement", type=AGREEMENT)
@by_option
@click.option(
    "--position",
    type=click.Choice(_POSITIONS),
    help="Where they stand. Without it: agree, for yourself. For someone else it must be said; "
    "in a terminal you are asked.",
)
@click.option("--because", default="", metavar="TEXT", help="Their reason, in their own words.")
@date_option
@click.option(
    "--text",
    "digest",
    metavar="DIGEST",
    help="The code of the text they read, or its first 8 characters or more.",
)
@click.option(
    "--earlier",
    is_flag=True,
    help="The code of --text is that of an earlier text: it is the one they answered to.",
)
@click.option(
    "--sign",
    is_flag=False,
    flag_value=_USUAL_KEY,
    metavar="[KEY]",
    help="Sign it with an ssh key: a file, or without KEY the one Git signs with, or "
    "~/.ssh/id_ed25519.",
)
@click.pass_obj
def agree(
    session: Session,
    agreement: str,
    by: str,
    position: str | None,
    because: str,
    date: str,
    digest: str | None,
    earlier: bool,
    sign: str | None,
) -> None:
    """Save where someone stands."""
    from store.errors import BadValue
    from tui import shapes
    from tui.lines.standing import people_blocks, way_through, what_changed_for
    from tui.saved import tell_saved
    from tui.speech import first_words, stands
    from tui.text_argument import can_ask, not_blank, typed_text
    from tui.words import STANDINGS

    if earlier and digest is None:
        raise BadValue(
            "Which earlier text they answered to was not said.",
            "Add the code that stands on their slip, with: --text CODE",
        )
    stand = position or _not_said(session, by)
    first_words(session, agreement, by, "agreement")
    workspace = session.workspace
    saved = workspace.agree(
        agreement,
        position=stand,
        because=typed_text(because) or "",
        by=by,
        date=date,
        text=not_blank("--text", digest),
        earlier=earlier,
        why=session.why,
        sign="" if sign == _USUAL_KEY else not_blank("--sign", sign) if sign is not None else None,
        ask=can_ask() and not session.as_json,
    )
    now = workspace.standing(agreement)[0]
    more = (
        f"where this is now: {STANDINGS[now.standing]}",
        *people_blocks(now, session.naming),
        *what_changed_for(now, saved.id),
        *way_through(now, workspace.agreements(), asks=stand == "not-yet"),
        "",
    )
    tell_saved(
        session,
        saved,
        stands(session, saved),
        more,
        standing=now.standing,
        agreement=shapes.standing(now),
    )


@click.command(
    cls=Command,
    examples=(
        "coproduce standing",
        "coproduce standing ground-rules",
        "coproduce standing ground-rules --over-time",
        "coproduce standing --mine",
    ),
    help="""
    See who stands where on an agreement, on which text, who is still asked, and how many words
    changed since for whom. Without AGREEMENT: where every agreement is now, a line each.
    With --over-time: also when that moved. With --mine: the texts that changed since you said where
    you stand, to be read one by one, each with how to stand by it again.
    """,
)
@click.argument("agreement", default="", type=AGREEMENT)
@click.option("--open", "opened", is_flag=True, help="Also show what has a content note.")
@click.option("--over-time", is_flag=True, help="Also show, for one agreement, when it moved.")
@click.option("--mine", is_flag=True, help="Only what changed for you, and what you are asked.")
@click.pass_obj
def standing(session: Session, agreement: str, opened: bool, over_time: bool, mine: bool) -> None:
    """Show where agreements are now."""
    from tui import shapes
    from tui.layout import Rows
    from tui.lines.at_hand import with_what_is_not_here
    from tui.lines.standing import (
        damaged_blocks,
        edited_outside_blocks,
        standing_blocks,
        standing_line,
        way_through,
    )

    found = session.workspace.standing(agreement)
    damaged = () if agreement else session.workspace.damaged_agreements()
    if mine:
        _mine(session, found, damaged, opened=opened)
        return
    edits = session.workspace.outside_edits() if found else ()
    edited = [each for each in found if f"agreements/{each.id}.md" in edits]
    shown = [{**shapes.standing(each), "outside_edit": each in edited} for each in found]
    document: dict[str, Any] = {"agreements": [*shown, *_unread(damaged)]}
    outside = tuple(edited_outside_blocks(edited))
    if found:
        outside = with_what_is_not_here(session, document, outside)
    if agreement and found:
        lines = session.workspace.agreements()
        still_open = next((e.differences for e in lines if e.id == found[0].id), 0)
        blocks = list(
            standing_blocks(
                found[0],
                session.naming,
                opened=opened,
                ways=way_through(found[0], lines),
                differences=still_open,
            )
        )
        if over_time:
            from tui.app.pictures.standing import WIDEST, standing_picture

            moments = session.workspace.standing_over_time(agreement)
            document["over_time"] = [shapes.moment(each) for each in moments]
            blocks += ["", *standing_picture(moments, session.today, WIDEST)]
        session.out.give(document, [*blocks, *outside])
    elif found or damaged:
        rows = [standing_line(each, session.naming) for each in found]
        session.out.give(document, [Rows(rows), *outside, *damaged_blocks(damaged)])
    else:
        session.out.give(
            document,
            ['There is no agreement yet. Start one with: coproduce new agreement --title "…"'],
        )


def _unread(damaged: "Iterable[AgreementLine]") -> "list[Shape]":
    from tui import shapes

    return [shapes.damaged_agreement(each) for each in damaged]


def _mine(
    session: Session,
    standings: "Sequence[AgreementStanding]",
    damaged: "Sequence[AgreementLine]",
    *,
    opened: bool,
) -> None:
    """Show what the agreements ask of the person at the keyboard. Raises NoIdentity.

    Of `damaged` ones nobody knows whom they ask, so they are named.
    """
    from store.errors import NoIdentity
    from tui import shapes
    from tui.lines.mine import mine, mine_blocks
    from tui.lines.standing import damaged_blocks

    me = session.workspace.me
    if not me:
        raise NoIdentity
    found = mine(standings, me)
    agreements = [{**shapes.standing(e.standing), "changed": bool(e.position)} for e in found]
    session.out.give(
        {"agreements": [*agreements, *_unread(damaged)]},
        [*mine_blocks(session, found, opened=opened), *damaged_blocks(damaged)],
    )


def _not_said(session: Session, by: str) -> str:
    """Return the position that was not typed: for oneself the command's own word counts, agree.

    For someone else it is asked for in a terminal, else BadValue is raised: a yes is never put in
    anyone's mouth.
    """
    from store.errors import BadValue
    from tui.text_argument import can_ask
    from tui.words import POSITIONS

    workspace = session.workspace
    if not by or workspace.person(by) == workspace.me:
        return "agree"
    name = session.naming.person(workspace.person(by))
    if not can_ask() or session.as_json:
        raise BadValue(
            f"Where {name} stands was not said, and nobody says it for them.",
            f"Read them the text, then add --position and what they said: {', '.join(_POSITIONS)}.",
        )
    click.echo(f"Where does {name} stand?")
    for number, position in enumerate(_POSITIONS, 1):
        click.echo(f"  {number}  {POSITIONS[position]}")
    chosen = click.prompt("Number", type=click.IntRange(1, len(_POSITIONS)))
    return _POSITIONS[chosen - 1]
