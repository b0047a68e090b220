"""A record with everything that belongs to it: standing, replies, what people said."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from schema.kinds import Agreement, PersonDocument, Position
from schema.record import Contribution
from store.values import Shown
from tui import words
from tui.layout import Block, Paragraph, strong
from tui.lines.contribution import said_blocks
from tui.lines.record import code_line, question_blocks, record_blocks
from tui.lines.settling import difference_blocks
from tui.lines.standing import people_blocks
from tui.lines.taking_part import used_blocks
from tui.shapes import contribution

if TYPE_CHECKING:
    from schema.taking_part import TakingPart
    from tui.session import Session


def whole_blocks(
    session: "Session", ref: str, shown: Shown, *, said: bool, opened: bool
) -> Iterator[Block]:
    """Yield what `show` prints of a readable record; `said` adds what people said about it."""
    code = session.workspace.resolve(ref).code
    waiting = session.workspace.closed_answers((shown.record, *shown.contributions))
    if code and shown.record.kind == "step":
        yield from question_blocks(shown, code)
    else:
        yield from record_blocks(shown, session.naming, opened=opened, waiting=waiting)
    if shown.differences and (opened or not shown.record.content_note):
        yield from difference_blocks(session.workspace.differences(ref), session.naming)
    if isinstance(shown.record, Agreement):
        for standing in session.workspace.standing(f"agreement/{shown.record.id}"):
            yield from people_blocks(standing, session.naming, opened=opened)
    if (part := part_of(session, shown)) is not None:
        yield from used_blocks(part, session.naming)
    about = [each for each in shown.contributions if not isinstance(each, Position)]
    if said or isinstance(shown.record, Contribution):
        placed = shown.record.kind in ("step", "review") and not code
        if isinstance(shown.record, PersonDocument) and about:
            yield from ("", strong(f"Said about {shown.record.title}"))
        yield from said_blocks(about, session.naming, opened=opened, placed=placed, waiting=waiting)
    elif about:
        yield ""
        things = words.count(len(about), "thing was", "things were")
        yield f"{things} said about it. Read them with:"
        yield Paragraph(f"coproduce show {ref} --contributions", indent=2)
    if not isinstance(shown.record, Contribution):
        yield ""
        yield code_line(shown)


def part_of(session: "Session", shown: Shown) -> "TakingPart | None":
    """Return where what someone brings was used, None for a record that is no open page of one."""
    if shown.record.kind != "person" or shown.record.content_note:
        return None
    found = session.workspace.taking_part()
    return next((each for each in found if each.person.id == shown.record.id), None)


def show_unplaced(session: "Session", *, opened: bool) -> None:
    """Print the notes that wait for their place."""
    notes = session.workspace.contributions("unplaced")
    document = {
        "id": "unplaced",
        "kind": "unplaced",
        "title": "Notes to place later",
        "contributions": [contribution(each) for each in notes],
    }
    session.out.give(document, _notes(session, notes, opened=opened))


def _notes(session: "Session", notes: Sequence[Contribution], *, opened: bool) -> Iterator[Block]:
    yield strong("Notes to place later")
    if not notes:
        yield "There are none."
        return
    yield from said_blocks(notes, session.naming, opened=opened)
    yield ""
    yield "Place one with: coproduce say REF --replaces ID"
