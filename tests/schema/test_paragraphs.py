"""Paragraphs for people, sentences on lines of their own for the file, and nothing lost between."""

from hypothesis import given
from hypothesis import strategies as st

from schema.paragraphs import as_paragraphs
from schema.sentences import one_sentence_per_line

_line = st.sampled_from(
    [
        "We listen.",
        "We rest. And walk.",
        "",
        "- one thing.",
        "  Another thing.",
        "> Quoted.",
        "## 2.3 Common ground",
        "a hard break  ",
        "```",
        "no end here",
        "Dr.",
        "| a | b |",
        "1. First.",
        "   Still first.",
    ]
)
_markdown = st.one_of(
    st.lists(_line, max_size=12).map(lambda lines: "".join(f"{line}\n" for line in lines)),
    st.text(max_size=80),
)


def test_the_lines_of_a_paragraph_are_shown_as_one() -> None:
    assert as_paragraphs("We listen.\nWe rest.\n\nThen we talk.\n") == (
        "We listen. We rest.\n\nThen we talk.\n"
    )


def test_items_of_a_list_stay_items() -> None:
    assert as_paragraphs("- One thing.\n  Another thing.\n- Two.\n") == (
        "- One thing. Another thing.\n- Two.\n"
    )


def test_quotes_code_and_lines_broken_by_hand_stay_as_they_are() -> None:
    for text in (
        "> Somebody's words.\n> On two lines.\n",
        "```\nWe listen.\nWe rest.\n```\n",
        "Broken by hand\nin the middle.\n",
        "A hard break.  \nWe rest.\n",
        "We listen.\r\nWe rest.\r\n",
    ):
        assert as_paragraphs(text) == text


def test_one_strange_paragraph_does_not_keep_the_others_apart() -> None:
    text = "We listen.\nWe rest.\n\nBroken by hand\nin the middle.\n"
    assert as_paragraphs(text) == "We listen. We rest.\n\nBroken by hand\nin the middle.\n"


@given(_markdown)
def test_whatever_is_left_alone_is_saved_as_it_was(markdown: str) -> None:
    stored = one_sentence_per_line(markdown)
    assert one_sentence_per_line(as_paragraphs(stored)) == stored


@given(_markdown)
def test_no_word_and_no_letter_changes(markdown: str) -> None:
    assert as_paragraphs(markdown).split() == markdown.split()
