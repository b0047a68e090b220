"""How it came to be: changes with reasons, and what changed word by word."""

import subprocess
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from schema.spans import Span
from store import Workspace
from store.errors import BadValue, HistoryMissing


def git(folder: Path, *args: str) -> str:
    return subprocess.run(
        ["git", "-C", str(folder), *args], check=True, capture_output=True, text=True
    ).stdout


def old(spans: Iterable[Span]) -> str:
    return "".join(span.text for span in spans if span.op != "add")


def new(spans: Iterable[Span]) -> str:
    return "".join(span.text for span in spans if span.op != "remove")


def test_the_history_of_a_document_holds_what_was_said_about_it(workspace: Workspace) -> None:
    rules = workspace.new("agreement", "Rules", body="One.", why="we needed some")
    workspace.new("agreement", "Other")
    words = workspace.say(rules.id, "Too short.")
    position = workspace.agree(rules.id)
    workspace.edit(rules.id, body="Two.", why="Sam asked")
    changes = workspace.history(rules.id)
    assert [(c.kind, c.why) for c in changes] == [
        ("changed", "Sam asked"),
        ("position", ""),
        ("said", ""),
        ("created", "we needed some"),
    ]
    assert [c.records for c in changes] == [(rules.id,), (position.id,), (words.id,), (rules.id,)]
    assert {c.who for c in changes} == {"Robin"}
    assert len(workspace.history(rules.id, limit=2)) == 2
    assert len(workspace.history()) == 6


def test_the_history_of_a_question_leaves_the_other_questions_out(workspace: Workspace) -> None:
    workspace.edit("step/2#2.3", body="We take turns.")
    workspace.edit("step/2#2.1", body="By talking.")
    here = workspace.say("step/2#2.3", "Turns are long.")
    workspace.say("step/2#2.1", "Hm.")
    changes = workspace.history("step/2#2.3")
    assert [c.kind for c in changes][:2] == ["said", "changed"]
    assert changes[0].records == (here.id,)
    assert len([c for c in changes if c.kind == "changed"]) == 1


def test_what_was_proposed_and_did_not_stay_is_in_the_history(workspace: Workspace) -> None:
    rules = workspace.new("agreement", "Rules", body="One.")
    workspace.edit(rules.id, body="Two.", why="a try")
    workspace.edit(rules.id, body="One.", why="and back")
    assert [c.why for c in workspace.history(rules.id)] == ["and back", "a try", ""]


def test_a_commit_from_elsewhere_is_told_apart(workspace: Workspace) -> None:
    rules = workspace.new("agreement", "Rules", body="One.")
    file = workspace.root / rules.path
    file.write_text(file.read_text().replace("One.", "Two."))
    git(workspace.root, "commit", "-qam", "typed in vim\n\nfor speed")
    change = workspace.history(rules.id)[0]
    assert (change.kind, change.subject, change.why) == ("outside", "typed in vim", "for speed")


def test_times_and_names_are_those_of_the_saver(workspace: Workspace) -> None:
    change = workspace.history()[-1]
    assert datetime.fromisoformat(change.when).tzinfo is not None
    assert change.commit == git(workspace.root, "rev-parse", "HEAD").strip()


def test_the_spans_of_a_diff_rebuild_both_files(workspace: Workspace) -> None:
    rules = workspace.new("agreement", "Rules", body="We listen. Staff check in hourly.")
    before = (workspace.root / rules.path).read_text()
    workspace.edit(rules.id, body="We listen. Staff check in when asked.", title="Our rules")
    after = (workspace.root / rules.path).read_text()
    diff = workspace.diff(rules.id)
    assert (old(diff.spans), new(diff.spans)) == (before, after)
    assert diff.to == git(workspace.root, "rev-parse", "HEAD").strip()
    assert diff.from_ == git(workspace.root, "rev-parse", "HEAD~1").strip()


