"""JSON Schema of the header of each kind of record, made from the declaration of the kinds."""

from collections.abc import Mapping
from typing import TypeAlias

from schema.field_help import field_help
from schema.kinds import DOCUMENTS, KINDS, PERSPECTIVES, FieldForm, Is, field_forms

JSON: TypeAlias = Mapping[str, object]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_NAME = "[a-z0-9-]+"
_PATTERNS: Mapping[str, str] = {
    "date": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
    "person": f"^{_NAME}$",
    "speaker": f"^{_NAME}$",
    "contribution": f"^{_NAME}$",
    "ref": f"^(activity|unplaced|({'|'.join(DOCUMENTS)}|contribution)/{_NAME})"
    r"(#(\+1|[1-4]|[1-5]\.[0-9]+|[1-5]\.[a-z]|[a-z]+))?$",
    "digest": "^[0-9a-f]{64}$",
    "count": "^[0-9]{1,6}$",
}
_EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "date": ("2026-05-01",),
    "person": ("p-abcd2345",),
    "speaker": ("p-abcd2345", "anonymous"),
    "ref": ("agreement/ground-rules-abc234", "step/2#2.3"),
    "count": ("3",),
    "perspective": PERSPECTIVES,
}


def schema_for(kind: str) -> JSON:
    """Return the JSON Schema (2020-12) of the header of one kind, ready to be written as JSON.

    Every value is text, a list of texts, or one level of named texts or lists; fields that are not
    listed are allowed. Raises KeyError for a kind there is not.
    """
    forms = field_forms(kind)
    return {
        "$schema": DIALECT,
        "$id": f"urn:coproduce:format-1:{kind}",
        "title": kind.capitalize().replace("-", " "),
        "description": (KINDS[kind].__doc__ or "").strip(),
        "type": "object",
        "properties": {each.name: _property(kind, each) for each in forms},
        "required": [each.name for each in forms if each.rule.required],
        "additionalProperties": True,
    }


def _property(kind: str, form: FieldForm) -> JSON:
    described = {
        "title": form.name.capitalize().replace("_", " "),
        "description": field_help(kind, form.name),
    }
    if form.name == "kind":
        return {**described, "type": "string", "const": kind}
    if form.shape == "list":
        return {**described, "type": "array", "items": _text(form.rule)}
    if form.shape == "map":
        return {**described, **_map(form.rule)}
    shortest = {"minLength": 1} if form.rule.required and form.rule.form == "text" else {}
    return {**described, **_text(form.rule), **shortest}


def _map(rule: Is) -> JSON:
    if not rule.keys:
        return {"type": "object", "additionalProperties": _text(rule)}
    return {
        "type": "object",
        "properties": {key: _text(rule) for key in rule.keys},
        "additionalProperties": False,
    }


def _text(rule: Is) -> JSON:
    found: dict[str, object] = {"type": "string"}
    if rule.choices:
        found["enum"] = list(rule.choices)
    if rule.form in _PATTERNS:
        found["pattern"] = _PATTERNS[rule.form]
    if rule.form == "date":
        found["format"] = "date"
    if rule.form in _EXAMPLES:
        found["examples"] = list(_EXAMPLES[rule.form])
    return found
