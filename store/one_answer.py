"""How the group's answer to one question came to be: its own words at each change."""

from collections.abc import Iterator

from schema import codec
from schema.ids import Reference
from schema.record import Damaged
from schema.sections import section_text
from schema.worddiff import word_diff
from store.comparing import told
from store.desk import Desk
from store.errors import BadValue
from store.history import Commit, versions
from store.reasons import note_on
from store.values import Change, RecordDiff


def changes_of_answer(desk: Desk, typed: str, limit: int) -> Iterator[tuple[Change, RecordDiff]]:
    """Yield the last `limit` changes (0 for all) of one section of a document, newest first.

    The words are those under its heading alone. Raises BadValue when `typed` names no section.
    """
    reference = desk.find(typed)
    if not reference.code:
        raise BadValue(f"“{typed}” is not one question.", "Name one, as in: step/2#2.3")
    path = desk.snapshot.path(reference.id, reference.kind)
    count = 0
    for commit in versions(desk.repository, path):
        before, after = _both(desk, commit, path, reference)
        if before == after:
            continue
        start = commit.parents[0] if commit.parents else ""
        spans = word_diff(before, after)
        yield (
            told(desk, commit, note_on(desk, commit)),
            RecordDiff(id=reference.id, from_=start, to=commit.id, spans=spans),
        )
        count += 1
        if count == limit:
            return


def _both(desk: Desk, commit: Commit, path: str, reference: Reference) -> tuple[str, str]:
    file = next((each for each in commit.files if each.path == path), None)
    old, new = (file.old_id, file.new_id) if file else ("", "")
    return _section(desk, old, reference), _section(desk, new, reference)


def _section(desk: Desk, blob: str, reference: Reference) -> str:
    found = desk.repository.read_object(blob) if blob else None
    file = codec.read(found.data or b"") if found else None
    if file is None or isinstance(file, Damaged):
        return ""
    text = section_text(reference.kind, file.body, reference.code)
    return f"{text}\n" if text else ""
