"""Keys pressed faster than the app answers: each reaches what it was meant for, in its order."""

from collections.abc import Callable
from pathlib import Path

import hands
import pytest
from small import copy_of, make_small
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input
from walking import screen_text, settled

from schema.kinds import Answer, Words
from store import Workspace
from tui.app.places.search import Search
from tui.app.writing.editor import Editor

Walking = Callable[..., object]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small workspace, made once; never change it."""
    folder = tmp_path_factory.mktemp("small") / "made"
    make_small(folder)
    return folder


@pytest.fixture
def small(made: Path, tmp_path: Path) -> Path:
    """Return a fresh copy of it."""
    return copy_of(made, tmp_path / "small")


def keys(*typed: str) -> list[str]:
    """Return the keys of what is typed: each word of several letters, or one named key."""
    named = {"enter", "tab", "escape", "ctrl+s", "ctrl+p", "plus", "slash", "down"}
    return [key for each in typed for key in ([each] if each in named else each)]


async def at_once(pilot: Pilot[None], *typed: str) -> None:
    """Type all of it before the app has answered the first key."""
    await hands.at_once(pilot, *keys(*typed))


def said(folder: Path, ref: str) -> list[str]:
    with Workspace.open(folder) as workspace:
        found = [each for each in workspace.contributions(ref) if isinstance(each, Words)]
        return sorted(each.body.strip() for each in found)


def test_an_agreement_is_made_and_agreed_to_in_one_breath(small: Path, walk: Walking) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await at_once(
            pilot,
            *("3", "plus", "Ground rules", "enter", "enter"),
            *("We listen. We take turns.", "ctrl+s", "we needed some", "enter"),
            *("p", "enter", "ctrl+s", "a", "enter", "enter", "ctrl+s"),
        )
        assert "agreed" in screen_text(pilot.app)

    walk(small, steps)
    with Workspace.open(small) as workspace:
        (standing,) = workspace.standing()
        assert (standing.title, standing.standing) == ("Ground rules", "agreed")
        assert workspace.read(f"agreement/{standing.id}").body == "We listen.\nWe take turns.\n"
        assert workspace.history(f"agreement/{standing.id}")[-1].why == "we needed some"


def test_notes_written_without_looking_stay_apart(small: Path, walk: Walking) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await at_once(
            pilot,
            *("2n", "the first", "enter", "c: the second", "enter", "sam: the third", "enter"),
            *("the fourth", "enter", "escape", "3"),
        )
        assert pilot.app.current_mode == "agreements"

    walk(small, steps)
    written = {"the first", "the second", "the third", "the fourth"}
    assert written <= set(said(small, "step/1#1.1"))


def test_the_answer_that_opens_is_that_of_the_question_just_gone_to(
    small: Path, walk: Walking
) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await at_once(pilot, "2", "jje", "New words.", "ctrl+s", "enter")

    walk(small, steps)
    with Workspace.open(small) as workspace:
        body = workspace.read("step/1").body
    assert "## 1.3 What you hope for\n\nNew words.\n" in body
    assert body.count("New words.") == 1


def test_someones_answers_are_all_written_where_they_belong(small: Path, walk: Walking) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await at_once(
            pilot,
            *("4", "plus", "Spring", "enter", "evenings", "enter", "a", "enter"),
            *("tea", "tab", "buses", "tab", "people", "tab", "late", "tab", "a lift", "tab"),
            *("b", "tab", "w", "ctrl+s"),
        )

    walk(small, steps)
    with Workspace.open(small) as workspace:
        review = workspace.list("review")[0].id
        (answer,) = workspace.contributions(f"review/{review}")
    assert isinstance(answer, Answer)
    assert [line for line in answer.body.splitlines() if line and line[0] != "#"] == [
        *("tea", "buses", "people", "late", "a lift")
    ]
    assert dict(answer.threads) == {"power": "better", "challenge": "worse"}


def test_a_form_takes_the_letters_that_came_before_it_did(small: Path, walk: Walking) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await at_once(pilot, "6", "plus", "A light at the door", "ctrl+s")
        assert "A light at the door" in screen_text(pilot.app)

    walk(small, steps)
    with Workspace.open(small) as workspace:
        assert [each.title for each in workspace.list("outcome")] == ["A light at the door"]


def test_enter_right_after_the_words_opens_what_they_find(small: Path, walk: Walking) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await at_once(pilot, "slash", "hot anyone", "enter")
        assert pilot.app.current_mode == "steps"
        assert "Common ground" in screen_text(pilot.app).splitlines()[0]

    walk(small, steps)


def test_enter_after_words_that_stand_nowhere_opens_nothing(small: Path, walk: Walking) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await at_once(pilot, "slash", "zebras", "enter")
        assert isinstance(pilot.app.screen, Search)
        assert "nowhere" in screen_text(pilot.app)

    walk(small, steps)


def test_a_note_is_placed_by_typing_a_part_of_the_name_of_its_place(
    small: Path, walk: Walking
) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await at_once(pilot, "N", "p", "ground common", "enter")
        assert "No note waits" in screen_text(pilot.app)
        await at_once(pilot, "escape")

    walk(small, steps)
    assert said(small, "step/2#2.3") == ["Tea first."]


def test_a_place_that_is_none_takes_no_note(small: Path, walk: Walking) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await at_once(pilot, "N", "p", "zebras", "enter")
        assert "Nothing is called that." in screen_text(pilot.app)
        await at_once(pilot, "escape")

    walk(small, steps)
    assert said(small, "unplaced") == ["Tea first."]


def test_letters_before_a_key_that_works_everywhere_stay_in_the_text(
    small: Path, walk: Walking
) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await at_once(pilot, "2", "e", "some words", "ctrl+p", "people")
        assert pilot.app.screen.query_one(Input).value == "people"
        await at_once(pilot, "escape")
        editor = pilot.app.screen
        assert isinstance(editor, Editor)
        assert editor.words == "some words"

    walk(small, steps)


def test_what_is_pasted_keeps_its_place_among_the_keys(small: Path, walk: Walking) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        app = pilot.app
        for event in (events.Key("n", "n"), events.Paste("pasted"), events.Key("enter", "\r")):
            event.set_sender(app)
            app.post_message(event)
        await settled(pilot)
        await at_once(pilot, "escape")

    walk(small, steps)
    assert "pasted" in said(small, "unplaced")


def test_leaving_does_not_wait_for_an_answer_that_never_comes(small: Path, walk: Walking) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        app = pilot.app
        app.keyboard.hold(lambda: False)  # type: ignore[attr-defined]
        event = events.Key("ctrl+q", None)
        event.set_sender(app)
        app.post_message(event)
        await settled(pilot)
        assert app._exit

    walk(small, steps)
