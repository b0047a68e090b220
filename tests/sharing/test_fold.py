"""Histories that parted become one commit: which files stay, and what is said about them."""

from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest
from depots import Depot, git

from schema import codec
from schema.record import Damaged
from store import errors
from store.sharing.folding import Folded, fold
from store.sharing.notes import Note

RULES = "agreements/ground-rules-abc234.md"
STEP = "steps/2-shared-understanding.md"
SAID = "contributions/agreement/ground-rules-abc234/aaaabbbbccccdddd.md"


def agreement(body: str, title: str = "Ground rules", more: str = "") -> bytes:
    return (
        f"---\nkind: agreement\nid: ground-rules-abc234\ntitle: {title}\n{more}---\n{body}".encode()
    )


def said(text: str, more: str = "", id_: str = "aaaabbbbccccdddd") -> bytes:
    return (
        f"---\nkind: words\nid: {id_}\nref: agreement/ground-rules-abc234\n"
        f'by: p-aaaaaaaa\ndate: "2026-05-01"\n{more}---\n{text}'
    ).encode()


START = {
    "coproduce.md": b"---\nkind: activity\nid: activity\ntitle: Evenings\n---\n",
    RULES: agreement("We listen.\n\nWe meet on Mondays.\n"),
    SAID: said("I want to be heard.\n"),
    "README.md": b"one\ntwo\nthree\nfour\nfive\n",
    ".gitattributes": b"*.md -text diff=markdown\n",
}


@pytest.fixture
def depot(tmp_path: Path) -> Iterator[Depot]:
    made = Depot(tmp_path / "group")
    yield made
    made.close()


@pytest.fixture
def start(depot: Depot) -> str:
    return depot.commit((), START)


def folded(depot: Depot, *heads: str) -> Folded:
    """Fold in every order, and check that the order makes no difference."""
    found = [fold(depot.repository, order) for order in permutations(heads)]
    assert len({each.commit for each in found}) == 1
    assert len({each.notes for each in found}) == 1
    return found[0]


def merged(depot: Depot, *heads: str) -> tuple[dict[str, bytes], tuple[Note, ...]]:
    found = folded(depot, *heads)
    return depot.contents(found.commit), found.notes


def two(depot: Depot, start: str, left: dict, right: dict) -> tuple[dict, tuple[Note, ...]]:
    """Return what comes of two changes of `start`, apart from what stayed as it was."""
    files, notes = merged(depot, depot.commit((start,), left), depot.commit((start,), right))
    before = depot.contents(start)
    paths = {*files, *before}
    return {p: files.get(p) for p in sorted(paths) if files.get(p) != before.get(p)}, notes


def test_a_head_that_came_before_another_adds_nothing(depot: Depot, start: str) -> None:
    later = depot.commit((start,), {"a.txt": b"a\n"})
    last = depot.commit((later,), {"b.txt": b"b\n"})
    found = folded(depot, start, later, last)
    assert (found.commit, found.notes) == (last, ())
    assert fold(depot.repository, (start, last)).changed == ("a.txt", "b.txt")
    assert fold(depot.repository, (last, start)).changed == ()
    assert fold(depot.repository, (last,)).commit == last


def test_what_one_side_changed_is_taken(depot: Depot, start: str) -> None:
    left = {RULES: agreement("We listen.\n"), "new.txt": b"new\n", "agreements/x-abc234.md": b"x"}
    right = {"README.md": None, STEP: b"---\nkind: step\n---\n"}
    found, notes = two(depot, start, left, right)
    assert found == {**left, **right}
    assert notes == ()


def test_the_commit_is_the_same_wherever_and_whoever_makes_it(depot: Depot, start: str) -> None:
    left = depot.commit((start,), {"a.txt": b"a\n"}, time=1_780_000_500)
    right = depot.commit((start,), {"b.txt": b"b\n"}, time=1_780_000_100)
    git(depot.folder, "config", "user.name", "Somebody Else")
    git(depot.folder, "config", "i18n.commitEncoding", "ISO-8859-1")
    commit = folded(depot, left, right).commit
    said = git(depot.folder, "cat-file", "commit", commit).decode()
    _, *parents, author, committer, _, _ = said.split("\n")[:7]
    assert [each[7:] for each in parents] == sorted((left, right))
    who = "coproduce merge <merge@coproduce.invalid> 1780000500 +0000"
    assert (author, committer) == (f"author {who}", f"committer {who}")
    assert said.endswith("\n\nCoproduce-Op: merged\nCoproduce-Merge: 1\n")
    git(depot.folder, "fsck", "--strict", "--no-dangling")
    git(depot.folder, "update-ref", "refs/heads/main", commit)


