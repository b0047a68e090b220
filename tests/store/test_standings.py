"""Agreements over time and in a list, and whom a change of the text asks again."""

import os
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from store import Workspace
from store.errors import BadValue, UnknownReference
from store.standings import asked_again

START = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)


class Days:
    """A clock that a test moves on, a day at a time."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    def next(self) -> None:
        self.now += timedelta(days=1)


@pytest.fixture
def days() -> Days:
    return Days()


@pytest.fixture
def group(tmp_path: Path, days: Days) -> Iterator[Workspace]:
    with Workspace.init(tmp_path / "group", "Evenings", name="Robin", clock=days) as made:
        made.new("person", "Sam")
        yield made


def rules(group: Workspace, body: str = "We listen.", parties: tuple[str, ...] = ("sam",)) -> str:
    ids = tuple(group.person(each) for each in parties)
    return group.new("agreement", "Ground rules", {"parties": ids}, body=body).id


def told(group: Workspace, id_: str) -> list[tuple[str, str, bool]]:
    return [(m.day, m.state, m.text_changed) for m in group.standing_over_time(id_)]


def test_each_day_says_where_the_agreement_stood_at_its_end(group: Workspace, days: Days) -> None:
    id_ = rules(group)
    days.next()
    group.agree(id_, by="sam", position="not-yet")
    days.next()
    group.agree(id_, by="sam")
    days.next()
    group.edit(id_, body="We listen well.")
    assert told(group, id_) == [
        ("2026-03-02", "asked", False),
        ("2026-03-03", "not-yet", False),
        ("2026-03-04", "agreed", False),
        ("2026-03-05", "changed-since-agreed", True),
    ]


def test_what_moved_within_one_day_counts_once(group: Workspace) -> None:
    id_ = rules(group)
    group.agree(id_, by="sam", position="not-yet")
    group.agree(id_, by="sam")
    assert told(group, id_) == [("2026-03-02", "agreed", False)]


def test_a_day_on_which_nothing_moved_is_left_out(group: Workspace, days: Days) -> None:
    id_ = rules(group)
    group.agree(id_, by="sam")
    days.next()
    group.edit(id_, fields={"review_on": "2026-09-01"})
    days.next()
    group.say(id_, "It helps.", by="sam")
    assert told(group, id_) == [("2026-03-02", "agreed", False)]


def test_a_change_of_who_is_asked_is_a_moment_of_its_own(group: Workspace, days: Days) -> None:
    id_ = rules(group)
    group.agree(id_, by="sam", position="not-yet")
    days.next()
    group.edit(id_, fields={"parties": (group.person("sam"), group.me)})
    last = group.standing_over_time(id_)[-1]
    assert (last.day, last.state, last.parties_changed) == ("2026-03-03", "not-yet", True)


def test_a_position_taken_back_is_gone_from_the_past_too(group: Workspace, days: Days) -> None:
    id_ = rules(group)
    days.next()
    said = group.agree(id_, by="sam", position="not-yet", because="It hurts.")
    days.next()
    group.withdraw(said.id)
    assert told(group, id_) == [("2026-03-02", "asked", False)]


def test_the_last_moment_is_where_it_is_now(example: Path) -> None:
    with Workspace.open(example) as workspace:
        for each in workspace.agreements():
            assert workspace.standing_over_time(each.id)[-1].state == each.standing


def test_from_the_day_a_file_came_that_nobody_can_read_it_was_not_agreed(
    group: Workspace, days: Days
) -> None:
    id_ = rules(group)
    said = group.agree(id_, by="sam")
    assert told(group, id_) == [("2026-03-02", "agreed", False)]
    broken = (group.root / said.path).with_name("aaaabbbbccccdddd.md")
    broken.write_text("no header here\n")
    day = {"GIT_AUTHOR_DATE": "2026-03-04T12:00:00Z", "GIT_COMMITTER_DATE": "2026-03-04T12:00:00Z"}
    for command in (["add", str(broken)], ["commit", "-qm", "from elsewhere"]):
        subprocess.run(
            ["git", "-C", str(group.root), *command], check=True, env={**os.environ, **day}
        )
    assert told(group, id_) == [("2026-03-02", "agreed", False), ("2026-03-04", "asked", False)]
    assert group.standing(id_)[0].standing == "asked"


def test_only_an_agreement_has_a_standing_over_time(group: Workspace) -> None:
    with pytest.raises(UnknownReference):
        group.standing_over_time("step/1")


def test_the_list_names_who_is_asked_and_keeps_damaged_files(group: Workspace) -> None:
    id_ = rules(group)
    path = group.root / "agreements/broken-abc234.md"
    path.write_text("no header here\n")
    for command in (["add", str(path)], ["commit", "-qm", "from elsewhere"]):
        subprocess.run(["git", "-C", str(group.root), *command], check=True)
    broken, line = sorted(group.agreements(), key=lambda each: each.id)
    assert (line.id, line.standing, line.missing, line.damaged) == (id_, "asked", ("Sam",), "")
    assert broken.id == "broken-abc234"
    assert broken.damaged


def test_a_change_asks_again_everyone_who_spoke_about_this_text(
    group: Workspace,
) -> None:
    group.new("person", "Noor")
    group.new("person", "Wren")
    id_ = rules(group, parties=("sam", "noor", "wren"))
    group.agree(id_, by="sam")
    group.edit(id_, body="We listen well.")
    group.agree(id_, by="noor", position="stand-aside")
    group.agree(id_, by="wren", position="not-yet")
    group.agree(id_)
    assert {each.name for each in asked_again(group.standing(id_)[0])} == {"Noor", "Wren"}


def test_people_come_with_whether_they_have_spoken(group: Workspace) -> None:
    group.say("step/1#1.1", "Us.", by="sam")
    group.new("person", "a carer", {"here": "not-here-yet"})
    found = [(each.name, each.here, each.spoke) for each in group.people()]
    assert found == [
        ("Robin", "here", False),
        ("a carer", "not-here-yet", False),
        ("Sam", "here", True),
    ]


def test_the_history_of_an_answer_holds_only_its_own_words(group: Workspace) -> None:
    group.edit("step/1#1.1", body="Us.", why="first")
    group.edit("step/1#1.2", body="Someone else.")
    group.edit("step/1#1.1", body="Us all.", why="second")
    found = list(group.answer_changes("step/1#1.1"))
    assert [change.why for change, _ in found] == ["second", "first"]
    assert "".join(span.text for span in found[1][1].spans) == "Us.\n"
    assert all("Someone" not in span.text for _, diff in found for span in diff.spans)
    assert len(list(group.answer_changes("1.1", limit=1))) == 1
    with pytest.raises(BadValue):
        list(group.answer_changes("step/1"))
