"""Changing common ground: each change is one commit, and nothing else moves."""

import subprocess
from pathlib import Path

import pytest

from schema.differences import quote_of
from schema.digest import digest
from schema.kinds import Agreement
from store import Workspace
from store.errors import (
    BadValue,
    DamagedRecord,
    Failed,
    NewerFormat,
    NoIdentity,
    RecordChanged,
    WrongWords,
)


def git(folder: Path, *args: str) -> str:
    return subprocess.run(
        ["git", "-C", str(folder), *args], check=True, capture_output=True, text=True
    ).stdout


def head_message(workspace: Workspace) -> str:
    return git(workspace.root, "log", "-1", "--format=%B")


def test_a_new_workspace_is_one_commit_with_the_activity_the_steps_and_its_maker(
    workspace: Workspace,
) -> None:
    assert git(workspace.root, "rev-list", "--count", "HEAD").strip() == "1"
    files = git(workspace.root, "ls-tree", "-r", "--name-only", "HEAD").split()
    assert ".gitattributes" in files
    assert "coproduce.md" in files
    assert [f for f in files if f.startswith("steps/")] == [
        "steps/1-what-and-why.md",
        "steps/2-shared-understanding.md",
        "steps/3-outcomes-and-process.md",
        "steps/4-tracking-progress.md",
        "steps/5-learning.md",
    ]
    assert f"people/{workspace.me}.md" in files
    assert git(workspace.root, "status", "--porcelain") == ""
    assert git(workspace.root, "log", "-1", "--format=%an <%ae>").strip() == (
        f"Robin <{workspace.me}@coproduce.invalid>"
    )


def test_each_change_is_one_commit_of_exactly_its_file(workspace: Workspace) -> None:
    saved = workspace.new("agreement", "Ground rules", {"about": "ground-rules"}, "We listen.")
    assert git(workspace.root, "show", "--name-only", "--format=", "HEAD").split() == [saved.path]
    assert git(workspace.root, "rev-parse", "HEAD").strip() == saved.commit
    assert git(workspace.root, "status", "--porcelain") == ""


def test_the_text_of_an_agreement_gives_the_documented_digest(workspace: Workspace) -> None:
    saved = workspace.new("agreement", "Ground rules", body="We listen.")
    shown = workspace.show(saved.id)
    assert shown.record.body == "We listen.\n"
    assert shown.digest == digest(saved.id, "Ground rules", "We listen.\n")


def test_prose_is_written_one_sentence_a_line(workspace: Workspace) -> None:
    saved = workspace.new("agreement", "Rules", body="We listen. Dr. Lee comes at 3.5 hours. Yes.")
    assert workspace.read(saved.id).body == "We listen.\nDr. Lee comes at 3.5 hours.\nYes.\n"


def test_hidden_characters_are_left_out_and_counted(workspace: Workspace) -> None:
    saved = workspace.new("agreement", "Ru\u202eles", body="We\u200b listen.\x1b[2J")
    record = workspace.read(saved.id)
    assert isinstance(record, Agreement)
    assert record.title == "Rules"
    assert record.body == "We listen.[2J\n"
    assert saved.notes == ("3 hidden characters were left out of what you typed.",)


def test_an_edit_that_would_hide_a_difference_is_refused_and_kept(workspace: Workspace) -> None:
    saved = workspace.new("agreement", "Rules", body="We listen.")
    open_ = quote_of(("a", "b"))
    workspace.edit(f"agreement/{saved.id}", body=f"We listen.\n\n{open_}")
    with pytest.raises(BadValue, match="nobody would see") as caught:
        workspace.edit(f"agreement/{saved.id}", body=f"We listen.\n\nQ {open_}")
    assert "coproduce settle" in caught.value.hint
    assert [each.read_text("utf-8") for each in caught.value.drafts] != []
    assert len(workspace.read(f"agreement/{saved.id}").body.split("Different wordings")) == 2


def test_an_edit_of_one_section_leaves_every_other_byte(workspace: Workspace) -> None:
    before = (workspace.root / "steps/2-shared-understanding.md").read_text()
    workspace.edit("step/2#2.3", body="We take turns.")
    after = (workspace.root / "steps/2-shared-understanding.md").read_text()
    assert after == before.replace(
        "## 2.3 Common ground\n", "## 2.3 Common ground\n\nWe take turns.\n"
    )
    assert "Step 2: 2.3 written" in head_message(workspace)


