"""Everything else: one list, one page and one form for every kind of record."""

import asyncio
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from hands import press, seen
from textual.pilot import Pilot
from textual.widgets import Input
from walking import TODAY, make_app, settled

from schema.kinds import Action, Outcome, Progress
from schema.record import Record
from store import Workspace
from tui.app.application import Coproduce
from tui.app.dialogs.asking import Confirm
from tui.app.form_rows import TITLE
from tui.app.forms import Form
from tui.app.places.record_lines import SHELF, how_many, shelf
from tui.app.places.record_page import RecordFacts, naming_of
from tui.app.places.records import Records
from tui.app.sentences import Sentences
from tui.app.writing.editor import Editor

Walking = Callable[..., object]
NASTY = "[@click=app.quit]x[/] [/nope] \u202eabc"


def opened(folder: Path) -> Workspace:
    return Workspace.open(folder, clock=lambda: TODAY)


def commits(folder: Path) -> int:
    ran = subprocess.run(
        ["git", "-C", str(folder), "rev-list", "--count", "HEAD"], check=True, capture_output=True
    )
    return int(ran.stdout)


def last_message(folder: Path) -> str:
    ran = subprocess.run(
        ["git", "-C", str(folder), "log", "-1", "--format=%B"], check=True, capture_output=True
    )
    return ran.stdout.decode()


def read(folder: Path, ref: str) -> Record:
    with opened(folder) as workspace:
        record = workspace.read(ref)
    assert isinstance(record, Record)
    return record


def app_of(pilot: Pilot[None]) -> Coproduce:
    assert isinstance(pilot.app, Coproduce)
    return pilot.app


def place(pilot: Pilot[None]) -> Records:
    assert isinstance(pilot.app.screen, Records)
    return pilot.app.screen


def said(pilot: Pilot[None]) -> str:
    """Return the words on the screen in one line, however they wrap."""
    return " ".join(seen(pilot).replace("│", " ").split())


async def go_to(pilot: Pilot[None], ref: str) -> None:
    app_of(pilot).open(ref)
    await settled(pilot)


async def kind(pilot: Pilot[None], name: str) -> None:
    """Choose a kind on the left and go to its records."""
    if app_of(pilot).current_mode != "records":
        await press(pilot, "6")
    kinds = pilot.app.screen.query_one("#kinds", Sentences)
    kinds.focus()
    kinds.go_to(name)
    await press(pilot, "enter")


async def choose(pilot: Pilot[None], words: str) -> None:
    """Choose a line of the dialog on screen by its first words."""
    choices = pilot.app.screen.query_one(Sentences)
    lines = [str(choices.get_option_at_index(n).prompt) for n in range(choices.option_count)]
    choices.highlighted = next(n for n, each in enumerate(lines) if each.strip().startswith(words))
    await press(pilot, "enter")


async def answer(pilot: Pilot[None], text: str) -> None:
    """Write one line into the dialog on screen and go on."""
    pilot.app.screen.query_one(Input).value = text
    await press(pilot, "enter")


def action_ref(example: Path) -> str:
    with opened(example) as workspace:
        return str(workspace.resolve("ask-carers"))


class Look(NamedTuple):
    """What stood on the screen, and what the open page knew."""

    text: str
    facts: RecordFacts | None = None

    @property
    def words(self) -> str:
        """The words in one line, however they wrap."""
        return " ".join(self.text.split())


@pytest.fixture(scope="module")
def looks(made_example: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Look]:
    """Give the lists and pages of the worked example, walked through once."""
    folder = tmp_path_factory.mktemp("looks") / "example"
    shutil.copytree(made_example, folder, symlinks=True)
    with opened(folder) as workspace:
        firsts = {name: next(iter(workspace.documents(name))) for name in SHELF}
        for title, when in (("Later", "2026-12-20"), ("Sooner", "2026-12-01")):
            workspace.new("meeting", title, {"date": when})
    found: dict[str, Look] = {}

    async def go() -> None:
        async with make_app(folder).run_test(size=(80, 44)) as pilot:
            for name in ("outcome", "action", "meeting"):
                await kind(pilot, name)
                found[f"list of {name}"] = Look(seen(pilot))
            for name, first in firsts.items():
                await go_to(pilot, name if name == "activity" else f"{name}/{first.id}")
                found[name] = Look(seen(pilot), place(pilot).view.facts)

    asyncio.run(go())
    return found


