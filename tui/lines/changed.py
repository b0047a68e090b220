"""What changed in one record, in lines, with who changed it and why."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from store.errors import CoproduceError
from store.values import Change, RecordDiff
from tui import words
from tui.field_changes import told_of_header
from tui.layout import Block, Paragraph, Rows, dim, strong
from tui.lines.difference import difference_blocks
from tui.settlements import Settlement, beside_settlements, settlements

if TYPE_CHECKING:
    from tui.session import Session

_MOST_REASONS = 5
_PERSON = re.compile(r"\bp-[a-z2-7]{8}\b")


def changed_blocks(
    session: "Session", ref: str, diff: RecordDiff, *, since: str, by: str
) -> Iterator[Block]:
    """Yield the record's name and since when, the lines that differ, then the reasons."""
    yield [strong(_title(session, ref)), dim(f" · {_since(session, since, by)}")]
    yield ""
    sentences = told_of_header(diff.spans, session.naming)
    settled = settlements(diff.spans, session.naming)
    spans = diff.spans if sentences is None else beside_settlements(diff.spans)
    marks = not session.plain
    lines = list(difference_blocks(spans, lambda text: _with_names(session, text), marks=marks))
    yield from settlement_blocks(settled)
    if settled and (sentences or lines):
        yield ""
    yield from (Paragraph(each, hang=2) for each in sentences or ())
    if sentences and lines:
        yield ""
    if not lines and not sentences and not settled:
        yield "Nothing changed in its text."
        return
    yield from lines
    reasons = list(_reasons(session, diff, since=since))
    if reasons:
        yield ""
        yield from reasons


def settlement_blocks(settled: Sequence[Settlement]) -> Iterator[Block]:
    """Yield how each difference was settled, and all its wordings to read."""
    for number, each in enumerate(settled):
        if number:
            yield ""
        yield f"Settled: {each.how}"
        for at, wording in enumerate(each.wordings, 1):
            first, *others = wording.split("\n")
            yield Rows([(str(at), first)], indent=2)
            yield from (Paragraph(line, 5) for line in others)


def _title(session: "Session", ref: str) -> str:
    try:
        return session.workspace.title_of(ref)
    except CoproduceError:
        return ref


def _with_names(session: "Session", text: str) -> str:
    """Return a line with people's names in the place of their codes."""
    return _PERSON.sub(lambda code: session.naming.person(code.group()), text)


def _since(session: "Session", since: str, by: str) -> str:
    if not since:
        return "since the change before"
    if since == "agreed":
        who = session.workspace.person(by) if by else session.workspace.me
        return f"since {session.naming.person(who)} said where they stand"
    return "since you last looked" if since == "seen" else f"since {session.naming.day(since)}"


def _reasons(session: "Session", diff: RecordDiff, *, since: str) -> Iterator[Block]:
    """Yield why, who and when for the changes of this record that the spans hold."""
    for change in _changes(session, diff, since)[:_MOST_REASONS]:
        who = change.recorded.words if change.recorded else words.who(change.who)
        about = f"{who} · {session.naming.day(change.when)}"
        why = f"why: {change.why} · {about}" if change.why else about
        yield Paragraph(why, indent=2, hang=5)


def _changes(session: "Session", diff: RecordDiff, since: str) -> list[Change]:
    if not since:
        newest = session.workspace.last_change(diff.id)
        return [newest] if newest else []
    found = session.workspace.changes(diff.from_).documents
    own = (each for document in found for each in document.changes if diff.id in each.records)
    return list({each.commit: each for each in own}.values())
