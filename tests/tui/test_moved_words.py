"""What only moved, and wordings still to settle, as they are told on the command line."""

from pathlib import Path

import pytest

from schema.differences import quote_of
from store.workspace import Workspace

TEXTS = (
    "We listen to each other well.",
    "The room stays unlocked until nine.",
    "Everyone can take a break when they need.",
)


def body(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs) + "\n"


@pytest.fixture
def agreed(here: Path, call) -> str:
    """Return the id of an agreement of three paragraphs that Robin agreed to and looked at."""
    with Workspace.open(here) as workspace:
        id_ = workspace.agreements()[0].id
        workspace.edit(f"agreement/{id_}", body=body(*TEXTS))
        workspace.agree(id_)
        workspace.mark_seen()
    return id_


def edit(here: Path, id_: str, text: str) -> None:
    with Workspace.open(here) as workspace:
        workspace.edit(f"agreement/{id_}", body=text)


def test_a_paragraph_that_moved_is_told_as_moved_with_no_words_changed(agreed, here, call):
    edit(here, agreed, body(TEXTS[2], TEXTS[0], TEXTS[1]))
    out = call("standing", agreed).out
    assert "on an earlier text" in out
    assert "1 paragraph moved since, no words changed" in out
    assert "1 paragraph moved since, no words changed" in call("standing", "--mine").out
    assert "1 paragraph moved, no words changed" in call("changes", "--since", "seen").out
    assert "1 paragraph moved, no words changed" in call("status").out
    for kind in (("agreement", agreed), ("changes", "--since", "seen")):
        out = " ".join(call("report", *kind).out.split())
        assert "1 paragraph moved, no words changed" in out
        assert "[moved to here: Everyone can take a break when they need.]" in out
        assert "taken out" not in out
    (document,) = call("changes", "--since", "seen", "--json").document["documents"]
    assert (document["words_added"], document["words_removed"], document["moved"]) == (0, 0, 1)
    (now,) = call("standing", agreed, "--json").document["agreements"]
    assert now["standing"] == "asked"
    assert (now["positions"][0]["words_changed"], now["positions"][0]["moved"]) == (0, 1)
    assert not now["positions"][0]["on_this_text"]


def test_an_open_difference_counts_the_words_nobody_agreed_to(agreed, here, call):
    ten, eight = (TEXTS[1].replace("nine", each) for each in ("ten", "eight"))
    edit(here, agreed, body(TEXTS[0], quote_of([ten, eight]).strip(), TEXTS[2]))
    assert "3 words changed since" in call("standing", agreed).out
    (document,) = call("changes", "--since", "seen", "--json").document["documents"]
    assert (document["words_added"], document["words_removed"]) == (2, 1)
    assert "2 words added, 1 word taken out" in call("report", "changes", "--since", "seen").out


def test_a_text_of_which_one_side_left_words_out_has_changed(agreed, here, call):
    edit(here, agreed, body(TEXTS[0], quote_of([TEXTS[1], ""]).strip(), TEXTS[2]))
    out = call("standing", agreed).out
    assert "the text changed since" in out
    assert "0 words" not in out
