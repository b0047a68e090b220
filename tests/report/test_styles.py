"""Reports in the dark and on paper: what the one style sheet says for each."""

import re

import pytest

from tui.report.html import as_html
from tui.report.page import Page, paragraph, section

LIGHT = re.compile(r"^:root \{(.*?)^\}", re.DOTALL | re.MULTILINE)
DARK = re.compile(r"@media \(prefers-color-scheme: dark\) \{\s*:root \{(.*?)\}\s*\}", re.DOTALL)
PRINT = re.compile(r"^@media print \{(.*)^\}", re.DOTALL | re.MULTILINE)
COLOUR = re.compile(r"(--[a-z-]+): (#[0-9a-f]+)")


@pytest.fixture(scope="module")
def style() -> str:
    page = Page(title="T", kicker=("K",), made=("M",), blocks=(section("S", paragraph("P")),))
    found = re.search(r"<style>(.*)</style>", as_html(page), re.DOTALL)
    assert found
    return found[1]


def part(style: str, pattern: re.Pattern[str]) -> str:
    found = pattern.search(style)
    assert found, pattern.pattern
    return found[1]


def light(colours: dict[str, str], name: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2), from 0 to 1."""
    digits = colours[name].removeprefix("#")
    wide = "".join(each * 2 for each in digits) if len(digits) == 3 else digits
    parts = [int(wide[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(colours: dict[str, str], ink: str, paper: str) -> float:
    """Return the contrast ratio of two colours (WCAG 2.2), from 1 to 21."""
    low, high = sorted((light(colours, ink), light(colours, paper)))
    return (high + 0.05) / (low + 0.05)


def test_there_are_colours_for_the_day_the_dark_and_paper_and_all_can_be_read(style):
    day, dark, paper = (dict(COLOUR.findall(part(style, e))) for e in (LIGHT, DARK, PRINT))
    assert day.keys() == dark.keys() == paper.keys()
    for colours in (day, dark, paper):
        for ink, ground in (
            *(("--ink", "--paper"), ("--soft", "--paper"), ("--link", "--paper")),
            *(("--ink", "--tint"), ("--soft", "--tint")),
            *(("--ins", "--ins-paper"), ("--del", "--del-paper"), ("--moved", "--moved-paper")),
        ):
            assert contrast(colours, ink, ground) >= 4.5, (ink, ground)
    assert light(day, "--paper") > light(day, "--ink")
    assert light(dark, "--paper") < light(dark, "--ink")


def test_the_page_follows_the_readers_scheme_and_paper_is_always_light(style):
    assert "color-scheme: light dark;" in part(style, LIGHT)
    printed = part(style, PRINT)
    assert "color-scheme: light;" in printed
    assert "--paper: #fff;" in printed


@pytest.mark.parametrize(
    "rule",
    [
        r"@page \{ margin: \d+mm; \}",
        r"\.skip \{ display: none; \}",
        r"h1, h2, h3, h4 \{ break-after: avoid; \}",
        r"#in-words \{ break-before: page; \}",
        r"break-inside: avoid",
        r'a\[href\]::after \{ content: " \(" attr\(href\) "\)"; \}',
    ],
)
def test_on_paper_pages_break_well_and_addresses_are_written_out(style, rule):
    assert re.search(rule, part(style, PRINT))
