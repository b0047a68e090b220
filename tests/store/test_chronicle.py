"""The history a page at a time: nothing twice, nothing left out, narrowed, and read in words."""

import subprocess
from pathlib import Path

import pytest

from schema.spans import earlier, later
from store import Workspace
from store.chronicle import HistoryPage, Only
from store.errors import BadValue


@pytest.fixture
def cafe(example: Path):
    with Workspace.open(example) as workspace:
        yield workspace


def pages(workspace: Workspace, ref: str = "", only: Only = Only(), limit: int = 37):  # noqa: B008
    found: HistoryPage | None = None
    changes = []
    while found is None or found.more:
        found = workspace.history_page(ref, only, limit=limit, after=found)
        assert len(found.changes) <= limit
        changes += found.changes
    return tuple(changes)


@pytest.mark.parametrize("ref", ["", "agreement/ground-rules", "step/2#2.3", "person/p-"])
def test_the_pages_together_are_the_history(cafe: Workspace, ref: str) -> None:
    if ref == "person/p-":
        ref = f"person/{cafe.person('Sam')}"
    assert pages(cafe, ref, limit=3 if ref else 37) == cafe.history(ref)


def test_what_is_saved_meanwhile_moves_no_page(cafe: Workspace) -> None:
    before = cafe.history()
    first = cafe.history_page(limit=5)
    cafe.say("step/2#2.3", "One more thing.")
    second = cafe.history_page(limit=5, after=first)
    assert (*first.changes, *second.changes) == before[:10]


def test_only_one_step_holds_its_questions_and_its_agreements(cafe: Workspace) -> None:
    found = pages(cafe, only=Only(step="2"))
    assert found
    about = {id_ for change in found for id_ in change.about}
    agreements = {each.id: each for each in cafe.documents("agreement")}
    assert "2" in about
    assert about & agreements.keys()
    others = [c for c in cafe.history() if c not in found]
    assert all("2" not in change.about for change in others)


def test_only_one_person_is_what_they_saved_and_what_others_wrote_down_for_them(
    cafe: Workspace,
) -> None:
    wren = cafe.person("Wren")
    own = {each.id for each in cafe.list("contribution", where={"by": wren}, all=True)}
    found = pages(cafe, only=Only(person="Wren"))
    assert own <= {id_ for change in found for id_ in change.records}
    assert "Wren" not in {change.who for change in found}
    noor = pages(cafe, only=Only(person=cafe.person("Noor")))
    assert {c for c in cafe.history() if c.who == "Noor"} <= set(noor)


def test_only_some_days_include_the_first_and_the_last(cafe: Workspace) -> None:
    found = pages(cafe, only=Only(since="2026-06-15", until="2026-06-29"))
    days = {change.when[:10] for change in found}
    assert {min(days), max(days)} == {"2026-06-15", "2026-06-29"}
    assert set(found) == {c for c in cafe.history() if "2026-06-15" <= c.when[:10] <= "2026-06-29"}


def test_a_day_that_is_none_is_refused(cafe: Workspace) -> None:
    with pytest.raises(BadValue, match="not written as a day"):
        cafe.history_page(only=Only(since="last week"))


def test_a_change_is_read_word_by_word(cafe: Workspace) -> None:
    newest = next(c for c in cafe.history("agreement/ground-rules") if c.kind == "changed")
    read = cafe.change(newest.commit)
    assert read.change == newest
    (record,) = read.records
    assert record.title == "Ground rules"
    assert later(record.spans) != earlier(record.spans)
    assert cafe.resolve(record.ref).id in newest.records


def test_a_question_is_read_without_the_rest_of_its_step(cafe: Workspace) -> None:
    saved = cafe.edit("step/2#2.3", body="We take turns, and we say so.")
    assert saved.commit
    (record,) = cafe.change(saved.commit, "step/2#2.3").records
    assert later(record.spans) == "We take turns, and we say so."


def test_words_taken_back_are_in_no_change(cafe: Workspace) -> None:
    said = cafe.say("step/2#2.3", "SECRET story")
    taken = cafe.withdraw(f"contribution/{said.id}")
    for commit in (said.commit, taken.commit):
        assert commit
        read = cafe.change(commit)
        assert "SECRET" not in repr(read)
        assert any(each.taken_back for each in read.records)


def test_words_whose_file_is_gone_are_in_no_change(cafe: Workspace) -> None:
    said = cafe.say("step/2#2.3", "SECRET story")
    file = cafe.root / said.path
    file.unlink()
    git = ("git", "-C", str(cafe.root), "-c", "user.name=x", "-c", "user.email=x@example.org")
    subprocess.run([*git, "commit", "-qam", "Taken away by hand"], check=True)
    assert said.commit
    assert "SECRET" not in repr(cafe.change(said.commit))
    assert "SECRET" not in repr(cafe.change(cafe.history()[0].commit))


def test_words_in_whose_place_somebody_else_speaks_are_in_no_change(cafe: Workspace) -> None:
    said = cafe.say("step/2#2.3", "SECRET story")
    file = cafe.root / said.path
    data = file.read_text("utf-8").replace("SECRET story", "Tea.")
    file.write_text(data.replace(cafe.me, cafe.person("Wren")), "utf-8")
    git = ("git", "-C", str(cafe.root), "-c", "user.name=x", "-c", "user.email=x@example.org")
    subprocess.run([*git, "commit", "-qam", "Another file in its place"], check=True)
    assert said.commit
    assert "SECRET" not in repr(cafe.change(said.commit))


def test_words_carried_to_another_place_can_be_read(cafe: Workspace) -> None:
    said = cafe.say("step/2#2.3", "A long walk.")
    place = cafe.root / "contributions" / "activity" / "activity"
    place.mkdir(parents=True, exist_ok=True)
    (cafe.root / said.path).rename(place / said.path.rpartition("/")[2])
    git = ("git", "-C", str(cafe.root), "-c", "user.name=x", "-c", "user.email=x@example.org")
    subprocess.run([*git, "add", "-A"], check=True)
    subprocess.run([*git, "commit", "-qm", "Carried by hand"], check=True)
    assert said.commit
    assert "A long walk." in repr(cafe.change(said.commit))


def test_words_with_a_content_note_keep_it_in_the_history(cafe: Workspace) -> None:
    said = cafe.say("step/2#2.3", "What happened.", content_note="about the night")
    assert said.commit
    assert [each.content_note for each in cafe.change(said.commit).records] == ["about the night"]


def test_a_change_that_is_not_here_is_refused(cafe: Workspace) -> None:
    for commit in ("", "0" * 40, "--all", "HEAD"):
        with pytest.raises(BadValue, match="not in the history"):
            cafe.change(commit)


def test_a_change_from_outside_with_many_files_is_cut_short(cafe: Workspace) -> None:
    root = cafe.root
    for number in range(60):
        text = f'---\nkind: action\nid: "walk-{number:02}-aaaaaa"\ntitle: Walk\n---\n'
        (root / "actions" / f"walk-{number:02}-aaaaaa.md").write_text(text)
    git = ("git", "-C", str(root), "-c", "user.name=x", "-c", "user.email=x@example.org")
    subprocess.run([*git, "add", "actions"], check=True)
    subprocess.run([*git, "commit", "-qm", "Many"], check=True)
    read = cafe.change(cafe.history(limit=1)[0].commit)
    assert (len(read.records), read.left_out) == (50, 10)
