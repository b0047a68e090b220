"""The page of one agreement: the text, who stands where, what changed for whom, how it came."""

from collections.abc import Iterable, Iterator

from schema.differences import find_differences
from schema.digest import grouped
from schema.kinds import Agreement
from schema.record import Contribution
from schema.text import capital_first
from store.reports import AgreementReport, EarlierText
from store.values import AgreementStanding, PersonPosition, WouldHelp
from tui import words
from tui.field_changes import field_changes
from tui.lines.spoken import spoken_words
from tui.lines.standing import said_twice
from tui.report.changed import counted_words, history_section, settled_blocks
from tui.report.naming import PaperNaming
from tui.report.own_words import position_line, said_blocks
from tui.report.page import (
    Block,
    Entry,
    Facts,
    Items,
    Line,
    Prose,
    Quote,
    Section,
    folded,
    items,
    listed,
    paragraph,
    said,
    section,
)
from tui.report.wording import wording

NOBODY_HAS_TO = (
    "Others who are asked have not said where they stand. Nobody has to, and there is no hurry."
)


def agreement_blocks(found: AgreementReport, naming: PaperNaming) -> Iterator[Block]:
    """Yield everything about one agreement, what matters most first."""
    yield where_now(found.standing)
    yield from _cannot_yet(found, naming)
    yield section("The text", *_text(found.agreement))
    yield section("Who stands where", *_stands(found, naming))
    for each in found.earlier:
        yield _since(each, found.agreement, naming)
    about = list(said_blocks(_not_said_yet(found), naming))
    if about:
        yield section("What people said about it", *about)
    settled = list(settled_blocks(found.history, naming))
    if settled:
        yield section("What was proposed, and how it was settled", *settled)
    yield section("What is next", *next_blocks(found.standing, naming))
    yield history_section(found.history.changes, naming)
    yield section("The code of this text", *_code(found.standing.digest))


def where_now(standing: AgreementStanding) -> Block:
    """Return the sentence that says where an agreement is now."""
    state = words.STANDINGS[standing.standing]
    return paragraph(f"Where this is now: {state}.", look="lead")


def cannot_yet(standing: AgreementStanding) -> tuple[PersonPosition, ...]:
    """Return who cannot agree yet: listed or not, on whichever text."""
    return tuple(e for e in standing.positions if e.current and e.position == "not-yet")


def stand_blocks(position: PersonPosition, naming: PaperNaming) -> Iterator[Block]:
    """Yield where one person stands, with their words; who cannot agree yet is always quoted."""
    earlier = not position.on_this_text
    line = position_line(
        position.person,
        position.recorded_by,
        position.date,
        position.position,
        naming,
        earlier=earlier,
    )
    blocks: tuple[Block, ...] = ()
    if position.because.strip():
        blocks = folded(position.content_note, Quote(position.because, (said(position.name),)))
    helps = (block for each in position.would_help for block in _would_help(position, each, naming))
    yield Items((Entry((*line, _asides(position)), (*blocks, *helps)),))


def _not_said_yet(found: AgreementReport) -> Iterator[Contribution]:
    """Yield what was said without what stands beside the people already and has no reply."""
    beside = {each.id for one in found.standing.positions for each in one.would_help}
    replied = {each.ref for each in found.said}
    for each in found.said:
        if each.id not in beside or f"contribution/{each.id}" in replied:
            yield each


def _would_help(position: PersonPosition, each: WouldHelp, naming: PaperNaming) -> Iterator[Block]:
    by = naming.spoken_for(position.person, each.recorded_by, each.date, "")
    quote = Quote(each.text, by)
    yield from folded(each.content_note, paragraph(f"{words.WOULD_HELP}:"), quote)


def next_blocks(standing: AgreementStanding, naming: PaperNaming) -> Iterator[Block]:
    """Yield what comes next for one agreement; nobody is named for not having answered."""
    lines: list[Line] = []
    if standing.review_on:
        lines.append((f"The group looks at it again on {naming.day(standing.review_on)}.",))
    if standing.standing == "changed-since-agreed":
        lines.append(
            ("The text changed. Those who stood behind an earlier text are asked to read it anew.",)
        )
    if standing.standing == "not-yet":
        lines.append(("The group asks what would help, and works it through together.",))
    if not lines:
        lines.append(("Nothing is planned.",))
    yield items(lines)


def _text(agreement: Agreement) -> Iterator[Block]:
    if agreement.archived:
        yield paragraph("It was put aside.", look="quiet")
    if find_differences(agreement.body, agreement.fields):
        yield paragraph("Some of it is worded in two ways, still to settle together.", look="quiet")
    yield from folded(agreement.content_note, Prose(agreement.body))


