"""The kinds of record and their fields, declared once for reading, checking, forms and schemas."""

from collections.abc import Mapping
from functools import cache
from typing import Annotated, TypeAlias, get_type_hints

import msgspec

from schema.record import Contribution, Document, Entry, Fields, Record, Value

Texts: TypeAlias = tuple[str, ...]
TextMap: TypeAlias = Mapping[str, Entry]


class Is(msgspec.Struct, frozen=True):
    """What a field's text must be.

    `form` is text, choice, date, person, speaker (a person or `anonymous`), contribution, ref,
    digest, count or perspective; `choices` are the words of a choice. For lists and maps it speaks
    of each entry; `keys` limits a map's keys.
    """

    form: str = "text"
    choices: Texts = ()
    keys: Texts = ()
    required: bool = False


def _one_of(*choices: str) -> Is:
    return Is("choice", choices)


PERSPECTIVES = ("service-user", "carer", "staff", "manager", "other")
POSITIONS = ("agree", "agree-with-concern", "stand-aside", "not-yet", "take-back")
THREADS = ("power", "challenge", "strengths", "relationships", "confidence")
STEPS = ("1", "2", "3", "4", "5")

Date: TypeAlias = Annotated[str, Is("date")]
Person: TypeAlias = Annotated[str, Is("person")]
People: TypeAlias = Annotated[Texts, Is("person")]
Ref: TypeAlias = Annotated[str, Is("ref")]
Refs: TypeAlias = Annotated[Texts, Is("ref")]
Step: TypeAlias = Annotated[str, _one_of(*STEPS)]
Perspectives: TypeAlias = Annotated[Texts, Is("perspective")]


class Activity(Document, frozen=True, kw_only=True):
    """The workspace itself: what the group does together."""

    format: str = "1"
    started: Date = ""
    convened_by: People = ()
    led_by: People = ()
    perspectives: Texts = PERSPECTIVES
    setting: str = ""
    support: str = ""
    workspace: str = ""


class StepDocument(Document, frozen=True, kw_only=True):
    """The group's answers to the questions of one step."""

    step: Step = ""


class Agreement(Document, frozen=True, kw_only=True):
    """A text that each person can stand behind, or not."""

    step: Step = ""
    about: Annotated[
        str,
        _one_of(
            "issue",
            "values",
            "aims",
            "ground-rules",
            "process",
            "disagreement",
            "meetings",
            "payment",
            "other",
        ),
    ] = ""
    parties: People = ()
    review_on: Date = ""


class Review(Document, frozen=True, kw_only=True):
    """A look back with the 4 plus 1 questions."""

    date: Date = ""
    focus: str = ""
    present: Annotated[TextMap, Is("count")] = {}
    covers: str = ""
    every: str = ""


class Outcome(Document, frozen=True, kw_only=True):
    """A change the group wants."""

    for_: Annotated[str, _one_of("people", "services", "process")] = msgspec.field(
        default="", name="for"
    )
    made_with: Perspectives = ()
    known_by: str = ""


class Meeting(Document, frozen=True, kw_only=True):
    """A meeting, and how it was made possible for everyone."""

    date: Date = ""
    present: Annotated[TextMap, Is("count")] = {}
    agenda_by: Perspectives = ()
    breaks: str = ""
    adjustments: str = ""
    payment_offered: str = ""


class Barrier(Document, frozen=True, kw_only=True):
    """Something in the way, and what is done instead."""

    state: Annotated[str, _one_of("open", "overcome", "lived-with")] = ""
    route: str = ""


class Action(Document, frozen=True, kw_only=True):
    """Something promised."""

    owner: Person = ""
    due: Date = ""
    state: Annotated[str, _one_of("open", "kept", "changed", "dropped")] = ""
    from_: Ref = msgspec.field(default="", name="from")


class Learning(Document, frozen=True, kw_only=True):
    """What was learnt, and what to do differently."""

    audience: str = ""
    media: Texts = ()
    from_: Ref = msgspec.field(default="", name="from")


class Earlier(Document, frozen=True, kw_only=True):
    """What happened here before, and its lesson."""

    when: str = ""
    promised: str = ""
    kept: Annotated[str, _one_of("yes", "partly", "no", "unknown")] = ""


class PersonDocument(Document, frozen=True, kw_only=True):
    """Someone under a chosen name, or a place still empty."""

    perspectives: Perspectives = ()
    brings: Texts = ()
    here: Annotated[str, _one_of("here", "not-here-yet", "left")] = ""
    asked_by: Person = ""
    joined: Date = ""


class Words(Contribution, frozen=True, kw_only=True):
    """What someone said, in their own words.

    `helps` is their position `not-yet` with which they say what would help them.
    """

    quote: str = ""
    form: str = ""
    media: Texts = ()
    helps: Annotated[str, Is("contribution")] = ""


class Position(Contribution, frozen=True, kw_only=True):
    """Where someone stands on the exact text with this digest."""

    position: Annotated[str, Is("choice", POSITIONS, required=True)] = ""
    digest: Annotated[str, Is("digest", required=True)] = ""