def test_since_i_agreed_is_since_the_text_i_stood_behind(workspace: Workspace) -> None:
    sam = workspace.new("person", "Sam").id
    rules = workspace.new("agreement", "Rules", body="One.")
    workspace.edit(rules.id, body="Two.")
    workspace.agree(rules.id, by=sam)
    workspace.edit(rules.id, body="Three.")
    workspace.edit(rules.id, fields={"about": "aims"})
    diff = workspace.diff(rules.id, since="agreed", by="Sam")
    assert old(diff.spans).endswith("Two.\n")
    assert new(diff.spans) == (workspace.root / rules.path).read_text()
    with pytest.raises(BadValue):
        workspace.diff(rules.id, since="agreed")


def test_since_a_commit_and_since_last_seen(workspace: Workspace) -> None:
    rules = workspace.new("agreement", "Rules", body="One.")
    workspace.mark_seen()
    workspace.edit(rules.id, body="Two.")
    workspace.edit(rules.id, body="Three.")
    assert old(workspace.diff(rules.id, since="seen").spans).endswith("One.\n")
    assert rules.commit
    assert workspace.diff(rules.id, since=rules.commit[:9]) == workspace.diff(
        rules.id, since="seen"
    )
    for wrong in ("yesterday", "2026-02-30", "ffffffff"):
        with pytest.raises(BadValue):
            workspace.diff(rules.id, since=wrong)


def test_since_a_day_is_the_state_before_it_began(tmp_path: Path) -> None:
    now = [datetime.fromisoformat("2026-03-01T10:00:00+01:00")]
    with Workspace.init(tmp_path / "w", "Evenings", clock=lambda: now[0]) as workspace:
        rules = workspace.new("agreement", "Rules", body="One.")
        now[0] += timedelta(days=1, hours=-9, minutes=-59)
        workspace.edit(rules.id, body="Two.")
        now[0] += timedelta(days=3)
        workspace.edit(rules.id, body="Three.")
        assert old(workspace.diff(rules.id, since="2026-03-02").spans).endswith("One.\n")
        assert old(workspace.diff(rules.id, since="2026-03-03").spans).endswith("Two.\n")
        assert old(workspace.diff(rules.id, since="2026-01-01").spans) == ""


def test_changes_are_grouped_by_document_with_their_words(workspace: Workspace) -> None:
    rules = workspace.new("agreement", "Rules", body="Staff check in every hour.")
    workspace.mark_seen()
    assert workspace.changes().documents == ()
    workspace.edit(rules.id, body="Staff check in every two hours.")
    workspace.agree(rules.id)
    workspace.say("step/1#1.1", "We did.")
    found = {each.id: each for each in workspace.changes().documents}
    assert set(found) == {rules.id, "1"}
    assert [c.kind for c in found[rules.id].changes] == ["position", "changed"]
    words = {id_: (each.changed.added, each.changed.removed) for id_, each in found.items()}
    assert words == {rules.id: (2, 1), "1": (0, 0)}
    assert {each.id for each in workspace.changes(since="").documents} > {rules.id, "1"}


def test_looking_remembers_the_day_and_may_stop_at_an_earlier_change(workspace: Workspace) -> None:
    first = workspace.new("agreement", "Rules", body="One.")
    assert workspace.status().looked_on == ""
    workspace.edit(first.id, body="Two.")
    workspace.mark_seen(first.commit or "")
    status = workspace.status()
    assert status.looked_on
    assert [each.id for each in status.changed] == [first.id]


def test_a_marker_that_is_not_in_this_history_counts_as_never_looked(workspace: Workspace) -> None:
    workspace.mark_seen("0" * 40)
    assert workspace.status().changed_since == ""
    assert workspace.changes().since == ""
    workspace.mark_seen("[/nonsense]")
    assert workspace.status().changed == ()


def test_a_workspace_without_a_commit_says_so_and_is_not_shown_as_empty(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    (tmp_path / "coproduce.md").write_text("---\nkind: activity\nid: activity\n---\n")
    with Workspace.open(tmp_path) as workspace:
        for ask in (workspace.history, workspace.list, workspace.status, workspace.check):
            with pytest.raises(HistoryMissing):
                ask()
        assert [each.code for each in workspace.doctor()] == ["history-missing"]
