"""Steps: any question in any order, the answer beside what people said, and no pressure."""

from collections.abc import Callable
from pathlib import Path

from hands import press, seen, write
from textual.pilot import Pilot
from textual.widgets import Input
from walking import settled

from schema.checklist import QUESTIONS
from schema.evidence import set_aside_codes
from schema.sections import section_text
from schema.spoken import Row, Spoken
from store import Workspace
from store.values import StepState
from tui.app.application import Coproduce
from tui.app.dialogs.asking import Choose, Confirm, OneLine
from tui.app.dialogs.speaker import WhoSpeaks
from tui.app.dialogs.telling import Telling
from tui.app.fitted import fitted
from tui.app.pictures.spoken import spoken_picture
from tui.app.places.question import NO_STORIES_YET
from tui.app.places.steps import Steps
from tui.app.reading import Reading
from tui.app.sentences import Sentences
from tui.app.worddiff import ChangeView
from tui.app.writing.editor import Editor

Walk = Callable[..., object]


def answer(folder: Path, code: str) -> str:
    with Workspace.open(folder) as workspace:
        return section_text("step", workspace.read(f"step/{code[0]}").body, code)  # type: ignore[union-attr]


def left_aside(folder: Path, step: str) -> frozenset[str]:
    with Workspace.open(folder) as workspace:
        return set_aside_codes(workspace.contributions(f"step/{step}"))


async def go(pilot: Pilot[None], target: str) -> Steps:
    app = pilot.app
    assert isinstance(app, Coproduce)
    app.open(target)
    await settled(pilot)
    place = app.screen
    assert isinstance(place, Steps)
    return place


def reading(pilot: Pilot[None]) -> str:
    return pilot.app.screen.query_one("#answer", Reading).text


def lines(pilot: Pilot[None]) -> str:
    questions = pilot.app.screen.query_one("#questions", Sentences)
    return "\n".join(str(option.prompt) for option in questions.options)


