"""Words that stood behind a content note once are closed everywhere, though note and words went."""

import re

import pytest

from schema.spans import Span
from store.values import Change
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
