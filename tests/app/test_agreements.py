"""Agreements: the exact text, where people stand, and nobody's yes for another text."""

import subprocess
from collections.abc import Callable
from pathlib import Path

from agreements_at_hand import (
    MEET,
    RULES,
    act_as,
    full,
    go_to,
    open_one,
    people_of,
    stands,
    subjects,
    text_of,
)
from hands import press, seen, write
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from schema.kinds import Agreement, Words
from store import Workspace
from tui.app.application import Coproduce
from tui.app.dialogs.asking import Confirm, OneLine
from tui.app.dialogs.finding import FindOne
from tui.app.dialogs.parties import WhoIsAsked
from tui.app.dialogs.position import WhereIStand
from tui.app.dialogs.telling import Telling
from tui.app.places.agreements import Agreements
from tui.app.places.words_about import WordsAbout
from tui.app.sentences import Sentences
from tui.app.writing.editor import Editor

Walk = Callable[..., object]


def test_the_list_says_in_words_where_each_agreement_is(example: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await press(pilot, "3")
        lines = seen(pilot)
        order = ["How we meet", "Ground rules", "When we disagree", "What matters", "Pay for"]
        assert sorted(order, key=lines.index) == order
        assert "someone can't agree yet" in lines
        assert "asked: Robin, Gwen and Bernie" in lines
        await press(pilot, "enter")
        assert "Agreements › How we meet" in seen(pilot)

    walk(example, look)


def test_who_was_taken_off_the_list_and_cannot_agree_yet_is_not_hidden(
    example: Path, walk: Walk
) -> None:
    with Workspace.open(example) as workspace:
        parties = workspace.standing(MEET)[0].parties
        wren = workspace.person("Wren")
        assert wren in parties
        left = tuple(each for each in parties if each != wren)
        workspace.edit(f"agreement/{MEET}", fields={"parties": left})

    async def look(pilot: Pilot[None]) -> None:
        await press(pilot, "3")
        assert "can't agree yet, and not on the list: Wren" in seen(pilot)
        await press(pilot, "f2")
        assert "can't agree yet, and not on the list: 1 person" in seen(pilot)
        assert "Wren" not in seen(pilot)

    walk(example, look, size=(120, 40))


def test_plus_begins_a_new_agreement_while_another_is_open(example: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await open_one(pilot, example, MEET)
        await press(pilot, "plus")
        assert isinstance(pilot.app.screen, OneLine)

    walk(example, look)


def test_saying_where_i_stand_shows_the_text_first_and_saves_for_it(
    example: Path, walk: Walk
) -> None:
    robin = act_as(example, "Robin")

    async def agree(pilot: Pilot[None]) -> None:
        page = await open_one(pilot, example, MEET)
        assert page.facts
        await press(pilot, "a")
        dialog = pilot.app.screen
        assert isinstance(dialog, WhereIStand)
        assert not dialog.is_at_form
        await press(pilot, "ctrl+s")
        assert pilot.app.screen is dialog, "saving before the form only goes on to it"
        assert dialog.is_at_form
        await press(pilot, "j", "enter")
        await write(pilot, "Mornings?")
        await press(pilot, "ctrl+s")
        assert "Mornings?" in people_of(pilot)

    walk(example, agree)
    position = stands(example, MEET, "Robin")
    assert (position.person, position.position) == (robin, "agree-with-concern")
    assert (position.because, position.recorded_by, position.on_this_text) == (
        "Mornings?",
        "",
        True,
    )
    assert position.date == "2026-11-23"


def test_recording_for_someone_names_who_typed(example: Path, walk: Walk) -> None:
    act_as(example, "Robin")

    async def record(pilot: Pilot[None]) -> None:
        await open_one(pilot, example, MEET)
        await press(pilot, "a", "enter", "shift+tab", "enter")
        assert isinstance(pilot.app.screen, FindOne)
        await press(pilot, *"bern", "enter")
        shown = seen(pilot)
        assert "Where Bernie stands" in shown
        said = " ".join(shown.replace("│", "").split())
        assert "Recorded by Robin for Bernie, read aloud on 23 November" in said
        await press(pilot, "ctrl+s")
        assert "Choose where Bernie stands first." in seen(pilot)
        await press(pilot, "escape")
        go_to(pilot, "#position", "stand-aside")
        pilot.app.screen.query_one("#date", Input).value = "2026-11-20"
        await press(pilot, "ctrl+s")

    walk(example, record)
    position = stands(example, MEET, "Bernie")
    assert (position.position, position.recorded_by_name) == ("stand-aside", "Robin")
    assert position.date == "2026-11-20"


def test_where_someone_stands_begins_with_the_person_under_the_cursor(
    example: Path, walk: Walk
) -> None:
    with Workspace.open(example) as workspace:
        silent = workspace.new("person", "Ash", {"perspectives": ("carer",), "here": "here"}).id
        workspace.edit(f"agreement/{MEET}", fields={"parties": (silent,)})

    async def look(pilot: Pilot[None]) -> None:
        await open_one(pilot, example, MEET)
        go_to(pilot, "#people", f"person/{silent}")
        await press(pilot, "a")
        assert "the exact text, for Ash" in seen(pilot)
        await press(pilot, "enter")
        assert "Where Ash stands" in seen(pilot)
        await press(pilot, "escape", "escape")
        pilot.app.screen.query_one("#text").focus()
        await press(pilot, "a", "enter")
        assert "Where I stand" in seen(pilot)

    walk(example, look)


def test_opening_an_agreement_puts_the_cursor_on_whoever_is_at_the_keyboard(
    example: Path, walk: Walk
) -> None:
    act_as(example, "Sam")

    async def look(pilot: Pilot[None]) -> None:
        await open_one(pilot, example, MEET)
        await press(pilot, "a", "enter")
        assert "Where I stand" in seen(pilot)

    walk(example, look)


def test_only_who_said_yes_can_take_it_back(example: Path, walk: Walk) -> None:
    robin = act_as(example, "Robin")

    async def look(pilot: Pilot[None]) -> None:
        await open_one(pilot, example, MEET)
        await press(pilot, "a", "enter")
        assert "take back" not in seen(pilot)
        await press(pilot, "escape", "escape", "escape")
        with Workspace.open(example) as other:
            other.agree(MEET, by=robin)
        await open_one(pilot, example, MEET)
        pilot.app.tell_places()  # type: ignore[attr-defined]
        await press(pilot, "a", "enter")
        assert "take back" in seen(pilot)

    walk(example, look)


def test_who_cannot_agree_yet_may_say_what_would_help(example: Path, walk: Walk) -> None:
    robin = act_as(example, "Robin")

    async def not_yet(pilot: Pilot[None]) -> None:
        await open_one(pilot, example, MEET)
        await press(pilot, "a", "enter")
        assert "What would help?" not in seen(pilot)
        go_to(pilot, "#position", "not-yet")
        await press(pilot, "enter")
        assert "What would help?" in seen(pilot)
        await write(pilot, "It is too late.")
        await press(pilot, "tab")
        await write(pilot, "A lift home.")
        await press(pilot, "escape", "enter")
        dialog = pilot.app.screen
        assert isinstance(dialog, WhereIStand)
        dialog.keep_words()
        await press(pilot, "ctrl+s")
        assert "What would help: “A lift home.”" in " ".join(people_of(pilot).split())

    walk(example, not_yet)
    position = stands(example, MEET, "Robin")
    assert (position.position, position.because) == ("not-yet", "It is too late.")
    with Workspace.open(example) as workspace:
        said = [e for e in workspace.contributions(MEET) if isinstance(e, Words)]
        assert ("A lift home.\n", robin) in {(each.body, each.by) for each in said}
        assert workspace.held_drafts() == ()


def test_what_would_help_is_closed_behind_its_content_note_and_gone_once_they_agree(
    example: Path, walk: Walk
) -> None:
    robin = act_as(example, "Robin")
    with Workspace.open(example) as workspace:
        no = workspace.agree(MEET, by=robin, position="not-yet").id
        workspace.say(MEET, "A lift home.", by=robin, helps=no, content_note="about a fall")

    async def look(pilot: Pilot[None]) -> None:
        await open_one(pilot, example, MEET)
        assert "What would help: content note: about a fall" in " ".join(people_of(pilot).split())
        assert "A lift home." not in seen(pilot)
        go_to(pilot, "#people", f"person/{robin}")
        await press(pilot, "enter")
        assert "What would help: “A lift home.”" in " ".join(people_of(pilot).split())
        with Workspace.open(example) as other:
            other.agree(MEET, by=robin)
        await open_one(pilot, example, MEET)
        pilot.app.tell_places()  # type: ignore[attr-defined]
        await press(pilot, "a", "escape")
        assert "What would help" not in people_of(pilot)

    walk(example, look)


def test_a_text_that_changed_meanwhile_is_refused_and_nothing_typed_is_lost(
    example: Path, walk: Walk
) -> None:
    act_as(example, "Robin")

    async def agree(pilot: Pilot[None]) -> None:
        await open_one(pilot, example, MEET)
        await press(pilot, "a", "enter", "enter")
        pilot.app.screen.query_one("#because", TextArea).load_text("It is warm.")
        with Workspace.open(example) as other:
            other.edit(MEET, body="We meet on Tuesdays.")
        await press(pilot, "ctrl+s")
        dialog = pilot.app.screen
        assert isinstance(dialog, WhereIStand)
        assert not dialog.is_at_form
        assert "The text changed while you were reading" in text_of(pilot).replace("\n", " ")
        assert "We meet on Tuesdays." in text_of(pilot)
        await press(pilot, "enter", "ctrl+s")

    walk(example, agree)
    position = stands(example, MEET, "Robin")
    assert (position.because, position.on_this_text) == ("It is warm.", True)


def test_someone_elses_yes_is_asked_before_it_is_recorded_again(example: Path, walk: Walk) -> None:
    act_as(example, "Robin")
    with Workspace.open(example) as workspace:
        noor = workspace.person("Noor")

    async def again(pilot: Pilot[None]) -> None:
        await open_one(pilot, example, RULES)
        go_to(pilot, "#people", f"person/{noor}")
        await press(pilot, "enter", "y")
        assert isinstance(pilot.app.screen, Confirm)
        assert "Recorded by Robin for Noor" in seen(pilot).replace("is r", "R")
        await press(pilot, "n")

    walk(example, again)
    assert stands(example, RULES, "Noor").on_this_text is False


def test_a_concern_is_neither_dropped_nor_repeated_unasked(example: Path, walk: Walk) -> None:
    robin = act_as(example, "Robin")
    with Workspace.open(example) as workspace:
        workspace.agree(RULES, position="agree-with-concern", because="Who checks?")
        workspace.edit(RULES, body="We listen well.")

    async def again(pilot: Pilot[None]) -> None:
        await open_one(pilot, example, RULES)
        go_to(pilot, "#people", f"person/{robin}")
        await press(pilot, "enter", "y")
        dialog = pilot.app.screen
        assert isinstance(dialog, WhereIStand)
        assert dialog.is_at_form
        assert dialog.query_one("#because", TextArea).text == "Who checks?"
        assert dialog.query_one("#position", Sentences).target == "agree-with-concern"
        assert "● I agree, with a concern" in seen(pilot)

    walk(example, again)
    assert stands(example, RULES, "Robin").on_this_text is False


def test_space_chooses_the_position_under_the_cursor(example: Path, walk: Walk) -> None:
    act_as(example, "Robin")

    async def agree(pilot: Pilot[None]) -> None:
        await open_one(pilot, example, MEET)
        await press(pilot, "a", "enter", "space", "ctrl+s")
        assert isinstance(pilot.app.screen, Agreements)

    walk(example, agree)
    assert stands(example, MEET, "Robin").position == "agree"


def test_before_an_edit_the_app_says_who_will_be_asked_again(example: Path, walk: Walk) -> None:
    async def edit(pilot: Pilot[None]) -> None:
        await open_one(pilot, example, RULES)
        await press(pilot, "e")
        assert isinstance(pilot.app.screen, Editor)
        warned = "Idris, Robin and Gwen are asked again."
        assert warned in seen(pilot)
        assert "said where they stand on this text" in " ".join(seen(pilot).split())
        await write(pilot, "New. ")
        await press(pilot, "ctrl+s")
        assert isinstance(pilot.app.screen, OneLine)
        assert "are asked again" in seen(pilot)
        await write(pilot, "better")
        await press(pilot, "enter")
        assert "New. These hold" in text_of(pilot).replace("\n", " ")

    walk(example, edit, size=(120, 40))
    assert stands(example, RULES, "Idris").on_this_text is False


def test_asking_people_changes_the_list_and_nobodys_answer(example: Path, walk: Walk) -> None:
    with Workspace.open(example) as workspace:
        wren, carer = workspace.person("Wren"), workspace.person("a carer of a young adult")

    async def ask(pilot: Pilot[None]) -> None:
        await open_one(pilot, example, RULES)
        await press(pilot, "p")
        assert isinstance(pilot.app.screen, WhoIsAsked)
        go_to(pilot, "#people", carer)
        await press(pilot, "space")
        go_to(pilot, "#people", wren)
        await press(pilot, "enter")
        assert "Taken off the list: Wren" in seen(pilot)
        await press(pilot, "tab")
        await write(pilot, "She asked.")
        await press(pilot, "enter")
        assert "Wren" in people_of(pilot).partition("no longer on the list")[2]

    walk(example, ask)
    with Workspace.open(example) as workspace:
        record = workspace.read(RULES)
        assert isinstance(record, Agreement)
        assert record.parties[-1] == carer
        assert wren not in record.parties
        assert workspace.history(RULES, 1)[0].why == "She asked."
    assert stands(example, RULES, "Idris").on_this_text is True


def test_nobody_is_pressed_when_everyone_sees_the_screen(example: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        app = pilot.app
        assert isinstance(app, Coproduce)
        app.projector = True
        await press(pilot, "3")
        assert "asked:" not in seen(pilot)
        await open_one(pilot, example, MEET)
        shown = people_of(pilot)
        for name in ("Wren", "Idris", "Robin", "Gwen", "Bernie", "Marek", "North team"):
            assert name not in shown
        assert "no answer yet" not in shown
        assert "I do not want" in shown
        await press(pilot, "p")
        assert isinstance(app.screen, Telling)

    walk(example, look, size=(120, 60))


def test_taking_back_is_one_key_and_one_question(example: Path, walk: Walk) -> None:
    with Workspace.open(example) as workspace:
        wren = workspace.person("Wren")

    async def take_back(pilot: Pilot[None]) -> None:
        await open_one(pilot, example, MEET)
        go_to(pilot, "#people", f"person/{wren}")
        await press(pilot, "x")
        assert isinstance(pilot.app.screen, Confirm)
        await press(pilot, "y")
        assert "can't agree yet" not in people_of(pilot)
        assert "I do not want" not in people_of(pilot)

    walk(example, take_back)


def test_words_about_it_can_be_read_and_added(example: Path, walk: Walk) -> None:
    async def add(pilot: Pilot[None]) -> None:
        await open_one(pilot, example, RULES)
        assert "3 things were said about it" in people_of(pilot)
        await press(pilot, "w")
        assert isinstance(pilot.app.screen, WordsAbout)
        assert "I still count the minutes" in seen(pilot)
        await press(pilot, "w", "j", "enter")
        assert isinstance(pilot.app.screen, Editor)
        await write(pilot, "He sleeps now.")
        await press(pilot, "ctrl+s")
        assert isinstance(pilot.app.screen, WordsAbout)
        await press(pilot, "escape")
        assert "4 things were said about it" in people_of(pilot)

    walk(example, add)
    with Workspace.open(example) as workspace:
        said = workspace.contributions(RULES)[-1]
        assert (said.body, workspace.name(said.by)) == ("He sleeps now.\n", "Bernie")


def test_a_new_agreement_is_one_change_and_opens(example: Path, walk: Walk) -> None:
    async def make(pilot: Pilot[None]) -> None:
        await press(pilot, "3", "plus")
        await write(pilot, "Tea")
        await press(pilot, "enter")
        go_to(pilot, "#choices", "values")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, Editor)
        await write(pilot, "Tea first.")
        await press(pilot, "ctrl+s", "enter")
        assert "Tea first." in text_of(pilot)
        assert "Nobody is asked yet" in people_of(pilot)

    walk(example, make)
    first, second = subjects(example, 2)
    assert first.startswith("New agreement tea")
    assert not second.startswith("New agreement")
    with Workspace.open(example) as workspace:
        record = workspace.read("agreement/tea-")
        assert isinstance(record, Agreement)
        assert record.about == "values"


def test_escape_leads_back_to_where_people_came_from(example: Path, walk: Walk) -> None:
    async def back(pilot: Pilot[None]) -> None:
        app = pilot.app
        await open_one(pilot, example, RULES)
        await press(pilot, "escape")
        assert app.current_mode == "now"
        await press(pilot, "3", "enter", "escape")
        assert app.current_mode == "agreements"
        assert isinstance(app.screen, Agreements)
        assert app.screen.in_hand == ""

    walk(example, back)


def test_a_damaged_agreement_opens_as_plain_text(example: Path, walk: Walk) -> None:
    path = example / f"{full(example, MEET)}.md".replace("agreement/", "agreements/")
    path.write_text("---\nkind: agreement\nkind: twice\n---\n[@click=app.quit]x[/] text\n")
    subprocess.run(["git", "-C", str(example), "commit", "-qam", "broken"], check=True)

    async def look(pilot: Pilot[None]) -> None:
        await press(pilot, "3")
        assert "cannot be read" in seen(pilot)
        await open_one(pilot, example, MEET)
        assert "[@click=app.quit]x[/] text" in text_of(pilot)
        await press(pilot, "a", "e", "c")
        assert isinstance(pilot.app.screen, Agreements)

    walk(example, look)
