"""What every record has: its place, its header fields, its text and the blob it was read from."""

from collections.abc import Mapping
from typing import TypeAlias

import msgspec

Entry: TypeAlias = str | tuple[str, ...]
Value: TypeAlias = str | tuple[str, ...] | Mapping[str, Entry]
Fields: TypeAlias = Mapping[str, Value]


class Record(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One file of the workspace, read.

    `fields` holds the whole header in file order, also what this version does not know.
    `body` is the text after the closing `---` line, exactly as stored.
    `blob` is the git blob id (40 or 64 hex characters) the record was read from, "" when unsaved.
    """

    path: str
    fields: Fields
    body: str = ""
    blob: str = ""
    kind: str = ""
    id: str = ""
    archived: str = ""
    content_note: str = ""


class Document(Record, frozen=True, kw_only=True):
    """Common ground: edited in place by the group."""

    title: str = ""


class Contribution(Record, frozen=True, kw_only=True):
    """One person's own words, position or answer; one file that nobody edits.

    `ref` is what it is about, `by` a person id or `anonymous`, `date` the day it was said
    (ISO 8601).
    `recorded_by` is the person at the keyboard when that was someone else.
    `withdrawn` is the date the words were taken back, "" while they stand.
    """

    ref: str = ""
    by: str = ""
    date: str = ""
    perspectives: tuple[str, ...] = ()
    recorded_by: str = ""
    replaces: tuple[str, ...] = ()
    withdrawn: str = ""
    signature: str = ""

    @property
    def recorder(self) -> str:
        """Who wrote down what somebody else said, "" when they did so themselves."""
        return self.recorded_by if self.recorded_by != self.by else ""


class Damaged(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A file in a record's place that cannot be read as one: listed, and never written over.

    `line` is 1-based, 0 when no single line is to blame. `code` is stable, `message` is for
    people.
    """

    path: str
    code: str
    message: str
    line: int = 0
    blob: str = ""


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """One thing about one file that is wrong or unusual, and a sentence that says the way out.

    `severity` is "error" (the record, or a part of it, cannot be used) or "warning".
    """

    path: str
    code: str
    message: str
    severity: str = "error"
    line: int = 0
    field: str = ""
