"""With what a file of something said began: nothing that plain git did to it since changes that."""

from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest
from depots import Depot

from store.sharing.contributions import made_id
from store.sharing.folding import Folded, fold

PLACE = "contributions/agreement/ground-rules-abc234/"
OTHER = "contributions/activity/activity/"
ID = "aaaabbbbccccdddd"
SAID, MOVED = f"{PLACE}{ID}.md", f"{OTHER}{ID}.md"


def said(text: str, *, by: str = "p-aaaaaaaa", more: str = "", id_: str = ID) -> bytes:
    return (
        f"---\nkind: words\nid: {id_}\nref: agreement/ground-rules-abc234\n"
        f'by: {by}\ndate: "2026-05-01"\n{more}---\n{text}'
    ).encode()


ANN = said("I want to be heard.\n")
CHANGED = said("All is fine.\n")
GONE = said("", more='withdrawn: "2026-05-02"\n')
START = {"coproduce.md": b"---\nkind: activity\nid: activity\ntitle: Evenings\n---\n", SAID: ANN}


@pytest.fixture
def depot(tmp_path: Path) -> Iterator[Depot]:
    made = Depot(tmp_path / "group")
    yield made
    made.close()


@pytest.fixture
def start(depot: Depot) -> str:
    return depot.commit((), START)


def contributions(depot: Depot, found: Folded) -> dict[str, bytes]:
    files = depot.contents(found.commit)
    assert {e.mode for p, e in depot.files(found.commit).items() if p in files} == {"100644"}
    return {path: data for path, data in files.items() if path.startswith("contributions/")}


def folded(depot: Depot, start: str, head: str) -> dict[str, bytes]:
    """Return what was said once this is shared: alone, and where somebody else saved meanwhile."""
    alone = contributions(depot, fold(depot.repository, (head,)))
    for order in permutations((head, depot.commit((start,), {"a": b""}))):
        assert contributions(depot, fold(depot.repository, order)) == alone
    return alone


@pytest.mark.parametrize(
    "changed",
    [CHANGED, CHANGED.replace(b"2026-05-01", b"2026-05-07")],
    ids=["words", "words and day"],
)
def test_what_was_moved_and_changed_at_once_is_moved(
    depot: Depot, start: str, changed: bytes
) -> None:
    moved = depot.commit((start,), {SAID: None, MOVED: changed})
    assert folded(depot, start, moved) == {MOVED: ANN}
    later = depot.commit((moved,), {MOVED: None, SAID: said("And so on.\n")})
    assert contributions(depot, fold(depot.repository, (later,))) == {SAID: ANN}


def test_what_was_moved_and_given_to_somebody_else_is_with_both(depot: Depot, start: str) -> None:
    bens = said("I want to be heard.\n", by="p-bbbbbbbb")
    moved = depot.commit((start,), {SAID: None, MOVED: bens})
    assert folded(depot, start, moved) == {SAID: ANN, MOVED: bens}


@pytest.mark.parametrize(
    "put_in",
    [CHANGED, CHANGED.replace(b"p-aaaaaaaa", b"p-bbbbbbbb")],
    ids=["words", "words and person"],
)
def test_what_was_removed_and_put_in_again_changed_is_as_it_began(
    depot: Depot, start: str, put_in: bytes
) -> None:
    removed = depot.commit((start,), {SAID: None})
    assert folded(depot, start, depot.commit((removed,), {SAID: put_in})) == {SAID: ANN}


def test_a_change_of_whose_it_is_does_not_bring_back_what_was_taken_back(
    depot: Depot, start: str
) -> None:
    gone = depot.commit((start,), {SAID: GONE})
    bens = said("I want to be heard.\n", by="p-bbbbbbbb")
    assert folded(depot, start, depot.commit((gone,), {SAID: bens})) == {SAID: GONE}


def test_words_taken_back_stay_so_where_they_are_put_in_again_elsewhere(
    depot: Depot, start: str
) -> None:
    gone = depot.commit((start,), {SAID: GONE})
    removed = depot.commit((gone,), {SAID: None})
    assert folded(depot, start, depot.commit((removed,), {MOVED: CHANGED})) == {MOVED: GONE}


def test_each_of_two_things_said_under_one_id_goes_back_to_its_own(
    depot: Depot, start: str
) -> None:
    path = SAID.replace(ID, "eeeeffffgggghhhh")
    one, two = (said(f"{word}.\n", id_="eeeeffffgggghhhh") for word in ("Cake", "Tea"))
    heads = [depot.commit((start,), {path: each}) for each in (one, two)]
    both = fold(depot.repository, heads).commit
    second = f"{PLACE}{made_id(two)}.md"
    before = depot.contents(both)
    assert {path, second} < set(before)
    for place in (path, second):
        changed = before[place].replace(b".\n", b", not.\n")
        for now in (changed, None):
            by_hand = depot.commit((both,), {place: now})
            after = depot.contents(fold(depot.repository, (by_hand,)).commit)
            assert after == before


def test_words_that_nobody_could_read_are_as_they_were_put_right(depot: Depot, start: str) -> None:
    path = MOVED.replace(ID, "eeeeffffgggghhhh")
    damaged = depot.commit((start,), {path: b"---\nkind: words\nid\n---\nI was here.\n"})
    right = said("I was here.\n", id_="eeeeffffgggghhhh")
    mended = depot.commit((damaged,), {path: right})
    assert folded(depot, start, mended)[path] == right
    changed = depot.commit((mended,), {path: right.replace(b"here", b"not here")})
    assert folded(depot, start, changed)[path] == right


def test_what_lies_in_the_way_of_what_was_said_is_kept_beside(depot: Depot, start: str) -> None:
    inside = depot.commit((start,), {SAID: None, f"{SAID}/note.md": b"Mine.\n"})
    found = depot.contents(fold(depot.repository, (inside,)).commit)
    assert found[SAID] == ANN
    assert b"Mine.\n" in found.values()
    above = depot.commit((start,), {SAID: None, PLACE[:-1]: b"Mine.\n"})
    found = depot.contents(fold(depot.repository, (above,)).commit)
    assert found[SAID] == ANN
    assert b"Mine.\n" in found.values()
