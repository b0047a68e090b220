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


TOLD = "The GREEN kettle is ordered."
REPLY_NOTICE = "1 reply to an answer stays closed until the answer is revealed."


@pytest.fixture
def replied(hand, answered):
    """The same, with a reply to the answer: (ref, answer, reply)."""
    ref, answer = answered
    reply = hand.workspace.reply(answer, "did", TOLD)
    return ref, answer, reply.id


@pytest.mark.parametrize("form", ["html", "text", "md", "docx"])
def test_what_was_said_back_stays_closed_with_the_answer(hand, replied, form):
    ref, _, _ = replied
    for kind, about in (("review", ref), ("changes", ""), ("history", "")):
        assert "GREEN" not in hand.report(kind, about, form), kind
    hand.workspace.reveal(ref)
    for kind, about in (("review", ref), ("changes", "")):
        assert "GREEN" in hand.report(kind, about, form), kind


def test_a_reply_is_closed_too_when_the_answer_was_given_earlier(hand, replied):
    ref, answer, _ = replied
    hand.day = "2026-05-20"
    hand.workspace.reply(answer, "not-yet", TOLD)
    text = " ".join(hand.report("changes", since="2026-05-20").split())
    assert "GREEN" not in text
    assert REPLY_NOTICE in text
    hand.workspace.reveal(ref)
    text = hand.report("changes", since="2026-05-20")
    assert "GREEN" in text
    assert "stays closed" not in text


def test_no_command_opens_a_reply_before_the_answer(hand, replied, call):
    ref, answer, reply = replied
    commands = (
        ("show", ref, "--contributions"),
        ("show", answer, "--contributions"),
        ("show", reply),
        ("diff", reply),
        ("search", "kettle"),
    )
    for command in commands:
        shut = call(*command)[1]
        assert "GREEN" not in shut, command
        assert "closed until everyone has written" in " ".join(shut.split()), command
        assert "GREEN" in call(*command, "--open")[1], command
    hand.workspace.reveal(ref)
    for command in commands:
        assert "GREEN" in call(*command)[1], command
