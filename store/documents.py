"""The documents of the workspace as lists show them: each record with what is derived about it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import msgspec

from schema.directions import directions
from schema.ids import kind_and_id
from schema.kinds import DOCUMENTS, Progress
from schema.record import Contribution, Damaged, Document
from schema.replacement import document_of
from store.desk import Desk


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """One document, or a damaged file in the place of one.

    `differences` counts the wordings still to settle. `directions` says how people see an outcome
    now, each direction once (`schema.directions`).
    """

    id: str
    kind: str
    record: Document | Damaged
    differences: int = 0
    directions: tuple[str, ...] = ()


def documents(desk: Desk, kind: str, *, everything: bool) -> tuple[Kept, ...]:
    """Return every document, or those of one kind, in path order, damaged ones too.

    Those put aside are left out unless `everything`.
    """
    snapshot = desk.snapshot
    seen = _directions(snapshot.contributions if kind in ("", "outcome") else ())
    found: list[Kept] = []
    for path, row, record in snapshot.rows:
        named = kind_and_id(path)
        if named is None or named[0] not in DOCUMENTS or (kind and named[0] != kind):
            continue
        if not isinstance(record, Document | Damaged):
            continue
        if isinstance(record, Document) and record.archived and not everything:
            continue
        found.append(
            Kept(
                id=named[1],
                kind=named[0],
                record=record,
                differences=row.differences,
                directions=seen.get(f"{named[0]}/{named[1]}", ()),
            )
        )
    return tuple(found)


def _directions(contributions: Iterable[Contribution]) -> Mapping[str, tuple[str, ...]]:
    said: dict[str, list[Progress]] = defaultdict(list)
    for each in contributions:
        if isinstance(each, Progress):
            said[document_of(each.ref)].append(each)
    return {document: directions(views) for document, views in said.items()}
