"""Quick notes: twenty in a minute, each by whoever said it, none lost, in their order."""

import asyncio
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import copy_of, make_small
from textual.pilot import Pilot
from textual.widgets import Input
from walking import make_app, screen_text, settled

from schema.kinds import Words
from store import Workspace
from tui.app.writing import capture
from tui.app.writing.capture import Capture
from tui.app.writing.notes import Note, Unclear, letters, parse
from tui.app.writing.tray import ABOUT

Walk = Callable[..., object]
KNOWN = letters(("service-user", "carer", "staff", "manager", "other"))
PEOPLE = (("p-1", "Sam"), ("p-2", "Robin Hood"), ("p-3", "Noor"), ("p-4", "Nina Olsen"))


@pytest.mark.parametrize(
    ("typed", "note"),
    [
        ("the bus stops at nine", Note("the bus stops at nine")),
        ("c: it is late", Note("it is late", "anonymous", ("carer",))),
        (" U : I wait outside", Note("I wait outside", "anonymous", ("service-user",))),
        ("?: who locks up", Note("who locks up", "anonymous")),
        ("sa: tea first", Note("tea first", "p-1")),
        ("rh: I can drive", Note("I can drive", "p-2")),
        ("r: I can drive", Note("I can drive", "p-2")),
        ("Robin Hood: I can drive", Note("I can drive", "p-2")),
        (": sa: is two letters", Note("sa: is two letters")),
        ("Remember: bring cups", Note("Remember: bring cups")),
        ("see https://example.org/a", Note("see https://example.org/a")),
        ("from 9:30 on", Note("from 9:30 on")),
    ],
)
def test_what_stands_before_the_colon_says_who_speaks(typed: str, note: Note) -> None:
    assert parse(typed, KNOWN, PEOPLE) == note


@pytest.mark.parametrize(
    "typed",
    [
        *("no: hello", "xy: hello", "c:", "   ", ":"),
        *("rob: hello", "Robin: hello", "hood: hello", "Nora: hello", "Ninna: hi", "Carer: hello"),
    ],
)
def test_a_line_that_could_mean_several_people_or_nobody_is_not_guessed(typed: str) -> None:
    assert isinstance(parse(typed, KNOWN, PEOPLE), Unclear)


@given(st.text(max_size=80))
def test_any_line_is_a_note_or_says_why_not(typed: str) -> None:
    found = parse(typed, KNOWN, PEOPLE)
    if isinstance(found, Note):
        assert found.text
        assert found.text in typed
        assert found.by in ("", "anonymous", "p-1", "p-2", "p-3", "p-4")


