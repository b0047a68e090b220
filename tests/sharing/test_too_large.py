"""Two records that are too large to be one stay two, and people are told where both are."""

from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest
from depots import Depot

from schema import codec
from schema.record import Damaged
from store.sharing.folding import fold
from store.sharing.notes import Note
from store.sharing.telling import merge_notes

RULES = "agreements/ground-rules-abc234.md"


@pytest.fixture
def depot(tmp_path: Path) -> Iterator[Depot]:
    made = Depot(tmp_path / "group")
    yield made
    made.close()


def agreement(body: str, more: str = "") -> bytes:
    head = "kind: agreement\nid: ground-rules-abc234\ntitle: Ground rules\n"
    return f"---\n{head}{more}---\n{body}".encode()


def comments(word: str) -> str:
    return "".join(f"# {word} {number} comment\n" for number in range(3_000))


@pytest.mark.parametrize(
    "sides",
    [
        [agreement(f"We listen.\n\n{word * 150_000}\n") for word in ("four ", "five ")],
        [agreement("We listen.\n", comments(word)) for word in ("our", "your")],
    ],
    ids=["text", "header"],
)
def test_two_records_too_large_to_be_one_are_both_kept_and_that_is_told(
    depot: Depot, sides: list[bytes]
) -> None:
    assert not any(isinstance(codec.read(each), Damaged) for each in sides)
    start = depot.commit((), {RULES: agreement("We listen.\n")})
    heads = [depot.commit((start,), {RULES: each}) for each in sides]
    found, again = (fold(depot.repository, each) for each in permutations(heads))
    assert (again.commit, again.notes) == (found.commit, found.notes)
    files = depot.contents(found.commit)
    [other] = [each for each in files if each != RULES]
    assert sorted(files.values()) == sorted(sides)
    assert found.notes == (Note(RULES, "too-large", other),)
    said = (
        f"{RULES} was changed here and elsewhere, and both together are too large to be one record."
        f" Both are kept as they were, the other one as {other}; make them shorter and put them"
        " together by hand."
    )
    assert merge_notes(found.notes) == (said,)


def test_what_was_put_together_by_hand_is_not_parted_again(depot: Depot) -> None:
    start = depot.commit((), {RULES: agreement("We listen.\n")})
    sides = [agreement(f"We listen.\n\n{word * 150_000}\n") for word in ("four ", "five ")]
    heads = [depot.commit((start,), {RULES: each}) for each in sides]
    joined = fold(depot.repository, heads).commit
    [other] = [each for each in depot.files(joined) if each != RULES]
    shorter = {RULES: agreement("We listen.\n\nfour and five\n"), other: None}
    by_hand = depot.commit((joined,), shorter)
    later = depot.commit((heads[1],), {"a": b""})
    found = fold(depot.repository, (by_hand, later))
    assert depot.contents(found.commit) == {RULES: shorter[RULES], "a": b""}
    assert found.notes == ()
