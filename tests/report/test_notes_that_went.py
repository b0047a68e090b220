"""Words that stood behind a content note once are closed everywhere, though note and words went."""

import json
import re
from datetime import date

import pytest

from schema.spans import Span
from store.values import Change
from tui.app.history_lines import change_lines
from tui.app.since import read_since
from tui.app.wording import wordings_of

HARD = "The night of the GREEN rope."
NOTE = "about self-harm"


@pytest.fixture
def noted(hand):
    """An agreement that had a note and a hard line for one change, and neither before nor since."""
    ref = hand.agreement("We listen.")
    fields = {"content_note": NOTE}
    hand.workspace.edit(ref, body=f"We listen.\n\n{HARD}", fields=fields, why="Said aloud")
    hand.workspace.edit(ref, body="We listen.", fields={"content_note": ""}, why="Too hard")
    return ref


def _outside(html: str) -> str:
    return re.sub(r"<details>.*?</details>", "", html, flags=re.DOTALL)


def _texts(spans: tuple[Span, ...]) -> str:
    return "".join(each.text for each in spans)


@pytest.mark.parametrize("kind", ["agreement", "changes"])
def test_what_did_not_stay_is_folded_in_a_report(hand, noted, kind):
    html = hand.report(kind, noted if kind == "agreement" else "", "html")
    assert HARD in html
    assert HARD not in _outside(html)
    assert NOTE in html


def test_what_did_not_stay_is_closed_in_the_history(call, noted):
    text = call("history", noted)[1]
    assert "Proposed, and did not stay" in text
    assert "GREEN" not in text
    assert f"content note: {NOTE}" in text


@pytest.mark.parametrize("part", ["", "agreement"])
def test_the_change_itself_is_closed_in_the_app(hand, noted, part):
    made: list[Change] = [e for e in hand.workspace.history(noted) if e.why]
    assert len(made) == 2
    for each in made:
        ref = f"agreement/{noted}" if part else ""
        for wording in wordings_of(hand.workspace, each.commit, ref):
            assert "GREEN" in _texts(wording.spans)
            assert wording.closed == ("content note: ", NOTE)


def test_it_is_closed_where_only_the_text_it_is_compared_with_had_the_note(hand, noted):
    middle = next(e.commit for e in hand.workspace.history(noted) if e.why == "Said aloud")
    (own, *_) = read_since(hand.workspace, f"agreement/{noted}", middle, shared=False).changes
    assert "GREEN" in _texts(own.spans)
    assert own.content_note == NOTE


def test_a_note_that_came_and_went_while_the_words_stood_closes_them_too(hand, call):
    ref = hand.agreement("We listen.")
    hand.workspace.edit(ref, body=f"We listen.\n\n{HARD}")
    hand.workspace.edit(ref, fields={"content_note": NOTE})
    hand.workspace.edit(ref, fields={"content_note": ""})
    hand.workspace.edit(ref, body="We listen.")
    assert "GREEN" not in call("history", ref)[1]
    assert HARD not in _outside(hand.report("agreement", ref, "html").partition("did not stay")[2])


def test_what_never_had_a_note_stays_open(hand, call):
    ref = hand.agreement("We listen.")
    hand.workspace.edit(ref, body="We listen.\n\nTea first.")
    hand.workspace.edit(ref, body="We listen.")
    assert "Tea first." in call("history", ref)[1]
    assert "Tea first." in _outside(hand.report("agreement", ref, "html"))


WHYS = ("Said aloud", "Too hard")


@pytest.mark.parametrize("kind", ["agreement", "changes", "history"])
def test_the_reason_for_a_noted_change_is_folded_as_the_change_is(hand, noted, kind):
    html = hand.report(kind, "" if kind == "changes" else noted, "html")
    for why in WHYS:
        assert why in html
        assert why not in _outside(html)


def test_a_note_that_came_later_keeps_earlier_reasons_closed(hand):
    ref = hand.agreement("We listen.")
    hand.workspace.edit(ref, body="We listen well.", why="Said aloud")
    assert "Said aloud" in _outside(hand.report("history", ref, "html"))
    hand.workspace.edit(ref, fields={"content_note": NOTE})
    for kind, about in (("history", ref), ("history", ""), ("agreement", ref), ("changes", "")):
        assert "Said aloud" not in _outside(hand.report(kind, about, "html")), kind


@pytest.mark.parametrize(
    "command",
    [("history",), ("changes", "--since", "2026-04-01", "--format", "md"), ("changes",)],
)
def test_no_list_of_changes_tells_the_reason_for_a_noted_one(call, noted, command):
    text = " ".join(call(*command, *(() if command[0] == "changes" else (noted,)))[1].split())
    assert f"hy: content note: {NOTE}" in text
    for why in WHYS:
        assert why not in text


def test_json_holds_the_reason_with_the_note_that_keeps_it_closed(call, noted):
    changes = json.loads(call("history", noted, "--json")[1])["changes"]
    told = [each for each in changes if "why" in each]
    assert [each["why"] for each in told] == [*reversed(WHYS)]
    assert [each["content_note"] for each in told] == [NOTE, NOTE]
    assert not any("content_note" in each for each in changes if "why" not in each)


def test_the_app_lists_no_reason_for_a_noted_change(hand, noted):
    lines = change_lines(hand.workspace.history(noted), 90, date(2026, 5, 20), str)
    told = "\n".join(each.said.plain for each in lines)
    assert f"why: content note: {NOTE}" in told
    for why in WHYS:
        assert why not in told
