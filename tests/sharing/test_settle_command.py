"""`coproduce settle`, and what the other commands say of what is still to settle."""

import io
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from meeting import copy_for, git, meet, one_sided

from store import Workspace
from tui.cli import run

BASE = "Staff check in every hour.\n\nWhat is said here stays here.\n"
MINE, THEIRS = "Staff check in every two hours.", "Staff check in when asked."
REF = "ground-rules"


class Ran(NamedTuple):
    """What one run left behind; text for people as one line."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        """The JSON document on standard output."""
        return json.loads(self.out)


Call = Callable[..., Ran]


@pytest.fixture
def call(
    differing: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Call:
    """Run the command line in this process, in the workspace that differs."""

    def _call(*arguments: str, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capsys.readouterr()
        code = run(["-C", str(differing), *arguments])
        seen = capsys.readouterr()
        if "--json" in arguments:
            return Ran(code, seen.out, seen.err)
        return Ran(code, " ".join(seen.out.split()), " ".join(seen.err.split()))

    return _call


@pytest.fixture(scope="session")
def made_differing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An agreement with a clause, and a step with a question, that two teams reworded."""
    place = tmp_path_factory.mktemp("differing")
    north = place / "north"
    with Workspace.init(north, "Evenings", name="North team") as workspace:
        sam = workspace.new("person", "Sam", {}).id
        parties = {"parties": (workspace.me, sam), "about": "aims"}
        workspace.new("agreement", "Ground rules", parties, BASE)
        workspace.edit("step/2#2.3", body="We say what we need.")
    south = copy_for(north, place / "south", sam)
    for folder, clause, about in ((north, MINE, "payment"), (south, THEIRS, "values")):
        body = BASE.replace("Staff check in every hour.", clause)
        one_sided(folder, REF, body=body, fields={"about": about})
        one_sided(folder, "step/2#2.3", body=f"We say it: {about}.")
    meet(north, south)
    return north


@pytest.fixture
def differing(made_differing: Path, tmp_path: Path) -> Path:
    """A fresh copy of it."""
    place = tmp_path / "differing"
    shutil.copytree(made_differing, place, symlinks=True)
    return place


def test_settling_gives_id_path_and_commit(call: Call, differing: Path) -> None:
    ran = call("--json", "settle", REF, "--at", "1", "--keep", "1", "--why", "We tried it.")
    assert (ran.code, ran.err) == (0, "")
    assert ran.document.keys() >= {"id", "path", "commit"}
    assert ran.document["path"].startswith("agreements/ground-rules-")
    assert ran.document["differences"] == 1
    change = call("--json", "history", REF, "--limit", "1").document["changes"][0]
    assert (change["kind"], change["why"]) == ("settled", "We tried it.")
    assert change["commit"] == ran.document["commit"]


def test_settling_says_in_words_what_follows(call: Call) -> None:
    call("new", "person", "--title", "Not on the list")
    assert call("edit", REF, "--set", "parties=Sam,North team").code == 0
    for person in ("Sam", "North team", "Not on the list"):
        assert call("agree", REF, "--by", person, "--position", "agree").code == 0
    ran = call("settle", REF, "--at", "1", "--both", "--why", "Both help.")
    assert ran.code == 0
    assert "Settled: a difference in “Ground rules”." in ran.out
    assert "1 difference to settle together is left there." in ran.out
    assert "North team and Sam spoke about the earlier text" in ran.out


def test_the_text_written_together_may_come_from_standard_input(call: Call) -> None:
    ran = call("settle", REF, "--at", "1", "--text", "-", "--why", "W", stdin=b"We ask. Always.")
    assert ran.code == 0
    assert "We ask.\nAlways.\n\nWhat is said" in call("--json", "show", REF).document["body"]


def test_a_field_is_settled_and_a_list_is_typed_as_one(call: Call) -> None:
    ran = call("settle", REF, "--field", "about", "--keep", "2", "--why", "W")
    assert ran.code == 0
    shown = call("--json", "show", REF).document
    assert shown["fields"]["about"] == "values"
    assert [each["at"] for each in shown["differences"]] == [1]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--at", "1", "--keep", "1"), 2, "The reason is missing"),
        (("--at", "1", "--keep", "1", "--why", ""), 2, "The reason is missing"),
        (("--at", "7", "--keep", "1", "--why", "W"), 2, "no difference with the number 7"),
        (("--at", "1", "--keep", "7", "--why", "W"), 2, "no wording 7"),
        (("--keep", "1", "--why", "W"), 2, "not clear which"),
        (("--at", "1", "--why", "W"), 2, "not clear how"),
        (("--at", "1", "--text", "", "--why", "W"), 2, "The text is empty"),
        (("--field", "about", "--both", "--why", "W"), 2, "only be one thing"),
        (("--field", "title", "--keep", "1", "--why", "W"), 2, "no difference of “title”"),
        (("--at", "1", "--keep", "1", "--why", "W", "--expect", "0" * 40), 3, "has changed"),
    ],
)
def test_what_cannot_be_settled_gets_a_sentence_and_a_way_out(
    call: Call, words: tuple[str, ...], code: int, said: str
) -> None:
    ran = call("settle", REF, *words)
    assert ran.code == code
    assert said in ran.err
    assert ran.err.count(".") + ran.err.count(":") >= 2
    assert len(call("--json", "show", REF).document["differences"]) == 2


