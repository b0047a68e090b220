"""Which content note keeps the reason for a change closed: that of a record the change touched."""

from collections.abc import Iterable, Mapping

from schema import codec
from schema.content_notes import note_of
from schema.ids import kind_and_id
from schema.record import Contribution, Damaged, Document
from store.desk import Desk
from store.git import TreeChange
from store.history import Commit

_NAME = b"content_note"


def notes_of(desk: Desk, made: Iterable[Commit]) -> dict[str, str]:
    """Return the note that keeps the reason for each of these closed, by commit.

    It is one that a record which the change touched has now, or had before or after the change;
    those without a note or a reason are not there. All are read in one go.
    """
    touched = {
        each.id: [file for file in each.files if kind_and_id(file.path)]
        for each in made
        if each.why
    }
    blobs = {
        blob for files in touched.values() for each in files for blob in (each.new_id, each.old_id)
    }
    had: dict[str, str] = {}
    for blob, data in desk.repository.read_blobs(sorted(blobs - {""})):
        file = codec.read(data) if _NAME in data else None
        if file is not None and not isinstance(file, Damaged):
            had[blob] = note_of((file.fields,))
    found = {id_: _note(desk, files, had) for id_, files in touched.items()}
    return {id_: note for id_, note in found.items() if note}


def note_on(desk: Desk, commit: Commit) -> str:
    """Return the note that keeps the reason for one change closed, "" for none."""
    return notes_of(desk, (commit,)).get(commit.id, "")


def _note(desk: Desk, files: Iterable[TreeChange], had: Mapping[str, str]) -> str:
    for file in files:
        note = _note_now(desk, file.path) or had.get(file.new_id) or had.get(file.old_id)
        if note:
            return note
    return ""


def _note_now(desk: Desk, path: str) -> str:
    record = desk.snapshot.record(path)
    return record.content_note if isinstance(record, Document | Contribution) else ""
