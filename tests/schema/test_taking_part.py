"""What people bring and where it shows: kind, without counting, and true to the records."""

from hypothesis import given
from hypothesis import strategies as st

from schema.directions import DIRECTIONS, directions
from schema.evidence import Evidence
from schema.kinds import record_of
from schema.record import Contribution, Document, Value
from schema.taking_part import TakingPart, taking_part

SAM, NOOR = "p-sam23456", "p-noor2345"


def document(kind: str, id: str, title: str, **fields: Value) -> Document:  # noqa: A002
    header: dict[str, Value] = {"kind": kind, "id": id, "title": title, **fields}
    record = record_of(f"{kind}/{id}.md", header, "")
    assert isinstance(record, Document)
    return record


def said(id: str, kind: str = "words", **fields: Value) -> Contribution:  # noqa: A002
    header: dict[str, Value] = {
        "kind": kind,
        "id": id,
        "ref": "step/2#2.3",
        "by": SAM,
        "date": "2026-03-01",
        **fields,
    }
    record = record_of(f"contributions/{id}.md", header, "We talk.\n")
    assert isinstance(record, Contribution)
    return record


def part_of(person: str, *records: Document | Contribution) -> TakingPart:
    people = (document("person", SAM, "Sam"), document("person", NOOR, "Noor"))
    evidence = Evidence(
        documents=(*people, *(r for r in records if isinstance(r, Document))),
        contributions=tuple(r for r in records if isinstance(r, Contribution)),
    )
    return next(each for each in taking_part(evidence) if each.person.id == person)


def is_empty(part: TakingPart) -> bool:
    return part == TakingPart(person=part.person)


def test_nothing_shows_for_someone_who_has_only_arrived() -> None:
    assert is_empty(part_of(SAM))


def test_what_someone_took_on_is_there_the_open_ones_first() -> None:
    kept = document("action", "a", "Tea", owner=SAM, state="kept", due="2026-01-01")
    late = document("action", "b", "Bus", owner=SAM, state="open", due="2026-05-01")
    soon = document("action", "c", "Taxi", owner=SAM, due="2026-04-01")
    theirs = document("action", "d", "Lamp", owner=NOOR)
    assert [a.title for a in part_of(SAM, kept, late, soon, theirs).actions] == [
        "Taxi",
        "Bus",
        "Tea",
    ]


def test_what_someone_let_go_of_is_not_held_against_their_name() -> None:
    dropped = document("action", "a", "Tea", owner=SAM, state="dropped")
    assert is_empty(part_of(SAM, dropped))


def test_where_someone_spoke_is_told_once_the_newest_first() -> None:
    part = part_of(
        SAM,
        said("w1", date="2026-01-01"),
        said("w2", date="2026-01-02", ref="outcome/light-abc234"),
        said("w3", date="2026-01-03"),
        said("w4", date="2026-01-04", ref="unplaced"),
        said("r1", "reply", date="2026-01-05", ref="contribution/w9", reply="did"),
    )
    assert part.spoke == ("step/2#2.3", "outcome/light-abc234")


def test_words_taken_back_leave_no_trace() -> None:
    assert is_empty(part_of(SAM, said("w1", withdrawn="2026-03-02")))


def test_unnamed_words_are_nobodys() -> None:
    records = (said("w1", by="anonymous"),)
    assert is_empty(part_of(SAM, *records))


def test_writing_for_others_shows() -> None:
    record = said("w1", recorded_by=NOOR)
    assert part_of(NOOR, record).wrote_for_others
    assert not part_of(SAM, record).wrote_for_others


def test_looking_for_someone_shows_while_the_place_is_empty() -> None:
    place = document("person", "p-chair234", "a carer", here="not-here-yet", asked_by=NOOR)
    taken = document("person", "p-chair235", "Bo", here="here", asked_by=NOOR)
    assert [p.title for p in part_of(NOOR, place, taken).looks_for] == ["a carer"]


def test_leading_and_bringing_together_show() -> None:
    activity = document("activity", "activity", "Evenings", led_by=(SAM,), convened_by=(NOOR,))
    assert part_of(SAM, activity).leads
    assert part_of(NOOR, activity).brought_together


def test_an_outcome_is_seen_as_each_person_sees_it_now() -> None:
    views = [
        said("1", "progress", date="2026-01-01", direction="further"),
        said("2", "progress", date="2026-02-01", direction="closer"),
        said("3", "progress", date="2026-01-01", direction="same", by=NOOR),
    ]
    assert directions(views) == ("closer", "same")


def test_unnamed_views_from_two_sides_both_count() -> None:
    views = [
        said(
            "1",
            "progress",
            date="2026-01-01",
            direction="further",
            by="anonymous",
            perspectives=("carer",),
        ),
        said(
            "2",
            "progress",
            date="2026-02-01",
            direction="closer",
            by="anonymous",
            perspectives=("staff",),
        ),
    ]
    assert directions(views) == ("closer", "further")


@given(st.lists(st.sampled_from(DIRECTIONS), max_size=8))
def test_the_number_of_people_never_changes_what_is_said(seen: list[str]) -> None:
    views = [
        said(str(at), "progress", direction=each, by=f"p-{at}") for at, each in enumerate(seen)
    ]
    assert directions(views) == tuple(each for each in DIRECTIONS if each in seen)
