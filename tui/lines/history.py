"""How things came to be, in lines: the day, what was done, who saved it and why."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import structs

from store.values import Change, DocumentChanges
from tui import words
from tui.layout import Block, Paragraph, Rows, Styled, Text, dim, strong
from tui.markdown import escaped
from tui.naming import Naming
from tui.settlements import Settlement, settlements

if TYPE_CHECKING:
    from store import Workspace

_CODE = 8


def history_blocks(
    changes: Sequence[Change],
    naming: Naming,
    indent: int = 0,
    *,
    settled: Mapping[str, Sequence[Settlement]] = {},
) -> Iterator[Block]:
    """Yield changes as they are given, a line each, under it what it `settled` and the reason."""
    widest = max((len(naming.day(each.when)) for each in changes), default=0)
    for each in changes:
        day = naming.day(each.when)
        yield Rows([(f"{day:{widest}}", _what(each))], indent)
        below = indent + widest + 2
        for one in settled.get(each.commit, ()):
            yield Paragraph(f"Settled: {one.how}", below)
            if one.content_note:
                yield Paragraph(f"content note: {one.content_note}", below + 2)
            for number, wording in enumerate(() if one.content_note else one.wordings, 1):
                yield Paragraph(f"{number}  {' '.join(wording.split())}", below + 2, hang=3)
        if each.why:
            yield Paragraph(f"why: {reason(each)}", below, hang=5)


def settled_by(
    workspace: "Workspace", changes: Iterable[Change], naming: Naming, ref: str = ""
) -> dict[str, tuple[Settlement, ...]]:
    """Return how differences were settled, by the commit that did it; of `ref` alone if given."""
    return {
        each.commit: tuple(
            structs.replace(found, content_note=record.content_note)
            for record in workspace.change(each.commit, ref).records
            for found in settlements(record.spans, naming)
        )
        for each in changes
        if each.kind == "settled"
    }


def reason(change: Change) -> str:
    """Return why a change was made; the content note of what it is about keeps that closed."""
    note = change.content_note if change.why else ""
    return f"content note: {note}" if note else change.why


def _what(change: Change) -> Text:
    who = "" if change.names_saver else f" · {words.who(change.who)}"
    return [change.named, dim(f"{who} · {change.commit[:_CODE]}")]


def changes_blocks(documents: Iterable[DocumentChanges], naming: Naming) -> Iterator[Block]:
    """Yield everything that changed, a group for each document."""
    for number, each in enumerate(documents):
        if number:
            yield ""
        heading: list[str | Styled] = [strong(each.title)]
        counted = words.changed_words(each.changed)
        if counted:
            heading.append(dim(f"  {counted}"))
        yield heading
        yield from history_blocks(each.changes, naming, indent=2)


def changes_markdown(documents: Iterable[DocumentChanges], naming: Naming) -> Iterator[str]:
    """Yield everything that changed as lines of Markdown, user text made harmless for it.

    It is passed on, so it does not say who said what, and what was recorded for someone never reads
    as if whoever saved it had said it.
    """
    for number, each in enumerate(documents):
        if number:
            yield ""
        counted = words.changed_words(each.changed)
        yield f"## {_escaped(each.title)}{f' ({counted})' if counted else ''}"
        yield ""
        for change in each.changes:
            why = f" Why: {_escaped(reason(change))}" if change.why else ""
            what = f"{_escaped(change.sentence)} ({_escaped(_saver(change))}).{why}"
            yield f"- {naming.day(change.when)}: {what}"


def _saver(change: Change) -> str:
    if change.recorded is None:
        return words.who(change.who)
    return structs.replace(change.recorded, person="someone else").words


def _escaped(text: str) -> str:
    return escaped(" ".join(text.split()))