def test_no_merge_driver_is_asked(depot: Depot, start: str, tmp_path: Path) -> None:
    attributes = {".gitattributes": b"*.md merge=x\nREADME.md merge=union\n"}
    days = [
        {RULES: agreement(f"We meet on {day}s.\n"), "README.md": f"one\n{day}\n".encode()}
        for day in ("Tuesday", "Friday")
    ]
    heads = [depot.commit((start,), {**attributes, **each}) for each in days]
    without = folded(depot, *heads)
    git(depot.folder, "config", "merge.x.driver", f"touch {tmp_path}/asked")
    (depot.folder / ".gitattributes").write_bytes(attributes[".gitattributes"])
    assert folded(depot, *heads) == without
    assert not (tmp_path / "asked").exists()
    git(depot.folder, "merge-tree", "--write-tree", *heads, check=False)
    assert (tmp_path / "asked").exists()


def test_nothing_but_objects_is_touched(depot: Depot, start: str) -> None:
    heads = [depot.commit((start,), {f"{name}.txt": b"x\n"}) for name in "ab"]
    place = depot.folder / ".git"
    before = sorted(p for p in depot.folder.rglob("*") if place / "objects" not in p.parents)
    fold(depot.repository, heads)
    after = sorted(p for p in depot.folder.rglob("*") if place / "objects" not in p.parents)
    assert after == before


def test_three_heads_become_two_joins_one_after_the_other(depot: Depot, start: str) -> None:
    heads = [depot.commit((start,), {f"{name}.txt": b"x\n"}) for name in "abc"]
    found = folded(depot, *heads)
    inner, outer = sorted(depot.parents(found.commit), key=lambda each: each in heads)
    assert set(depot.parents(inner)) | {outer} == set(heads)
    assert {"a.txt", "b.txt", "c.txt"} < set(depot.files(found.commit))


def test_two_changes_of_one_paragraph_become_a_difference(depot: Depot, start: str) -> None:
    left = {RULES: agreement("We listen.\n\nWe meet on Tuesdays.\n")}
    right = {RULES: agreement("We listen.\n\nWe meet on Fridays.\n")}
    found, notes = two(depot, start, left, right)
    assert notes == ()
    text = found[RULES].decode()
    assert "> **Different wordings**" in text
    assert "Tuesdays" in text
    assert "Fridays" in text
    assert not isinstance(codec.read(found[RULES]), Damaged)


def test_the_same_document_added_twice_is_merged(depot: Depot, start: str) -> None:
    path = "meetings/first-abc234.md"
    text = "---\nkind: meeting\nid: first-abc234\ntitle: First\n---\n{}\n"
    left, right = ({path: text.format(word).encode()} for word in ("Tea.", "Cake."))
    found, _ = two(depot, start, left, right)
    assert b"Tea." in found[path]
    assert b"Cake." in found[path]


def test_a_file_one_side_removed_and_the_other_changed_stays(depot: Depot, start: str) -> None:
    right = {RULES: agreement("We listen well.\n"), "README.md": b"six\n"}
    found, notes = two(depot, start, {RULES: None, "README.md": None}, right)
    assert found == right
    assert notes == (Note("README.md", "kept-removed"), Note(RULES, "kept-removed"))


def test_a_change_of_contribution_by_hand_is_not_taken(depot: Depot, start: str) -> None:
    edited = depot.commit((start,), {SAID: said("I want to be left alone.\n")})
    other = depot.commit((start,), {"a.txt": b"a\n"})
    found = folded(depot, edited, other)
    assert depot.contents(found.commit)[SAID] == START[SAID]
    assert found.notes == (Note(SAID, "contribution-edited", depot.files(edited)[SAID].id),)


def test_two_changes_of_a_contribution_by_hand_are_not_taken(depot: Depot, start: str) -> None:
    left, right = ({SAID: said(f"I want {what}.\n")} for what in ("peace", "quiet"))
    found, notes = two(depot, start, left, right)
    assert found == {}
    assert [note.what for note in notes] == ["contribution-edited"] * 2


