"""How a body falls into blocks."""

import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schema.blocks import blocks

LINES = (
    *("", "", "text", "more text.", "# One", "## 2.3 Two", "### Three", "- item", "  - inner"),
    *("1. one", "2. two", "> quote", ">", "| a | b |", "|---|---|", "```", "~~~", "    code"),
    *("<div>", "</div>", "<!-- note", "-->", "---", "***", "===", "[a]: b", "\t", "é 👍🏽", "\\"),
)


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.text(),
        st.text(alphabet="ab-#>|`~ \n\r\t<!*1.[]:\\=\0\x0b\u2028"),
        st.lists(st.sampled_from(LINES)).map("\n".join),
        st.lists(st.sampled_from(LINES)).map("\r\n".join),
    )
)
def test_the_blocks_of_any_text_join_to_the_text(body: str) -> None:
    at = 0
    for block in blocks(body):
        assert block.start == at
        assert block.text
        assert block.text == body[block.start : block.end]
        at = block.end
    assert at == len(body)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(LINES)))
def test_line_ends_do_not_change_what_the_blocks_are(lines: list[str]) -> None:
    unix, windows, old = (blocks(end.join(lines)) for end in ("\n", "\r\n", "\r"))
    expected = [(block.kind, block.text) for block in unix]
    assert [(block.kind, block.text.replace("\r\n", "\n")) for block in windows] == expected
    assert [(block.kind, block.text.replace("\r", "\n")) for block in old] == expected


def test_every_kind_of_block_is_found_where_it_stands() -> None:
    parts = [
        ("blank", "\n\n"),
        ("paragraph", "We meet on Tuesdays.\nAll are welcome.\n\n"),
        ("heading", "## 2.3 Common ground\n"),
        ("paragraph", "We listen.\n\n"),
        ("list-item", "- tea\n"),
        ("list-item", "- biscuits\n  - plain\n  - sweet\n\n"),
        ("list-item", "- a quiet room\n\n  with a door\n\n"),
        ("list-item", "1. first\n"),
        ("list-item", "2. second\n\n"),
        ("quote", "> Nobody opened the door.\n>\n> - I slept.\n\n"),
        ("table", "| what | how much |\n|---|---|\n| travel | all of it |\n\n"),
        ("fence", "```\n## not a heading\n\n- not a list\n```\n"),
        ("paragraph", "Then:\n\n"),
        ("code", "    four spaces\n\n    and again\n\n"),
        ("html", "<!-- a note\nin two lines -->\n\n"),
        ("rule", "***\n"),
        ("paragraph", "[link]: https://example.org\n\n"),
        ("heading", "Under a line\n---\n\n"),
        ("paragraph", "The end"),
    ]
    body = "".join(text for _, text in parts)
    assert [(block.kind, block.text) for block in blocks(body)] == parts


def test_a_block_knows_the_section_it_stands_under() -> None:
    body = "Hello.\n\n# Rules #\n\nOne.\n\n## 2.3 Two\n### Three\n\n- four\n\nFive\n---\n\nSix.\n"
    assert [(block.text.strip().split("\n")[0], block.section) for block in blocks(body)] == [
        ("Hello.", ""),
        ("# Rules #", "Rules"),
        ("One.", "Rules"),
        ("## 2.3 Two", "2.3 Two"),
        ("### Three", "2.3 Two"),
        ("- four", "2.3 Two"),
        ("Five", "Five"),
        ("Six.", "Five"),
    ]


def test_a_heading_inside_a_quote_or_a_list_opens_no_section() -> None:
    body = "> ## 2.3 Said\n\n- ## 2.4 Listed\n\nText.\n"
    assert [(block.kind, block.section) for block in blocks(body)] == [
        ("quote", ""),
        ("list-item", ""),
        ("paragraph", ""),
    ]


def test_nothing_has_no_blocks_and_blank_lines_are_one() -> None:
    assert blocks("") == ()
    (block,) = blocks(" \n\n\t\n")
    assert (block.kind, block.start, block.end) == ("blank", 0, 5)


def test_a_body_of_endless_lines_is_cut_at_blank_lines() -> None:
    body = "\n" + "a\n- b\n\n" * 20_000
    found = blocks(body)
    assert found[0].kind == "blank"
    assert {block.kind for block in found[1:]} == {"paragraph"}
    assert [block.text for block in found[1:]] == ["a\n- b\n\n"] * 20_000


QUARTER = 256 * 1024


@pytest.mark.parametrize(
    "body",
    [
        ">" * QUARTER,
        "- " * (QUARTER // 2),
        "> - 1. " * (QUARTER // 7),
        "\n".join(" " * (2 * depth) + "- a" for depth in range(700)),
        "|" * QUARTER,
        "a|" * 100_000 + "\n" + "-|" * 100_000 + "\n" + "a|" * 50_000,
        "[a" * (QUARTER // 2),
        '[a]: b "\n' + ("x" * 12 + "\n") * (QUARTER // 14),
        "*" * QUARTER,
        "* " * (QUARTER // 2),
        "- item 12345\n" * (QUARTER // 14),
        "<a 123456789\n" * (QUARTER // 14),
        "\n" * QUARTER,
        "a\n" * (QUARTER // 2),
    ],
    ids=lambda body: ascii(body[:12]),
)
def test_a_quarter_of_a_mebibyte_of_anything_takes_seconds_at_most(body: str) -> None:
    start = time.process_time()
    found = blocks(body)
    assert time.process_time() - start < 6
    assert "".join(block.text for block in found) == body


def test_markdown_it_is_loaded_only_when_a_body_is_read() -> None:
    code = "import sys, schema.blocks, schema.worddiff; print('markdown_it' in sys.modules)"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert result.stdout == "False\n"
