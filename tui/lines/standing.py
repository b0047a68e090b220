"""Where an agreement is now, in lines: who stands where, on which text, and who is still asked."""

from collections.abc import Iterator, Mapping, Sequence

from schema.digest import grouped
from store.values import AgreementStanding, PersonPosition
from tui import words
from tui.layout import Block, Paragraph, Rows, Text, dim, strong, widths_of
from tui.naming import Naming

_NO_STAND = "take-back"


def standing_blocks(
    standing: AgreementStanding, naming: Naming, *, opened: bool = False
) -> Iterator[Block]:
    """Yield the standing of one agreement; content notes keep reasons closed unless `opened`."""
    yield strong(standing.title)
    yield f"where this is now: {words.STANDINGS[standing.standing]}"
    yield from people_blocks(standing, naming, opened=opened)
    yield ""
    yield dim(f"agreement/{standing.id}")
    yield dim(text_code(standing.digest))


def people_blocks(
    standing: AgreementStanding, naming: Naming, *, opened: bool = False
) -> Iterator[Block]:
    """Yield who stands where, in groups, each after a blank line."""
    now = [each for each in standing.positions if each.current]
    counting = [each for each in now if each.position != _NO_STAND]
    here = [each for each in counting if each.on_this_text]
    earlier = [each for each in counting if not each.on_this_text]
    yield from _group("on this text", here, naming, words.THEIR_POSITIONS, opened=opened)
    yield from _group("on an earlier text", earlier, naming, words.EARLIER_POSITIONS, opened=opened)
    taken_back = [each for each in now if each.position == _NO_STAND]
    yield from _group("took back their yes", taken_back, naming, {}, opened=opened)
    answered = {each.person for each in now}
    silent = [person for person in standing.missing if person not in answered]
    yield from _names("asked, no answer yet", silent, naming)
    yield from _names("no longer on the list", standing.removed_parties, naming)


def _group(
    title: str,
    positions: Sequence[PersonPosition],
    naming: Naming,
    said: Mapping[str, str],
    *,
    opened: bool,
) -> Iterator[Block]:
    if not positions:
        return
    yield ""
    yield title
    rows = [(each.name, said.get(each.position, ""), _asides(each, naming)) for each in positions]
    least = widths_of(row[:2] for row in rows)
    for row, each in zip(rows, positions, strict=True):
        yield Rows([row], indent=2, least=least)
        if each.because.strip() or each.content_note:
            yield Paragraph(closed(each.because, each.content_note, opened=opened), indent=4)


def _asides(position: PersonPosition, naming: Naming) -> Text:
    asides = [naming.day(position.date)]
    if not position.on_this_text:
        changed = position.words_changed
        asides.append(
            "the text changed since"
            if changed is None
            else f"{words.count(changed, 'word')} changed since"
        )
    if not position.listed:
        asides.append("not on the list")
    if position.recorded_by:
        asides.append(f"recorded by {position.recorded_by_name or position.recorded_by}")
    return dim(" · ".join(asides))


def _names(title: str, people: Sequence[str], naming: Naming) -> Iterator[Block]:
    if people:
        yield ""
        yield title
        yield from (Paragraph(naming.person(person), indent=2) for person in people)


def text_code(digest: str) -> str:
    """Return the code of an agreement's text in groups of four, on two lines."""
    groups = grouped(digest)
    half = (len(groups) + 1) // 2
    return f"text {groups[:half].rstrip()}\n     {groups[half:].lstrip()}"


def closed(text: str, note: str, *, opened: bool) -> str:
    """Return words as they are shown: in quotes, or closed behind their content note."""
    if note and not opened:
        return f"content note: {note}; open with --open"
    return f"“{text.strip()}”"


def standing_line(standing: AgreementStanding, naming: Naming) -> Sequence[Text]:
    """Return one agreement as a row: title, where it is now, who is still asked."""
    asked = f"asked: {naming.people(standing.missing)}" if standing.missing else ""
    return (
        standing.title,
        words.SHORT_STANDINGS[standing.standing],
        dim(asked),
    )
