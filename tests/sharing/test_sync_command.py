"""The commands of sharing: their words, their JSON, their exit codes."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import servers
from teams import QUESTION, Teams, children, git, head, rules_of

from store import Workspace
from tui.cli import run as run_cli


class Ran(NamedTuple):
    """What one run left behind."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        """The JSON document on standard output."""
        found = json.loads(self.out)
        assert found["version"] == 1
        return found


Call = Callable[..., Ran]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Call:
    """Run the command line in this process."""
    monkeypatch.delenv("COLUMNS", raising=False)

    def _call(*arguments: object) -> Ran:
        capsys.readouterr()
        code = run_cli([str(each) for each in arguments])
        seen = capsys.readouterr()
        return Ran(code, seen.out, seen.err)

    return _call


def test_sync_in_words_and_for_programs(teams: Teams, call: Call) -> None:
    with Workspace.open(teams.ann) as ann:
        ann.say(QUESTION, "From Ann.")
    ran = call("-C", teams.ann, "sync", "--plain")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "Shared: 1 change went out, 0 came in.\n"
    ran = call("-C", teams.ben, "sync", "--json")
    assert ran.code == 0
    found = ran.document
    assert {k: found[k] for k in ("sent", "received", "differences", "state")} == {
        "sent": 0,
        "received": 1,
        "differences": [],
        "state": "in-step",
    }
    assert found["head"] == head(teams.ben)
    assert call("-C", teams.ben, "sync").out == "Nothing new on either side.\n"


def test_open_differences_do_not_change_the_exit(teams: Teams, call: Call) -> None:
    for folder, hour in ((teams.ann, "ten"), (teams.ben, "nine")):
        with Workspace.open(folder) as workspace:
            body = f"We listen.\n\nWe take breaks.\n\nWe start at {hour}."
            workspace.edit(rules_of(workspace), body=body)
            rules = rules_of(workspace)
    call("-C", teams.ann, "sync")
    ran = call("-C", teams.ben, "sync")
    assert ran.code == 0
    assert "1 document is worded differently, for you to settle together." in ran.out
    assert "Ground rules" in ran.out
    again = call("-C", teams.ben, "sync", "--json")
    assert (again.code, again.document["state"]) == (0, "to-settle")
    assert again.document["differences"] == [rules.partition("/")[2]]
    assert call("-C", teams.ben, "status", "--json").document["to_share"] == 0


def test_what_needs_a_decision_leaves_with_3(teams: Teams, call: Call) -> None:
    with Workspace.open(teams.ann) as ann:
        ann.edit(rules_of(ann), body="We listen well.")
        path = ann.show(rules_of(ann)).record.path
    call("-C", teams.ann, "sync")
    (teams.ben / path).write_text("mine\n")
    ran = call("-C", teams.ben, "sync", "--json")
    assert (ran.code, ran.document["state"]) == (3, "waiting")
    assert path in ran.document["notes"][0]
    ran = call("-C", teams.ben, "sync")
    assert ran.code == 3
    assert path in ran.out
    git(teams.ben, "checkout", "-q", "--", path)
    tree = git(teams.hub, "rev-parse", "main^{tree}").strip()
    new = git(teams.hub, "commit-tree", "-m", "Anew", "-p", "main~1", tree).strip()
    git(teams.hub, "update-ref", "refs/heads/main", new)
    ran = call("-C", teams.ben, "sync", "--json")
    assert (ran.code, ran.document["error"]["code"]) == (3, "rewritten")
    assert "--rejoin" in ran.document["error"]["hint"]
    assert call("-C", teams.ben, "sync", "--rejoin").code == 0


def test_a_workspace_without_a_place_says_how_to_get_one(tmp_path: Path, call: Call) -> None:
    Workspace.init(tmp_path / "alone", "Alone").close()
    ran = call("-C", tmp_path / "alone", "sync")
    assert ran.code == 1
    assert ran.err.splitlines() == [
        "There is no place yet to share with.",
        "  Share through a folder on a shared drive or stick: coproduce share-folder PATH",
    ]


def test_share_folder_and_join(tmp_path: Path, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Workspace.init(tmp_path / "alone", "Evenings", name="Ann").close()
    ran = call("-C", "alone", "share-folder", "stick", "--json")
    assert ran.code == 0
    assert ran.document["place"]["where"] == str(tmp_path / "stick")
    assert (ran.document["sent"], ran.document["state"]) == (1, "in-step")
    ran = call("join", "stick", "--name", "Ben", "--perspective", "carer", "--json")
    assert ran.code == 0, ran.err
    assert ran.document["title"] == "Evenings"
    # Without a folder of its own it would be called as the address is, which is taken.
    assert ran.document["folder"] == str(tmp_path / "stick-2")


def test_join_into_a_folder_with_words_for_people(
    teams: Teams, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(teams.folder)
    ran = call("join", "hub", "cem", "--name", "Cem", "--perspective", "carer")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"You have joined “Evenings”, in {teams.folder / 'cem'}\n")
    assert "In the history you appear as Cem." in ran.out
    assert "coproduce sync" in ran.out
    assert call("-C", "cem", "sync", "--json").document["sent"] == 1
    ran = call("join", "hub", "cem", "--json")
    assert (ran.code, ran.document["error"]["code"]) == (1, "failed")
    ran = call("join", "nowhere", "new", "--json")
    assert (ran.code, ran.document["error"]["code"]) == (4, "place-missing")
    assert not (teams.folder / "new").exists()


def test_bundle_and_receive(teams: Teams, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(teams.folder)
    with Workspace.open(teams.ann) as ann:
        ann.say(QUESTION, "From Ann.")
    ran = call("-C", "ann", "bundle", "evenings.bundle", "--json")
    assert ran.code == 0
    assert ran.document["file"] == str(teams.folder / "evenings.bundle")
    ran = call("-C", "ben", "receive", "evenings.bundle", "--json")
    assert (ran.code, ran.document["received"], ran.document["state"]) == (0, 1, "to-share")
    with Workspace.open(teams.ann) as ann:
        ann.say(QUESTION, "Once more.")
    call("-C", "ann", "bundle", "again.bundle")
    ran = call("-C", "ben", "receive", "again.bundle")
    assert ran.out.startswith("1 change came in. Share to pass on yours.\n")
    assert "Not everything" not in ran.out
    ran = call("-C", "ben", "receive", "evenings.bundle")
    assert ran.code == 0
    assert "Not everything is shared yet" in ran.out
    with Workspace.init(teams.folder / "other", "Another") as other:
        other.bundle(teams.folder / "other.bundle")
    ran = call("-C", "ben", "receive", "other.bundle", "--json")
    assert (ran.code, ran.document["error"]["code"]) == (3, "unrelated")
    told = call("-C", "ann", "bundle", "evenings.bundle").out
    assert told.count("coproduce receive evenings.bundle") == 1
    assert told.count("coproduce join evenings.bundle") == 1


def test_network_and_sign_in_leave_with_4_and_tell_no_secret(teams: Teams, call: Call) -> None:
    teams.reach_by(teams.ben, f"http://noor:{servers.PASSWORD}@127.0.0.1:{servers.free_port()}/x")
    for more in ([], ["--json"], ["--verbose"]):
        ran = call("-C", teams.ben, "sync", *more)
        assert ran.code == 4
        assert servers.PASSWORD not in ran.out + ran.err
    ran = call("-C", teams.ben, "doctor")
    assert servers.PASSWORD not in ran.out
    assert "no-answer" in ran.out
    with servers.web(teams.hub) as web:
        teams.reach_by(teams.ben, web.url("noor:wrong-password-99"))
        ran = call("-C", teams.ben, "sync", "--verbose", "--json")
    assert (ran.code, ran.document["error"]["code"]) == (4, "sign-in")
    assert "wrong-password-99" not in ran.out


def test_ctrl_c_stops_a_host_that_never_answers_and_leaves_no_child(teams: Teams) -> None:
    with servers.black_hole() as port:
        teams.reach_by(teams.ben, f"git://127.0.0.1:{port}/hub")
        child = subprocess.Popen(
            [str(Path(sys.executable).with_name("coproduce")), "-C", str(teams.ben), "sync"],
            stderr=subprocess.PIPE,
            env=os.environ,
        )
        until = time.monotonic() + 30
        while not any(" fetch " in words for words in children()):
            assert time.monotonic() < until
            time.sleep(0.02)
        began = time.monotonic()
        child.send_signal(signal.SIGINT)
        _, said = child.communicate(timeout=20)
        assert time.monotonic() - began < 2.5
    assert child.returncode == 1
    assert said == b"Stopped. What was saved before is still saved.\n"
    assert children() == []


def test_a_folder_made_inside_one_that_holds_other_things_is_said(
    teams: Teams, tmp_path: Path, call: Call
) -> None:
    drive = tmp_path / "drive"
    drive.mkdir()
    (drive / "photo.jpg").write_bytes(b"x")
    ran = call("-C", teams.ann, "share-folder", drive)
    assert ran.code == 0
    out = " ".join(ran.out.split())
    assert f"{drive} is not empty, so a folder “" in out
    assert "” was made in it." in out


def test_what_the_others_type_can_be_typed_whatever_the_place_is_called(
    teams: Teams, tmp_path: Path, call: Call
) -> None:
    drive = tmp_path / "our drive"
    ran = call("-C", teams.ann, "share-folder", drive)
    assert f"coproduce join '{drive}'" in " ".join(ran.out.split())
    ran = call("-C", teams.ann, "bundle", tmp_path / "all of it.bundle")
    for command in ("receive", "join"):
        assert f"coproduce {command} 'all of it.bundle'" in ran.out


def test_what_came_in_is_read_apart_from_what_was_here(teams: Teams, call: Call) -> None:
    with Workspace.open(teams.ann) as ann:
        ann.say(QUESTION, "From Ann.")
    assert call("-C", teams.ann, "sync").code == 0
    with Workspace.open(teams.ben) as ben:
        ben.new("outcome", "Of Ben")
    ran = call("-C", teams.ben, "sync")
    told = re.search(
        r"Read what came in with: coproduce (changes --since [0-9a-f]+)$", ran.out, re.MULTILINE
    )
    assert told
    out = call("-C", teams.ben, *told[1].split()).out
    assert "own words on" in out
    assert "Of Ben" not in out


def test_where_agreements_are_says_when_more_was_saved_than_is_here(
    call: Call, teams: Teams
) -> None:
    call("-C", teams.ann, "sync")
    assert "not be all" not in call("-C", teams.ann, "standing").out
    git(teams.ann, "reset", "-q", "--hard", "HEAD~1")
    assert "(1 change), so this may not be all" in " ".join(
        call("-C", teams.ann, "standing").out.split()
    )
    assert call("-C", teams.ann, "standing", "--json").document["changes_not_here"] == 1
    git(teams.ann, "reset", "-q", "--hard", "@{1}")
    git(teams.ann, "checkout", "-q", "HEAD~1")
    assert "not be all" in " ".join(call("-C", teams.ann, "standing").out.split())
