"""Reviews: what the one before promised, what each person answered, the threads up to now."""

import subprocess
from pathlib import Path

import pytest

from store import Workspace
from store.errors import DamagedRecord


@pytest.fixture
def cafe(example: Path):
    with Workspace.open(example) as workspace:
        yield workspace


def test_the_newest_review_comes_first_and_says_what_it_promised(cafe: Workspace) -> None:
    lines = cafe.reviews()
    assert [each.title for each in lines][0::3] == ["After the summer", "Before Christmas"]
    newest = lines[0]
    assert {each.state for each in newest.promises} == {"open", "changed", "kept"}
    assert newest.answered == 7


def test_a_review_begins_with_what_the_one_before_promised(cafe: Workspace) -> None:
    page = cafe.review("after-the-summer")
    assert page.before is not None
    assert page.before.title == "Spring"
    assert "Hold one meeting in the daytime" in {each.text for each in page.promised}
    assert cafe.review("before-christmas").before is None


def test_an_answer_taken_back_or_replaced_is_not_there(cafe: Workspace) -> None:
    before = cafe.review("spring").answers
    cafe.answer("spring", {"1": "Everything."}, by="Sam")
    cafe.withdraw(f"contribution/{next(a.id for a in before if cafe.name(a.by) == 'Idris')}")
    after = cafe.review("spring").answers
    names = [cafe.name(each.by) for each in after]
    assert names == sorted(names)
    assert names.count("Sam") == 1
    assert "Idris" not in names
    assert len(after) == len(before) - 1


def test_the_threads_of_a_review_end_with_it(cafe: Workspace) -> None:
    ids = [each.id for each in cafe.threads().reviews]
    assert [each.id for each in cafe.review("spring").threads.reviews] == ids[:3]


def test_a_damaged_review_is_listed_with_its_reason(cafe: Workspace) -> None:
    file = next((cafe.root / "reviews").glob("spring-*.md"))
    file.write_text("no header\n")
    git = ["git", "-C", str(cafe.root), "-c", "user.name=x", "-c", "user.email=x@example.org"]
    subprocess.run([*git, "commit", "-qam", "Broken"], check=True)
    last = cafe.reviews()[-1]
    assert last.damaged
    with pytest.raises(DamagedRecord):
        cafe.review(last.id)
