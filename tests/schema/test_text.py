"""Text that enters is canonical; text that is shown cannot act."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.text import clean, clean_line, is_canonical, visible, visible_line

WALES = "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f"
NASTY = st.text(
    st.sampled_from("aé\u0301 \t\r\n\x00\x07\x1b\x85\u2028\u200b\u200d\u202e\u2066\ufe0f\ufeff葛")
    | st.sampled_from(["\U000e0100", "\U0001f3f4", "\U000e0067", "\U000e007f", "\uffff"])
    | st.characters(codec=None)
)


@pytest.mark.parametrize(
    ("given_text", "text", "removed"),
    [
        ("one\r\ntwo\rthree", "one\ntwo\nthree\n", 0),
        ("red \x1b[31m bell \x07", "red [31m bell \n", 2),
        ("safe \u202egnihtyna", "safe gnihtyna\n", 1),
        ("zero\u200bwidth\u00ad and \ufeffmark", "zerowidth and mark\n", 3),
        ("vertical\x0btab, line\u2028separator", "vertical\ntab, line\nseparator\n", 2),
        ("e\u0301", "é\n", 0),
        ("kept\tas said  \n\n\n \n", "kept\tas said  \n", 0),
        ("half \udc80 character", "half  character\n", 1),
        ("\n \t\n", "", 0),
        ("", "", 0),
    ],
)
def test_text_that_enters_becomes_canonical_and_the_removed_are_counted(given_text, text, removed):
    assert (clean(given_text).text, clean(given_text).removed) == (text, removed)


@pytest.mark.parametrize(
    "text",
    [
        "می\u200cخواهم",
        "क्\u200dष",
        "שלום\u200f!",
        "abc\u200e",
        "👩\u200d👩\u200d👧",
        "❤\ufe0f",
        "☺\ufe0e",
        WALES,
        "葛\U000e0100城",
    ],
)
def test_what_scripts_and_emoji_need_stays(text):
    assert clean(f"{text}\n").text == f"{text}\n"
    assert visible(text) == text


@pytest.mark.parametrize(
    "hidden",
    [
        "\U000e0068\U000e0069",
        "\U0001f3f4\U000e0068\U000e0069",
        f"{WALES}\U000e0068",
        "a\U000e0100",
        "❤\ufe0f\ufe0f",
    ],
)
def test_tags_and_selectors_that_could_carry_hidden_text_go(hidden):
    assert clean(hidden).removed > 0
    assert "⟨U+" in visible(hidden)


@given(NASTY)
def test_cleaning_twice_changes_nothing_more(text):
    once = clean(text)
    assert clean(once.text).text == once.text
    assert clean(once.text).removed == 0
    assert is_canonical(once.text)
    assert is_canonical(text) == (once.text == text)


@given(NASTY)
def test_canonical_text_is_utf8_nfc_and_free_of_controls(text):
    canonical = clean(text).text
    canonical.encode()
    assert unicodedata.is_normalized("NFC", canonical)
    assert not any(unicodedata.category(each) == "Cc" for each in canonical if each not in "\n\t")
    assert canonical == "" or (
        canonical.endswith("\n") and canonical.rstrip("\n") + "\n" == canonical
    )


@given(NASTY)
def test_one_line_values_have_one_line_and_no_space_around_them(text):
    line = clean_line(text).text
    assert "\n" not in line
    assert "\t" not in line
    assert line == line.strip()


def test_breaks_in_a_one_line_value_become_spaces():
    assert clean_line(" Ground\nrules\t(ours)\r\n").text == "Ground rules (ours)"


def test_what_could_act_on_a_terminal_is_shown_by_its_number():
    assert visible("a\x1b[2J\u202eb\x9b") == "a⟨U+001B⟩[2J⟨U+202E⟩b⟨U+009B⟩"
    assert visible("title\x07\udc80") == "title⟨U+0007⟩⟨U+DC80⟩"


def test_a_windows_line_ending_is_no_control_but_a_lone_return_is():
    assert visible("one\r\ntwo\rthree") == "one\ntwo⟨U+000D⟩three"


@given(NASTY)
def test_shown_text_has_nothing_left_that_acts(text):
    shown = visible(text)
    shown.encode()
    assert not any(
        unicodedata.category(each) in {"Cc", "Cs"} for each in shown if each not in "\n\t"
    )
    assert not set(shown) & set(
        "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\ufeff"
    )
    assert visible(shown) == shown


@given(st.text())
def test_a_shown_line_is_one_line(text):
    shown = visible_line(text)
    assert len(shown.splitlines()) <= 1
    assert visible(shown) == shown
