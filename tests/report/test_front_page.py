"""The first page of what changed: short lists, with all of it below."""

import re

import msgspec
import pytest

from store.workspace import Workspace
from tui.report import agreed, front
from tui.report.make import Asked, report
from tui.report.page import Folded, Items, Page, Quote, Section, plain
from tui.report.text import as_text

FRONT = ("What we agreed", "What changed", "What is next")


def lists(page: Page) -> dict[str, list[str]]:
    """Return the lines of the lists of each section of a page, by its heading."""
    found: dict[str, list[str]] = {}
    for each in page.blocks:
        if isinstance(each, Section):
            lines = [e for block in each.blocks if isinstance(block, Items) for e in block.entries]
            found[plain(each.heading)] = [plain(entry.line) for entry in lines]
    return found


def page_of(workspace: Workspace) -> Page:
    return report(workspace, "changes", Asked(since="2026-05-01"))


def words_of(block: object) -> str:
    """Return the quoted words anywhere in a block."""
    if isinstance(block, Quote):
        return block.text
    inner = block.blocks if isinstance(block, Section | Folded) else ()
    if isinstance(block, Items):
        inner = tuple(one for entry in block.entries for one in entry.blocks)
    return "".join(map(words_of, inner))


def section(page: Page, heading: str) -> Section:
    return next(e for e in page.blocks if isinstance(e, Section) and plain(e.heading) == heading)


@pytest.fixture
def crowded(hand) -> Page:
    """Return the page of a group with more of everything than its first page holds."""
    for number in range(12):
        fields = {"parties": (hand.robin,), "review_on": f"2027-03-{number + 1:02}"}
        made = hand.workspace.new("agreement", f"Text {number:02}", fields, "We listen.")
        hand.workspace.agree(made.id, position="not-yet", because=f"Too early {number}. " * 5)
        hand.workspace.new("action", f"Task {number:02} {'and more ' * 15}")
    hand.day = "2026-05-02"
    return page_of(hand.workspace)


def test_each_list_of_the_first_page_is_short_and_says_how_many_more_there_are(crowded):
    found = lists(crowded)
    ours, changed, coming = (found[each] for each in FRONT)
    assert len(ours) == agreed.MOST_AGREEMENTS + 1
    assert ours[-1] == "and 8 more, below; in 8 of them someone can't agree yet"
    assert len(changed) <= front.MOST_DOCUMENTS + 4
    assert re.search(r"^New: .*, and \d+ more, below\.$", changed[0])
    assert len(coming) == front.MOST_NEXT + 1
    assert coming[-1] == "and 20 more, below"
    assert max(map(len, coming)) < 2 * front._TITLE


def test_what_the_first_page_leaves_out_stands_below_it(crowded):
    headings = list(lists(crowded))
    assert headings[:3] == list(FRONT)
    assert headings[3:] == [
        *("What we agreed, in full", "What is next, in full", "What changed, in words")
    ]
    found = lists(crowded)
    assert len(found["What we agreed, in full"]) == 12
    assert len(found["What is next, in full"]) == 24


def test_words_of_a_no_stand_whole_or_not_at_all_on_the_first_page(crowded):
    whole = words_of(section(crowded, "What we agreed, in full"))
    assert all(f"Too early {number}. " * 5 in whole for number in range(12))
    first = words_of(section(crowded, "What we agreed"))
    assert 0 < len(first) <= agreed.MOST_SAID
    assert "Their words: below." in " ".join(lists(crowded)["What we agreed"])


def test_where_little_happened_nothing_is_told_twice(hand):
    hand.agreement("We listen.", hand.robin)
    headings = list(lists(page_of(hand.workspace)))
    assert headings == [*FRONT, "What changed, in words"]


def test_many_changed_texts_are_capped_too(hand):
    ids = [hand.agreement("We listen.", title=f"Text {number}") for number in range(12)]
    hand.day = "2026-05-10"
    for each in ids:
        hand.workspace.edit(f"agreement/{each}", body="We listen well.")
    changed = lists(report(hand.workspace, "changes", Asked(since="2026-05-10")))["What changed"]
    assert len(changed) == front.MOST_DOCUMENTS + 1
    assert changed[-1] == f"and {12 - front.MOST_DOCUMENTS} more, below"


LONG = "\n\n".join(f"We listen to each other, time {number}." for number in range(30))


def _words(page: Page, heading: str) -> str:
    """Return one section of a page as text on one line."""
    text = as_text(msgspec.structs.replace(page, blocks=(section(page, heading),)))
    return " ".join(text.split())


def test_what_we_agreed_has_its_text_and_who_stands_where(hand):
    sam, noor = hand.person("Sam"), hand.person("Noor")
    ref = hand.agreement("We listen.", hand.robin, sam, noor)
    hand.workspace.agree(ref)
    hand.workspace.agree(ref, by=sam)
    hand.workspace.agree(ref, by=noor, position="not-yet", because="Not at night.")
    first = _words(page_of(hand.workspace), "What we agreed")
    assert "We listen." in first
    assert "Behind this text: Robin; Sam (recorded by Robin)." in first
    assert "Recorded by Robin for Noor, read aloud on 1 May 2026: can't agree yet." in first
    assert "Not at night." in first


def test_a_long_text_begins_on_the_first_page_and_stands_whole_below(hand):
    hand.agreement(LONG, hand.robin)
    page = page_of(hand.workspace)
    first = _words(page, "What we agreed")
    assert "We listen to each other, time 0." in first
    assert "The whole text: below." in first
    assert "time 29." not in first
    assert " ".join(LONG.split()) in _words(page, "What we agreed, in full")


def test_whoever_cannot_agree_is_named_though_their_words_do_not_fit(crowded):
    assert "Can't agree yet: Robin." in _words(crowded, "What we agreed")


def test_a_text_with_a_note_is_closed_in_what_we_agreed(hand):
    fields = {"parties": (hand.robin,), "content_note": "about self-harm"}
    hand.workspace.new("agreement", "Rules", fields, "The GREEN rope.")
    page = page_of(hand.workspace)
    assert "GREEN" not in _words(page, "What we agreed")
    full = section(page, "What we agreed, in full").blocks[0]
    assert isinstance(full, Items)
    (fold,) = full.entries[0].blocks
    assert isinstance(fold, Folded)
    assert fold.note == "about self-harm"
