"""The checklist: every code once, in order, in our own plain words."""

import re

from schema import checklist
from schema.checklist import IDEAS, QUESTIONS, REVIEW_QUESTIONS, STEPS, THREADS
from schema.kinds import STEPS as STEP_NUMBERS
from schema.kinds import THREADS as THREAD_CODES


def test_there_are_5_steps_20_questions_5_threads_14_ideas_and_4_plus_1_questions():
    counts = [len(each) for each in (STEPS, QUESTIONS, THREADS, IDEAS, REVIEW_QUESTIONS)]
    assert counts == [5, 20, 5, 14, 5]


def test_questions_are_numbered_within_their_step():
    per_step = {step.number: len(checklist.questions_of(step.number)) for step in STEPS}
    assert per_step == {"1": 5, "2": 5, "3": 8, "4": 1, "5": 1}
    assert [each.code for each in QUESTIONS] == [
        f"{step}.{number}" for step, count in per_step.items() for number in range(1, count + 1)
    ]


def test_ideas_are_lettered_within_their_step():
    per_step = {step.number: len(checklist.ideas_of(step.number)) for step in STEPS}
    assert per_step == {"1": 5, "2": 3, "3": 3, "4": 2, "5": 1}
    assert [each.code for each in IDEAS] == [
        f"{step}.{letter}" for step, count in per_step.items() for letter in "abcde"[:count]
    ]


def test_the_4_plus_1_questions_end_with_what_comes_next():
    assert [each.code for each in REVIEW_QUESTIONS] == ["1", "2", "3", "4", "+1"]
    assert [each.option for each in REVIEW_QUESTIONS] == [
        "tried",
        "learned",
        "pleased",
        "concerned",
        "next",
    ]


def test_codes_are_those_that_headers_may_hold():
    assert tuple(each.number for each in STEPS) == STEP_NUMBERS
    assert tuple(each.code for each in THREADS) == THREAD_CODES


def test_everything_is_found_by_its_code_and_nothing_by_another():
    assert all(checklist.question(each.code) is each for each in QUESTIONS)
    assert all(checklist.idea(each.code) is each for each in IDEAS)
    assert all(checklist.step(each.number) is each for each in STEPS)
    assert checklist.question("2.a") is checklist.idea("2.1") is checklist.step("6") is None


def test_every_question_asks_and_every_short_name_fits_a_line():
    assert all(each.words.endswith("?") for each in (*QUESTIONS, *REVIEW_QUESTIONS))
    assert all(each.words.endswith(".") for each in IDEAS)
    assert all(len(each.short) <= 40 for each in (*STEPS, *QUESTIONS, *THREADS, *REVIEW_QUESTIONS))


def test_sentences_are_short_and_free_of_jargon():
    texts = [each.words for each in (*QUESTIONS, *IDEAS, *REVIEW_QUESTIONS)]
    for sentence in (part for text in texts for part in re.split(r"(?<=[.?:])\s+", text)):
        assert len(sentence.split()) <= 36, sentence
        assert not re.search(r"stakeholder|co-produc|initiate|envisage|facilitat", sentence.lower())