def test_a_save_of_nothing_writes_nothing(workspace: Workspace) -> None:
    saved = workspace.new("agreement", "Rules", body="We listen.")
    again = workspace.edit(saved.id, body="We listen.")
    assert again.commit is None
    assert git(workspace.root, "rev-parse", "HEAD").strip() == saved.commit


def test_the_reason_and_the_facts_stand_in_the_message(workspace: Workspace) -> None:
    saved = workspace.new("agreement", "Ground rules", body="One.\n\nTwo.\n\nThree.")
    workspace.edit(saved.id, body="One.\n\nTwo!\n\nThree!", why="people asked for it")
    slug = saved.id[:-7]
    assert head_message(workspace).rstrip() == (
        f"Agreement {slug}: 2 clauses changed\n\npeople asked for it\n\n"
        f"Coproduce-Op: changed\nCoproduce-Record: agreement/{saved.id}"
    )


def test_an_edit_of_what_was_read_earlier_is_refused_and_kept(workspace: Workspace) -> None:
    saved = workspace.new("agreement", "Rules", body="One.")
    blob = workspace.read(saved.id).blob
    workspace.edit(saved.id, body="Two.", expect=blob)
    with pytest.raises(RecordChanged) as refused:
        workspace.edit(saved.id, body="Three is mine.", expect=blob)
    assert refused.value.draft is not None
    assert "Three is mine." in refused.value.draft.read_text()
    assert refused.value.draft.stat().st_mode & 0o777 == 0o600
    assert workspace.read(saved.id).body == "Two.\n"


def test_people_in_fields_may_be_typed_by_name_and_are_kept_by_id(workspace: Workspace) -> None:
    sam = workspace.new("person", "Sam", {"perspectives": ("carer",)})
    saved = workspace.new("agreement", "Rules", {"parties": ("Sam", "robin")}, "One.")
    record = workspace.read(saved.id)
    assert isinstance(record, Agreement)
    assert record.parties == (sam.id, workspace.me)


def test_an_empty_value_removes_a_field(workspace: Workspace) -> None:
    saved = workspace.new("agreement", "Rules", {"review_on": "2027-01-01"}, "One.")
    workspace.edit(saved.id, fields={"review_on": ""})
    assert "review_on" not in workspace.read(saved.id).fields


@pytest.mark.parametrize(
    ("fields", "part"),
    [
        ({"review_on": "2027-02-30"}, "2027-02-30"),
        ({"about": "weather"}, "weather"),
        ({"kind": "review"}, "kind"),
        ({"parties": "Nobody"}, "Nobody"),
        ({"review_on": ("a", "b")}, "review_on"),
    ],
)
def test_a_field_that_does_not_fit_is_refused_and_nothing_is_saved(
    workspace: Workspace, fields: dict[str, str], part: str
) -> None:
    before = git(workspace.root, "rev-parse", "HEAD")
    with pytest.raises(WrongWords, match=part):
        workspace.new("agreement", "Rules", fields, "One.")
    assert git(workspace.root, "rev-parse", "HEAD") == before


@pytest.mark.parametrize("title", ["", " \n ", "x" * 5000])
def test_a_title_must_be_there_and_short(workspace: Workspace, title: str) -> None:
    with pytest.raises(BadValue):
        workspace.new("agreement", title)


def test_unknown_fields_comments_and_order_stay(workspace: Workspace) -> None:
    saved = workspace.new("agreement", "Rules", body="One.")
    file = workspace.root / saved.path
    text = file.read_text().replace("title: Rules\n", "# ours\nmood: '1.10'\ntitle: Rules # keep\n")
    file.write_text(text)
    workspace.keep_outside(saved.id, why="typed in vim")
    workspace.edit(saved.id, fields={"about": "aims"})
    after = file.read_text()
    assert "# ours\nmood: '1.10'\ntitle: Rules # keep\n" in after
    assert "about: aims\n" in after


def test_putting_aside_keeps_the_file_and_leaves_the_list(workspace: Workspace) -> None:
    saved = workspace.new("agreement", "Rules", body="One.")
    workspace.archive(saved.id)
    assert [each.id for each in workspace.list("agreement")] == []
    assert [each.id for each in workspace.list("agreement", all=True)] == [saved.id]
    assert workspace.archive(saved.id).commit is None


def test_a_damaged_record_is_never_written_over(workspace: Workspace) -> None:
    saved = workspace.new("agreement", "Rules", body="One.")
    file = workspace.root / saved.path
    file.write_text("---\ntitle: a\ntitle: b\n---\n")
    git(workspace.root, "commit", "-qam", "by hand")
    with pytest.raises(DamagedRecord):
        workspace.edit(saved.id, body="Two.")
    assert file.read_text() == "---\ntitle: a\ntitle: b\n---\n"
    listed = workspace.list("agreement")
    assert [(each.id, bool(each.damaged)) for each in listed] == [(saved.id, True)]
    assert workspace.new("agreement", "Another").commit