def test_a_second_settlement_finds_nothing_open(call: Call) -> None:
    words = ("settle", "step/2", "--at", "1", "--keep", "1", "--why", "W")
    assert call(*words).code == 0
    ran = call(*words)
    assert ran.code == 2
    assert "nothing to settle in “Shared understanding”" in ran.err


def test_show_gives_each_wording_with_whose_it_is_and_how_to_settle(call: Call) -> None:
    shown = call("--json", "show", REF).document
    assert shown["differences"] == [
        {"field": "about", "wordings": ["payment", "values"], "whose": ["North team", "Sam"]},
        {"at": 1, "wordings": [MINE, THEIRS], "whose": ["North team", "Sam"]},
    ]
    out = call("--plain", "show", REF).out
    assert "2 differences to settle together" in out
    assert "from Sam" in out
    assert f"coproduce settle agreement/{shown['id']} --field about --keep 1 --why" in out
    assert "--field about --both" not in out
    assert "--at 1" in out


def test_what_was_settled_in_different_ways_is_shown_as_open_again(
    call: Call, differing: Path
) -> None:
    said = "This was settled already, but not by everyone in the same way."
    assert said not in call("--plain", "show", REF).out
    mark = "**Different wordings** (open again +-+-+-+-+-)"
    (file,) = (differing / "agreements").glob("*.md")
    file.write_text(file.read_text().replace("**Different wordings**", mark))
    git(differing, "commit", "-qam", "as a merge leaves it")
    out = call("--plain", "show", REF).out
    assert out.count(said) == 1
    assert call("--json", "show", REF).document["differences"][1]["wordings"] == [MINE, THEIRS]
    assert call("settle", REF, "--at", "1", "--keep", "1", "--why", "w").code == 0
    assert "open again" not in file.read_text()


def test_a_question_shows_only_its_own_differences(call: Call) -> None:
    out = call("--plain", "show", "2.3").out
    assert "coproduce settle step/2 --at 1 --both --why" in out
    assert "Different wordings" not in call("--plain", "show", "2.1").out


def test_a_content_note_keeps_the_wordings_closed(call: Call) -> None:
    assert call("edit", REF, "--set", "content_note=restraint").code == 0
    out = call("--plain", "show", REF).out
    assert "2 differences to settle together" in out
    assert "every two hours" not in out
    assert "every two hours" in call("--plain", "show", REF, "--open").out


def test_list_status_and_check_count_what_is_open(call: Call) -> None:
    listed = {e["title"]: e["differences"] for e in call("--json", "list").document["records"]}
    assert (listed["Ground rules"], listed["Shared understanding"]) == (2, 1)
    status = call("--json", "status").document
    assert {e["title"]: e["count"] for e in status["differences"]} == {
        "Ground rules": 2,
        "Shared understanding": 1,
    }
    out = call("--plain", "status").out
    assert "Ground rules: 2 differences" in out
    assert "Shared understanding: 1 difference coproduce show step/2" in out
    assert "2 differences to settle" in call("--plain", "list", "agreement").out
    assert call("check").out.count("coproduce settle ") == 3


def test_words_that_quote_a_difference_are_nothing_to_settle(call: Call) -> None:
    body = call("--json", "show", REF).document["body"]
    said = call("--json", "say", REF, body).document["id"]
    assert call("--json", "show", f"contribution/{said}").document["differences"] == []
    listed = call("--json", "list", "words").document["records"]
    assert [each["differences"] for each in listed] == [0]
    assert (
        call("settle", f"contribution/{said}", "--at", "1", "--keep", "1", "--why", "W").code == 2
    )


def test_an_edit_names_the_way_to_settle(call: Call) -> None:
    ran = call("edit", REF, "--set", "about=other")
    assert ran.code == 2
    assert "--field about --keep 1" in ran.err
    ran = call("edit", REF, "--body", "We ask.")
    assert ran.code == 0
    assert "This settles a difference in the text" in ran.out


def test_a_text_that_was_refused_is_kept_and_it_is_said_where(call: Call) -> None:
    ran = call("settle", REF, "--at", "1", "--text", "Only when they ask.")
    assert ran.code == 2
    assert "The reason is missing" in ran.err
    assert ".git/coproduce/drafts/" in ran.err
    ran = call("--json", "settle", REF, "--at", "7", "--text", "Only when they ask.", "--why", "W")
    draft = Path(json.loads(ran.out or ran.err)["error"]["drafts"][0])
    assert draft.read_text() == "Only when they ask."


def test_the_only_difference_there_need_not_be_named(call: Call) -> None:
    ran = call("settle", REF, "--keep", "2", "--why", "W")
    assert ran.code == 2
    assert "Name one of them: --field about or --at 1" in ran.err
    assert call("settle", "step/2#2.3", "--keep", "1", "--why", "W").code == 0
    assert call("settle", REF, "--field", "about", "--keep", "1", "--why", "W").code == 0
    assert call("settle", REF, "--keep", "2", "--why", "W").code == 0
    shown = call("--json", "show", REF).document
    assert (shown["differences"], THEIRS in shown["body"]) == ([], True)
    ran = call("settle", REF)
    assert "There is nothing to settle in “Ground rules”." in ran.err
