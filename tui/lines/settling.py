"""What is worded differently, in lines: each wording with whose it is, and how to settle it."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from schema.checklist import question
from schema.settlement import may_keep_both, value_of
from tui.field_words import form_of, label, value_words, with_part
from tui.layout import Block, Paragraph, Rows, Text, dim
from tui.naming import Naming

if TYPE_CHECKING:
    from store.values import OpenDifference

LEFT_OUT = "(left out)"
AGAIN = "This was settled already, but not by everyone in the same way. So it is open again."


def difference_blocks(found: "Sequence[OpenDifference]", naming: Naming) -> Iterator[Block]:
    """Yield every open difference of one record, then the commands that settle the first."""
    for each in found:
        yield ""
        yield [f"Different wordings {where(each)}, to settle together", dim(f"  {place(each)}")]
        if each.again:
            yield Paragraph(AGAIN, indent=2)
        for number, (wording, who) in enumerate(zip(each.wordings, each.whose, strict=True), 1):
            text: Text = wording_words(each, wording, naming)
            first, *others = text.split("\n")
            yield Rows([(str(number), first)], indent=2)
            for line in others:
                yield Paragraph(line, 5)
            if who:
                yield Paragraph(dim(f"from {who}"), 5)
    if found:
        yield ""
        yield "When you have talked about it, say what it shall be, and why:"
        both = ["--both"] if may_keep_both(found[0].field, found[0].wordings) else []
        for way in ("--keep 1", *both, '--text "…"'):
            yield Paragraph(f'{command(found[0])} {way} --why "…"', indent=2)


def command(found: "OpenDifference") -> str:
    """Return the command that settles a difference, without how and why."""
    return f"coproduce settle {found.ref} {place(found)}"


def place(found: "OpenDifference") -> str:
    """Return how a difference is named on the command line."""
    return f"--field {found.field}" if found.field else f"--at {found.at}"


def where(found: "OpenDifference") -> str:
    """Return where a difference stands, as in "of “look at it again”" and "in the text, 2.3"."""
    if found.field:
        return f"of “{field_name(found)}”"
    asked = question(found.code) if found.code else None
    if asked:
        return f"in “{asked.short}” ({found.code})"
    return f"in the text, {found.code}" if found.code else "in the text"


def field_name(found: "OpenDifference") -> str:
    """Return what the field is called, and the part of it that is meant."""
    name, dot, part = found.field.partition(".")
    return with_part(label(found.kind, name), part if dot else "")


def wording_words(found: "OpenDifference", wording: str, naming: Naming) -> str:
    """Return a wording as people read it: the words themselves, or what a field would hold."""
    if not wording:
        return LEFT_OUT
    if not found.field:
        return wording
    return field_wording(found.kind, found.field, wording, naming)


def field_wording(kind: str, field: str, wording: str, naming: Naming) -> str:
    """Return in words what a header field, or a part of one, would hold with this wording."""
    value = value_of(wording)
    if value is None or "." in field:
        return wording or LEFT_OUT
    return value_words(form_of(kind, field), value, naming, kind) or wording
