"""The texts that changed since one person said where they stand, to be read one by one."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from store.errors import BadValue
from store.values import AgreementStanding, PersonPosition
from tui import words
from tui.layout import Block, Paragraph, Rows, Verbatim, dim, strong
from tui.lines.changed import changed_blocks
from tui.lines.noted import noted_blocks

if TYPE_CHECKING:
    from tui.session import Session

YOU_SAID = {
    "agree": "you agreed",
    "agree-with-concern": "you agreed, with a concern",
    "stand-aside": "you stood aside",
    "not-yet": "you couldn't agree yet",
}
"""What whoever is at the keyboard said of an earlier text, as in "you agreed on 3 March"."""
_CODE = 12


class Mine(msgspec.Struct, frozen=True):
    """What an agreement asks of one person: the position they gave to an earlier text, if any."""

    standing: AgreementStanding
    position: PersonPosition | None


def mine(standings: Sequence[AgreementStanding], person: str) -> tuple[Mine, ...]:
    """Return the agreements whose text changed since `person` spoke, then those not answered."""
    changed: list[Mine] = []
    asked: list[Mine] = []
    for each in standings:
        own = [e for e in each.positions if e.person == person and e.current]
        earlier = [e for e in own if e.position in YOU_SAID and not e.on_this_text]
        if earlier:
            changed.append(Mine(each, earlier[-1]))
        elif person in each.missing:
            asked.append(Mine(each, None))
    return (*changed, *asked)


def mine_blocks(
    session: "Session", found: Sequence[Mine], *, opened: bool = False
) -> Iterator[Block]:
    """Yield each changed text with its words that differ and how to stand by it again.

    Those with a content note stay closed unless `opened`.
    """
    changed = [(each.standing, each.position) for each in found if each.position]
    asked = [each.standing for each in found if each.position is None]
    if not found:
        yield "No text changed since you said where you stand, and nothing else is asked of you."
        return
    if changed:
        counted = words.count(len(changed), "text")
        yield f"{counted} changed since you said where you stand. Read them one by one:"
    for number, (standing, position) in enumerate(changed, 1):
        yield ""
        number_of = f"{number} of {len(changed)}"
        yield from _changed(session, standing, position, number_of, opened=opened)
    if asked:
        yield ""
        yield "You are asked where you stand, whenever you like:"
        yield Rows([(each.title, dim(f"coproduce show agreement/{each.id}")) for each in asked], 2)


def _changed(
    session: "Session",
    standing: AgreementStanding,
    position: PersonPosition,
    number: str,
    *,
    opened: bool,
) -> Iterator[Block]:
    ref = f"agreement/{standing.id}"
    naming = session.naming
    said = f"{YOU_SAID[position.position]} on {naming.day(position.date)}"
    if position.recorded_by:
        read = naming.read_aloud(position.recorded_by, position.person, position.date)
        said = f"{YOU_SAID[position.position]}, {read}"
    if position.changed is not None:
        said += f"; {words.changed_since(position.changed)}"
    yield [strong(standing.title), dim(f"  {number}")]
    yield Paragraph(said, indent=2)
    yield ""
    try:
        diff = session.workspace.diff(ref, since="agreed")
    except BadValue as problem:
        yield Paragraph(problem.sentence, indent=2)
    else:
        # Its first two lines name the record and the moment, which is said above.
        blocks = list(changed_blocks(session, ref, diff, since="agreed", by=""))[2:]
        yield from noted_blocks(diff, blocks, opened=opened, first=0)
    yield ""
    yield Paragraph("If you stand by it as it is now:", indent=2)
    typed = session.typed(f"agree {ref} --text {standing.digest[:_CODE]}")
    # It is copied as it stands here, so it is one line whatever the width.
    yield Verbatim(f"    {typed}")
    yield Paragraph("If you don't: add --position not-yet, or another. No reason is needed.", 2)
