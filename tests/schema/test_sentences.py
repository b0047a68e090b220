"""A line for each sentence, only where its end is certain and nothing looks different."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from schema.sentences import one_sentence_per_line

_SENTENCES = [
    "We listen. ",
    "They agreed! ",
    "Why? ",
    "Dr. X came. ",
    "e.g. This ",
    "A.  B",
    "你好。 ",
]
_INLINE = [
    "`A. B` ",
    "[A. B](c) ",
    "*A. B.* ",
    "**C.** ",
    "<b>A. B</b> ",
    "“Yes.” He ",
    "&amp; A. ",
]
_BLOCKS = ["\n", "\n\n", "- ", "  - ", "1. ", "   ", "> ", "# ", "    ", "```\n", "--- ", "==="]
_ODD = ["  \n", "\\\n", "<!-- A. B -->", "| A. B |", "[x]: y. Z", "[x] A. ", "`", "*", "_"]
PIECES = st.sampled_from([*_SENTENCES, *_INLINE, *_BLOCKS, *_ODD])
MARKDOWN = st.lists(PIECES | st.text(max_size=6), max_size=12).map("".join)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("We listen. We speak! Do we? Yes.", ["We listen.", "We speak!", "Do we?", "Yes."]),
        (
            'She said "Good." Then (all.) They left.',
            ['She said "Good."', "Then (all.)", "They left."],
        ),
        ("*First.* Then **Second.** Third.", ["*First.*", "Then **Second.**", "Third."]),
        ("One.  Two.\tThree.", ["One.", "Two.", "Three."]),
        (
            "Über uns. Äpfel. ¿Qué? ¡Sí! “Ja.” Gut.",
            ["Über uns.", "Äpfel.", "¿Qué?", "¡Sí!", "“Ja.”", "Gut."],
        ),
        ("We can’t. They won't. So what.", ["We can’t.", "They won't.", "So what."]),
        ("你好。 再见。 हम। वे।", ["你好。", "再见。", "हम।", "वे।"]),
    ],
)
def test_a_sentence_that_surely_ends_gets_its_line(text, lines):
    assert one_sentence_per_line(f"{text}\n").splitlines() == lines


@pytest.mark.parametrize(
    "text",
    [
        "Dr. X and Prof. Y met Mrs. Z at St. Mary's.",
        "Many things, e.g. This one, i.e. That one, etc. And more.",
        "It takes 3.5 hours or 4. Hours are long.",
        "J. R. Smith came. he left",
        "Meet at 5 p.m. Tuesday, or on Mon. Morning is fine.",
        "See No. Five, p. X, vs. Y, cf. Z, approx. A.",
        "Am 3. Mai kam Hr. Müller, z. B. Montag, bzw. Dienstag.",
        "Elizabeth II. Was here",
        '"Why?" Sam asked.',
        "Well... We wait. not yet… Then",
        "It ends. then starts. 5 people",
        "See example.com. Then",
        '`One. Two.` and [one. Two](x. Y) and <b title="A. B">',
        "# A heading. With two sentences",
        "    Code. With two.",
        "> A quote. It stays.",
        "| A. B | C. D |",
        "```\nCode. Here.\n```",
        "<div>\nA. B.\n</div>",
        "<!-- One. Two. -->",
        "[x]: http://a.b 'One. Two.'",
        "你好。再见。",
    ],
)
def test_when_unsure_nothing_is_broken(text):
    assert one_sentence_per_line(text) == text


def test_list_items_keep_their_indentation():
    assert one_sentence_per_line("- One. Two.\n  Three. Four.\n\n  10. A. Five. Six.\n") == (
        "- One.\n  Two.\n  Three.\n  Four.\n\n  10. A. Five.\n      Six.\n"
    )


def test_line_breaks_that_are_there_stay():
    text = "A line that\nwas wrapped. By hand.\nHard break.  \nNext. Last.\\\nEnd."
    assert one_sentence_per_line(text) == (
        "A line that\nwas wrapped.\nBy hand.\nHard break.  \nNext.\nLast.\\\nEnd."
    )


def test_one_doubtful_block_does_not_keep_the_others_from_their_lines():
    text = "One. Two.\n\n> Quote. Stays.\n\n- Three. Four.\n"
    assert one_sentence_per_line(text) == "One.\nTwo.\n\n> Quote. Stays.\n\n- Three.\n  Four.\n"


def test_text_with_carriage_returns_and_very_long_text_come_back_as_they_are():
    assert one_sentence_per_line("One. Two.\r\n") == "One. Two.\r\n"
    long = "One. Two.\n\n" * 20_000
    assert one_sentence_per_line(long) is long


@given(MARKDOWN)
def test_it_looks_the_same_afterwards(markdown):
    assert _shown(one_sentence_per_line(markdown)) == _shown(markdown)


@given(MARKDOWN)
def test_only_white_space_changes(markdown):
    after = one_sentence_per_line(markdown)
    assert re.sub(r"\s", "", after) == re.sub(r"\s", "", markdown)
    assert after.count("\n\n") == markdown.count("\n\n")


@given(MARKDOWN)
def test_doing_it_again_changes_nothing(markdown):
    once = one_sentence_per_line(markdown)
    assert one_sentence_per_line(once) == once


_LONG = ["One. Two. ", "`a. B ", "[a. B ", "<a. B ", "***a. B", "(((", ".", ". ", "_*a. B", "。 "]
_LONG_BLOCKS = ["- a. B\n", "> a. B\n", "a. B\n\n", "![a. B](", "```````a. B```", "[a]: b. C\n"]


@pytest.mark.parametrize("piece", [*_LONG, *_LONG_BLOCKS])
def test_long_text_is_answered_in_bounded_time(piece):
    start = time.process_time()
    one_sentence_per_line((piece * (32 * 1024 // len(piece))) + "A. B")
    assert time.process_time() - start < 4


def _shown(markdown: str) -> str:
    """What is on the page, with white space as the one space it is shown as."""
    return re.sub(r"[ \t\n]+", " ", MarkdownIt("commonmark").render(markdown))