def test_a_contribution_goes_back_to_what_was_said_whichever_way_it_comes(
    depot: Depot, start: str
) -> None:
    edited = depot.commit((start,), {SAID: said("Something else.\n")})
    joined = folded(depot, edited, depot.commit((start,), {"a.txt": b"a\n"})).commit
    on_top = depot.commit((edited,), {"b.txt": b"b\n"})
    files, _ = merged(depot, joined, on_top)
    assert files[SAID] == START[SAID]


@pytest.mark.parametrize("also", [None, said("I want peace.\n"), START[SAID]])
def test_words_taken_back_stay_taken_back(depot: Depot, start: str, also: bytes | None) -> None:
    back = {SAID: said("", 'withdrawn: "2026-05-02"\n')}
    files, _ = merged(
        depot, depot.commit((start,), back), depot.commit((start,), {SAID: also, "a": b""})
    )
    assert files.get(SAID) == (back[SAID])


def test_words_taken_back_do_not_come_back_by_hand(depot: Depot, start: str) -> None:
    back = {SAID: said("", 'withdrawn: "2026-05-02"\n')}
    base = depot.commit((start,), back)
    found, _ = two(depot, base, {SAID: START[SAID]}, {"a": b""})
    assert found == {"a": b""}


def test_of_two_takings_back_one_stays(depot: Depot, start: str) -> None:
    left, right = ({SAID: said("", f'withdrawn: "2026-05-0{day}"\n')} for day in (3, 2))
    found, notes = two(depot, start, left, right)
    assert (found, notes) == (right, ())


def test_words_taken_back_are_taken_back_where_they_were_moved_to(depot: Depot, start: str) -> None:
    moved = SAID.replace("agreement/ground-rules-abc234", "activity/activity")
    back = {SAID: said("", 'withdrawn: "2026-05-02"\n')}
    found, notes = two(depot, start, {SAID: None, moved: START[SAID]}, back)
    assert found == {SAID: back[SAID], moved: back[SAID]}
    assert Note(SAID, "id-twice", moved) in notes


def test_two_things_said_under_one_id_are_both_kept(depot: Depot, start: str) -> None:
    path = SAID.replace("aaaabbbbccccdddd", "eeeeffffgggghhhh")
    texts = [said(f"{word}.\n", id_="eeeeffffgggghhhh") for word in ("Cake", "Tea")]
    found, notes = two(depot, start, {path: texts[1]}, {path: texts[0]})
    assert found.pop(path) == texts[0]
    [(other, data)] = found.items()
    id_ = other.rpartition("/")[2].removesuffix(".md")
    assert data == texts[1].replace(b"eeeeffffgggghhhh", id_.encode())
    assert other.rpartition("/")[0] == path.rpartition("/")[0]
    assert notes == (Note(path, "contribution-twice", other),)


def test_the_second_of_two_things_said_is_made_once_only(depot: Depot, start: str) -> None:
    path = SAID.replace("aaaabbbbccccdddd", "eeeeffffgggghhhh")
    heads = [
        depot.commit((start,), {path: said(f"{word}.\n", id_="eeeeffffgggghhhh")})
        for word in ("Cake", "Tea")
    ]
    joined = folded(depot, *heads).commit
    again = depot.commit((heads[1],), {"a": b""})
    assert set(depot.files(folded(depot, joined, again).commit)) == {*depot.files(joined), "a"}


def test_words_taken_back_do_not_take_those_of_somebody_else_with_them(
    depot: Depot, start: str
) -> None:
    moved = SAID.replace("agreement/ground-rules-abc234", "activity/activity")
    theirs = said("Tea.\n").replace(b"p-aaaaaaaa", b"p-bbbbbbbb")
    base = depot.commit((start,), {SAID: None, moved: START[SAID]})
    back = {moved: said("", 'withdrawn: "2026-05-02"\n')}
    found, _ = two(depot, base, {SAID: theirs}, back)
    assert found == {SAID: theirs, **back}


def two_under_one_id(depot: Depot, start: str) -> tuple[str, list[str], list[bytes], str]:
    """Return a path, the heads that each added to it, what they added, and what joined them."""
    path = SAID.replace("aaaabbbbccccdddd", "eeeeffffgggghhhh")
    texts = [said(f"{word}.\n", id_="eeeeffffgggghhhh") for word in ("Cake", "Tea")]
    texts[1] = texts[1].replace(b"p-aaaaaaaa", b"p-bbbbbbbb")
    heads = [depot.commit((start,), {path: text}) for text in texts]
    return path, heads, texts, folded(depot, *heads).commit


