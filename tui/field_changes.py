"""What changed in a record's header, as sentences: "Review date moved from May to September."."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from schema import codec
from schema.differences import OPEN_FIELDS
from schema.kinds import DOCUMENTS, KINDS, FieldForm, Is, field_forms, list_of, record_of, text_of
from schema.record import Damaged, Fields, Value
from schema.spans import Span, earlier, later
from schema.text import capital_first
from tui.field_words import field_sentences, label, value_words
from tui.naming import Naming

_NO_NEWS = frozenset(
    (
        *("kind", "id", "step", "format", "ref", "digest", "replaces", "signature"),
        *OPEN_FIELDS,
    )
)
_NAMES: Mapping[str, str] = {
    "review_on": "Review date",
    "due": "The day it is promised for",
    "date": "The day",
    "every": "The planned rhythm",
    "about": "What it is about",
    "title": "The title",
    "setting": "Where it is",
    "support": "Whom to call for support",
    "media": "The links",
    "brings": "What they bring",
    "from": "What it comes from",
    "for": "Whom the change is for",
}
_PEOPLE: Mapping[str, tuple[str, str]] = {
    "parties": ("was put on the list of people asked", "was taken off the list of people asked"),
    "led_by": ("leads it now", "no longer leads it"),
    "convened_by": ("brought people together", "is no longer named as bringing people together"),
}
_MANY: Mapping[str, str] = {"was": "were", "leads": "lead", "is": "are"}
_COUNTED = "count"
# Of what somebody said these are told with who said it.
_TOLD_WITH_IT = frozenset((*_NO_NEWS, "by", "recorded_by", "date", "perspectives", "position"))


def told_of_header(spans: Sequence[Span], naming: Naming) -> list[str] | None:
    """Return what changed about a record between two of its files, a sentence each.

    `spans` compare the whole files. None when either of them cannot be read as a record: then
    only its lines themselves can tell.
    """
    old, new = (codec.read(side(spans).encode()) for side in (earlier, later))
    if isinstance(new, Damaged):
        return None
    kind = text_of(new.fields.get("kind"))
    if not isinstance(old, Damaged):
        return list(field_changes(kind, old.fields, new.fields, naming))
    if earlier(spans):
        return None
    record = record_of("", new.fields, new.body)
    if isinstance(record, Damaged):
        return None
    counted = {form.name for form in field_forms(kind) if form.rule.form == _COUNTED}
    if kind in DOCUMENTS:
        return ["This is new.", *field_sentences(record, naming, counted)]
    return list(field_sentences(record, naming, counted | _TOLD_WITH_IT))


def field_changes(kind: str, before: Fields, after: Fields, naming: Naming) -> Iterator[str]:
    """Yield a sentence for each header field that came, went or changed.

    Numbers of people by perspective are never told: a row of them may be one person.
    """
    forms = {form.name: form for form in field_forms(kind)} if kind in KINDS else {}
    for name in dict.fromkeys((*after, *before)):
        old, new = before.get(name), after.get(name)
        if old != new and name not in _NO_NEWS:
            form = forms.get(name) or FieldForm(name, "", Is())
            yield from _sentences(kind, form, old, new, naming)


def _sentences(
    kind: str, form: FieldForm, old: Value | None, new: Value | None, naming: Naming
) -> Iterator[str]:
    match form.name:
        case "archived":
            yield "It was put aside." if new else "It was taken up again."
        case "content_note":
            yield _content_note(old, new)
        case name if name in _PEOPLE:
            yield from _people(name, list_of(old), list_of(new), naming)
        case _ if form.rule.form == _COUNTED:
            yield f"{field_title(kind, form.name)} was noted anew."
        case _:
            was, is_ = (
                value_words(form, each, naming, kind) if each else "" for each in (old, new)
            )
            if was != is_:
                yield _moved(kind, form, was, is_)


def _content_note(old: Value | None, new: Value | None) -> str:
    if not new:
        return "Its content note was taken off."
    return f"It has {'another' if old else 'a'} content note now: {_quoted(str(new))}."


def _people(name: str, old: Iterable[str], new: Iterable[str], naming: Naming) -> Iterator[str]:
    was, is_ = list(old), list(new)
    for verb, who in zip(
        _PEOPLE[name],
        ([each for each in is_ if each not in was], [each for each in was if each not in is_]),
        strict=True,
    ):
        if who:
            said = naming.people(tuple(who))
            # The word for anyone, where nobody is named; a name stays as its person writes it.
            yield f"{'Someone' if said == 'someone' else said} {_agreeing(verb, len(who))}."


def _agreeing(verb: str, number: int) -> str:
    first, _, rest = verb.partition(" ")
    return verb if number == 1 else f"{_MANY.get(first, first)} {rest}"


def _moved(kind: str, form: FieldForm, was: str, is_: str) -> str:
    name = field_title(kind, form.name)
    if form.rule.form == "choice" and form.name in ("state", "here", "kept"):
        return (
            f"It is “{is_}” now" + (f"; it was “{was}”." if was else ".")
            if is_
            else (f"It is no longer “{was}”.")
        )
    if not was:
        return f"{name} is set: {_value(form, is_)}."
    if not is_:
        return f"{name} was taken out; it was {_value(form, was)}."
    verb = "moved" if form.rule.form == "date" else "changed"
    return f"{name} {verb} from {_value(form, was)} to {_value(form, is_)}."


def _value(form: FieldForm, text: str) -> str:
    return _quoted(text) if form.rule.form in ("text", "choice") else text


def _quoted(text: str) -> str:
    return f"“{text.rstrip('.')}”" if "\n" not in text else "a new text"


def field_title(kind: str, name: str) -> str:
    """Return what a field is called at the beginning of a sentence."""
    found = _NAMES.get(name) or label(kind, name)
    return capital_first(found)
