"""What people are shown when a text changed."""

import time
from collections.abc import Iterable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schema.worddiff import Span, hunks, moves, sides, word_diff

CLUSTERS = (
    *("a", "B", "e\u0301", "ñ", "o\u0308\u0323", " ", "\n", "\r\n", ".", ",", "-", "'", "#", "_"),
    *(
        "👍🏽",
        "👨‍👩‍👧",
        "❤️‍🔥",
        "🇬🇧",
        "🇫🇷",
        "1️⃣",
        "🏴\U000e0067\U000e0062\U000e007f",
        "क्षि",
        "न्",
        "த்",
    ),
    *("한", "각", "我", "们", "。", "ที่", "น้ำ", "ة", "ש\u05c1", "\u200b", "…", "’", "“"),
)
WORDS = ("we", "listen", "staff", "check", "in", "every", "two", "hours", "the", "a", "bus", "tea")

anything = st.one_of(
    st.text(),
    st.text(alphabet="ab .\n-\r#"),
    st.text(alphabet="e\u0301 \u200d👍🏽🇬🇧\r\n.\u0600我"),
)
sentence = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(
    lambda words: " ".join(words).capitalize() + "."
)
paragraph = st.lists(sentence, min_size=1, max_size=4).map(" ".join)
section = st.tuples(st.sampled_from(["## 1.1 Who", "## 1.2 What", "## Notes", "Hello."]), paragraph)
document = st.builds(
    lambda title, parts: (
        f"---\nkind: step\ntitle: {title}\n---\n"
        + "\n\n".join(f"{heading}\n\n{text}" for heading, text in parts)
    ),
    st.sampled_from(WORDS),
    st.lists(section, max_size=5),
)


def marked(spans: tuple[Span, ...]) -> str:
    """The spans as a line people can read: [went-] and {+came+}."""
    frame = {"same": "{}", "remove": "[{}-]", "add": "{{+{}+}}"}
    return "".join(frame[span.op].format(span.text) for span in spans)


def assert_exact_and_tidy(old: str, new: str) -> None:
    spans = word_diff(old, new)
    before, after = sides(spans)
    assert "".join(span.text for span in before) == old
    assert "".join(span.text for span in after) == new
    assert all(span.text for span in spans)
    for left, right in pairwise(spans):
        assert left.op != right.op
        assert (left.op, right.op) != ("add", "remove")
    assert word_diff(old, new) == spans


@settings(max_examples=300, deadline=None)
@given(anything, anything)
def test_both_texts_can_be_rebuilt_whatever_they_are(old: str, new: str) -> None:
    assert_exact_and_tidy(old, new)


@settings(max_examples=200, deadline=None)
@given(document, document)
def test_both_documents_can_be_rebuilt(old: str, new: str) -> None:
    assert_exact_and_tidy(old, new)


@settings(max_examples=150, deadline=None)
@given(anything, st.data())
def test_an_edit_anywhere_in_a_text_can_be_rebuilt(old: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(old)))
    stop = data.draw(st.integers(start, len(old)))
    assert_exact_and_tidy(old, old[:start] + data.draw(st.text(max_size=5)) + old[stop:])


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(CLUSTERS)), st.lists(st.sampled_from(CLUSTERS)))
def test_no_span_parts_a_letter_from_its_accent_or_an_emoji(old: list[str], new: list[str]) -> None:
    spans = word_diff("".join(old), "".join(new))
    for side, clusters in zip(sides(spans), (old, new), strict=True):
        assert ends(span.text for span in side) <= ends(clusters)


def ends(pieces: Iterable[str]) -> set[int]:
    at = 0
    found = {0}
    for piece in pieces:
        at += len(piece)
        found.add(at)
    return found


@given(anything)
@settings(max_examples=50, deadline=None)
def test_an_unchanged_text_is_one_span(text: str) -> None:
    assert word_diff(text, text) == ((Span("same", text),) if text else ())
    assert hunks(word_diff(text, text)) == ()


RULES = """\
---
kind: agreement
id: ground-rules-abc234
title: Ground rules
about: ground-rules
parties: [p-aaaaaaaa, p-bbbbbbbb]
---
We listen until the other person has finished.
Everyone can take a break and come back.

Staff check in every two hours.

What is said here about people stays here.
"""


