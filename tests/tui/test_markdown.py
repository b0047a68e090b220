"""What is posted on a git host calls nobody there and points at nothing of it."""

import re
import time

import pytest
from markdown_it import MarkdownIt

from tui.markdown import escaped, fenced

CALLS = (
    *("@team", "@all", "@here-all", "@group/sub", "#12", "!12", "owner/repo#1", "group/sub!7"),
    *("GH-1", "gh-23", "1a2b3c4", "DEADBEEF0", "owner/repo@1a2b3c4d5e6f"),
)


def _left_alive(text: str) -> str:
    """Return what a host still looks into: everything but code, after Markdown was read."""
    html = MarkdownIt("commonmark").render(text)
    return re.sub(r"<[^>]+>", " ", re.sub(r"<code>.*?</code>", " ", html, flags=re.DOTALL))


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize(
    "around", ["{}", "Ask {}.", "({})", "*{}*", "`{}`", "\\{}", "é{}", "“{}”", "**{}**,", "- {}"]
)
def test_nothing_calls_anybody_or_points_anywhere(call: str, around: str) -> None:
    text = around.format(call)
    shown = escaped(text)
    alive = _left_alive(shown)
    assert not re.search(r"@\w|[#!]\d|gh-\d|[0-9a-f]{7}", alive, re.IGNORECASE), alive
    html = re.sub(r"<[^>]+>", "", MarkdownIt("commonmark").render(shown)).strip()
    assert html.replace("&quot;", '"') == text


@pytest.mark.parametrize(
    "text",
    [
        *("ann@example.org", "We ask 12 people.", "effaced", "C# and you!", "#hope", "20161010"),
        *("https://example.org/owner/repo#12 and more", "50% of us"),
    ],
)
def test_other_words_stay_as_they_are(text: str) -> None:
    assert escaped(text).replace("\\", "") == text


def test_no_line_is_a_command_and_money_is_no_formula() -> None:
    assert escaped("/close") == "\\/close"
    assert escaped("$5 and $6") == "\\$5 and \\$6"


def test_nothing_ends_the_fence_around_it() -> None:
    first, *_, last = fenced("a\n````\n@team")
    assert first == last == "`````"


def test_long_lines_are_read_in_one_pass() -> None:
    began = time.monotonic()
    for each in ("a" * 200_000, "@" * 200_000, "a/" * 100_000, "a1" * 100_000, "@a." * 60_000):
        escaped(each)
    assert time.monotonic() - began < 5