@given(st.lists(st.text(min_size=1, max_size=8), max_size=12))
def test_perspectives_of_ones_own_have_letters_that_differ(names: list[str]) -> None:
    known = letters(tuple(names))
    assert set(known.values()) <= set(names)
    assert all(1 <= len(letter) <= 2 for letter in known)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small workspace, made once; never change it."""
    folder = tmp_path_factory.mktemp("small") / "made"
    make_small(folder)
    return folder


@pytest.fixture
def example(made: Path, tmp_path: Path) -> Path:
    """Return a fresh copy of the small workspace."""
    return copy_of(made, tmp_path / "example")


@pytest.fixture(autouse=True)
def _nothing_comes_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(capture, "_REST", 1000.0)


async def _type(pilot: Pilot[None], line: str) -> None:
    pilot.app.screen.query_one(Input).value = line
    await pilot.press("enter")


async def _notes(pilot: Pilot[None]) -> Capture:
    await pilot.press("n")
    await settled(pilot)
    assert isinstance(pilot.app.screen, Capture)
    return pilot.app.screen


def _said(folder: Path, ref: str = "unplaced") -> list[Words]:
    with Workspace.open(folder) as workspace:
        return [each for each in workspace.contributions(ref) if isinstance(each, Words)]


def test_twenty_notes_in_a_minute_are_all_saved_in_their_order(example: Path, walk: Walk) -> None:
    before = len(_said(example))

    async def meeting(pilot: Pilot[None]) -> None:
        await _notes(pilot)
        await _type(pilot, "c: note 0")
        began = time.monotonic()
        for number in range(1, 20):
            await _type(pilot, f"c: note {number}")
        assert time.monotonic() - began < 30
        await settled(pilot)
        assert "20 saved" in screen_text(pilot.app)

    walk(example, meeting)
    assert len(_said(example)) == before + 20
    with Workspace.open(example) as workspace:
        newest = [change.records[0] for change in workspace.history(limit=20)]
        texts = [workspace.read(f"contribution/{each}").body.strip() for each in newest]
    assert texts == [f"note {number}" for number in reversed(range(20))]


def test_each_is_by_whoever_said_it_and_recorded_by_whoever_typed(
    example: Path, walk: Walk
) -> None:
    async def meeting(pilot: Pilot[None]) -> None:
        await _notes(pilot)
        for line in ("c: as a carer", "?: as nobody knows whom", "sam: whole name", "my own"):
            await _type(pilot, line)
            await _type(pilot, line) if pilot.app.screen.query_one(Input).value else None
        await settled(pilot)

    walk(example, meeting)
    said = {each.body.strip(): each for each in _said(example)}
    with Workspace.open(example) as workspace:
        me, sam = workspace.me, workspace.person("Sam")
    carer, unsaid = said["as a carer"], said["as nobody knows whom"]
    assert (carer.by, carer.perspectives, carer.recorded_by) == ("anonymous", ("carer",), "")
    assert (unsaid.by, unsaid.perspectives) == ("anonymous", ())
    assert (said["whole name"].by, said["whole name"].recorded_by) == (sam, me)
    assert (said["my own"].by, said["my own"].recorded_by) == (me, "")


def test_it_says_who_a_line_will_be_by_before_it_is_saved(example: Path, walk: Walk) -> None:
    async def meeting(pilot: Pilot[None]) -> None:
        screen = await _notes(pilot)
        for line, told in (
            ("c: late", "Said by a carer, no name kept."),
            ("sam: late", "Said by Sam, recorded by you."),
            ("late", "Saved as you, North team: your own words."),
            ("xq: late", "Nobody here is “xq”."),
        ):
            screen.line.value = line
            await settled(pilot)
            assert told in screen_text(pilot.app)
        screen.line.value = ""
        pilot.app.projector = True  # type: ignore[attr-defined]
        screen.line.value = "sam: late"
        await settled(pilot)
        assert "Sam," not in screen_text(pilot.app)
        screen.line.value = ""

    walk(example, meeting)


def test_what_saving_means_is_said_before_someones_first_words_are_saved(
    example: Path, walk: Walk
) -> None:
    with Workspace.open(example) as workspace:
        workspace.new("person", "Zelda", {"here": "here"})

    async def meeting(pilot: Pilot[None]) -> None:
        screen = await _notes(pilot)
        assert "First words here." not in screen_text(pilot.app)
        screen.line.value = "ze: hello"
        await settled(pilot)
        assert "First words here." in screen_text(pilot.app)
        await pilot.press("enter")
        await settled(pilot)
        screen.line.value = "ze: again"
        await settled(pilot)
        assert "First words here." not in screen_text(pilot.app)
        await pilot.press("enter")
        await settled(pilot)
        assert screen.line.value == ""

    walk(example, meeting)
    assert {"hello\n", "again\n"} <= {each.body for each in _said(example)}


def test_a_line_nobody_can_place_is_saved_as_it_is_by_the_second_enter(
    example: Path, walk: Walk
) -> None:
    async def meeting(pilot: Pilot[None]) -> None:
        screen = await _notes(pilot)
        await _type(pilot, "zz: the bus stops at nine")
        await settled(pilot)
        assert screen.line.value == "zz: the bus stops at nine"
        said = " ".join(screen_text(pilot.app).replace("│", "").split())
        assert "Nobody here is “zz”." in said
        assert "Enter again saves it as it is, by somebody not named" in said
        await pilot.press("enter")
        await settled(pilot)
        assert screen.line.value == ""

    walk(example, meeting)
    (note,) = (each for each in _said(example) if "bus" in each.body)
    assert (note.body, note.by, note.perspectives) == (
        "zz: the bus stops at nine\n",
        "anonymous",
        (),
    )


def test_whoever_types_on_after_a_line_nobody_can_place_writes_the_next_note(
    example: Path, walk: Walk
) -> None:
    async def meeting(pilot: Pilot[None]) -> None:
        screen = await _notes(pilot)
        await _type(pilot, "zz: the bus stops at nine")
        await settled(pilot)
        await pilot.press(*"c: it is late", "enter")
        await settled(pilot)
        assert "1 note came back" in screen_text(pilot.app)
        await pilot.press("enter")
        await settled(pilot)
        assert screen.line.value == "zz: the bus stops at nine"
        await pilot.press(*"s: me too", "enter", "enter")
        await settled(pilot)
        await pilot.press("home", "delete", "delete", *"sam", "enter")
        await settled(pilot)
        assert screen.line.value == ""

    walk(example, meeting)
    with Workspace.open(example) as workspace:
        sam = workspace.person("Sam")
    said = {(each.body.strip(), each.by, each.perspectives) for each in _said(example)}
    assert ("it is late", "anonymous", ("carer",)) in said
    assert ("me too", "anonymous", ("staff",)) in said
    assert ("the bus stops at nine", sam, ()) in said


def test_a_note_is_about_the_question_in_hand(example: Path, walk: Walk) -> None:
    async def meeting(pilot: Pilot[None]) -> None:
        pilot.app.push_screen(Capture(pilot.app.tray, "step/2#2.3"))  # type: ignore[attr-defined]
        await settled(pilot)
        assert "“Common ground” (2.3)" in screen_text(pilot.app)
        await _type(pilot, "c: about this")
        await settled(pilot)

    walk(example, meeting)
    assert "about this\n" in {each.body for each in _said(example, "step/2#2.3")}


def test_a_hostile_title_in_the_frame_is_shown_as_itself(example: Path, walk: Walk) -> None:
    with Workspace.open(example) as workspace:
        id_ = workspace.new("agreement", "a [/x] [@click=app.quit]q[/] مرحبا").id

    async def meeting(pilot: Pilot[None]) -> None:
        pilot.app.push_screen(Capture(pilot.app.tray, f"agreement/{id_}"))  # type: ignore[attr-defined]
        await settled(pilot)
        assert "[/x] [@click=app.quit]q[/]" in screen_text(pilot.app)
        await _type(pilot, "zz [/x]: [@click=app.quit]q[/]")
        await settled(pilot)
        assert pilot.app.is_running

    walk(example, meeting)


def test_it_is_four_lines_high_at_the_bottom(example: Path, walk: Walk) -> None:
    async def meeting(pilot: Pilot[None]) -> None:
        screen = await _notes(pilot)
        frame = screen.query_one("#note").region
        assert (frame.height, frame.bottom) == (4, 24)

    walk(example, meeting)


def test_a_note_that_cannot_be_saved_comes_back_to_the_line(example: Path, walk: Walk) -> None:
    halfway = example / ".git" / "MERGE_HEAD"

    async def meeting(pilot: Pilot[None]) -> None:
        screen = await _notes(pilot)
        halfway.write_text("0" * 40 + "\n")
        await _type(pilot, "c: first")
        await _type(pilot, "c: second")
        await settled(pilot)
        assert screen.line.value == ""
        assert "2 notes came back" in screen_text(pilot.app)
        await pilot.press("enter")
        await settled(pilot)
        assert screen.line.value == "c: first"
        assert "Another program" in screen_text(pilot.app)
        halfway.unlink()
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert screen.line.value == "c: second"
        await pilot.press("enter")
        await settled(pilot)
        assert "2 saved" in screen_text(pilot.app)

    walk(example, meeting)
    assert {"first\n", "second\n"} <= {each.body for each in _said(example)}
    with Workspace.open(example) as workspace:
        assert workspace.held_drafts() == ()


def test_a_note_comes_back_by_itself_when_nobody_types(
    example: Path, walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(capture, "_REST", 0.001)
    (example / ".git" / "MERGE_HEAD").write_text("0" * 40 + "\n")

    async def meeting(pilot: Pilot[None]) -> None:
        screen = await _notes(pilot)
        await _type(pilot, "c: first")
        for _ in range(100):
            await settled(pilot)
            if screen.line.value:
                break
        assert screen.line.value == "c: first"

    walk(example, meeting)


def _held_up(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Let saving wait for the event that is returned."""
    say, go_on = Workspace.say, threading.Event()

    def slowly(*args: object, **fields: object) -> object:
        assert go_on.wait(60)
        return say(*args, **fields)  # type: ignore[arg-type]

    monkeypatch.setattr(Workspace, "say", slowly)
    return go_on


