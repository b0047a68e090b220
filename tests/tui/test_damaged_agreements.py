"""An agreement whose file cannot be read is named wherever agreements are told of."""

import subprocess
from pathlib import Path

import pytest

from store.workspace import Workspace

REASON = "The field kind stands twice; keep one of them."


@pytest.fixture
def damaged(here: Path) -> str:
    """Return the id of an agreement Robin agreed to, and whose file was damaged afterwards."""
    with Workspace.open(here) as workspace:
        found = workspace.agreements()[0]
        workspace.agree(found.id)
    (here / found.path).write_text("---\nkind: agreement\nkind: x\n---\n")
    _save(here)
    return found.id


def _save(here: Path) -> None:
    subprocess.run(["git", "-C", here, "commit", "-qam", "By hand"], check=True)


@pytest.mark.parametrize("verb", ["standing", "verify"])
def test_asked_for_by_name_it_is_refused_with_its_reason(damaged: str, call, verb: str):
    for typed in (damaged, "ground-rules"):
        ran = call(verb, typed)
        assert ran.code == 5
        assert f"{damaged}.md, line 3: {REASON}" in ran.err
        assert ran.out == ""
    assert call(verb, damaged, "--json").document["error"]["code"] == "damaged-record"


def test_among_the_others_it_is_named_with_its_reason(damaged: str, call):
    call("new", "agreement", "--title", "Pay")
    ran = call("standing")
    assert ran.code == 0
    assert f"{damaged} cannot be read" in ran.out
    assert REASON in ran.out
    pay, unread = call("standing", "--json").document["agreements"]
    assert pay["title"] == "Pay"
    assert "damaged" not in pay
    assert (unread["id"], unread["damaged"]) == (damaged, REASON)
    listed = call("list", "agreement", "--json").document["records"]
    assert REASON in [each.get("damaged") for each in listed]
    assert unread["positions"] == []
    assert unread["standing"] == ""


def test_the_only_one_is_named_too(damaged: str, call):
    for arguments in (("standing",), ("standing", "--mine")):
        assert f"{damaged} cannot be read" in call(*arguments).out
    (only,) = call("standing", "--mine", "--json").document["agreements"]
    assert only["damaged"] == REASON


def test_a_file_that_is_no_agreement_is_told_as_such(damaged: str, here: Path, call):
    (here / f"agreements/{damaged}.md").write_text("---\nkind: outcome\n---\nFor all.\n")
    _save(here)
    assert "This is not an agreement." in call("standing").out
    assert call("standing", damaged).code == call("verify", damaged).code == 5


def test_what_was_said_about_it_is_counted_and_nothing_is_called_good(damaged: str, call):
    ran = call("verify")
    assert ran.code == 5
    assert "Nobody has said where they stand yet." not in ran.out
    assert f"{damaged} cannot be read" in ran.out
    assert "0 proven, 0 recorded, 1 on an earlier text, 0 forged." in ran.out
    document = call("verify", "--json").document
    (position,) = document["positions"]
    assert (position["state"], position["current"]) == ("earlier-text", True)
    assert "cannot be read" in position["why"]
    assert document["damaged"] == [
        {"id": damaged, "path": f"agreements/{damaged}.md", "damaged": REASON}
    ]


def test_of_an_agreement_that_is_gone_the_positions_are_counted(damaged: str, here: Path, call):
    (here / f"agreements/{damaged}.md").unlink()
    _save(here)
    assert "1 on an earlier text" in call("verify").out
    assert call("verify").code == 3


def test_a_report_of_what_changed_names_it(damaged: str, call):
    assert f"{damaged}: its file cannot be read." in call("report", "changes").out
