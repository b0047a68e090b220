"""One record, read in one go for its page, and what the page says."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from schema.differences import Difference
from schema.ids import Reference
from schema.kinds import DOCUMENTS, Meeting
from schema.paragraphs import as_paragraphs
from schema.record import Damaged, Document
from store.values import Shown, ShownDamaged
from tui import words
from tui.app.reading import Part
from tui.app.said_item import SaidItem, said_about
from tui.app.settling.lines import to_settle
from tui.field_words import field_sentences, label
from tui.layout import Block, Paragraph, Rows, Verbatim, dim, strong
from tui.lines.record import body_blocks
from tui.naming import Naming

if TYPE_CHECKING:
    from store import Workspace

MOST_LINES = 1000
_SAID, _NOT_SAID = "●", "○"
# What someone brings has a heading of its own on their page.
_TOLD_APART = ("brings",)
_CHECK = (
    ("agenda_by", "Who made the agenda", "nobody has said yet"),
    ("breaks", "Breaks", "not said yet"),
    ("adjustments", "So that everyone can take part", "not said yet"),
    ("payment_offered", "Pay for time and costs", "not said yet"),
)


class HiddenNaming(Naming):
    """Names for a screen that everyone sees: people are not named."""

    def person(self, id: str) -> str:  # noqa: A002, ARG002
        """Return the word for anyone."""
        return "someone"

    def title(self, reference: Reference) -> str:
        """Return a document's title; a person's page has someone's name for one."""
        return "someone" if reference.kind == "person" else super().title(reference)


class KnownNaming(Naming):
    """Names for a long list: everyone's is looked up in one go."""

    def __init__(self, workspace: "Workspace", today: date) -> None:
        super().__init__(workspace, today)
        self._names = {each.id: each.name for each in workspace.people()}

    def person(self, id: str) -> str:  # noqa: A002
        """Return someone's chosen name."""
        return self._names.get(id) or super().person(id)


def naming_of(workspace: "Workspace", *, shared: bool) -> Naming:
    """Return how people and records are called; on a shared screen without names."""
    today = date.fromisoformat(workspace.today)
    return HiddenNaming(workspace, today) if shared else KnownNaming(workspace, today)


class RecordFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the page of one record shows.

    `text` is its text as people write it, `sentences` say its fields. `check` are the lines about
    a meeting: what it is about, what is said of it ("" for not yet), and the words for not yet;
    `is_to_come` says that it has not been held. `said` is what people said about it.
    """

    record: Document
    text: str
    sentences: tuple[str, ...]
    put_aside: str = ""
    check: tuple[tuple[str, str, str], ...] = ()
    is_to_come: bool = False
    differences: tuple[Difference, ...] = ()
    outside: bool = False
    said: tuple[SaidItem, ...] = ()

    @property
    def ref(self) -> str:
        """How this record is referred to."""
        kind = self.record.kind
        return kind if kind == "activity" else f"{kind}/{self.record.id}"

    @property
    def title(self) -> str:
        """What it is called."""
        return self.record.title or self.record.id


def read_record(workspace: "Workspace", ref: str, *, shared: bool) -> RecordFacts | ShownDamaged:
    """Read one record; for another thread than the screen's. `shared` leaves names out."""
    shown = workspace.show(ref)
    if isinstance(shown, ShownDamaged):
        return shown
    record = shown.record
    if not isinstance(record, Document) or record.kind not in DOCUMENTS:
        strange = Damaged(path=record.path, code="no-document", message=_STRANGE)
        return ShownDamaged(record=strange, id=record.id, source=shown.source)
    return _facts(workspace, shown, record, naming_of(workspace, shared=shared))


_STRANGE = "Its header does not say which kind of record it is."


def _facts(workspace: "Workspace", shown: Shown, record: Document, naming: Naming) -> RecordFacts:
    is_meeting = isinstance(record, Meeting)
    without = tuple(name for name, _, _ in _CHECK) if is_meeting else _TOLD_APART
    ref = "activity" if record.kind == "activity" else f"{record.kind}/{record.id}"
    return RecordFacts(
        record=record,
        text=as_paragraphs(record.body),
        sentences=tuple(field_sentences(record, naming, without)),
        put_aside=naming.day(record.archived) if record.archived else "",
        check=tuple(_check(record)) if is_meeting else (),
        is_to_come=is_meeting and (not record.date or record.date >= workspace.today),
        differences=shown.differences,
        outside=shown.outside_edit,
        said=said_about(workspace, ref),
    )


