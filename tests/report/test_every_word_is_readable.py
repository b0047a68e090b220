"""A page says “exactly this text”: whatever form a word stands in, it can be read there."""

import re
from html.parser import HTMLParser

import pytest

HIDDEN = {
    "where a link leads": '[pay]: https://e.example "Nobody is paid"\n\nWe are [fair][pay].',
    "the same with nothing that names it": "[pay]: https://e.example 'Nobody is paid'",
    "the same after words": "We are fair.\n\n[Nobody]: <https://e.example> (is paid)\n",
    "beside a fence": "```Nobody is paid\nWe listen.\n```",
    "beside a fence in a list": "- ~~~ Nobody is paid\n  We listen.\n  ~~~",
    "the title of a link": 'We are [fair](https://e.example "Nobody is paid").',
    "the title of a picture": '![fair](https://e.example/p.png "Nobody is paid")',
    "the title of a link that leads nowhere": 'We are [fair](javascript:x "Nobody is paid").',
    "a link without words": "We are fair[](https://e.example/Nobody-is-paid).",
    "cells beyond the table": "| a | b |\n|---|---|\n| c | d | Nobody is paid |\n",
    "cells of a table": "| a | Nobody |\n|---|---|\n| c \\| d | is paid |\n",
    "deep in quotes": f"We listen.\n\n{'>' * 30} Nobody is paid",
    "deep in lists": "We listen.\n\n" + "- " * 30 + "Nobody is paid",
    "in a comment": "We listen. <!-- Nobody is paid -->\n\n<!-- Nobody -->",
    "in a tag": '<p title="Nobody is paid">We listen.</p>',
    "in a heading's end": "# We listen # Nobody is paid #",
}


class _Words(HTMLParser):
    """The text of a page without its tags and attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def _readable(page: str, form: str) -> str:
    text = "".join(_Words(page).found) if form == "html" else page
    return " ".join(re.sub(r"[\\|>]", " ", text).split())


@pytest.mark.parametrize("form", ["html", "text", "md", "docx"])
@pytest.mark.parametrize("where", HIDDEN)
def test_every_word_of_a_text_is_readable_in_every_form(hand, where, form):
    ref = hand.agreement(HIDDEN[where])
    text = _readable(hand.report("agreement", ref, form), form)
    said = text.partition("The text")[2].partition("Who stands where")[0]
    wanted = [each for each in ("Nobody", "paid", "fair", "We listen") if each in HIDDEN[where]]
    for word in wanted:
        assert word in said, said
    assert said.count("Nobody") >= HIDDEN[where].count("Nobody")


def test_the_words_around_a_link_act_no_more_than_others(hand):
    body = '```</p><script>x</script>\ny\n```\n\n[a](https://e.example "</a><script>x</script>")'
    ref = hand.agreement(body)
    assert "<script>" not in hand.report("agreement", ref, "html")
    assert "\\<script\\>" in hand.report("agreement", ref, "md")
