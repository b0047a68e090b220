"""What a form asks: its rows, made from the fields of a kind, and what was typed as fields."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import msgspec

from schema.days import day
from schema.field_help import field_help
from schema.kinds import FieldForm, Is, field_forms
from schema.record import Entry, Fields, Value
from schema.text import clean_line
from schema.validate.values import fault_of
from tui import field_words, words

TITLE = "title"
BODY = "body"
WHY = "why"
_NOT_ASKED = frozenset(
    ("kind", "id", "format", "workspace", "archived", "title", "content_note", "step")
)
_HALF_A_DAY = "0000-00-00"
_TITLE_FORM = FieldForm(TITLE, "text", Is(required=True))


class Choice(msgspec.Struct, frozen=True):
    """One thing that can be chosen: as it is stored, and in words. `is_name` hides on a screen."""

    value: str
    said: str
    is_name: bool = False


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a form.

    `key` is the field's name, with its entry for a part of a map, as in `present.staff`. `text` is
    what it says before anyone types: entries of a list are joined by commas. `above` is what the
    rows from here on belong to, for the first part of a map. `choices` are what it
    can say, () for any text. `is_several` allows more than one. `stuck` says why it cannot be
    changed here, "" when it can.
    """

    key: str
    label: str
    help: str
    text: str = ""
    above: str = ""
    rule: Is = Is()
    shape: str = "text"
    choices: tuple[Choice, ...] = ()
    stuck: str = ""

    @property
    def name(self) -> str:
        """The field's name."""
        return self.key.partition(".")[0] if self.shape == "map" else self.key

    @property
    def entry(self) -> str:
        """The part of a map, "" for other fields."""
        return self.key.partition(".")[2] if self.shape == "map" else ""

    @property
    def is_several(self) -> bool:
        """Whether more than one may be chosen."""
        return self.shape == "list"


class Around(msgspec.Struct, frozen=True, kw_only=True):
    """What there is to choose from: people, the group's perspectives, records."""

    people: tuple[Choice, ...] = ()
    perspectives: tuple[str, ...] = ()
    records: tuple[Choice, ...] = ()
    differing: frozenset[str] = frozenset()


def rows_of(
    kind: str,
    title: str,
    fields: Fields,
    around: Around,
    helps: Mapping[str, str],
) -> Iterator[Row]:
    """Yield a row for each field that people fill in, the title first, the content note last."""
    yield _row(kind, _TITLE_FORM, title, around, helps)
    forms = {form.name: form for form in field_forms(kind)}
    asked = [form for name, form in forms.items() if name not in _NOT_ASKED]
    # A review and an agreement belong to a step; of a step file it is the name.
    asked += [forms["step"]] if "step" in forms and kind != "step" else []
    for form in (*asked, forms["content_note"]):
        value = fields.get(form.name)
        if form.shape == "map":
            yield from _map_rows(kind, form, value, around, helps)
        else:
            yield _row(kind, form, value, around, helps)


def _row(
    kind: str, form: FieldForm, value: Value | None, around: Around, helps: Mapping[str, str]
) -> Row:
    text = text_of(value)
    return Row(
        key=form.name,
        label=field_words.label(kind, form.name),
        help=helps.get(form.name) or field_help(kind, form.name),
        text=text,
        rule=form.rule,
        shape=form.shape,
        choices=_with_others(_choices(kind, form, around), text, form),
        stuck=_stuck(form.name, around),
    )


def _map_rows(
    kind: str, form: FieldForm, value: Value | None, around: Around, helps: Mapping[str, str]
) -> Iterator[Row]:
    """Yield a line for each perspective, and for what else stands there."""
    entries: Mapping[str, Entry] = value if isinstance(value, Mapping) else {}
    help_ = helps.get(form.name) or field_help(kind, form.name)
    label = field_words.label(kind, form.name)
    for name in dict.fromkeys((*(form.rule.keys or around.perspectives), *entries)):
        yield Row(
            key=f"{form.name}.{name}",
            label=f"  {words.perspective(name, many=True)}",
            help=help_,
            above=label,
            text=text_of(entries.get(name)),
            rule=form.rule,
            shape="map",
            stuck=_stuck(form.name, around),
        )
        help_ = label = ""


def _stuck(name: str, around: Around) -> str:
    if name not in around.differing:
        return ""
    return "There are different wordings of this to settle together first."


def _choices(kind: str, form: FieldForm, around: Around) -> tuple[Choice, ...]:
    match form.rule.form:
        case "choice":
            return tuple(Choice(each, field_words.choice(each)) for each in form.rule.choices)
        case "person":
            return around.people
        case "perspective":
            return tuple(
                Choice(each, words.perspective(each, many=kind != "person"))
                for each in around.perspectives
            )
        case "ref":
            return around.records
        case _:
            return ()