def test_nobody_at_the_keyboard_is_told_how_to_say_who_they_are(workspace: Workspace) -> None:
    git(workspace.root, "config", "--unset", "coproduce.me")
    with Workspace.open(workspace.root) as other, pytest.raises(NoIdentity):
        other.new("agreement", "Rules")
    with Workspace.open(workspace.root, as_person="Robin") as other:
        assert other.new("agreement", "Rules").commit


def test_someone_without_a_record_saves_nothing(workspace: Workspace) -> None:
    git(workspace.root, "config", "coproduce.me", "p-nobody22")
    before = git(workspace.root, "rev-parse", "HEAD")
    with Workspace.open(workspace.root) as other:
        for attempt in (
            lambda: other.say("activity", "Words."),
            lambda: other.say("activity", "Words.", by="Robin"),
            lambda: other.new("agreement", "Rules"),
        ):
            with pytest.raises(NoIdentity, match="p-nobody22"):
                attempt()
        assert git(workspace.root, "rev-parse", "HEAD") == before
        assert other.say("activity", "Words.", by="anonymous").commit


@pytest.mark.parametrize(
    "written", ['"2"', '"99999999999"', '"1.5"', "v2", "[]", '["1"]', '""', '"01"', '" 1"', '"１"']
)
def test_a_newer_or_unknown_format_is_read_and_never_written(
    workspace: Workspace, written: str
) -> None:
    file = workspace.root / "coproduce.md"
    file.write_text(file.read_text().replace('format: "1"', f"format: {written}"))
    git(workspace.root, "commit", "-qam", "newer")
    assert workspace.title == "Evenings"
    with pytest.raises(NewerFormat):
        workspace.new("agreement", "Rules")
    with pytest.raises(NewerFormat):
        workspace.say("activity", "Words.", by="anonymous")


def test_a_workspace_that_names_no_format_is_written(workspace: Workspace) -> None:
    file = workspace.root / "coproduce.md"
    file.write_text(file.read_text().replace('format: "1"\n', ""))
    git(workspace.root, "commit", "-qam", "no format")
    assert workspace.new("agreement", "Rules").commit


def test_words_about_the_work_are_named_in_the_history(workspace: Workspace) -> None:
    workspace.say("activity", "Words.")
    assert git(workspace.root, "log", "-1", "--format=%s").strip() == "Words about the work"


@pytest.mark.parametrize(
    "text",
    ["x" * (1 << 20 | 1), "<<<<<<< a\none\n=======\ntwo\n>>>>>>> b\n"],
    ids=["too long", "markers"],
)
def test_text_that_no_file_can_hold_is_refused_in_words_and_kept(
    workspace: Workspace, text: str
) -> None:
    rules = workspace.new("agreement", "Rules", body="One.")
    for attempt in (
        lambda: workspace.edit(rules.id, body=text),
        lambda: workspace.new("agreement", "More", body=text),
        lambda: workspace.say("activity", text),
    ):
        with pytest.raises(BadValue) as refused:
            attempt()
        assert refused.value.draft is not None
        assert text.strip() in refused.value.draft.read_text()


def test_a_section_that_stands_twice_is_put_together_by_people_first(workspace: Workspace) -> None:
    file = workspace.root / "steps/2-shared-understanding.md"
    file.write_text(file.read_text() + "\n## 2.3 Again\n\nMore.\n")
    workspace.keep_outside("step/2")
    with pytest.raises(BadValue, match="more than once"):
        workspace.edit("step/2#2.3", body="New.")
    with pytest.raises(BadValue, match="no section"):
        workspace.edit("step/2", section="1.1", body="New.")


def test_a_text_for_a_whole_step_may_not_leave_out_answers(workspace: Workspace) -> None:
    workspace.edit("step/1#1.1", body="We did.")
    with pytest.raises(BadValue, match=r"1\.1"):
        workspace.edit("step/1", body="We are here.")
    workspace.edit("step/1", body="## 1.1 Who named the issue\n\nAll of us.")
    assert "All of us." in workspace.read("step/1").body


def test_a_workspace_is_not_made_inside_another(workspace: Workspace) -> None:
    with pytest.raises(Failed, match="inside the workspace"):
        Workspace.init(workspace.root / "another", "Another")
