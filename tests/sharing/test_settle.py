"""Settling: what two teams worded differently is decided by people, with a reason."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from meeting import copy_for, git, meet, one_sided

from schema.differences import find_differences, quote_of
from schema.kinds import Agreement, Meeting
from schema.record import Damaged
from store import Workspace
from store.errors import BadValue, CoproduceError, RecordChanged, UnknownReference
from store.git import Repository
from store.values import OpenDifference

RULES = "Staff check in every hour.\n\nWhat is said here stays here.\n"
TWO_HOURS, ASKED = "Staff check in every two hours.", "Staff check in when the person asks."
WHY = "We talked about it on Tuesday."


@pytest.fixture(scope="session")
def made_teams(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of North team, and what Sam's team has to know before they part."""
    place = tmp_path_factory.mktemp("teams") / "north"
    with Workspace.init(place, "Evenings", name="North team") as workspace:
        sam = workspace.new("person", "Sam", {"perspectives": ("service-user",)}).id
        workspace.new(
            "agreement",
            "Ground rules",
            {"parties": (workspace.me, sam), "about": "aims", "step": "2"},
            RULES,
        )
        workspace.new("meeting", "First evening", {"present": {"staff": "2", "carer": "1"}}, "Tea.")
        workspace.edit("step/2#2.3", body="We say what we need.\n\n- tea first\n- then the bus")
    return place


@pytest.fixture
def north(made_teams: Path, tmp_path: Path) -> Path:
    """North team's copy."""
    place = tmp_path / "north"
    shutil.copytree(made_teams, place, symlinks=True)
    return place


@pytest.fixture
def south(north: Path, tmp_path: Path) -> Path:
    """The copy of Sam's team, made before anything differs."""
    with Workspace.open(north) as workspace:
        sam = workspace.person("Sam")
    return copy_for(north, tmp_path / "south", sam)


def opened(folder: Path, ref: str = "") -> tuple[OpenDifference, ...]:
    with Workspace.open(folder) as workspace:
        return workspace.differences(ref)


def differ(north: Path, south: Path) -> None:
    """Let both teams reword the same clause, and bring that together in North's copy."""
    one_sided(north, "ground-rules", body=RULES.replace("Staff check in every hour.", TWO_HOURS))
    one_sided(south, "ground-rules", body=RULES.replace("Staff check in every hour.", ASKED))
    meet(north, south)


def body_of(folder: Path, ref: str) -> str:
    with Workspace.open(folder) as workspace:
        record = workspace.read(ref)
    assert not isinstance(record, Damaged)
    return record.body


def test_both_wordings_are_told_with_whose_they_are(north: Path, south: Path) -> None:
    differ(north, south)
    (found,) = opened(north)
    assert (found.ref.partition("/")[0], found.title) == ("agreement", "Ground rules")
    assert (found.field, found.at) == ("", 1)
    assert found.wordings == (TWO_HOURS, ASKED)
    assert found.whose == ("North team", "Sam")
    assert opened(north, "ground-rules") == (found,)
    assert opened(north, "step/2") == ()


def test_one_wording_is_kept_and_the_rest_stays_byte_for_byte(north: Path, south: Path) -> None:
    differ(north, south)
    with Workspace.open(north) as workspace:
        saved = workspace.settle("ground-rules", at=1, keep=2, why=WHY)
        assert workspace.differences() == ()
        change = workspace.history(limit=1)[0]
    assert saved.commit == change.commit
    assert (change.kind, change.why) == ("settled", WHY)
    assert change.sentence == "Agreement “Ground rules”: a difference settled"
    message = git(north, "log", "-1", "--format=%B")
    assert "Coproduce-Op: settled" in message
    assert "Staff check in" not in message
    assert body_of(north, "ground-rules") == RULES.replace("Staff check in every hour.", ASKED)
    assert (north / saved.path).read_text().endswith(body_of(north, "ground-rules"))


def test_both_are_kept_as_they_are_one_below_the_other(north: Path, south: Path) -> None:
    differ(north, south)
    with Workspace.open(north) as workspace:
        workspace.settle("ground-rules", at=1, both=True, why=WHY)
    both = f"{TWO_HOURS}\n\n{ASKED}"
    assert body_of(north, "ground-rules") == RULES.replace("Staff check in every hour.", both)


def test_what_was_written_together_is_kept_as_text_of_a_document(north: Path, south: Path) -> None:
    differ(north, south)
    written = "Staff check in every two hours. They come sooner when asked\u202e."
    with Workspace.open(north) as workspace:
        saved = workspace.settle("ground-rules", at=1, text=written, why=WHY)
    lines = "Staff check in every two hours.\nThey come sooner when asked."
    assert body_of(north, "ground-rules") == RULES.replace("Staff check in every hour.", lines)
    assert saved.notes == ("1 hidden character was left out of what you typed.",)


