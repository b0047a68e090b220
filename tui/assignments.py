"""What `--set` means: `key=value` as a text, a list or a map entry, by the shape of the field."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from schema.differences import OPEN_FIELDS
from schema.kinds import KINDS, FieldForm, field_forms
from schema.record import Entry, Fields, Value
from store.errors import BadValue

_EVERYWHERE = ("archived", "content_note")
_CHECKED = ("kind", "id", "title", *OPEN_FIELDS)


def fields_from(
    assignments: Iterable[str], kind: str, before: Fields | None = None
) -> tuple[dict[str, Value | None], tuple[str, ...]]:
    """Return the fields that `--set` asks for, and sentences about names that are not known.

    `before` is the record's header now: setting `present.staff=3` keeps the other entries of
    `present`. An empty value gives None, which removes the field. A name this version does not
    know is kept as text, as the group's own field. Raises BadValue for what is no `key=value`, and
    for `kind`, `id`, `title`.
    """
    forms = {form.name: form for form in field_forms(kind)} if kind in KINDS else {}
    asked: dict[str, Value | None] = {}
    warnings: list[str] = []
    for assignment in assignments:
        name, equals, value = assignment.partition("=")
        name = name.strip()
        field, dot, entry = name.partition(".")
        if not equals or not field or (dot and not entry):
            raise BadValue(
                f"--set {assignment} is not understood.",
                "Write the field's name, “=” and its value, as in: --set state=open",
            )
        _refuse_fixed(field)
        form = forms.get(field)
        if form is None and field not in (before or {}) and value.strip():
            warnings.append(_own_field(field, kind, forms))
        now = asked[field] if field in asked else (before or {}).get(field)
        asked[field] = _entry(now, entry, value) if dot else _whole(form, name, value)
    return asked, tuple(warnings)


def _refuse_fixed(field: str) -> None:
    if field == "title":
        raise BadValue("The title is not set with --set.", "Use: --title TEXT")
    if field in ("kind", "id"):
        raise BadValue(
            f"The field “{field}” of a record never changes.",
            "Make a new record with: coproduce new",
        )


def _whole(form: FieldForm | None, name: str, value: str) -> Value | None:
    shape = form.shape if form else "text"
    if not value.strip():
        return None
    if shape == "list":
        return _list(value)
    if shape == "map":
        raise BadValue(
            f"The field “{name}” has several entries, each with its own name.",
            f"Set one of them, as in: --set {name}.staff=3",
        )
    return value


def _entry(now: Value | None, entry: str, value: str) -> Value | None:
    """Return the map `now` with one entry set, or taken out when `value` is empty."""
    entries: dict[str, Entry] = dict(now) if isinstance(now, Mapping) else {}
    if value.strip():
        entries[entry] = value
    else:
        entries.pop(entry, None)
    return entries or None


def _list(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(",") if part.strip())


def _own_field(field: str, kind: str, forms: Mapping[str, FieldForm]) -> str:
    """Return what is said of a field that nobody but the group knows."""
    article = "an" if kind[:1] in "aeiou" else "a"
    kept = f"“{field}” is no field of {article} {kind} that coproduce knows"
    close = get_close_matches(field, [*forms, *_EVERYWHERE], n=1)
    if close:
        return f"{kept}. It is kept as your group's own field. Did you mean “{close[0]}”?"
    known = ", ".join(name for name in forms if name not in (*_CHECKED, *_EVERYWHERE))
    return (
        f"{kept}, so it is kept as your group's own field. It knows: {known}. "
        f"All of them are explained by: coproduce schema {kind}"
    )
