"""Words for people: dates, lists, kinds."""

import time
from datetime import UTC, date, datetime

import pytest

from schema import standing
from schema.kinds import KINDS, POSITIONS
from tui import words

TODAY = date(2026, 6, 14)


def test_a_day_is_said_with_its_year_only_when_it_is_another_one():
    assert words.day("2026-06-03", TODAY) == "3 June"
    assert words.day("2025-06-03", TODAY) == "3 June 2025"
    assert words.day("2026-06-03T23:30:00+02:00", TODAY) == "3 June"


def test_what_is_no_date_is_shown_as_it_is():
    assert words.day("soon", TODAY) == "soon"
    assert words.day("2026-02-31", TODAY) == "2026-02-31"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-06-14", "today"),
        ("2026-06-13", "yesterday"),
        ("2026-06-09", "on Tuesday"),
        ("2026-06-05", "a week ago"),
        ("2026-05-24", "3 weeks ago"),
        ("2026-01-02", "on 2 January"),
        ("2026-06-20", "on 20 June"),
    ],
)
def test_how_long_ago_is_said_as_people_say_it(day, said):
    assert words.ago(day, TODAY) == said


def test_things_are_listed_as_people_list_them():
    assert words.listed([]) == ""
    assert words.listed(["a"]) == "a"
    assert words.listed(["a", "b", "c"]) == "a, b and c"


def test_a_count_agrees_with_its_word():
    assert words.count(1, "change") == "1 change"
    assert words.count(3, "change") == "3 changes"
    assert words.count(2, "person", "people") == "2 people"


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("agreement", "agreement"),
        ("Agreements", "agreement"),
        ("people", "person"),
        ("replies", "reply"),
        ("words", "words"),
        ("progress", "progress"),
        ("nothing", ""),
    ],
)
def test_a_kind_is_understood_in_the_singular_and_the_plural(typed, kind):
    assert words.kind_from(typed, tuple(KINDS)) == kind


def test_every_kind_state_and_position_has_words():
    assert set(words.KINDS) == set(KINDS)
    assert set(words.STANDINGS) == set(words.SHORT_STANDINGS) == set(standing.STATES)
    for said in (words.POSITIONS, words.THEIR_POSITIONS, words.EARLIER_POSITIONS):
        assert set(said) == set(POSITIONS)


@pytest.mark.parametrize(
    ("zone", "said"),
    [("UTC", "3 June at 14:05"), ("EST5", "3 June at 09:05"), ("XXX+24:59:59", "3 June at 14:05")],
)
def test_a_moment_is_told_in_the_time_of_this_computer_even_if_that_is_none(
    zone: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        when = datetime(2026, 6, 3, 14, 5, tzinfo=UTC)
        assert words.moment(when) == said
        assert words.moment(when, date(2027, 1, 1)) == said.replace("June", "June 2026")
    finally:
        monkeypatch.undo()
        time.tzset()