def test_a_reworded_sentence_shows_only_its_changed_words() -> None:
    new = RULES.replace("two hours", "hour, or when the person asks")
    start, end = RULES.split("two hours")
    assert word_diff(RULES, new) == (
        Span("same", start),
        Span("remove", "two hours"),
        Span("add", "hour, or when the person asks"),
        Span("same", end),
    )


def test_a_moved_paragraph_is_one_removal_and_one_addition_of_exactly_that_paragraph() -> None:
    checking = "Staff check in every two hours.\n\n"
    start, end = RULES.split(checking)
    new = start.replace("We listen", checking + "We listen") + end
    spans = word_diff(RULES, new)
    header, listening = start.split("We listen")
    assert spans == (
        Span("same", header),
        Span("add", checking),
        Span("same", "We listen" + listening),
        Span("remove", checking),
        Span("same", end),
    )
    (move,) = moves(spans)
    assert move.text == checking.strip()
    assert RULES[move.old_start :].startswith(move.text)
    assert new[move.new_start :].startswith(move.text)


def test_a_paragraph_moved_to_the_end_leaves_the_rest_alone() -> None:
    old = "One stays here.\n\nTwo goes far away.\n\nThree stays where it was.\n"
    new = "One stays here.\n\nThree stays where it was.\n\nTwo goes far away.\n"
    assert marked(word_diff(old, new)) == (
        "One stays here.\n\n[Two goes far away.\n\n-]Three stays where it was.\n"
        "{+\nTwo goes far away.\n+}"
    )


def test_changed_metadata_is_compared_field_by_field() -> None:
    new = RULES.replace("title: Ground rules", "title: How we are together").replace(
        "p-bbbbbbbb]", "p-bbbbbbbb, p-cccccccc]\nreview_on: 2026-09-01"
    )
    assert marked(word_diff(RULES, new)).startswith(
        "---\nkind: agreement\nid: ground-rules-abc234\n"
        "title: [Ground rules-]{+How we are together+}\nabout: ground-rules\n"
        "parties: [p-aaaaaaaa, p-bbbbbbbb{+, p-cccccccc+}]\n{+review_on: 2026-09-01\n+}---\nWe"
    )


def test_a_list_in_the_metadata_is_compared_line_by_line() -> None:
    old = "---\nparties:\n  - p-aaaaaaaa\n  - p-bbbbbbbb\n  - p-cccccccc\nstep: 1\n---\n"
    new = "---\nparties:\n  - p-aaaaaaaa\n  - p-cccccccc\nstep: 2\n---\n"
    assert marked(word_diff(old, new)) == (
        "---\nparties:\n  - p-aaaaaaaa\n[  - p-bbbbbbbb\n-]  - p-cccccccc\nstep: [1-]{+2+}\n---\n"
    )


def test_a_field_that_moved_is_compared_with_none_but_itself() -> None:
    old = "---\nkind: action\nowner: p-aaaaaaaa\nstate: open\n---\n"
    new = "---\nkind: action\nstate: kept\nowner: p-aaaaaaaa\n---\n"
    assert marked(word_diff(old, new)) == (
        "---\nkind: action\n{+state: kept\n+}owner: p-aaaaaaaa\n[state: open\n-]---\n"
    )


def test_an_added_list_item_is_added_alone() -> None:
    old = "- tea\n- biscuits\n- a quiet room\n"
    new = "- tea\n- a lift home\n- biscuits\n- a quiet room\n"
    assert marked(word_diff(old, new)) == ("- tea\n{+- a lift home\n+}- biscuits\n- a quiet room\n")


def test_a_moved_section_leaves_the_others_alone() -> None:
    one = "## 1.1 Who\n\nNo one knows who named it.\n\n"
    two = "## 1.2 Ground\n\nWe all want rest. Nights are long for everyone.\n\n"
    three = "## 1.3 Why\n\nBecause.\n\n"
    spans = word_diff(one + two + three, one + three + two)
    assert spans == (
        Span("same", one),
        Span("add", three),
        Span("same", two),
        Span("remove", three),
    )


def test_a_moved_section_is_one_move_with_its_heading() -> None:
    one = "## 1.1 Who\n\nNo one knows who named it.\n\n"
    two = "## 1.2 Ground\n\nWe all want rest. Nights are long for everyone.\n\n"
    three = "## 1.3 Why\n\nBecause people asked us. Yes.\n\n"
    (move,) = moves(word_diff(one + two + three, one + three + two))
    assert move.text == three.strip()
    assert move.old_start == len(one + two)
    assert move.new_start == len(one)


