"""How much of a text changed: words that came and went, what moved, wordings side by side."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.changed_words import changed_words
from schema.differences import quote_of
from schema.spans import ChangedWords
from schema.worddiff import word_diff

LISTEN = "We listen to each other well."
UNLOCKED = "The room stays unlocked until nine."
BREAK = "Everyone can take a break when they need."
AGREED = (LISTEN, UNLOCKED, BREAK)

sentence = st.lists(
    st.sampled_from(("we", "listen", "staff", "often", "two", "hours", "tea")),
    min_size=1,
    max_size=6,
).map(lambda words: " ".join(words).capitalize() + ".")


def changed(old: str, new: str) -> ChangedWords:
    return changed_words(word_diff(old, new))


def text(*paragraphs: str) -> str:
    return "# Rules\n\n" + "\n\n".join(each.strip("\n") for each in paragraphs) + "\n"


def test_words_are_counted_and_marks_are_not() -> None:
    assert changed("Staff check in.", "Staff look in, often.") == ChangedWords(2, 1)
    assert changed("two hours.", "two hours,") == ChangedWords()
    assert changed("", "co-production isn't 3.5 — or ## **is** it?") == ChangedWords(6)
    assert changed("我们休息", "") == ChangedWords(0, 4)
    assert changed("same", "same") == ChangedWords()


def test_a_paragraph_that_moved_has_no_changed_words() -> None:
    found = changed(text(*AGREED), text(BREAK, LISTEN, UNLOCKED))
    assert found == ChangedWords(moved_paragraphs=1)
    assert (found.total, found.moved) == (0, 1)


def test_a_sentence_that_moved_within_a_paragraph_is_no_paragraph() -> None:
    old, new = " ".join(AGREED), " ".join((BREAK, LISTEN, UNLOCKED))
    assert changed(text(old), text(new)) == ChangedWords(moved_sentences=1)


def test_beside_what_moved_only_words_that_came_or_went_are_counted() -> None:
    new = text(BREAK, LISTEN, UNLOCKED, "We start on time.")
    assert changed(text(*AGREED), new) == ChangedWords(4, 0, moved_paragraphs=1)


@pytest.mark.parametrize(
    ("wordings", "expected"),
    [
        # Each side changed the same word: it is gone, and two others are proposed.
        (("nine", "ten", "eight"), ChangedWords(2, 1)),
        (("front", "ten"), ChangedWords(2, 0)),
        (("", "ten"), ChangedWords(1, 0)),
    ],
)
def test_of_an_open_difference_only_words_nobody_agreed_to_are_counted(
    wordings: tuple[str, ...], expected: ChangedWords
) -> None:
    worded = {
        "": UNLOCKED,
        "nine": "",
        "ten": UNLOCKED.replace("nine", "ten"),
        "eight": UNLOCKED.replace("nine", "eight"),
        "front": UNLOCKED.replace("The", "The front"),
    }
    sides = [worded[each] for each in wordings if each != "nine"]
    assert changed(text(*AGREED), text(LISTEN, quote_of(sides), BREAK)) == expected


def test_leaving_out_what_one_side_kept_takes_no_word_out() -> None:
    found = changed(text(*AGREED), text(LISTEN, quote_of([UNLOCKED, ""]), BREAK))
    assert found == ChangedWords()


def test_an_open_difference_that_stays_is_no_change() -> None:
    both = quote_of([UNLOCKED, UNLOCKED.replace("nine", "ten")])
    old, new = text(LISTEN, both, BREAK), text(LISTEN, both, BREAK, "We start on time.")
    assert changed(old, new) == ChangedWords(4)


def test_settling_on_a_wording_takes_the_words_of_the_other_out() -> None:
    both = quote_of([UNLOCKED, UNLOCKED.replace("nine", "ten")])
    assert changed(text(LISTEN, both), text(LISTEN, UNLOCKED)) == ChangedWords(0, 1)


def test_many_wordings_are_counted_all_of_them() -> None:
    many = quote_of([f"Word{number}." for number in range(30)])
    assert changed(text(LISTEN), text(LISTEN, many)).added == 30


@given(st.lists(sentence, max_size=6), st.lists(sentence, max_size=6))
def test_backwards_what_came_is_what_went(old: list[str], new: list[str]) -> None:
    there, back = changed(text(*old), text(*new)), changed(text(*new), text(*old))
    words = len(text(*new).split()) - len(text(*old).split())
    assert there.added - there.removed == back.removed - back.added == words
    assert min(there.added, there.removed) >= 0
