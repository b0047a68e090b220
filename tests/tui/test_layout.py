"""Lines fit the terminal, line up, and lose no word."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.layout import (
    Paragraph,
    Rows,
    Styled,
    Verbatim,
    cut,
    dim,
    laid_out,
    plain,
    render,
    strong,
    width_of,
)


def unpainted(text, style):
    return text


def marked(text, style):
    return f"<{style}>{text}</{style}>"


def test_wide_and_combining_characters_count_as_the_columns_they_take():
    assert width_of("abc") == 3
    assert width_of("日本") == 4
    assert width_of("cafe\u0301") == 4
    assert width_of("👩\u200d🌾") == 4


def test_a_long_line_breaks_at_spaces_and_hangs_where_it_began():
    lines = render([Paragraph("one two three four five six", 2)], 16, unpainted)
    assert lines == ["  one two three", "  four five six"]


def test_a_list_item_hangs_under_its_own_words():
    assert render(["- one two three four five"], 14, unpainted) == [
        "- one two",
        "  three four",
        "  five",
    ]


def test_a_word_wider_than_the_line_is_broken_but_an_address_is_not():
    assert render(["x" * 30], 20, unpainted) == ["x" * 20, "x" * 10]
    address = "https://example.invalid/" + "a" * 40
    assert address in render([f"see {address} there"], 20, unpainted)


def test_the_way_to_a_file_is_not_broken_so_that_it_can_be_copied():
    for place in (
        "/home/robin/north-team/pages/for-the-manager.html",
        "~/pages/for-the-manager.html",
    ):
        assert place in render([f"Written: {place}"], 20, unpainted)


def test_text_without_spaces_in_wide_characters_stays_within_the_line():
    lines = render(["日" * 30], 20, unpainted)
    assert all(width_of(line) <= 20 for line in lines)
    assert "".join(lines) == "日" * 30


def test_rows_line_up_whatever_the_script():
    lines = render([Rows([("日本", "x"), ("ab", "y")])], 40, unpainted)
    assert lines == ["日本  x", "ab    y"]


def test_the_last_cell_wraps_under_itself():
    lines = render([Rows([("name", "one two three four")])], 20, unpainted)
    assert lines == ["name  one two three", "      four"]


def test_a_shortened_column_keeps_each_row_on_one_line():
    lines = render([Rows([("t" * 5000, "state", "code")], shorten=0)], 80, unpainted)
    assert len(lines) == 1
    assert width_of(lines[0]) <= 80
    assert lines[0].endswith("…  state  code")


def test_line_breaks_in_a_cell_become_spaces():
    assert render([Rows([("a\nb", "c")])], 40, unpainted) == ["a b  c"]


def test_styles_are_painted_across_a_line_break():
    lines = render([[strong("one two"), dim(" three")]], 12, marked)
    assert lines == ["<strong>one two</strong>", "<dim>three</dim>"]


def test_verbatim_text_keeps_its_lines_and_spaces():
    text = "  a   b\n\n" + "x" * 200 + "\n"
    assert render([Verbatim(text)], 40, unpainted) == ["  a   b", "", "x" * 200]


def test_cutting_keeps_the_style_and_shows_that_something_is_left_out():
    assert cut(Styled("abcdef", "dim"), 4) == [Styled("abc", "dim"), Styled("…", "dim")]
    assert plain(cut("abc", 3)) == "abc"


words = st.lists(st.text("abc日é -*", min_size=1, max_size=30), min_size=1, max_size=20)


@given(words, st.integers(20, 100), st.integers(0, 6))
def test_wrapping_loses_no_character_but_spaces_and_fits(parts, width, indent):
    text = " ".join(parts)
    lines = render([Paragraph(text, indent)], width, unpainted)
    assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", text)
    # A hanging indent leaves a word twelve columns, also on the narrowest screen.
    assert all(width_of(line) <= max(width, width // 2 + 12) for line in lines)


@given(st.lists(st.tuples(st.text(max_size=30), st.text(max_size=90)), max_size=6))
def test_rows_never_fail_on_any_text(rows):
    assert isinstance(render([Rows(rows)], 40, unpainted), list)


@pytest.mark.parametrize("width", [40, 80, 1_000_000])
def test_a_line_of_a_megabyte_in_many_pieces_is_laid_out_at_once(width):
    pieces = [Styled("some words that go on ", "added" if n % 2 else "") for n in range(45_000)]
    began = time.process_time()
    rows = laid_out([Paragraph(pieces)], width)
    assert time.process_time() - began < 5
    joined = " ".join("".join(piece.text for piece in row) for row in rows)
    assert joined.split() == "".join(piece.text for piece in pieces).split()


def test_an_address_stays_whole_but_not_one_that_goes_on_for_ever():
    address = "https://example.org/" + "a" * 100
    assert render([Paragraph(f"see {address} now")], 40, unpainted) == ["see", address, "now"]
    began = time.process_time()
    rows = render([Paragraph("y" * 900_000), Paragraph("https://" + "y" * 900_000)], 80, unpainted)
    assert time.process_time() - began < 3
    assert max(map(len, rows)) == 80
