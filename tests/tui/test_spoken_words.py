"""Who has spoken, in words."""

from schema.spoken import Row, Spoken
from tui.lines.spoken import spoken_words


def test_nobody_and_a_few_people_are_counted_and_never_told_apart():
    assert spoken_words(Spoken(0, False)) == "nobody has spoken yet"
    assert spoken_words(Spoken(1, False)) == "1 person has spoken"
    assert spoken_words(Spoken(4, True)) == "4 people or more have spoken"


def test_rows_are_said_in_plain_words():
    rows = (Row("staff", 4), Row("carer + service-user", 3), Row("unsaid", 3), Row("others", 3))
    assert spoken_words(Spoken(13, False, rows)) == (
        "13 people have spoken: 4 staff, 3 who are carers and people who use services, "
        "3 who did not say as whom, 3 others"
    )


def test_unnamed_people_may_be_more():
    assert spoken_words(Spoken(5, True, (Row("staff", 5, True),))) == (
        "5 people or more have spoken: 5 or more staff"
    )
