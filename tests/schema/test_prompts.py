"""Gentle questions: each rule asks on its evidence, is silent without, and quiet when set aside."""

import re
from collections.abc import Sequence
from datetime import date

import pytest
from msgspec.structs import replace

from schema.checklist import IDEAS, idea, question
from schema.evidence import Evidence, set_aside_codes
from schema.kinds import record_of
from schema.prompts import PROMPT_RULES, prompts
from schema.record import Contribution, Document, Record

TODAY = date(2026, 6, 1)
SAM, ROBIN, NOOR, ALEX = "p-samaaaaa", "p-robinaaa", "p-nooraaaa", "p-alexaaaa"


def document(kind: str, id: str = "one-abc234", body: str = "", **fields: object) -> Document:  # noqa: A002
    header = {"kind": kind, "id": id, "title": "Robin Smith’s idea", **fields}
    record = record_of(f"{kind}/{id}.md", header, body)
    assert isinstance(record, Document)
    return record


def said(ref: str, by: str = SAM, kind: str = "words", **fields: object) -> Contribution:
    id_ = str(fields.pop("id", f"{kind}-{by}-{ref}"))
    header = {"kind": kind, "id": id_, "ref": ref, "by": by, "date": "2026-03-01", **fields}
    record = record_of(f"contributions/{id_}.md", header, "Words.\n")
    assert isinstance(record, Contribution)
    return record


def person(id: str, *perspectives: str, **fields: object) -> Document:  # noqa: A002
    return document("person", id, title=f"Name of {id}", perspectives=perspectives, **fields)


def step(number: str, *codes: str) -> Document:
    body = "\n".join(f"## {code} Heading\n\nWe wrote this.\n" for code in codes)
    return document("step", number, body, step=number)


def yes(by: str, agreement: str = "rules-abc234") -> Contribution:
    return said(f"agreement/{agreement}", by, "position", position="agree", digest="0" * 64)


def evidence(*records: Record, **standings: str) -> Evidence:
    return Evidence(
        documents=tuple(each for each in records if isinstance(each, Document)),
        contributions=tuple(each for each in records if isinstance(each, Contribution)),
        standings={id_.replace("_", "-"): state for id_, state in standings.items()},
    )


STAFF = person(SAM, "staff")
MANAGER = person(ROBIN, "manager")
CARER = person(NOOR, "carer")
USER = person(ALEX, "service-user")
ALL = (STAFF, MANAGER, CARER, USER)
RULES = document("agreement", "rules-abc234", about="ground-rules", parties=(SAM, ROBIN))
PAY = document("agreement", "pay-abc234", about="payment", parties=(SAM, ALEX))
PROCESS = document("agreement", "process-abc234", about="process", parties=(SAM, ALEX))
MEETINGS = tuple(
    document("meeting", f"m{n}-abc234", date=f"2026-0{n}-01", present={"carer": "2", "staff": "3"})
    for n in (1, 2, 3)
)
REVIEW = document("review", "spring-abc234", date="2026-03-16", every="6 weeks")