def test_a_section_is_found_by_its_code_when_its_heading_is_reworded() -> None:
    old = "## 2.3 Common ground\n\nWe want rest.\n\n## 2.4 Next\n\nTea.\n"
    new = "## 2.3 Where we differ\n\nWe all want rest.\n\n## 2.4 Next\n\nTea.\n"
    assert marked(word_diff(old, new)) == (
        "## 2.3 [Common ground-]{+Where we differ+}\n\n"
        "We {+all +}want rest.\n\n## 2.4 Next\n\nTea.\n"
    )


def test_a_heading_put_into_a_section_leaves_its_text_standing() -> None:
    old = "## Rules\n\nWe listen to each other.\n\nPhones are off in here.\n"
    new = "## Rules\n\nWe listen to each other.\n\n## Phones\n\nPhones are off in here.\n"
    assert marked(word_diff(old, new)) == (
        "## Rules\n\nWe listen to each other.\n\n{+## Phones\n\n+}Phones are off in here.\n"
    )


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("in two hours.", "in two hours,", "in two hours[.-]{+,+}"),
        ("Come at ten.", "Come at ten or later.", "Come at ten{+ or later+}."),
        ("We now listen.", "We listen.", "We [now -]listen."),
        ("We listen.", "We all listen.", "We {+all +}listen."),
        ("It is 3.5 km.", "It is 3.6 km.", "It is [3.5-]{+3.6+} km."),
        ("on 2026-05-01 here", "on 2026-06-01 here", "on [2026-05-01-]{+2026-06-01+} here"),
        ("I don't mind this", "I didn't mind this", "I [don't-]{+didn't+} mind this"),
        ("Take a break here.", "Take a **break** here.", "Take a {+**+}break{+**+} here."),
        ("We meet.", "We meet.\n", "We meet.{+\n+}"),
        ("one two\r\nthree", "one two\nthree", "one two[\r\n-]{+\n+}three"),
        ("We agree, all of us.", "We agree; all of us.", "We agree[,-]{+;+} all of us."),
        ("ok (the) ok", "ok [the] ok", "ok [(-]{+[+}the[)-]{+]+} ok"),
        ("我们每两小时查看。", "我们每小时查看。", "我们每[两-]小时查看。"),
        ("Tea 👨‍👩‍👧 here", "Tea 👨‍👩‍👦 here", "Tea [👨‍👩‍👧-]{+👨‍👩‍👦+} here"),
        ("cafe for us", "cafe\u0301 for us", "[cafe-]{+cafe\u0301+} for us"),
        ("كل ساعتين نحن هنا", "كل ساعة نحن هنا", "كل [ساعتين-]{+ساعة+} نحن هنا"),
        ("हम सब मिलकर सुनते हैं", "हम सब मिलकर सुनती हैं", "हम सब मिलकर [सुनते-]{+सुनती+} हैं"),
    ],
)
def test_small_changes_read_well(old: str, new: str, expected: str) -> None:
    assert marked(word_diff(old, new)) == expected


def test_a_short_word_between_two_replacements_goes_with_them() -> None:
    old = "We meet on Monday at ten in the big hall."
    new = "We meet on Friday at six in the big hall."
    assert marked(word_diff(old, new)) == (
        "We meet on [Monday at ten-]{+Friday at six+} in the big hall."
    )


def test_a_short_word_between_two_insertions_stays() -> None:
    assert marked(word_diff("As people say.", "As two people often say.")) == (
        "As {+two +}people {+often +}say."
    )
    assert marked(word_diff("We did say so.", "We really did openly say so.")) == (
        "We {+really +}did {+openly +}say so."
    )


def test_sentences_with_little_in_common_are_replaced_whole() -> None:
    old = "Everyone can take a break and come back."
    new = "People may leave the room and return whenever they like."
    assert marked(word_diff(old, new)) == f"[{old}-]{{+{new}+}}"


