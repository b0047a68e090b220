"""How header fields are called on a form, and how they read as sentences."""

from collections.abc import Iterable, Iterator, Mapping

from schema.differences import OPEN_FIELDS
from schema.kinds import KINDS, FieldForm, Is, field_forms, text_of
from schema.record import Entry, Record, Value
from schema.text import capital_first
from tui import words
from tui.naming import Naming

NEVER_SAID = frozenset(
    (
        *("kind", "id", "title", "step", "format", "workspace", "archived", "content_note"),
        *OPEN_FIELDS,
    )
)
"""Fields that are no news on a record's page, or are told above it."""

_LABELS: Mapping[str, str] = {
    "review_on": "look at it again",
    "parties": "who is asked",
    "covers": "looks back on",
    "every": "planned every",
    "for": "a change for",
    "made_with": "written by",
    "known_by": "how you will know",
    "present": "who was there",
    "agenda_by": "agenda made by",
    "payment_offered": "payment offered",
    "from": "comes from",
    "owner": "in the hands of",
    "due": "promised for",
    "route": "the way round it",
    "audience": "who could use it",
    "media": "links",
    "promised": "was promised",
    "kept": "was it kept",
    "here": "now",
    "asked_by": "asked by",
    "convened_by": "brought together by",
    "led_by": "led by",
    "support": "if you need support",
    "by": "said by",
}
_LABELS_OF_KIND: Mapping[tuple[str, str], str] = {
    ("person", "title"): "name",
    ("person", "perspectives"): "is here as",
    ("progress", "perspectives"): "speaking as",
    ("progress", "direction"): "which way",
}

_SENTENCES: Mapping[tuple[str, str], str] = {
    ("activity", "started"): "It began on {}.",
    ("activity", "convened_by"): "{} brought people together.",
    ("activity", "led_by"): "It is led by {}.",
    ("activity", "perspectives"): "People are here as {}.",
    ("activity", "setting"): "Where: {}",
    ("activity", "support"): "If you need support: {}",
    ("outcome", "for"): "A change for {}.",
    ("outcome", "made_with"): "Written by {}.",
    ("outcome", "known_by"): "How we will know: {}",
    ("meeting", "date"): "On {}.",
    ("meeting", "present"): "Who was there: {}.",
    ("meeting", "agenda_by"): "The agenda was made by {}.",
    ("meeting", "breaks"): "Breaks: {}",
    ("meeting", "adjustments"): "So that everyone can take part: {}",
    ("meeting", "payment_offered"): "Pay for time and costs: {}",
    ("barrier", "route"): "The way round it: {}",
    ("action", "owner"): "{} has it in hand.",
    ("action", "due"): "Promised for {}.",
    ("action", "from"): "It comes from {}.",
    ("learning", "audience"): "Who else could use it: {}",
    ("learning", "media"): "To see or hear: {}",
    ("learning", "from"): "It comes from {}.",
    ("earlier", "when"): "When: {}",
    ("earlier", "promised"): "What was promised: {}",
    ("person", "perspectives"): "Here as {}.",
    ("person", "brings"): "Brings: {}",
    ("person", "asked_by"): "{} asked them.",
    ("person", "joined"): "Since {}.",
}
_CHOICES: Mapping[tuple[str, str, str], str] = {
    ("action", "state", "open"): "It is open.",
    ("action", "state", "kept"): "It was kept.",
    ("action", "state", "changed"): "It was changed.",
    ("action", "state", "dropped"): "It was dropped.",
    ("barrier", "state", "open"): "It is open: still in the way.",
    ("barrier", "state", "overcome"): "It is overcome.",
    ("barrier", "state", "lived-with"): "It is lived with.",
    ("earlier", "kept", "yes"): "The promise was kept.",
    ("earlier", "kept", "partly"): "The promise was kept in part.",
    ("earlier", "kept", "no"): "The promise was not kept.",
    ("earlier", "kept", "unknown"): "Nobody here knows whether the promise was kept.",
    ("person", "here", "here"): "",
    ("person", "here", "not-here-yet"): "This place is still empty.",
    ("person", "here", "left"): "They have left.",
}
# An empty place was not asked anything yet; someone looks for whoever will take it.
_LOOKS_FOR_SOMEONE = "{} will ask someone."


