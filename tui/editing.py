"""How an edit is put together from what was typed or from the editor, and what follows from it."""

from typing import TYPE_CHECKING, NamedTuple

from schema.kinds import Agreement
from schema.record import Fields, Record
from schema.sections import section_text
from store.errors import DamagedRecord
from store.values import AgreementStanding, Saved, ShownDamaged
from tui import words
from tui.assignments import fields_from
from tui.naming import asked_about_it
from tui.saved import tell_saved
from tui.text_argument import needed_text, typed_text

if TYPE_CHECKING:
    from tui.session import Session


class Edit(NamedTuple):
    """What someone asked for with `edit`; None leaves a part as it is."""

    ref: str
    body: str | None
    section: str
    title: str | None
    assignments: tuple[str, ...]
    content_note: str | None
    expect: str

    @property
    def says_what(self) -> bool:
        """Whether anything was typed to be changed; if not, the editor opens."""
        fields = self.assignments or self.content_note is not None
        return self.body is not None or self.title is not None or bool(fields)


def save_edit(session: "Session", asked: Edit) -> None:
    """Save an edit and say what follows from it. Raises DamagedRecord, and what saving raises."""
    record = _record(session, asked.ref)
    before = _standing(session, record)
    if asked.says_what:
        saved = _save(session, asked, record.kind, record.fields, typed_text(asked.body))
    else:
        saved = _from_editor(session, asked, record)
    title = session.workspace.title_of(f"{saved.kind}/{saved.id}")
    again = _asked_again(session, before, _standing(session, record))
    tell_saved(
        session,
        saved,
        f"Saved: {words.in_a_sentence(words.kind_word(saved.kind))} “{title}”.",
        again,
    )


def outside_edit(session: "Session", ref: str, choice: str) -> None:
    """Keep a change made outside the program, or put the saved text back."""
    if choice == "keep":
        saved = session.workspace.keep_outside(ref, why=session.why)
        tell_saved(session, saved, "Saved: the change made outside coproduce.")
    else:
        saved = session.workspace.put_back(ref)
        document = {"id": saved.id, "path": saved.path, "commit": saved.commit}
        said = f"The saved text is back in {saved.path}."
        session.out.give({**document, "notes": list(saved.notes)}, [said, *saved.notes])


def _record(session: "Session", ref: str) -> Record:
    found = session.workspace.show(ref)
    if isinstance(found, ShownDamaged):
        raise DamagedRecord(found.record.path, found.record.message, found.record.line)
    return found.record


def _save(
    session: "Session", asked: Edit, kind: str, before: Fields, body: str | None, expect: str = ""
) -> Saved:
    fields, warnings = fields_from(asked.assignments, kind, before)
    if asked.content_note is not None:
        fields["content_note"] = asked.content_note
    saved = session.workspace.edit(
        asked.ref,
        body=body,
        section=asked.section,
        title=asked.title,
        fields=fields,
        expect=asked.expect or expect,
        why=session.why,
    )
    for warning in warnings:
        session.out.aside(warning)
    return saved


def _from_editor(session: "Session", asked: Edit, record: Record) -> Saved:
    """Open the text in the editor and save it against the version that was opened."""
    session.workspace.refuse_edit(asked.ref, asked.section)
    code = asked.section or session.workspace.resolve(asked.ref).code
    start = section_text(record.kind, record.body, code) if code else record.body
    with needed_text(
        session,
        None,
        example=f'coproduce edit {asked.ref} --body "…"',
        start=start,
        about=f"Change the text of {record.path}, save it and close the editor.",
    ) as text:
        body = None if text.strip() == start.strip() else text
        return _save(session, asked, record.kind, record.fields, body, record.blob)


def _standing(session: "Session", record: Record) -> AgreementStanding | None:
    if not isinstance(record, Agreement):
        return None
    return next(iter(session.workspace.standing(f"agreement/{record.id}")), None)


def _asked_again(
    session: "Session", before: AgreementStanding | None, after: AgreementStanding | None
) -> tuple[str, ...]:
    """Return who spoke about the text before this edit, and is asked about the new one."""
    if before is None or after is None or before.digest == after.digest:
        return ()
    from store.standings import asked_again

    people = tuple(dict.fromkeys(each.person for each in asked_again(before)))
    return (asked_about_it(session.naming, people),) if people else ()
