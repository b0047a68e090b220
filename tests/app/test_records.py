"""Everything else: one list, one page and one form for every kind of record."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import TODAY
from hands import press, seen, write
from textual.pilot import Pilot

from schema.kinds import Action, Meeting, Outcome, Progress
from schema.record import Record
from store import Workspace
from tui.app.application import Coproduce
from tui.app.dialogs.asking import Confirm
from tui.app.form_rows import TITLE
from tui.app.forms import Form
from tui.app.places.record_lines import SHELF, how_many, shelf
from tui.app.places.record_page import naming_of
from tui.app.places.records import Records
from tui.app.sentences import Sentences

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
    await press(pilot)


async def kind(pilot: Pilot[None], name: str) -> None:
    """Choose a kind on the left."""
    await press(pilot, "6", "left")
    pilot.app.screen.query_one("#kinds", Sentences).go_to(name)
    await press(pilot, "enter")


async def choose(pilot: Pilot[None], words: str) -> None:
    """Choose a line of the dialog on screen by its first words."""
    choices = pilot.app.screen.query_one(Sentences)
    lines = [str(choices.get_option_at_index(n).prompt) for n in range(choices.option_count)]
    choices.highlighted = next(n for n, each in enumerate(lines) if each.strip().startswith(words))
    await press(pilot, "enter")


def test_the_kinds_say_in_words_how_many_there_are(example: Path, walk: Walking) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await press(pilot, "6")
        lines = [line[:32].strip() for line in seen(pilot).splitlines()]
        assert "Outcomes              four" in lines
        assert "Actions               13" in lines
        assert "What this is about" in lines

    walk(example, look)


def test_how_many_is_told_in_words_up_to_twelve() -> None:
    assert [how_many(n) for n in (0, 1, 12, 13, 1000)] == [
        "none yet",
        "one",
        "twelve",
        "13",
        "1,000",
    ]


def test_actions_stand_by_what_became_of_them_with_who_and_when(
    example: Path, walk: Walking
) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await kind(pilot, "action")
        lines = [line[32:].strip() for line in seen(pilot).splitlines()]
        assert lines.index("Open") < lines.index("Ask carers about evenings") < lines.index("Kept")
        assert lines[lines.index("Ask carers about evenings") + 1] == "Noor · 12 October"

    walk(example, look)


def test_an_outcome_has_every_direction_people_see_and_no_number(
    example: Path, walk: Walking
) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await kind(pilot, "outcome")
        assert "for services · ▲ closer · = the same · ▼ further away" in said(pilot)
        assert "%" not in seen(pilot)

    walk(example, look, size=(92, 24))


@pytest.mark.parametrize("name", SHELF)
def test_every_kind_has_a_page_with_its_fields_as_sentences(
    example: Path, walk: Walking, name: str
) -> None:
    with opened(example) as workspace:
        first = next(iter(workspace.documents(name)))
        ref = name if name == "activity" else f"{name}/{first.id}"

    async def look(pilot: Pilot[None]) -> None:
        await go_to(pilot, ref)
        facts = place(pilot).view.facts
        assert facts is not None
        assert all(sentence[-1] in ".!?…”\"'" for sentence in facts.sentences)
        assert facts.sentences[0] in said(pilot) or name == "meeting"
        assert facts.title in seen(pilot).splitlines()[0]

    walk(example, look, size=(120, 40))


def test_opened_from_elsewhere_escape_leads_back_there(example: Path, walk: Walking) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "5")
        with opened(example) as workspace:
            ref = str(workspace.resolve("ask-carers"))
        await go_to(pilot, ref)
        assert app_of(pilot).current_mode == "records"
        assert "Noor has it in hand." in seen(pilot)
        await press(pilot, "escape")
        assert app_of(pilot).current_mode == "people"

    walk(example, steps)


def test_opened_from_the_list_escape_leads_back_to_it(example: Path, walk: Walking) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await kind(pilot, "action")
        await press(pilot, "enter")
        assert place(pilot).ref
        await press(pilot, "escape")
        assert not place(pilot).ref
        assert "Everything else › Actions" in seen(pilot)
        await press(pilot, "escape")
        assert app_of(pilot).current_mode == "now"

    walk(example, steps)


def action_ref(example: Path) -> str:
    with opened(example) as workspace:
        return str(workspace.resolve("ask-carers"))


@pytest.mark.parametrize(("key", "state"), [("k", "kept"), ("c", "changed"), ("d", "dropped")])
def test_what_became_of_an_action_is_saved_with_the_reason(
    example: Path, walk: Walking, key: str, state: str
) -> None:
    ref = action_ref(example)

    async def steps(pilot: Pilot[None]) -> None:
        await go_to(pilot, ref)
        await press(pilot, key)
        assert "stays in the history for good" in said(pilot)
        await write(pilot, "Noor rang them")
        await press(pilot, "enter")
        assert f"It was {state}." in seen(pilot)

    walk(example, steps)
    action = read(example, ref)
    assert isinstance(action, Action)
    assert action.state == state
    assert "Noor rang them" in last_message(example)


def test_what_became_of_it_is_not_saved_when_someone_thinks_again(
    example: Path, walk: Walking
) -> None:
    ref, before = action_ref(example), commits(example)

    async def steps(pilot: Pilot[None]) -> None:
        await go_to(pilot, ref)
        await press(pilot, "d", "escape")

    walk(example, steps)
    assert commits(example) == before


def test_on_other_records_the_keys_of_an_action_do_nothing(example: Path, walk: Walking) -> None:
    before = commits(example)

    async def steps(pilot: Pilot[None]) -> None:
        await go_to(pilot, "activity")
        await press(pilot, "k", "c", "d", "p", "x")
        assert isinstance(pilot.app.screen, Records)

    walk(example, steps)
    assert commits(example) == before


def test_putting_aside_asks_first_and_can_be_undone(example: Path, walk: Walking) -> None:
    ref = action_ref(example)

    async def steps(pilot: Pilot[None]) -> None:
        await go_to(pilot, ref)
        await press(pilot, "x")
        assert isinstance(pilot.app.screen, Confirm)
        await press(pilot, "n")
        assert not read(example, ref).archived
        await press(pilot, "x", "y")
        await write(pilot, "twice")
        await press(pilot, "enter")
        assert "Put aside on 23 November." in seen(pilot)
        await press(pilot, "escape")
        await kind(pilot, "action")
        assert "Ask carers about evenings" not in seen(pilot)
        await press(pilot, "A")
        list_ = place(pilot).records
        list_.go_to(f"aside:{ref}")
        await press(pilot)
        assert "Ask carers about evenings" in seen(pilot)
        await press(pilot, "x", "y", "enter")

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


def test_a_meeting_that_was_held_says_how_it_was_made_possible(
    example: Path, walk: Walking
) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await kind(pilot, "meeting")
        await press(pilot, "enter")
        assert "How it was made possible" in seen(pilot)
        assert "2 people who use services, 2 carers and 2 staff" in said(pilot)

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
        await write(pilot, "Too dark to read.")
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
        await press(pilot, "N")
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


def test_what_this_is_about_has_a_page_and_no_second_one(example: Path, walk: Walking) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await kind(pilot, "activity")
        assert "Evenings at the crisis café" in seen(pilot).splitlines()[0]
        await press(pilot, "escape", "plus")
        assert isinstance(pilot.app.screen, Records)

    walk(example, steps)


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
        await press(pilot, "e", "t", "x", "k")
        assert isinstance(pilot.app.screen, Records)

    walk(example, steps)
    assert commits(example) == before


def test_the_text_is_changed_in_the_editor(example: Path, walk: Walking) -> None:
    ref = action_ref(example)

    async def steps(pilot: Pilot[None]) -> None:
        await go_to(pilot, ref)
        await press(pilot, "t", "down", "down", "end")
        await write(pilot, " Ring twice.")
        await press(pilot, "ctrl+s", "enter")
        assert "Ring twice." in seen(pilot)

    walk(example, steps)
    assert "Ring twice.\n" in read(example, ref).body


def test_history_opens_in_its_place(example: Path, walk: Walking) -> None:
    ref = action_ref(example)

    async def steps(pilot: Pilot[None]) -> None:
        await go_to(pilot, ref)
        await press(pilot, "h")
        assert app_of(pilot).current_mode == "history"
        assert "Ask carers about evenings" in seen(pilot)

    walk(example, steps)


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


def test_nasty_text_is_shown_as_it_is_and_acts_on_nothing(example: Path, walk: Walking) -> None:
    refs: list[str] = []
    with opened(example) as workspace:
        who = workspace.new("person", NASTY).id
        fields = {
            "outcome": {"known_by": NASTY},
            "meeting": {"breaks": NASTY, "adjustments": NASTY},
            "barrier": {"route": NASTY},
            "action": {"owner": who},
            "learning": {"audience": NASTY, "media": (NASTY,)},
            "earlier": {"when": NASTY, "promised": NASTY},
        }
        for name, values in fields.items():
            saved = workspace.new(name, NASTY, values, f"# {NASTY}\n\n{NASTY}")
            refs.append(f"{name}/{saved.id}")

    async def steps(pilot: Pilot[None]) -> None:
        for ref in refs:
            await kind(pilot, ref.partition("/")[0])
            assert "[@click=app.quit]x[/] [/nope]" in seen(pilot)
            await go_to(pilot, ref)
            assert seen(pilot).count("[@click=app.quit]x[/] [/nope]") >= 2
            assert "\u202e" not in seen(pilot)
            await press(pilot, "escape")

    walk(example, steps, size=(120, 40))


def test_a_shelf_of_thousands_shows_some_and_says_how_many_more(example: Path) -> None:
    with opened(example) as workspace:
        one = next(iter(workspace.documents("barrier")))
        found = shelf([one] * 5000, naming_of(workspace, shared=False))
    assert found.counts["barrier"] == 5000
    assert max(group.few for group in found.groups["barrier"]) <= 100


def test_meetings_to_come_stand_first_the_next_one_on_top(example: Path, walk: Walking) -> None:
    with opened(example) as workspace:
        for title, when in (("Later", "2026-12-20"), ("Sooner", "2026-12-01")):
            made = workspace.new("meeting", title, {"date": when})
            assert isinstance(workspace.read(f"meeting/{made.id}"), Meeting)

    async def look(pilot: Pilot[None]) -> None:
        await kind(pilot, "meeting")
        text = seen(pilot)
        assert text.index("To come") < text.index("Sooner") < text.index("Later")
        assert text.index("Later") < text.index("Held") < text.index("Before the second winter")

    walk(example, look)
