"""The history says who and what, read from the records: no message of a commit holds a name."""

import subprocess

import pytest

from schema import subjects
from store import Workspace


@pytest.fixture
def group(workspace: Workspace) -> Workspace:
    """A group with Sam and one agreement."""
    workspace.new("person", "Sam")
    workspace.new("agreement", "Ground rules", {"parties": ("Sam",)}, "We listen.")
    return workspace


def newest(workspace: Workspace) -> str:
    (change,) = workspace.history(limit=1)
    return change.named


def test_a_position_says_who_where_and_on_what(group: Workspace) -> None:
    group.agree("ground-rules")
    assert newest(group) == "Robin: I agree, on “Ground rules”"
    group.agree("ground-rules", by="Sam", position="not-yet", date="2025-05-03")
    assert newest(group) == (
        "Recorded by Robin for Sam, read aloud on 3 May 2025: I can't agree yet, on “Ground rules”"
    )


def test_everything_said_says_who_and_about_what(group: Workspace) -> None:
    said = group.say("2.3", "The bus.", by="Sam").id
    assert newest(group) == "Recorded by Robin for Sam: own words on “Common ground” (2.3)"
    group.reply(said, "could-not", "No bus.")
    assert newest(group) == "Robin: we could not, to what Sam said"
    group.set_aside("2.5", "Not now.", by="Sam")
    assert newest(group) == "Recorded by Robin for Sam: not for us, on “Stories of staff” (2.5)"
    group.reopen("2.5")
    assert newest(group) == "Robin: taken up again, on “Stories of staff” (2.5)"
    group.new("outcome", "Tea")
    group.progress("tea", "further", by="Sam")
    assert newest(group) == "Recorded by Robin for Sam: further away, on “Tea”"
    group.new("review", "Spring")
    group.answer("spring", {"1": "Tea."}, by="Sam")
    assert newest(group) == "Recorded by Robin for Sam: answers to “Spring”"


def test_no_name_and_no_words_are_in_the_messages(group: Workspace) -> None:
    group.agree("ground-rules", by="Sam", because="Nine is late.")
    group.say("2.3", "The bus.", by="Sam")
    command = ["git", "-C", group.root, "log", "--format=%B"]
    messages = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    for word in ("Sam", "Nine", "bus", "I agree"):
        assert word not in messages


def test_someone_without_a_name_stays_so(group: Workspace) -> None:
    group.say("unplaced", "I was afraid.", by="anonymous")
    assert newest(group) == "Someone: a note to place later"
    group.say("2.3", "I was afraid.", by="anonymous")
    assert newest(group) == "Someone: own words on “Common ground” (2.3)"


def test_of_words_taken_back_nothing_is_told(group: Workspace) -> None:
    said = group.say("2.3", "The bus.", by="Sam").id
    group.reply(said, "did")
    group.withdraw(said)
    sentences = [change.named for change in group.history(limit=3)]
    assert sentences == [
        "Words taken back",
        "Robin: we did, to something said",
        "Words about step 2, 2.3",
    ]


def test_where_names_are_not_shown_the_sentence_has_none(group: Workspace) -> None:
    group.agree("ground-rules", by="Sam")
    (change,) = group.history(limit=1)
    assert change.sentence == "Position on agreement “Ground rules”"


def test_a_title_stands_only_where_a_code_stood() -> None:
    told = subjects.told(
        "The workspace got a code of its own", {"activity": "Evenings", "1": "One"}
    )
    assert told == "The workspace got a code of its own"
    titles = {"ground-rules-abc234": "Ground rules"}
    assert subjects.told("Agreement ground-rules: put aside", titles) == (
        "Agreement “Ground rules”: put aside"
    )


def test_a_changed_list_of_parties_is_told_in_plain_words(group: Workspace) -> None:
    group.edit("ground-rules", fields={"parties": ()})
    assert newest(group) == "Agreement “Ground rules”: who is asked changed"
