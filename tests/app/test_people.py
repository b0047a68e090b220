"""People: who is here and what they bring, without counting or comparing anyone."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

from conftest import TODAY
from hands import press, seen
from textual.pilot import Pilot

from schema.kinds import PersonDocument
from store import Workspace
from tui.app.application import Coproduce
from tui.app.form_rows import BODY, TITLE
from tui.app.forms import Form
from tui.app.places.people import People

Walking = Callable[..., object]
NASTY = "[@click=app.quit]x[/] [/nope] \u202eabc"


def opened(folder: Path) -> Workspace:
    return Workspace.open(folder, clock=lambda: TODAY)


def person(folder: Path, name: str) -> PersonDocument:
    with opened(folder) as workspace:
        found = workspace.read(f"person/{workspace.person(name)}")
    assert isinstance(found, PersonDocument)
    return found


def commits(folder: Path) -> int:
    ran = subprocess.run(
        ["git", "-C", str(folder), "rev-list", "--count", "HEAD"], check=True, capture_output=True
    )
    return int(ran.stdout)


def said(pilot: Pilot[None]) -> str:
    """Return the words on the screen in one line, however they wrap."""
    return " ".join(seen(pilot).replace("│", " ").split())


def place(pilot: Pilot[None]) -> People:
    assert isinstance(pilot.app.screen, People)
    return pilot.app.screen


async def open_page(pilot: Pilot[None], folder: Path, name: str) -> None:
    assert isinstance(pilot.app, Coproduce)
    pilot.app.open(f"person/{person(folder, name).id}")
    await press(pilot)


def group(text: str, heading: str) -> list[str]:
    """Return the lines below a heading, up to the next one."""
    lines = text.splitlines()
    start = next(n for n, line in enumerate(lines) if line.strip() == heading)
    after = lines[start + 1 :]
    end = next((n for n, line in enumerate(after) if not line.strip()), len(after))
    return [line.strip() for line in after[:end]]


def test_everyone_stands_under_each_perspective_they_named(example: Path, walk: Walking) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await press(pilot, "5")
        text = seen(pilot)
        assert group(text, "people who use services")[0].startswith("Ellis")
        assert "also someone who uses services" in group(text, "staff")
        assert "Noor    makes lists that get done" in group(text, "carers")

    walk(example, look, size=(120, 50))


def test_places_still_empty_say_who_will_ask_and_who_left_stands_apart(
    example: Path, walk: Walking
) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await press(pilot, "5")
        text = seen(pilot)
        empty = " ".join(group(text, "Places still empty"))
        assert "a carer of a young adult" in empty
        assert "Noor will ask someone" in empty
        assert group(text, "Left")[0].startswith("Marek")
        assert "Marek" not in " ".join(group(text, "staff"))

    walk(example, look, size=(120, 50))


def test_nobody_is_counted(example: Path, walk: Walking) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await press(pilot, "5")
        body = "\n".join(seen(pilot).splitlines()[1:-1])
        assert not re.search(r"\d", body)
        for name in ("Sam", "Noor", "Gwen"):
            await open_page(pilot, example, name)
            page = place(pilot).view
            assert page.title == name
        assert not re.search(r"\b\d+ (things?|actions?|times?|contributions?)", seen(pilot))

    walk(example, look, size=(160, 50))


def test_a_page_has_their_own_text_what_they_bring_and_where_it_was_used(
    example: Path, walk: Walking
) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await open_page(pilot, example, "Sam")
        text = said(pilot)
        assert "I draw while people talk." in text
        assert "What they bring every bus time by heart draws what a meeting felt like" in text
        assert "Helps to lead this work." in text
        assert "Took on “Ask people what being checked on feels like”: kept." in text
        assert "What they said about “What matters to us”" in text

    walk(example, look, size=(96, 60))


def test_what_someone_let_go_of_is_not_on_their_page(example: Path, walk: Walking) -> None:
    with opened(example) as workspace:
        dropped = [
            each.record
            for each in workspace.documents("action")
            if each.record.state == "dropped" and each.record.owner  # type: ignore[union-attr]
        ]
        owners = {each.title: workspace.name(each.owner) for each in dropped}
    assert owners

    async def look(pilot: Pilot[None]) -> None:
        for title, name in owners.items():
            await open_page(pilot, example, name)
            about_them = said(pilot).partition("What they said")[0]
            assert "Where it was used" in about_them
            assert title not in about_them
            assert "dropped" not in about_them

    walk(example, look, size=(96, 60))


def test_words_taken_back_are_gone_from_the_page(example: Path, walk: Walking) -> None:
    noor = person(example, "Noor").id
    with opened(example) as workspace:
        saved = workspace.say("activity", "GONE SOON", by=noor)
        workspace.withdraw(saved.id)

    async def look(pilot: Pilot[None]) -> None:
        await open_page(pilot, example, "Noor")
        facts = place(pilot).view
        assert facts.title == "Noor"
        assert "GONE SOON" not in seen(pilot)

    walk(example, look, size=(120, 60))


def test_someone_who_only_arrived_is_met_kindly(example: Path, walk: Walking) -> None:
    with opened(example) as workspace:
        workspace.new("person", "Bo", {"brings": ("soup",)})

    async def look(pilot: Pilot[None]) -> None:
        await open_page(pilot, example, "Bo")
        assert "You could ask what they would like to use." in said(pilot)

    walk(example, look)


def test_a_person_is_added_with_a_warning_about_what_not_to_write(
    example: Path, walk: Walking
) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "5", "N", "enter")
        assert isinstance(pilot.app.screen, Form)
        assert "Never an address, a number" in said(pilot)
        form = pilot.app.screen
        form.lines[TITLE].text = "Bo"
        form.lines["perspectives"].text = "carer"
        form.lines["brings"].text = "soup, patience"
        form.lines[BODY].text = "I cook."
        await press(pilot, "ctrl+s")
        assert "People › Bo" in seen(pilot)

    walk(example, steps)
    made = person(example, "Bo")
    assert (made.perspectives, made.brings, made.here) == (("carer",), ("soup", "patience"), "here")
    assert made.body == "I cook.\n"


def test_an_empty_place_is_added_with_whoever_will_ask(example: Path, walk: Walking) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "5", "N", "j", "enter")
        assert isinstance(pilot.app.screen, Form)
        assert "Who is missing" in said(pilot)
        pilot.app.screen.lines[TITLE].text = "someone under twenty"
        await press(pilot, "ctrl+s")
        assert "North team will ask someone." in said(pilot)
        await press(pilot, "escape")

    walk(example, steps)
    made = person(example, "someone under twenty")
    assert made.here == "not-here-yet"
    assert made.asked_by == person(example, "North team").id


def test_fields_and_text_are_changed_together(example: Path, walk: Walking) -> None:
    before = commits(example)

    async def steps(pilot: Pilot[None]) -> None:
        await open_page(pilot, example, "Wren")
        await press(pilot, "e")
        assert isinstance(pilot.app.screen, Form)
        pilot.app.screen.lines["brings"].text = "writes clearly, reads slowly"
        pilot.app.screen.lines[BODY].text = "Letters, please."
        await press(pilot, "ctrl+s")
        assert "reads slowly" in seen(pilot)
        assert "Letters, please." in seen(pilot)

    walk(example, steps)
    assert commits(example) == before + 1


def test_a_shared_screen_shows_no_name_and_no_own_words(example: Path, walk: Walking) -> None:
    with opened(example) as workspace:
        names = [each.name for each in workspace.people() if each.here != "not-here-yet"]

    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "5", "f2")
        assert "someone" in seen(pilot)
        assert not [name for name in names if name in seen(pilot)]
        await open_page(pilot, example, "Sam")
        assert not [name for name in names if name in seen(pilot)]
        assert "I draw while people talk" not in said(pilot)
        assert "every bus time by heart" in seen(pilot)
        await press(pilot, "e")
        assert "Names are hidden" in said(pilot)
        await press(pilot, "enter", "x")
        assert "Names are hidden" in said(pilot)

    walk(example, steps, size=(120, 50))


def test_nasty_names_are_shown_as_they_are(example: Path, walk: Walking) -> None:
    with opened(example) as workspace:
        saved = workspace.new(
            "person", NASTY, {"brings": (NASTY,), "perspectives": ("carer",)}, NASTY
        )
        workspace.say("activity", NASTY, by=saved.id)

    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "5")
        assert "[@click=app.quit]x[/] [/nope]" in seen(pilot)
        assert isinstance(pilot.app, Coproduce)
        pilot.app.open(f"person/{saved.id}")
        await press(pilot)
        assert seen(pilot).count("[@click=app.quit]x[/] [/nope]") >= 4
        assert "\u202e" not in seen(pilot)

    walk(example, steps, size=(120, 50))