def test_a_reworded_sentence_is_compared_with_its_own_old_form() -> None:
    old = (
        "Phones are off in the room. We listen until everyone has finished. The bus leaves at nine."
    )
    new = "We listen until everyone who wants to has finished. Some people need their phone."
    assert marked(word_diff(old, new)) == (
        "[Phones are off in the room. -]We listen until everyone {+who wants to +}has finished. "
        "[The bus leaves at nine.-]{+Some people need their phone.+}"
    )


def test_a_sentence_split_in_two_is_compared_with_both_halves() -> None:
    old = "We meet on Mondays and we talk, and everyone is heard before we decide.\n"
    new = "We meet on Mondays. We talk, and everyone is heard before we decide.\n"
    assert marked(word_diff(old, new)) == (
        "We meet on Mondays[ and we-]{+. We+} talk, and everyone is heard before we decide.\n"
    )


def test_two_paragraphs_made_one_keep_their_sentences() -> None:
    old = "We listen well here.\n\nPhones are off in here.\n\nTea is at four.\n"
    new = "We listen well here.\nPhones are off in here.\n\nTea is at four.\n"
    assert marked(word_diff(old, new)) == (
        "We listen well here.\n[\n-]Phones are off in here.\n\nTea is at four.\n"
    )


def test_rewrapped_lines_change_only_their_line_ends() -> None:
    old = "We listen until the\nother person has finished.\n"
    new = "We listen until\nthe other person has finished.\n"
    assert marked(word_diff(old, new)) == (
        "We listen until[ -]{+\n+}the[\n-]{+ +}other person has finished.\n"
    )


def test_a_short_sentence_that_went_and_came_is_not_called_a_move() -> None:
    assert moves(word_diff("Yes it is. No. We go on here.", "No. Yes it is. We go on here.")) == ()


@settings(max_examples=150, deadline=None)
@given(document, document)
def test_a_move_is_in_both_texts_where_it_says(old: str, new: str) -> None:
    spans = word_diff(old, new)
    before, after = sides(spans)
    for move in moves(spans):
        for side, start, op in ((before, move.old_start, "remove"), (after, move.new_start, "add")):
            assert "".join(span.text for span in side)[start:].startswith(move.text)
            assert op_at(side, start) == op


def op_at(side: tuple[Span, ...], start: int) -> str:
    at = 0
    for span in side:
        at += len(span.text)
        if start < at:
            return span.op
    return ""


def test_a_hunk_shows_the_sentence_and_one_around_it() -> None:
    old = "## Rules\n\nOne is here. Two is here. Staff check in.\nFour is here. Five is here.\n"
    (hunk,) = hunks(word_diff(old, old.replace("check", "look")))
    assert hunk.heading == "Rules"
    assert not hunk.in_header
    assert marked(hunk.spans) == "Two is here. Staff [check-]{+look+} in.\nFour is here. "


def test_a_hunk_without_context_is_the_changed_sentence() -> None:
    old = "One is here. Two is here. Staff check in.\nFour is here. Five is here.\n"
    (hunk,) = hunks(word_diff(old, old.replace("check", "look")), 0)
    assert marked(hunk.spans) == "Staff [check-]{+look+} in.\n"


def test_changes_far_apart_are_two_hunks_and_near_ones_are_one() -> None:
    old = "## A\n\nOne is up. Two is up. Three is up. Four is up.\n\n## B\n\nFive is up.\n"
    far = word_diff(old, old.replace("One is", "One was").replace("Five is", "Five was"))
    assert [hunk.heading for hunk in hunks(far)] == ["A", "B"]
    near = word_diff(old, old.replace("One is", "One was").replace("Three is", "Three was"))
    assert len(hunks(near)) == 1


def test_what_stands_around_a_change_ends_where_its_section_ends() -> None:
    old = "## A\n\nOne is up. Two is up.\n\n## B\n\nThree is up.\n\n## C\n\nFour is up.\n"
    last, first = (
        old.replace(*both) for both in (("Two is", "Two was"), ("Three is", "Three was"))
    )
    (hunk,) = hunks(word_diff(old, last))
    assert marked(hunk.spans) == "One is up. Two [is-]{+was+} up.\n\n"
    (hunk,) = hunks(word_diff(old, first))
    assert hunk.heading == "B"
    assert marked(hunk.spans) == "## B\n\nThree [is-]{+was+} up.\n\n"
    (whole,) = hunks(word_diff(old, last), None)
    assert "Four is up." in marked(whole.spans)


