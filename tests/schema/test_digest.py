"""The digest: one agreement text, one number, the same for every program."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.digest import digest, grouped, is_digest, normalise_digest

VECTOR = "11549c5b52fe32b00dfc234322d973b505657e5ee8f8f7dbb8299121103332c1"

texts = st.text(st.characters(codec="utf-8"))


def test_the_published_vector_holds():
    assert digest("ground-rules-abc234", "Ground rules", "We listen.\n") == VECTOR
    assert digest("ground-rules-abc234", "Ground rules", b"We listen.\n") == VECTOR


def test_lengths_are_8_bytes_big_endian_and_count_bytes_not_characters():
    written = (
        b"coproduce-agreement-v1\n"
        + bytes([0, 0, 0, 0, 0, 0, 0, 1])
        + b"a"
        + bytes([0, 0, 0, 0, 0, 0, 0, 5])
        + "café".encode()
        + bytes([0, 0, 0, 0, 0, 0, 1, 44])
        + b"x" * 300
    )
    assert digest("a", "café", "x" * 300) == hashlib.sha256(written).hexdigest()


@given(texts, texts, texts)
def test_a_text_and_its_bytes_have_one_digest(title: str, body: str, more: str):
    assert digest("a", title, body) == digest("a", title, body.encode())
    assert (digest("a", title, body) == digest("a", title, body + more)) == (not more)


@given(texts, texts)
def test_moving_words_between_title_and_body_is_another_text(title: str, body: str):
    whole = title + body
    digests = {digest("a", whole[:at], whole[at:]) for at in range(len(whole) + 1)}
    assert len(digests) == len(whole) + 1


def test_a_line_break_of_another_kind_is_another_text():
    assert digest("a", "b", "c\n") != digest("a", "b", "c\r\n")


def test_a_digest_is_shown_in_groups_of_four_and_read_back():
    assert grouped(VECTOR).split()[:2] == ["1154", "9c5b"]
    assert len(grouped(VECTOR).split()) == 16
    assert normalise_digest(grouped(VECTOR).upper()) == VECTOR


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("1154 9c5b", "11549c5b"),
        ("1154 9C5B 5", "11549c5b5"),
        ("11549c5", ""),
        ("", ""),
        ("11549c5g", ""),
        (VECTOR + "0", ""),
        ("１１５４９c5b", ""),
    ],
)
def test_a_typed_prefix_needs_8_characters_of_hex(typed: str, read: str):
    assert normalise_digest(typed) == read


def test_only_64_lower_case_hex_characters_are_a_digest():
    assert is_digest(VECTOR)
    assert not any(is_digest(each) for each in (VECTOR.upper(), VECTOR[:-1], "g" * 64, ""))