@pytest.mark.parametrize("who", [0, 1])
def test_two_things_said_under_one_id_stay_two(depot: Depot, start: str, who: int) -> None:
    """Whoever said the one, and has not heard of the other, goes on."""
    _, heads, _, joined = two_under_one_id(depot, start)
    later = depot.commit((heads[who],), {"a": b""})
    files, notes = merged(depot, joined, later)
    assert files == depot.contents(joined) | {"a": b""}
    assert notes == ()


@pytest.mark.parametrize("who", [0, 1])
def test_of_two_things_said_under_one_id_the_right_one_is_taken_back(
    depot: Depot, start: str, who: int
) -> None:
    path, heads, texts, joined = two_under_one_id(depot, start)
    back = said("", 'withdrawn: "2026-05-02"\n', id_="eeeeffffgggghhhh")
    if who:
        back = back.replace(b"p-aaaaaaaa", b"p-bbbbbbbb")
    later = depot.commit((heads[who],), {path: back})
    files, _ = merged(depot, joined, later)
    assert merged(depot, heads[1 - who], later)[0] == files
    everything = b"".join(files.values())
    assert texts[who].rpartition(b"\n---\n")[2] not in everything
    assert texts[1 - who].rpartition(b"\n---\n")[2] in everything
    assert set(files) == set(depot.files(joined))
    again = depot.commit((heads[who],), {"a": b""})
    assert merged(depot, folded(depot, joined, later).commit, again)[0] == files | {"a": b""}


def test_a_contribution_one_side_took_away_by_hand_is_there_again(depot: Depot, start: str) -> None:
    found, notes = two(depot, start, {SAID: None}, {"a": b""})
    assert found == {"a": b""}
    assert notes == (Note(SAID, "contribution-removed"),)


@pytest.mark.parametrize("also", [START[SAID], said("By hand.\n")])
def test_words_taken_back_before_their_file_was_taken_away_do_not_come_back(
    depot: Depot, start: str, also: bytes
) -> None:
    back = said("", 'withdrawn: "2026-05-02"\n')
    gone = depot.commit((depot.commit((start,), {SAID: back}),), {SAID: None})
    files, _ = merged(depot, gone, depot.commit((start,), {SAID: also, "a": b""}))
    assert files[SAID] == back


def test_a_contribution_moved_by_hand_is_not_doubled(depot: Depot, start: str) -> None:
    moved = SAID.replace("agreement/ground-rules-abc234", "activity/activity")
    found, notes = two(depot, start, {SAID: None, moved: START[SAID]}, {"a": b""})
    assert found == {SAID: None, moved: START[SAID], "a": b""}
    assert notes == ()
    back = said("", 'withdrawn: "2026-05-02"\n')
    found, _ = two(depot, start, {SAID: None, moved: back}, {"a": b""})
    assert found == {SAID: None, moved: back, "a": b""}


def test_other_files_are_merged_by_lines(depot: Depot, start: str) -> None:
    left = {"README.md": b"ONE\ntwo\nthree\nfour\nfive\n"}
    right = {"README.md": b"one\ntwo\nthree\nfour\nFIVE\n", ".gitattributes": b"*.md -text\n"}
    found, notes = two(depot, start, left, right)
    assert found == {**right, "README.md": b"ONE\ntwo\nthree\nfour\nFIVE\n"}
    assert notes == ()


@pytest.mark.parametrize("path", ["README.md", ".gitattributes", "pictures/one"])
def test_other_files_that_do_not_fit_are_both_kept(depot: Depot, start: str, path: str) -> None:
    found, notes = two(depot, start, {path: b"left\n"}, {path: b"right\n"})
    assert sorted(found.values()) == [b"left\n", b"right\n"]
    [other] = [each for each in found if each != path]
    assert ".other-" in other
    assert other.endswith(".md") == path.endswith(".md")
    assert notes == (Note(path, "kept-both", other),)


def test_a_record_that_is_no_text_is_kept_beside_the_other(depot: Depot, start: str) -> None:
    good, bad = agreement("We listen well.\n"), agreement("") + b"caf\xe9\n"
    found, notes = two(depot, start, {RULES: bad}, {RULES: good})
    [other] = [each for each in found if each != RULES]
    assert (found[RULES], found[other]) == (good, bad)
    assert notes == (Note(RULES, "kept-both", other),)


