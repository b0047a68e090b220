"""Changed lines rebuild both texts, pair what became what, and know what only moved."""

from hypothesis import given
from hypothesis import strategies as st

from schema.changed_lines import LineGroup, Piece, changed_lines
from schema.moves import moves
from schema.spans import Span
from schema.worddiff import word_diff

SENTENCES = st.sampled_from(
    [
        "We listen until the end.",
        "Staff check in every two hours.",
        "Staff check in when asked.",
        "Tea comes first for everyone.",
        "",
        "## 2 Learned",
    ]
)
TEXTS = st.lists(SENTENCES, max_size=7).map("\n".join)


def text(groups, side):
    return "".join(piece.text for g in groups for line in getattr(g, side) for piece in line)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_off_the_groups(old, new):
    spans = word_diff(old, new)
    groups = list(changed_lines(spans, [move.text for move in moves(spans)]))
    assert text(groups, "before") == old
    assert text(groups, "after") == new


@given(TEXTS, TEXTS)
def test_a_line_ends_where_a_line_of_the_text_ends(old, new):
    for group in changed_lines(word_diff(old, new)):
        for line in (*group.before, *group.after):
            assert all("\n" not in piece.text for piece in line[:-1])
            assert "\n" not in line[-1].text[:-1]


@given(TEXTS)
def test_a_text_that_stayed_is_the_same_on_both_sides(same):
    assert all(group.stayed and group.before == group.after for group in changed_lines(_same(same)))


def _same(text):
    return (Span("same", text),) if text else ()


def test_a_line_that_went_stands_beside_the_line_that_came_in_its_place():
    spans = (Span("remove", "We rest.\n"), Span("add", "We sit.\n"), Span("same", "Tea.\n"))
    first, second = changed_lines(spans)
    assert first == LineGroup(
        ((Piece("remove", "We rest.\n"),),),
        ((Piece("add", "We sit.\n"),),),
    )
    assert second.stayed


def test_a_line_that_went_alone_has_nothing_beside_it():
    spans = (Span("remove", "We rest.\n"), Span("same", "Tea.\n"), Span("add", "We sit.\n"))
    went, stayed, came = changed_lines(spans)
    assert went.before
    assert not went.after
    assert stayed.stayed
    assert came.after
    assert not came.before


def test_a_sentence_that_went_elsewhere_is_told_as_moved_on_both_sides():
    moved = "Everyone can take a break."
    old = f"{moved}\n\nWe listen until the end.\n\nStaff check in every two hours.\n"
    new = f"We listen until the end.\n\nStaff check in every two hours.\n\n{moved}\n"
    spans = word_diff(old, new)
    groups = list(changed_lines(spans, [move.text for move in moves(spans)]))
    told = [
        (piece.op, piece.text.strip())
        for group in groups
        for line in (*group.before, *group.after)
        for piece in line
        if piece.moved
    ]
    assert sorted(told) == [("add", moved), ("remove", moved)]