def test_changes_in_two_sections_beside_each_other_are_two_hunks() -> None:
    old = "## A\n\nOne is up.\n\n## B\n\nTwo is up.\n"
    found = hunks(word_diff(old, old.replace("is", "was")))
    assert [hunk.heading for hunk in found] == ["A", "B"]
    assert "B" not in marked(found[0].spans)


def test_a_new_section_quotes_nothing_of_the_one_before() -> None:
    old = "## A\n\nOne is up.\n\n## C\n\nThree is up.\n"
    (hunk,) = hunks(word_diff(old, old.replace("## C", "## B\n\nTwo is up.\n\n## C")))
    assert hunk.heading == "B"
    assert marked(hunk.spans) == "{+## B\n\nTwo is up.\n\n+}"


def test_a_last_sentence_that_went_stands_under_the_heading_it_stood_under() -> None:
    old = "## A\n\nOne is up.\n\nTwo is up.\n\n## B\n\nThree is up.\n"
    (hunk,) = hunks(word_diff(old, old.replace("Two is up.\n\n", "")))
    assert hunk.heading == "A"
    assert "B" not in marked(hunk.spans)


def test_a_changed_field_is_a_hunk_of_its_own() -> None:
    new = RULES.replace("title: Ground rules", "title: Rules").replace("two hours", "hour")
    first, second = hunks(word_diff(RULES, new), 0)
    assert first.in_header
    assert marked(first.spans) == "title: [Ground rules-]{+Rules+}\n"
    assert not second.in_header
    assert marked(second.spans) == "Staff check in every [two hours-]{+hour+}.\n\n"


@settings(max_examples=150, deadline=None)
@given(document, document, st.integers(0, 2))
def test_hunks_hold_every_change_in_order(old: str, new: str, context: int) -> None:
    spans = word_diff(old, new)
    shown = [span for hunk in hunks(spans, context) for span in hunk.spans]
    for op in ("remove", "add"):
        assert "".join(span.text for span in shown if span.op == op) == "".join(
            span.text for span in spans if span.op == op
        )
    before, after = (f"\0{''.join(span.text for span in side)}" for side in sides(spans))
    for hunk in hunks(spans, context):
        earlier, later = sides(hunk.spans)
        assert "".join(span.text for span in earlier) in before
        assert "".join(span.text for span in later) in after


QUARTER = 256 * 1024
HOSTILE = {
    "one letter": ("a" * QUARTER, "b" + "a" * (QUARTER - 2) + "b"),
    "marks": ("." * QUARTER, "." * 9 + "!" * (QUARTER - 9)),
    "two words": ("the a " * (QUARTER // 6), "a a the " * (QUARTER // 8)),
    "empty lines": ("\n" * QUARTER, "\n \n" * (QUARTER // 3)),
    "spaces": (" " * QUARTER, "x" + " " * (QUARTER - 2) + "x"),
    "colons": (": " * (QUARTER // 2), ":\n" * (QUARTER // 2)),
    "headings": ("## a\n" * (QUARTER // 5), "## b\n## a\n" * (QUARTER // 10)),
    "short lines": ("a\nb\n" * (QUARTER // 4), "b\n- a\n" * (QUARTER // 6)),
    "sentences": ("Aa. Bb. " * (QUARTER // 8), "Bb. Bb. Aa. " * (QUARTER // 12)),
    "accents": ("e" + "\u0301" * (QUARTER // 2), "e" + "\u0300" * (QUARTER // 2)),
    "flags": ("🇬🇧" * (QUARTER // 8), "🇧🇬" * (QUARTER // 8)),
    "Chinese": ("我们休息" * (QUARTER // 12), "休息我们们" * (QUARTER // 15)),
    "header": ("---\n" + "a: b\n" * 3_250 + "---\n", "---\n" + "b: a\n" * 3_250 + "---\n"),
    "numbered": (
        "".join(f"{n} is a line.\n" for n in range(15_000)),
        "".join(f"{n} is a line.\n" for n in reversed(range(15_000))),
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_quarter_of_a_mebibyte_of_anything_takes_seconds_at_most(name: str) -> None:
    old, new = HOSTILE[name]
    start = time.process_time()
    spans = word_diff(old, new)
    assert time.process_time() - start < 6
    assert "".join(span.text for span in spans if span.op != "remove") == new
    assert "".join(span.text for span in spans if span.op != "add") == old
