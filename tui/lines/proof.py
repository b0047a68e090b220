"""What is proven of where people stand, in lines, and whose key is whose."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from store.verdict import EARLIER_TEXT, FORGED, PROVEN, RECORDED, Proof, SeenKey, Verified
from tui import words
from tui.layout import Block, Paragraph, Rows, Styled, Text, dim, strong, widths_of
from tui.lines.standing import damaged_blocks
from tui.naming import Naming

STATES = {
    PROVEN: "proven",
    RECORDED: "recorded, not signed",
    EARLIER_TEXT: "on an earlier text",
    FORGED: "FORGED: do not rely on it",
}
_OTHER_KEY = "not proven: look at it together"
_TAKEN_BACK = "taken back: look at it together"
_MISSING = "missing here: look at it together"


def proof_blocks(found: Verified, naming: Naming) -> Iterator[Block]:
    """Yield each agreement with its positions, who is still asked, and the keys."""
    missing: dict[str, list[str]] = {}
    for each in found.missing:
        missing.setdefault(each.agreement, []).append(each.person)
    shown = [each for each in found.positions if _matters(each)]
    for (title, agreement), group in groupby(shown, key=lambda each: (each.title, each.agreement)):
        proofs = list(group)
        yield strong(title)
        yield from _positions(proofs, naming)
        # Who took back a yes is asked again, and stands here already.
        answered = {each.person for each in proofs if each.current}
        asked = missing.pop(agreement, [])
        yield from _asked([each for each in asked if each not in answered], naming)
        yield from _said_twice(
            [e.person for e in found.several if e.agreement == agreement], naming
        )
        yield ""
    for agreement, people in missing.items():
        yield strong(naming.place(f"agreement/{agreement}").strip("“”"))
        yield from _asked(people, naming)
        yield ""
    if found.damaged:
        yield from damaged_blocks(found.damaged)
        yield ""
    if not shown and not found.missing and not found.damaged:
        yield "Nobody has said where they stand yet."
        return
    yield from _keys(found.keys, naming)
    yield _sum(found)


def _matters(each: Proof) -> bool:
    return each.current or each.state == FORGED or each.doubtful


def _positions(proofs: Sequence[Proof], naming: Naming) -> Iterator[Block]:
    rows: list[Sequence[Text]] = []
    for each in proofs:
        stand = words.THEIR_POSITIONS.get(each.position, each.position)
        style = "removed" if each.state == FORGED else "added" if each.state == PROVEN else ""
        asides = [naming.day(each.date)] if each.date else []
        if each.recorded_by:
            asides = [naming.read_aloud(each.recorded_by, each.person, each.date)]
        if each.state == EARLIER_TEXT and each.signed:
            asides.append("signed")
        state = Styled(_state(each), style)
        rows.append((each.name or each.id, stand, [state, dim(" · ".join(["", *asides]))]))
    least = widths_of(row[:2] for row in rows)
    for row, each in zip(rows, proofs, strict=True):
        yield Rows([row], indent=2, least=least)
        if each.why:
            yield Paragraph(each.why, indent=4)


def _state(each: Proof) -> str:
    if each.other_key:
        return _OTHER_KEY
    if each.taken_back:
        return _TAKEN_BACK
    if _is_missing(each):
        return _MISSING
    # Who recorded it is said right after that.
    return "not signed" if each.state == RECORDED and each.recorded_by else STATES[each.state]


def _is_missing(each: Proof) -> bool:
    """Return whether all that is known of an answer is that it was here, or somewhere else."""
    return each.doubtful and not each.position


def _asked(people: Sequence[str], naming: Naming) -> Iterator[Block]:
    if people:
        yield Paragraph(dim(f"asked, no answer yet: {naming.waited_for(tuple(people))}"), indent=2)


def _said_twice(people: Sequence[str], naming: Naming) -> Iterator[Block]:
    for each in people:
        yield Paragraph(f"{naming.person(each)} {words.SAID_TWICE}.", indent=2)


def _keys(keys: Sequence[SeenKey], naming: Naming) -> Iterator[Block]:
    if not keys:
        return
    yield "Keys"
    yield Rows([(each.name, each.key, dim(_since(each, naming))) for each in keys], 2, widest=60)
    if any(each.first for each in keys):
        yield Paragraph(
            "A key seen for the first time is taken on trust. To be sure, ask the person to read "
            "theirs to you.",
            indent=2,
        )
    yield ""


def _since(seen: SeenKey, naming: Naming) -> str:
    if seen.first:
        return "seen for the first time"
    day = naming.day(seen.since)
    return f"they said so on {day}" if seen.asked else f"known since {day}"


def _sum(found: Verified) -> str:
    counted = dict.fromkeys((*STATES, _OTHER_KEY), 0)
    for each in filter(_matters, found.positions):
        look = each.other_key or _is_missing(each)
        counted[_OTHER_KEY if look else each.state] += 1
    said = [
        f"{counted[PROVEN]} proven",
        f"{counted[RECORDED]} recorded",
        f"{counted[EARLIER_TEXT]} on an earlier text",
        f"{counted[FORGED]} forged",
    ]
    if counted[_OTHER_KEY]:
        said.append(f"{counted[_OTHER_KEY]} to look at together")
    return f"{', '.join(said)}."
