"""Whether every header field has its shape and says something it may say."""

from collections.abc import Iterator, Mapping

from schema.kinds import KINDS, FieldForm, field_forms, text_of
from schema.record import Entry, Problem, Record, Value
from schema.text import is_canonical
from schema.validate.reporting import error, warning
from schema.validate.values import Fault, fault_of, shown


def field_problems(record: Record, perspectives: tuple[str, ...]) -> Iterator[Problem]:
    """Yield what is wrong with a record's fields; `perspectives` are those the workspace knows."""
    kind = text_of(record.fields.get("kind"))
    if kind not in KINDS:
        if not kind:
            yield _missing(record, "kind")
        return
    for form in field_forms(kind):
        value = record.fields.get(form.name)
        if not value:
            if form.rule.required:
                yield _missing(record, form.name)
        elif not _has_shape(form, value):
            yield _wrong_shape(record, form)
        else:
            for field, fault, severity in _faults(form, value, perspectives):
                make = warning if severity == "warning" else error
                yield make(record, fault.code, fault.message, field)
    yield from _text_of_fields(record)
    if kind == "step" and record.fields.get("step") not in (None, "", record.fields.get("id")):
        yield error(
            record,
            "other-step",
            "The step this file names is not the one in its id. Write the same number in both.",
            "step",
        )


def _missing(record: Record, field: str) -> Problem:
    return error(
        record,
        "missing-field",
        f"{shown(field)} is missing. Add a line “{field}: …” between the --- lines at the top.",
        field,
    )


def _has_shape(form: FieldForm, value: Value) -> bool:
    if form.shape == "text":
        return isinstance(value, str)
    return isinstance(value, tuple if form.shape == "list" else Mapping)


def _wrong_shape(record: Record, form: FieldForm) -> Problem:
    name = form.name
    how = {
        "text": f"one line, as in “{name}: …”",
        "list": f"a list, as in “{name}: [one, two]”",
        "map": f"lines of their own, each with a name, below “{name}:”",
    }[form.shape]
    return error(
        record,
        "wrong-shape",
        f"{shown(name)} has a form that is not understood. Write {how}.",
        name,
    )


def _faults(
    form: FieldForm, value: Value, perspectives: tuple[str, ...]
) -> Iterator[tuple[str, Fault, str]]:
    """Yield (field, what is wrong, severity) for each entry of a value of the right shape."""
    for field, text in _entries(form.name, value):
        if not isinstance(text, str):
            message = f"{shown(field)} is a list, and one value is meant. Write only one."
            yield field, Fault("wrong-shape", message), "error"
        elif form.rule.form == "perspective" and text not in perspectives:
            message = (
                f"{shown(text)} is no perspective this group named. "
                f"Choose one of: {', '.join(perspectives)}; or add it to coproduce.md."
            )
            yield field, Fault("other-perspective", message), "warning"
        elif fault := fault_of(field, form.rule, text):
            yield field, fault, "error"
    if form.rule.keys and isinstance(value, Mapping):
        for key in value:
            if key not in form.rule.keys:
                message = (
                    f"{shown(form.name)} has an entry {shown(key)} that means nothing here. "
                    f"The names are: {', '.join(form.rule.keys)}."
                )
                yield f"{form.name}.{key}", Fault("not-a-name", message), "error"


def _entries(name: str, value: Value) -> Iterator[tuple[str, Entry]]:
    """Yield (field, entry): a part of a map is named as in `present.staff`."""
    if isinstance(value, Mapping):
        for key, entry in value.items():
            yield f"{name}.{key}", entry
    elif isinstance(value, str):
        yield name, value
    else:
        for each in value:
            yield name, each


def _texts(value: Value) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, entry in value.items():
            yield key
            yield from _texts(entry)
    elif isinstance(value, str):
        yield value
    else:
        yield from value


def _text_of_fields(record: Record) -> Iterator[Problem]:
    for name, value in record.fields.items():
        if not all(
            is_canonical(text.rstrip("\n") + "\n") for text in _texts(value) if text.strip()
        ):
            yield warning(
                record,
                "odd-characters",
                f"{shown(name)} holds characters that do not show or can mislead. "
                "Write it again by hand to be rid of them.",
                name,
            )