ASKING: dict[str, Sequence[Evidence]] = {
    "1.a": [
        evidence(STAFF, MANAGER, said("step/1#1.1"), said("step/1#1.1", ROBIN)),
        evidence(said("step/1#1.1", "anonymous", perspectives=("staff",))),
        evidence(CARER, USER, said("step/1#1.1", NOOR), said("step/1#1.1", ALEX)),
    ],
    "1.b": [
        evidence(document("activity", "activity", led_by=(SAM,)), *ALL),
        evidence(
            document("activity", "activity", convened_by=(SAM,)),
            step("1", "1.2"),
            person(SAM, brings=("maps",)),
            CARER,
            USER,
        ),
    ],
    "1.c": [evidence(step("1", "1.3")), evidence(document("outcome"))],
    "1.d": [
        evidence(STAFF, USER),
        evidence(STAFF, MANAGER, person(NOOR, "carer", here="left")),
    ],
    "1.e": [
        evidence(document("earlier", kept="no")),
        evidence(document("earlier", kept="partly")),
    ],
    "2.a": [
        evidence(*MEETINGS[:2]),
        evidence(step("2", "2.2")),
        evidence(*ALL, PROCESS, yes(SAM, PROCESS.id), process_abc234="agreed"),
    ],
    "2.b": [
        evidence(*ALL, RULES, yes(SAM), yes(ROBIN), rules_abc234="agreed"),
        evidence(*ALL, RULES, yes(SAM), yes(ROBIN), rules_abc234="changed-since-agreed"),
        evidence(RULES, rules_abc234="not-yet"),
    ],
    "2.c": [
        evidence(step("2", "2.4")),
        evidence(step("2", "2.5")),
        evidence(STAFF, said("step/2#2.5")),
    ],
    "3.a": [
        evidence(document("outcome", made_with=("staff", "manager"))),
        evidence(document("outcome", made_with=("carer",)), document("outcome", "two-abc234")),
    ],
    "3.b": [
        evidence(*ALL, document("outcome")),
        evidence(*ALL, *(document("action", f"a{n}-abc234", owner=SAM) for n in range(3))),
    ],
    "3.c": [
        evidence(MEETINGS[0]),
        evidence(*ALL, PAY, yes(SAM, PAY.id), yes(ALEX, PAY.id), pay_abc234="agreed"),
    ],
    "4.a": [
        evidence(REVIEW),
        evidence(*MEETINGS),
        evidence(document("review", date="2026-03-01", every="monthly")),
        evidence(document("review", date="2026-04-20", every="monthly")),
        evidence(document("review", date="2026-03-01", every="every week")),
        evidence(REVIEW, document("review", "planned-abc234", date="2026-07-01")),
        evidence(document("agreement", about="ground-rules", review_on="2026-05-11")),
        evidence(document("agreement", review_on="2026-06-01")),
    ],
    "4.b": [
        evidence(REVIEW),
        evidence(REVIEW, STAFF, said("review/spring-abc234", kind="answer")),
    ],
    "5.a": [evidence(document("learning"))],
}