def _check(meeting: Meeting) -> Iterator[tuple[str, str, str]]:
    """Yield what a meeting is prepared with: what about, what is said of it, what if not."""
    for name, about, otherwise in _CHECK:
        value = getattr(meeting, name)
        said = (
            value
            if isinstance(value, str)
            else words.listed(words.perspective(each, many=True) for each in value)
        )
        yield about, said, otherwise


def page_parts(facts: RecordFacts, *, opened: bool) -> Iterator[Part]:
    """Yield the page of a record; a content note keeps its text closed until it is `opened`."""
    note = facts.record.content_note
    if note and not opened:
        yield Part(tuple(closed(facts)))
        return
    if note:
        yield Part((dim(f"Content note: {note}"), ""))
    yield Part(tuple(_head(facts)))
    yield from text_parts(facts)


def closed(facts: RecordFacts) -> Iterator[Block]:
    """Yield what a content note lets be seen: the note alone."""
    if facts.put_aside:
        yield dim(f"Put aside on {facts.put_aside}.")
    yield f"Content note: {facts.record.content_note}"
    yield dim("Enter opens it.")


def text_parts(facts: RecordFacts, heading: str = "") -> Iterator[Part]:
    """Yield a record's text, cut where it is too long to be read on a page."""
    if not facts.text.strip():
        return
    blocks = [*body_blocks(facts.text, facts.record.kind)]
    more = [dim("… there is more; t opens the whole text.")] if len(blocks) > MOST_LINES else []
    above: list[Block] = ["", strong(heading)] if heading else [""]
    yield Part((*above, *blocks[:MOST_LINES], *more))


def _head(facts: RecordFacts) -> Iterator[Block]:
    if facts.put_aside:
        yield dim(f"Put aside on {facts.put_aside}.")
    if facts.check:
        yield from _check_blocks(facts)
        yield ""
    yield from facts.sentences
    yield from _difference_blocks(facts)
    if facts.outside:
        yield ""
        yield "This file was changed outside coproduce, and that is not saved yet."


def _check_blocks(facts: RecordFacts) -> Iterator[Block]:
    yield strong("Before you start" if facts.is_to_come else "How it was made possible")
    rows = [
        (f"{_SAID if said else _NOT_SAID} {about}", said or dim(otherwise))
        for about, said, otherwise in facts.check
    ]
    yield Rows(rows, indent=2)
    if facts.is_to_come and not all(said for _, said, _ in facts.check):
        yield Paragraph(dim("e fills in what is missing. You can start without it."), 2)


def _difference_blocks(facts: RecordFacts) -> Iterator[Block]:
    """Yield what is to settle: wordings of fields stand here, those of the text in the text."""
    if not facts.differences:
        return
    yield ""
    yield to_settle(len(facts.differences))
    for difference in facts.differences:
        if difference.field:
            name = label(facts.record.kind, difference.field.partition(".")[0])
            yield Paragraph(f"Different wordings of “{name}”", 2)
            rows = [
                (str(number), wording or "(left out)")
                for number, wording in enumerate(difference.wordings, 1)
            ]
            yield Rows(rows, indent=4)


def damaged_parts(found: ShownDamaged) -> Iterator[Part]:
    """Yield a file that cannot be read as a record: why, and its text as it is."""
    where = f" (line {found.record.line})" if found.record.line else ""
    yield Part(
        (
            strong(found.record.path),
            f"This file cannot be read as a record{where}: {found.record.message}",
            dim("It is never written over. Mend it in any text editor."),
            "",
        )
    )
    lines = found.source.split("\n")
    more = [dim("… there is more in the file.")] if len(lines) > MOST_LINES else []
    yield Part((Verbatim("\n".join(lines[:MOST_LINES])), *more))
