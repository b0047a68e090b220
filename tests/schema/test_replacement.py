"""Corrections: which of someone's words stand, and which links to earlier ones do not count."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.record import Contribution
from schema.replacement import current, foreign_links, heads

SAM, ROBIN = "p-aaaaaaaa", "p-bbbbbbbb"


def said(id: str, *replaces: str, by: str = SAM, kind: str = "words", **more: str) -> Contribution:  # noqa: A002
    fields = {"ref": "step/2#2.3", "date": "2026-03-01", **more}
    return Contribution(
        path=f"contributions/{id}.md",
        fields={},
        kind=kind,
        id=id,
        by=by,
        replaces=replaces,
        **fields,
    )


def ids(contributions: tuple[Contribution, ...]) -> list[str]:
    return [each.id for each in contributions]


def reasons(*contributions: Contribution) -> list[tuple[str, str, str]]:
    return [
        (each.contribution.id, each.replaced, each.reason) for each in foreign_links(contributions)
    ]


def test_a_correction_takes_the_place_of_what_it_replaces():
    assert ids(current([said("a"), said("b", "a")])) == ["b"]


def test_a_chain_leaves_only_its_last():
    assert ids(current([said("a"), said("b", "a"), said("c", "b")])) == ["c"]


def test_two_corrections_of_one_stand_side_by_side():
    assert ids(current([said("a"), said("b", "a"), said("c", "a")])) == ["b", "c"]


def test_a_withdrawn_correction_brings_nothing_back():
    taken_back = said("b", "a", withdrawn="2026-03-02")
    assert current([said("a"), taken_back]) == ()
    assert ids(heads([said("a"), taken_back])) == ["b"]


def test_the_order_is_by_date_then_id():
    days = [said("b", date="2026-03-02"), said("c"), said("a")]
    assert ids(current(days)) == ["a", "c", "b"]


def test_a_circle_keeps_all_its_members():
    circle = [said("a", "c"), said("b", "a"), said("c", "b")]
    assert ids(current(circle)) == ["a", "b", "c"]
    assert [reason for *_, reason in reasons(*circle)] == ["circle"] * 3


def test_a_circle_that_something_else_replaces_goes_as_a_whole():
    circle = [said("a", "b"), said("b", "a"), said("c", "a")]
    assert ids(current(circle)) == ["c"]


def test_what_a_circle_replaces_is_replaced():
    assert ids(current([said("a", "b", "old"), said("b", "a"), said("old")])) == ["a", "b"]


def test_a_circle_within_reach_of_another_is_replaced_by_it():
    upper = [said("a", "b", "c"), said("b", "a")]
    lower = [said("c", "d"), said("d", "c")]
    assert ids(current([*upper, *lower])) == ["a", "b"]


@pytest.mark.parametrize(
    ("new", "reason"),
    [
        (said("b", "a", by=ROBIN), "someone-else"),
        (said("b", "a", by="anonymous"), "anonymous"),
        (said("b", "a", kind="progress"), "other-kind"),
        (said("b", "a", ref="step/3#3.1"), "other-document"),
        (said("b", "a", ref="unplaced"), "other-document"),
    ],
)
def test_a_link_that_does_not_count_is_ignored_and_reported(new: Contribution, reason: str):
    assert ids(current([said("a"), new])) == ["a", "b"]
    assert reasons(said("a"), new) == [("b", "a", reason)]


def test_a_link_to_nothing_known_and_a_link_to_itself_are_reported():
    assert reasons(said("a", "gone"), said("b", "b")) == [
        ("a", "gone", "unknown"),
        ("b", "b", "itself"),
    ]
    assert ids(current([said("a", "gone"), said("b", "b")])) == ["a", "b"]


def test_another_question_of_the_same_step_is_the_same_document():
    assert ids(current([said("a"), said("b", "a", ref="step/2#2.4")])) == ["b"]


def test_contributions_by_nobody_known_replace_nothing():
    assert ids(current([said("a", by=""), said("b", "a", by="")])) == ["a", "b"]


@pytest.mark.parametrize("by", [SAM, "anonymous"])
def test_placing_a_note_replaces_it(by: str):
    note, placed = said("a", by=by, ref="unplaced"), said("b", "a", by=by)
    assert ids(current([note, placed])) == ["b"]
    assert reasons(note, placed) == []


def test_anonymous_words_never_replace_placed_ones():
    pair = [said("a", by="anonymous"), said("b", "a", by="anonymous")]
    assert ids(current(pair)) == ["a", "b"]


def test_nobody_can_place_another_persons_note_as_their_own():
    pair = [said("a", by="anonymous", ref="unplaced"), said("b", "a", by=SAM)]
    assert ids(current(pair)) == ["a", "b"]


@pytest.mark.parametrize("by", [SAM, "anonymous"])
def test_anyone_may_open_what_another_person_set_aside(by: str):
    pair = [
        said("a", by=by, kind="set-aside", ref="step/2#2.b"),
        said("b", "a", by=ROBIN, kind="set-aside", ref="step/2#2.b"),
    ]
    assert ids(current(pair)) == ["b"]


def test_opening_one_idea_does_not_touch_another():
    pair = [
        said("a", kind="set-aside", ref="step/2#2.b"),
        said("b", "a", by=ROBIN, kind="set-aside", ref="step/2#2.a"),
    ]
    assert ids(current(pair)) == ["a", "b"]
    assert reasons(*pair) == [("b", "a", "other-document")]


def test_an_id_used_twice_is_replaced_in_both_places():
    twice = [said("a"), said("a", ref="step/2#2.4"), said("b", "a")]
    assert ids(current(twice)) == ["b"]


def test_a_long_chain_is_no_matter_of_recursion():
    chain = [said(f"{at:05}", f"{at - 1:05}") for at in range(5_000)]
    assert ids(current(chain)) == ["04999"]
    circle = [*chain[1:], said("00000", "04999")]
    assert len(current(circle)) == 5_000


names = st.sampled_from("abcdefgh")


@st.composite
def graphs(draw: Callable[[st.SearchStrategy[object]], object]) -> list[Contribution]:
    return [
        said(
            name,
            *draw(st.lists(names, max_size=3)),
            by=draw(st.sampled_from([SAM, SAM, SAM, ROBIN, "anonymous"])),
            kind=draw(st.sampled_from(["words", "words", "set-aside"])),
            ref=draw(st.sampled_from(["step/2#2.3", "step/2#2.4", "unplaced"])),
            withdrawn=draw(st.sampled_from(["", "", "2026-03-02"])),
        )
        for name in draw(st.lists(names, unique=True))
    ]


@given(graphs(), st.randoms())
def test_the_order_in_which_they_are_read_changes_nothing(
    graph: list[Contribution], shuffle: object
):
    shuffled = list(graph)
    shuffle.shuffle(shuffled)
    assert current(shuffled) == current(graph)
    assert foreign_links(shuffled) == foreign_links(graph)


@given(graphs())
def test_something_always_stands_and_looking_twice_changes_nothing(graph: list[Contribution]):
    assert bool(heads(graph)) == bool(graph)
    assert heads(heads(graph)) == heads(graph)
    assert current(heads(graph)) == current(graph)
    assert not any(each.withdrawn for each in current(graph))


@given(graphs())
def test_everything_replaced_has_a_replacer_by_the_rules(graph: list[Contribution]):
    broken = {(link.contribution.id, link.replaced) for link in foreign_links(graph)}
    counted = {old for each in graph for old in each.replaces if (each.id, old) not in broken}
    gone = {each.id for each in graph} - set(ids(heads(graph)))
    circles = {link.replaced for link in foreign_links(graph) if link.reason == "circle"}
    assert gone <= counted | circles
    assert counted & {each.id for each in graph} <= gone
