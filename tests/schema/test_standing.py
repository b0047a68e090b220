"""Where an agreement is now: derived from positions alone, first rule first."""

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from schema.digest import digest
from schema.kinds import POSITIONS, Agreement, Position
from schema.standing import STATES, Standing, standing

SAM, ROBIN, NOOR = "p-aaaaaaaa", "p-bbbbbbbb", "p-cccccccc"
PEOPLE = (SAM, ROBIN, NOOR)
YES = {"agree", "agree-with-concern"}


def agreement(*parties: str, body: str = "We listen.\n", title: str = "Rules") -> Agreement:
    return Agreement(
        path="agreements/rules-abc234.md",
        fields={},
        kind="agreement",
        id="rules-abc234",
        title=title,
        body=body,
        parties=parties,
    )


NOW = digest("rules-abc234", "Rules", "We listen.\n")
EARLIER = digest("rules-abc234", "Rules", "We talk.\n")


def position(
    id: str,  # noqa: A002
    by: str,
    what: str = "agree",
    *replaces: str,
    text: str = NOW,
    withdrawn: str = "",
    ref: str = "agreement/rules-abc234",
) -> Position:
    return Position(
        path=f"contributions/{ref}/{id}.md",
        fields={},
        kind="position",
        id=id,
        ref=ref,
        by=by,
        date="2026-03-01",
        position=what,
        digest=text,
        replaces=replaces,
        withdrawn=withdrawn,
    )


def state(
    *positions: Position, parties: tuple[str, ...] = (SAM, ROBIN), differences: int = 0
) -> str:
    return standing(agreement(*parties), positions, differences).state


def test_everyone_agreeing_to_this_text_is_agreed():
    assert state(position("a", SAM), position("b", ROBIN, "agree-with-concern")) == "agreed"


def test_standing_aside_is_enough_beside_a_yes():
    assert state(position("a", SAM), position("b", ROBIN, "stand-aside")) == "agreed"


def test_everyone_standing_aside_is_no_agreement():
    assert state(position("a", SAM, "stand-aside"), position("b", ROBIN, "stand-aside")) == "asked"


def test_nobody_listed_is_a_draft_even_when_someone_agrees():
    assert state(position("a", SAM), parties=()) == "draft"
    assert state(parties=("",)) == "draft"


def test_someone_who_has_not_answered_keeps_it_asked():
    found = standing(agreement(SAM, ROBIN), [position("a", SAM)])
    assert (found.state, found.missing) == ("asked", (ROBIN,))


@pytest.mark.parametrize("by", [SAM, NOOR, "anonymous"])
@pytest.mark.parametrize("text", [NOW, EARLIER, "", "no digest"])
def test_anyone_who_cannot_agree_yet_counts_listed_or_not_on_any_text(by: str, text: str):
    others = [position("a", SAM), position("b", ROBIN)]
    assert state(*others, position("c", by, "not-yet", text=text)) == "not-yet"
    assert state(position("c", by, "not-yet", text=text), parties=()) == "not-yet"


def test_someone_who_cannot_agree_yet_has_answered():
    found = standing(agreement(SAM, ROBIN), [position("a", SAM, "not-yet")])
    assert found.missing == (ROBIN,)


def test_an_open_difference_keeps_it_from_being_agreed():
    assert state(position("a", SAM), position("b", ROBIN), differences=1) == "asked"


def test_two_current_positions_of_one_person_are_for_that_person_to_settle():
    found = standing(
        agreement(SAM, ROBIN),
        [position("a", SAM), position("b", ROBIN), position("c", ROBIN, "stand-aside")],
    )
    assert (found.state, found.several, found.missing) == ("asked", (ROBIN,), ())


def test_a_newer_position_takes_the_place_of_the_one_it_replaces():
    positions = [position("a", SAM), position("b", SAM, "not-yet", "a"), position("c", ROBIN)]
    assert state(*positions) == "not-yet"
    assert state(*positions, position("d", SAM, "agree", "b")) == "agreed"


def test_some_on_an_earlier_text_is_changed_since_agreed():
    both = [position("a", SAM), position("b", ROBIN, text=EARLIER)]
    assert state(*both) == "changed-since-agreed"
    assert state(*(msgspec.structs.replace(each, digest=EARLIER) for each in both)) == (
        "changed-since-agreed"
    )


def test_a_yes_taken_back_before_the_text_changed_is_asked():
    positions = [
        position("a", SAM, text=EARLIER),
        position("b", ROBIN, text=EARLIER),
        position("c", ROBIN, "take-back", "b", text=EARLIER),
    ]
    found = standing(agreement(SAM, ROBIN), positions)
    assert (found.state, found.missing) == ("asked", (ROBIN,))


def test_a_withdrawn_position_does_not_bring_back_the_one_it_replaced():
    positions = [
        position("a", SAM),
        position("b", SAM, "not-yet", "a", withdrawn="2026-03-02"),
        position("c", ROBIN),
    ]
    found = standing(agreement(SAM, ROBIN), positions)
    assert (found.state, found.missing) == ("asked", (SAM,))
    assert [each.position.id for each in found.stands] == ["a", "c"]
    assert [each.current for each in found.stands] == [False, True]


