"""Sections are found by their codes, and one changes without touching another."""

import re
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from schema.checklist import QUESTIONS, REVIEW_QUESTIONS
from schema.sections import (
    SectionTwice,
    lower_headings,
    replace_section,
    section_codes,
    section_text,
    sections,
)
from schema.verbatim import verbatim

STEP = """Before all.

## 2.1 The change

We want evenings.

## Our own heading

More of 2.1.

## 2.3 Something else entirely

Common ground.
"""
PIECES = st.sampled_from(
    """\
## 2.1 y|## 2.2 x|## 2.4|# x|   ## 2.3 z|text|    code|\tx|   b|- a|  - b|1. a|- ```|- ~~~|> q
```|  ```|~~~~|  ~~~|`` ` ``|<!-- x|-->|<!-- y -->|<?x|?>|<pre>|x</pre>|***|* * *|
""".replace("\n", "|").split("|")
)
MARKDOWN = st.lists(PIECES, max_size=14).map("\n".join)


def test_a_step_has_its_questions_and_a_review_the_4_plus_1():
    assert section_codes("step") == tuple(each.code for each in QUESTIONS)
    assert section_codes("step", "2") == ("2.1", "2.2", "2.3", "2.4", "2.5")
    assert section_codes("review") == ("1", "2", "3", "4", "+1")
    assert section_codes("answer") == section_codes("review")
    assert section_codes("agreement") == ()


def test_sections_are_found_by_code_whatever_their_words():
    first, second = sections("step", STEP)
    assert (first.code, first.heading, first.line) == ("2.1", "The change", 3)
    assert first.text == "We want evenings.\n\n## Our own heading\n\nMore of 2.1."
    assert (second.code, second.heading, second.line) == ("2.3", "Something else entirely", 11)
    assert section_text("step", STEP, "2.3") == "Common ground."
    assert section_text("step", STEP, "2.2") == ""


def test_a_heading_without_words_is_a_section_too():
    assert [each.code for each in sections("review", "## +1\nNext.\n##  2\tLearned\n")] == [
        "+1",
        "2",
    ]


@pytest.mark.parametrize(
    "body",
    [
        "```\n## 2.1 code\n```\n",
        "~~~~ md\n~~~\n## 2.1 code\n~~~~\n",
        "<!--\n## 2.1 comment\n-->\n",
        "- a list\n\n  ## 2.1 in it\n",
        "> ## 2.1 quoted\n",
        "    ## 2.1 indented code\n",
        "### 2.1 smaller\n",
        "## 2.10 no such question\n",
        "## 2.1x\n",
        "##2.1\n",
    ],
)
def test_what_is_no_heading_of_a_section_is_not_taken_for_one(body):
    assert sections("step", body) == ()


def test_a_list_item_with_code_ends_before_the_next_section():
    assert section_text("step", "- ```\n  code\n## 2.1 The change\nyes\n", "2.1") == "yes"


def test_a_code_that_stands_twice_is_read_as_one_section():
    body = "## 2 Learned\n\nOne.\n\n## 3 Pleased\n\n## 2 Learned\n\nTwo.\n"
    assert section_text("review", body, "2") == "One.\n\nTwo."
    assert [each.code for each in sections("review", body)] == ["2", "3"]


def test_a_code_that_stands_twice_is_not_edited_but_explained():
    with pytest.raises(SectionTwice, match="section 2 stands more than once") as refused:
        replace_section("review", "## 2 a\n\n## 2 b\n", "2", "new")
    assert refused.value.lines == (1, 3)


def test_a_section_the_kind_does_not_have_is_refused():
    with pytest.raises(ValueError, match=r"no section '9\.9'"):
        replace_section("step", STEP, "9.9", "x")


def test_a_missing_section_is_added_in_its_place_under_its_short_name():
    body = replace_section("step", STEP, "2.2", "One picture.\n")
    assert "More of 2.1.\n\n## 2.2 One picture of the issue\n\nOne picture.\n\n## 2.3 " in body
    assert replace_section("step", "", "2.2", "") == "## 2.2 One picture of the issue\n"
    first = replace_section("step", STEP, "1.1", "Us.")
    assert first.startswith("Before all.\n\n## 1.1 Who named the issue\n\nUs.\n\n## 2.1 ")
    last = replace_section("review", "Intro", "+1", "Meet.")
    assert last == "Intro\n\n## +1 Next\n\nMeet.\n"


