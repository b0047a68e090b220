"""Changing common ground: making, editing and putting aside documents."""

from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import contextmanager

from schema import codec, ids, subjects
from schema.checklist import REVIEW_QUESTIONS
from schema.codec import File
from schema.differences import OPEN_FIELDS, find_differences, loose_marks
from schema.ids import Reference
from schema.kinds import DOCUMENTS, FieldForm, PersonDocument, field_forms, record_of
from schema.record import Damaged, Fields, Value
from schema.sections import SectionTwice, section_codes, sections
from schema.sentences import one_sentence_per_line
from schema.text import folded
from schema.validate import problems_of
from store import foreign
from store.desk import Desk, Draft, Notes
from store.errors import BadValue, CoproduceError, DamagedRecord, RecordChanged, UnknownReference
from store.finding import find_person
from store.saving import Write
from store.values import Saved

TITLE_LIMIT = 200
FieldValues = Mapping[str, Value | None]

_FIXED = (
    *("kind", "id", "format", "workspace", "withdrawn", "signature"),
    *OPEN_FIELDS,
)
_MADE_ONCE = ("activity", "step")
_FIRST_VALUES: Mapping[str, Mapping[str, str]] = {
    "action": {"state": "open"},
    "barrier": {"state": "open"},
    "person": {"here": "here"},
}
_DATED = ("review", "meeting")


def new(
    desk: Desk,
    kind: str,
    title: str,
    *,
    fields: FieldValues,
    body: str,
    why: str,
) -> Saved:
    """Make a document of `kind` and save it; returns its new id.

    Raises BadValue for a kind, title or field that does not fit.
    """
    if kind not in DOCUMENTS or kind in _MADE_ONCE:
        kinds = ", ".join(each for each in DOCUMENTS if each not in _MADE_ONCE)
        raise BadValue(f"A new “{kind}” cannot be made.", f"Choose one of: {kinds}")
    notes = Notes()
    given: dict[str, Value | None] = {**first_values(desk, kind)}
    given.update(field_values(desk, kind, fields, notes))
    name = checked_title(notes.line(title))
    id_ = ids.person_id(desk.randbelow) if kind == "person" else _id(name, desk)
    header = {"kind": kind, "id": id_, "title": name, **_in_order(kind, given)}
    text = document_text(notes.text(body)) or _first_text(kind)
    with kept_if_refused(desk, ids.path_of(kind, id_), body):
        file = codec.new_file(header, text)
    path = ids.path_of(kind, id_)
    refuse_problems(desk, path, file, given)
    draft = Draft(
        writes=(Write(path, codec.write(file), None),),
        subject=f"New {lower(subjects.name_of(kind, id_))}",
        kind="created",
        about=((kind, id_),),
        why=why,
    )
    return desk.save(draft, (*notes.said(), *namesakes(desk, kind, id_, name)))


def namesakes(desk: Desk, kind: str, id: str, name: str) -> tuple[str, ...]:  # noqa: A002
    """Return a sentence when a person is given a name that others here have chosen too."""
    people = (each for each in desk.snapshot.documents if isinstance(each, PersonDocument))
    wanted = folded(name)
    others = [p.id for p in people if p.id != id and not p.archived and folded(p.title) == wanted]
    if kind != "person" or not others:
        return ()
    codes = ", ".join(f"person/{each}" for each in others)
    who = "Someone else here is" if len(others) == 1 else "Others here are"
    sentence = f"{who} called “{name}” too ({codes}). Their codes tell them apart; "
    return (sentence + f"to name this one on the command line, type: person/{id}",)


def first_values(desk: Desk, kind: str) -> Fields:
    """Return the fields a new document of `kind` has unless someone says otherwise."""
    first: dict[str, Value] = {**_FIRST_VALUES.get(kind, {})}
    if kind in _DATED:
        first["date"] = desk.today
    return first


def _id(title: str, desk: Desk) -> str:
    return ids.document_id(title, desk.randbelow)


