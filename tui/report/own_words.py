"""What people said, on paper: their words with who said them, closed behind a content note."""

from collections.abc import Iterable, Iterator, Sequence

from schema.kinds import Answer, Position, Progress, Reply, SetAside, Words
from schema.record import Contribution
from schema.replacement import ANONYMOUS
from schema.text import capital_first
from tui import words
from tui.report.naming import PaperNaming
from tui.report.page import Block, Line, Paragraph, Quote, folded, paragraph, said

_DIRECTIONS = {
    "closer": "closer",
    "same": "the same",
    "further": "further away",
    "unsure": "not sure",
}


def said_blocks(contributions: Iterable[Contribution], naming: PaperNaming) -> Iterator[Block]:
    """Yield everything said, replies under what they answer; words taken back are never there."""
    here = [each for each in contributions if not each.withdrawn]
    refs = {f"contribution/{each.id}" for each in here}
    for each in here:
        if not (isinstance(each, Reply) and each.ref in refs):
            yield from one(each, naming)
            yield from replies_to(each, here, naming)


def replies_to(
    said_: Contribution, among: Sequence[Contribution], naming: PaperNaming
) -> Iterator[Block]:
    """Yield what became of something someone said."""
    for each in among:
        if isinstance(each, Reply) and each.ref == f"contribution/{said_.id}":
            yield from one(each, naming)


def one(each: Contribution, naming: PaperNaming, text: str = "") -> tuple[Block, ...]:
    """Return one contribution as blocks, none for words taken back.

    `text` is the digest of the agreement as it is now: a position on another text says so.
    """
    if each.withdrawn:
        return ()
    blocks: list[Block] = []
    first = _first(each, naming, text)
    if first:
        blocks.append(Paragraph(first))
    if isinstance(each, Words) and each.quote:
        blocks.append(paragraph("About the words “", said(each.quote), "”:"))
    if each.body.strip() and not isinstance(each, Answer):
        by = (naming.who(each.by),) if isinstance(each, Position) else by_line(each, naming)
        blocks.append(Quote(each.body.strip("\n"), by))
    elif not first:
        blocks.append(Paragraph((*by_line(each, naming), ".")))
    if isinstance(each, Words):
        blocks += [paragraph("To see or hear: ", said(link)) for link in each.media]
    return folded(each.content_note, *blocks)


def by_line(each: Contribution, naming: PaperNaming) -> Line:
    """Return who said something and when; of unnamed words nothing that could point at someone."""
    if each.by in ("", ANONYMOUS):
        return ("Someone", f", {naming.day(each.date)}")
    found = naming.spoken_for(each.by, each.recorder, each.date, "")
    if each.perspectives:
        as_whom = words.listed(words.perspective(name) for name in each.perspectives)
        return (*found, f", speaking as {as_whom}")
    return found


def _first(each: Contribution, naming: PaperNaming, text: str) -> Line:
    """Return the sentence that stands before the words, () for none."""
    match each:
        case Progress():
            seen = _DIRECTIONS.get(each.direction, each.direction)
            return (*by_line(each, naming), f": {seen}.")
        case Reply():
            became = words.REPLIES.get(each.reply, each.reply)
            told = f" They were told on {naming.day(each.told)}." if each.told else ""
            return (f"What became of it: {became}.{told}",)
        case SetAside():
            return ("Left aside for now:",) if each.set_ == "aside" else ("Taken up again:",)
        case Words(helps=position) if position:
            return (f"{capital_first(words.ON_WOULD_HELP)}:",)
        case Position():
            earlier = bool(text) and each.digest != text
            line = position_line(
                each.by, each.recorder, each.date, each.position, naming, earlier=earlier
            )
            return (*line, ". The text is another one now." if earlier else ".")
        case _:
            return ()


def position_line(
    by: str,
    recorded_by: str,
    day: str,
    position: str,
    naming: PaperNaming,
    *,
    earlier: bool = False,
) -> Line:
    """Return where someone stood on a day: "Recorded by A for B, read aloud on …: agrees"."""
    verbs = words.EARLIER_POSITIONS if earlier else words.THEIR_POSITIONS
    where = verbs.get(position, position)
    return (*naming.spoken_for(by, recorded_by, day, "read aloud"), f": {where}")
