"""Characters written as references come to life when Markdown is read; they never act either."""

import pytest

from tui.report.prose import flat, to_html

ACTING = ("\u202e", "\u2066", "\u200b", "\u00ad", "\ufeff", "\x1b", "\x00", "\x85", "\u2028")
WRITTEN = {
    "a turn of direction": ("ab&#x202E;cd", "ab⟨U+202E⟩cd"),
    "the same in decimal": ("ab&#8238;cd", "ab⟨U+202E⟩cd"),
    "an isolate": ("ab&#x2066;cd", "ab⟨U+2066⟩cd"),
    "a space of no width": ("ab&#x200B;cd", "ab⟨U+200B⟩cd"),
    "the same by its name": ("ab&ZeroWidthSpace;cd", "ab⟨U+200B⟩cd"),
    "a hyphen nobody sees": ("ab&shy;cd", "ab⟨U+00AD⟩cd"),
    "a mark of byte order": ("ab&#xFEFF;cd", "ab⟨U+FEFF⟩cd"),
    "nothing at all": ("ab&#0;cd", "ab\ufffdcd"),
    "in strong words": ("**ab&#x202E;cd**", "ab⟨U+202E⟩cd"),
    "in a heading": ("# ab&#x202E;cd", "ab⟨U+202E⟩cd"),
    "in a link": ("[ab&#x202E;cd](https://fine.example)", "ab⟨U+202E⟩cd"),
    "in a table": ("| ab&#x202E;cd |\n|---|\n| b |", "ab⟨U+202E⟩cd"),
    "in a list": ("- ab&#x202E;cd", "ab⟨U+202E⟩cd"),
}


def assert_nothing_acts(text: str) -> None:
    assert not [each for each in ACTING if each in text]


@pytest.mark.parametrize("where", WRITTEN)
def test_a_character_written_as_a_reference_is_shown_by_its_name(where: str) -> None:
    source, shown = WRITTEN[where]
    html = to_html(source, 1)
    assert shown in html
    assert_nothing_acts(html)
    runs = [run.text for each in flat(source) for run in each.runs]
    assert shown in runs
    assert_nothing_acts("".join(runs))


@pytest.mark.parametrize(
    "source",
    [
        '[a](https://fine.example "t&#x202E;t")',
        "[a](https://fine.example/&#x202E;x)",
        "![p&#x202E;q](https://fine.example/p.png)",
        "``` py&#x202E;thon\nx\n```",
        "<https://fine.example/\u202ex>",
        "[a]: https://fine.example 't&#x202E;t'\n\n[a]",
    ],
)
def test_nothing_acts_in_what_surrounds_the_words_either(source: str) -> None:
    assert_nothing_acts(to_html(source, 1))
    assert_nothing_acts("".join(f"{r.text}{r.href}" for each in flat(source) for r in each.runs))


def test_characters_that_words_need_stay_as_they_are() -> None:
    for source, kept in (
        ("caf&eacute;", "café"),
        ("&lrm;x&zwj;y", "\u200ex\u200dy"),
        ("❤\ufe0f &amp; &lt;", "❤\ufe0f &amp; &lt;"),
    ):
        assert kept in to_html(source, 1)


def test_a_reference_to_a_reference_comes_to_life_in_no_form(hand) -> None:
    body = "ab&#x202E;cd and &amp;#x202E; and `&#x202E;`"
    ref = hand.agreement(body)
    for form, text in hand.everywhere(f"agreement/{ref}").items():
        assert_nothing_acts(text)
        if form.endswith(" md") and "cd" in text:
            assert_nothing_acts(to_html(text, 1))
            assert "⟨U+202E⟩cd" not in to_html(text.replace("ab⟨U+202E⟩cd", ""), 1)
            assert "⟨U+202E⟩" not in to_html(text.replace("⟨U+202E⟩", ""), 1), text
