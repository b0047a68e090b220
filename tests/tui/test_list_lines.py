"""A line of a list says the few facts that matter, by kind, and stays one line."""

import pytest

from store.workspace import Workspace


@pytest.fixture
def line(here, call, monkeypatch):
    """Return the one line of a list in which some words stand."""
    monkeypatch.setenv("COLUMNS", "80")

    def _line(words: str, *arguments: str) -> str:
        lines = [each for each in call("list", *arguments).out.splitlines() if words in each]
        assert len(lines) == 1
        return " ".join(lines[0].split())

    return _line


def test_an_action_says_its_state_its_owner_and_when_it_is_due(call, line):
    call("new", "action", "--title", "A lift home", "--set", "owner=Sam", "--set", "due=2020-06-03")
    assert "A lift home open, Sam, by 3 June 2020 " in line("A lift home", "action")


def test_a_long_name_leaves_room_for_the_title(call, line):
    call("new", "person", "--title", "Someone with a very long chosen name indeed, really")
    call(
        "new",
        "action",
        "--title",
        "Ask",
        "--set",
        "owner=Someone with a very long chosen name indeed, really",
    )
    assert line("Ask", "action").startswith("Ask open, Someone with a very")


def test_an_agreement_says_where_it_is(line):
    assert "Ground rules asked" in line("Ground rules", "agreement")


@pytest.mark.parametrize("kind", ["review", "meeting"])
def test_a_day_is_said_where_there_is_one(kind, call, line):
    call("new", kind, "--title", "Spring", "--set", "date=2021-03-20")
    assert "Spring 20 March 2021" in line("Spring", kind)


def test_a_person_says_as_whom_and_an_empty_place_that_it_is_empty(call, line):
    call("new", "person", "--title", "A carer", "--set", "here=not-here-yet")
    assert "A carer a place still empty" in line("A carer", "person")
    assert "Sam someone who uses services" in line("Sam", "person")


def test_what_people_said_has_who_when_and_where_they_stand(call, line):
    call("say", "2.3", "--by", "Sam", "--date", "2021-03-20", "The bus.")
    assert "Sam about Shared understanding, 2.3 20 March 2021" in line("2.3", "words")
    call("agree", "ground-rules", "--by", "Sam", "--position", "stand-aside")
    assert "Sam about Ground rules stands aside" in line("Ground", "position")


def test_what_was_replaced_or_taken_back_says_so(here, call, line):
    with Workspace.open(here) as workspace:
        first = workspace.say("2.3", "The bus.").id
        second = workspace.say("2.4", "The train.").id
        workspace.say("2.3", "A coach.", replaces=(first,))
        workspace.withdraw(second)
    assert "replaced since" in line(first[:8], "words")
    assert "taken back" in line(second[:8], "words", "--all")
    assert "replaced since" not in line(second[:8], "words", "--all")


def test_programs_get_the_fields(call, here):
    call("new", "action", "--title", "A lift home", "--set", "due=2020-06-03")
    (found,) = call("list", "action", "--json").document["records"]
    assert found["fields"]["due"] == "2020-06-03"
    assert found["differences"] == 0
