"""The command that tells which positions are proven, and to accept a key after asking."""

import click

from tui.command import Command
from tui.completion import AGREEMENT
from tui.session import Session


@click.command(
    cls=Command,
    examples=(
        "coproduce verify",
        "coproduce verify ground-rules",
        "coproduce verify --accept-key Sam SHA256:68IwnpZ…",
    ),
    help="""
    See what is proven of where people stand. A position is proven by a signature, or recorded
    without one. It may also be on an earlier text, or not to be relied on. A key is remembered when
    it is first seen, on this computer only. When another key comes for the same person, you are
    warned: look at it together. Leaves with 0 when all is good. Leaves with 3 when someone is still
    asked, or stands on an earlier text. So it does when someone said two things at once, or should
    be asked about something. Not all that was saved may be here: then it leaves with 3 too.
    Leaves with 5 when anything is forged, was signed with a key nobody asked about yet, or cannot
    be read.
    """,
)
@click.argument("agreement", default="", type=AGREEMENT)
@click.option(
    "--accept-key",
    "accepted",
    nargs=2,
    metavar="PERSON FINGERPRINT",
    help="Remember that you asked this person, and that this is their key.",
)
@click.pass_context
def verify(context: click.Context, agreement: str, accepted: tuple[str, str] | None) -> None:
    """Show what is proven of where people stand."""
    from schema.text import visible_line
    from tui.lines.at_hand import with_what_is_not_here
    from tui.lines.proof import proof_blocks
    from tui.proof_shape import proof_shape

    session = context.ensure_object(Session)
    workspace = session.workspace
    if accepted:
        person = workspace.accept_key(*accepted)
        session.out.aside(f"{session.naming.person(person)} is known by the key {accepted[1]} now.")
    found = workspace.verify(agreement)
    for warning in found.warnings:
        session.out.aside(f"WARNING: {warning}")
    for path in found.outside:
        session.out.aside(
            f"{visible_line(path)} was changed outside coproduce and is not saved. "
            "What is saved was looked at."
        )
    document = proof_shape(found)
    blocks = with_what_is_not_here(session, document, proof_blocks(found, session.naming))
    session.out.give(document, blocks)
    if found.forged or found.damaged:
        context.exit(5)
    if found.asks_people:
        context.exit(3)