def test_an_agreement_with_an_open_difference_is_not_agreed(north: Path, south: Path) -> None:
    differ(north, south)
    with Workspace.open(north) as workspace:
        for person in ("Sam", "North team"):
            workspace.agree("ground-rules", by=person)
        assert workspace.standing("ground-rules")[0].standing == "asked"
        workspace.settle("ground-rules", at=1, keep=1, why=WHY)
        assert workspace.standing("ground-rules")[0].standing == "changed-since-agreed"
        for person in ("Sam", "North team"):
            workspace.agree("ground-rules", by=person)
        assert workspace.standing("ground-rules")[0].standing == "agreed"


def test_a_field_is_settled_and_its_entry_goes(north: Path, south: Path) -> None:
    one_sided(north, "ground-rules", fields={"about": "payment"})
    one_sided(south, "ground-rules", fields={"about": "values"})
    meet(north, south)
    (found,) = opened(north)
    assert (found.field, found.at, found.wordings) == ("about", 0, ("payment", "values"))
    assert found.whose == ("North team", "Sam")
    with Workspace.open(north) as workspace:
        workspace.settle("ground-rules", field="about", keep=2, why=WHY)
        record = workspace.read("ground-rules")
        assert isinstance(record, Agreement)
        assert record.about == "values"
        assert "differences" not in record.fields
        assert workspace.history(limit=1)[0].sentence.endswith("a difference settled (about)")


def test_a_field_one_team_took_out_can_go_or_stay(north: Path, south: Path) -> None:
    for keep, then in ((1, ""), (2, "payment")):
        shutil.rmtree(south.parent / "again", ignore_errors=True)
        one_sided(north, "ground-rules", fields={"about": "aims"})
        again = copy_for(north, south.parent / "again", opened_by(south))
        one_sided(north, "ground-rules", fields={"about": "payment"})
        one_sided(again, "ground-rules", fields={"about": ""})
        meet(north, again)
        (found,) = opened(north)
        assert found.wordings == ("", "payment")
        assert found.whose == ("Sam", "North team")
        with Workspace.open(north) as workspace:
            workspace.settle("ground-rules", field="about", keep=keep, why=WHY)
            record = workspace.read("ground-rules")
            assert isinstance(record, Agreement)
            assert record.about == then
            assert not {"differences", "differences-removed"} & set(record.fields)


def opened_by(folder: Path) -> str:
    return git(folder, "config", "coproduce.me").strip()


def test_a_part_of_a_map_is_settled_alone(north: Path, south: Path) -> None:
    one_sided(north, "first-evening", fields={"present": {"staff": "3", "carer": "1"}})
    one_sided(south, "first-evening", fields={"present": {"staff": "4", "carer": "1"}})
    meet(north, south)
    (found,) = opened(north)
    assert (found.field, found.whose) == ("present.staff", ("North team", "Sam"))
    with Workspace.open(north) as workspace:
        with pytest.raises(BadValue, match="only be one thing"):
            workspace.settle("first-evening", field="present.staff", both=True, why=WHY)
        workspace.settle("first-evening", field="present.staff", text="5", why=WHY)
        record = workspace.read("first-evening")
        assert isinstance(record, Meeting)
        assert record.present == {"staff": "5", "carer": "1"}


def test_of_lists_both_means_everything_in_either(north: Path) -> None:
    path = next((north / "agreements").glob("ground-rules-*.md"))
    with Workspace.open(north) as workspace:
        me, sam = workspace.me, workspace.person("Sam")
    header = f'differences:\n  parties: [\'["{me}"]\', \'["{sam}", "{me}"]\']\n---\nStaff'
    path.write_text(path.read_text().replace("---\nStaff", header))
    with Workspace.open(north) as workspace:
        workspace.keep_outside("ground-rules")
        workspace.settle("ground-rules", field="parties", both=True, why=WHY)
        record = workspace.read("ground-rules")
        assert isinstance(record, Agreement)
        assert record.parties == (me, sam)


def test_a_clause_one_team_took_out_can_go(north: Path, south: Path) -> None:
    one_sided(north, "ground-rules", body=RULES.replace("Staff check in every hour.", TWO_HOURS))
    one_sided(south, "ground-rules", body="What is said here stays here.\n")
    meet(north, south)
    (found,) = opened(north)
    assert found.wordings == ("", TWO_HOURS)
    assert found.whose == ("Sam", "North team")
    with Workspace.open(north) as workspace:
        workspace.settle("ground-rules", at=1, keep=1, why=WHY)
    assert body_of(north, "ground-rules") == "What is said here stays here.\n"


