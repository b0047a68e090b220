"""What people say: one new file each, by whoever spoke, recorded by whoever typed."""

import subprocess
from pathlib import Path

import pytest

from schema.kinds import Answer, Position, SetAside, Words
from schema.record import Contribution, Record
from store import Workspace
from store.errors import AmbiguousReference, BadValue, TextChanged, UnknownPerson, UnknownReference


def git(folder: Path, *args: str) -> str:
    return subprocess.run(
        ["git", "-C", str(folder), *args], check=True, capture_output=True, text=True
    ).stdout


@pytest.fixture
def sam(workspace: Workspace) -> str:
    return workspace.new("person", "Sam", {"perspectives": ("carer",)}).id


def said(workspace: Workspace, id_: str) -> Contribution:
    record = workspace.read(id_)
    assert isinstance(record, Contribution)
    return record


def test_words_are_kept_exactly_as_said(workspace: Workspace) -> None:
    text = "It was us. Nobody else.\n  Really!\n\n\n## and that"
    saved = workspace.say("step/1#1.1", text)
    assert saved.path == f"contributions/step/1/{saved.id}.md"
    assert said(workspace, saved.id).body == text + "\n"


def test_who_typed_is_recorded_when_someone_else_spoke(workspace: Workspace, sam: str) -> None:
    own = said(workspace, workspace.say("activity", "Mine.").id)
    assert (own.by, own.recorded_by) == (workspace.me, "")
    for_sam = said(workspace, workspace.say("activity", "Sam's.", by="sam").id)
    assert (for_sam.by, for_sam.recorded_by) == (sam, workspace.me)


def test_anonymous_words_leave_no_trace_of_who_or_when(workspace: Workspace) -> None:
    saved = workspace.say("step/1#1.1", "I was afraid.", by="anonymous")
    record = said(workspace, saved.id)
    assert (record.by, record.recorded_by) == ("anonymous", "")
    facts = git(workspace.root, "log", "-1", "--format=%an|%ae|%cn|%ce|%ad|%cd|%GK", "--date=iso")
    someone = "someone|anonymous@coproduce.invalid"
    day = f"{record.date} 00:00:00 +0000"
    assert facts.strip() == f"{someone}|{someone}|{day}|{day}|"
    newest_reflog = (workspace.root / ".git/logs/HEAD").read_text().splitlines()[-1]
    assert workspace.me not in newest_reflog
    assert "Robin" not in newest_reflog
    gone = workspace.withdraw(saved.id)
    assert gone.commit
    assert git(workspace.root, "log", "-1", "--format=%an|%ae").strip() == someone


def test_no_words_and_no_names_stand_in_a_message(workspace: Workspace, sam: str) -> None:
    workspace.say("step/1#1.1", "Xylophone.", by=sam)
    message = git(workspace.root, "log", "-1", "--format=%B")
    assert "Xylophone" not in message
    assert "Sam" not in message


def test_a_position_names_the_exact_text_and_replaces_the_earlier_one(workspace: Workspace) -> None:
    rules = workspace.new("agreement", "Rules", {"parties": (workspace.me,)}, "One.")
    first = workspace.agree(rules.id)
    second = workspace.agree(rules.id, position="agree-with-concern", because="It is late.")
    record = said(workspace, second.id)
    assert isinstance(record, Position)
    assert record.replaces == (first.id,)
    assert record.digest == workspace.show(rules.id).digest
    (standing,) = workspace.standing(rules.id)
    assert standing.standing == "agreed"
    assert [(p.id, p.current) for p in standing.positions if p.current] == [(second.id, True)]


def test_a_position_for_another_text_is_refused_with_the_reason_kept(workspace: Workspace) -> None:
    rules = workspace.new("agreement", "Rules", body="One.")
    before = workspace.show(rules.id).digest
    assert workspace.agree(rules.id, text=before[:8]).commit
    workspace.edit(rules.id, body="Two.")
    with pytest.raises(TextChanged) as refused:
        workspace.agree(rules.id, text=before, because="I like it")
    assert refused.value.draft is not None
    assert "I like it" in refused.value.draft.read_text()


def test_standing_follows_the_text(workspace: Workspace, sam: str) -> None:
    rules = workspace.new("agreement", "Rules", {"parties": (workspace.me, sam)}, "One two three.")

    def state() -> str:
        return workspace.standing(rules.id)[0].standing

    assert state() == "asked"
    workspace.agree(rules.id)
    workspace.agree(rules.id, by="sam")
    assert state() == "agreed"
    workspace.edit(rules.id, body="One two four five.")
    assert state() == "changed-since-agreed"
    assert {p.words_changed for p in workspace.standing(rules.id)[0].positions} == {3}
    workspace.agree(rules.id, by="sam", position="not-yet", because="Too fast.")
    assert state() == "not-yet"
    workspace.edit(rules.id, fields={"parties": (workspace.me,)})
    assert state() == "not-yet"
    assert workspace.standing(rules.id)[0].removed_parties == (sam,)


