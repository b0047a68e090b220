"""Settling on the command line: what was typed becomes a decision, and what follows is said."""

from typing import TYPE_CHECKING

from schema.kinds import Agreement, field_forms
from schema.record import Damaged, Value
from tui import words
from tui.assignments import fields_from
from tui.naming import asked_about_it
from tui.saved import tell_saved

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.values import Saved
    from tui.layout import Block
    from tui.session import Session


def save_settlement(
    session: "Session",
    ref: str,
    *,
    field: str,
    at: int,
    keep: int,
    both: bool,
    text: str | None,
    expect: str,
) -> None:
    """Save what people decided and say what is left to settle. Raises what settling raises."""
    workspace = session.workspace
    reference = workspace.resolve(ref)
    saved = workspace.settle(
        ref,
        field=field,
        at=at,
        keep=keep,
        both=both,
        text=_value(reference.kind, field, text),
        why=session.why,
        expect=expect,
    )
    left = len(workspace.differences(f"{saved.kind}/{saved.id}" if saved.id else saved.kind))
    title = workspace.title_of(f"{saved.kind}/{saved.id}")
    tell_saved(
        session,
        saved,
        f"Settled: a difference in “{title}”.",
        _what_follows(session, saved, left),
        differences=left,
    )


def _value(kind: str, field: str, text: str | None) -> Value | None:
    """Return the text as the field holds it: a list is typed as a,b, as with --set."""
    forms = {form.name: form for form in field_forms(kind)} if field else {}
    if not text or field not in forms or forms[field].shape != "list":
        return text
    return fields_from((f"{field}={text}",), kind)[0][field]


def _what_follows(session: "Session", saved: "Saved", left: int) -> "Iterator[Block]":
    if left:
        verb = "is" if left == 1 else "are"
        yield f"{words.count(left, 'difference')} to settle together {verb} left there."
    from store.standings import asked_about_this

    record = session.workspace.read(f"{saved.kind}/{saved.id}")
    if isinstance(record, Damaged) or not isinstance(record, Agreement):
        return
    for standing in session.workspace.standing(f"agreement/{record.id}"):
        people = tuple(dict.fromkeys(each.person for each in asked_about_this(standing)))
        if people:
            yield asked_about_it(session.naming, people)