def test_the_kinds_say_in_words_how_many_there_are(looks: Mapping[str, Look]) -> None:
    lines = [line[:32].strip() for line in looks["list of outcome"].text.splitlines()]
    assert "Outcomes              four" in lines
    assert "Actions               13" in lines
    assert "What this is about" in lines


def test_actions_stand_by_what_became_of_them_with_who_and_when(looks: Mapping[str, Look]) -> None:
    lines = [line[32:].strip() for line in looks["list of action"].text.splitlines()]
    asked = next(n for n, line in enumerate(lines) if line.startswith("Ask carers about evenings"))
    assert lines[asked + 1] == "Noor · 12 October"
    assert lines.index("Open") < asked < lines.index("Kept")


def test_an_outcome_has_every_direction_people_see_and_no_number(
    looks: Mapping[str, Look],
) -> None:
    text = looks["list of outcome"].text
    lines = [line[32:].strip() for line in text.splitlines()]
    below = lines.index("A hello before a form") + 1
    assert " ".join(lines[below : below + 2]) == (
        "for services · ▲ closer · = the same · ▼ further away"
    )
    assert "%" not in text


def test_meetings_to_come_stand_first_the_next_one_on_top(looks: Mapping[str, Look]) -> None:
    text = looks["list of meeting"].text
    assert text.index("To come") < text.index("Sooner") < text.index("Later")
    assert text.index("Later") < text.index("Held") < text.index("Before the second winter")


@pytest.mark.parametrize("name", SHELF)
def test_every_kind_has_a_page_with_its_fields_as_sentences(
    looks: Mapping[str, Look], name: str
) -> None:
    facts = looks[name].facts
    assert facts is not None
    assert facts.sentences
    assert all(sentence[-1] in ".!?…”\"'" for sentence in facts.sentences)
    assert facts.sentences[0] in looks[name].words
    assert facts.title in looks[name].text.splitlines()[0]


def test_a_meeting_that_was_held_says_how_it_was_made_possible(looks: Mapping[str, Look]) -> None:
    assert "How it was made possible" in looks["meeting"].text
    assert "2 people who use services, 2 carers and 2 staff" in looks["meeting"].words


def test_how_many_is_told_in_words_up_to_twelve() -> None:
    assert [how_many(n) for n in (0, 1, 12, 13, 1000)] == [
        "none",
        "one",
        "twelve",
        "13",
        "1,000",
    ]


def test_putting_aside_asks_first_and_can_be_undone(example: Path, walk: Walking) -> None:
    ref = action_ref(example)

    async def steps(pilot: Pilot[None]) -> None:
        await go_to(pilot, ref)
        await press(pilot, "b")
        assert isinstance(pilot.app.screen, Confirm)
        await press(pilot, "n")
        assert not read(example, ref).archived
        await press(pilot, "b", "y")
        await answer(pilot, "twice")
        assert "Put aside on 23 November." in seen(pilot)
        await press(pilot, "escape")
        await kind(pilot, "action")
        assert "Ask carers about evenings" not in seen(pilot)
        await press(pilot, "A")
        list_ = place(pilot).records
        list_.go_to(f"aside:{ref}")
        await press(pilot)
        assert "Ask carers about evenings" in seen(pilot)
        await press(pilot, "b", "y", "enter")

    walk(example, steps, size=(110, 40))
    assert not read(example, ref).archived


def test_a_meeting_to_come_shows_what_is_said_and_what_is_not_yet(
    example: Path, walk: Walking
) -> None:
    with opened(example) as workspace:
        fields = {"date": "2026-12-01", "breaks": "at eight", "agenda_by": ("carer",)}
        saved = workspace.new("meeting", "Soup", fields)

    async def look(pilot: Pilot[None]) -> None:
        await go_to(pilot, f"meeting/{saved.id}")
        text = seen(pilot)
        assert "Before you start" in text
        assert "● Breaks" in text
        assert "at eight" in text
        assert "● Who made the agenda" in text
        assert "○ So that everyone can take part" in text
        assert "○ Pay for time and costs" in text
        assert "You can start without it." in text

    walk(example, look)


