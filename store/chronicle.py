"""The history as people read it: a page at a time, narrowed to a step, a person or some days."""

from collections.abc import Collection, Iterator
from contextlib import closing

import msgspec

from schema import codec
from schema.content_notes import note_of
from schema.ids import Reference, about_of, kind_and_id
from schema.kinds import Agreement, StepDocument
from schema.record import Contribution, Damaged, Document
from schema.sections import section_text
from schema.spans import Span
from schema.worddiff import word_diff
from store.comparing import told
from store.contributing import checked_date
from store.desk import DOMAIN, Desk
from store.errors import BadValue
from store.finding import find_person
from store.git import Repository, TreeChange
from store.history import Commit, commits, paths_of
from store.reading import said_title
from store.reasons import note_on, notes_of
from store.revealing import is_closed
from store.values import Change

_MOST_RECORDS = 50


class Only(msgspec.Struct, frozen=True, kw_only=True):
    """What the history is narrowed to; "" narrows nothing.

    `step` is "1" to "5" (the step itself, its agreements, and what was said about either),
    `person` whoever saved a change or whose words it holds, `since` and `until` are days, both
    included.
    """

    step: str = ""
    person: str = ""
    since: str = ""
    until: str = ""


EVERYTHING = Only()


class HistoryPage(msgspec.Struct, frozen=True, kw_only=True):
    """Some changes, newest first. `start` and `read` say where the next page goes on.

    `more` is true while there may be older ones.
    """

    changes: tuple[Change, ...]
    start: str
    read: int
    more: bool


class ChangedRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One record that a change touched, and its words before and after.

    `ref` names it. There are no spans for words that were taken back since. `closed` are answers
    that their review keeps closed until everyone has written.
    """

    ref: str
    title: str
    spans: tuple[Span, ...]
    content_note: str = ""
    taken_back: bool = False
    closed: bool = False


class ChangeRead(msgspec.Struct, frozen=True, kw_only=True):
    """One change with the records it touched, the documents first; `left_out` counts the rest."""

    change: Change
    records: tuple[ChangedRecord, ...]
    left_out: int = 0


class _Wanted(msgspec.Struct, frozen=True):
    """What a commit must hold: documents ((kind, id); None for any), a saver or files, and days."""

    documents: Collection[tuple[str, str]] | None
    email: str
    files: Collection[str]
    since: str
    until: str

    def has(self, commit: Commit) -> bool:
        day = commit.when[:10]
        if day < self.since or (self.until and day > self.until):
            return False
        if self.email and commit.email != self.email:
            return any(file.path in self.files for file in commit.files)
        return True

    def is_about(self, commit: Commit) -> bool:
        if self.documents is None:
            return True
        return any(_document(file.path) in self.documents for file in commit.files)


def page(
    desk: Desk,
    typed: str = "",
    only: Only = EVERYTHING,
    *,
    limit: int = 0,
    after: HistoryPage | None = None,
) -> HistoryPage:
    """Return at most `limit` changes (0: all) of everything, of one record or of one question.

    A document's history holds what was said about it, and what was proposed and did not stay. It
    goes on where the page `after` ended, whatever was saved meanwhile.
    """
    reference = desk.find(typed) if typed else None
    wanted = _wanted(desk, only)
    path = desk.snapshot.path(reference.id, reference.kind) if reference else ""
    paths = paths_of(reference.kind, reference.id, path) if reference else ()
    start = after.start if after else desk.snapshot.commit
    read = after.read if after else 0
    made: list[Commit] = []
    more = False
    revisions = (start or "HEAD", f"--skip={read}")
    with closing(commits(desk.repository, *revisions, paths=paths)) as found:
        for each in found:
            read += 1
            if _belongs(desk, each, path, reference) and wanted.has(each) and wanted.is_about(each):
                made.append(each)
                more = len(made) == limit
                if more:
                    break
    notes = notes_of(desk, made)
    changes = tuple(told(desk, each, notes.get(each.id, "")) for each in made)
    return HistoryPage(changes=changes, start=start, read=read, more=more)


def _wanted(desk: Desk, only: Only) -> _Wanted:
    person = find_person(desk.snapshot, only.person) if only.person else ""
    said = desk.snapshot.contributions if person else ()
    return _Wanted(
        frozenset(_of_step(desk, only.step)) if only.step else None,
        f"{person}@{DOMAIN}" if person else "",
        frozenset(each.path for each in said if each.by == person),
        checked_date(only.since),
        checked_date(only.until),
    )


def _of_step(desk: Desk, step: str) -> Iterator[tuple[str, str]]:
    """Yield the documents of a step: its answers, and the agreements made in it."""
    for each in desk.snapshot.documents:
        if isinstance(each, StepDocument | Agreement) and each.step == step:
            yield each.kind, each.id


def _document(path: str) -> tuple[str, str] | None:
    return about_of(path) or kind_and_id(path)


def _belongs(desk: Desk, commit: Commit, path: str, reference: Reference | None) -> bool:
    if reference is None:
        return True
    return bool(commit.files) and (not reference.code or _touches(desk, commit, path, reference))


def _touches(desk: Desk, commit: Commit, path: str, reference: Reference) -> bool:
    return any(_is_of(desk, file, path, reference) for file in commit.files)


def _is_of(desk: Desk, file: TreeChange, path: str, reference: Reference) -> bool:
    """Whether a file's change is about one question: its section, or something said about it."""
    old, new = (_file(desk.repository, blob) for blob in (file.old_id, file.new_id))
    if file.path != path:
        said = new or old
        return said is not None and said.fields.get("ref") == str(reference)
    before, after = (_section(each, reference) for each in (old, new))
    return before != after


