"""The first page of what changed: short lists, with all of it below."""

import re

import pytest

from store.workspace import Workspace
from tui.report import front
from tui.report.make import Asked, report
from tui.report.page import Folded, Items, Page, Quote, Section, plain

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
    agreed, changed, coming = (found[each] for each in FRONT)
    assert len(agreed) == front.MOST_AGREEMENTS + 1
    assert agreed[-1] == "and 8 more, below; in 8 of them someone can't agree yet"
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
    assert 0 < len(first) <= front.MOST_SAID
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