def _with_others(choices: tuple[Choice, ...], text: str, form: FieldForm) -> tuple[Choice, ...]:
    """Return the choices, and what stands there already though nobody would choose it now."""
    if not choices and form.rule.form not in ("person", "perspective", "ref"):
        return ()
    known = {each.value for each in choices}
    there = split(text) if form.shape == "list" else (text,)
    return (*choices, *(Choice(each, each) for each in there if each and each not in known))


def text_of(value: Value | Entry | None) -> str:
    """Return a field's value as it stands on a form, without characters that could act."""
    if value is None:
        return ""
    if isinstance(value, str):
        return clean_line(value).text
    if isinstance(value, Mapping):
        return join(f"{key}: {text_of(each)}" for key, each in value.items())
    return join(clean_line(each).text for each in value)


def join(entries: Iterable[str]) -> str:
    """Return the entries of a list with commas between; one that has a comma in quotation marks."""
    return ", ".join(_quoted(each) for each in entries)


def _quoted(entry: str) -> str:
    if not any(mark in entry for mark in ',"'):
        return entry
    doubled = entry.replace('"', '""')
    return f'"{doubled}"'


def split(text: str) -> tuple[str, ...]:
    """Return the entries of a list that was typed with commas; `join` gives the text back."""
    try:
        found: list[str] = next(csv.reader([text], skipinitialspace=True), [""])
    except csv.Error:  # more characters between two commas than it takes
        found = text.split(",")
    return tuple(entry for each in found if (entry := each.strip()))


def fault(row: Row, text: str) -> str:
    """Return what is wrong with what was typed, as a sentence with the way out, or ""."""
    typed = text.strip()
    if row.key == TITLE:
        return _title_fault(typed)
    if not typed or row.key in (BODY, WHY) or row.choices:
        return ""
    found = fault_of(row.label, row.rule, typed) if row.shape != "list" else None
    return found.message if found else ""


def _title_fault(title: str) -> str:
    if not title:
        return "A few words are needed here."
    from store.writing import TITLE_LIMIT

    if len(title) > TITLE_LIMIT:
        return f"{len(title)} characters are too many; {TITLE_LIMIT} is the most."
    return ""


def remark(row: Row, text: str) -> tuple[str, bool]:
    """Return what to say while someone types, and whether something is wrong: ("", False) mostly.

    A day is said with its weekday; half a day is not wrong yet.
    """
    typed = text.strip()
    if row.rule.form == "date" and typed:
        if found := day(typed):
            return f"{words.DAYS[found.weekday()]}, {_in_full(found)}", False
        if _may_become_a_day(typed):
            return "year, month and day, as in 2026-05-01", False
    if row.key == TITLE and not typed:
        return "", False
    wrong = fault(row, text)
    return wrong, bool(wrong)


def _in_full(when: date) -> str:
    return f"{when.day} {words.MONTHS[when.month - 1]} {when.year}"


def _may_become_a_day(typed: str) -> bool:
    return len(typed) < len(_HALF_A_DAY) and all(
        (char == "-") == (place == "-") and (char == "-" or char.isdecimal())
        for char, place in zip(typed, _HALF_A_DAY, strict=False)
    )


def fields_from(
    rows: Iterable[Row], typed: Mapping[str, str], before: Fields
) -> dict[str, Value | None]:
    """Return the fields whose rows say something else than `before`; None takes a field out.

    What nobody touched is not there, so that it stays as it is, byte for byte.
    """
    changed: dict[str, Value | None] = {}
    for row in rows:
        if row.key in (TITLE, BODY, WHY) or typed[row.key] == _before(row, before):
            continue
        if row.entry:
            now = changed[row.name] if row.name in changed else before.get(row.name)
            changed[row.name] = _with_entry(now, row.entry, typed[row.key].strip())
        elif row.shape == "list":
            changed[row.name] = split(typed[row.key]) or None
        else:
            changed[row.name] = typed[row.key].strip() or None
    return changed


def _before(row: Row, before: Fields) -> str:
    value = before.get(row.name)
    if row.entry:
        return text_of(value.get(row.entry)) if isinstance(value, Mapping) else ""
    return text_of(value)


def _with_entry(now: Value | None, entry: str, text: str) -> Value | None:
    entries: dict[str, Entry] = dict(now) if isinstance(now, Mapping) else {}
    if text:
        entries[entry] = text
    else:
        entries.pop(entry, None)
    return entries or None


def as_draft(rows: Iterable[Row], typed: Mapping[str, str]) -> str:
    """Return what was typed as a text that people can read and `from_draft` takes up again."""
    lines = [
        f"{row.key}: {typed[row.key]}"
        for row in rows
        if row.key != BODY and typed[row.key] != row.text
    ]
    body = next((typed[r.key] for r in rows if r.key == BODY and typed[r.key] != r.text), "")
    return "\n".join(lines) + (f"\n\n{body}" if body else "")


def from_draft(text: str) -> Mapping[str, str]:
    """Return what a draft says, by the keys of the rows."""
    head, _, body = text.partition("\n\n")
    pairs = (line.partition(": ") for line in head.split("\n"))
    found = {key: value for key, colon, value in pairs if colon}
    return {**found, BODY: body} if body else found
