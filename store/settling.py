"""Settling differences: what is open, whose wordings those are, and what people decide."""

from collections.abc import Iterable, Sequence
from contextlib import suppress

import msgspec

from schema import codec, subjects
from schema.codec import File
from schema.differences import FIELD, Difference, find_differences
from schema.ids import Reference
from schema.kinds import field_forms
from schema.record import Document, Value
from schema.sections import lower_headings, section_codes
from schema.settlement import (
    NotTogether,
    all_of,
    settled_fields,
    settled_text,
    stands_in,
    value_of,
)
from store import whose
from store.desk import Desk, Draft, Notes
from store.errors import BadValue, CoproduceError, RecordChanged
from store.saving import Write
from store.values import OpenDifference, Saved
from store.writing import (
    checked_title,
    document_text,
    field_values,
    keep_draft,
    kept_if_refused,
    opened,
    refuse_problems,
)


class Settlement(msgspec.Struct, frozen=True, kw_only=True):
    """What people decided.

    The difference of the header field `field`, or the one in the text that is number `at`; one of:
    `keep` a wording (they count from 1), `both` as they are, or `text`, written together.
    """

    field: str = ""
    at: int = 0
    keep: int = 0
    both: bool = False
    text: Value | None = None


def differences(desk: Desk, typed: str = "") -> tuple[OpenDifference, ...]:
    """Return what is open in every document, or in the one `typed` means, in path order.

    With the code of a section, only what stands in that section.
    """
    reference = desk.find(typed) if typed else None
    wanted = desk.snapshot.path(reference.id, reference.kind) if reference else ""
    open_: dict[str, tuple[Document, tuple[Difference, ...]]] = {}
    for path, row, record in desk.snapshot.rows:
        if row.differences and isinstance(record, Document) and wanted in ("", path):
            open_[path] = (record, find_differences(record.body, record.fields))
    names = whose.names(desk.repository, {path: found for path, (_, found) in open_.items()})
    return tuple(
        each
        for path, (record, found) in open_.items()
        for each in _told(record, found, names[path])
        if not reference or not reference.code or each.code == reference.code
    )


def _told(
    record: Document, found: Sequence[Difference], names: Sequence[tuple[str, ...]]
) -> Iterable[OpenDifference]:
    for each, of_whom in zip(found, names, strict=True):
        yield OpenDifference(
            id=record.id,
            kind=record.kind,
            title=record.title or record.id,
            field=each.field,
            at=each.at,
            wordings=each.wordings,
            whose=of_whom,
            again=bool(each.again),
            code=stands_in(record.kind, record.body, each),
            blob=record.blob,
            content_note=record.content_note,
        )


def settle(desk: Desk, typed: str, decided: Settlement, *, why: str, expect: str = "") -> Saved:
    """Settle one difference of a document and save that.

    Raises BadValue when it is not clear what is decided, nothing is open there or no reason is
    given; RecordChanged when the document is no longer the blob `expect`; and what saving raises.
    A text that was not saved is kept as a draft then.
    """
    try:
        return _settle(desk, typed, decided, why, expect)
    except CoproduceError as problem:
        _keep_text(desk, problem, typed, decided.text)
        raise


def _settle(desk: Desk, typed: str, decided: Settlement, why: str, expect: str) -> Saved:
    reference = desk.find(typed)
    if reference.kind in ("contribution", "unplaced"):
        raise BadValue(
            "What someone said is never changed, so there is nothing to settle in it.",
            "See what is to settle with: coproduce status",
        )
    path = desk.snapshot.path(reference.id, reference.kind)
    file, blob = opened(desk, path)
    if expect and blob != expect.strip().lower():
        raise RecordChanged(path, saved=blob)
    found = _found(desk, reference, file, decided)
    _refuse_unclear(decided, why)
    _refuse_wrong_number(found, decided)
    notes = Notes()
    with kept_if_refused(desk, path, None):
        if found.field:
            after = _field_settled(desk, reference, file, found, decided, notes)
        else:
            after = _text_settled(reference, file, found, decided, notes)
    draft = Draft(
        writes=(Write(path, codec.write(after), blob),),
        subject=subjects.settled(reference.kind, reference.id, found.field),
        kind="settled",
        about=((reference.kind, reference.id),),
        why=why,
    )
    return desk.save(draft, notes.said())


def _keep_text(desk: Desk, problem: CoproduceError, typed: str, text: Value | None) -> None:
    """Keep what was written together, unless it is kept already, and let the error say where."""
    if problem.drafts or problem.words_kept or text is None:
        return
    words = text if isinstance(text, str) else "\n".join(text)
    about = typed
    with suppress(CoproduceError):
        about = desk.snapshot.path(desk.find(typed).id) or typed
    # What went wrong first is what people are told of.
    with suppress(CoproduceError):
        keep_draft(desk, problem, about, words.strip() and words)


