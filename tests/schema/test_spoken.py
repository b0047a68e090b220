"""Who has spoken, by perspective: never a row that points at one or two people."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from schema.record import Contribution
from schema.spoken import Row, Speaker, speakers, who_has_spoken

CARER, STAFF, USER = ("carer",), ("staff",), ("service-user",)


def said(
    by: str,
    perspectives: Sequence[str] = (),
    *,
    ref: str = "step/2#2.3",
    kind: str = "words",
    id: str = "",  # noqa: A002
    replaces: Sequence[str] = (),
    withdrawn: str = "",
) -> Contribution:
    name = id or f"{by}-{'-'.join(perspectives)}-{ref}"
    return Contribution(
        path=f"{name}.md",
        fields={},
        kind=kind,
        id=name,
        ref=ref,
        by=by,
        perspectives=tuple(perspectives),
        replaces=tuple(replaces),
        withdrawn=withdrawn,
    )


def people(perspective: str, *names: str) -> dict[str, tuple[str, ...]]:
    return dict.fromkeys(names, (perspective,))


STAFF_OF_FOUR = people("staff", "s1", "s2", "s3", "s4")
CARERS_OF_THREE = people("carer", "c1", "c2", "c3")


def test_rows_with_enough_people_are_shown_largest_first():
    everyone = STAFF_OF_FOUR | CARERS_OF_THREE
    spoken = who_has_spoken([said(each) for each in everyone], everyone)
    assert (spoken.people, spoken.rows) == (7, (Row("staff", 4), Row("carer", 3)))


def test_saying_much_does_not_make_a_person_many():
    said_twice = [said("s1", id="a"), said("s1", id="b")]
    assert speakers(said_twice, STAFF_OF_FOUR) == (Speaker("s1", STAFF, 2),)
    assert who_has_spoken(said_twice, STAFF_OF_FOUR).people == 1


def test_small_rows_become_others():
    everyone = STAFF_OF_FOUR | people("carer", "c1", "c2") | people("manager", "m1")
    spoken = who_has_spoken([said(each) for each in everyone], everyone)
    assert spoken.rows == (Row("staff", 4), Row("others", 3))


def test_one_person_alone_cannot_be_worked_out_from_the_total():
    everyone = STAFF_OF_FOUR | CARERS_OF_THREE | people("manager", "m1")
    spoken = who_has_spoken([said(each) for each in everyone], everyone)
    assert spoken.rows == (Row("staff", 4), Row("others", 4))


def test_when_only_others_are_left_there_is_just_the_number():
    everyone = STAFF_OF_FOUR | people("carer", "c1")
    spoken = who_has_spoken([said(each) for each in everyone], everyone)
    assert (spoken.people, spoken.rows) == (5, ())


def test_the_group_may_choose_to_show_every_row():
    everyone = STAFF_OF_FOUR | people("carer", "c1")
    spoken = who_has_spoken([said(each) for each in everyone], everyone, fewest=1)
    assert spoken.rows == (Row("staff", 4), Row("carer", 1))


def test_people_who_are_both_stand_in_a_row_of_their_own():
    both = dict.fromkeys(("b1", "b2", "b3"), ("staff", "carer"))
    everyone = STAFF_OF_FOUR | both
    spoken = who_has_spoken([said(each) for each in everyone], everyone)
    assert spoken.rows == (Row("staff", 4), Row("carer + staff", 3))


def test_what_a_contribution_says_comes_before_the_persons_record():
    assert speakers([said("s1", CARER)], STAFF_OF_FOUR) == (Speaker("s1", CARER),)


def test_speaking_as_two_things_makes_one_person_who_is_both():
    as_both = [said("s1", CARER), said("s1", STAFF)]
    assert speakers(as_both, {}) == (Speaker("s1", ("carer", "staff"), 2),)


def test_someone_who_does_not_say_is_unsaid():
    everyone = dict.fromkeys(("u1", "u2", "u3"), ())
    spoken = who_has_spoken([said(each) for each in everyone], everyone)
    assert spoken.rows == (Row("unsaid", 3),)


def test_three_anonymous_notes_may_be_one_person():
    notes = [said("anonymous", CARER, id=each) for each in "abc"]
    spoken = who_has_spoken(notes, {})
    assert (spoken.people, spoken.or_more, spoken.rows) == (1, True, ())


def test_anonymous_words_may_be_those_of_a_named_person():
    everyone = people("carer", "c1", "c2")
    spoken = who_has_spoken(
        [*(said(each) for each in everyone), said("anonymous", CARER)], everyone
    )
    assert (spoken.people, spoken.or_more, spoken.rows) == (2, True, ())


def test_a_row_with_anonymous_words_says_that_there_may_be_more():
    said_by = [*(said(each) for each in CARERS_OF_THREE), said("anonymous", CARER)]
    assert who_has_spoken(said_by, CARERS_OF_THREE).rows == (Row("carer", 3, or_more=True),)


def test_anonymous_notes_from_several_sides_may_still_be_one_person():
    notes = [said("anonymous", (each,)) for each in ("carer", "staff", "manager")]
    everyone = STAFF_OF_FOUR
    spoken = who_has_spoken([*notes, *(said(each) for each in everyone)], everyone)
    assert spoken.rows == ()


def test_only_the_question_asked_about_counts_and_a_document_means_all_its_questions():
    spread = [said("s1", ref="step/2#2.3"), said("s2", ref="step/2#2.4"), said("s3", ref="step/3")]
    assert [each.person for each in speakers(spread, {}, "step/2#2.3")] == ["s1"]
    assert [each.person for each in speakers(spread, {}, "step/2")] == ["s1", "s2"]
    assert len(speakers(spread, {})) == 3


def test_withdrawn_and_replaced_words_are_not_counted():
    gone = [
        said("s1", id="a", ref="step/2#2.3"),
        said("s1", id="b", replaces=["a"], ref="step/2#2.4"),
        said("s2", id="c", withdrawn="2026-03-01"),
    ]
    assert speakers(gone, {}, "step/2#2.3") == ()


def test_setting_aside_and_replying_are_not_speaking():
    assert speakers([said("s1", kind="set-aside"), said("s2", kind="reply")], {}) == ()


names = st.sampled_from([f"p{number}" for number in range(12)] + ["anonymous"])
kinds_of_people = st.dictionaries(
    st.sampled_from([f"p{number}" for number in range(12)]),
    st.lists(
        st.sampled_from(["carer", "staff", "service-user", "manager"]), max_size=2, unique=True
    ).map(lambda each: tuple(sorted(each))),
)
stated = st.lists(st.sampled_from(["carer", "staff", "manager"]), max_size=1)


@given(st.lists(st.tuples(names, stated), max_size=25), kinds_of_people)
def test_every_row_and_what_is_left_beside_it_is_nobody_or_at_least_three(
    sayings: list[tuple[str, list[str]]], records: dict[str, tuple[str, ...]]
):
    contributions = [said(by, as_whom, id=str(at)) for at, (by, as_whom) in enumerate(sayings)]
    spoken = who_has_spoken(contributions, records)
    assert all(row.people >= 3 for row in spoken.rows)
    if spoken.rows:
        assert sum(row.people for row in spoken.rows) == spoken.people
    assert spoken.people == len({by for by, _ in sayings} - {"anonymous"}) or spoken.or_more


@given(st.lists(st.tuples(names, stated), max_size=25), kinds_of_people, st.randoms())
def test_the_order_of_speaking_changes_nothing(
    sayings: list[tuple[str, list[str]]], records: dict[str, tuple[str, ...]], r: object
):
    contributions = [said(by, as_whom, id=str(at)) for at, (by, as_whom) in enumerate(sayings)]
    shuffled = list(contributions)
    r.shuffle(shuffled)
    assert who_has_spoken(shuffled, records) == who_has_spoken(contributions, records)
