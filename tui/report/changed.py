"""What changed, on paper: words that came and went, reasons, what was proposed and did not stay."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, groupby

from schema.changed_words import changed_words
from schema.digest import digest
from schema.kinds import KINDS, Agreement, Position, field_forms
from schema.record import Contribution
from schema.replacement import ANONYMOUS
from schema.spans import Span
from schema.text import capital_first
from store.reports import DocumentReport, Passed, Settlement
from store.values import Change
from tui import words
from tui.field_changes import field_changes, field_title
from tui.field_words import field_sentences, with_part
from tui.lines.settling import LEFT_OUT, field_wording
from tui.report.naming import PaperNaming
from tui.report.own_words import by_line, one, replies_to
from tui.report.page import (
    Block,
    Entry,
    Items,
    Line,
    Prose,
    Section,
    folded,
    items,
    paragraph,
    said,
    section,
)
from tui.report.wording import wording
from tui.settlements import how

_OWN_TEXT = frozenset({"created", "changed", "settled", "merged", "outside"})


def document_blocks(
    found: DocumentReport, naming: PaperNaming, closed: Collection[str] = ()
) -> Iterator[Block]:
    """Yield what happened to one document: its own text first, then what people said.

    `closed` are the ids of answers, and of replies to them, whose words stay out.
    """
    yield from _own_text(found, naming)
    yield from settled_blocks(found, naming)
    yield from _reasons(found.changes, naming)
    yield from _said(found, naming, closed)


def counted_words(spans: Sequence[Span]) -> str:
    """Return how many words a text gained and lost and what moved, "" for nothing."""
    return words.changed_words(changed_words(spans))


def _own_text(found: DocumentReport, naming: PaperNaming) -> Iterator[Block]:
    before, after = found.before, found.after
    if after is None:
        if any(each.kind in _OWN_TEXT for each in found.changes) and found.kind != "unplaced":
            yield paragraph("Its file cannot be read.")
        return
    note = after.content_note or (before.content_note if before else "")
    if before is None:
        yield paragraph("This is new.")
        sentences = list(field_sentences(after, naming, _counts(found.kind)))
        if sentences:
            yield items((each,) for each in sentences)
        if after.body.strip():
            yield from folded(note, Prose(after.body))
        return
    sentences = list(field_changes(found.kind, before.fields, after.fields, naming))
    if sentences:
        yield items((each,) for each in sentences)
    changed = wording(found.spans)
    if changed.places:
        if note:
            yield paragraph(f"{counted_words(found.spans)}.", look="quiet")
        yield from folded(note, changed)


def _counts(kind: str) -> Iterator[str]:
    """Yield the fields that count people by perspective: one of them may be a single person."""
    if kind in KINDS:
        yield from (form.name for form in field_forms(kind) if form.rule.form == "count")


def settled_blocks(found: DocumentReport, naming: PaperNaming) -> Iterator[Block]:
    """Yield what was proposed and did not stay, and how differences were settled, with why."""
    before = found.before.content_note if found.before else ""
    if found.passed:
        entries = ((each.content_note, _passed(each, naming)) for each in found.passed)
        yield section("Proposed, and did not stay", *_noted(entries, before))
    if found.settlements:
        settled = ((e.content_note, _settlement(found.kind, e, naming)) for e in found.settlements)
        yield section("Settled", *_noted(settled, before))


def _noted(entries: Iterable[tuple[str, Entry]], before: str = "") -> Iterator[Block]:
    """Yield entries as lists, each closed behind the content note of its own, else behind `before`.

    That is the note a document had before.
    """
    for note, group in groupby(entries, key=lambda each: each[0] or before):
        yield from folded(note, Items(tuple(entry for _, entry in group)))


def _passed(each: Passed, naming: PaperNaming) -> Entry:
    came = (
        f"Proposed on {naming.day(each.came.when)}, taken out on {naming.day(each.went.when)}.",
    )
    blocks: list[Block] = [Prose(each.text)]
    for before, change in (("Why it was proposed: ", each.came), ("Why it went: ", each.went)):
        if change.why:
            blocks.append(paragraph(before, said(change.why)))
    return Entry(came, tuple(blocks))


def _settlement(kind: str, each: Settlement, naming: PaperNaming) -> Entry:
    saved = f" on {naming.day(each.change.when)}."
    by: Line = ("Settled by ", said(words.who(each.change.who)), saved)
    field, _, part = each.settled.field.partition(".")
    name = with_part(field_title(kind, field), part) if field else ""
    why = (paragraph("Why: ", said(each.change.why)),) if each.change.why else ()
    if field in _counts(kind):
        # A row of numbers by perspective may be one person, so no wording of it is told.
        return Entry((f"{name}. ", *by), why)
    shown = [
        _shown(number, kind, each.settled.field, text, naming)
        for number, text in enumerate(each.settled.wordings, 1)
    ]
    kept = f"{capital_first(how(each.settled))}. "
    return Entry((f"{name}. {kept}" if name else kept, *by), (*chain(*shown), *why))


def _shown(
    number: int, kind: str, field: str, text: str, naming: PaperNaming
) -> tuple[Block, Block]:
    """Return one wording with its number: what a field would hold stands in words."""
    label = paragraph(f"Wording {number}:")
    if not text.strip():
        return label, paragraph(LEFT_OUT)
    if field:
        return label, paragraph(said(field_wording(kind, field, text, naming)))
    return label, Prose(text)


def _reasons(changes: Iterable[Change], naming: PaperNaming) -> Iterator[Block]:
    entries = [
        (each.content_note, Entry(_reason(each, naming)))
        for each in changes
        if each.why and each.kind in _OWN_TEXT
    ]
    if entries:
        yield section("The reasons given", *_noted(entries))


def _reason(each: Change, naming: PaperNaming) -> Line:
    return "“", said(each.why), "” ", said(words.who(each.who)), f", {naming.day(each.when)}"


def _said(found: DocumentReport, naming: PaperNaming, closed: Collection[str]) -> Iterator[Block]:
    """Yield what people said, those who cannot agree yet first."""
    after = found.after
    text = digest(after.id, after.title, after.body) if isinstance(after, Agreement) else ""
    waiting = [each for each in found.said if each.id in closed and each.kind != "answer"]
    here = sorted(
        (each for each in found.said if each not in waiting),
        key=lambda each: not _is_not_yet(each),
    )
    answered = {each.ref for each in here}
    blocks: list[Block] = []
    refs = {f"contribution/{each.id}" for each in here}
    for each in here:
        if each.kind == "reply" and each.ref in refs:
            continue
        blocks += one(each, naming, text) if each.kind != "answer" else _answered(each, naming)
        if f"contribution/{each.id}" in answered:
            blocks += replies_to(each, here, naming)
    if waiting:
        blocks.append(paragraph(words.replies_stay_closed(len(waiting)), look="quiet"))
    if blocks:
        yield section("What people said", *blocks)


def _is_not_yet(each: Contribution) -> bool:
    return isinstance(each, Position) and each.position == "not-yet"


def _answered(each: Contribution, naming: PaperNaming) -> tuple[Block, ...]:
    if each.by in ("", ANONYMOUS):
        return (paragraph("Someone answered the questions."),)
    if each.recorder:
        return (paragraph(*by_line(each, naming), ": answered the questions."),)
    return (paragraph(naming.who(each.by), " answered the questions."),)


def history_section(changes: Iterable[Change], naming: PaperNaming, heading: str = "") -> Section:
    """Return how it came to be, newest first, a line for each change, the reason under it."""
    return section(heading or "How it came to be", history_items(changes, naming))


def history_items(changes: Iterable[Change], naming: PaperNaming) -> Items:
    """Return changes as a list: the day, what was done, who saved it, and why."""
    return Items(tuple(_change(each, naming) for each in changes))


def _change(each: Change, naming: PaperNaming) -> Entry:
    saved: Line = naming.recorded(each.records)
    what = each.sentence
    if each.kind == "position" and each.typed_by:
        # Where they stand is said too, never apart from who recorded it for whom.
        what = (
            capital_first(each.named[len(each.recorded.words) + 2 :])
            if saved and each.recorded
            else each.named
        )
    elif not saved:
        saved = (" Saved by ", said(words.who(each.who)), ".")
    line: Line = (f"{naming.day(each.when)}: ", said(what), ".", *saved)
    why: tuple[Block, ...] = (paragraph("Why: ", said(each.why)),) if each.why else ()
    return Entry(line, folded(each.content_note, *why))