def label(kind: str, name: str) -> str:
    """Return what a field is called on a form, and beside its value."""
    plain = name.replace("_", " ")
    return _LABELS_OF_KIND.get((kind, name)) or _LABELS.get(name, plain)


def with_part(called: str, part: str) -> str:
    """Return what a field is called with the part of it that is meant, "" for all of it."""
    return f"{called}: {words.perspective(part, many=True)}" if part else called


def form_of(kind: str, name: str) -> FieldForm:
    """Return how a field of a kind is filled in; one that nobody planned is any text."""
    forms = {form.name: form for form in field_forms(kind)} if kind in KINDS else {}
    return forms.get(name) or _unknown(name)


def choice(text: str) -> str:
    """Return the words of a choice, such as "lived with"."""
    return text.replace("-", " ")


def field_rows(record: Record, naming: Naming) -> Iterator[tuple[str, str]]:
    """Yield what a record's header says, a field and its value in words each."""
    forms = {f.name: f for f in field_forms(record.kind)} if record.kind in KINDS else {}
    for name, value in record.fields.items():
        if name in NEVER_SAID:
            continue
        said = value_words(forms.get(name) or _unknown(name), value, naming, record.kind)
        if said:
            yield label(record.kind, name), said


def field_sentences(record: Record, naming: Naming, without: Iterable[str] = ()) -> Iterator[str]:
    """Yield what a record's header says, a sentence a field; fields `without` are left out."""
    forms = {f.name: f for f in field_forms(record.kind)} if record.kind in KINDS else {}
    left_out = NEVER_SAID | set(without)
    for name, value in record.fields.items():
        if name not in left_out:
            yield from _sentence(
                record, forms.get(name) or FieldForm(name, "", Is()), value, naming
            )


def _sentence(record: Record, form: FieldForm, value: Value, naming: Naming) -> Iterator[str]:
    kind, name = record.kind, form.name
    said = value_words(form, value, naming, kind)
    known = _CHOICES.get((kind, name, value)) if isinstance(value, str) else None
    if known is not None:
        if known:
            yield known
    elif said:
        pattern = _SENTENCES.get((kind, name), f"{label(kind, name)}: {{}}")
        if (kind, name) == ("person", "asked_by") and _is_empty_place(record):
            pattern = _LOOKS_FOR_SOMEONE
        whole = pattern.replace("{}", said, 1)
        yield _ended(capital_first(whole))


def _unknown(name: str) -> FieldForm:
    return FieldForm(name, "", Is())


def _is_empty_place(record: Record) -> bool:
    return text_of(record.fields.get("here")) == "not-here-yet"


def _ended(sentence: str) -> str:
    return sentence if sentence[-1:] in ".!?…”\"'" else f"{sentence}."


def value_words(form: FieldForm, value: Value, naming: Naming, kind: str = "") -> str:
    """Return a field's value in plain words, "" when it says nothing."""
    if isinstance(value, Mapping):
        return words.listed(_counted(key, each) for key, each in value.items())
    # The activity names its perspectives itself, so that its own rule is any text.
    rule = Is("perspective") if form.name == "perspectives" else form.rule
    several = (value,) if isinstance(value, str) else value
    many = kind != "person"
    return words.listed(_word(one, rule, naming, many=many) for one in several if one.strip())


def _counted(name: str, number: Entry) -> str:
    text = number if isinstance(number, str) else ", ".join(number)
    if not text.isdecimal():
        return f"{words.perspective(name, many=True)}: {text}"
    if int(text) == 1:
        return words.perspective(name)
    return f"{text} {words.perspective(name, many=True)}"


def _word(text: str, rule: Is, naming: Naming, *, many: bool) -> str:
    match rule.form:
        case "person" | "speaker":
            return naming.person(text)
        case "date":
            return naming.day(text)
        case "perspective":
            return words.perspective(text, many=many)
        case "ref":
            return naming.place(text)
        case "choice":
            return choice(text)
        case _:
            return text
