"""Marks of a conflict that are longer or shorter than usual are known; text without is left."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from schema.codec import read
from schema.marks import with_usual_marks
from schema.record import Damaged

HEADER = "---\nkind: agreement\nid: x-abc234\ntitle: T\n---\n"


def marked(size: int, *, before: bool = False) -> str:
    shown = f"{'|' * size} base\nWe rest.\n" if before else ""
    return (
        f"Above.\n{'<' * size} HEAD\nWe listen.\n{shown}{'=' * size}\nWe talk.\n"
        f"{'>' * size} origin/main\nBelow.\n"
    )


@pytest.mark.parametrize("size", [4, 5, 6, 8, 10, 40])
@pytest.mark.parametrize("before", [False, True])
def test_a_whole_set_of_any_length_is_told_as_the_usual_one(size: int, before: bool) -> None:
    assert with_usual_marks(marked(size, before=before)) == marked(7, before=before)
    windows = marked(size, before=before).replace("\n", "\r\n")
    assert with_usual_marks(windows) == marked(7, before=before).replace("\n", "\r\n")
    found = read((HEADER + marked(size, before=before)).encode())
    assert isinstance(found, Damaged)
    assert (found.code, found.line) == ("conflict-markers", 7)


def test_a_set_in_a_fence_is_one_as_that_of_the_usual_length_is() -> None:
    for size in (5, 7):
        found = read(f"{HEADER}```\n{marked(size)}```\n".encode())
        assert isinstance(found, Damaged)


@pytest.mark.parametrize(
    "text",
    [
        "Title\n==========\n\n>>>> said long ago\n",
        "<<<<<\nWe listen.\n>>>>>\n",
        ">>>>>\n=====\n<<<<<\n",
        "<<<<<\n======\n>>>>>\n",
        "<<<<<a\n=====\n>>>>>\n",
    ],
)
def test_what_is_no_whole_set_stays_and_can_be_read(text: str) -> None:
    assert with_usual_marks(text) == text
    assert not isinstance(read((HEADER + text).encode()), Damaged)


_line = st.sampled_from(
    ["<<<<<", "<<<<< x", "=====", ">>>>>", "||||| y", "<<<<<<<", "=======", ">>>>>>>", "a", "```"]
)


@given(st.lists(_line, max_size=12))
@example(["<<<<<", "<<<<<", "=====", "=====", ">>>>>", ">>>>>"])
def test_only_signs_of_marks_change_and_only_once(lines: list[str]) -> None:
    text = "".join(f"{line}\n" for line in lines)
    told = with_usual_marks(text)
    assert with_usual_marks(told) == told
    assert [line.strip("<=>|") for line in told.split("\n")] == [
        line.strip("<=>|") for line in text.split("\n")
    ]
