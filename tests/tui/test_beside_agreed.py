"""One word is not all: what stands beside “agreed” in lists, and on the page for a manager."""

import pytest


@pytest.fixture
def agreed(here, call):
    """Let Robin stand behind rules for evenings, Sam with a concern; Noor was taken off."""
    noor = call("new", "person", "--title", "Noor", "--json").document["id"]
    kim = call("new", "person", "--title", "Kim", "--json").document["id"]
    call("new", "agreement", "--title", "Evenings", "--body", "We listen.")
    call("edit", "evenings", "--set", f"parties=Robin,Sam,{noor},{kim}")
    call("agree", "evenings")
    concern = ("--position", "agree-with-concern", "--because", "It ends late.")
    call("agree", "evenings", "--by", "Sam", *concern)
    aside = ("--position", "stand-aside", "--because", "I am away.")
    call("agree", "evenings", "--by", "Kim", *aside)
    call("edit", "evenings", "--set", f"parties=Robin,Sam,{kim}")
    return "evenings"


@pytest.mark.parametrize("command", [("standing",), ("list", "agreement"), ("list",)])
def test_who_was_taken_off_the_list_stands_beside_the_standing(agreed, call, command):
    out = call(*command).out
    (line,) = [each for each in out.splitlines() if "Evenings" in each and "agreed" in each]
    assert "no longer on the list: Noor" in line
    found = call(*command, "--json").document
    known = {e["title"]: e["removed_parties"] for e in found.popitem()[1] if "removed_parties" in e}
    assert len(known["Evenings"]) == 1


def test_of_very_many_agreements_it_is_read_all_the_same(agreed, call, monkeypatch):
    for title in ("Mornings", "Nights"):
        call("new", "agreement", "--title", title, "--body", "We rest.")
    few = call("list", "agreement", "--json").document
    monkeypatch.setattr("store.comparing._MANY", 1)
    assert call("list", "agreement", "--json").document == few
    assert "removed_parties" in str(few)


def test_the_page_for_a_manager_names_who_stands_elsewhere_with_their_words(agreed, call):
    out = call("report", "changes", "--format", "text").out
    first, _, below = out.partition("What changed\n")
    assert "No longer on the list: Noor." in first
    # Words of several people are too long for the first page: it says that they stand below.
    assert "Their words: below." in first
    for said in ("It ends late.", "I am away."):
        assert said in below
    assert "Sam" in out
    assert "Kim" in out
