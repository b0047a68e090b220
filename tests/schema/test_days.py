"""Days and rhythms as people write them; what is not certain means nothing."""

from datetime import date

import pytest

from schema.days import Rhythm, day, rhythm


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("2026-05-01", date(2026, 5, 1)),
        ("2024-02-29", date(2024, 2, 29)),
        ("2026-02-29", None),
        ("2026-02-30", None),
        ("2026-13-01", None),
        ("0000-01-01", None),
        ("20260501", None),
        ("2026-W18-5", None),
        ("2026-5-1", None),
        ("2026-05-01T10:00", None),
        ("２０２６-05-01", None),
        ("in spring", None),
        ("", None),
    ],
)
def test_only_a_day_that_exists_in_the_agreed_form_is_a_day(text: str, means: date | None):
    assert day(text) == means


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("6 weeks", Rhythm(6, "week")),
        ("every 6 weeks", Rhythm(6, "week")),
        ("Every six weeks.", Rhythm(6, "week")),
        ("every week", Rhythm(1, "week")),
        ("a month", Rhythm(1, "month")),
        ("monthly", Rhythm(1, "month")),
        ("quarterly", Rhythm(3, "month")),
        ("2 years", Rhythm(2, "year")),
        ("10 days", Rhythm(10, "day")),
        ("6 to 8 weeks", None),
        ("every now and then", None),
        ("every few weeks", None),
        ("0 weeks", None),
        ("9999 weeks", None),
        ("6", None),
        ("", None),
    ],
)
def test_a_rhythm_is_read_only_when_it_is_certain(text: str, means: Rhythm | None):
    assert rhythm(text) == means


def test_a_rhythm_counts_in_its_own_units():
    six_weeks = Rhythm(6, "week")
    assert (six_weeks.days, six_weeks.units_in(77), six_weeks.units_in(83)) == (42, 11, 11)
    assert Rhythm(3, "month").units_in(200) == 6
