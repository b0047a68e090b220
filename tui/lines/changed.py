"""What changed in one record, in lines, with who changed it and why."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from store.errors import CoproduceError
from store.values import RecordDiff
from tui.layout import Block, Paragraph, dim, strong
from tui.lines.difference import difference_blocks

if TYPE_CHECKING:
    from tui.session import Session

_MOST_REASONS = 5


def changed_blocks(
    session: "Session", ref: str, diff: RecordDiff, *, since: str, by: str
) -> Iterator[Block]:
    """Yield the record's name and since when, the lines that differ, then the reasons."""
    yield [strong(_title(session, ref)), dim(f" · {_since(session, since, by)}")]
    yield ""
    lines = list(difference_blocks(diff.spans))
    if not lines:
        yield "Nothing changed in its text."
        return
    yield from lines
    reasons = list(_reasons(session, ref, diff))
    if reasons:
        yield ""
        yield from reasons


def _title(session: "Session", ref: str) -> str:
    try:
        return session.workspace.title_of(ref)
    except CoproduceError:
        return ref


def _since(session: "Session", since: str, by: str) -> str:
    if not since:
        return "since the change before"
    if since == "agreed":
        who = session.workspace.person(by) if by else session.workspace.me
        return f"since {session.naming.person(who)} agreed"
    return "since you last looked" if since == "seen" else f"since {session.naming.day(since)}"


def _reasons(session: "Session", ref: str, diff: RecordDiff) -> Iterator[Block]:
    """Yield why, who and when for the changes of this record between the two moments."""
    for change, _ in session.workspace.recent(ref, _MOST_REASONS):
        if change.commit == diff.from_:
            return
        about = f"{change.who} · {session.naming.day(change.when)}"
        why = f"why: {change.why} · {about}" if change.why else about
        yield Paragraph(why, indent=2, hang=5)
        if not diff.from_ or change.commit == diff.to:
            return