def test_positions_on_other_agreements_count_nothing():
    other = position("a", SAM, "not-yet", ref="agreement/pay-abc234")
    assert state(other, position("b", SAM), position("c", ROBIN)) == "agreed"


@pytest.mark.parametrize("broken", [position("b", ROBIN, "maybe"), position("b", ROBIN, text="")])
def test_a_position_nobody_can_read_never_makes_an_agreement(broken: Position):
    assert state(position("a", SAM), broken) == "asked"


def test_anonymous_words_stand_for_no_party():
    found = standing(agreement(SAM, "anonymous"), [position("a", SAM), position("b", "anonymous")])
    assert (found.state, found.missing) == ("asked", ("anonymous",))


def test_people_off_the_list_are_named_beside_the_standing():
    found = standing(
        agreement(SAM),
        [position("a", SAM), position("b", ROBIN)],
        earlier_parties=[SAM, NOOR, ROBIN, ""],
    )
    assert (found.state, found.unlisted, found.removed) == ("agreed", (ROBIN,), (ROBIN, NOOR))
    assert [each.listed for each in found.stands] == [True, False]


def test_each_stand_says_whether_it_is_on_this_text():
    found = standing(agreement(SAM), [position("a", SAM, text=EARLIER)])
    assert (found.digest, found.stands[0].on_this_text) == (NOW, False)


positions = st.lists(
    st.builds(
        position,
        st.sampled_from("abcdefgh"),
        st.sampled_from([*PEOPLE, "anonymous"]),
        st.sampled_from(POSITIONS),
        st.sampled_from("abcdefgh"),
        text=st.sampled_from([NOW, NOW, EARLIER]),
        withdrawn=st.sampled_from(["", "", "", "2026-03-02"]),
    ),
    max_size=7,
    unique_by=lambda each: each.id,
)
simple = st.lists(
    st.builds(
        position,
        st.uuids().map(str),
        st.sampled_from(PEOPLE),
        st.sampled_from(["agree", "agree", "agree-with-concern", "stand-aside", "not-yet"]),
        text=st.sampled_from([NOW, NOW, NOW, EARLIER]),
    ),
    max_size=3,
    unique_by=lambda each: each.by,
)
either = positions | simple
listed = st.lists(st.sampled_from(PEOPLE), max_size=3).map(tuple)


def current_of(found: Standing) -> list[Position]:
    return [each.position for each in found.stands if each.current]


@given(either, listed, st.randoms())
def test_the_order_of_reading_changes_nothing(
    given: list[Position], parties: tuple[str, ...], r: object
):
    shuffled = list(given)
    r.shuffle(shuffled)
    assert standing(agreement(*parties), shuffled) == standing(agreement(*parties), given)


@given(either, listed, st.integers(0, 1))
def test_agreed_means_every_party_said_so_to_this_very_text(
    given: list[Position], parties: tuple[str, ...], differences: int
):
    found = standing(agreement(*parties), given, differences)
    assert found.state in STATES
    if found.state == "agreed":
        assert parties
        assert not differences
        for party in parties:
            (own,) = [each for each in current_of(found) if each.by == party]
            assert own.position in {*YES, "stand-aside"}
            assert own.digest == NOW
        assert any(each.position in YES and each.by in parties for each in current_of(found))
        assert (found.missing, found.several) == ((), ())


@given(either, listed)
def test_one_current_not_yet_decides(given: list[Position], parties: tuple[str, ...]):
    found = standing(agreement(*parties), given)
    any_not_yet = any(each.position == "not-yet" for each in current_of(found))
    assert (found.state == "not-yet") == any_not_yet


@given(either, st.lists(st.sampled_from(PEOPLE), min_size=1, unique=True))
def test_taking_someone_off_the_list_never_hides_a_not_yet(
    given: list[Position], parties: list[str]
):
    before = standing(agreement(*parties), given)
    after = standing(agreement(*parties[1:]), given, earlier_parties=parties)
    assert (before.state == "not-yet") == (after.state == "not-yet")
    assert parties[0] in after.removed


@given(either, listed, st.text(max_size=8), st.text(max_size=8))
def test_a_changed_byte_is_never_agreed_without_new_positions(
    given: list[Position], parties: tuple[str, ...], title: str, body: str
):
    assume((title, body) != ("Rules", "We listen.\n"))
    changed = agreement(*parties, title=title, body=body)
    assume(digest(changed.id, title, body.encode()) not in {NOW, EARLIER})
    assert standing(changed, given).state != "agreed"


@given(either, listed, st.integers(0, 6))
def test_withdrawing_a_current_position_brings_none_back(
    given: list[Position], parties: tuple[str, ...], which: int
):
    before = current_of(standing(agreement(*parties), given))
    assume(before)
    chosen = before[which % len(before)]
    after = [
        msgspec.structs.replace(each, withdrawn="2026-03-03") if each is chosen else each
        for each in given
    ]
    left = current_of(standing(agreement(*parties), after))
    assert [each.id for each in left] == [each.id for each in before if each is not chosen]
