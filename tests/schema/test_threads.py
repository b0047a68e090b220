"""The five threads over time: no row under the floor, nothing averaged, nobody left out."""

from hypothesis import given
from hypothesis import strategies as st

from schema.kinds import THREADS, Answer, Review
from schema.spoken import FEWEST
from schema.threads import EVERYONE, FEELINGS, Felt, threads_over_time

PEOPLE = {
    **{f"p-user{number}": ("service-user",) for number in range(5)},
    **{f"p-staff{number}": ("staff",) for number in range(5)},
    **{f"p-carer{number}": ("carer",) for number in range(2)},
    "p-both": ("service-user", "staff"),
    "p-unsaid": (),
}


def review(name: str, date: str = "2026-06-15") -> Review:
    return Review(path=f"reviews/{name}.md", fields={}, kind="review", id=name, date=date)


def answer(by: str, where: str = "spring", *, as_whom: tuple[str, ...] = (), **threads: str):
    return Answer(
        path="",
        fields={},
        kind="answer",
        id=f"{by}-{where}-{'-'.join(as_whom)}-{sorted(threads.items())}",
        ref=f"review/{where}",
        by=by,
        date="2026-06-15",
        perspectives=as_whom,
        threads=threads,
    )


def power(answers, *reviews):
    found = threads_over_time(reviews or [review("spring")], answers, PEOPLE)
    return {side.perspective: side.felt for side in found.threads[0].sides}


def test_three_people_of_one_perspective_have_a_row():
    said = [answer(f"p-user{number}", power="better") for number in range(3)]
    said += [answer(f"p-staff{number}", power="worse") for number in range(3)]
    assert power(said) == {
        "service-user": (Felt(("better",), (3,), 3),),
        "staff": (Felt(("worse",), (3,), 3),),
    }


def test_two_people_are_shown_with_others_or_not_at_all():
    users = [answer(f"p-user{number}", power="better") for number in range(3)]
    carers = [answer(f"p-carer{number}", power="worse") for number in range(2)]
    assert power(carers) == {}
    assert power([*users, *carers]) == {EVERYONE: (Felt(("better", "worse"), (), 5),)}
    both = [*users, *carers, answer("p-staff0", power="same")]
    assert power(both) == {
        "service-user": (Felt(("better",), (3,), 3),),
        "others": (Felt(("same", "worse"), (), 3),),
    }


def test_a_review_with_too_few_answers_is_named():
    found = threads_over_time([review("spring")], [answer("p-carer0", power="worse")], PEOPLE)
    assert [thread.too_few for thread in found.threads] == [("spring",), (), (), (), ()]


def test_people_who_differ_are_not_counted_out_when_that_would_point_at_one():
    said = [answer(f"p-user{number}", power="better") for number in range(4)]
    assert power([*said, answer("p-user4", power="worse")]) == {
        "service-user": (Felt(("better", "worse"), (), 5),)
    }


def test_the_floor_is_counted_for_each_thread():
    said = [answer("p-user0", power="better", challenge="worse")]
    said += [answer(f"p-user{number}", power="better") for number in (1, 2)]
    found = threads_over_time([review("spring")], said, PEOPLE)
    assert [len(thread.sides) for thread in found.threads] == [1, 0, 0, 0, 0]


def test_unnamed_answers_count_as_one_person():
    said = [answer("anonymous", power=feeling) for feeling in ("better", "same", "worse")]
    assert power(said) == {}


def test_reviews_stand_in_the_order_of_their_dates():
    late, early = review("autumn", "2026-09-14"), review("spring")
    found = threads_over_time([late, early], [], PEOPLE)
    assert [each.id for each in found.reviews] == ["spring", "autumn"]


answers = st.lists(
    st.builds(
        lambda by, where, as_whom, threads: answer(by, where, as_whom=as_whom, **threads),
        st.sampled_from([*PEOPLE, "anonymous"]),
        st.sampled_from(["spring", "autumn"]),
        st.sampled_from([(), ("carer",), ("staff", "carer")]),
        st.dictionaries(st.sampled_from(THREADS), st.sampled_from(FEELINGS)),
    ),
    max_size=14,
)
REVIEWS = (review("spring"), review("autumn", "2026-09-14"))


@given(answers)
def test_no_row_stands_on_fewer_people_than_the_floor(said):
    for thread in threads_over_time(REVIEWS, said, PEOPLE).threads:
        for side in thread.sides:
            for felt in side.felt:
                assert felt is None or felt.people >= FEWEST
                assert felt is None or all(count >= FEWEST for count in felt.counts)


@given(answers)
def test_every_feeling_is_shown_unless_too_few_answered(said):
    for thread in threads_over_time(REVIEWS, said, PEOPLE).threads:
        for number, each in enumerate(REVIEWS):
            told = {
                feeling
                for side in thread.sides
                if (f := side.felt[number])
                for feeling in f.feelings
            }
            here = {a.threads.get(thread.code) for a in said if a.ref == f"review/{each.id}"}
            here.discard(None)
            assert told == (set() if each.id in thread.too_few else here)
            assert all(side.felt[number] is None for side in thread.sides) == (not told)


@given(answers)
def test_the_order_of_the_records_does_not_matter(said):
    one = threads_over_time(REVIEWS, said, PEOPLE)
    assert one == threads_over_time(REVIEWS[::-1], said[::-1], PEOPLE)
