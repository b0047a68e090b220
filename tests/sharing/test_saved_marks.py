"""Marks of a conflict that somebody saves without a merge become wordings all the same."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from depots import Depot, git
from test_repair import PLAN, RULES, SAID, START, agreement, days, said, settled, wordings

from store.sharing.folding import fold
from store.sharing.notes import Note

NOTES = "notes.txt"


def marked(one: str, other: str, before: str = "") -> str:
    """Return what git leaves of two texts that clash; with diff3 also what was there before."""
    middle = f"||||||| parent of 1a2b3c4\n{before}" if before else ""
    return f"<<<<<<< HEAD\n{one}{middle}=======\n{other}>>>>>>> 1a2b3c4 (By hand)\n"


def rules(day: str) -> bytes:
    return agreement(f"We listen.\n\n{day}\nCake is brought by Ann.\n")


CLASH = marked("We meet on Tuesdays.\n", "We meet on Fridays.\n")
DIFF3 = marked("We meet on Tuesdays.\n", "We meet on Fridays.\n", "We meet on Mondays.\n")
BOTH = [("We meet on Fridays.", "We meet on Tuesdays.")]


@pytest.fixture
def depot(tmp_path: Path) -> Iterator[Depot]:
    made = Depot(tmp_path / "group")
    yield made
    made.close()


@pytest.fixture
def tuesdays(depot: Depot) -> str:
    start = depot.commit((), {**START, NOTES: b"Bring cake.\nBring tea.\n"})
    return depot.commit((start,), {RULES: days("Tuesdays")})


def test_marks_of_a_stash_are_put_right(depot: Depot, tuesdays: str) -> None:
    folder = depot.folder
    who = ("-c", "user.name=Somebody", "-c", "user.email=s@example.invalid")
    git(folder, "checkout", "-qf", "-B", "main", depot.parents(tuesdays)[0])
    (folder / RULES).write_bytes(days("Fridays", "Ben"))
    git(folder, *who, "stash", "-q")
    git(folder, "reset", "-q", "--hard", tuesdays)
    git(folder, *who, "stash", "pop", "-q", check=False)
    git(folder, *who, "commit", "-qam", "Work of mine")
    head = git(folder, "rev-parse", "HEAD").decode().strip()
    assert b"<<<<<<<" in depot.contents(head)[RULES]
    found = fold(depot.repository, (head,))
    assert found.notes == (Note(RULES, "repaired", head),)
    data = depot.contents(settled(depot, head))[RULES]
    assert wordings(data) == BOTH
    assert b"Ben" in data
    assert b"<<<<<<<" not in data


@pytest.mark.parametrize("clash", [CLASH, DIFF3, CLASH.replace("\n", "\r\n")])
def test_both_sides_of_saved_marks_become_wordings(depot: Depot, tuesdays: str, clash: str) -> None:
    head = depot.commit((tuesdays,), {RULES: rules(clash)})
    assert wordings(depot.contents(settled(depot, head))[RULES]) == BOTH


@pytest.mark.parametrize("size", [5, 10])
def test_marks_of_another_length_become_wordings_too(
    depot: Depot, tuesdays: str, size: int
) -> None:
    clash = CLASH
    for sign in "<=>":
        clash = clash.replace(sign * 7, sign * size)
    head = depot.commit((tuesdays,), {RULES: rules(clash)})
    assert wordings(depot.contents(settled(depot, head))[RULES]) == BOTH
    other = depot.commit((depot.parents(tuesdays)[0],), {RULES: days("Fridays")})
    head = depot.commit((tuesdays, other), {RULES: rules(clash)})
    data = depot.contents(settled(depot, head))[RULES]
    assert wordings(data) == BOTH
    assert b"<" * size not in data


def test_marks_saved_in_a_header_become_values_of_the_field(depot: Depot, tuesdays: str) -> None:
    one = depot.commit((tuesdays,), {RULES: agreement("We listen.\n", "about: aims\n")})
    clash = marked("about: aims\n", "about: values\n")
    head = depot.commit((one,), {RULES: agreement("We listen.\n", clash)})
    assert wordings(depot.contents(settled(depot, head))[RULES]) == [("aims", "values")]


def test_marks_are_put_right_though_others_wrote_on_or_gave_the_file_a_new_name(
    depot: Depot, tuesdays: str
) -> None:
    head = depot.commit((tuesdays,), {RULES: rules(CLASH)})
    later = rules(CLASH).replace(b"We listen.", b"We all listen.")
    head = depot.commit((head,), {RULES: later})
    head = depot.commit((head,), {RULES: None, PLAN: later})
    data = depot.contents(settled(depot, head))[PLAN]
    assert wordings(data) == BOTH
    assert b"We all listen." in data


def test_whoever_wrote_on_among_the_marks_meets_whoever_has_them_as_wordings(
    depot: Depot, tuesdays: str
) -> None:
    head = depot.commit((tuesdays,), {RULES: rules(CLASH)})
    mended = fold(depot.repository, (head,)).commit
    other = depot.commit((head,), {RULES: rules(CLASH).replace(b"Ann", b"Ben")})
    together = fold(depot.repository, (mended, other)).commit
    assert together == fold(depot.repository, (other, mended)).commit
    data = depot.contents(together)[RULES]
    assert wordings(data) == BOTH
    assert b"<<<<<<<" not in data
    assert b"Ben" in data
    assert b"Ann" not in data


def test_what_people_settled_after_saved_marks_stays(depot: Depot, tuesdays: str) -> None:
    head = depot.commit((tuesdays,), {RULES: rules(CLASH)})
    head = depot.commit((head,), {RULES: days("Sundays")})
    assert fold(depot.repository, (head,)).commit == head


def test_both_sides_of_a_file_that_is_no_record_are_kept(depot: Depot, tuesdays: str) -> None:
    text = marked("Bring cake.\n", "Bring soup.\n") + "Bring tea.\n"
    head = depot.commit((tuesdays,), {NOTES: text.encode()})
    held = depot.contents(settled(depot, head))
    assert sorted(text for path, text in held.items() if path.startswith("notes")) == [
        b"Bring cake.\nBring tea.\n",
        b"Bring soup.\nBring tea.\n",
    ]


@pytest.mark.parametrize("is_merge", [True, False], ids=["merge", "commit"])
def test_both_sides_are_kept_where_the_marked_file_got_another_name(
    depot: Depot, tuesdays: str, *, is_merge: bool
) -> None:
    other = depot.commit((tuesdays,), {NOTES: b"Bring soup.\nBring tea.\n"})
    text = marked("Bring cake.\n", "Bring soup.\n") + "Bring tea.\n"
    parents = (tuesdays, other) if is_merge else (tuesdays,)
    head = depot.commit(parents, {NOTES: None, "food.txt": text.encode()})
    held = depot.contents(settled(depot, head))
    assert sorted(text for path, text in held.items() if path.startswith("food")) == [
        b"Bring cake.\nBring tea.\n",
        b"Bring soup.\nBring tea.\n",
    ]


def test_a_page_that_shows_how_marks_look_stays_as_it_is(depot: Depot, tuesdays: str) -> None:
    page = f"What git leaves:\n\n```\n{CLASH}```\n".encode()
    head = depot.commit((tuesdays,), {"help.md": page, NOTES: page})
    head = depot.commit((head,), {"help.md": page + b"\nAsk Ann.\n"})
    assert fold(depot.repository, (head,)).commit == head


def test_what_one_person_said_is_not_made_of_marks(depot: Depot, tuesdays: str) -> None:
    clash = marked("I want to be heard.\n", "I want to be left alone.\n")
    head = depot.commit((tuesdays,), {SAID: said(clash)})
    found = fold(depot.repository, (head,))
    assert depot.contents(found.commit)[SAID] == START[SAID]
