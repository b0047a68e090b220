"""What a character is does not depend on the Python that asks."""

import sys
import unicodedata

import pytest

from schema.characters import composed, has_letter, lowered, starts_with_digit, words
from schema.emit import emit_field
from schema.tokens import clings, is_word, splitter

EVERY = [chr(code) for code in range(sys.maxunicode + 1)]
# Of what came after the tables, a newer Python may say something else.
_KNOWN_TO = unicodedata if unicodedata.unidata_version < "19" else unicodedata.ucd_3_2_0
KNOWN = [each for each in EVERY if _KNOWN_TO.category(each) != "Cn"]

# By the Unicode version each came with; the last one means nothing in any.
LETTERS = {
    "1.1": "é",
    "3.1": "\U00010428",
    "5.1": "\ua641",
    "7.0": "\U00010a80",
    "9.0": "\U0001e922",
    "13.0": "\U00010e80",
    "14.0": "\U00010597",
    "15.0": "\U00011f12",
    "16.0": "\U00010d70",
    "none": "\U00012a00",
}
IDEOGRAPHS = {"1.1": "我", "3.1": "\U00020000", "13.0": "\U00030000", "15.1": "\U0002ebf0"}


def test_what_this_python_knows_is_what_it_says():
    for each in KNOWN:
        assert has_letter(each) == each.isalnum(), ascii(each)
        assert words(each) == [each] * (each.isalnum() or each == "_"), ascii(each)
        assert starts_with_digit(each) == each.isdecimal(), ascii(each)
        if each > "\u02ff" and unicodedata.category(each).startswith("M"):
            assert clings(each), ascii(each)


def test_capitals_are_those_that_the_oldest_python_of_ours_knows():
    for each in KNOWN:
        assert lowered(each) in (each, each.lower())
        if unicodedata.ucd_3_2_0.category(each) in ("Lu", "Lt"):
            assert lowered(each) == each.lower()
    assert lowered("ΟΔΟΣ ÉTÉ TEA ẞ") == "οδος été tea ß"


def test_white_space_and_line_ends_are_the_same_in_every_python():
    space = "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000"
    space += "".join(map(chr, range(0x2000, 0x200B)))
    assert sorted(each for each in EVERY if each.isspace()) == sorted(space)
    ends = [each for each in EVERY if len(f"a{each}b".splitlines()) > 1]
    assert "".join(ends) == "\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029"


@pytest.mark.parametrize("letter", LETTERS.values(), ids=LETTERS)
def test_a_letter_is_one_whenever_it_came_to_unicode(letter):
    one, two, three = letter * 2, letter * 3, f"{letter}a"
    text = f"{one} {two}, {three}."
    assert splitter(text).words(text) == words(text) == [one, two, three]
    assert splitter(text).tokens(text) == [one, " ", two, ",", " ", three, "."]
    assert is_word(letter)
    assert not clings(letter)
    assert emit_field("about", text.rstrip(".")) == f"about: {text.rstrip('.')}\n"


@pytest.mark.parametrize("letter", IDEOGRAPHS.values(), ids=IDEOGRAPHS)
def test_an_ideograph_is_a_word_whenever_it_came_to_unicode(letter):
    text = f"{letter}{letter}, a"
    assert splitter(text).words(text) == [letter, letter, "a"]
    assert words(text) == [letter * 2, "a"]


def test_a_mark_clings_and_a_picture_is_no_word_whenever_they_came_to_unicode():
    for mark in "\u0301\u102b\u1a60\U00011f03\U00011f36":
        text = f"a{mark} b"
        assert splitter(text).tokens(text) == [f"a{mark}", " ", "b"]
    for picture in "❤🙂\U0001fae8\U0001fadc\U0001faff\U0001cc00\u20c1":
        assert not has_letter(picture)
        assert splitter(f"a{picture}b").words(f"a{picture}b") == ["a", "b"]


def test_letters_that_become_small_stay_one_word():
    text = "\U0001e900\U0001e901 ÉTÉ"
    assert splitter(text).words(lowered(text)) == ["\U0001e922\U0001e923", "été"]


def test_a_name_is_put_together_only_of_what_stays_as_it_is():
    assert composed("cafe\u0301") == "café"
    assert composed("\U0001fae8e\u0301") == "\U0001fae8é"
    # These came later, and there are Pythons that put them together and others that do not.
    late = "\U00011131\U00011127"
    assert composed(late) == late