def test_an_item_of_a_list_is_settled_inside_its_list(north: Path, south: Path) -> None:
    for folder, item in ((north, "tea first, with biscuits"), (south, "coffee first")):
        body = f"We say what we need.\n\n- {item}\n- then the bus"
        one_sided(folder, "step/2#2.3", body=body)
    meet(north, south)
    (found,) = opened(north, "step/2#2.3")
    assert (found.code, found.at) == ("2.3", 1)
    assert opened(north, "step/2#2.1") == ()
    with Workspace.open(north) as workspace:
        workspace.settle("step/2", at=1, both=True, why=WHY)
    assert "- coffee first\n- tea first, with biscuits\n- then the bus\n\n## 2.4" in body_of(
        north, "step/2"
    )


def test_headings_written_together_begin_no_section(north: Path, south: Path) -> None:
    for folder, text in ((north, "We ask what we need."), (south, "We say what hurts.")):
        one_sided(folder, "step/2#2.3", body=f"{text}\n\n- tea first\n- then the bus")
    meet(north, south)
    before = body_of(north, "step/2").count("\n## ")
    with Workspace.open(north) as workspace:
        workspace.settle("step/2", at=1, text="## 2.1 Ours\n\nWe ask first.", why=WHY)
    after = body_of(north, "step/2")
    assert "### 2.1 Ours\n\nWe ask first." in after
    assert after.count("\n## ") == before


def test_a_third_wording_came_from_whoever_wrote_it(north: Path, south: Path) -> None:
    west = copy_for(north, south.parent / "west", opened_by(north))
    with Workspace.open(west) as workspace:
        robin = workspace.new("person", "Robin", {}).id
    git(west, "config", "coproduce.me", robin)
    one_sided(west, "ground-rules", body=RULES.replace("Staff check in every hour.", "Nobody."))
    differ(north, south)
    meet(north, west)
    (found,) = opened(north)
    said = dict(zip(found.wordings, found.whose, strict=True))
    assert said == {TWO_HOURS: "North team", ASKED: "Sam", "Nobody.": "Robin"}


def test_the_same_wording_of_two_people_is_of_both(north: Path, south: Path) -> None:
    west = copy_for(north, south.parent / "west", opened_by(north))
    with Workspace.open(west) as workspace:
        robin = workspace.new("person", "Robin", {}).id
    git(west, "config", "coproduce.me", robin)
    one_sided(west, "ground-rules", body=RULES.replace("Staff check in every hour.", ASKED))
    meet(west, south)
    differ(north, south)
    meet(north, west)
    (found,) = opened(north)
    said = dict(zip(found.wordings, found.whose, strict=True))
    assert said == {TWO_HOURS: "North team", ASKED: "Robin and Sam"}


def test_nobody_is_named_when_the_history_does_not_say(north: Path) -> None:
    path = next((north / "agreements").glob("ground-rules-*.md"))
    path.write_text(f"{path.read_text()}\n{quote_of((TWO_HOURS, ''))}")
    with Workspace.open(north) as workspace:
        workspace.keep_outside("ground-rules", why="typed by hand")
        (found,) = workspace.differences()
    assert dict(zip(found.wordings, found.whose, strict=True)) == {"": "", TWO_HOURS: "North team"}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"at": 1, "keep": 3}, "no wording 3"),
        ({"at": 1, "keep": -1}, "no wording -1"),
        ({"at": 2, "keep": 1}, "no difference with the number 2"),
        ({"field": "about", "keep": 1}, "no difference of “about”"),
        ({"at": 1, "field": "about", "keep": 1}, "which difference"),
        ({"at": 1}, "how the difference is settled"),
        ({"at": 1, "keep": 1, "both": True}, "how the difference is settled"),
        ({"at": 1, "text": "  \n"}, "text is empty"),
        ({"at": 1, "keep": 1, "why": " "}, "reason is missing"),
    ],
)
def test_what_is_not_clear_gets_a_sentence(
    north: Path, south: Path, asked: dict[str, object], said: str
) -> None:
    differ(north, south)
    with Workspace.open(north) as workspace, pytest.raises(BadValue, match=said) as caught:
        workspace.settle("ground-rules", **{"why": WHY, **asked})  # type: ignore[arg-type]
    assert caught.value.hint
    assert len(opened(north)) == 1


def test_nothing_open_gets_a_sentence(north: Path) -> None:
    with Workspace.open(north) as workspace:
        with pytest.raises(BadValue, match="nothing to settle in “Ground rules”"):
            workspace.settle("ground-rules", at=1, keep=1, why=WHY)
        said = workspace.say("ground-rules", "Hello.")
        with pytest.raises(BadValue, match="never changed"):
            workspace.settle(f"contribution/{said.id}", at=1, keep=1, why=WHY)


