"""What counts of a position whose file did not stay as it was first saved."""

from hypothesis import given
from hypothesis import strategies as st
from test_standing import NOW, PEOPLE, SAM, agreement, position

from schema.kinds import POSITIONS, Position
from schema.standing import standing
from schema.written_once import counted, only_a_no


def version(by: str, what: str, withdrawn: str) -> Position:
    return position("a", by, what, withdrawn=withdrawn)


versions = st.builds(
    version,
    st.sampled_from(PEOPLE),
    st.sampled_from(POSITIONS),
    st.sampled_from(["", "", "", "2026-04-01"]),
)
several = st.lists(versions, max_size=3)


@given(st.lists(versions, min_size=1, max_size=2), several, several, st.booleans())
def test_no_yes_is_made_of_it(
    first: list[Position], later: list[Position], there: list[Position], gone: bool
) -> None:
    found = list(counted(first, later, [] if gone else there, gone=gone))
    assert all(each.withdrawn or each.position in ("not-yet", "take-back") for each in found)
    assert standing(agreement(*PEOPLE), found).state in ("asked", "not-yet")
    # What stood before does not come back: whoever it was first stays named by a file of their own.
    assert {each.by for each in first} <= {each.by for each in found}


@given(st.lists(versions, min_size=1, max_size=2), several, several)
def test_a_no_is_hidden_by_nothing_but_taking_it_back(
    first: list[Position], later: list[Position], there: list[Position]
) -> None:
    every = [*first, *later, *there]
    found = list(counted(first, later, there))
    if any(each.withdrawn for each in every):
        assert all(each.withdrawn for each in found)
    elif any(each.position == "not-yet" for each in every):
        assert any(each.position == "not-yet" and not each.withdrawn for each in found)


def test_the_reason_stays_with_what_was_said() -> None:
    first = position("a", SAM, "not-yet")
    assert list(counted([first], [], [position("a", SAM, "agree")])) == [first]
    (made,) = counted([position("a", SAM, "agree", "old")], [], [position("a", SAM, "not-yet")])
    assert (made.position, made.body, made.replaces) == ("not-yet", "", ("old",))


def test_a_copy_that_says_no_takes_the_place_of_nothing() -> None:
    copies = [position("b", SAM, "agree", "a"), position("c", SAM, "not-yet", "a", text=NOW)]
    assert [(each.id, each.replaces) for each in only_a_no(copies)] == [("c", ())]