def test_leaving_with_notes_that_came_back_says_so(example: Path, walk: Walk) -> None:
    (example / ".git" / "MERGE_HEAD").write_text("0" * 40 + "\n")

    async def meeting(pilot: Pilot[None]) -> None:
        await _notes(pilot)
        await _type(pilot, "c: first")
        await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert "Not all is saved" in screen_text(pilot.app)
        await pilot.press("escape")
        screen = await _notes(pilot)
        await pilot.press("enter")
        assert screen.line.value == "c: first"

    walk(example, meeting)


def test_a_note_that_fails_after_leaving_is_told_and_waits_for_the_next_time(
    example: Path, walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = _held_up(monkeypatch)
    (example / ".git" / "MERGE_HEAD").write_text("0" * 40 + "\n")

    async def meeting(pilot: Pilot[None]) -> None:
        await _notes(pilot)
        await _type(pilot, "c: first")
        await pilot.press("escape")
        await pilot.pause()
        go_on.set()
        await settled(pilot)
        assert "A note was not saved" in screen_text(pilot.app)
        await pilot.press("enter")
        screen = await _notes(pilot)
        await pilot.press("enter")
        assert screen.line.value == "c: first"

    walk(example, meeting)


def test_an_unfinished_line_is_there_again_after_leaving_and_after_a_crash(
    example: Path, walk: Walk
) -> None:
    async def leave(pilot: Pilot[None]) -> None:
        await _notes(pilot)
        await pilot.press(*"c: half", "escape")
        await settled(pilot)
        assert "Not saved yet" in screen_text(pilot.app)
        await pilot.press("escape")
        await settled(pilot)
        assert not isinstance(pilot.app.screen, Capture)
        screen = await _notes(pilot)
        assert "not finished yet" in screen_text(pilot.app)
        await pilot.press("enter")
        assert screen.line.value == "c: half"

    walk(example, leave)
    with Workspace.open(example) as workspace:
        (held,) = workspace.held_drafts()
        assert '"c: half"' in held.text
        workspace.drop_draft(held.key)
    script = (
        "import sys, os; from store import Workspace\n"
        "w = Workspace.open(sys.argv[1])\n"
        "w.hold_draft(sys.argv[2], sys.argv[3])\n"
        "os._exit(9)\n"
    )
    left = '[["c: one", "step/2#2.3", "2.3"], ["c: two", "unplaced", "a note"]]'
    subprocess.run([sys.executable, "-c", script, str(example), ABOUT, left], check=False)

    async def after(pilot: Pilot[None]) -> None:
        screen = await _notes(pilot)
        assert "not saved last time" in screen_text(pilot.app)
        await pilot.press("enter")
        await settled(pilot)
        assert screen.line.value == "c: one"
        assert "for 2.3" in screen_text(pilot.app)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert screen.line.value == "c: two"
        await pilot.press("enter")
        await settled(pilot)

    walk(example, after)
    assert "one\n" in {each.body for each in _said(example, "step/2#2.3")}
    with Workspace.open(example) as workspace:
        assert workspace.held_drafts() == ()


def test_quitting_at_once_saves_what_was_entered_and_keeps_the_line(example: Path) -> None:
    app = make_app(example)

    async def meeting() -> None:
        async with app.run_test(notifications=True, tooltips=True) as pilot:
            await settled(pilot)
            await _notes(pilot)
            for number in range(3):
                await _type(pilot, f"c: quick {number}")
            await pilot.press(*"c: half", "ctrl+q")

    asyncio.run(meeting())
    assert {f"quick {number}\n" for number in range(3)} <= {each.body for each in _said(example)}
    with Workspace.open(example) as workspace:
        (held,) = workspace.held_drafts()
    assert '"c: half"' in held.text
    assert "quick" not in held.text


def test_what_is_pasted_becomes_one_harmless_line(example: Path, walk: Walk) -> None:
    from textual import events

    async def meeting(pilot: Pilot[None]) -> None:
        screen = await _notes(pilot)
        screen.line.post_message(
            events.Paste("c: one\x1b[31m\ntwo [/x] [@click=app.quit]q[/]\u202e")
        )
        await settled(pilot)
        assert screen.line.value == "c: one[31m two [/x] [@click=app.quit]q[/]"
        assert pilot.app.is_running
        screen.line.value = ""

    walk(example, meeting)


def test_typing_never_waits_for_saving(
    example: Path, walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(capture, "_PAUSE", 0.001)
    go_on = _held_up(monkeypatch)

    async def meeting(pilot: Pilot[None]) -> None:
        screen = await _notes(pilot)
        for number in range(5):
            await _type(pilot, f"c: slow {number}")
            assert screen.line.value == ""
        assert "5 being saved" in screen_text(pilot.app)
        go_on.set()
        await settled(pilot)

    walk(example, meeting)
    assert len([each for each in _said(example) if each.body.startswith("slow")]) == 5