def edit(
    desk: Desk,
    typed: str,
    *,
    body: str | None,
    section: str,
    title: str | None,
    fields: FieldValues,
    expect: str,
    why: str,
) -> Saved:
    """Change a document's text, one section of it, its title or its fields, in one save.

    Raises RecordChanged (with the words kept as a draft) when the document is no longer the blob
    `expect`, BadValue, DamagedRecord, and what saving raises.
    """
    reference = desk.find(typed)
    refuse_unchangeable(reference, section)
    path = desk.snapshot.path(reference.id, reference.kind)
    file, blob = opened(desk, path)
    _refuse_other_version(desk, path, blob, expect, body)
    notes = Notes()
    values = field_values(desk, reference.kind, fields, notes)
    if title is not None:
        values["title"] = checked_title(notes.line(title))
    _refuse_open_differences(reference, file, values)
    with kept_if_refused(desk, path, body):
        after = _with_text(reference, file, section or reference.code, body, notes)
        after = codec.with_fields(after, values)
    _refuse_broken_marks(desk, path, (file, after), body)
    refuse_problems(desk, path, after, values)
    draft = Draft(
        writes=(Write(path, codec.write(after), blob),),
        subject=subjects.changed(
            reference.kind, reference.id, (file.fields, file.body), (after.fields, after.body)
        ),
        kind="changed",
        about=((reference.kind, reference.id),),
        why=why,
    )
    renamed = values.get("title")
    alike = () if renamed is None else namesakes(desk, reference.kind, reference.id, str(renamed))
    return desk.save(draft, (*notes.said(), *_dropped(file, after), *alike))


def refuse_edit(desk: Desk, typed: str, section: str) -> None:
    """Raise what an edit would be refused for whatever its words, before anybody writes them."""
    refuse_unchangeable(desk.find(typed), section)
    desk.refuse_newer_format()
    desk.require_me()
    foreign.refuse(desk.repository)


def refuse_unchangeable(reference: Reference, section: str = "") -> None:
    """Raise BadValue for what is never changed, and for a section that the document cannot have."""
    if reference.kind in ("contribution", "unplaced"):
        raise BadValue(
            "What someone said is never changed.",
            "To correct your own words, say them anew with: coproduce say … --replaces ID",
        )
    code = section or reference.code
    if code and code not in section_codes(reference.kind, reference.id):
        raise BadValue(
            f"{reference.kind}/{reference.id} has no section {code}.",
            f"See its sections with: coproduce show {reference.kind}/{reference.id}",
        )


def archive(desk: Desk, typed: str, *, why: str) -> Saved:
    """Put a document aside with today's date; nothing is deleted.

    Putting aside what is aside already changes nothing. What people said is taken back, not put
    aside.
    """
    reference = desk.find(typed)
    if reference.kind in ("contribution", "unplaced", *_MADE_ONCE):
        raise BadValue(
            f"{reference} cannot be put aside.",
            "A question is left aside with: coproduce set-aside step/2#2.3 --because TEXT"
            if reference.kind in _MADE_ONCE
            else "Words are taken back with: coproduce withdraw ID",
        )
    path = desk.snapshot.path(reference.id, reference.kind)
    file, blob = opened(desk, path)
    _refuse_open_differences(reference, file, ("archived",))
    if not file.fields.get("archived"):
        file = codec.with_field(file, "archived", desk.today)
    draft = Draft(
        writes=(Write(path, codec.write(file), blob),),
        subject=f"{subjects.name_of(reference.kind, reference.id)}: put aside",
        kind="changed",
        about=((reference.kind, reference.id),),
        why=why,
    )
    return desk.save(draft)


