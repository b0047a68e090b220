"""The slip: one agreement on paper, to read aloud, and to say where one stands on it."""

from collections.abc import Iterator

from schema.differences import find_differences
from schema.digest import grouped
from schema.kinds import Agreement
from store.values import AgreementStanding
from tui import words
from tui.report.naming import PaperNaming
from tui.report.own_words import position_line
from tui.report.page import (
    Blank,
    Block,
    Choices,
    Exact,
    Facts,
    folded,
    paragraph,
    said,
    section,
)


def slip_blocks(
    agreement: Agreement,
    standing: AgreementStanding,
    person: str,
    today: str,
    naming: PaperNaming,
) -> Iterator[Block]:
    """Yield the slip, for `person` (an id) or, with "", for anyone."""
    if person:
        yield paragraph("For ", naming.who(person), ".", look="lead")
    yield paragraph(
        "You are asked whether you can stand behind this text. Nobody has to say yes. "
        "You need not give a reason, and you can take your time."
    )
    if find_differences(agreement.body, agreement.fields):
        yield paragraph("Some of it is worded in two ways, still to settle together.")
    yield section("The text", *folded(agreement.content_note, Exact(agreement.body.strip("\n"))))
    yield Facts(
        (
            ("Day of this slip", (naming.day(today),)),
            ("Code of these words", (grouped(standing.digest),)),
        )
    )
    yield from _before(standing, person, naming)
    yield section("Where I stand", *_answer())
    yield section("How to say no", *_no())
    yield section("For whoever writes it down", *_record(agreement, standing, person))


def _before(standing: AgreementStanding, person: str, naming: PaperNaming) -> Iterator[Block]:
    """Yield what this person said before, and to which text."""
    for each in standing.positions:
        if person and each.current and each.person == person:
            line = position_line(
                each.person, each.recorded_by, each.date, each.position, naming, earlier=True
            )
            text = "to this text" if each.on_this_text else "to an earlier text; it is another now"
            yield section("What you said before", paragraph(*line, f", {text}."))


def _answer() -> Iterator[Block]:
    yield Choices(tuple(words.POSITIONS.values()))
    yield Blank("Because (only if you want to)", 3)
    yield Blank("What would help me (only if you want to)", 2)
    yield Blank("My name, or the name I chose here")
    yield Blank("Day")


def _no() -> Iterator[Block]:
    yield paragraph(
        "Tick “I can't agree yet”, or say it to whoever gave you this. "
        "That is enough, and it counts: the text is not agreed then."
    )
    yield paragraph(
        "You can leave it all empty. You can say yes today and take it back at any time: it counts "
        "at once. When the text changes, you are asked anew; your yes does not move with it."
    )


def _record(agreement: Agreement, standing: AgreementStanding, person: str) -> Iterator[Block]:
    yield paragraph("Read aloud or given on: ______________   By: ______________________________")
    command = (
        f"coproduce agree {agreement.id} --by {person or 'PERSON'} --position … --date … "
        f"--text {standing.digest[:16]}"
    )
    yield paragraph("Write it down with: ", said(command), look="quiet")
    helps = f'coproduce say agreement/{agreement.id} --by {person or "PERSON"} --would-help "…"'
    yield paragraph("And then what would help them with: ", said(helps), look="quiet")
    yield paragraph(
        "It will read “recorded by you for them, read aloud on that day”, never as a yes alone.",
        look="quiet",
    )
