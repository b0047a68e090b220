"""Fields as words and sentences: every choice can be said, every kind reads as plain sentences."""

from datetime import date
from pathlib import Path

import pytest

from schema.kinds import DOCUMENTS, Value, field_forms, record_of
from store import Workspace
from tui.field_words import field_rows, field_sentences, label
from tui.naming import Naming

KINDS = sorted(set(DOCUMENTS) - {"step"})


def naming(workspace: Workspace) -> Naming:
    return Naming(workspace, date(2026, 11, 23))


def sentences(folder: Path, kind: str, **fields: Value) -> list[str]:
    record = record_of("x.md", {"kind": kind, "id": "x", "title": "X", **fields}, "")
    with Workspace.open(folder) as workspace:
        return list(field_sentences(record, naming(workspace)))


@pytest.mark.parametrize("kind", KINDS)
def test_every_choice_of_every_field_reads_as_a_sentence(example: Path, kind: str) -> None:
    for form in field_forms(kind):
        for choice in form.rule.choices if form.shape == "text" else ():
            for said in sentences(example, kind, **{form.name: choice}):
                assert said[0].isupper()
                assert said.endswith(".")
                assert "-" not in said


def test_people_days_and_records_are_named(example: Path) -> None:
    with Workspace.open(example) as workspace:
        noor = workspace.person("Noor")
        review = str(workspace.resolve("after-the-summer"))
    fields = {"owner": noor, "due": "2026-12-01", "from": review}
    assert sentences(example, "action", **fields) == [
        "Noor has it in hand.",
        "Promised for 1 December.",
        "It comes from “After the summer”.",
    ]


def test_people_who_were_there_are_said_as_people_say_it(example: Path) -> None:
    said = sentences(example, "meeting", present={"carer": "1", "staff": "3", "other": "a few"})
    assert said == ["Who was there: a carer, 3 staff and others: a few."]


def test_an_empty_place_says_who_will_ask(example: Path) -> None:
    with Workspace.open(example) as workspace:
        noor = workspace.person("Noor")
    assert sentences(example, "person", here="not-here-yet", asked_by=noor) == [
        "This place is still empty.",
        "Noor will ask someone.",
    ]
    assert sentences(example, "person", here="here", asked_by=noor) == ["Noor asked them."]


def test_a_sentence_that_ends_by_itself_gets_no_second_full_stop(example: Path) -> None:
    assert sentences(example, "barrier", route="Ask Gwen!") == ["The way round it: Ask Gwen!"]


def test_a_field_nobody_declared_is_said_too(example: Path) -> None:
    assert sentences(example, "action", own_field="tea") == ["Own field: tea."]


def test_rows_name_every_field_that_says_something(example: Path) -> None:
    record = record_of("x.md", {"kind": "barrier", "id": "x", "title": "X", "state": "open"}, "")
    with Workspace.open(example) as workspace:
        assert list(field_rows(record, naming(workspace))) == [("state", "open")]


def test_a_label_has_no_underscore() -> None:
    for kind in DOCUMENTS:
        assert not [f.name for f in field_forms(kind) if "_" in label(kind, f.name)]
