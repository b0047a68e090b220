"""What is unusual in the text of a record: odd characters, headings twice, open differences."""

import re
from collections.abc import Iterator

from schema.differences import FIELD, REMOVED_FIELD, find_differences, find_quotes, loose_marks
from schema.record import Contribution, Problem, Record
from schema.sections import SectionTwice, replace_section, section_codes, sections
from schema.text import is_canonical
from schema.validate.reporting import error, warning
from schema.validate.values import one_line, shown

_SECTION_HEADING = re.compile(r"^##[ \t]+(\+?[0-9][0-9.]*)", re.MULTILINE)


def body_problems(record: Record) -> Iterator[Problem]:
    """Yield what is wrong with how a record's text is written, and with its sections."""
    if not is_canonical(record.body):
        yield warning(
            record,
            "not-canonical",
            "The text holds line ends or characters that this program does not write. "
            "They are kept; saving the text again from here tidies them.",
            line=1,
        )
    yield from _sections(record)


def _sections(record: Record) -> Iterator[Problem]:
    codes = section_codes(record.kind)
    if not codes:
        return
    headings = [code for code in _SECTION_HEADING.findall(record.body) if code in codes]
    for code in sorted({code for code in headings if headings.count(code) > 1}):
        try:
            replace_section(record.kind, record.body, code, "")
        except SectionTwice as twice:
            yield error(
                record,
                "section-twice",
                f"The heading {code} stands more than once. Put both texts under one heading.",
                line=twice.lines[1],
            )
    if record.kind != "step":
        return
    for section in sections("step", record.body):
        if section.code.partition(".")[0] != record.id:
            yield warning(
                record,
                "other-step",
                f"Question {section.code} belongs to another step. Move its text there.",
                line=section.line,
            )


def difference_problems(record: Record) -> Iterator[Problem]:
    """Yield a warning for each difference that nobody has settled yet."""
    if isinstance(record, Contribution):
        # Someone's words may quote a difference; nobody settles anything in them.
        return
    for each in find_differences(record.body, record.fields):
        if each.field:
            message = (
                f"{shown(each.field)} has different wordings that nobody has settled yet. "
                "Decide together, then: "
                f"coproduce settle {_ref_of(record)} --field {one_line(each.field)}"
            )
            field = REMOVED_FIELD if FIELD not in record.fields else FIELD
            yield warning(record, "difference", message, field)
        else:
            message = (
                "Different wordings stand side by side here. "
                f"Decide together, then: coproduce settle {_ref_of(record)} --at {each.at}"
            )
            yield warning(record, "difference", message, line=_line(record, each.start))
    for quote in find_quotes(record.body):
        if len(set(quote.wordings)) == 1:
            message = (
                "Only one wording is left here, so this is settled. "
                "Put the wording in place of the quote around it."
            )
            yield warning(record, "one-wording-left", message, line=_line(record, quote.start))
    for start in loose_marks(record.body)[:1]:
        message = (
            "A line that marks different wordings stands here alone, so nobody sees that something "
            "is to settle. Put the lines around it back, or take it out."
        )
        yield warning(record, "difference-broken", message, line=_line(record, start))


def _line(record: Record, offset: int) -> int:
    return record.body.count("\n", 0, offset) + 1


def _ref_of(record: Record) -> str:
    return "activity" if record.kind == "activity" else one_line(f"{record.kind}/{record.id}")
