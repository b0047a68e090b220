"""Names that people choose: two of the same, and one name written in several ways."""

import pytest

from schema.text import folded
from store.workspace import Workspace


def test_a_second_person_of_the_same_name_is_said(here, call):
    first = call("new", "person", "--title", "Noor", "--json").document
    assert "notes" not in first
    second = call("new", "person", "--title", "noor", "--json").document
    (note,) = second["notes"]
    assert "called “noor” too" in note
    assert first["id"] in note
    assert second["id"] in note


def test_taking_a_name_that_is_taken_is_said(here, call):
    made = call("new", "person", "--title", "Noor", "--json").document["id"]
    assert "called “Sam” too" in call("edit", made, "--title", "Sam").out
    assert "too (" not in call("edit", made, "--title", "Noor").out
    assert "too (" not in call("new", "action", "--title", "Sam").out


@pytest.mark.parametrize(
    ("chosen", "typed"),
    [
        ("Ren\u00e9e", "Rene\u0301e"),
        ("Rene\u0301e", "ren\u00e9e"),
        ("Wei\u00df", "WEISS"),
        ("\u0130pek", "ipek"),
        ("I\u015f\u0131k", "i\u015f\u0131k"),
    ],
)
def test_a_name_is_found_however_it_is_written(here, call, chosen, typed):
    place = next(here.glob("people/*.md"))
    with Workspace.open(here) as workspace:
        made = workspace.new("person", "Someone").id
    file = here / "people" / f"{made}.md"
    file.write_text(file.read_text("utf-8").replace("Someone", chosen), "utf-8")
    assert place.exists()
    assert call("edit", made, "--outside", "keep").code == 0
    said = call("say", "2.3", "--by", typed, "Hello.", "--json").document["id"]
    assert call("show", said, "--json").document["fields"]["by"] == made
    assert call("show", typed, "--json").document["id"] == made


def test_the_name_written_exactly_so_comes_first(here, call):
    call("new", "person", "--title", "Ipek")
    made = call("new", "person", "--title", "\u0130pek", "--json").document["id"]
    said = call("say", "2.3", "--by", "\u0130pek", "Hello.", "--json").document["id"]
    assert call("show", said, "--json").document["fields"]["by"] == made


def test_names_are_compared_without_their_case():
    assert folded(" Stra\u00dfe ") == folded("STRASSE")
    assert folded("Sam") != folded("Sami")
