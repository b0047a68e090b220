"""Merges made elsewhere: what they lost or marked comes back as a difference, once."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from depots import Depot, git

from schema import codec
from schema.differences import find_differences
from schema.record import Damaged
from store.sharing.folding import MESSAGE, fold
from store.sharing.notes import Note

RULES = "agreements/ground-rules-abc234.md"
SAID = "contributions/agreement/ground-rules-abc234/aaaabbbbccccdddd.md"
PLAN = "agreements/plan-abc234.md"


def agreement(body: str, more: str = "", id_: str = "ground-rules-abc234") -> bytes:
    return f"---\nkind: agreement\nid: {id_}\ntitle: Rules\n{more}---\n{body}".encode()


def said(text: str, more: str = "") -> bytes:
    return (
        "---\nkind: words\nid: aaaabbbbccccdddd\nref: agreement/ground-rules-abc234\n"
        f'by: p-aaaaaaaa\ndate: "2026-05-01"\n{more}---\n{text}'
    ).encode()


def days(one: str = "Mondays", two: str = "Ann") -> bytes:
    return agreement(f"We listen.\n\nWe meet on {one}.\n\nCake is brought by {two}.\n")


START = {RULES: days(), SAID: said("I want to be heard.\n"), "README.md": b"one\n"}
LEFT, RIGHT = {RULES: days("Tuesdays")}, {RULES: days("Fridays", "Ben")}


@pytest.fixture
def depot(tmp_path: Path) -> Iterator[Depot]:
    made = Depot(tmp_path / "group")
    yield made
    made.close()


@pytest.fixture
def start(depot: Depot) -> str:
    return depot.commit((), START)


@pytest.fixture
def parents(depot: Depot, start: str) -> tuple[str, str]:
    return depot.commit((start,), LEFT), depot.commit((start,), RIGHT)


def join(depot: Depot, parents: tuple[str, str], files: dict[str, bytes | None]) -> str:
    """Make a merge by hand: the files of the first parent, with `files`."""
    return depot.commit(parents, files, message="Merge branch 'theirs'\n")


def wordings(data: bytes) -> list[tuple[str, ...]]:
    file = codec.read(data)
    assert not isinstance(file, Damaged), file
    return [each.wordings for each in find_differences(file.body, file.fields)]


BOTH = [("We meet on Fridays.", "We meet on Tuesdays.")]


def settled(depot: Depot, head: str) -> str:
    """Fold one head, check that folding again changes nothing, and return the commit."""
    commit = fold(depot.repository, (head,)).commit
    assert fold(depot.repository, (commit,)).commit == commit
    assert fold(depot.repository, (commit, head)).commit == commit
    return commit


def plain_merge(depot: Depot, parents: tuple[str, str], *args: str) -> str:
    """Merge with git itself in a work tree, and commit whatever it leaves there."""
    folder = depot.folder
    who = ("-c", "user.name=Somebody", "-c", "user.email=s@example.invalid")
    git(folder, "checkout", "-qf", "-B", "main", parents[0])
    subprocess.run(
        ["git", "-C", str(folder), *who, "merge", "-q", "--no-edit", *args, parents[1]],
        capture_output=True,
        check=False,
    )
    git(folder, "add", "-A")
    git(folder, *who, "commit", "-q", "--allow-empty", "-m", "Merged by hand")
    head = git(folder, "rev-parse", "HEAD").decode().strip()
    if len(depot.parents(head)) == 1:
        head = depot.parents(head)[0]
    assert len(depot.parents(head)) == 2
    return head


@pytest.mark.parametrize("args", [(), ("-Xours",), ("-Xtheirs",), ("-s", "ours")], ids=" ".join)
def test_a_merge_by_plain_git_is_put_right(
    depot: Depot, parents: tuple[str, str], args: tuple[str, ...]
) -> None:
    head = plain_merge(depot, parents, *args)
    found = fold(depot.repository, (head,))
    assert found.changed == (RULES,)
    assert found.notes == (Note(RULES, "repaired", head),)
    assert depot.parents(found.commit) == (head,)
    data = depot.contents(settled(depot, head))[RULES]
    assert b"<<<<" not in data
    assert wordings(data) == BOTH
    assert b"Ben" in data


def test_a_merge_that_lost_nothing_is_left_alone(depot: Depot, start: str) -> None:
    parents = (
        depot.commit((start,), {RULES: days("Fridays")}),
        depot.commit((start,), {RULES: days(two="Ben")}),
    )
    head = plain_merge(depot, parents)
    assert fold(depot.repository, (head,)).commit == head


def test_a_merge_in_which_people_wrote_both_wordings_together_is_left_alone(
    depot: Depot, parents: tuple[str, str]
) -> None:
    head = join(depot, parents, {RULES: days("Tuesdays and Fridays", "Ben")})
    assert fold(depot.repository, (head,)).commit == head


def test_words_that_only_the_merge_itself_brought_stay(
    depot: Depot, parents: tuple[str, str]
) -> None:
    head = join(depot, parents, {RULES: days("Sundays", "Ben")})
    [found] = wordings(depot.contents(settled(depot, head))[RULES])
    assert found == ("We meet on Fridays.", "We meet on Sundays.", "We meet on Tuesdays.")


def test_a_wording_is_missed_even_if_its_words_stand_elsewhere(depot: Depot, start: str) -> None:
    base = depot.commit((start,), {RULES: agreement("Do not shout.\n\nWe do meet.\n")})
    left = depot.commit((base,), {RULES: agreement("Do not shout.\n\nWe do not meet.\n")})
    right = depot.commit((base,), {RULES: agreement("Do not shout.\n\nWe meet.\n")})
    head = join(depot, (right, left), {})
    found = wordings(depot.contents(settled(depot, head))[RULES])
    assert found == [("We do not meet.", "We meet.")]


def test_both_values_of_a_field_come_back(depot: Depot, start: str) -> None:
    left, right = (
        depot.commit((start,), {RULES: agreement("We listen.\n", f"about: {about}\n")})
        for about in ("aims", "values")
    )
    head = join(depot, (left, right), {})
    assert ("aims", "values") in wordings(depot.contents(settled(depot, head))[RULES])


def test_a_field_written_twice_becomes_a_difference(depot: Depot, start: str) -> None:
    left, right = (
        depot.commit((start,), {RULES: agreement("We listen.\n", f"about: {about}\n")})
        for about in ("aims", "values")
    )
    union = agreement("We listen.\n", "about: aims\nabout: values\n")
    head = join(depot, (left, right), {RULES: union})
    assert wordings(depot.contents(settled(depot, head))[RULES]) == [("aims", "values")]


def test_what_changed_after_the_merge_stays(depot: Depot, parents: tuple[str, str]) -> None:
    head = join(depot, parents, {RULES: days("Tuesdays", "Ben")})
    later = depot.commit((head,), {RULES: days("Tuesdays at five", "Cem")})
    data = depot.contents(settled(depot, later))[RULES]
    assert wordings(data) == [("We meet on Fridays.", "We meet on Tuesdays at five.")]
    assert b"Cem" in data
    assert b"Ben" not in data


def test_what_was_changed_between_the_marks_afterwards_stays(
    depot: Depot, parents: tuple[str, str]
) -> None:
    head = plain_merge(depot, parents)
    text = depot.contents(head)[RULES]
    assert b"<<<<" in text
    later = depot.commit((head,), {RULES: text.replace(b"Fridays", b"Sundays")})
    found = wordings(depot.contents(settled(depot, later))[RULES])
    assert found == [("We meet on Sundays.", "We meet on Tuesdays.")]


def test_marks_that_people_settled_afterwards_stay_settled(
    depot: Depot, parents: tuple[str, str]
) -> None:
    head = plain_merge(depot, parents)
    later = depot.commit((head,), {RULES: days("Fridays", "Ben")})
    assert fold(depot.repository, (later,)).commit == later


def test_words_that_came_back_and_were_taken_out_again_stay_out(
    depot: Depot, parents: tuple[str, str]
) -> None:
    head = join(depot, parents, {RULES: days("Tuesdays", "Ben")})
    back = depot.commit((head,), {RULES: days("Tuesdays and Fridays", "Ben")})
    out = depot.commit((back,), {RULES: days("Tuesdays", "Ben")})
    assert fold(depot.repository, (out,)).commit == out


def test_a_difference_that_was_settled_after_the_repair_stays_settled(
    depot: Depot, parents: tuple[str, str]
) -> None:
    head = join(depot, parents, {RULES: days("Tuesdays", "Ben")})
    repaired = settled(depot, head)
    later = depot.commit((repaired,), {RULES: days("Tuesdays", "Ben")})
    assert fold(depot.repository, (later,)).commit == later
    assert fold(depot.repository, (later, head)).commit == later


def test_two_clones_repair_alike_and_go_on(depot: Depot, parents: tuple[str, str]) -> None:
    head = join(depot, parents, {RULES: days("Tuesdays", "Ben")})
    repaired = settled(depot, head)
    elsewhere = depot.commit((head,), {PLAN: agreement("Plan.\n", id_="plan-abc234")})
    one = fold(depot.repository, (repaired, elsewhere)).commit
    other = fold(depot.repository, (settled(depot, elsewhere), repaired)).commit
    end = fold(depot.repository, (one, other)).commit
    assert end == fold(depot.repository, (other, one)).commit
    assert depot.contents(end)[RULES] == depot.contents(repaired)[RULES]
    assert PLAN in depot.files(end)


def test_what_was_settled_after_the_repair_stays_settled_beside_who_has_not_repaired(
    depot: Depot, parents: tuple[str, str]
) -> None:
    head = plain_merge(depot, parents)
    later = depot.commit((settled(depot, head),), {RULES: days("Sundays", "Ben")})
    text = depot.contents(head)[RULES]
    elsewhere = depot.commit((head,), {RULES: text + b"\nTea is free.\n"})
    found = fold(depot.repository, (later, elsewhere)).commit
    assert found == fold(depot.repository, (elsewhere, later)).commit
    assert depot.contents(found)[RULES] == days("Sundays", "Ben") + b"\nTea is free.\n"


def test_a_repair_comes_before_the_join(depot: Depot, start: str, parents: tuple[str, str]) -> None:
    head = join(depot, parents, {RULES: days("Tuesdays", "Ben")})
    other = depot.commit((start,), {"a": b""})
    found = fold(depot.repository, (other, head))
    assert depot.parents(found.commit) == tuple(sorted((other, settled(depot, head))))
    assert wordings(depot.contents(found.commit)[RULES]) == BOTH


def test_trusting_what_was_looked_at_before_changes_nothing(
    depot: Depot, parents: tuple[str, str]
) -> None:
    fine = join(depot, parents, {RULES: days("Tuesdays and Fridays", "Ben")})
    left, right = (
        depot.commit((fine,), {RULES: days(f"Tuesdays and Fridays at {n}", "Ben")})
        for n in ("one", "two")
    )
    head = join(depot, (left, right), {})
    found = fold(depot.repository, (head,))
    assert fold(depot.repository, (head,), trusted=(fine,)) == found
    assert found.commit != head
    unknown = "0123" * 10
    assert fold(depot.repository, (head,), trusted=(fine, unknown)) == found


def test_a_document_left_out_of_a_merge_comes_back(depot: Depot, start: str) -> None:
    plan = agreement("Plan.\n", id_="plan-abc234")
    parents = (depot.commit((start,), {"a": b""}), depot.commit((start,), {PLAN: plan}))
    head = join(depot, parents, {})
    assert depot.contents(settled(depot, head))[PLAN] == plan
    later = depot.commit((head,), {PLAN: plan})
    assert fold(depot.repository, (later,)).commit == later
    removed = depot.commit((later,), {PLAN: None})
    assert fold(depot.repository, (removed,)).commit == removed


def test_a_document_removed_after_the_merge_stays_removed(
    depot: Depot, parents: tuple[str, str]
) -> None:
    head = join(depot, parents, {RULES: days("Tuesdays", "Ben")})
    later = depot.commit((head,), {RULES: None})
    assert fold(depot.repository, (later,)).commit == later


def test_words_taken_back_are_not_brought_back_by_a_merge(depot: Depot, start: str) -> None:
    back = said("", 'withdrawn: "2026-05-02"\n')
    parents = (
        depot.commit((start,), {SAID: said("Changed by hand.\n")}),
        depot.commit((start,), {SAID: back}),
    )
    head = join(depot, parents, {})
    assert depot.contents(settled(depot, head))[SAID] == back
    both = join(depot, parents, {SAID: back + b"Changed by hand.\n"})
    assert depot.contents(settled(depot, both))[SAID] == back
    taken = join(depot, parents, {SAID: back})
    assert fold(depot.repository, (taken,)).commit == taken


def test_git_taking_one_file_for_another_takes_nobodys_words_back(depot: Depot, start: str) -> None:
    """A file removed by hand and a new one look to git like one that got another name."""
    other = SAID.replace("aaaabbbbccccdddd", "aaaabbbbccccdddf")
    theirs = said("Tea.\n").replace(b"ccccdddd", b"ccccdddf").replace(b"p-aaaaaaaa", b"p-aaaaaaab")
    back = said("", 'withdrawn: "2026-05-02"\n')
    sides = (
        depot.commit((start,), {SAID: None, other: theirs}),
        depot.commit((start,), {SAID: back}),
    )
    head = plain_merge(depot, sides, "-X", "theirs")
    assert b"withdrawn" in depot.contents(head)[other], "git no longer does this"
    files = depot.contents(settled(depot, head))
    assert (files[other], files[SAID]) == (theirs, back)


def test_marks_in_what_someone_said_give_way_to_their_words(depot: Depot, start: str) -> None:
    left, right = (depot.commit((start,), {SAID: said(f"{word}.\n")}) for word in ("Tea", "Cake"))
    head = plain_merge(depot, (left, right))
    assert b"<<<<" in depot.contents(head)[SAID]
    assert depot.contents(settled(depot, head))[SAID] == START[SAID]


def test_marks_in_other_files_become_two_files(depot: Depot, start: str) -> None:
    left, right = (
        depot.commit((start,), {"README.md": f"{word}\n".encode()}) for word in ("Tea", "Cake")
    )
    head = plain_merge(depot, (left, right))
    files = depot.contents(settled(depot, head))
    assert sorted(data for path, data in files.items() if "README" in path) == [b"Cake\n", b"Tea\n"]
    later = depot.commit((head,), {"README.md": b"Tea and cake\n"})
    assert fold(depot.repository, (later,)).commit == later


@pytest.mark.parametrize(
    ("path", "one", "other"),
    [("notes.txt", b"caf\xe9\n", b"th\xe9\n"), (PLAN, b"\xe9 plan\n", b"\xe9 other\n")],
)
def test_marks_in_files_of_any_encoding_become_two_files(
    depot: Depot, start: str, path: str, one: bytes, other: bytes
) -> None:
    both = [depot.commit((start,), {path: each}) for each in (one, other)]
    marked = b"<<<<<<< HEAD\n" + one + b"=======\n" + other + b">>>>>>> theirs\n"
    found = depot.contents(
        fold(depot.repository, [join(depot, tuple(both), {path: marked})]).commit
    )
    assert not any(b"<<<<" in data or b">>>>" in data for data in found.values())
    assert {one, other} <= set(found.values())


def test_a_repair_that_a_second_merge_leaves_out_is_made_again(depot: Depot, start: str) -> None:
    was, new = (agreement("We listen.\n", f"about: {about}\n") for about in ("aims", "values"))
    start = depot.commit((start,), {RULES: was})
    left, right = (depot.commit((start,), each) for each in ({"README.md": b"two\n"}, {RULES: new}))
    first = join(depot, (left, right), {})
    repaired = settled(depot, first)
    assert depot.contents(repaired)[RULES] == new
    later = depot.commit((first,), {"README.md": b"three\n"})
    second = join(depot, (later, repaired), {})
    assert depot.contents(second)[RULES] == was
    assert depot.contents(settled(depot, second))[RULES] == new


def test_marks_are_found_under_a_new_name_too(depot: Depot, parents: tuple[str, str]) -> None:
    head = plain_merge(depot, parents)
    text = depot.contents(head)[RULES]
    later = depot.commit((head,), {RULES: None, PLAN: text.replace(b"ground-rules", b"plan")})
    data = depot.contents(settled(depot, later))[PLAN]
    assert b"<<<<" not in data
    assert all(word in data for word in (b"Tuesdays", b"Fridays", b"Ben"))
    assert not isinstance(codec.read(data), Damaged)


def test_a_field_written_twice_is_found_under_a_new_name_too(depot: Depot, start: str) -> None:
    left, right = (
        depot.commit((start,), {RULES: agreement("We listen.\n", f"about: {about}\n")})
        for about in ("aims", "values")
    )
    union = agreement("We listen.\n", "about: aims\nabout: values\n")
    head = join(depot, (left, right), {RULES: union})
    later = depot.commit((head,), {RULES: None, PLAN: union.replace(b"ground-rules", b"plan")})
    assert wordings(depot.contents(settled(depot, later))[PLAN]) == [("aims", "values")]


def test_several_merges_by_hand_are_all_put_right(depot: Depot, start: str) -> None:
    heads = [depot.commit((start,), {RULES: days(day)}) for day in ("Tuesdays", "Fridays")]
    first = join(depot, (heads[0], heads[1]), {})
    third = depot.commit((start,), {RULES: days(two="Ben")})
    fourth = depot.commit((third,), {RULES: days(two="Cem")})
    second = join(depot, (first, fourth), {})
    data = depot.contents(settled(depot, second))[RULES]
    assert wordings(data) == BOTH
    assert b"Cem" in data


def test_a_merge_of_three_is_put_right(depot: Depot, start: str) -> None:
    heads = [
        depot.commit((start,), {RULES: days(day)}) for day in ("Tuesdays", "Fridays", "Sundays")
    ]
    head = depot.commit(heads, {}, message="Octopus\n")
    [found] = wordings(depot.contents(settled(depot, head))[RULES])
    assert found == ("We meet on Fridays.", "We meet on Sundays.", "We meet on Tuesdays.")


def test_unrelated_histories_joined_by_hand_are_accepted(depot: Depot, start: str) -> None:
    other = depot.commit((), {"b": b"b\n"})
    head = depot.commit((start, other), {"b": b"b\n"}, message="Merge\n")
    assert fold(depot.repository, (head,)).commit == head


OURS = "coproduce merge <merge@coproduce.invalid> 1780000000 +0000"
TRUE = f"author {OURS}\ncommitter {OURS}\n\n{MESSAGE}"


def posing(depot: Depot, parents: tuple[str, str], tree: str, rest: str) -> str:
    """Make a merge that says it is one of ours."""
    lines = f"tree {tree}\n" + "".join(f"parent {each}\n" for each in parents) + rest
    given = depot.folder, "hash-object", "-t", "commit", "-w", "--literally", "--stdin"
    return git(*given, given=lines.encode()).decode().strip()


def test_a_merge_of_ours_in_every_byte_is_not_looked_at_again(
    depot: Depot, parents: tuple[str, str]
) -> None:
    one, other = sorted(parents)
    tree = git(depot.folder, "rev-parse", f"{one}^{{tree}}").decode().strip()
    head = posing(depot, (one, other), tree, TRUE)
    assert fold(depot.repository, (head,)).commit == head


@pytest.mark.parametrize(
    "how", ["order", "time", "zone", "author", "message", "header", "name", "encoding"]
)
def test_a_merge_that_only_says_it_is_ours_is_looked_at_like_any_other(
    depot: Depot, parents: tuple[str, str], how: str
) -> None:
    one, other = sorted(parents)
    if how == "order":
        one, other = other, one
    tree = git(depot.folder, "rev-parse", f"{one}^{{tree}}").decode().strip()
    rest = {
        "time": TRUE.replace("1780000000", "1780000001"),
        "zone": TRUE.replace("+0000", "+0100"),
        "author": TRUE.replace("author coproduce merge", "author Somebody", 1),
        "name": TRUE.replace("coproduce merge", "Coproduce merge"),
        "message": TRUE.replace("What several teams saved was", "Everything was"),
        "header": TRUE.replace("\n\n", "\ngpgsig none\n\n", 1),
        "encoding": TRUE.replace("\n\n", "\nencoding UTF-8\n\n", 1),
    }.get(how, TRUE)
    head = posing(depot, (one, other), tree, rest)
    found = fold(depot.repository, (head,))
    assert found.notes == (Note(RULES, "repaired", head),)
    assert wordings(depot.contents(settled(depot, head))[RULES]) == BOTH


@pytest.mark.parametrize("picked", [0, 1])
def test_the_side_of_a_plain_file_that_a_merge_left_out_lies_beside_it_once(
    depot: Depot, start: str, picked: int
) -> None:
    both = [b"one\nWe bring tea.\n", b"one\nWe bring cake.\n"]
    sides = tuple(depot.commit((start,), {"README.md": each}) for each in both)
    merge = join(depot, sides, {"README.md": both[picked]})
    head = settled(depot, merge)
    files = depot.contents(head)
    (other,) = [path for path in files if path.startswith("README.other-")]
    assert (files["README.md"], files[other]) == (both[picked], both[1 - picked])
    assert Note("README.md", "repaired", merge) in fold(depot.repository, (merge,)).notes
    put_away = depot.commit((head,), {other: None})
    assert settled(depot, put_away) == put_away


def test_a_plain_file_whose_words_are_all_there_later_is_left_alone(
    depot: Depot, start: str
) -> None:
    both = [b"one\nWe bring tea.\n", b"one\nWe bring cake.\n"]
    sides = tuple(depot.commit((start,), {"README.md": each}) for each in both)
    merge = join(depot, sides, {"README.md": b"one\nWe bring cake and tea.\n"})
    assert settled(depot, merge) == merge
    picked = join(depot, sides, {"README.md": both[0]})
    later = depot.commit((picked,), {"README.md": b"one\nTea, and cake.\nWe bring both.\n"})
    assert settled(depot, later) == later