def test_a_section_is_emptied_by_empty_text():
    assert (
        replace_section("step", "## 2.1 A\n\nx\n\n## 2.2 B\n", "2.1", "")
        == "## 2.1 A\n\n## 2.2 B\n"
    )
    assert replace_section("step", "## 2.1 A\n\nx\n", "2.1", "") == "## 2.1 A\n"


def test_replacing_text_by_itself_changes_nothing():
    untidy = "## 2.1 A\nNo blank line above.   \n\n\n\n## 2.2 B"
    assert replace_section("step", untidy, "2.1", section_text("step", untidy, "2.1")) == untidy


def test_new_lines_end_as_the_lines_around_them():
    body = "## 2.1 A\r\n\r\nx\r\n"
    assert replace_section("step", body, "2.1", "y\n\nz") == "## 2.1 A\r\n\r\ny\r\n\r\nz\r\n"


def test_headings_in_given_text_are_lowered_outside_code():
    text = "# One\n## 2.2 Two\n### Three\n```\n# comment\n```\n  ## Four\n#hash\n"
    assert lower_headings(text) == (
        "### One\n### 2.2 Two\n### Three\n```\n# comment\n```\n  ### Four\n#hash\n"
    )


@pytest.mark.parametrize(
    "opened", ["```py\nx", "~~~~\nx", "<!-- x", "<pre>\nx", "<?x", "<![CDATA[ x"]
)
def test_text_that_leaves_code_or_a_comment_open_cannot_swallow_what_follows(opened):
    body = replace_section("step", STEP, "2.1", opened)
    assert section_text("step", body, "2.3") == "Common ground."
    assert body.count("## 2.3") == 1


@given(MARKDOWN, st.sampled_from(section_codes("step")), MARKDOWN)
def test_changing_one_section_leaves_all_others_as_they_were(body, code, text):
    before = {each.code: each.text for each in sections("step", body)}
    try:
        changed = replace_section("step", body, code, text)
    except SectionTwice:
        assert len(re.findall(rf"^## {re.escape(code)}(?:\s|$)", body, re.MULTILINE)) > 1
        return
    after = {each.code: each.text for each in sections("step", changed)}
    wanted = section_text("step", f"## {code}\n\n{lower_headings(text)}", code)
    assert after.pop(code) == wanted
    before.pop(code, None)
    if verbatim(body).closer:
        return  # A section added behind open code ends that code, so the text before it grows.
    assert after == before
    assert replace_section("step", changed, code, text) == changed


@given(MARKDOWN)
def test_headings_are_where_markdown_it_sees_them(body):
    tokens = MarkdownIt("commonmark").parse(body)
    seen = [
        inline.content.split()[0]
        for token, inline in pairwise(tokens)
        if token.type == "heading_open"
        and token.tag == "h2"
        and not token.level
        and body.split("\n")[token.map[0]].startswith("##")
    ]
    codes = [code for code in seen if code in section_codes("step")]
    assert [each.code for each in sections("step", body)] == list(dict.fromkeys(codes))


@given(MARKDOWN)
def test_lowering_leaves_no_heading_above_the_third_level(text):
    lowered = lower_headings(text)
    tokens = MarkdownIt("commonmark").parse(lowered)
    levels = {
        token.tag for token in tokens if token.type == "heading_open" and token.markup[0] == "#"
    }
    assert not levels & {"h1", "h2"}
    assert not verbatim(lowered).closer
    assert lower_headings(lowered) == lowered


def test_every_short_name_of_the_checklist_makes_a_heading_that_is_found():
    for kind, questions in (("step", QUESTIONS), ("review", REVIEW_QUESTIONS)):
        body = ""
        for question in reversed(questions):
            body = replace_section(kind, body, question.code, f"About {question.code}.")
        assert [each.code for each in sections(kind, body)] == [each.code for each in questions]
        assert [each.heading for each in sections(kind, body)] == [each.short for each in questions]


@pytest.mark.parametrize(
    "line",
    [
        "* a\n",
        "```\n",
        "<!--\n",
        "1. " * 30 + "\n",
        "<a\n",
        "> - " * 20 + "\n",
        "~~~ `\n",
        " - a<\n",
    ],
)
def test_a_body_at_the_limit_is_taken_apart_in_bounded_time(line):
    body = (line * (1024 * 1024 // len(line) + 1))[: 1024 * 1024 - 1] + "<"
    start = time.process_time()
    sections("step", body)
    assert time.process_time() - start < 5


def test_the_codes_of_a_review_do_not_depend_on_which_review() -> None:
    assert section_codes("review", "spring-odgkis") == section_codes("review")