SILENT: dict[str, Sequence[Evidence]] = {
    "1.a": [
        evidence(STAFF, CARER, said("step/1#1.1"), said("step/1#1.1", NOOR)),
        evidence(STAFF, said("step/1#1.1"), said("step/1#1.1", "anonymous")),
        evidence(STAFF, person(NOOR), said("step/1#1.1"), said("step/1#1.1", NOOR)),
        evidence(STAFF, person(NOOR, "other"), said("step/1#1.1"), said("step/1#1.1", NOOR)),
        evidence(STAFF, said("step/1#1.2")),
        evidence(STAFF, said("step/1#1.1", withdrawn="2026-03-02")),
    ],
    "1.b": [
        evidence(document("activity", "activity"), *ALL),
        # Making a workspace writes down who called people together, and nothing under 1.2.
        evidence(document("activity", "activity", convened_by=(SAM,)), *ALL),
        evidence(document("activity", "activity", led_by=(SAM,)), STAFF, CARER),
        evidence(
            document("activity", "activity", led_by=(SAM,)),
            STAFF,
            CARER,
            person(ALEX, brings=("humour",)),
        ),
    ],
    "1.c": [
        evidence(step("1", "1.2")),
        evidence(step("1", "1.3", "1.5")),
        evidence(document("outcome"), document("earlier")),
        evidence(document("outcome"), said("step/1#1.5")),
        evidence(document("outcome", archived="2026-03-01")),
    ],
    "1.d": [
        evidence(*ALL),
        evidence(STAFF),
        evidence(MANAGER, USER, CARER),
        evidence(STAFF, USER, person("p-placeaaa", "carer", here="not-here-yet")),
        evidence(STAFF, USER, person("p-placeaaa", here="not-here-yet")),
        evidence(STAFF, USER, person(NOOR)),
        evidence(
            STAFF, USER, document("activity", "activity", perspectives=("staff", "service-user"))
        ),
    ],
    "1.e": [
        evidence(document("earlier", kept="yes")),
        evidence(document("earlier", kept="no"), said("earlier/one-abc234")),
    ],
    "2.a": [
        evidence(MEETINGS[0]),
        evidence(*MEETINGS[:2], step("2", "2.1")),
        evidence(*MEETINGS[:2], document("agreement", about="process")),
        evidence(MEETINGS[0], document("meeting", "later-abc234", date="2026-07-01")),
        evidence(*MEETINGS[:2], said("step/2#2.1")),
    ],
    "2.b": [
        evidence(*ALL, RULES, yes(SAM), yes(NOOR), yes(ALEX), rules_abc234="agreed"),
        evidence(*ALL, RULES, yes(SAM), yes(ROBIN), rules_abc234="asked"),
        evidence(
            *ALL,
            person("p-unsaidaa"),
            RULES,
            yes(SAM),
            yes(ROBIN),
            yes("p-unsaidaa"),
            rules_abc234="agreed",
        ),
        evidence(RULES, document("agreement", about="disagreement"), rules_abc234="not-yet"),
        evidence(RULES, step("2", "2.3"), rules_abc234="not-yet"),
    ],
    "2.c": [evidence(step("2", "2.4", "2.5")), evidence(step("2", "2.1"))],
    "3.a": [
        evidence(document("outcome", made_with=("staff", "carer"))),
        evidence(document("outcome")),
        evidence(document("outcome", made_with=("staff", "other"))),
    ],
    "3.b": [
        evidence(*ALL),
        evidence(*ALL, document("outcome"), step("3", "3.1")),
        evidence(STAFF, CARER, document("outcome")),
        evidence(*ALL, *(document("action", f"a{n}-abc234", owner=SAM) for n in range(2))),
        evidence(
            *ALL,
            *(
                document("action", f"a{n}-abc234", owner=owner)
                for n, owner in enumerate((SAM, ROBIN, ALEX))
            ),
        ),
        evidence(
            STAFF, MANAGER, *(document("action", f"a{n}-abc234", owner=SAM) for n in range(3))
        ),
    ],
    "3.c": [
        evidence(document("meeting", date="2026-03-01", present={"staff": "3", "carer": "0"})),
        evidence(MEETINGS[0], document("agreement", about="payment")),
        evidence(MEETINGS[0], step("3", "3.5")),
        evidence(MEETINGS[0], document("meeting", date="2026-02-01", payment_offered="yes")),
        evidence(document("meeting", date="2026-03-01", present={"carer": "many"})),
    ],
    "4.a": [
        evidence(document("agreement", review_on="2026-06-02")),
        evidence(document("agreement", review_on="in spring")),
        evidence(document("agreement", review_on="2026-05-01", archived="2026-05-20")),
        evidence(document("review", date="2026-04-20", every="6 weeks")),
        evidence(document("review", date="2026-04-27", every="monthly")),
        evidence(document("review", date="2026-01-01", every="now and then")),
        evidence(document("review", date="2026-01-01")),
        evidence(REVIEW, document("review", "new-abc234", date="2026-05-20")),
        evidence(*MEETINGS[:2]),
        evidence(document("review", date="in spring", every="6 weeks")),
    ],
    "4.b": [
        evidence(document("review", date="2026-07-01")),
        evidence(document("review", date="2026-06-01")),
        evidence(
            REVIEW,
            *ALL,
            said("review/spring-abc234", SAM, "answer"),
            said("review/spring-abc234", NOOR, "answer"),
        ),
    ],
    "5.a": [
        evidence(),
        evidence(document("learning", audience="the next service")),
        evidence(document("learning"), document("learning", "two-abc234", media=("film.mp4",))),
    ],
}

CODES = [each.code for each in IDEAS]


def rule(code: str):
    return PROMPT_RULES[CODES.index(code)]


def cases(table: dict[str, Sequence[Evidence]]) -> list[object]:
    return [
        pytest.param(code, each, id=f"{code}-{number}")
        for code, several in table.items()
        for number, each in enumerate(several, start=1)
    ]


def with_more(known: Evidence, *more: Contribution) -> Evidence:
    return Evidence(
        documents=known.documents,
        contributions=(*known.contributions, *more),
        standings=known.standings,
    )


def aside(code: str, state: str = "aside", **fields: object) -> Contribution:
    by = str(fields.pop("by", SAM))
    return said(f"step/{code[0]}#{code}", by, "set-aside", set=state, **fields)


def test_there_is_one_rule_per_idea_in_the_order_of_the_checklist():
    assert [each.__name__ for each in PROMPT_RULES] == [
        f"prompt_{each.code.replace('.', '')}" for each in IDEAS
    ]
    assert list(ASKING) == list(SILENT) == CODES