def test_a_side_that_is_no_record_does_not_damage_the_other(depot: Depot, start: str) -> None:
    good, bad = agreement("We listen well.\n"), b"We listen to everyone.\n"
    found, _ = two(depot, start, {RULES: bad}, {RULES: good})
    assert not isinstance(codec.read(found[RULES]), Damaged)
    assert all(word in b"".join(found.values()) for word in (b"everyone", b"well"))


def test_marks_committed_on_one_side_become_a_difference(depot: Depot, start: str) -> None:
    marked = agreement(
        "We listen.\n\n<<<<<<< a\nWe meet on Fridays.\n=======\nWe meet at five.\n>>>>>>> b\n"
    )
    found, _ = two(depot, start, {RULES: marked}, {RULES: agreement("We meet on Mondays.\n")})
    assert b"<<<<" not in found[RULES]
    assert not isinstance(codec.read(found[RULES]), Damaged)
    assert all(word in found[RULES] for word in (b"Fridays", b"five"))


def test_a_mode_is_merged_like_any_other_change(depot: Depot, start: str) -> None:
    left = depot.commit((start,), {"README.md": b"one\n"})
    right = depot.commit((start,), {"README.md": START["README.md"]}, modes={"README.md": "100755"})
    entry = depot.files(folded(depot, left, right).commit)["README.md"]
    assert (entry.mode, depot.read(entry.id)) == ("100755", b"one\n")


def test_links_are_kept_and_never_followed(depot: Depot, start: str) -> None:
    left = depot.commit((start,), {RULES: b"/etc/passwd"}, modes={RULES: "120000"})
    right = depot.commit((start,), {RULES: agreement("We listen well.\n")})
    files = depot.files(folded(depot, left, right).commit)
    [other] = [path for path in files if ".other-" in path]
    assert (files[RULES].mode, files[other].mode) == ("100644", "120000")
    assert depot.read(files[other].id) == b"/etc/passwd"


def test_of_two_states_of_another_repository_one_is_kept(depot: Depot, start: str) -> None:
    from store.objects import Entry

    heads = [
        depot.commit((start,), {}, entries=depot.files(start) | {"lib": Entry("160000", id_ * 40)})
        for id_ in "12"
    ]
    found = folded(depot, *heads)
    assert depot.files(found.commit)["lib"] == Entry("160000", "1" * 40)
    assert found.notes == (Note("lib", "link", "2" * 40),)


def test_a_file_in_the_place_of_a_folder_goes_beside_it(depot: Depot, start: str) -> None:
    found, notes = two(depot, start, {"notes": b"text\n"}, {"notes/first.txt": b"first\n"})
    [other] = [each for each in found if each.startswith("notes.other-")]
    assert found == {"notes/first.txt": b"first\n", other: b"text\n"}
    assert notes == (Note("notes", "kept-both", other),)


def test_a_folder_that_became_a_file_is_kept_where_it_was_changed(depot: Depot, start: str) -> None:
    base = depot.commit((start,), {"notes/first.txt": b"first\n", "notes/second.txt": b"second\n"})
    gone = {"notes/first.txt": None, "notes/second.txt": None, "notes": b"text\n"}
    found, _ = two(depot, base, gone, {"notes/first.txt": b"changed\n"})
    [other] = [each for each in found if each.startswith("notes.other-")]
    assert found == {"notes/first.txt": b"changed\n", "notes/second.txt": None, other: b"text\n"}


def test_a_record_that_speaks_of_a_removed_one_is_told(depot: Depot, start: str) -> None:
    person = "people/p-bbbbbbbb.md"
    base = depot.commit((start,), {person: b"---\nkind: person\nid: p-bbbbbbbb\ntitle: B\n---\n"})
    right = {RULES: agreement("We listen.\n", more="parties: [p-bbbbbbbb]\n")}
    _, notes = two(depot, base, {person: None}, right)
    assert notes == (Note(RULES, "unknown-reference", person),)


def test_several_common_ancestors_are_merged_first(depot: Depot, start: str) -> None:
    """Settled after a criss-cross, it stays settled: the open difference is the base."""
    one, other = (
        depot.commit((start,), {RULES: agreement(f"We listen.\n\nWe meet on {day}.\n")})
        for day in ("Tuesdays", "Fridays")
    )
    joined = folded(depot, one, other).commit
    again = depot.commit((one, other), {}, entries=depot.files(joined), message="By hand\n")
    settled = agreement("We listen.\n\nWe meet on Fridays.\n")
    left = depot.commit((joined,), {RULES: settled})
    right = depot.commit((again,), {"a": b""})
    files, notes = merged(depot, left, right)
    assert files[RULES] == settled
    assert notes == ()