def _cannot_yet(found: AgreementReport, naming: PaperNaming) -> Iterator[Block]:
    """Yield who cannot agree yet first of all, and the way the group works such things through."""
    waiting = cannot_yet(found.standing)
    if not waiting:
        return
    blocks = [block for each in waiting for block in stand_blocks(each, naming)]
    if found.disagreement:
        blocks.append(
            paragraph(f"{words.THROUGH_DISAGREEMENT}: “", said(found.disagreement.title), "”.")
        )
        blocks += folded(found.disagreement.content_note, Prose(found.disagreement.body))
    yield section("Someone can't agree yet", *blocks)


def _stands(found: AgreementReport, naming: PaperNaming) -> Iterator[Block]:
    standing = found.standing
    now = [each for each in standing.positions if each.current and each.position != "not-yet"]
    stands = [each for each in now if each.position != "take-back"]
    yield from _group("On this text", (e for e in stands if e.on_this_text), naming)
    yield from _group("On an earlier text", (e for e in stands if not e.on_this_text), naming)
    yield from _group("Took back their yes", (e for e in now if e.position == "take-back"), naming)
    answered = {each.person for each in standing.positions if each.current}
    if any(person not in answered for person in standing.missing):
        yield paragraph(NOBODY_HAS_TO)
    if standing.parties:
        yield paragraph("On the list of people asked: ", *_names(standing.parties, naming), ".")
    yield from off_the_list(standing, naming)
    twice = said_twice(standing)
    if twice:
        said_so = f"{capital_first(words.SAID_TWICE)}: "
        yield paragraph(said_so, *_names(twice, naming), ".")
    yield from not_counting(standing)
    if found.spoken.people:
        spoken = spoken_words(found.spoken)
        yield paragraph(f"{capital_first(spoken)}.", look="quiet")


def off_the_list(standing: AgreementStanding, naming: PaperNaming) -> Iterator[Block]:
    """Yield who is asked no more: that always stands beside where an agreement is now."""
    if standing.removed_parties:
        yield paragraph("No longer on the list: ", *_names(standing.removed_parties, naming), ".")


def not_counting(standing: AgreementStanding) -> Iterator[Block]:
    """Yield what lies among the positions and is nobody's yes."""
    if standing.unreadable:
        yield paragraph(words.unreadable_files(standing.unreadable))
    if standing.changed_by_hand:
        yield paragraph(words.changed_by_hand(standing.changed_by_hand))
    if standing.taken_away:
        yield paragraph(words.taken_away(standing.taken_away))
    if standing.lacks:
        yield paragraph(words.NOT_ALL_HERE)


def _group(
    heading: str, positions: Iterable[PersonPosition], naming: PaperNaming
) -> Iterator[Section]:
    entries = [
        entry
        for each in positions
        for block in stand_blocks(each, naming)
        if isinstance(block, Items)
        for entry in block.entries
    ]
    if entries:
        yield section(heading, Items(tuple(entries)))


def _asides(position: PersonPosition) -> str:
    asides: list[str] = []
    if not position.on_this_text and position.position != "take-back":
        since = words.changed_since(position.changed)
        asides.append(capital_first(since))
    if not position.listed:
        asides.append("Not on the list of people asked")
    return "".join(f". {aside}" for aside in asides) + "."


def _names(people: Iterable[str], naming: PaperNaming) -> Line:
    return listed(naming.person(each) for each in people)


def _since(earlier: EarlierText, agreement: Agreement, naming: PaperNaming) -> Section:
    heading = ("What changed since ", *_names(earlier.people, naming), " said where they stand")
    if earlier.spans is None:
        return Section(heading, (paragraph("The text they stood on is not in the history here."),))
    # How much changed is said outside the fold, so that a reader knows what lies in it.
    counted = counted_words(earlier.spans) or "No words changed"
    changed = wording(earlier.spans)
    places = folded(earlier.content_note, changed) if changed.places else ()
    blocks = (*_about_it(earlier, agreement, naming), paragraph(f"{counted}.", look="quiet"))
    return Section(heading, (*blocks, *places))


def _about_it(earlier: EarlierText, agreement: Agreement, naming: PaperNaming) -> Iterator[Block]:
    """Yield what changed about the agreement since then, in sentences."""
    if earlier.fields is None:
        return
    # The title is a part of what people agree to, and stands among the words that changed.
    before, after = (
        {name: value for name, value in each.items() if name != "title"}
        for each in (earlier.fields, agreement.fields)
    )
    sentences = list(field_changes(agreement.kind, before, after, naming))
    if sentences:
        yield items((each,) for each in sentences)


def _code(digest: str) -> Iterator[Block]:
    yield paragraph(
        "Whoever agrees, agrees to exactly this text. Its code is another one as soon as a single "
        "letter is."
    )
    yield Facts((("Code", (grouped(digest),)),))
