"""Which reviews keep what each person answered closed, so that everyone can write first.

Closed are the answers to a review that has no Next yet and was not revealed in this copy, and what
was said about them, which would tell what they say. It is a
courtesy of what shows them, not a lock: the files hold them openly. What was revealed is a private
marker, never shared: the people of another copy may still be writing.
"""

from collections.abc import Iterable

from schema.kinds import Answer, Review
from schema.record import Contribution, Record
from schema.sections import section_text
from store.desk import Desk
from store.git import RepositoryPaths

_FILE = "revealed"
_NEXT = "+1"
_SAID = "contribution/"
# A reply may answer a reply; a ring of them leads to no answer.
_MOST_REPLIES = 20


def reveal(paths: RepositoryPaths, review: str) -> None:
    """Remember that the answers to `review`, an id, were shown together here."""
    known = _revealed(paths)
    if review not in known:
        paths.private.mkdir(mode=0o700, parents=True, exist_ok=True)
        text = "".join(f"{each}\n" for each in sorted({*known, review}))
        (paths.private / _FILE).write_text(text, "ascii")


def closed_reviews(desk: Desk) -> frozenset[str]:
    """Return the references of the reviews whose answers are closed, as in `review/spring-abc234`.

    A review that was put aside waits for nobody, nor does one that says what comes next.
    """
    revealed = _revealed(desk.repository.paths)
    return frozenset(
        f"review/{each.id}"
        for each in desk.snapshot.documents
        if isinstance(each, Review)
        and not each.archived
        and each.id not in revealed
        and not section_text("review", each.body, _NEXT).strip()
    )


def closed_answers(desk: Desk, records: Iterable[Record]) -> frozenset[str]:
    """Return the ids of those of these that a review keeps closed: answers, and replies to them."""
    said = [each for each in records if may_be_closed(each.kind, getattr(each, "ref", ""))]
    closed = closed_reviews(desk) if said else frozenset[str]()
    return frozenset(each.id for each in said if closed and _review_of(desk, each) in closed)


def may_be_closed(kind: str, ref: str) -> bool:
    """Return whether a review may keep something of this kind about `ref` closed."""
    return kind == "answer" or ref.startswith(_SAID)


def is_closed(desk: Desk, record: object) -> bool:
    """Return whether this is an answer that its review keeps closed, or was said about one."""
    return isinstance(record, Contribution) and bool(closed_answers(desk, (record,)))


def _review_of(desk: Desk, record: object) -> str:
    """Return the reference of the review that an answer, or what was said about one, belongs to."""
    for _ in range(_MOST_REPLIES):
        if isinstance(record, Answer):
            return record.ref.partition("#")[0]
        if not isinstance(record, Contribution) or not record.ref.startswith(_SAID):
            break
        record = desk.snapshot.record(desk.snapshot.path(record.ref.removeprefix(_SAID)))
    return ""


def _revealed(paths: RepositoryPaths) -> frozenset[str]:
    try:
        return frozenset((paths.private / _FILE).read_text("ascii").split())
    except (OSError, UnicodeDecodeError):
        return frozenset()
