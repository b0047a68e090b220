"""Ids, the paths made of them, and the ways to refer to a record."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.ids import (
    ALPHABET,
    FOLDERS,
    PATH_LIMIT,
    Reference,
    about_of,
    contribution_id,
    document_id,
    format_ref,
    is_record_path,
    kind_and_id,
    parse_ref,
    path_of,
    person_id,
    slug,
)
from schema.kinds import CONTRIBUTIONS, DOCUMENTS

IDS = st.from_regex(r"[a-z0-9-]{1,30}-[a-z2-7]{6}", fullmatch=True)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Ground rules", "ground-rules"),
        ("People's café: Straße!", "peoples-cafe-strasse"),
        ("How we will work through disagreement together", "how-we-will-work-through"),
        ("Donaudampfschifffahrtsgesellschaftskapitän", "donaudampfschifffahrtsgesellscha"),
        ("日本語の題", "untitled"),
        ("  --  ", "untitled"),
        ("", "untitled"),
        ("CON", "untitled"),
        ("../../etc/passwd", "etc-passwd"),
        ("-rf", "rf"),
    ],
)
def test_a_slug_recalls_the_title_in_plain_letters(title, expected):
    assert slug(title) == expected


@given(st.text(max_size=200))
def test_every_title_gives_an_id_that_may_be_part_of_a_path(title):
    made = document_id(title, random.Random(1).randrange)
    assert len(slug(title)) <= 32
    assert kind_and_id(path_of("agreement", made)) == ("agreement", made)


def test_ids_have_their_lengths_and_repeat_with_the_same_randomness():
    assert person_id(lambda n: 0) == "p-aaaaaaaa"
    assert contribution_id(lambda n: n - 1) == "7" * 16
    assert document_id("Aims", lambda n: 0) == "aims-aaaaaa"
    one, other = (contribution_id(random.Random(7).randrange) for _ in range(2))
    assert one == other
    assert set(one) <= set(ALPHABET)


def test_each_kind_has_its_place():
    assert path_of("activity", "activity") == "coproduce.md"
    assert path_of("step", "2") == "steps/2-shared-understanding.md"
    assert path_of("person", "p-abcdefgh") == "people/p-abcdefgh.md"
    assert path_of("learning", "films-abc234") == "learning/films-abc234.md"
    assert path_of("words", "a" * 16, ("step", "2")) == "contributions/step/2/aaaaaaaaaaaaaaaa.md"
    assert path_of("contribution", "x", ("activity", "activity")) == (
        "contributions/activity/activity/x.md"
    )
    assert path_of("words", "x", ("unplaced", "")) == "contributions/unplaced/x.md"


@given(st.sampled_from(sorted(FOLDERS)), IDS)
def test_a_document_is_found_again_by_its_path(kind, id_):
    path = path_of(kind, id_)
    assert len(path) <= PATH_LIMIT
    assert kind_and_id(path) == (kind, id_)
    assert about_of(path) is None


@given(st.sampled_from(sorted(CONTRIBUTIONS)), st.sampled_from(sorted(FOLDERS)), IDS)
def test_a_contribution_is_found_again_with_what_it_is_about(kind, about, id_):
    path = path_of(kind, "abcdefgh23456777", (about, id_))
    assert len(path) <= PATH_LIMIT
    assert kind_and_id(path) == ("contribution", "abcdefgh23456777")
    assert about_of(path) == (about, id_)


def test_a_note_not_yet_placed_is_about_nothing_yet():
    assert about_of("contributions/unplaced/abc.md") == ("unplaced", "")


@pytest.mark.parametrize(
    "path",
    [
        "",
        "README.md",
        "agreements",
        "agreements/",
        "agreements/a.txt",
        "agreements/A.md",
        "agreements/con.md",
        "agreements/lpt1.md",
        "agreements/a b.md",
        "agreements/../people/a.md",
        "agreements/sub/a.md",
        "agreements/é.md",
        f"agreements/{'a' * 120}.md",
        "steps/6-more.md",
        "steps/2-other.md",
        "contributions/a.md",
        "contributions/unplaced/x/a.md",
        "contributions/step/6/a.md",
        "contributions/nothing/x-abc234/a.md",
        "contributions/agreement/nul/a.md",
        "contributions/activity/other/a.md",
        "/agreements/a.md",
        "agreements/a.md\n",
    ],
)
def test_other_paths_hold_no_record(path):
    assert kind_and_id(path) is None
    assert not is_record_path(path)
    assert about_of(path) is None


@pytest.mark.parametrize(
    ("kind", "id_", "about"),
    [
        ("agreement", "../x", None),
        ("agreement", "-rf/x", None),
        ("agreement", "CON", None),
        ("agreement", "con", None),
        ("agreement", "", None),
        ("agreement", "a" * 200, None),
        ("activity", "other", None),
        ("step", "6", None),
        ("letter", "x", None),
        ("words", "x", None),
        ("words", "x", ("step", "9")),
        ("words", "x", ("agreement", "../..")),
        ("words", "../x", ("unplaced", "")),
    ],
)
def test_no_path_is_made_of_what_is_no_id(kind, id_, about):
    with pytest.raises(ValueError, match=r"id of|no kind|needs the document"):
        path_of(kind, id_, about)


@pytest.mark.parametrize(
    ("typed", "reference"),
    [
        ("activity", Reference("activity", "activity")),
        ("unplaced", Reference("unplaced", "")),
        ("step/2", Reference("step", "2")),
        ("step/2#2.3", Reference("step", "2", "2.3")),
        ("step/2#2.b", Reference("step", "2", "2.b")),
        ("step/4#power", Reference("step", "4", "power")),
        ("2.3", Reference("step", "2", "2.3")),
        (" Agreement/Ground-Rules ", Reference("agreement", "ground-rules")),
        ("review/may-abc234#+1", Reference("review", "may-abc234", "+1")),
        ("ground-rules", Reference("", "ground-rules")),
        ("contribution/abcd", Reference("contribution", "abcd")),
        ("position/abcd", Reference("contribution", "abcd")),
        ("agreements/aims-abc234.md", Reference("agreement", "aims-abc234")),
        ("coproduce.md", Reference("activity", "activity")),
        ("steps/5-learning.md", Reference("step", "5")),
    ],
)
def test_people_refer_to_records_in_several_ways(typed, reference):
    assert parse_ref(typed) == reference


@pytest.mark.parametrize("typed", ["", "../x", "-rf", "a b", "é", "[/x]", "x\x1b", "a/b/c"])
@pytest.mark.parametrize("around", ["{}", "agreement/{}", "letter/{}", "step/2#{}", "unplaced#{}"])
def test_what_has_no_form_of_a_reference_is_none(around, typed):
    assert parse_ref(around.format(typed)) is None


@given(st.sampled_from(sorted(DOCUMENTS)), IDS, st.sampled_from(["", "2.3", "2.b", "+1", "power"]))
def test_a_written_reference_is_read_back(kind, id_, code):
    id_ = "activity" if kind == "activity" else id_.lstrip("-")
    reference = Reference(kind, id_, code)
    assert parse_ref(format_ref(reference)) == reference
    assert str(reference) == format_ref(reference)