def test_someone_says_how_an_outcome_goes_in_their_own_words(example: Path, walk: Walking) -> None:
    with opened(example) as workspace:
        ref = str(workspace.resolve("softer-light"))
        wren = workspace.person("Wren")

    async def steps(pilot: Pilot[None]) -> None:
        await go_to(pilot, ref)
        await press(pilot, "p")
        await choose(pilot, "Wren")
        await choose(pilot, "▼ further")
        assert isinstance(pilot.app.screen, Editor)
        pilot.app.screen.page.put("Too dark to read.")
        await press(pilot, "ctrl+s")
        assert "Too dark to read." in seen(pilot)

    walk(example, steps, size=(110, 40))
    with opened(example) as workspace:
        progress = [e for e in workspace.contributions(ref) if isinstance(e, Progress)][-1]
    assert (progress.by, progress.direction) == (wren, "further")
    assert progress.body == "Too dark to read.\n"


def test_a_new_record_is_made_from_its_list_and_opened(example: Path, walk: Walking) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await kind(pilot, "outcome")
        await press(pilot, "plus")
        assert isinstance(pilot.app.screen, Form)
        pilot.app.screen.lines[TITLE].text = "Someone locks up with you"
        pilot.app.screen.lines["for"].text = "services"
        await press(pilot, "ctrl+s")
        assert "Outcomes › Someone locks up with you" in seen(pilot)
        assert "A change for services." in seen(pilot)

    walk(example, steps)
    with opened(example) as workspace:
        made = read(example, str(workspace.resolve("someone-locks-up")))
    assert isinstance(made, Outcome)


def test_a_content_note_keeps_the_text_closed_until_enter(example: Path, walk: Walking) -> None:
    with opened(example) as workspace:
        saved = workspace.new(
            "barrier", "The door", {"content_note": "about restraint", "route": "SECRET"}, "SECRET"
        )

    async def steps(pilot: Pilot[None]) -> None:
        await kind(pilot, "barrier")
        assert "The door" in seen(pilot)
        assert "content note" in seen(pilot)
        assert "SECRET" not in seen(pilot)
        await go_to(pilot, f"barrier/{saved.id}")
        assert "Content note: about restraint" in seen(pilot)
        assert "SECRET" not in seen(pilot)
        await press(pilot, "enter")
        assert seen(pilot).count("SECRET") == 2
        await press(pilot, "enter")
        assert "SECRET" not in seen(pilot)

    walk(example, steps)


def test_a_damaged_file_is_listed_and_opens_as_plain_text(example: Path, walk: Walking) -> None:
    ref = action_ref(example)
    path = example / read(example, ref).path
    path.write_text("---\nkind: action\nkind: twice\n---\nStill here.\n")
    subprocess.run(["git", "-C", str(example), "commit", "-qam", "x"], check=True)
    before = commits(example)

    async def steps(pilot: Pilot[None]) -> None:
        await kind(pilot, "action")
        assert "cannot be read" in seen(pilot)
        await go_to(pilot, ref)
        assert "cannot be read as a record" in said(pilot)
        assert "Still here." in seen(pilot)
        await press(pilot, "e", "t", "b", "o")
        assert isinstance(pilot.app.screen, Records)

    walk(example, steps)
    assert commits(example) == before


def test_the_text_is_changed_in_the_editor(example: Path, walk: Walking) -> None:
    ref = action_ref(example)

    async def steps(pilot: Pilot[None]) -> None:
        await go_to(pilot, ref)
        await press(pilot, "t")
        assert isinstance(pilot.app.screen, Editor)
        pilot.app.screen.page.put(f"{pilot.app.screen.words} Ring twice.")
        await press(pilot, "ctrl+s", "enter")
        assert "Ring twice." in seen(pilot)

    walk(example, steps)
    assert "Ring twice.\n" in read(example, ref).body