def _section(file: codec.File | None, reference: Reference) -> str:
    return section_text(reference.kind, file.body, reference.code) if file else ""


def read_change(desk: Desk, commit: str, typed: str = "") -> ChangeRead:
    """Return one change with what it did to each record, or to `typed` alone.

    Words taken back since are not among them. Raises BadValue for a change that is not here.
    """
    found = (
        next(commits(desk.repository, "--no-walk", commit), None) if _known(desk, commit) else None
    )
    if found is None:
        raise BadValue("That change is not in the history here.", "Look at the history again.")
    reference = desk.find(typed) if typed else None
    files = [file for file in found.files if kind_and_id(file.path)]
    if reference:
        files = [file for file in files if _concerns(desk, file, reference)]
    files.sort(key=lambda file: (about_of(file.path) is not None, file.path))
    return ChangeRead(
        change=told(desk, found, note_on(desk, found)),
        records=tuple(_read(desk, file, reference) for file in files[:_MOST_RECORDS]),
        left_out=max(0, len(files) - _MOST_RECORDS),
    )


def _known(desk: Desk, commit: str) -> bool:
    return bool(commit) and commit == desk.repository.resolve(f"{commit}^{{commit}}")


def _concerns(desk: Desk, file: TreeChange, reference: Reference) -> bool:
    path = desk.snapshot.path(reference.id, reference.kind)
    if reference.code:
        return _is_of(desk, file, path, reference)
    return file.path == path or _document(file.path) == (reference.kind, reference.id)


def _read(desk: Desk, file: TreeChange, reference: Reference | None) -> ChangedRecord:
    kind, id_ = kind_and_id(file.path) or ("", "")
    now = desk.snapshot.record(file.path)
    new, old = (_file(desk.repository, blob) for blob in (file.new_id, file.old_id))
    then = new if file.new_id else old
    is_said = isinstance(now, Contribution)
    taken_back = about_of(file.path) is not None and not _may_be_read(desk, file.path, then)
    return ChangedRecord(
        ref=f"{kind}/{id_}" if id_ else kind,
        title=said_title(desk, now) if is_said else desk.title(kind, id_),
        spans=() if taken_back else _spans(desk, file, reference),
        content_note=_note(now) or note_of(each.fields for each in (new, old) if each),
        taken_back=taken_back,
        closed=is_closed(desk, now),
    )


def _may_be_read(desk: Desk, path: str, then: codec.File | None) -> bool:
    """Return whether what was said may still be shown: the same person says it still.

    So it may not when its place is empty now, or holds what somebody else said, unless the words
    were carried to another place.
    """
    if then is None:
        return False
    id_ = then.fields.get("id")
    places = (path, desk.snapshot.path(id_) if isinstance(id_, str) else "")
    now = (desk.snapshot.record(place) for place in places)
    said = [each for each in now if isinstance(each, Contribution)]
    whose = (id_, then.fields.get("by"))
    return any((each.id, each.by) == whose and not each.withdrawn for each in said) and not any(
        each.withdrawn for each in said
    )


def _note(record: object) -> str:
    return record.content_note if isinstance(record, Document | Contribution) else ""


def _spans(desk: Desk, file: TreeChange, reference: Reference | None) -> tuple[Span, ...]:
    if (
        reference
        and reference.code
        and file.path == desk.snapshot.path(reference.id, reference.kind)
    ):
        old, new = (_file(desk.repository, blob) for blob in (file.old_id, file.new_id))
        return word_diff(_section(old, reference), _section(new, reference))
    return word_diff(_text(desk.repository, file.old_id), _text(desk.repository, file.new_id))


def _file(repository: Repository, blob: str) -> codec.File | None:
    found = codec.read(_bytes(repository, blob))
    return None if isinstance(found, Damaged) else found


def _text(repository: Repository, blob: str) -> str:
    return _bytes(repository, blob).decode("utf-8", "replace")


def _bytes(repository: Repository, blob: str) -> bytes:
    found = repository.read_object(blob) if blob else None
    return (found.data or b"") if found else b""