class Answer(Contribution, frozen=True, kw_only=True):
    """One person's answers to the 4 plus 1 questions."""

    threads: Annotated[TextMap, Is("choice", ("better", "same", "worse", "unsure"), THREADS)] = {}


class Progress(Contribution, frozen=True, kw_only=True):
    """How someone sees an outcome at a date."""

    direction: Annotated[
        str, Is("choice", ("closer", "same", "further", "unsure"), required=True)
    ] = ""


class Reply(Contribution, frozen=True, kw_only=True):
    """What became of what someone said."""

    reply: Annotated[str, Is("choice", ("did", "could-not", "not-yet"), required=True)] = ""
    told: Date = ""


class SetAside(Contribution, frozen=True, kw_only=True):
    """A question or idea the group leaves aside for now, and why."""

    set_: Annotated[str, Is("choice", ("aside", "open"), required=True)] = msgspec.field(
        default="", name="set"
    )


DOCUMENTS: Mapping[str, type[Document]] = {
    "activity": Activity,
    "step": StepDocument,
    "agreement": Agreement,
    "review": Review,
    "outcome": Outcome,
    "meeting": Meeting,
    "barrier": Barrier,
    "action": Action,
    "learning": Learning,
    "earlier": Earlier,
    "person": PersonDocument,
}
CONTRIBUTIONS: Mapping[str, type[Contribution]] = {
    "words": Words,
    "position": Position,
    "answer": Answer,
    "progress": Progress,
    "reply": Reply,
    "set-aside": SetAside,
}
KINDS: Mapping[str, type[Record]] = {**DOCUMENTS, **CONTRIBUTIONS}

_OWN = frozenset({"path", "fields", "body", "blob"})
_EVERY_RECORD: Mapping[str, Is] = {
    "kind": Is(required=True),
    "id": Is(required=True),
    "archived": Is("date"),
}
_EVERY_DOCUMENT: Mapping[str, Is] = {**_EVERY_RECORD, "title": Is(required=True)}
_EVERY_CONTRIBUTION: Mapping[str, Is] = {
    **_EVERY_RECORD,
    "ref": Is("ref", required=True),
    "by": Is("speaker", required=True),
    "date": Is("date", required=True),
    "perspectives": Is("perspective"),
    "recorded_by": Is("person"),
    "replaces": Is("contribution"),
    "withdrawn": Is("date"),
}


def record_of(path: str, fields: Fields, body: str, blob: str = "") -> Record:
    """Return the header and text of one file as a value of its kind.

    A field of the wrong shape keeps its default here and stays in `fields`, where
    `schema.validate` finds it. An unknown kind gives a plain `Document`.
    """
    kind = fields.get("kind")
    struct = KINDS.get(kind, Document) if isinstance(kind, str) else Document
    given = {**fields, "path": path, "fields": fields, "body": body, "blob": blob}
    try:
        return msgspec.convert(given, type=struct, str_keys=True)
    except msgspec.ValidationError:
        return _lenient(struct, given)


def _lenient(struct: type[Record], given: Mapping[str, object]) -> Record:
    """Build `struct` from the fields whose shape fits, leaving the others at their defaults."""
    hints = get_type_hints(struct)
    names = dict(zip(struct.__struct_fields__, struct.__struct_encode_fields__, strict=True))
    fitting: dict[str, object] = {}
    for name, encoded in names.items():
        if encoded not in given:
            continue
        try:
            fitting[name] = msgspec.convert(given[encoded], type=hints[name])
        except msgspec.ValidationError:
            continue
    return struct(**fitting)  # pyright: ignore[reportArgumentType]


class FieldForm(msgspec.Struct, frozen=True):
    """One header field of a kind: its name on disk, its shape (text, list or map) and its rule."""

    name: str
    shape: str
    rule: Is


@cache
def field_forms(kind: str) -> tuple[FieldForm, ...]:
    """Return every field that a record of `kind` may have, in the order they are declared."""
    struct = KINDS[kind]
    shared = _EVERY_DOCUMENT if kind in DOCUMENTS else _EVERY_CONTRIBUTION
    hints = get_type_hints(struct, include_extras=True)
    forms: list[FieldForm] = []
    for name, encoded in zip(
        struct.__struct_fields__, struct.__struct_encode_fields__, strict=True
    ):
        if name in _OWN:
            continue
        hint = hints[name]
        rules = [m for m in getattr(hint, "__metadata__", ()) if isinstance(m, Is)]
        bare = getattr(hint, "__origin__", hint) if rules else hint
        shape = "text" if bare is str else "list" if bare == Texts else "map"
        forms.append(FieldForm(encoded, shape, rules[0] if rules else shared.get(encoded, Is())))
    return tuple(forms)


def text_of(value: Value | None) -> str:
    """Return a scalar field's text, or "" for anything else."""
    return value if isinstance(value, str) else ""


def list_of(value: Value | None) -> Texts:
    """Return a list field's entries; a lone scalar counts as one entry."""
    if isinstance(value, str):
        return (value,) if value else ()
    return value if isinstance(value, tuple) else ()