def test_every_question_can_be_reached_in_any_order(example: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await press(pilot, "2")
        place = pilot.app.screen
        assert isinstance(place, Steps)
        assert all(each.code in lines(pilot) for each in QUESTIONS)
        assert "–  2.5" in lines(pilot)
        assert "◐  3.3" in lines(pilot)
        assert "○  3.6" in lines(pilot)
        assert "● answered" in seen(pilot)
        assert place.in_hand == "step/1#1.1"
        await press(pilot, "j", "j")
        assert place.in_hand == "step/1#1.3"
        await press(pilot, "left_square_bracket")
        assert place.in_hand == "step/5#5.1"
        await press(pilot, "right_square_bracket")
        assert place.in_hand == "step/1#1.1"
        await go(pilot, "step/2#2.3")
        assert place.in_hand == "step/2#2.3"
        assert place.query_one("#questions", Sentences).target == "step/2#2.3"
        await go(pilot, "step/3#3.b")
        assert place.in_hand == "step/3#3.1"
        await go(pilot, "step/9#9.9")
        assert place.in_hand == "step/3#3.1"

    walk(example, look)


def test_the_question_in_hand_shows_answer_ideas_words_and_history(
    example: Path, walk: Walk
) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await go(pilot, "step/2#2.3")
        text = reading(pilot)
        for part in ("How will you guide", "Whoever has the most power", "2.b", "18 May"):
            assert part in text
        assert "I only say the safe half." in seen(pilot)
        assert "carers" in seen(pilot)
        await go(pilot, "step/3#3.6")
        assert "Nothing yet. e writes" in reading(pilot)
        assert "Nobody has said anything" in seen(pilot)

    walk(example, look, size=(120, 40))


def test_the_newest_question_wins_when_one_moves_quickly(example: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await press(pilot, "2")
        await pilot.press("j", "j", "j", "j", "j", "j", "j")
        await settled(pilot)
        assert reading(pilot).startswith("2.3 Common ground")

    walk(example, look)


def test_the_shared_answer_is_written_with_a_reason(example: Path, walk: Walk) -> None:
    async def write_it(pilot: Pilot[None]) -> None:
        await go(pilot, "step/3#3.6")
        await press(pilot, "e")
        assert isinstance(pilot.app.screen, Editor)
        await write(pilot, "On the wall.")
        await press(pilot, "ctrl+s")
        assert isinstance(pilot.app.screen, OneLine)
        await write(pilot, "asked")
        await press(pilot, "enter")
        assert "On the wall." in reading(pilot)
        assert "asked" in reading(pilot)
        assert "●  3.6" in lines(pilot)

    walk(example, write_it)
    assert answer(example, "3.6") == "On the wall."


def test_nobody_is_invited_to_type_a_story(example: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        for code in ("2.4", "2.5"):
            await go(pilot, f"step/2#{code}")
            assert NO_STORIES_YET in reading(pilot).replace("\n", " ")
            await press(pilot, "e")
            assert "Please do not type anyone's story here yet" in seen(pilot)
            await press(pilot, "escape", "w", "enter")
            assert isinstance(pilot.app.screen, Editor)
            assert "Please do not type anyone's story here yet" in seen(pilot)
            await press(pilot, "escape")
        await go(pilot, "step/2#2.3")
        assert "story here yet" not in reading(pilot)

    walk(example, look)


def test_someone_without_a_name_can_be_heard_under_a_content_note(
    example: Path, walk: Walk
) -> None:
    async def add(pilot: Pilot[None]) -> None:
        await go(pilot, "step/3#3.6")
        await press(pilot, "w")
        dialog = pilot.app.screen
        assert isinstance(dialog, WhoSpeaks)
        speakers = dialog.query_one(Sentences)
        named = [str(option.prompt) for option in speakers.options]
        assert not any("Marek" in each or "young adult" in each for each in named)
        speakers.highlighted = next(
            at for at, each in enumerate(named) if each == "a carer · no name is kept"
        )
        await press(pilot, "tab")
        dialog.query_one(Input).value = "about restraint"
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, Editor)
        assert "people may still guess" in " ".join(seen(pilot).split())
        await write(pilot, "Door.")
        await press(pilot, "ctrl+s")
        assert "about restraint" in seen(pilot)
        assert "Door." not in seen(pilot)

    walk(example, add)
    with Workspace.open(example) as workspace:
        said = workspace.contributions("step/3#3.6")[-1]
    assert (said.by, said.perspectives, said.recorded_by) == ("anonymous", ("carer",), "")
    assert (said.body, said.content_note) == ("Door.\n", "about restraint")


def test_leaving_aside_needs_a_reason_and_anyone_can_take_it_up(example: Path, walk: Walk) -> None:
    async def leave(pilot: Pilot[None]) -> None:
        await go(pilot, "step/3#3.4")
        await press(pilot, "b", "j", "enter", "enter")
        assert isinstance(pilot.app.screen, Telling)
        assert "3.a" not in left_aside(example, "3")
        await press(pilot, "enter", "b", "j", "enter")
        await write(pilot, "We have no time")
        await press(pilot, "enter")
        assert "3.a" in left_aside(example, "3")
        assert "– left aside: “We have no time”" in reading(pilot)
        await press(pilot, "b")
        assert isinstance(pilot.app.screen, Choose)
        assert "take up again: 3.a" in seen(pilot)
        await press(pilot, "j", "enter", "enter")
        assert "We have no time" not in reading(pilot)

    walk(example, leave, size=(120, 40))
    assert "3.a" not in left_aside(example, "3")


def test_how_an_answer_came_to_be_is_shown_word_by_word(example: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await go(pilot, "step/2#2.3")
        await press(pilot, "c")
        assert isinstance(pilot.app.screen, ChangeView)
        assert "+ Whoever has the most power" in seen(pilot)
        assert "was a way of not finishing" in seen(pilot)
        assert "We work on this until next Christmas" not in seen(pilot)
        await press(pilot, "escape")
        await go(pilot, "step/3#3.6")
        await press(pilot, "c")
        assert isinstance(pilot.app.screen, Telling)

    walk(example, look)


def test_words_can_be_taken_back_with_one_key_and_one_question(example: Path, walk: Walk) -> None:
    async def take_back(pilot: Pilot[None]) -> None:
        place = await go(pilot, "step/2#2.3")
        place.query_one("#said").focus()
        await press(pilot, "x")
        assert isinstance(pilot.app.screen, Confirm)
        await press(pilot, "y")
        assert "I only say the safe half." not in seen(pilot)

    walk(example, take_back, size=(120, 40))


def test_who_has_spoken_is_shown_without_pointing_at_anyone(example: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await press(pilot, "2", "v")
        assert "1 What and why  5 people have spoken" in seen(pilot)
        assert "▪▪▪▪▪ 5" in seen(pilot)

    walk(example, look)


def test_the_picture_of_who_has_spoken_has_the_same_in_words() -> None:
    rows = (Row("carer + staff", 12), Row("others", 3, or_more=True))
    step = StepState(step="1", title="One", questions=(), spoken=Spoken(15, True, rows))
    crowd = StepState(step="2", title="Two", questions=(), spoken=Spoken(90, False, ()))
    shown = fitted(spoken_picture((step, crowd)), 80).plain
    assert "a carer and a member of staff" in shown
    assert "▪▪▪▪▪▪▪▪▪▪▪▪ 12\n" in shown
    assert "▪▪▪ 3 or more" in shown
    assert f"{'▪' * 20}… 90" in shown
    assert "15 people or more" in shown


def test_names_are_hidden_when_everyone_sees_the_screen(example: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        app = pilot.app
        assert isinstance(app, Coproduce)
        app.projector = True
        for code in ("2.5", "2.1"):
            await go(pilot, f"step/2#{code}")
            for name in ("Robin", "North team", "Café team", "Ellis"):
                assert name not in reading(pilot)
                assert name not in seen(pilot)

    walk(example, look, size=(160, 50))


def test_h_shows_how_the_answer_came_to_be(example: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await press(pilot, "2")
        assert "h history" in seen(pilot)
        await press(pilot, "h")
        assert isinstance(pilot.app.screen, ChangeView)

    walk(example, look)


def test_what_people_said_has_what_the_answer_leaves(example: Path, walk: Walk) -> None:
    with Workspace.open(example) as workspace:
        for number in range(8):
            workspace.say("step/2#2.3", f"Word {number} of many.")

    async def look(pilot: Pilot[None]) -> None:
        app = pilot.app
        assert isinstance(app, Coproduce)
        app.open("step/2#2.3")
        await settled(pilot)
        answer, people = (app.screen.query_one(each).region for each in ("#answer", "#people"))
        text = app.screen.query_one("#answer", Reading).height_of_text
        assert answer.height <= text
        assert people.height >= 36 * 2 // 5
        assert answer.height + people.height >= 34

    walk(example, look, size=(100, 40))