def opened(desk: Desk, path: str) -> tuple[File, str]:
    """Return the saved file at `path`, split for editing, and its blob id.

    Raises UnknownReference when nothing is saved there, DamagedRecord when it cannot be read.
    """
    blob = desk.snapshot.places.get(path, "")
    data = desk.repository.read_object(blob) if blob else None
    if data is None or data.data is None:
        raise UnknownReference(path)
    file = codec.read(data.data, path)
    if isinstance(file, Damaged):
        raise DamagedRecord(path, file.message, file.line)
    return file, blob


def document_text(canonical: str) -> str:
    """Return prose as a document keeps it: a sentence a line, no blank edges, one final newline."""
    text = one_sentence_per_line(canonical).strip("\n")
    return f"{text}\n" if text.strip() else ""


def checked_title(title: str) -> str:
    """Return `title`, or raise BadValue when it is empty or too long to be read as one."""
    if not title:
        raise BadValue("The title is empty.", "Give it a few words with: --title TEXT")
    if len(title) > TITLE_LIMIT:
        raise BadValue(
            f"The title has {len(title):,} characters; {TITLE_LIMIT} is the most.",
            "Keep the title short and put the rest into the text.",
        )
    return title


def field_values(
    desk: Desk, kind: str, given: FieldValues, notes: Notes
) -> dict[str, Value | None]:
    """Return fields as they are stored: cleaned, in their shape, people and records by id.

    None, "" or an empty list or map removes the field. Raises BadValue for a fixed field or a
    wrong shape, UnknownPerson and UnknownReference for whoever or whatever is not here.
    """
    forms = {form.name: form for form in field_forms(kind)}
    values: dict[str, Value | None] = {}
    for name, value in given.items():
        if name in _FIXED:
            raise BadValue(f"The field “{name}” is not set by hand.", "Leave it as it is.")
        values[name] = _stored(desk, forms.get(name), name, value, notes) if value else None
    return values


def _stored(
    desk: Desk, form: FieldForm | None, name: str, value: Value, notes: Notes
) -> Value | None:
    if form is None:
        return _cleaned(value, notes)
    if form.shape == "list" and isinstance(value, str):
        value = (value,)
    if _shape(value) != form.shape:
        how = {"text": "=TEXT", "list": "=ONE,TWO", "map": ".KEY=TEXT"}[form.shape]
        raise BadValue(f"The field “{name}” takes another form.", f"Write it as: --set {name}{how}")
    cleaned = _cleaned(value, notes)
    if form.rule.form == "person":
        return _each(cleaned, lambda typed: find_person(desk.snapshot, typed))
    if form.rule.form == "ref":
        return _each(cleaned, lambda typed: str(desk.find(typed)))
    return cleaned


def _shape(value: Value) -> str:
    if isinstance(value, str):
        return "text"
    return "list" if isinstance(value, tuple) else "map"


def _cleaned(value: Value, notes: Notes) -> Value:
    if isinstance(value, str):
        return notes.line(value)
    if isinstance(value, tuple):
        return tuple(notes.line(each) for each in value)
    return {
        notes.line(key): notes.line(each)
        if isinstance(each, str)
        else tuple(notes.line(one) for one in each)
        for key, each in value.items()
    }


def _each(value: Value, change: Callable[[str], str]) -> Value:
    if isinstance(value, str):
        return change(value)
    return tuple(change(each) for each in value) if isinstance(value, tuple) else value


def _in_order(kind: str, values: FieldValues) -> dict[str, Value]:
    order = [form.name for form in field_forms(kind)]
    names = sorted(values, key=lambda name: order.index(name) if name in order else len(order))
    return {name: value for name in names if (value := values[name])}


def _first_text(kind: str) -> str:
    if kind != "review":
        return ""
    return "\n".join(f"## {each.code} {each.short}\n" for each in REVIEW_QUESTIONS)


def _with_text(
    reference: Reference, file: File, section: str, body: str | None, notes: Notes
) -> File:
    if body is None:
        return file
    text = document_text(notes.text(body))
    if not section:
        _refuse_lost_sections(reference, file, text)
        return codec.with_body(file, text)
    return codec.with_section(file, section, text)


