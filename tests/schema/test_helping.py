"""What would help somebody stands beside their own position, and only while it is so."""

from hypothesis import given
from hypothesis import strategies as st

from schema.helping import would_help
from schema.kinds import record_of
from schema.record import Contribution

PEOPLE = ("p-sam", "p-noor", "anonymous")
IDS = tuple(f"{letter}" * 16 for letter in "abcdef")
REFS = ("agreement/rules", "agreement/pay")


def said(
    kind: str, id_: str, by: str = "p-sam", ref: str = REFS[0], **more: object
) -> Contribution:
    fields = {"kind": kind, "id": id_, "ref": ref, "by": by, "date": "2026-05-01", **more}
    found = record_of(f"contributions/{ref}/{id_}.md", fields, "Come by earlier.\n")  # type: ignore[arg-type]
    assert isinstance(found, Contribution)
    return found


def no(id_: str = IDS[0], **more: object) -> Contribution:
    return said("position", id_, **{"position": "not-yet", "digest": "0" * 64, **more})  # type: ignore[arg-type]


def helps(id_: str = IDS[1], position: str = IDS[0], **more: object) -> Contribution:
    return said("words", id_, helps=position, **more)  # type: ignore[arg-type]


def ids(*contributions: Contribution) -> dict[str, list[str]]:
    return {at: [each.id for each in found] for at, found in would_help(contributions).items()}


def test_what_would_help_stands_beside_the_position_it_names() -> None:
    assert ids(no(), helps()) == {IDS[0]: [IDS[1]]}


def test_words_that_name_no_position_are_words() -> None:
    assert ids(no(), helps(position="")) == {}
    assert ids(no(), helps(position=IDS[5])) == {}


def test_nobody_says_for_another_what_would_help_them() -> None:
    assert ids(no(), helps(by="p-noor")) == {}
    assert ids(no(), helps(ref=REFS[1])) == {}


def test_nothing_would_help_any_more_once_they_agree_or_took_it_back() -> None:
    yes = no(IDS[2], position="agree", replaces=(IDS[0],))
    assert ids(no(), helps(), yes) == {}
    assert ids(no(withdrawn="2026-05-02"), helps()) == {}
    assert ids(no(), helps(withdrawn="2026-05-02")) == {}


def test_words_said_anew_stand_in_for_those_before() -> None:
    assert ids(no(), helps(), helps(IDS[2], replaces=(IDS[1],))) == {IDS[0]: [IDS[2]]}


positions = st.builds(
    no,
    st.sampled_from(IDS[:3]),
    by=st.sampled_from(PEOPLE),
    ref=st.sampled_from(REFS),
    position=st.sampled_from(("not-yet", "agree")),
    replaces=st.sampled_from(((), (IDS[0],), (IDS[1],))),
)
words = st.builds(
    helps,
    st.sampled_from(IDS[3:]),
    st.sampled_from(("", *IDS)),
    by=st.sampled_from(PEOPLE),
    ref=st.sampled_from(REFS),
    replaces=st.sampled_from(((), (IDS[3],))),
)


@given(st.lists(positions | words, max_size=8, unique_by=lambda each: each.id))
def test_words_only_ever_stand_beside_their_own_no_whatever_the_order(
    all_: list[Contribution],
) -> None:
    found = would_help(all_)
    by_id = {each.id: each for each in all_}
    for position, its in found.items():
        for each in its:
            assert by_id[position].fields["position"] == "not-yet"
            assert (each.by, each.ref) == (by_id[position].by, by_id[position].ref)
    assert would_help(all_[::-1]) == found
