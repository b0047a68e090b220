"""What changed is readable without colour, and rebuilds both texts."""

from hypothesis import given
from hypothesis import strategies as st

from schema.worddiff import Span, word_diff
from tui.layout import plain, render
from tui.lines.difference import difference_blocks


def shown(spans, width=80):
    return render(difference_blocks(spans), width, lambda text, style: text)


def test_words_that_differ_stand_in_brackets_with_marks():
    spans = word_diff(
        "Staff check in every two hours.\nWe listen.\n",
        "Staff check in every hour.\nWe listen.\n",
    )
    lines = shown(spans)
    assert lines[0].startswith("– Staff check in every [-")
    assert lines[1].startswith("+ Staff check in every ")
    assert lines[2] == "  We listen."


def test_a_line_that_came_whole_needs_no_brackets():
    spans = (Span("same", "We listen.\n"), Span("add", "We rest.\n"))
    assert shown(spans) == ["  We listen.", "+ We rest."]


def test_a_line_that_went_whole_needs_no_brackets():
    spans = (Span("same", "We listen.\n"), Span("remove", "We rest.\n"))
    assert shown(spans) == ["  We listen.", "– We rest."]


def test_a_line_that_only_moved_is_said_to_have_moved():
    one, two, three = "Pay is on the day.\n", "We take breaks.\n", "We listen well to each other.\n"
    spans = word_diff(one + two + three, two + three + one)
    lines = shown(spans)
    assert "~ moved from here: Pay is on the day." in lines
    assert "~ moved to here: Pay is on the day." in lines
    assert not [line for line in lines if line.startswith(("– ", "+ "))]


def test_what_moved_into_a_line_is_told_apart_from_what_is_new():
    spans = (
        Span("remove", "Pay is on the day.\n"),
        Span("same", "We listen."),
        Span("add", " Pay is on the day. And tea."),
        Span("same", "\n"),
    )
    lines = shown(spans)
    assert lines[0] == "~ moved from here: Pay is on the day."
    assert lines[1] == "– We listen."
    assert lines[2].startswith("+ We listen.")
    assert "[moved: Pay is on the day.]" in lines[2]
    assert "{+ And tea.+}" in lines[2]


def test_far_away_lines_are_left_out_and_that_shows():
    far = "".join(f"line {number}\n" for number in range(9))
    spans = (Span("same", far), Span("add", "new\n"), Span("same", far))
    assert shown(spans) == ["  …", "  line 8", "+ new", "  line 0", "  …"]


def test_nothing_is_shown_when_nothing_changed():
    assert shown((Span("same", "We listen.\n"),)) == []
    assert shown(()) == []


texts = st.lists(st.sampled_from(["We listen.", "We rest now.", "", "Tea first."]), max_size=6)


@given(texts, texts)
def test_every_word_that_went_or_came_is_shown(old, new):
    before, after = "\n".join(old), "\n".join(new)
    spans = word_diff(before, after)
    blocks = " ".join(plain(getattr(block, "text", block)) for block in difference_blocks(spans))
    for span in spans:
        if span.op != "same":
            assert all(word in blocks for word in span.text.split())