def test_an_answer_holds_the_sections_given_and_replaces_the_own_earlier_one(
    workspace: Workspace,
) -> None:
    review = workspace.new("review", "Spring")
    first = workspace.answer(
        review.id, {"1": "Tea.", "+1": "# More tea"}, threads={"power": "same"}
    )
    second = workspace.answer(review.id, {"2": "The bus."})
    record = said(workspace, first.id)
    assert isinstance(record, Answer)
    assert record.body == "## 1 Tried\n\nTea.\n\n## +1 Next\n\n### More tea\n"
    assert record.threads == {"power": "same"}
    assert said(workspace, second.id).replaces == (first.id,)


def test_progress_never_replaces(workspace: Workspace) -> None:
    outcome = workspace.new("outcome", "Open at night")
    workspace.progress(outcome.id, "closer", date="2025-01-01")
    second = workspace.progress(outcome.id, "further", "Staff left.", date="2025-06-01")
    assert said(workspace, second.id).replaces == ()
    assert len(workspace.contributions(outcome.id)) == 2


def test_a_reply_lies_with_the_document_the_words_are_about(workspace: Workspace) -> None:
    words = workspace.say("step/3#3.5", "Pay us.")
    reply = workspace.reply(words.id, "could-not", "because the budget is gone", told="2026-01-05")
    assert reply.path == f"contributions/step/3/{reply.id}.md"
    assert said(workspace, reply.id).ref == f"contribution/{words.id}"


def test_setting_aside_and_taking_up_again_replace_across_people(
    workspace: Workspace, sam: str
) -> None:
    aside = workspace.set_aside("step/2#2.b", "not for us, we have no rules")
    again = workspace.reopen("2.b", by="Sam")
    record = said(workspace, again.id)
    assert isinstance(record, SetAside)
    assert (record.set_, record.by, record.replaces) == ("open", sam, (aside.id,))


def test_a_note_is_placed_by_whoever_said_it(workspace: Workspace, sam: str) -> None:
    note = workspace.say("unplaced", "The bus stops at nine.", by="Sam", date="2026-03-01")
    assert note.path == f"contributions/unplaced/{note.id}.md"
    assert [each.id for each in workspace.contributions("unplaced")] == [note.id]
    placed = workspace.say("step/1#1.4", "", replaces=(note.id,))
    record = said(workspace, placed.id)
    assert isinstance(record, Words)
    assert (record.by, record.date, record.body) == (sam, "2026-03-01", "The bus stops at nine.\n")
    assert workspace.contributions("unplaced") == ()


def test_an_anonymous_note_stays_anonymous_when_it_is_placed(workspace: Workspace) -> None:
    note = workspace.say("unplaced", "I cannot pay the bus.", by="anonymous")
    placed = said(workspace, workspace.say("step/3#3.5", "", replaces=(note.id,)).id)
    assert (placed.by, placed.recorded_by) == ("anonymous", "")
    assert workspace.contributions("unplaced") == ()


def test_words_of_someone_else_cannot_be_replaced(workspace: Workspace, sam: str) -> None:
    words = workspace.say("activity", "Sam's.", by=sam)
    with pytest.raises(BadValue):
        workspace.say("activity", "Mine now.", replaces=(words.id,))


def test_taking_words_back_empties_the_text_and_leaves_every_view(workspace: Workspace) -> None:
    words = workspace.say(
        "step/1#1.1", "Xylophone secret.", quote="a line", media=("https://e.org",)
    )
    assert len(workspace.search("xylophone")) == 1
    files = list((workspace.root / ".git/coproduce").glob("cache.db*"))
    assert any(b"secret" in each.read_bytes().lower() for each in files)
    saved = workspace.withdraw(words.id)
    record = said(workspace, words.id)
    assert record.body == ""
    assert record.withdrawn == record.date
    assert "quote" not in record.fields
    assert "media" not in record.fields
    assert workspace.contributions("step/1") == ()
    assert workspace.search("xylophone") == ()
    assert not any(b"secret" in each.read_bytes().lower() for each in files)
    with pytest.raises(BadValue):
        workspace.diff(words.id)
    assert workspace.withdraw(words.id).commit is None
    assert workspace.history(words.id)[0].commit == saved.commit


def test_a_withdrawn_position_brings_nothing_back(workspace: Workspace) -> None:
    rules = workspace.new("agreement", "Rules", {"parties": (workspace.me,)}, "One.")
    workspace.agree(rules.id)
    second = workspace.agree(rules.id, position="stand-aside")
    workspace.withdraw(second.id)
    (standing,) = workspace.standing(rules.id)
    assert (standing.standing, standing.missing) == ("asked", (workspace.me,))


