"""Every problem of a record: found, placed, and said with a way out; never an exception."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.codec import File, read
from schema.digest import digest
from schema.kinds import CONTRIBUTIONS, DOCUMENTS, KINDS, field_forms, record_of
from schema.record import Problem, Record
from schema.validate import problems_of, workspace_problems

RULES = "agreements/ground-rules-abc234.md"
SAID = "contributions/agreement/ground-rules-abc234/aaaabbbbccccdddd.md"
SAM, ROBIN = "p-aaaaaaaa", "p-bbbbbbbb"
DIGEST = digest("ground-rules-abc234", "Ground rules", "We listen.\n")


def agreement(**more: object) -> Record:
    fields = {"kind": "agreement", "id": "ground-rules-abc234", "title": "Ground rules", **more}
    body = str(fields.pop("body", "We listen.\n"))
    path = str(fields.pop("path", RULES))
    return record_of(path, fields, body)


def position(**more: object) -> Record:
    fields = {
        "kind": "position",
        "id": "aaaabbbbccccdddd",
        "ref": "agreement/ground-rules-abc234",
        "by": SAM,
        "date": "2026-03-01",
        "position": "agree",
        "digest": DIGEST,
        **more,
    }
    path = str(fields.pop("path", SAID))
    return record_of(path, fields, "")


def words(id: str = "aaaabbbbccccdddd", ref: str = "step/2#2.3", **more: object) -> Record:  # noqa: A002
    fields = {"kind": "words", "id": id, "ref": ref, "by": SAM, "date": "2026-03-01", **more}
    path = str(fields.pop("path", f"contributions/step/2/{id}.md"))
    return record_of(path, fields, "The bus stops at nine.\n")


def person(id: str = SAM, **more: object) -> Record:  # noqa: A002
    return record_of(f"people/{id}.md", {"kind": "person", "id": id, "title": "Sam", **more}, "")


def codes(record: Record) -> list[str]:
    return [each.code for each in problems_of(record)]


def the_one(record: Record) -> Problem:
    (problem,) = problems_of(record)
    return problem


def test_good_records_have_no_problems():
    assert problems_of(agreement(about="ground-rules", parties=(SAM, ROBIN))) == ()
    assert problems_of(position()) == ()
    assert problems_of(words()) == ()
    assert problems_of(person(perspectives=("carer",), here="here")) == ()


def test_fields_nobody_knows_are_no_problem():
    assert problems_of(agreement(colour="blue", mood={"a": ("b",)})) == ()


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_required_field_is_missed_by_name(kind: str):
    path = SAID if kind in CONTRIBUTIONS else f"{kind}s/x.md"
    found = problems_of(record_of(path, {"kind": kind}, ""))
    missing = {each.field for each in found if each.code == "missing-field"}
    assert missing == {form.name for form in field_forms(kind) if form.rule.required} - {"kind"}
    assert {"id", "title" if kind in DOCUMENTS else "by"} <= missing


def test_a_record_without_a_kind_says_so():
    assert "missing-field" in codes(record_of(RULES, {}, ""))
    assert "unknown-kind" in codes(record_of(RULES, {"kind": "memo"}, ""))


@pytest.mark.parametrize(
    ("field", "value", "code", "where"),
    [
        ("about", "rules", "not-a-choice", "about"),
        ("review_on", "2026-02-30", "not-a-date", "review_on"),
        ("review_on", "20260501", "not-a-date", "review_on"),
        ("archived", "last May", "not-a-date", "archived"),
        ("parties", (SAM, "Robin Smith"), "not-a-person", "parties"),
        ("parties", ("anonymous",), "not-a-person", "parties"),
        ("parties", SAM, "wrong-shape", "parties"),
        ("title", ("a", "b"), "wrong-shape", "title"),
        ("review_on", {"a": "b"}, "wrong-shape", "review_on"),
        ("step", "6", "not-a-choice", "step"),
    ],
)
def test_a_value_that_cannot_be_is_an_error_of_its_field(
    field: str, value: object, code: str, where: str
):
    problem = the_one(agreement(**{field: value}))
    assert (problem.code, problem.field, problem.severity) == (code, where, "error")


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("position", "maybe", "not-a-choice"),
        ("digest", DIGEST[:10], "not-a-digest"),
        ("digest", DIGEST.upper(), "not-a-digest"),
        ("by", "Sam!", "not-a-person"),
        ("date", "yesterday", "not-a-date"),
        ("withdrawn", "2026-02-31", "not-a-date"),
        ("ref", "ground-rules", "not-a-reference"),
        ("ref", "agreement/../x", "not-a-reference"),
        ("ref", "review/spring-abc234", "not-about-this"),
        ("replaces", ("../x",), "not-a-contribution"),
        ("recorded_by", "anonymous", "not-a-person"),
    ],
)
def test_a_position_is_checked_field_by_field(field: str, value: object, code: str):
    assert the_one(position(**{field: value})).code == code


def test_anonymous_may_speak_but_nobody_may_be_named_beside_it():
    assert codes(words(by="anonymous")) == []
    problem = the_one(words(by="anonymous", recorded_by=ROBIN))
    assert (problem.code, problem.severity) == ("anonymous-recorded", "warning")


@pytest.mark.parametrize(
    ("present", "field"),
    [({"staff": "many"}, "present.staff"), ({"staff": ("1", "2")}, "present.staff")],
)
def test_a_map_is_checked_entry_by_entry(present: object, field: str):
    fields = {"kind": "meeting", "id": "first-abc234", "title": "First", "present": present}
    assert the_one(record_of("meetings/first-abc234.md", fields, "")).field == field


def test_only_the_five_threads_can_be_answered():
    fields = {
        "kind": "answer",
        "id": "aaaabbbbccccdddd",
        "ref": "review/spring-abc234",
        "by": SAM,
        "date": "2026-03-01",
        "threads": {"power": "better", "weather": "worse", "challenge": "great"},
    }
    found = problems_of(
        record_of("contributions/review/spring-abc234/aaaabbbbccccdddd.md", fields, "")
    )
    assert [(each.code, each.field) for each in found] == [
        ("not-a-choice", "threads.challenge"),
        ("not-a-name", "threads.weather"),
    ]


def test_a_perspective_the_group_did_not_name_is_only_a_warning():
    record = person(perspectives=("peer-worker",))
    assert [each.severity for each in problems_of(record)] == ["warning"]
    assert problems_of(record, perspectives=("peer-worker", "staff")) == ()


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("agreements/other-abc234.md", "other-id"),
        ("reviews/ground-rules-abc234.md", "other-kind"),
        ("contributions/step/2/ground-rules-abc234.md", "other-kind"),
        ("Agreements/ground-rules-abc234.md", "not-a-place"),
        ("agreements/con.md", "not-a-place"),
        ("notes.md", "not-a-place"),
    ],
)
def test_a_record_in_another_records_place_is_an_error(path: str, code: str):
    assert code in [e.code for e in problems_of(agreement(path=path)) if e.severity == "error"]


def test_an_id_made_by_hand_is_a_warning():
    record = agreement(id="rules", path="agreements/rules.md")
    assert (the_one(record).code, the_one(record).severity) == ("id-by-hand", "warning")


def test_words_in_the_folder_of_another_document_are_a_warning():
    assert the_one(words(ref="step/3#3.1")).code == "other-folder"
    assert codes(words(ref="unplaced", path="contributions/unplaced/aaaabbbbccccdddd.md")) == []


@pytest.mark.parametrize("ref", ["step/2#2.9", "step/2#3.1", "step/2#2.f", "step/2#3"])
def test_a_question_the_step_does_not_have_is_an_error(ref: str):
    assert the_one(words(ref=ref)).code == "no-such-question"


def test_setting_aside_needs_a_question_or_an_idea():
    assert the_one(words(kind="set-aside", set="aside", ref="step/2")).code == "no-such-question"
    assert codes(words(kind="set-aside", set="aside", ref="step/2#2.b")) == []


def test_a_step_has_its_own_number_and_its_own_questions_once():
    fields = {"kind": "step", "id": "2", "title": "Shared understanding", "step": "2"}
    body = "## 2.1 A\n\none\n\n## 2.1 A\n\ntwo\n\n## 3.1 B\n"
    path = "steps/2-shared-understanding.md"
    assert codes(record_of(path, fields, body)) == ["section-twice", "other-step"]
    assert codes(record_of(path, {**fields, "step": "3"}, "")) == ["other-step"]
    assert codes(record_of(path, fields, "```\n## 2.1 A\n```\n\n## 2.1 A\n")) == []


def test_odd_characters_are_kept_and_reported():
    assert the_one(agreement(body="We\u202e listen.\n")).code == "not-canonical"
    assert the_one(agreement(body="We listen.\r\n")).severity == "warning"
    assert the_one(agreement(title="Ground\u200b rules")).code == "odd-characters"
    assert codes(agreement(title="Café rules 👩‍👩‍👧", body="Café 👩‍👩‍👧\n")) == []


def test_open_differences_are_reported_each_in_its_place():
    body = (
        "We listen.\n\n> **Different wordings**\n>\n> **Wording 1**\n>\n> a\n>\n"
        "> **Wording 2**\n>\n> b\n"
    )
    found = problems_of(
        agreement(body=body, differences={"about": ("aims", "payment")}, about="aims")
    )
    assert [(e.code, e.severity) for e in found] == [("difference", "warning")] * 2
    assert "--field about" in found[0].message
    assert "agreement/ground-rules-abc234 --at 1" in found[1].message


def test_a_quote_with_one_wording_left_is_mentioned():
    body = "> **Different wordings**\n>\n> **Wording 2**\n>\n> b\n"
    assert the_one(agreement(body=body)).code == "one-wording-left"


def test_marks_of_a_difference_that_stand_alone_are_mentioned():
    quote = "> **Different wordings**\n>\n> **Wording 1**\n>\n> a\n>\n> **Wording 2**\n>\n> b\n"
    assert codes(agreement(body="x " + quote)) == ["difference-broken"]
    assert codes(agreement(body=quote.replace("> **Wording 1**", "> so:"))) == ["difference"]
    assert codes(agreement(body=f"```\n{quote[2:]}```\n")) == []


def test_each_problem_has_its_line_in_the_file():
    text = (
        "---\nkind: agreement\nid: ground-rules-abc234\ntitle: Ground rules\n# a note\n"
        "review_on: 2026-02-30\ndifferences:\n  about: [aims, payment]\n---\nWe listen.\n\n"
        "> **Different wordings**\n>\n> **Wording 1**\n>\n> a\n>\n> **Wording 2**\n>\n> b\n"
    )
    file = read(text.encode(), RULES)
    assert isinstance(file, File)
    found = problems_of(record_of(RULES, file.fields, file.body), file)
    assert [(each.code, each.line) for each in found] == [
        ("not-a-date", 6),
        ("difference", 7),
        ("difference", 12),
    ]


values = st.recursive(
    st.text(max_size=8) | st.sampled_from([SAM, "anonymous", "2026-02-30", "step/2#2.b", "../x"]),
    lambda inner: (
        st.lists(inner, max_size=2).map(tuple)
        | st.dictionaries(st.text(max_size=5), inner, max_size=2)
    ),
    max_leaves=4,
)
names = st.sampled_from(
    sorted({form.name for kind in KINDS for form in field_forms(kind)} | {"differences", "x"})
)
shapes = st.text(max_size=6) | st.lists(st.text(max_size=6), max_size=3).map(tuple)
header = st.dictionaries(names, shapes | st.dictionaries(st.text(max_size=5), shapes, max_size=2))
bodies = st.text(max_size=20) | st.just(
    "## 2.1\n## 2.1\n> **Different wordings**\n> **Wording 1**\n"
)


@given(st.sampled_from(sorted(KINDS)), header, bodies, st.text(max_size=20))
def test_whatever_a_header_says_there_is_an_answer_and_no_exception(
    kind: str, fields: dict[str, object], body: str, path: str
):
    for place in (path, RULES, SAID, "steps/2-shared-understanding.md"):
        record = record_of(place, {"kind": kind, **fields}, body)
        found = problems_of(record)
        assert all(isinstance(each, Problem) and each.path == place for each in found)
        assert all(each.severity in {"error", "warning"} for each in found)
        workspace_problems([record, record])


@given(st.sampled_from(sorted(KINDS)), header)
def test_every_problem_is_safe_to_print_and_says_the_way_out(kind: str, fields: dict[str, object]):
    for each in problems_of(record_of(RULES, {"kind": kind, **fields}, "")):
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", each.code)
        assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e]", each.message)
        assert re.search(r"[.:;!?] \S", each.message), each.message
        assert len(each.message) < 400


def test_people_and_places_nobody_knows_are_warnings():
    said = words(id="eeeebbbbccccdddd")
    found = workspace_problems([agreement(parties=(SAM, ROBIN)), position(), person(), said])
    assert [(each.code, each.path, each.field, each.severity) for each in found] == [
        ("unknown-person", RULES, "parties", "warning"),
        ("unknown-reference", said.path, "ref", "warning"),
    ]


def test_what_a_damaged_file_may_hold_is_not_called_unknown():
    records = [agreement(parties=(SAM,))]
    assert workspace_problems(records, elsewhere=[f"people/{SAM}.md"]) == ()


def test_anonymous_is_nobody_to_look_for():
    step = record_of(
        "steps/2-shared-understanding.md", {"kind": "step", "id": "2", "title": "x"}, ""
    )
    assert workspace_problems([step, words(by="anonymous")]) == ()


def test_an_id_used_twice_is_an_error_at_the_second_place():
    step = [record_of(f"steps/{n}.md", {"kind": "step", "id": n, "title": "x"}, "") for n in "23"]
    twice = [words(), words(ref="step/3", path="contributions/step/3/aaaabbbbccccdddd.md")]
    found = workspace_problems([*step, person(), *twice])
    assert [(each.code, each.path) for each in found] == [
        ("id-twice", "contributions/step/3/aaaabbbbccccdddd.md")
    ]


def test_names_that_differ_in_capitals_only_are_an_error():
    found = workspace_problems([], elsewhere=["people/Sam.md", "people/sam.md", "people/rob.md"])
    assert [(each.code, each.path) for each in found] == [("case-twin", "people/sam.md")]


def test_a_link_to_another_persons_words_is_reported():
    step = record_of("steps/2-shared-understanding.md", {"kind": "step", "id": "2"}, "")
    theirs = words(id="eeeebbbbccccdddd", by=ROBIN, replaces=("aaaabbbbccccdddd",))
    found = workspace_problems([step, person(), person(ROBIN), words(), theirs])
    assert [(each.code, each.path, each.field) for each in found] == [
        ("foreign-replacement", theirs.path, "replaces")
    ]


def test_a_reply_apart_from_the_words_it_answers_is_reported():
    step = record_of("steps/2-shared-understanding.md", {"kind": "step", "id": "2"}, "")
    reply = {
        "kind": "reply",
        "id": "eeeebbbbccccdddd",
        "ref": "contribution/aaaabbbbccccdddd",
        "by": SAM,
        "date": "2026-03-02",
        "reply": "did",
    }
    beside = record_of("contributions/step/2/eeeebbbbccccdddd.md", reply, "")
    apart = record_of("contributions/step/3/eeeebbbbccccdddd.md", reply, "")
    assert workspace_problems([step, person(), words(), beside]) == ()
    found = workspace_problems([step, person(), words(), apart])
    assert [each.code for each in found] == ["other-folder"]
    assert problems_of(beside) == problems_of(apart) == ()


def test_a_position_on_a_text_that_never_was_is_reported():
    records = [agreement(), person(), position()]
    assert workspace_problems(records) == ()
    assert workspace_problems(records, texts={"ground-rules-abc234": {DIGEST}}) == ()
    found = workspace_problems(records, texts={"ground-rules-abc234": {"0" * 64}})
    assert [each.code for each in found] == ["unknown-text"]
