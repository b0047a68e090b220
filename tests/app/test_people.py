"""People: who is here and what they bring, without counting or comparing anyone."""

import asyncio
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hands import press, seen, write
from textual.pilot import Pilot
from walking import TODAY, make_app, settled

from schema.kinds import Action, PersonDocument
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


@pytest.fixture(scope="module")
def looks(made_example: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """Give the list ("") and the pages of some people by name, walked through once."""
    folder = tmp_path_factory.mktemp("looks") / "example"
    shutil.copytree(made_example, folder, symlinks=True)
    with opened(folder) as workspace:
        workspace.new("person", "Bo", {"brings": ("soup",), "perspectives": ("carer",)})
        workspace.withdraw(workspace.say("activity", "GONE SOON", by=workspace.person("Noor")).id)
        who = {name: workspace.person(name) for name in ("Sam", "Noor", "Bo", "Robin")}
    found: dict[str, str] = {}

    async def go() -> None:
        async with make_app(folder).run_test(size=(96, 60)) as pilot:
            await press(pilot, "5")
            found[""] = seen(pilot)
            for name, id_ in who.items():
                place(pilot).open(f"person/{id_}")
                await settled(pilot)
                found[name] = seen(pilot)

    asyncio.run(go())
    return found


def test_everyone_stands_under_each_perspective_they_named(looks: Mapping[str, str]) -> None:
    assert group(looks[""], "people who use services")[0].startswith("Ellis")
    assert "also someone who uses services" in group(looks[""], "staff")
    assert "Noor    makes lists that get done" in group(looks[""], "carers")


def test_places_still_empty_say_who_will_ask_and_who_left_stands_apart(
    looks: Mapping[str, str],
) -> None:
    empty = " ".join(group(looks[""], "Places still empty"))
    assert "a carer of a young adult" in empty
    assert "Noor will ask someone" in empty
    assert group(looks[""], "Left")[0].startswith("Marek")
    assert "Marek" not in " ".join(group(looks[""], "staff"))


def test_nobody_is_counted(looks: Mapping[str, str]) -> None:
    assert not re.search(r"\d", "\n".join(looks[""].splitlines()[1:-1]))
    for text in looks.values():
        assert not re.search(r"\b\d+ (things?|actions?|times?|contributions?|words)", text)


def test_a_page_has_their_own_text_what_they_bring_and_where_it_was_used(
    looks: Mapping[str, str],
) -> None:
    text = " ".join(looks["Sam"].split())
    assert "I draw while people talk." in text
    assert "What they bring every bus time by heart draws what a meeting felt like" in text
    assert "Helps to lead this work." in text
    assert "Took on “Ask people what being checked on feels like”: kept." in text
    assert "What they said about “What matters to us”" in text


def test_what_someone_let_go_of_is_not_on_their_page(
    looks: Mapping[str, str], example: Path
) -> None:
    robin = person(example, "Robin").id
    with opened(example) as workspace:
        found = [each.record for each in workspace.documents("action")]
    dropped = [e for e in found if isinstance(e, Action) and e.state == "dropped"]
    assert robin in {each.owner for each in dropped}
    about = looks["Robin"].partition("What they said")[0]
    assert "Where it was used" in about
    assert not [each.title for each in dropped if each.title in about]


def test_words_taken_back_are_gone_from_the_page(looks: Mapping[str, str]) -> None:
    assert "People › Noor" in looks["Noor"]
    assert "GONE SOON" not in looks["Noor"]


def test_someone_who_only_arrived_is_met_kindly(looks: Mapping[str, str]) -> None:
    assert "You could ask what they would like to use." in " ".join(looks["Bo"].split())


def test_a_person_is_added_with_a_warning_about_what_not_to_write(
    example: Path, walk: Walking
) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "5", "plus", "enter")
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
        await press(pilot, "5", "plus", "j", "enter")
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
        await press(pilot, "enter", "b")
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


def test_a_note_on_someones_page_is_not_filed_about_them(example: Path, walk: Walking) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "5", "n")
        assert "Note, to be placed later" in seen(pilot)
        await write(pilot, "?: Sam always decides where we meet")
        await press(pilot, "enter", "escape")
        await open_page(pilot, example, "Sam")
        await press(pilot, "n")
        assert "Note, to be placed later" in seen(pilot)

    walk(example, steps)
    with opened(example) as workspace:
        notes = [each.body for each in workspace.contributions("unplaced")]
    assert "Sam always decides where we meet\n" in notes


def test_what_others_said_about_someone_does_not_stand_as_theirs(
    example: Path, walk: Walking
) -> None:
    with opened(example) as workspace:
        workspace.say(f"person/{workspace.person('Sam')}", "Keeps us calm.", by="Noor")
        bo = workspace.new("person", "Bo", {"perspectives": ("carer",)}).id
        workspace.say(f"person/{bo}", "New to all this.", by="Noor")

    async def steps(pilot: Pilot[None]) -> None:
        await open_page(pilot, example, "Bo")
        assert "What they said" not in said(pilot)
        assert "Said about Bo" in said(pilot)
        await open_page(pilot, example, "Sam")
        await press(pilot, "tab", "end")
        text = said(pilot)
        assert text.index("What they said") < text.index("Said about Sam")
        assert text.index("Said about Sam") < text.index("Keeps us calm.")

    walk(example, steps, size=(96, 50))
