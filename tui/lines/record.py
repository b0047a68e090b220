"""One record in lines: its title and state, its text, its fields, and what belongs to it."""

import re
from collections.abc import Container, Iterator, Sequence

from schema import checklist
from schema.ids import Reference, format_ref
from schema.kinds import Agreement, StepDocument
from schema.record import Contribution, Document, Record
from store.values import Shown, ShownDamaged
from tui import words
from tui.field_words import field_rows
from tui.layout import Block, Paragraph, Rows, Verbatim, dim, strong
from tui.lines.contribution import contribution_blocks
from tui.lines.standing import text_code
from tui.naming import Naming

_HEADING = re.compile(r"#{1,6}[ \t]+(.*?)[ \t#]*")
_CODED = re.compile(r"##[ \t]+(\+?[0-9][0-9.]*)(?:[ \t].*)?")
_FENCE = re.compile(r" {0,3}(```|~~~)")


def record_blocks(
    shown: Shown, naming: Naming, *, opened: bool = False, waiting: Container[str] = ()
) -> Iterator[Block]:
    """Yield one record without what people said about it; `waiting` as in `said_blocks`."""
    record = shown.record
    if shown.changed_by_hand:
        yield Paragraph(words.changed_after_saving())
        yield ""
    if isinstance(record, Contribution):
        yield from contribution_blocks(record, naming, opened=opened, placed=True, waiting=waiting)
    else:
        yield strong(record.title if isinstance(record, Document) else record.id)
        yield " · ".join(_facts(shown, naming))
        if record.content_note and not opened:
            yield ""
            yield f"content note: {record.content_note}; open with --open"
        else:
            yield from _text(record)
            yield from _fields(record, naming)
    if shown.outside_edit:
        yield ""
        yield "This file was changed outside coproduce, and that is not saved yet."
        yield "Save it with: coproduce edit … --outside keep"


def question_blocks(shown: Shown, code: str) -> Iterator[Block]:
    """Yield one question of a step: its words and what the group answered."""
    from schema.sections import section_text

    question = checklist.question(code)
    idea = checklist.idea(code)
    if question:
        yield strong(question.short)
        yield question.words
        text = section_text("step", shown.record.body, code)
        yield ""
        yield from body_blocks(text, "") if text else [dim("The group has not answered this yet.")]
    elif idea:
        yield strong(f"An idea for step {idea.step}")
        yield idea.words


def damaged_blocks(shown: ShownDamaged) -> Iterator[Block]:
    """Yield a damaged file: why it cannot be read, and its text as it is."""
    line = f" (line {shown.record.line})" if shown.record.line else ""
    yield strong(shown.record.path)
    yield f"This file cannot be read as a record{line}: {shown.record.message}"
    yield ""
    yield Verbatim(shown.source)


def code_line(shown: Shown) -> Block:
    """Return the line with the record's codes: how it is typed, where it lies, which text it is."""
    record = shown.record
    codes = [format_ref(Reference(record.kind, record.id)), record.path]
    codes += [text_code(shown.digest)] if shown.digest else []
    return dim("\n".join(codes))


def _facts(shown: Shown, naming: Naming) -> Iterator[str]:
    record = shown.record
    if isinstance(record, StepDocument):
        yield f"Step {record.id}"
    else:
        yield words.kind_word(record.kind)
    if isinstance(record, Agreement) and record.step:
        yield f"step {record.step}"
    if shown.standing:
        yield f"where this is now: {words.STANDINGS[shown.standing]}"
    if shown.differences:
        yield f"{words.count(len(shown.differences), 'difference')} to settle together"
    if record.archived:
        yield f"put aside on {naming.day(record.archived)}"


def _text(record: Record) -> Iterator[Block]:
    if record.body.strip():
        yield ""
        yield from body_blocks(record.body, record.kind)


def body_blocks(body: str, kind: str, indent: int = 0) -> Iterator[Block]:
    """Yield a text line by line, headings heavier; an empty answer shows its question."""
    lines = body.strip("\n").split("\n")
    fenced = False
    for number, line in enumerate(lines):
        fenced ^= _FENCE.match(line) is not None
        heading = None if fenced else _HEADING.fullmatch(line)
        if heading is None:
            yield Paragraph(line, indent)
            continue
        yield Paragraph(strong(heading.group(1)), indent)
        coded = _CODED.fullmatch(line)
        asked = _asked(kind, coded.group(1)) if coded else ""
        if asked and _is_empty(lines[number + 1 :]):
            yield Paragraph(dim(asked), indent + 2)


def _asked(kind: str, code: str) -> str:
    """Return the words of a question of a step or a review, "" where there is none."""
    if kind == "review":
        return next((each.words for each in checklist.REVIEW_QUESTIONS if each.code == code), "")
    question = checklist.question(code) if kind == "step" else None
    return question.words if question else ""


def _is_empty(after: Sequence[str]) -> bool:
    """Return whether a section has no text of its own before the next one."""
    for line in after:
        if _CODED.fullmatch(line):
            return True
        if line.strip():
            return False
    return True


def _fields(record: Record, naming: Naming) -> Iterator[Block]:
    rows = list(field_rows(record, naming))
    if rows:
        yield ""
        yield Rows(rows)
