"""Answers to a review stay closed on paper too, until everyone has written."""

import pytest

WORDS = "PURPLE ELEPHANT"
NOTICE = "1 answer stays closed until it is revealed."


@pytest.fixture
def answered(hand):
    """A review that Sam answered and that says nothing yet about what is next: (ref, answer)."""
    sam = hand.person("Sam")
    review = hand.workspace.new("review", "Spring", {"date": "2026-05-01"}).id
    return f"review/{review}", hand.workspace.answer(review, {"4": WORDS}, by=sam).id


@pytest.mark.parametrize("form", ["html", "text", "md", "docx"])
def test_a_report_keeps_answers_closed_until_asked(hand, answered, form):
    ref, _ = answered
    text = hand.report("review", ref, form)
    assert WORDS not in text
    assert NOTICE in " ".join(text.split())
    opened = hand.report("review", ref, form, opened=True)
    assert WORDS in opened
    assert "closed" not in opened.partition("<body")[2]


@pytest.mark.parametrize("how", ["revealed", "next"])
def test_what_was_revealed_or_has_a_next_is_open(hand, answered, how):
    ref, _ = answered
    if how == "revealed":
        hand.workspace.reveal(ref)
    else:
        hand.workspace.edit(f"{ref}#+1", body="We meet in June.")
    text = hand.report("review", ref)
    assert WORDS in text
    assert NOTICE not in text


def test_the_command_opens_them_when_asked(hand, answered, call):
    ref, _ = answered
    assert WORDS not in call("report", "review", ref)[1]
    assert WORDS in call("report", "review", ref, "--open")[1]
    code, out, told = call("report", "changes", "--open")
    assert (code, out) == (2, "")
    assert "--open is for a report about one review." in told


def test_diff_keeps_an_answer_closed_as_show_does(hand, answered, call):
    ref, answer = answered
    for command in ("show", "diff"):
        shut = call(command, answer)[1]
        assert WORDS not in shut
        assert "closed until everyone has written; open with --open" in shut
        assert WORDS in call(command, answer, "--open")[1]
    hand.workspace.reveal(ref)
    assert WORDS in call("diff", answer)[1]