def _refuse_unclear(decided: Settlement, why: str) -> None:
    if (decided.keep != 0) + decided.both + (decided.text is not None) != 1:
        raise BadValue(
            "It is not clear how the difference is settled.",
            "Choose one way: --keep 1, --both, or --text TEXT for what you wrote together.",
        )
    if decided.text is not None and not _says_something(decided.text):
        raise BadValue(
            "The text is empty, so nothing was settled.",
            "Write what you agreed on. If it is to be left out, settle it first, then edit.",
        )
    if not why.strip():
        raise BadValue(
            "The reason is missing.",
            'Say why you settle it this way, with: --why "…" It stays in the history.',
        )


def _says_something(text: Value) -> bool:
    return bool(text.strip() if isinstance(text, str) else text)


def _found(desk: Desk, reference: Reference, file: File, decided: Settlement) -> Difference:
    """Return the difference that is meant: the one named, or the only one there is.

    Raises BadValue when there is none like it.
    """
    open_ = find_differences(file.body, file.fields)
    title = f"“{desk.title(reference.kind, reference.id)}”"
    if not open_:
        raise BadValue(
            f"There is nothing to settle in {title}.", "See what is to settle: coproduce status"
        )
    if bool(decided.field) == bool(decided.at):
        return _only_one(reference, file, open_, named=bool(decided.at))
    name = decided.field.strip()
    names = (name, name.replace(" ", "_")) if name else ()
    for each in open_:
        if each.field in names if each.field else each.at == decided.at:
            return each
    what = f"of “{name}”" if name else f"with the number {decided.at} in the text"
    raise BadValue(
        f"There is no difference {what} in {title}.",
        f"What is open there: {', '.join(map(_option, open_))}",
    )


def _only_one(
    reference: Reference, file: File, open_: Sequence[Difference], *, named: bool
) -> Difference:
    """Return what nobody needs to name. Raises BadValue when there are several, or two are."""
    there = [
        each for each in open_ if reference.code in ("", stands_in(reference.kind, file.body, each))
    ]
    if len(there) == 1 and not named:
        return there[0]
    options = " or ".join(map(_option, there or open_))
    raise BadValue("It is not clear which difference is meant.", f"Name one of them: {options}")


def _option(each: Difference) -> str:
    return f"--field {each.field}" if each.field else f"--at {each.at}"


def _refuse_wrong_number(found: Difference, decided: Settlement) -> None:
    if found.field == FIELD:
        raise BadValue(
            f"The entry “{FIELD}” in the header is not in a form that can be settled here.",
            "Put it right in any text editor.",
        )
    count = len(found.wordings)
    if decided.keep and not 1 <= decided.keep <= count:
        raise BadValue(
            f"There is no wording {decided.keep}; the wordings go from 1 to {count}.",
            "Choose one of these numbers with: --keep N",
        )


def _field_settled(
    desk: Desk,
    reference: Reference,
    file: File,
    found: Difference,
    decided: Settlement,
    notes: Notes,
) -> File:
    """Return the file with the field set and open no longer."""
    owner = found.field if found.field in file.fields else found.field.partition(".")[0]
    value: Value | None
    try:
        if decided.both:
            value = all_of(found.wordings) or None
        elif decided.keep:
            value = value_of(found.wordings[decided.keep - 1])
        else:
            value = _written(desk, reference, found.field, decided.text, notes)
        values = settled_fields(file.fields, found.field, value)
    except NotTogether:
        one_thing = f"“{found.field}” can only be one thing, so both cannot stay."
        raise BadValue(
            one_thing if decided.both else f"“{found.field}” cannot hold that.",
            "Keep one with: --keep N, or write it together with: --text TEXT",
        ) from None
    after = codec.with_fields(file, values)
    path = desk.snapshot.path(reference.id, reference.kind)
    refuse_problems(desk, path, after, {owner: value}, typed=decided.text is not None)
    return after


def _written(
    desk: Desk, reference: Reference, name: str, text: Value | None, notes: Notes
) -> Value | None:
    """Return what people wrote together for a field, as it is stored."""
    if name == "title":
        return checked_title(notes.line(text if isinstance(text, str) else ""))
    field, dot, part = name.partition(".")
    known = {form.name: form for form in field_forms(reference.kind)}
    if dot and field in known and name not in known:
        if not isinstance(text, str):
            raise NotTogether
        stored = field_values(desk, reference.kind, {field: {part: text}}, notes)[field]
        return stored[part] if isinstance(stored, dict) else None
    return field_values(desk, reference.kind, {name: text}, notes)[name]


def _text_settled(
    reference: Reference, file: File, found: Difference, decided: Settlement, notes: Notes
) -> File:
    """Return the file with the quote replaced by what people decided."""
    if decided.both:
        wordings = found.wordings
    elif decided.keep:
        wordings = (found.wordings[decided.keep - 1],)
    else:
        given = decided.text if isinstance(decided.text, str) else ""
        text = document_text(notes.text(given)).rstrip("\n")
        has_sections = section_codes(reference.kind, reference.id)
        wordings = (lower_headings(text) if has_sections else text,)
    return codec.with_body(file, settled_text(reference.kind, file.body, found, wordings))
