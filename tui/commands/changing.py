"""Commands about change: the history, the words that differ, everything since a moment."""

import click

from tui.command import Command
from tui.completion import PERSON, REF
from tui.session import Session
from tui.text_argument import given


@click.command(
    cls=Command,
    examples=(
        "coproduce history ground-rules",
        "coproduce history --step 2 --by Sam --since 2026-03-01",
    ),
    help="""
    Read how it came to be, newest first, with the reasons people gave. The history of a document
    also holds what people said about it, and what was proposed and did not stay. --step, --by,
    --since and --until narrow it down, together.
    """,
)
@click.argument("ref", default="", type=REF)
@click.option(
    "--limit", default=0, type=click.IntRange(min=0), metavar="N", help="Only the newest N."
)
@click.option(
    "--step",
    type=click.Choice(("1", "2", "3", "4", "5")),
    help="Only of this step and its agreements.",
)
@click.option(
    "--by",
    default="",
    type=PERSON,
    callback=given,
    metavar="PERSON",
    help="Only of this person.",
)
@click.option("--since", default="", callback=given, metavar="DATE", help="Only from this day on.")
@click.option("--until", default="", metavar="DATE", help="Only up to this day.")
@click.pass_obj
def history(
    session: Session, ref: str, limit: int, step: str | None, by: str, since: str, until: str
) -> None:
    """Show the history."""
    from store.chronicle import Only
    from tui import shapes, words
    from tui.layout import Paragraph
    from tui.lines.history import history_blocks, settled_by
    from tui.lines.passed import passed_blocks, passed_in

    only = Only(step=step or "", person=by, since=since, until=until)
    found = session.workspace.history_page(ref, only, limit=limit).changes
    nothing = "Nothing has changed yet." if only == Only() else "Nothing like that has changed."
    settled = settled_by(session.workspace, found, session.naming, ref)
    document = {"changes": [shapes.change(each, settled.get(each.commit, ())) for each in found]}
    blocks = history_blocks(found, session.naming, settled=settled) if found else [nothing]
    if only == Only() and not limit:
        passed = passed_in(session.workspace, ref)
        document["did_not_stay"] = [shapes.passed(each) for each in passed]
        if passed:
            blocks = (*blocks, "", *passed_blocks(passed, session.today))
    session.out.give(document, blocks)
    if session.workspace.is_history_incomplete:
        session.out.give({"history_incomplete": True}, ["", Paragraph(words.HISTORY_INCOMPLETE)])


@click.command(
    cls=Command,
    examples=("coproduce diff ground-rules", "coproduce diff ground-rules --since agreed --by Sam"),
    help="""
    See what changed in a record, word by word: – before, + after; with --plain in words. Without
    --since: what the last change did. `agreed` compares with the text that --by (or you) stood
    behind, `seen` with what you last marked as seen; a day like 2026-05-03 and the code of a change
    serve too.
    """,
)
@click.argument("ref", type=REF)
@click.option(
    "--since",
    default="",
    callback=given,
    metavar="agreed|seen|DATE|CODE",
    help="Compare with then.",
)
@click.option(
    "--by",
    default="",
    type=PERSON,
    callback=given,
    metavar="PERSON",
    help="Whose agreement counts.",
)
@click.option("--open", "opened", is_flag=True, help="Also show what is kept closed.")
@click.pass_obj
def diff(session: Session, ref: str, since: str, by: str, opened: bool) -> None:
    """Show what changed in a record."""
    from tui.lines.changed import changed_blocks
    from tui.lines.noted import noted_blocks

    found = session.workspace.diff(ref, since=since, by=by)
    spans = [{"op": span.op, "text": span.text} for span in found.spans]
    document = {"id": found.id, "from": found.from_, "to": found.to, "spans": spans}
    blocks = changed_blocks(session, ref, found, since=since, by=by)
    waits = session.workspace.is_closed(ref)
    session.out.give(document, noted_blocks(found, blocks, opened=opened, first=2, waits=waits))


@click.command(
    cls=Command,
    examples=("coproduce changes --mark-seen", "coproduce changes --since 2026-05-01 --format md"),
    help="""
    See everything that changed, grouped by document. Without --since: since you last marked it as
    seen with --mark-seen, which is remembered on this computer only.
    """,
)
@click.option(
    "--since",
    default="seen",
    callback=given,
    metavar="seen|DATE|CODE",
    help="Compare with then.",
)
@click.option("--mark-seen", is_flag=True, help="Remember that you have seen everything up to now.")
@click.option(
    "--format",
    "form",
    default="text",
    type=click.Choice(("text", "md")),
    help="Plain text, or Markdown to pass on.",
)
@click.pass_obj
def changes(session: Session, since: str, mark_seen: bool, form: str) -> None:
    """Show everything that changed."""
    from tui import shapes
    from tui.layout import Verbatim
    from tui.lines.history import changes_blocks, changes_markdown

    newest = session.workspace.commit
    found = session.workspace.changes(since)
    documents = [shapes.document_changes(each) for each in found.documents]
    document = {"since": found.since, "documents": documents}
    if not found.documents:
        session.out.give(document, ["Nothing has changed since then."])
    elif form == "md":
        text = "\n".join(changes_markdown(found.documents, session.naming))
        session.out.give(document, [Verbatim(text)])
    else:
        session.out.give(document, changes_blocks(found.documents, session.naming))
    if mark_seen:
        # What could not be printed was not seen, and neither was what is saved meanwhile.
        session.out.flush()
        session.workspace.mark_seen(newest)
