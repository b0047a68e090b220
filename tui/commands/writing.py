"""Commands that write common ground: new documents, changes, putting aside."""

import click

from tui.command import Command
from tui.completion import REF, Kind
from tui.session import Session

set_option = click.option(
    "--set",
    "assignments",
    multiple=True,
    metavar="FIELD=VALUE",
    help="Set a field: a list as a,b; an entry as present.staff=3; empty to remove. Repeatable.",
)


@click.command(
    cls=Command,
    saves=True,
    examples=(
        'coproduce new agreement --title "Ground rules" --set parties=Robin,Sam',
        'coproduce new action --title "Ask about a lift home" --set owner=Sam',
    ),
    help="""
    Start a new document. KIND is agreement, review, outcome, meeting, barrier, action, learning,
    earlier or person. `coproduce schema KIND` shows which fields it can have. A body `-` reads
    standard input.
    """,
)
@click.argument("kind", type=Kind(documents=True))
@click.option("--title", required=True, metavar="TEXT", help="What it is called.")
@set_option
@click.option("--body", metavar="TEXT", help="Its text.")
@click.option(
    "--content-note",
    default="",
    metavar="TEXT",
    help="Keep it closed in lists, with these words on the outside.",
)
@click.pass_obj
def new(
    session: Session,
    kind: str,
    title: str,
    assignments: tuple[str, ...],
    body: str | None,
    content_note: str,
) -> None:
    """Make a document."""
    from tui.assignments import fields_from
    from tui.saved import tell_saved
    from tui.text_argument import typed_text
    from tui.words import in_a_sentence, kind_word

    fields, warnings = fields_from(assignments, kind)
    if content_note:
        fields["content_note"] = content_note
    saved = session.workspace.new(
        kind, title, fields=fields, body=typed_text(body) or "", why=session.why
    )
    for warning in warnings:
        session.out.aside(warning)
    name = session.workspace.title_of(f"{saved.kind}/{saved.id}")
    sentence = f"Saved: {in_a_sentence(kind_word(kind))} “{name}”."
    tell_saved(session, saved, sentence, kind=saved.kind)


@click.command(
    cls=Command,
    saves=True,
    examples=(
        "coproduce edit ground-rules",
        'coproduce edit step/2 --section 2.3 --body "We take turns to speak."',
        'coproduce edit ground-rules --outside keep --why "Typed on the train."',
    ),
    help="""
    Change a document: its text, one section, its title or its fields. Without any of these your
    editor opens. With --expect it is refused when the document is no longer the one you read. A
    change made to the file outside coproduce is saved with --outside keep, or undone with
    --outside put-back (what lay there is kept as a draft).
    """,
)
@click.argument("ref", type=REF)
@click.option("--body", metavar="TEXT", help="The new text; `-` reads standard input.")
@click.option("--section", default="", metavar="CODE", help="Only this section, as in 2.3 or +1.")
@click.option("--title", metavar="TEXT", help="A new title.")
@set_option
@click.option(
    "--content-note",
    metavar="TEXT",
    help="Keep it closed in lists, with these words on the outside; empty to open it.",
)
@click.option("--expect", metavar="BLOB", help="The saved version you read.")
@click.option(
    "--outside",
    type=click.Choice(("keep", "put-back")),
    help="What to do with a change made outside coproduce.",
)
@click.pass_obj
def edit(
    session: Session,
    ref: str,
    body: str | None,
    section: str,
    title: str | None,
    assignments: tuple[str, ...],
    content_note: str | None,
    expect: str | None,
    outside: str | None,
) -> None:
    """Change a document."""
    from tui.editing import Edit, outside_edit, save_edit
    from tui.text_argument import not_blank

    if outside:
        outside_edit(session, ref, outside)
        return
    asked = Edit(
        ref=ref,
        body=body,
        section=section,
        title=title,
        assignments=assignments,
        content_note=content_note,
        expect=not_blank("--expect", expect),
    )
    save_edit(session, asked)


@click.command(
    cls=Command,
    saves=True,
    examples=('coproduce archive old-rules --why "The new ones say it better."',),
    help="""
    Put a document aside. Nothing is deleted: it leaves the lists, and stays in the history and
    in `coproduce list --all`. Take it back with: coproduce edit REF --set archived=
    """,
)
@click.argument("ref", type=REF)
@click.pass_obj
def archive(session: Session, ref: str) -> None:
    """Put a document aside."""
    from tui.saved import tell_saved

    saved = session.workspace.archive(ref, why=session.why)
    title = session.workspace.title_of(f"{saved.kind}/{saved.id}")
    tell_saved(session, saved, f"Put aside: “{title}”. Nothing is deleted.")
