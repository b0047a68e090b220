"""Two texts made from one: both stay, and what only one changed is as that one left it."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from schema.both import LEFT_OUT, around_changes, keep_both, one_below_the_other
from schema.differences import find_differences

_OLD = "We listen.\n\nStaff check in every two hours.\n\nWhat is said here stays here.\n"

_paragraph = st.sampled_from(
    [
        "We listen.",
        "We rest.",
        "- one\n- two",
        "> said",
        "## 1 Tried",
        "We talk\nand walk.",
        "3 go.",
    ]
)
_body = st.lists(_paragraph, max_size=6).map(lambda parts: "".join(f"{p}\n\n" for p in parts))


def test_changes_in_different_places_are_both_taken() -> None:
    mine = _OLD.replace("listen", "listen to the end")
    theirs = _OLD.replace("stays here", "stays with us")
    both = keep_both(_OLD, mine, theirs)
    assert both == (
        "We listen to the end.\n\nStaff check in every two hours.\n\n"
        "What is said here stays with us.\n"
    )


def test_one_sentence_changed_in_two_ways_becomes_a_difference() -> None:
    mine = _OLD.replace("every two hours", "when asked")
    theirs = _OLD.replace("every two hours", "every hour")
    (difference,) = find_differences(keep_both(_OLD, mine, theirs), {})
    assert difference.wordings == ("Staff check in every hour.", "Staff check in when asked.")


def test_written_together_both_wordings_stand_as_plain_text() -> None:
    mine = _OLD.replace("every two hours", "when asked")
    theirs = _OLD.replace("every two hours", "every hour")
    both = keep_both(_OLD, mine, theirs, one_below_the_other)
    assert "Staff check in every hour.\n\nStaff check in when asked.\n\nWhat" in both


def test_what_one_removed_and_the_other_changed_stays_in_sight() -> None:
    mine = "We listen.\n\nWhat is said here stays here.\n"
    theirs = _OLD.replace("every two hours", "every hour")
    (difference,) = find_differences(keep_both(_OLD, mine, theirs), {})
    assert set(difference.wordings) == {"", "Staff check in every hour."}


def test_paragraphs_that_both_added_are_both_there_and_apart() -> None:
    both = keep_both(_OLD, f"{_OLD}\n3 people lock up.\n", f"{_OLD}\n2 people make tea.\n")
    assert both == f"{_OLD}\n2 people make tea.\n\n3 people lock up.\n"


def test_a_list_stays_one_list() -> None:
    both = keep_both("- a\n- b\n", "- a\n- b\n- c\n", "- z\n- a\n- b\n")
    assert both == "- z\n- a\n- b\n- c\n"


def test_only_what_changed_and_its_neighbours_are_to_be_read() -> None:
    old = "".join(f"Paragraph {number}.\n\n" for number in range(9))
    mine = old.replace("Paragraph 4.", "Mine.")
    assert around_changes(old, mine, old) == (
        f"{LEFT_OUT}\n\nParagraph 3.\n\nParagraph 4.\n\nParagraph 5.\n\n{LEFT_OUT}\n",
        f"{LEFT_OUT}\n\nParagraph 3.\n\nMine.\n\nParagraph 5.\n\n{LEFT_OUT}\n",
        f"{LEFT_OUT}\n\nParagraph 3.\n\nParagraph 4.\n\nParagraph 5.\n\n{LEFT_OUT}\n",
    )


def test_two_who_each_took_out_another_of_two_equal_lines_are_shown_both() -> None:
    old = "We listen.\n\nWe rest.\n\nWe listen.\n\nWe rest.\n"
    mine, theirs = "We listen.\n\nWe rest.\n", "We rest.\n\nWe listen.\n\nWe rest.\n"
    both = keep_both(old, mine, theirs)
    (difference,) = find_differences(both, {})
    assert set(difference.wordings) == {"", "We rest."}
    assert both.endswith("\n\nWe listen.\n\nWe rest.\n")


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))


@given(_body, _body, _body)
@example(
    "We listen.\n\nWe rest.\n\nWe listen.\n\nWe rest.\n",
    "We listen.\n\nWe rest.\n",
    "We rest.\n\nWe listen.\n\nWe rest.\n",
)
def test_no_word_of_either_is_lost_that_neither_removed(old: str, mine: str, theirs: str) -> None:
    both = _words(keep_both(old, mine, theirs))
    assert _words(mine) - _words(old) <= both
    assert _words(theirs) - _words(old) <= both
    assert _words(mine) & _words(theirs) <= both


@given(_body, _body)
def test_who_changed_nothing_changes_nothing(old: str, other: str) -> None:
    assert _bare(keep_both(old, old, other)) == _bare(other)
    assert _bare(keep_both(old, other, old)) == _bare(other)
    assert _bare(keep_both(old, other, other)) == _bare(other)


def _bare(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


@given(_body, _body, _body)
def test_every_word_that_differs_is_there_to_be_read(old: str, mine: str, theirs: str) -> None:
    was, ours, others = map(_words, around_changes(old, mine, theirs))
    assert _words(old) - _words(mine) - _words(theirs) <= was
    assert _words(mine) - _words(old) <= ours
    assert _words(theirs) - _words(old) <= others
