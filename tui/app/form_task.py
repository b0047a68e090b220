"""What a form is about to make or change, what it needs to know first, and how it is saved."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from schema.differences import find_differences
from schema.kinds import PERSPECTIVES, Activity
from schema.paragraphs import as_paragraphs
from schema.record import Damaged, Document, Fields, Value
from store.errors import DamagedRecord, RecordChanged, UnknownReference
from store.people_here import LEFT, NOT_HERE_YET, PersonHere
from tui import words
from tui.app.form_rows import BODY, WHY, Around, Choice, Row, rows_of
from tui.app.writing.page import harmless

if TYPE_CHECKING:
    from store import Workspace
    from store.held import HeldDraft
    from store.values import Saved

_COMES_FROM_SOMETHING = ("action", "learning")
_SOURCES = ("review", "meeting", "outcome", "barrier", "agreement", "earlier")
_MOST_RECORDS = 300
_WHY_ROW = Row(
    key=WHY,
    label="why (if you like)",
    help="A reason for this change, one line. It stays in the history for good.",
)


class FormTask(msgspec.Struct, frozen=True, kw_only=True):
    """One record to make or to change with a form.

    `ref` is the record to change, "" to make one of `kind`. `heading` says what it is. `given` are
    fields a new one begins with. `with_text` asks for the text in the same form. `note` is shown
    above the rows; `helps` are words for single fields instead of the usual ones.
    """

    kind: str
    heading: str
    ref: str = ""
    given: Fields = {}
    with_text: bool = False
    note: str = ""
    helps: Mapping[str, str] = {}

    @property
    def draft(self) -> str:
        """The name under which its words are kept until they are saved."""
        return f"form:{self.ref or self.kind}"


class Beginning(msgspec.Struct, frozen=True, kw_only=True):
    """What a form begins with: its rows, the fields they come from, the version that was read."""

    rows: tuple[Row, ...]
    before: Fields
    blob: str = ""
    left: "tuple[HeldDraft, ...]" = ()


class Filled(msgspec.Struct, frozen=True, kw_only=True):
    """What is saved: None leaves a part as it is. `draft` is the same for people to read."""

    title: str | None
    fields: Mapping[str, Value | None]
    body: str | None
    why: str
    draft: str


def beginning(workspace: "Workspace", task: FormTask) -> Beginning:
    """Return what the form shows first. Raises DamagedRecord, and what reading raises."""
    title, body, blob = "", "", ""
    before: Fields = workspace.first_values(task.kind)
    shown: Fields = {**before, **task.given}
    if task.ref:
        record = _record(workspace, task.ref)
        title, body, blob = record.title, as_paragraphs(record.body), record.blob
        before = shown = record.fields
    around = _around(workspace, task.kind, before)
    rows = [*rows_of(task.kind, title, shown, around, task.helps)]
    if task.with_text:
        # Beside the content note, which warns of what stands in the text.
        rows.insert(-1, _text_row(task, body))
    return Beginning(
        rows=(*rows, _WHY_ROW),
        before=before,
        blob=blob,
        left=workspace.held_drafts(task.draft),
    )


def _text_row(task: FormTask, body: str) -> Row:
    help_ = task.helps.get(BODY, "A line left empty starts a new paragraph.")
    # As a text area keeps it, so that what nobody touched is seen to be the same.
    lines = harmless(body.strip("\n")).text.splitlines()
    return Row(key=BODY, label="text", help=help_, text="\n".join(lines))


def _record(workspace: "Workspace", ref: str) -> Document:
    found = workspace.read(ref)
    if isinstance(found, Damaged):
        raise DamagedRecord(found.path, found.message, found.line)
    if not isinstance(found, Document):
        raise UnknownReference(ref)
    return found


def _around(workspace: "Workspace", kind: str, before: Fields) -> Around:
    activity = workspace.read("activity")
    named = activity.perspectives if isinstance(activity, Activity) else ()
    return Around(
        people=tuple(Choice(each.id, _person_words(each), True) for each in workspace.people()),
        perspectives=named or PERSPECTIVES,
        records=tuple(_records(workspace, kind)) if kind in _COMES_FROM_SOMETHING else (),
        differing=frozenset(
            each.field.partition(".")[0] for each in find_differences("", before) if each.field
        ),
    )


def _person_words(person: PersonHere) -> str:
    if person.here == LEFT:
        return f"{person.name} · has left"
    return f"{person.name} · a place still empty" if person.here == NOT_HERE_YET else person.name


def _records(workspace: "Workspace", kind: str) -> Iterator[Choice]:
    """Yield what a record can come from, the newest first."""
    today = date.fromisoformat(workspace.today)
    for source in _SOURCES if kind != "action" else _SOURCES[:1]:
        found = [e.record for e in workspace.documents(source) if isinstance(e.record, Document)]
        found.sort(key=lambda each: getattr(each, "date", ""), reverse=True)
        for record in found[:_MOST_RECORDS]:
            when = words.day(getattr(record, "date", ""), today)
            about = " · ".join(filter(None, (words.kind_word(source), record.title, when)))
            yield Choice(f"{source}/{record.id}", about)


def save(workspace: "Workspace", task: FormTask, filled: Filled, blob: str) -> "Saved":
    """Save what was filled in.

    When the record changed since it was read, what was typed is kept as a draft, and RecordChanged
    says where. Raises what saving raises.
    """
    if not task.ref:
        return workspace.new(
            task.kind, filled.title or "", filled.fields, filled.body or "", why=filled.why
        )
    try:
        return workspace.edit(
            task.ref,
            title=filled.title,
            fields=filled.fields,
            body=filled.body,
            expect=blob,
            why=filled.why,
        )
    except RecordChanged as problem:
        if not problem.drafts or filled.fields or filled.title:
            kept = workspace.keep_draft(filled.draft, problem.path)
            problem.drafts = (*problem.drafts, kept)
        raise
