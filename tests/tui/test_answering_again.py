"""Answering a review a second time: nothing a person said vanishes without a word."""

import pytest

from store.workspace import Workspace
from tui import editor


@pytest.fixture
def spring(here, call):
    """A review that Sam answered once."""
    call("new", "review", "--title", "Spring")
    call("answer", "spring", "--by", "Sam", "--tried", "Tea first.", "--concerned", "The bus.")
    return here


def answers(folder, by="Sam"):
    """Return what a person answers now, and how it feels to them."""
    with Workspace.open(folder) as workspace:
        person = workspace.person(by)
        (found,) = [e for e in workspace.contributions("review/spring") if e.by == person]
        return found.body, dict(found.fields.get("threads", {})), found.id


def test_what_is_not_answered_again_stays(spring, call):
    ran = call("answer", "spring", "--by", "Sam", "--tried", "Coffee.", "--thread", "power=same")
    assert ran.code == 0
    body, threads, _ = answers(spring)
    assert body == "## 1 Tried\n\nCoffee.\n\n## 4 Concerned\n\nThe bus.\n"
    assert threads == {"power": "same"}
    assert "Kept as said before: Concerned." in ran.out
    assert "Said anew: Tried. What was said before stays in the history." in ran.out
    assert call("answer", "spring", "--by", "Sam", "--thread", "challenge=worse").code == 0
    assert answers(spring)[0] == body
    assert answers(spring)[1] == {"power": "same", "challenge": "worse"}


def test_an_empty_answer_takes_the_earlier_one_out_and_says_so(spring, call):
    ran = call("answer", "spring", "--by", "Sam", "--concerned", "")
    assert "Left out now: Concerned. It stays in the history." in ran.out
    assert "The bus." not in answers(spring)[0]


def test_others_and_people_without_a_name_carry_nothing_over(spring, call):
    assert "Kept" not in call("answer", "spring", "--by", "anonymous", "--tried", "Cake.").out
    assert "Kept" not in call("answer", "spring", "--tried", "Cake.").out
    assert answers(spring, "Robin")[0] == "## 1 Tried\n\nCake.\n"


def test_what_stands_in_place_of_all_says_what_is_left_out(spring):
    with Workspace.open(spring) as workspace:
        workspace.answer("spring", {"1": "Tea."}, by="Sam", content_note="about last winter")
        saved = workspace.answer("spring", {"2": "Ask."}, by="Sam")
        assert saved.notes == ("Left out now: Tried. It stays in the history.",)
        workspace.answer("spring", {"1": "Tea."}, by="Sam", content_note="about last winter")
        workspace.answer("spring", {"2": "Ask."}, by="Sam", adds=True)
        (now,) = workspace.contributions("review/spring")
        assert now.content_note == "about last winter"


def test_two_answers_of_one_person_become_one_with_everything(spring):
    with Workspace.open(spring) as workspace:
        other = workspace.answer("spring", {"1": "Cake."}, by="Robin")
    file = spring / other.path
    sam = answers(spring)[2]
    text = file.read_text("utf-8").replace(other.id, "a" * 16)
    with Workspace.open(spring) as workspace:
        text = text.replace(workspace.me, workspace.person("Sam"))
        copy = file.with_name(f"{'a' * 16}.md")
        copy.write_text(text, "utf-8")
        workspace.keep_outside(f"contribution/{'a' * 16}")
        saved = workspace.answer("spring", {"2": "Ask."}, by="Sam", adds=True)
        (now,) = [e for e in workspace.contributions("review/spring") if e.by != workspace.me]
        assert set(now.replaces) == {sam, "a" * 16}
        assert "Tea first." in now.body
        assert "Cake." in now.body
        assert saved.notes[-1] == "Kept as said before: Tried, Concerned."


def test_taking_answers_back_takes_what_they_were_added_to(spring, call):
    call("answer", "spring", "--by", "Sam", "--next", "Ask.")
    assert call("withdraw", answers(spring)[2]).code == 0
    assert not any(
        "Tea first." in e.read_text("utf-8") for e in spring.glob("contributions/**/*.md")
    )


def test_the_editor_opens_with_what_was_answered_before(spring, call, monkeypatch):
    opened: list[str] = []

    def _open(_, path):
        opened.append(path.read_text("utf-8"))
        path.write_text(opened[-1].replace("The bus.", "The last bus."), "utf-8")

    monkeypatch.setattr("tui.answers.can_ask", lambda: True)
    monkeypatch.setattr(editor, "open_editor", _open)
    monkeypatch.setenv("EDITOR", "true")
    assert call("answer", "spring", "--by", "Sam").code == 0
    assert "Tea first." in opened[0]
    body = answers(spring)[0]
    assert body == "## 1 Tried\n\nTea first.\n\n## 4 Concerned\n\nThe last bus.\n"
    monkeypatch.setattr(editor, "open_editor", lambda *_: None)
    ran = call("answer", "spring", "--by", "Sam")
    assert ran.code == 2
    assert "no new answer" in ran.err
    assert answers(spring)[0] == body
