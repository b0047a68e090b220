"""Where an agreement is now, in lines: who stands where, on which text, and who is still asked."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from schema.digest import grouped
from schema.said import Recorded
from store.values import AgreementStanding, PersonPosition
from tui import words
from tui.layout import Block, Paragraph, Rows, Text, dim, strong, widths_of
from tui.naming import Naming

if TYPE_CHECKING:
    from store.standings import AgreementLine

_NO_STAND = "take-back"
_LOOK = "files to look at together"


def standing_blocks(
    standing: AgreementStanding,
    naming: Naming,
    *,
    opened: bool = False,
    ways: Iterable[Block] = (),
    differences: int = 0,
) -> Iterator[Block]:
    """Yield the standing of one agreement; content notes keep reasons closed unless `opened`.

    `ways` are the lines on working through disagreement; see `way_through`. `differences` counts
    what is worded differently in it: with any it is not agreed.
    """
    yield strong(standing.title)
    yield f"where this is now: {words.STANDINGS[standing.standing]}"
    if differences:
        still = words.count(differences, "thing in it is", "things in it are")
        yield Paragraph(f"{still} worded differently, to settle together first")
    yield from _look_again(standing, naming)
    yield from people_blocks(standing, naming, opened=opened)
    yield from _what_changed(standing)
    yield from ways
    yield ""
    yield dim(f"agreement/{standing.id}")
    yield dim(text_code(standing.digest))


def way_through(
    standing: AgreementStanding, agreements: "Iterable[AgreementLine]", *, asks: bool = True
) -> Iterator[Block]:
    """Yield how the group works through disagreement, whenever someone cannot agree yet.

    After somebody else's yes nothing `asks` what would help: it would be asked of the wrong person.
    """
    if standing.standing != "not-yet":
        return
    yield ""
    if asks:
        yield "What would help? They may say so, in their own words, whenever they like:"
        yield Paragraph(
            dim(f'coproduce say agreement/{standing.id} --by PERSON --would-help "…"'), indent=2
        )
    ways = [each for each in agreements if each.about == "disagreement" and not each.archived]
    for each in ways:
        if each.id != standing.id:
            yield f"{words.THROUGH_DISAGREEMENT}: “{each.title}”"
            yield Paragraph(dim(f"coproduce show agreement/{each.id}"), indent=2)
    if not ways:
        yield "How to work through disagreement is not written down here yet."
        new = 'coproduce new agreement --title "When we disagree" --set about=disagreement'
        yield Paragraph(dim(new), indent=2)


def _look_again(standing: AgreementStanding, naming: Naming) -> Iterator[Block]:
    said = words.look_again(standing.review_on, naming.today)
    if said:
        yield said


def _what_changed(standing: AgreementStanding) -> Iterator[Block]:
    """Yield how to read what changed for one person, when it did for any."""
    if any(
        e.current and not e.on_this_text and e.position != _NO_STAND for e in standing.positions
    ):
        yield ""
        yield "What changed for one of them, word by word:"
        how = f"coproduce diff agreement/{standing.id} --since agreed --by PERSON"
        yield Paragraph(dim(how), indent=2)


def what_changed_for(standing: AgreementStanding, position: str) -> Iterator[Block]:
    """Yield how to read what changed since the text a position was given to, when it did."""
    found = next((each for each in standing.positions if each.id == position), None)
    if found and not found.on_this_text:
        yield ""
        yield "What changed since that text, word by word:"
        how = f"coproduce diff agreement/{standing.id} --since agreed --by {found.person}"
        yield Paragraph(dim(how), indent=2)


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
    yield from _names(words.SAID_TWICE, said_twice(standing), naming)
    if standing.unreadable:
        yield ""
        yield Paragraph(f"{words.unreadable_files(standing.unreadable)} See: coproduce check")
    if standing.changed_by_hand:
        yield ""
        yield Paragraph(f"{words.changed_by_hand(standing.changed_by_hand)} See: coproduce check")
    if standing.taken_away:
        yield ""
        yield Paragraph(f"{words.taken_away(standing.taken_away)} See: coproduce check")
    if standing.lacks:
        yield ""
        yield Paragraph(words.NOT_ALL_HERE)


def said_twice(standing: AgreementStanding) -> tuple[str, ...]:
    """Return who has several positions at once, as when they were saved in two places."""
    now = Counter(each.person for each in standing.positions if each.current)
    return tuple(person for person, count in now.items() if count > 1)


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
        yield from _would_help(each, naming, opened=opened)


def _would_help(position: PersonPosition, naming: Naming, *, opened: bool) -> Iterator[Block]:
    """Yield what would help someone who cannot agree yet; who wrote it down is always told."""
    for each in position.would_help:
        said = closed(each.text, each.content_note, opened=opened)
        yield Paragraph(f"{words.WOULD_HELP}: {said}", indent=4)
        aside = [naming.day(each.date)]
        if each.recorded_by:
            names = naming.person(each.recorded_by), naming.person(position.person)
            aside.insert(0, Recorded(recorder=names[0], person=names[1]).words)
        yield Paragraph(dim(" · ".join(aside)), indent=6)


def _asides(position: PersonPosition, naming: Naming) -> Text:
    asides = [naming.day(position.date)]
    if not position.on_this_text:
        asides.append(words.changed_since(position.changed))
    if not position.listed:
        asides.append("not on the list")
    if position.recorded_by:
        asides[0] = naming.read_aloud(position.recorded_by, position.person, position.date)
    return dim(" · ".join(asides))


def _names(title: str, people: Sequence[str], naming: Naming) -> Iterator[Block]:
    if not people:
        return
    yield ""
    yield title
    if naming.shared:
        yield Paragraph(naming.waited_for(tuple(people)), indent=2)
    else:
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


def damaged_blocks(damaged: "Iterable[AgreementLine]") -> Iterator[Block]:
    """Yield the agreements that cannot be read, each with the reason: where they are is unknown."""
    for each in damaged:
        yield f"{each.title} cannot be read"
        yield Paragraph(dim(f"{each.path}: {each.damaged} See: coproduce check"), indent=2)


def edited_outside_blocks(edited: Iterable[AgreementStanding]) -> Iterator[Block]:
    """Yield which agreements lie on disk as they are not saved: people stand behind what is."""
    for each in edited:
        yield ""
        yield Paragraph(
            f"The file of “{each.title}” was changed outside coproduce, and that is not saved. "
            "This is about the saved text."
        )
        yield Paragraph(dim(f"coproduce edit agreement/{each.id} --outside keep"), indent=2)
        yield Paragraph(dim(f"coproduce edit agreement/{each.id} --outside put-back"), indent=2)


def not_all_here(not_here: int, *, incomplete: bool) -> Iterator[Block]:
    """Yield that more was saved than is here: somebody could have said no in it.

    `incomplete` says that only the newest part of the history is here.
    """
    if not_here:
        yield ""
        yield Paragraph(words.NOT_HERE.format(changes=words.count(not_here, "change")))
    if incomplete:
        yield ""
        yield Paragraph(words.HISTORY_INCOMPLETE)


def standing_line(standing: AgreementStanding, naming: Naming) -> Sequence[Text]:
    """Return one agreement as a row: title, where it is now, and what belongs beside that."""
    asked = f"asked: {naming.waited_for(standing.missing)}" if standing.missing else ""
    look = standing.unreadable or standing.changed_by_hand or standing.taken_away or standing.lacks
    asides = (asked, naming.off_the_list(standing.removed_parties), _LOOK if look else "")
    return (
        standing.title,
        words.SHORT_STANDINGS[standing.standing],
        dim(" · ".join(filter(None, asides))),
    )
