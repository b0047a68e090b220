"""Words taken back: what goes, what stays, and that nothing of them is ever shown again."""

from collections.abc import Iterable

from schema.kinds import CONTRIBUTIONS, field_forms, record_of
from schema.record import Contribution, Record

_STAYS = frozenset(
    ("kind", "id", "ref", "by", "date", "perspectives", "recorded_by", "replaces", "withdrawn")
)


def goes(kind: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return which of a contribution's fields go with its text when the words are taken back.

    Who, when and about what stay, and the fields without which it is no record of its kind.
    """
    forms = field_forms(kind) if kind in CONTRIBUTIONS else ()
    required = {form.name for form in forms if form.rule.required}
    return tuple(name for name in names if name not in _STAYS and name not in required)


def is_withdrawn(record: Record) -> bool:
    """Return whether these are words that were taken back; a document never is."""
    return bool(record.fields.get("withdrawn")) and isinstance(record, Contribution)


def bare(record: Record) -> Record:
    """Return a record as it may be shown.

    Words taken back come without their text, also where a file from elsewhere still holds it.
    """
    if not is_withdrawn(record):
        return record
    gone = goes(record.kind, record.fields)
    if not record.body and not gone:
        return record
    kept = {name: value for name, value in record.fields.items() if name not in gone}
    return record_of(record.path, kept, "", record.blob)


def taken_back(record: Record, day: str) -> Record:
    """Return a record as it may be shown when its words were taken back on a day, "" for never."""
    if not day:
        return record
    fields = {**record.fields, "withdrawn": day}
    return bare(record_of(record.path, fields, record.body, record.blob))
