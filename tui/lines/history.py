"""How things came to be, in lines: the day, what was done, who saved it and why."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import structs

from store.values import Change, DocumentChanges
from tui import words
from tui.layout import Block, Paragraph, Rows, Styled, Text, dim, strong
from tui.markdown import escaped
from tui.naming import Naming

_CODE = 8


def history_blocks(changes: Sequence[Change], naming: Naming, indent: int = 0) -> Iterator[Block]:
    """Yield changes as they are given, a line each, the reason under it."""
    widest = max((len(naming.day(each.when)) for each in changes), default=0)
    for each in changes:
        day = naming.day(each.when)
        yield Rows([(f"{day:{widest}}", _what(each))], indent)
        if each.why:
            yield Paragraph(f"why: {each.why}", indent + widest + 2, hang=5)


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
            why = f" Why: {_escaped(change.why)}" if change.why else ""
            what = f"{_escaped(change.sentence)} ({_escaped(_saver(change))}).{why}"
            yield f"- {naming.day(change.when)}: {what}"


def _saver(change: Change) -> str:
    if change.recorded is None:
        return words.who(change.who)
    return structs.replace(change.recorded, person="someone else").words


def _escaped(text: str) -> str:
    return escaped(" ".join(text.split()))