def test_a_shared_screen_names_nobody(example: Path, walk: Walking) -> None:
    ref = action_ref(example)
    with opened(example) as workspace:
        names = [each.name for each in workspace.people() if each.here != "not-here-yet"]

    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "f2")
        await kind(pilot, "action")
        assert not [name for name in names if name in seen(pilot)]
        await go_to(pilot, ref)
        assert "Someone has it in hand." in seen(pilot)
        assert not [name for name in names if name in seen(pilot)]

    walk(example, steps)


def test_a_record_under_the_cursor_follows_on_a_wide_screen(example: Path, walk: Walking) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await kind(pilot, "outcome")
        await press(pilot, "enter")
        first = place(pilot).view.title
        place(pilot).records.focus()
        await press(pilot, "j")
        assert place(pilot).view.title not in ("", first)
        assert place(pilot).records.has_focus

    walk(example, steps, size=(160, 50))


def test_a_shelf_of_thousands_shows_some_and_says_how_many_more(example: Path) -> None:
    with opened(example) as workspace:
        one = next(iter(workspace.documents("barrier")))
        found = shelf([one] * 5000, naming_of(workspace, shared=False))
    assert found.counts["barrier"] == 5000
    assert max(group.few for group in found.groups["barrier"]) <= 100


def test_escape_leads_back_to_where_people_came_from(example: Path, walk: Walking) -> None:
    ref = action_ref(example)

    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "5")
        await go_to(pilot, ref)
        assert app_of(pilot).current_mode == "records"
        assert "Noor has it in hand." in seen(pilot)
        await press(pilot, "escape")
        assert app_of(pilot).current_mode == "people"
        await kind(pilot, "action")
        await press(pilot, "enter", "escape")
        assert not place(pilot).ref
        assert "Everything else › Actions" in seen(pilot)
        await press(pilot, "h")
        assert app_of(pilot).current_mode == "history"
        assert "Ask carers about evenings" in seen(pilot)

    walk(example, steps)


def test_what_became_of_an_action_is_saved_with_the_reason(example: Path, walk: Walking) -> None:
    ref, before = action_ref(example), commits(example)

    async def steps(pilot: Pilot[None]) -> None:
        await go_to(pilot, ref)
        await press(pilot, "o", "enter", "escape")
        assert commits(example) == before
        for state in ("kept", "changed", "dropped"):
            await press(pilot, "o")
            choices = pilot.app.screen.query_one(Sentences)
            assert "Open again" in seen(pilot) or state == "kept"
            choices.go_to(state)
            await press(pilot, "enter")
            assert "stays in the history for good" in said(pilot)
            await answer(pilot, f"why {state}")
            assert f"It was {state}." in seen(pilot)
            action = read(example, ref)
            assert isinstance(action, Action)
            assert action.state == state
            assert f"why {state}" in last_message(example)

    walk(example, steps)


def test_keys_that_belong_to_other_records_do_nothing(example: Path, walk: Walking) -> None:
    before = commits(example)

    async def steps(pilot: Pilot[None]) -> None:
        await kind(pilot, "activity")
        assert "Evenings at the crisis café" in seen(pilot).splitlines()[0]
        await press(pilot, "o", "p", "b", "plus")
        assert isinstance(pilot.app.screen, Records)

    walk(example, steps)
    assert commits(example) == before


def test_nasty_text_is_shown_as_it_is_and_acts_on_nothing(example: Path, walk: Walking) -> None:
    fields = {
        "outcome": {"known_by": NASTY},
        "meeting": {"breaks": NASTY, "adjustments": NASTY},
        "barrier": {"route": NASTY},
        "action": {},
        "learning": {"audience": NASTY, "media": (NASTY,)},
        "earlier": {"when": NASTY, "promised": NASTY},
    }
    with opened(example) as workspace:
        who = workspace.new("person", NASTY).id
        fields["action"] = {"owner": who}
        refs = [
            f"{name}/{workspace.new(name, NASTY, values, f'# {NASTY}{chr(10)}{NASTY}').id}"
            for name, values in fields.items()
        ]

    async def steps(pilot: Pilot[None]) -> None:
        for ref in refs:
            await go_to(pilot, ref)
            assert seen(pilot).count("[@click=app.quit]x[/] [/nope]") >= 4
            assert "\u202e" not in seen(pilot)

    # So wide that the list, the page and its heading are seen at once.
    walk(example, steps, size=(140, 30))