def test_starting_in_the_middle_dates_what_was_said(workspace: Workspace) -> None:
    rules = workspace.new("agreement", "Rules", body="One.")
    assert said(workspace, workspace.agree(rules.id, date="2025-02-28").id).date == "2025-02-28"
    with pytest.raises(BadValue):
        workspace.say("activity", "Hm.", date="2025-02-30")


def test_wrong_words_say_what_fits(workspace: Workspace, sam: str) -> None:
    workspace.new("agreement", "Rules one")
    workspace.new("agreement", "Rules two")
    with pytest.raises(AmbiguousReference) as several:
        workspace.agree("rules")
    assert len(several.value.candidates) == 2
    for wrong in ("../x", "-rf", "CON", "agreement/nothing", "step/9", "step/2#1.1", "step/2#2.9"):
        with pytest.raises((UnknownReference, BadValue)):
            workspace.say(wrong, "Hm.")
    with pytest.raises(UnknownPerson):
        workspace.say("activity", "Hm.", by="Nobody")
    with pytest.raises(BadValue):
        workspace.say("activity", "  \n ")
    with pytest.raises(BadValue):
        workspace.agree("rules-one", position="perhaps")


def test_the_beginning_of_a_name_is_enough_where_only_one_begins_so(workspace: Workspace) -> None:
    south = workspace.new("person", "South team").id
    assert workspace.person("South") == south
    assert workspace.person("south te") == south
    workspace.new("person", "Southern team")
    with pytest.raises(AmbiguousReference):
        workspace.person("South")
    assert workspace.person("south team") == south
    with pytest.raises(UnknownPerson):
        workspace.person("team")


def test_a_perspective_nobody_named_is_refused(workspace: Workspace) -> None:
    with pytest.raises(BadValue, match="king"):
        workspace.say("activity", "Hm.", perspectives=("king",))
    with pytest.raises(BadValue, match="king"):
        workspace.new("person", "Lou", {"perspectives": ("king",)})
    assert workspace.say("activity", "Hm.", perspectives=("carer", "staff")).commit


def test_a_person_is_also_found_by_the_whole_chosen_name(workspace: Workspace, sam: str) -> None:
    assert workspace.resolve("Sam").id == sam
    assert workspace.resolve("person/sam").id == sam
    workspace.new("person", "SAM")
    with pytest.raises(AmbiguousReference):
        workspace.resolve("sam")


def test_a_record_read_is_frozen(workspace: Workspace) -> None:
    record = workspace.read("activity")
    assert isinstance(record, Record)
    with pytest.raises(AttributeError):
        record.body = "x"  # type: ignore[misc]


def test_taking_words_back_takes_the_note_and_earlier_wordings_with_them(
    workspace: Workspace, sam: str
) -> None:
    note = workspace.say("unplaced", "Xylophone noted.", by=sam)
    placed = workspace.say("step/1#1.1", "", replaces=(note.id,))
    better = workspace.say("step/1#1.1", "Xylophone better.", by=sam, replaces=(placed.id,))
    other = workspace.say("step/1#1.1", "Xylophone of mine.")
    workspace.withdraw(better.id)
    assert [hit.id for hit in workspace.search("xylophone")] == [other.id]
    assert {said(workspace, each.id).body for each in (note, placed, better)} == {""}


def test_a_note_is_not_turned_into_someone_elses_words(workspace: Workspace, sam: str) -> None:
    note = workspace.say("unplaced", "The kitchen stays open.", by=sam)
    with pytest.raises(BadValue, match="someone else"):
        workspace.say("step/1#1.1", "It closes.", by=workspace.me, replaces=(note.id,))
    assert [each.id for each in workspace.contributions("unplaced")] == [note.id]


def test_nobody_speaks_for_an_empty_place_or_on_a_day_to_come(workspace: Workspace) -> None:
    place = workspace.new("person", "a carer", {"here": "not-here-yet"})
    workspace.new("agreement", "Rules", {"parties": (place.id,)}, "One.")
    with pytest.raises(BadValue, match="place still empty"):
        workspace.agree("rules", by=place.id)
    with pytest.raises(BadValue, match="still to come"):
        workspace.say("activity", "Hm.", date="2999-01-01")


def test_documents_are_found_by_title_and_what_is_put_aside_steps_back(
    workspace: Workspace,
) -> None:
    one = workspace.new("agreement", "Ground rules")
    two = workspace.new("agreement", "Ground rules")
    with pytest.raises(AmbiguousReference):
        workspace.resolve("Ground rules")
    workspace.archive(one.id)
    assert workspace.resolve("Ground rules").id == two.id
    assert workspace.resolve("ground-rules").id == two.id
    assert workspace.resolve(one.id).id == one.id
