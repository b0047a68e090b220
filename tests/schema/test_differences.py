"""Two wordings side by side: found, numbered, and read back exactly as they were shown."""

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from schema.differences import Difference, find_differences, find_quotes, in_order, quote_of

CHECKING_IN = """\
> **Different wordings**
>
> **Wording 1**
>
> Staff check in every two hours.
>
> **Wording 2**
>
> Staff check in when the person asks.
"""

labels = st.sampled_from(
    [
        "**Different wordings**",
        "**Wording 1**",
        "**Wording 2** (North team)",
        "*(left out)*",
        "\\**Wording 1**",
        "  \\\\*(left out)*",
        "     **Wording 1**",
        "     *(left out)*",
        "> **Different wordings**",
        "```",
        "",
        "  ",
    ]
)
lines = labels | st.text(st.characters(exclude_characters="\r\n", codec="utf-8"), max_size=12)
wordings = st.lists(lines, max_size=6).map("\n".join)


def body_wordings(body: str) -> list[tuple[str, ...]]:
    return [each.wordings for each in find_differences(body, {})]


def test_a_difference_in_the_text_is_found_with_its_wordings_and_place():
    body = f"We listen.\n\n{CHECKING_IN}\nWe take breaks.\n"
    (found,) = find_differences(body, {})
    assert found.wordings == (
        "Staff check in every two hours.",
        "Staff check in when the person asks.",
    )
    assert (found.field, found.at) == ("", 1)
    assert body[found.start : found.end] == CHECKING_IN


def test_the_form_is_the_agreed_one_byte_for_byte():
    shown = quote_of(["Staff check in when the person asks.\n", "Staff check in every two hours."])
    assert shown == CHECKING_IN


@given(st.lists(wordings, min_size=2, max_size=5))
@example(["a", "*(left out)*", "\\*(left out)*", ""])
@example(["**Wording 1**", "\\**Wording 1**\n\n**Different wordings**"])
def test_reading_a_shown_difference_gives_its_wordings_back(texts: list[str]):
    (quote,) = find_quotes(quote_of(texts))
    assert quote.wordings == in_order(texts)
    assert len(find_differences(quote_of(texts), {})) == (len(in_order(texts)) > 1)


@given(st.lists(wordings, min_size=2, max_size=4), st.text(max_size=30))
def test_what_stands_above_never_hides_a_difference_unless_a_fence_closes_below(
    texts: list[str], above: str
):
    body = f"{above.replace('>', '')}\n\n{quote_of(texts)}"
    assert find_quotes(body)[-1].wordings == in_order(texts)


def test_wordings_are_ordered_by_their_bytes_whatever_the_order_given():
    assert quote_of(["é", "z", "a"]) == quote_of(["a", "é", "z", "a"])
    assert in_order(["é", "z"]) == ("z", "é")


def test_several_differences_are_numbered_from_the_top():
    body = f"{quote_of(['a', 'b'])}\nBetween.\n\n{quote_of(['c', 'd', 'e'])}"
    assert [(each.at, each.wordings) for each in find_differences(body, {})] == [
        (1, ("a", "b")),
        (2, ("c", "d", "e")),
    ]


def test_two_differences_run_together_in_one_quote_stay_two():
    body = f"{quote_of(['a', 'b'])}>\n{quote_of(['c', 'd'])}"
    assert body_wordings(body) == [("a", "b"), ("c", "d")]


def test_text_after_a_label_is_ignored():
    body = CHECKING_IN.replace("**Wording 1**", "**Wording 1** (North team)").replace(
        "wordings**", "wordings** since Tuesday"
    )
    assert body_wordings(body) == body_wordings(CHECKING_IN)


def test_a_side_that_left_the_words_out_has_an_empty_wording():
    body = quote_of(["We listen.", ""])
    assert "> *(left out)*\n" in body
    assert body_wordings(body) == [("", "We listen.")]


def test_a_quote_with_line_breaks_of_windows_reads_the_same():
    assert body_wordings(CHECKING_IN.replace("\n", "\r\n")) == body_wordings(CHECKING_IN)


def test_a_wording_keeps_its_own_lists_quotes_and_blank_lines():
    wording = "- one\n  - two\n\n> said so\n\n    code"
    assert body_wordings(quote_of([wording, "x"])) == [(wording, "x")]


def test_one_wording_left_is_settled():
    assert body_wordings(CHECKING_IN[: CHECKING_IN.index("> **Wording 2**")]) == []
    assert len(find_quotes(CHECKING_IN[: CHECKING_IN.index("> **Wording 2**")])) == 1


def test_a_third_wording_by_hand_counts():
    body = f"{CHECKING_IN}>\n> **Wording 3**\n>\n> Nobody checks in.\n"
    assert len(body_wordings(body)[0]) == 3


@pytest.mark.parametrize("fence", ["```", "~~~~", "``` markdown"])
def test_a_fenced_example_is_no_difference(fence: str):
    assert body_wordings(f"{fence}\n{CHECKING_IN}{fence.split(maxsplit=1)[0]}\n") == []


def test_a_fence_nobody_closed_hides_nothing():
    assert len(body_wordings(f"```\n{CHECKING_IN}")) == 1


def test_an_ordinary_quote_is_no_difference():
    assert body_wordings("> **Wording 1**\n>\n> a\n\nDifferent wordings\n") == []


def test_a_million_characters_of_open_fences_are_read_quickly():
    body = "```a\n" * 200_000 + CHECKING_IN
    # The time of this process alone: what else the computer does is not counted.
    started = time.process_time()
    assert len(body_wordings(body)) == 1
    assert time.process_time() - started < 5


def test_fields_with_several_values_come_first_and_carry_their_name():
    fields = {
        "differences": {"about": ("aims", "payment"), "present.staff": ("3", "4")},
        "differences-removed": ("review_on",),
    }
    assert find_differences(CHECKING_IN, fields)[:3] == (
        Difference("about", 0, ("aims", "payment")),
        Difference("present.staff", 0, ("3", "4")),
        Difference("review_on", 0, ("",)),
    )
    assert len(find_differences(CHECKING_IN, fields)) == 4


def test_a_value_removed_on_one_side_stands_beside_the_other_value():
    fields = {
        "differences": {"review_on": ("2026-05-01",)},
        "differences-removed": ("review_on",),
    }
    assert find_differences("", fields)[0].wordings == ("", "2026-05-01")


@pytest.mark.parametrize("odd", ["aims", ("aims", "payment"), {"about": "aims"}])
def test_differences_written_oddly_by_hand_still_count_as_open(odd: object):
    assert len(find_differences("", {"differences": odd})) == 1


@pytest.mark.parametrize("nothing", ["", (), {}])
def test_no_differences_are_none(nothing: object):
    assert find_differences("", {"differences": nothing, "differences-removed": nothing}) == ()
