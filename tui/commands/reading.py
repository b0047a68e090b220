"""Commands that read: lists, one record, search."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from tui.command import Command
from tui.completion import REF, Kind
from tui.session import Session

if TYPE_CHECKING:
    from tui.layout import Block


@click.command(
    "list",
    cls=Command,
    examples=("coproduce list", "coproduce list action --where state=open"),
    help="""
    List the records, a line each. KIND is one kind, as in agreement, review, person or words;
    without it every document is listed. What was put aside or taken back shows with --all.
    """,
)
@click.argument("kind", required=False, type=Kind())
@click.option(
    "--where",
    multiple=True,
    metavar="FIELD=VALUE",
    help="Only those whose field is, or holds, this. May be repeated.",
)
@click.option("--all", "everything", is_flag=True, help="Also what was put aside or taken back.")
@click.pass_obj
def list_(session: Session, kind: str | None, where: tuple[str, ...], everything: bool) -> None:
    """List records."""
    from tui import shapes
    from tui.lines.at_hand import with_what_is_not_here
    from tui.lines.listing import list_blocks, wanted_from

    wanted = wanted_from(session.workspace, where, kind or "")
    found = session.workspace.list(kind or "", where=wanted, all=everything)
    document = {"records": [shapes.listed(each) for each in found]}
    blocks: Iterable[Block] = list_blocks(found, session.naming)
    if any(each.kind == "agreement" for each in found):
        blocks = with_what_is_not_here(session, document, blocks)
    session.out.give(document, blocks)


@click.command(
    cls=Command,
    examples=("coproduce show ground-rules", "coproduce show step/2#2.3 --contributions"),
    help="""
    Read one record: its text, where it is now, and what is still to settle. REF names it by any
    part of its code that fits no other. With --contributions also everything people said about it.
    The page of a person also says where what they bring was used. Answers to a review that has no
    Next yet stay closed without --open, so that everyone can write first.
    """,
)
@click.argument("ref", type=REF)
@click.option("--contributions", is_flag=True, help="Also what people said about it.")
@click.option("--source", is_flag=True, help="The file as it is saved.")
@click.option("--open", "opened", is_flag=True, help="Also show what is kept closed.")
@click.pass_context
def show(context: click.Context, ref: str, contributions: bool, source: bool, opened: bool) -> None:
    """Show one record."""
    from schema.ids import Reference, format_ref
    from store.values import ShownDamaged
    from tui import shapes
    from tui.layout import Verbatim
    from tui.lines.at_hand import with_what_is_not_here
    from tui.lines.record import damaged_blocks
    from tui.lines.taking_part import used_sentences
    from tui.lines.whole import part_of, show_unplaced, whole_blocks

    session = context.ensure_object(Session)
    if ref == "unplaced":
        show_unplaced(session, opened=opened)
        return
    shown = session.workspace.show(ref)
    if isinstance(shown, ShownDamaged):
        session.out.give(shapes.damaged(shown), damaged_blocks(shown))
        context.exit(5)
    document = shapes.shown(shown)
    if shown.standing:
        with_what_is_not_here(session, document)
    if shown.differences and session.as_json:
        found = session.workspace.differences(
            format_ref(Reference(shown.record.kind, shown.record.id))
        )
        document["differences"] = [shapes.open_difference(each) for each in found]
    if session.as_json and (part := part_of(session, shown)) is not None:
        document["used"] = list(used_sentences(part, session.naming))
    if contributions:
        document["contributions"] = [shapes.contribution(each) for each in shown.contributions]
    if source:
        document["source"] = shown.source
        session.out.give(document, [Verbatim(shown.source)])
        return
    session.out.give(document, whole_blocks(session, ref, shown, said=contributions, opened=opened))


@click.command(
    cls=Command,
    examples=("coproduce search bus", "coproduce search last bus home"),
    help="""
    Find words in everything that is saved, with the place where they stand. All the words must be
    there, in any order; each matches from its beginning. What a correction replaced is found with
    --all; what was taken back never is. What has a content note stays closed, and so do the answers
    to a review until everyone has written, without --open.
    """,
)
@click.argument("words", nargs=-1, required=True)
@click.option("--all", "everything", is_flag=True, help="Also words that were corrected since.")
@click.option("--open", "opened", is_flag=True, help="Also show what is kept closed.")
@click.pass_obj
def search(session: Session, words: tuple[str, ...], everything: bool, opened: bool) -> None:
    """Search everything."""
    from tui import shapes
    from tui.lines.listing import hit_blocks
    from tui.text_argument import typed_text

    looked_for = typed_text(words) or ""
    hits = session.workspace.search(looked_for, all=everything)
    document = {"hits": [shapes.hit(each) for each in hits]}
    session.out.give(document, hit_blocks(hits, looked_for, opened=opened))