def test_a_text_that_changed_meanwhile_is_not_settled_over(north: Path, south: Path) -> None:
    differ(north, south)
    (found,) = opened(north)
    with Workspace.open(north) as workspace:
        workspace.edit("ground-rules", title="Our rules")
        with pytest.raises(RecordChanged) as caught:
            workspace.settle("our rules", at=1, text="Together.", why=WHY, expect=found.blob)
        assert caught.value.drafts[0].read_text().strip().endswith("Together.")
        assert len(workspace.differences()) == 1
    path = north / "agreements" / f"{found.id}.md"
    path.write_text(path.read_text() + "\nTyped outside.\n")
    with Workspace.open(north) as workspace, pytest.raises(RecordChanged):
        workspace.settle("our rules", at=1, keep=1, why=WHY)
    assert path.read_text().endswith("Typed outside.\n")


def test_an_open_field_is_not_set_by_an_edit(north: Path, south: Path) -> None:
    one_sided(north, "ground-rules", fields={"about": "payment"})
    one_sided(south, "ground-rules", fields={"about": "values"})
    meet(north, south)
    with Workspace.open(north) as workspace:
        with pytest.raises(BadValue, match="different wordings of “about”") as caught:
            workspace.edit("ground-rules", fields={"about": "other"})
        ref = workspace.differences()[0].ref
        assert f"coproduce settle {ref} --field about --keep 1" in caught.value.hint


def test_an_edit_that_takes_a_difference_out_says_so(north: Path, south: Path) -> None:
    differ(north, south)
    with Workspace.open(north) as workspace:
        saved = workspace.edit("ground-rules", body="We listen.")
        assert any("settles a difference" in note for note in saved.notes)
        saved = workspace.edit("ground-rules", body="We listen. Always.")
        assert saved.notes == ()


def test_a_settled_difference_stays_settled_when_the_copies_meet_again(
    north: Path, south: Path
) -> None:
    differ(north, south)
    with Workspace.open(north) as workspace:
        workspace.settle("ground-rules", at=1, text="We ask.", why=WHY)
    one_sided(south, "ground-rules", title="Our ground rules")
    meet(north, south)
    assert opened(north) == ()
    body = body_of(north, "ground-rules")
    assert body.startswith("We ask.\n")
    assert not find_differences(body, {})


@pytest.mark.parametrize(
    "asked",
    [
        {"at": 1, "why": ""},
        {"at": 7, "why": WHY},
        {"at": 1, "keep": 1, "why": WHY},
        {"field": "about", "why": WHY},
    ],
)
def test_a_text_that_was_refused_is_kept_for_its_writer_alone(
    north: Path, south: Path, asked: dict[str, Any]
) -> None:
    differ(north, south)
    with Workspace.open(north) as workspace:
        with pytest.raises(BadValue) as caught:
            workspace.settle("ground-rules", text="Together.", **asked)
        (kept,) = caught.value.drafts
        assert kept.read_text() == "Together."
        assert kept.stat().st_mode & 0o777 == 0o600
        assert [each.path for each in workspace.drafts()] == [kept]
        with pytest.raises(UnknownReference) as caught:
            workspace.settle("nowhere", at=1, text="Together.", why=WHY)
        assert caught.value.drafts[0].read_text() == "Together."


def test_a_text_that_could_not_be_saved_is_kept_once(north: Path, south: Path) -> None:
    differ(north, south)
    with Workspace.open(north) as workspace:
        (north / ".git/refs/heads/main.lock").touch()
        with pytest.raises(CoproduceError) as caught:
            workspace.settle("ground-rules", at=1, text="Together.", why=WHY)
        assert len(workspace.drafts()) == len(caught.value.drafts) == 1
        assert "Together." in caught.value.drafts[0].read_text()


def test_a_longer_history_is_asked_no_oftener(
    north: Path, south: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        one_sided(north, "ground-rules", title=f"Rules {number}")
    one_sided(north, "ground-rules", title="Ground rules")
    differ(north, south)
    asked: list[str] = []
    for name in ("read_object", "run", "write"):
        was = getattr(Repository, name)

        def counted(self: Repository, *args: Any, _was: Any = was, **more: Any) -> Any:
            asked.append(str(args[:2]))
            return _was(self, *args, **more)

        monkeypatch.setattr(Repository, name, counted)
    with Workspace.open(north) as workspace:
        workspace.status()
        asked.clear()
        assert workspace.differences()[0].whose == ("North team", "Sam")
    assert len(asked) <= 3, asked