def test_histories_without_a_common_beginning_are_refused(depot: Depot, start: str) -> None:
    other = depot.commit((), {"coproduce.md": b"other\n"})
    with pytest.raises(errors.UnrelatedPlace):
        fold(depot.repository, (start, other))


def test_a_join_of_a_newer_kind_is_refused(depot: Depot, start: str) -> None:
    who = "coproduce merge <merge@coproduce.invalid> 1780000500 +0000"
    tree = git(depot.folder, "rev-parse", f"{start}^{{tree}}").decode().strip()
    text = (
        f"tree {tree}\nparent {start}\nauthor {who}\ncommitter {who}\n\nx\n\nCoproduce-Merge: 2\n"
    )
    newer = git(depot.folder, "hash-object", "-t", "commit", "-w", "--stdin", given=text.encode())
    with pytest.raises(errors.NewerMerge):
        fold(depot.repository, (newer.decode().strip(), start))


@pytest.mark.parametrize(
    "words",
    [
        "x\n\nCoproduce-Merge: 9\n",
        "x\n\nCoproduce-Merge: 1\n  and it goes on\n  and on\n",
        "x\n\nCoproduce-Merge: 1\nCoproduce-Merge: 9, 1\n",
        "x\n\nCoproduce-Merge:\n",
        "\n\n\n",
    ],
)
def test_somebody_who_writes_our_trailer_by_hand_is_not_believed(
    depot: Depot, start: str, words: str
) -> None:
    head = depot.commit((start,), {"a": b""}, message=words)
    after = depot.commit((head,), {"a": b"1"})
    assert fold(depot.repository, (head, after)).commit == after


def test_a_history_written_anew_by_a_host_loses_and_doubles_nothing(
    depot: Depot, start: str
) -> None:
    """The host put our two changes into one of its own, and somebody went on from there."""
    first = depot.commit((start,), {RULES: agreement("We listen.\n\nWe meet on Tuesdays.\n")})
    path = SAID.replace("aaaabbbbccccdddd", "eeeeffffgggghhhh")
    ours = depot.commit((first,), {path: said("Tea.\n", id_="eeeeffffgggghhhh")})
    host = depot.commit((start,), {"a": b""})
    squashed = depot.commit((host,), {p: depot.contents(ours)[p] for p in (RULES, path)})
    files, notes = merged(depot, ours, squashed)
    assert files == {**depot.contents(ours), "a": b""}
    assert notes == ()


def test_words_taken_back_stay_so_after_a_host_wrote_the_history_anew(
    depot: Depot, start: str
) -> None:
    path = SAID.replace("aaaabbbbccccdddd", "eeeeffffgggghhhh")
    text = said("Tea.\n", id_="eeeeffffgggghhhh")
    back = said("", 'withdrawn: "2026-05-02"\n', id_="eeeeffffgggghhhh")
    ours = depot.commit((depot.commit((start,), {path: text}),), {path: back})
    squashed = depot.commit((start,), {path: text, "a": b""})
    files, notes = merged(depot, ours, squashed)
    assert files[path] == back
    assert notes == ()
    assert not [each for each in files if each not in (*START, path, "a")]


def test_a_change_by_hand_is_known_from_what_was_said_where_a_host_wrote_it_anew(
    depot: Depot, start: str
) -> None:
    path = SAID.replace("aaaabbbbccccdddd", "eeeeffffgggghhhh")
    text = said("Tea.\n", id_="eeeeffffgggghhhh")
    ours = depot.commit((depot.commit((start,), {path: text}),), {path: text + b"And cake.\n"})
    squashed = depot.commit((start,), {path: text, "a": b""})
    files, notes = merged(depot, ours, squashed)
    assert files == START | {path: text, "a": b""}
    assert [note.what for note in notes] == ["contribution-edited"]


def test_names_that_are_no_utf8_are_kept(depot: Depot, start: str) -> None:
    left = depot.commit((start,), {"caf\udce9.txt": b"left\n"})
    right = depot.commit((start,), {"a": b""})
    assert "caf\udce9.txt" in depot.files(folded(depot, left, right).commit)