@pytest.mark.parametrize(("code", "known"), cases(ASKING))
def test_it_asks_when_the_evidence_is_there(code: str, known: Evidence):
    found = rule(code)(known, TODAY)
    assert found
    assert {(each.code, each.set_aside) for each in found} == {(code, False)}


@pytest.mark.parametrize(("code", "known"), cases(SILENT))
def test_it_is_silent_when_the_evidence_is_not_there_or_not_certain(code: str, known: Evidence):
    assert rule(code)(known, TODAY) == ()


@pytest.mark.parametrize("code", CODES)
def test_an_empty_workspace_is_asked_nothing(code: str):
    assert rule(code)(evidence(), TODAY) == ()


@pytest.mark.parametrize(("code", "known"), cases(ASKING))
def test_setting_an_idea_aside_keeps_its_prompt_quiet_but_listed(code: str, known: Evidence):
    before = rule(code)(known, TODAY)
    after = rule(code)(with_more(known, aside(code)), TODAY)
    assert after == tuple(replace(each, set_aside=True) for each in before)


@pytest.mark.parametrize(("code", "known"), cases(ASKING))
def test_words_for_people_are_short_plain_and_name_nobody(code: str, known: Evidence):
    for prompt in rule(code)(known, TODAY):
        assert len(prompt.text) <= 160
        assert prompt.text.endswith((".", "?"))
        assert not re.search(
            r"%|per cent|score|complete|must|should|failed|p-[a-z2-7]{8}|Robin|Name of", prompt.text
        )
        codes = re.findall(r"[1-5]\.(?:[0-9]|[a-e])\b", prompt.text)
        assert codes or code == "1.b", prompt.text
        assert all(question(each) or idea(each) for each in codes)


def test_setting_a_question_aside_keeps_prompts_about_it_quiet():
    known = with_more(ASKING["1.a"][0], aside("1.1"))
    assert [each.set_aside for each in rule("1.a")(known, TODAY)] == [True]


def test_one_who_opens_it_again_counts_more_than_others_who_set_it_aside():
    both = with_more(ASKING["1.a"][0], aside("1.a"), aside("1.a", "open", id="opened"))
    assert [each.set_aside for each in rule("1.a")(both, TODAY)] == [False]


def test_what_is_set_aside_follows_what_stands_now():
    first = aside("2.b", id="first")
    again = aside("2.b", "open", id="again", by=ROBIN, replaces=("first",))
    assert set_aside_codes([first]) == {"2.b"}
    assert set_aside_codes([first, again]) == frozenset()
    assert set_aside_codes([first, aside("2.b", id="other"), again]) == frozenset()
    assert set_aside_codes([aside("2.b", withdrawn="2026-03-01")]) == frozenset()


def test_the_sentences_read_as_meant():
    def text(code: str, number: int = 0) -> str:
        return rule(code)(ASKING[code][number], TODAY)[0].text

    assert text("1.a") == "Only staff have said anything about who named the issue (1.1)."
    rest = "but not yet what the others know and do well."
    assert text("1.b") == f"You have written who leads this, {rest}"
    assert text("1.b", 1) == f"You have written who starts or leads this (1.2), {rest}"
    assert text("2.b") == (
        "The ground rules were agreed with nobody who uses services and no carer taking part (2.b)."
    )
    assert text("3.c", 1) == "Pay was agreed with no carer taking part (3.5)."
    assert text("4.a") == "The last review was 11 weeks ago; you planned every 6 (4.1)."
    assert text("4.a", 2) == "The last review was 3 months ago; you planned one every month (4.1)."
    assert text("4.a", 3) == "The last review was 6 weeks ago; you planned one every month (4.1)."
    assert text("4.a", 6) == "The day to look at the ground rules again was 3 weeks ago (4.a)."
    assert text("4.a", 7) == "The day to look at an agreement again is today (4.a)."


def test_prompts_come_in_the_order_of_the_checklist():
    known = evidence(
        REVIEW, document("learning"), document("outcome"), STAFF, said("step/1#1.1"), *MEETINGS
    )
    codes = [each.code for each in prompts(known, TODAY)]
    assert codes == sorted(codes)
    assert {"1.a", "1.c", "2.a", "3.c", "4.a", "4.b", "5.a"} <= set(codes)
