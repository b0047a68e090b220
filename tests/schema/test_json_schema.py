"""JSON Schema for editors and other programs: made from the kinds, saying what `check` says."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.field_help import field_help
from schema.json_schema import schema_for
from schema.kinds import KINDS, POSITIONS, THREADS, FieldForm, field_forms
from schema.validate.values import fault_of

kinds = pytest.mark.parametrize("kind", sorted(KINDS))


@kinds
def test_it_is_json_and_covers_every_field_with_words_about_it(kind: str):
    found = schema_for(kind)
    assert json.loads(json.dumps(found)) == found
    assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert list(found["properties"]) == [form.name for form in field_forms(kind)]
    for name, field in found["properties"].items():
        assert field["description"].endswith("."), name
        assert field["title"]


@kinds
def test_other_fields_are_allowed_and_required_ones_named(kind: str):
    found = schema_for(kind)
    assert found["additionalProperties"] is True
    assert {"kind", "id"} <= set(found["required"]) <= set(found["properties"])
    assert found["properties"]["kind"]["const"] == kind


@kinds
def test_every_value_is_text_a_list_of_texts_or_a_map(kind: str):
    for form in field_forms(kind):
        field = schema_for(kind)["properties"][form.name]
        assert field["type"] == {"text": "string", "list": "array", "map": "object"}[form.shape]
        if form.shape == "list":
            assert field["items"]["type"] == "string"


def test_choices_come_from_the_kinds():
    properties = schema_for("position")["properties"]
    assert properties["position"]["enum"] == list(POSITIONS)
    threads = schema_for("answer")["properties"]["threads"]
    assert list(threads["properties"]) == list(THREADS)
    assert threads["additionalProperties"] is False
    assert "format" in schema_for("agreement")["properties"]["review_on"]


def test_a_kind_there_is_not_has_no_schema():
    with pytest.raises(KeyError):
        schema_for("memo")


def test_help_is_written_for_every_declared_field_and_no_other():
    assert all(field_help(kind, form.name) for kind in KINDS for form in field_forms(kind))
    assert field_help("agreement", "colour") == ""


texts = st.text(max_size=8) | st.sampled_from(
    [
        "2026-05-01",
        "p-aaaaaaaa",
        "anonymous",
        "step/2#2.b",
        "step/2#4.1",
        "review/spring-abc234#+1",
        "activity",
        "unplaced",
        "contribution/aaaabbbbccccdddd",
        "agreement/con",
        "2.3",
        "0" * 64,
        "42",
        *POSITIONS,
    ]
)
all_forms = st.sampled_from([form for kind in sorted(KINDS) for form in field_forms(kind)])


def accepted(form: FieldForm, text: str) -> bool:
    for kind in KINDS:
        if form in field_forms(kind) and form.name != "kind":
            field = schema_for(kind)["properties"][form.name]
            inner = field.get("items") or field.get("additionalProperties") or field
            inner = next(iter(field["properties"].values())) if "properties" in field else inner
            fits = re.search(inner.get("pattern", ""), text) is not None
            return fits and text in inner.get("enum", [text])
    return True


@given(all_forms, texts)
def test_what_check_accepts_the_schema_accepts(form: FieldForm, text: str):
    if fault_of(form.name, form.rule, text) is None:
        assert accepted(form, text)
