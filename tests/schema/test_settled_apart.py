"""Three or more teams settle one difference while apart: whatever one of them chose stays."""

from functools import reduce
from itertools import permutations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from schema import merge_texts
from schema.codec import read
from schema.differences import AGAIN_FIELD, FIELD, REMOVED_FIELD, find_differences, quote_of
from schema.emit import emit_field
from schema.merging.values import worded
from schema.settlement import settled_fields, settled_text

BASE = ("Nine o'clock.", "Ten o'clock sharp.", "Noon, as always.", "")
ANEW = ("We meet when the person asks.", "Tea first.\n\nThen we talk.", "- tea\n- cake")
AROUND = (
    "{}",
    "Before it.\n\n{}",
    "{}\n\nAfter it.",
    "- a\n- b\n\n{}\n\nAfter it.",
    "## Head\n\n{}\n\n## Foot",
)
VALUES = ("aims", "payment", "", ("one", "two"))


@st.composite
def apart(draw, of=BASE, anew=ANEW):
    """Return what was open, and what each of three to five teams made of it."""
    was = draw(st.lists(st.sampled_from(of), min_size=2, max_size=3, unique=True))
    chosen = draw(st.lists(st.sampled_from([*was, *anew]), min_size=3, max_size=5))
    return tuple(was), tuple(chosen)


def record(header="", body=""):
    return f"---\nkind: agreement\nid: x-abc234\ntitle: T\n{header}---\n{body}"


def in_every_order(base, sides):
    """Yield the text that comes of each order in which the sides are brought in, and in pairs."""
    for order in permutations(sides):
        yield reduce(lambda merged, side: merge_texts(base, merged, side), order)
    one, two, *others = sides
    rest = reduce(lambda merged, side: merge_texts(base, merged, side), others)
    yield merge_texts(base, merge_texts(base, one, two), rest)


def open_in(text):
    found = read(text.encode())
    return [set(each.wordings) for each in find_differences(found.body, found.fields)]


def test_wordings_that_one_team_kept_both_are_one_choice_however_alike_they_are():
    like = "We listen until the other person has finished.\nStaff check in {}.\nWe meet at nine."
    hourly, asked, both_ways = (
        like.format(when) for when in ("every hour", "when asked", "every two hours unless asked")
    )
    base = record(body=f"{quote_of((hourly, asked))}")
    kept_both = f"{hourly}\n\n{asked}"
    sides = [record(body=f"{each}\n") for each in (hourly, both_ways, kept_both)]
    for text in in_every_order(base, sides):
        assert open_in(text) == [{hourly, both_ways, kept_both}]
        assert text.rstrip().endswith("We meet at nine.")
        assert "\nWe listen" not in text


@settings(max_examples=60, deadline=None)
@example((BASE[:2], (*BASE[:2], ANEW[0])), "{}")
@example((("", BASE[0]), ("", BASE[0], "")), "{}")
@given(apart(), st.sampled_from(AROUND))
def test_in_a_text_every_choice_is_a_wording_in_whatever_order_they_meet(made, around):
    was, chosen = made
    body = f"{around.format(quote_of(was).rstrip())}\n"
    (difference,) = find_differences(body, {})
    sides = [record("", settled_text("agreement", body, difference, [each])) for each in chosen]
    for text in in_every_order(record("", body), sides):
        assert open_in(text) == ([set(chosen)] if len(set(chosen)) > 1 else [])


@settings(max_examples=60, deadline=None)
@example((("aims", "payment"), ("aims", "payment", "values")), "about")
@given(apart(VALUES, ("values", "rules")), st.sampled_from(["about", "present.staff"]))
def test_in_a_header_every_choice_is_a_wording_in_whatever_order_they_meet(made, name):
    was, chosen = made
    wordings = tuple(worded(each) for each in was if each)
    fields = {"about": "ground-rules", "present": {"staff": "2"}, FIELD: {name: wordings}}
    if "" in was:
        fields[REMOVED_FIELD] = (name,)
    sides = [fields | settled_fields(fields, name, each or None) for each in chosen]
    texts = [
        record("".join(emit_field(*each) for each in side.items() if each[1])) for side in sides
    ]
    base = record("".join(emit_field(*each) for each in fields.items()))
    for text in in_every_order(base, texts):
        wanted = {worded(each or None) for each in chosen}
        assert open_in(text) == ([wanted] if len(wanted) > 1 else [])


@given(apart(), st.data())
def test_whoever_saw_that_it_is_open_again_settles_it_for_good(made, data):
    was, chosen = made
    base = record("", quote_of(was))
    sides = [record("", f"{each}\n") for each in chosen]
    again = reduce(lambda merged, side: merge_texts(base, merged, side), sides)
    settled = record("", f"{data.draw(st.sampled_from(chosen))}\n")
    assert merge_texts(again, settled, again) == settled
    assert merge_texts(again, again, settled) == settled


@settings(deadline=None)
@given(apart())
def test_two_settlements_of_what_is_open_again_open_it_once_more(made):
    was, _ = made
    base = record("", quote_of(was))
    one, two = (record("", f"{each}\n") for each in was[:2])
    again = merge_texts(base, one, two)
    once_more = merge_texts(again, one, two)
    assert len({base, again, once_more}) == 3
    third = merge_texts(again, once_more, record("", "Something else.\n"))
    assert open_in(third) == [{*was[:2], "Something else."}]


def test_a_choice_made_after_another_reopening_is_not_taken_for_one_made_before():
    base = record("", quote_of(("Nine.", "Ten.")))
    nine, ten, noon = (record("", f"{each}.\n") for each in ("Nine", "Ten", "Noon"))
    again = merge_texts(base, nine, ten)
    # One team saw it open again and kept nine; it meets noon, of a team that saw nothing of it.
    beside_noon = merge_texts(base, nine, noon)
    assert open_in(merge_texts(again, beside_noon, ten)) == [{"Nine.", "Noon.", "Ten."}]


def test_settling_a_field_takes_its_mark_out():
    fields = {FIELD: {"about": ("a", "b")}, AGAIN_FIELD: {"about": "+-+-+-+-+-"}}
    assert settled_fields(fields, "about", "a") == {"about": "a", FIELD: None, AGAIN_FIELD: None}


def test_a_mark_without_anything_open_says_nothing_and_goes_with_the_next_merge():
    assert find_differences("", {AGAIN_FIELD: {"about": "+-+-+-+-+-"}}) == ()
    stale = f"{AGAIN_FIELD}:\n  about: +-+-+-+-+-\n"
    merged = merge_texts(record(stale, "A.\n"), record(stale, "B.\n"), record(stale, "A.\n\nC.\n"))
    assert AGAIN_FIELD not in merged
    odd = record(f"{AGAIN_FIELD}: our own words\n", "A.\n")
    assert "our own words" in merge_texts("", odd, record("", "B.\n"))