def _refuse_lost_sections(reference: Reference, file: File, text: str) -> None:
    """Refuse a text for the whole that leaves out sections people have written."""
    kept = {each.code for each in sections(reference.kind, text)}
    lost = [
        each.code
        for each in sections(reference.kind, file.body)
        if each.text.strip() and each.code not in kept
    ]
    if lost:
        raise BadValue(
            f"This would leave out what is written under {', '.join(lost)}.",
            f"Say which one you mean, as in: coproduce edit {reference.kind}/{reference.id} "
            f"--section {lost[0]}",
        )


def _refuse_other_version(desk: Desk, path: str, blob: str, expect: str, body: str | None) -> None:
    if not expect or blob == expect.strip().lower():
        return
    problem = RecordChanged(path, saved=blob)
    keep_draft(desk, problem, path, body)
    raise problem


@contextmanager
def kept_if_refused(desk: Desk, path: str, text: str | None) -> Generator[None]:
    """Turn text that no file can hold into BadValue, and keep the words as a draft."""
    try:
        yield
    except (codec.Refused, SectionTwice) as refused:
        problem = BadValue(str(refused), "Nothing was saved. Change the text and save again.")
        keep_draft(desk, problem, path, text)
        raise problem from refused


def keep_draft(desk: Desk, problem: CoproduceError, path: str, text: str | None) -> None:
    """Keep words that could not be saved, and let the error say where."""
    from store.drafts import keep

    if text:
        kept = keep(desk.repository.paths, text, path)
        problem.drafts = (*problem.drafts, kept)


def _refuse_open_differences(reference: Reference, file: File, names: Iterable[str]) -> None:
    open_ = [each.field for each in find_differences("", file.fields) if each.field]
    for name in names:
        found = next((each for each in open_ if each == name or each.startswith(f"{name}.")), "")
        if found:
            about = (
                "activity" if reference.kind == "activity" else f"{reference.kind}/{reference.id}"
            )
            raise BadValue(
                f"There are different wordings of “{found}” to settle together first.",
                f'Settle them with: coproduce settle {about} --field {found} --keep 1 --why "…"',
            )


def _refuse_broken_marks(
    desk: Desk, path: str, versions: tuple[File, File], body: str | None
) -> None:
    """Refuse a text in which a difference would no longer be seen as one; the words are kept."""
    before, after = versions
    if loose_marks(after.body) and not loose_marks(before.body):
        problem = BadValue(
            "A line that marks two different wordings was changed. Then nobody would see that they"
            " are to settle.",
            "Put that line back as it was, or settle first: coproduce settle REF --at 1",
        )
        keep_draft(desk, problem, path, body)
        raise problem


def _dropped(before: File, after: File) -> tuple[str, ...]:
    """Return a sentence when an edit takes open differences out of the text."""
    open_, left = (len(find_differences(each.body, {})) for each in (before, after))
    if left >= open_:
        return ()
    what = "a difference" if open_ - left == 1 else f"{open_ - left} differences"
    return (f"This settles {what} in the text; the other wordings stay in the history.",)


def refuse_problems(
    desk: Desk, path: str, file: File, values: FieldValues, *, typed: bool = True
) -> None:
    """Raise BadValue for the first of the fields `values` that is wrong in the file to be saved.

    A perspective the group never named is refused where it was `typed`, because a slip of the
    keyboard is more likely than a new perspective; in what is kept it is only remarked on.
    """
    record = record_of(path, file.fields, file.body)
    for problem in problems_of(record, file, perspectives=desk.activity().perspectives):
        wrong = problem.severity == "error" or (typed and problem.code == "other-perspective")
        if wrong and problem.field.partition(".")[0] in values:
            raise BadValue(problem.message, "Nothing was saved. Change it and save again.")


def lower(name: str) -> str:
    """Return a subject's name of a record as it stands inside a sentence."""
    return name[0].lower() + name[1:]
