"""The JSON shapes other programs rely on: values of the gateway as plain mappings."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from schema.differences import Difference
from schema.record import Contribution, Document, Problem
from schema.threads import Felt, Threads
from store.values import (
    AgreementStanding,
    Change,
    DocumentChanges,
    Finding,
    Hit,
    Listed,
    OpenDifference,
    Shown,
    ShownDamaged,
    WouldHelp,
)

if TYPE_CHECKING:
    from store.reports import Passed
    from store.standings import AgreementLine, Moment
    from tui.settlements import Settlement

Shape = dict[str, Any]


def kept(shape: Mapping[str, Any], *optional: str) -> Shape:
    """Return `shape` without those of its `optional` keys that say nothing."""
    return {key: value for key, value in shape.items() if value or key not in optional}


def listed(record: Listed) -> Shape:
    """Return one line of a list."""
    return kept(
        {
            "id": record.id,
            "kind": record.kind,
            "title": record.title,
            "path": record.path,
            "standing": record.standing,
            "differences": record.differences,
            "damaged": record.damaged,
            "archived": record.archived,
            "content_note": record.content_note,
            "withdrawn": record.withdrawn,
            "replaced": record.replaced,
            "changed_by_hand": record.changed_by_hand,
            "removed_parties": list(record.removed_parties),
            "fields": dict(record.fields),
        },
        *("standing", "damaged", "archived", "content_note", "withdrawn", "replaced"),
        *("changed_by_hand", "removed_parties"),
    )


def difference(found: Difference) -> Shape:
    """Return one open difference: the field or the place in the body, and all wordings."""
    place: Shape = {"field": found.field} if found.field else {"at": found.at}
    return {**place, "wordings": list(found.wordings)}


def open_difference(found: OpenDifference) -> Shape:
    """Return one open difference with whose the wordings are, "" for one that is not known."""
    place: Shape = {"field": found.field} if found.field else {"at": found.at}
    return {**place, "wordings": list(found.wordings), "whose": list(found.whose)}


def shown(value: Shown) -> Shape:
    """Return one record with what belongs to it."""
    record = value.record
    return kept(
        {
            "id": record.id,
            "kind": record.kind,
            "title": record.title if isinstance(record, Document) else "",
            "path": record.path,
            "fields": dict(record.fields),
            "body": record.body,
            "blob": record.blob,
            "digest": value.digest,
            "standing": value.standing,
            "outside_edit": value.outside_edit,
            "changed_by_hand": value.changed_by_hand,
            "differences": [difference(each) for each in value.differences],
        },
        *("digest", "standing", "changed_by_hand"),
    )


def contribution(said: Contribution) -> Shape:
    """Return one contribution with everything its header says."""
    fields = {key: value for key, value in said.fields.items() if key not in ("kind", "id")}
    return {
        "id": said.id,
        "kind": said.kind,
        **fields,
        "by": said.by,
        "date": said.date,
        "path": said.path,
        "body": said.body,
    }


def moment(value: "Moment") -> Shape:
    """Return where an agreement stood at the end of one day."""
    return {
        "day": value.day,
        "standing": value.state,
        "text_changed": value.text_changed,
        "parties_changed": value.parties_changed,
    }


def standing(value: AgreementStanding) -> Shape:
    """Return where one agreement is now."""
    positions = [
        kept(
            {
                "id": each.id,
                "person": each.person,
                "name": each.name,
                "position": each.position,
                "current": each.current,
                "because": each.because,
                "recorded_by": each.recorded_by,
                "on_this_text": each.on_this_text,
                "listed": each.listed,
                "date": each.date,
                "digest": each.digest,
                "content_note": each.content_note,
                "words_changed": each.words_changed,
                "moved": each.changed.moved if each.changed else None,
                "would_help": [_would_help(one) for one in each.would_help],
            },
            *("because", "recorded_by", "content_note", "would_help"),
        )
        for each in value.positions
    ]
    return {
        "id": value.id,
        "title": value.title,
        "digest": value.digest,
        "standing": value.standing,
        "positions": positions,
        "missing": list(value.missing),
        "parties": list(value.parties),
        "removed_parties": list(value.removed_parties),
        "review_on": value.review_on,
        "unreadable": value.unreadable,
        "changed_by_hand": value.changed_by_hand,
        "taken_away": value.taken_away,
        **({"not_all_here": True} if value.lacks else {}),
    }


def _would_help(value: WouldHelp) -> Shape:
    return kept(
        {
            "id": value.id,
            "text": value.text,
            "date": value.date,
            "recorded_by": value.recorded_by,
            "content_note": value.content_note,
        },
        *("recorded_by", "content_note"),
    )


def damaged_agreement(value: "AgreementLine") -> Shape:
    """Return an agreement that cannot be read, in the shape of one of which nothing is known."""
    return {
        "id": value.id,
        "title": value.title,
        "path": value.path,
        "digest": "",
        "standing": "",
        "positions": [],
        "missing": [],
        "damaged": value.damaged,
    }


def change(value: Change, settled: "Sequence[Settlement]" = ()) -> Shape:
    """Return one change of the history, with how it settled what was worded differently."""
    return kept(
        {
            "commit": value.commit,
            "when": value.when,
            "who": value.who,
            "subject": value.subject,
            "sentence": value.sentence,
            "named": value.named,
            "why": value.why,
            "content_note": value.content_note,
            "records": list(value.records),
            "kind": value.kind,
            "about": list(value.about),
            "settled": [{"how": e.how, "wordings": list(e.wordings)} for e in settled],
        },
        *("why", "content_note", "settled"),
    )


def passed(value: "Passed") -> Shape:
    """Return what was proposed and did not stay, with the changes that brought and undid it."""
    return {"text": value.text, "came": change(value.came), "went": change(value.went)}


def document_changes(value: DocumentChanges) -> Shape:
    """Return what happened to one document."""
    return {
        "id": value.id,
        "kind": value.kind,
        "title": value.title,
        "changes": [change(each) for each in value.changes],
        "words_added": value.changed.added,
        "words_removed": value.changed.removed,
        "moved": value.changed.moved,
    }


def hit(value: Hit) -> Shape:
    """Return one place where words stand."""
    return kept(
        {
            "id": value.id,
            "kind": value.kind,
            "title": value.title,
            "path": value.path,
            "line": value.line,
            "text": value.text,
            "content_note": value.content_note,
            "replaced": value.replaced,
            "changed_by_hand": value.changed_by_hand,
        },
        *("content_note", "replaced", "changed_by_hand"),
    )


def threads(value: Threads) -> Shape:
    """Return the five threads: a column for each review, null where no row stands apart."""
    return {
        "reviews": [{"id": e.id, "title": e.title, "date": e.date} for e in value.reviews],
        "threads": [
            {
                "thread": thread.code,
                "sides": [
                    {"perspective": side.perspective, "felt": [_felt(each) for each in side.felt]}
                    for side in thread.sides
                ],
                "too_few": list(thread.too_few),
            }
            for thread in value.threads
        ],
    }


def _felt(value: Felt | None) -> Shape | None:
    if value is None:
        return None
    feelings: Shape = {"feelings": list(value.feelings), "people": value.people}
    if value.counts:
        feelings["counts"] = list(value.counts)
    return feelings


def problem(value: Problem) -> Shape:
    """Return one problem of a file."""
    return kept(
        {
            "path": value.path,
            "line": value.line,
            "code": value.code,
            "message": value.message,
            "severity": value.severity,
            "field": value.field,
        },
        *("line", "field"),
    )


def finding(value: Finding) -> Shape:
    """Return one thing that `doctor` found."""
    return kept({"code": value.code, "message": value.message, "fix": value.fix}, "fix")


def damaged(value: ShownDamaged) -> Shape:
    """Return a file that cannot be read as a record, in the shape of one."""
    found = value.record
    return {
        "id": value.id,
        "kind": "",
        "title": "",
        "path": found.path,
        "fields": {},
        "body": value.source,
        "blob": found.blob,
        "outside_edit": False,
        "differences": [],
        "damaged": found.message,
        "damaged_code": found.code,
        "line": found.line,
    }
