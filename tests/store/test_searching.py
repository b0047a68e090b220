"""Search finds records by their words and says the line."""

import pytest

from store import Workspace
from store.errors import BadValue


def test_a_hit_names_the_place(workspace: Workspace) -> None:
    rules = workspace.new("agreement", "Ground rules", body="We listen.\n\nThe bus stops at nine.")
    (hit,) = workspace.search("bus nine")
    assert (hit.id, hit.kind, hit.title, hit.path) == (
        rules.id,
        "agreement",
        "Ground rules",
        rules.path,
    )
    lines = (workspace.root / rules.path).read_text().splitlines()
    assert lines[hit.line - 1] == hit.text == "The bus stops at nine."


@pytest.mark.parametrize("typed", ["CAFÉ", "cafe", "café,", '"cafe"', "caf"])
def test_case_accents_and_marks_do_not_matter(workspace: Workspace, typed: str) -> None:
    rules = workspace.new("agreement", "Rules", body="At the Café we meet.")
    assert [hit.id for hit in workspace.search(typed)] == [rules.id]


def test_a_title_is_found_too(workspace: Workspace) -> None:
    rules = workspace.new("agreement", "Zebra crossing", body="Nothing here.")
    (hit,) = workspace.search("zebra")
    assert (hit.id, hit.text) == (rules.id, "Zebra crossing")


def test_scripts_without_spaces_are_found_by_their_parts(workspace: Workspace) -> None:
    rules = workspace.new("agreement", "Rules", body="私たちは互いに話を聞きます。")
    assert [hit.id for hit in workspace.search("互いに")] == [rules.id]


@pytest.mark.parametrize("typed", ["", "  ", "!?", '"'])
def test_nothing_to_look_for_is_said(workspace: Workspace, typed: str) -> None:
    with pytest.raises(BadValue):
        workspace.search(typed)


@pytest.mark.parametrize("typed", ["AND", "NOT bus", "bus* OR", "title:bus", "NEAR(bus", "b-c"])
def test_words_that_mean_something_to_the_index_are_plain_words(
    workspace: Workspace, typed: str
) -> None:
    workspace.new("agreement", "Rules", body="The bus.")
    workspace.search(typed)


def test_a_hit_in_a_title_gives_the_line_of_the_title(workspace: Workspace) -> None:
    rules = workspace.new("agreement", "Zebra crossing", body="Nothing here.")
    (hit,) = workspace.search("zebra")
    lines = (workspace.root / rules.path).read_text().splitlines()
    assert lines[hit.line - 1] == "title: Zebra crossing"


def test_only_the_current_words_are_found_unless_all_are_asked_for(workspace: Workspace) -> None:
    first = workspace.say("2.3", "The bus leaves at nine.")
    second = workspace.say("2.3", "The bus leaves at ten.", replaces=(first.id,))
    assert [hit.id for hit in workspace.search("bus")] == [second.id]
    found = {hit.id: hit.replaced for hit in workspace.search("bus", all=True)}
    assert found == {first.id: True, second.id: False}
    workspace.withdraw(second.id)
    assert workspace.search("bus", all=True) == ()


def test_what_stood_in_for_words_taken_back_is_not_found_by_them(workspace: Workspace) -> None:
    note = workspace.say("unplaced", "A bench by the door.")
    placed = workspace.say("2.3", "", replaces=(note.id,))
    assert [hit.id for hit in workspace.search("bench")] == [placed.id]


def test_a_word_typed_with_its_accent_apart_is_found(workspace: Workspace) -> None:
    rules = workspace.new("agreement", "Rules", body="At the école we meet.")
    assert [hit.id for hit in workspace.search("e\u0301cole")] == [rules.id]
