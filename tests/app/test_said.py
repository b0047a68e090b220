"""What people said: as they said it, closed where it should be, and taken back after one yes."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.app import ComposeResult
from textual.pilot import Pilot
from walking import screen_text, settled

from store import Workspace
from tui.app.dialogs.asking import Choose, Confirm
from tui.app.place import Place
from tui.app.said import TAKEN_BACK_MEANS, Said, SaidItem, said_about
from tui.app.sentences import Sentences
from tui.app.writing.editor import Editor
from tui.app.writing.unplaced import Unplaced

Walk = Callable[..., object]
HOSTILE = "a\x1b[31m\x9b31m\u202eb [/x] [@click=app.quit]x[/] \x07\u200b😀 مرحبا"


class Talk(Place):
    """A place that shows what was said about one thing."""

    TITLE = "Talk"

    def __init__(self, ref: str) -> None:
        super().__init__()
        self.ref = ref
        self.reloads = 0
        self.changes = 0

    def body(self) -> ComposeResult:
        yield Said(id="said")

    def reload(self) -> None:
        self.reloads += 1
        self.ask("said", lambda workspace: said_about(workspace, self.ref), self._show)

    def _show(self, items: tuple[SaidItem, ...]) -> None:
        self.query_one(Said).show(items)
        self.query_one(Said).focus()

    def on_said_changed(self) -> None:
        self.changes += 1


async def _talk(pilot: Pilot[None], ref: str) -> Talk:
    talk = Talk(ref)
    pilot.app.push_screen(talk)
    await settled(pilot)
    return talk


def _go_to(pilot: Pilot[None], target: str) -> None:
    pilot.app.screen.query_one(Sentences).go_to(target)


@pytest.fixture
def talked(tmp_path: Path) -> Path:
    """Return a workspace with a few things said about question 1.1."""
    folder = tmp_path / "talked"
    with Workspace.init(folder, "Evenings", name="Robin", perspectives=("staff",)) as workspace:
        sam = workspace.new("person", "Sam", {"perspectives": ("carer",), "here": "here"}).id
        workspace.say("step/1#1.1", "Staff words.\n\n  Kept as said, two  spaces.")
        workspace.say("step/1#1.1", "Sam's words.", by=sam, quote="too long")
        workspace.say(
            "step/1#1.1", "A hard night.", by="anonymous", content_note="about being locked out"
        )
    return folder


def test_words_stand_under_the_perspective_they_were_said_from(talked: Path) -> None:
    with Workspace.open(talked) as workspace:
        items = said_about(workspace, "step/1#1.1")
    assert [(item.group, item.who, item.recorded_by) for item in items] == [
        ("carers", "Sam", "Robin"),
        ("staff", "Robin", ""),
        ("as whom is not said", "", ""),
    ]
    assert items[1].text == "Staff words.\n\n  Kept as said, two  spaces."


def test_people_with_two_sides_stand_under_both_together(example: Path) -> None:
    with Workspace.open(example) as workspace:
        ellis = workspace.person("Ellis")
        workspace.say("step/1#1.1", "From two chairs.", by=ellis)
        found = [i for i in said_about(workspace, "step/1#1.1") if i.text == "From two chairs."]
    assert [item.group for item in found] == ["staff and people who use services"]


def test_before_words_are_taken_back_it_says_whose_and_which(talked: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await _talk(pilot, "step/1#1.1")
        items = pilot.app.screen.query_one(Said)._items
        _go_to(pilot, items[0].id)
        await pilot.press("x")
        asked = " ".join(screen_text(pilot.app).replace("│", "").split())
        assert f"Sam · {items[0].day}: “Sam's words.”" in asked
        await pilot.press("n")
        _go_to(pilot, items[2].id)
        await pilot.press("x")
        asked = screen_text(pilot.app)
        assert f"someone · {items[2].day}: content note: about being locked out" in asked
        assert "A hard night" not in asked
        await pilot.press("n")

    walk(talked, look)


@pytest.mark.parametrize("size", [(60, 20), (120, 40)])
def test_a_content_note_stays_closed_until_it_is_opened(
    talked: Path, walk: Walk, size: tuple[int, int]
) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await _talk(pilot, "step/1#1.1")
        seen = screen_text(pilot.app)
        assert "Sam's words." in seen
        assert "recorded by Robin" in seen
        assert "about being locked out" in seen
        assert "A hard night." not in seen
        await pilot.press("end", "enter")
        assert "A hard night." in screen_text(pilot.app)
        await pilot.press("enter")
        assert "A hard night." not in screen_text(pilot.app)

    walk(talked, look, size=size)


@pytest.mark.parametrize("yes", [True, False])
def test_words_are_taken_back_after_one_plain_question(
    talked: Path, walk: Walk, *, yes: bool
) -> None:
    async def look(pilot: Pilot[None]) -> None:
        talk = await _talk(pilot, "step/1#1.1")
        await pilot.press("x")
        assert isinstance(pilot.app.screen, Confirm)
        assert TAKEN_BACK_MEANS.split(".", maxsplit=1)[0][:40] in screen_text(pilot.app)
        await pilot.press("y" if yes else "enter", *([] if yes else ["n"]))
        await settled(pilot)
        assert ("Sam's words." in screen_text(pilot.app)) is not yes
        assert talk.changes == int(yes)

    walk(talked, look)
    with Workspace.open(talked) as workspace:
        assert len(said_about(workspace, "step/1#1.1")) == (2 if yes else 3)


def test_a_reply_stands_beneath_what_it_answers(talked: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await _talk(pilot, "step/1#1.1")
        await pilot.press("r")
        assert isinstance(pilot.app.screen, Choose)
        pilot.app.screen.query_one(Sentences).go_to("could-not")
        await pilot.press("enter")
        await settled(pilot)
        assert "Does Sam know?" in screen_text(pilot.app)
        pilot.app.screen.query_one(Sentences).go_to("today")
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Editor)
        await pilot.press(*"No bus.", "ctrl+s")
        await settled(pilot)
        seen = screen_text(pilot.app)
        assert seen.index("Sam's words.") < seen.index("↳ Robin") < seen.index("No bus.")
        assert "we could not" in seen

    walk(talked, look)
    with Workspace.open(talked) as workspace:
        (reply,) = said_about(workspace, "step/1#1.1")[0].replies
    assert (reply.text, reply.first, reply.told) == ("No bus.", "we could not", "23 November")


def test_a_note_is_placed_with_one_key_and_a_choice(talked: Path, walk: Walk) -> None:
    with Workspace.open(talked) as workspace:
        note = workspace.say("unplaced", "Tea.", by="anonymous", perspectives=("carer",))

    async def look(pilot: Pilot[None]) -> None:
        await pilot.press("N")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Unplaced)
        assert "p place it" in screen_text(pilot.app)
        _go_to(pilot, note.id)
        await pilot.press("p")
        await settled(pilot)
        pilot.app.screen.query_one(Sentences).go_to("step/2#2.3")
        await pilot.press("enter")
        await settled(pilot)
        assert "No note waits" in screen_text(pilot.app)
        await pilot.press("escape")
        assert not isinstance(pilot.app.screen, Unplaced)

    walk(talked, look)
    with Workspace.open(talked) as workspace:
        (item,) = said_about(workspace, "step/2#2.3")
    assert (item.text, item.group, item.who) == ("Tea.", "carers", "")


def test_on_a_projector_no_name_is_shown(talked: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        pilot.app.projector = True  # type: ignore[attr-defined]
        await _talk(pilot, "step/1#1.1")
        body = screen_text(pilot.app)
        assert "Sam's words." in body
        assert "Sam ·" not in body
        assert "Robin" not in body

    walk(talked, look)


def test_positions_answers_and_progress_say_what_they_are(example: Path) -> None:
    with Workspace.open(example) as workspace:
        agreement = next(each for each in workspace.list("agreement") if "Ground" in each.title)
        review = workspace.list("review")[0]
        stood = said_about(workspace, f"agreement/{agreement.id}", ("position",))
        answered = said_about(workspace, f"review/{review.id}", ("answer",))
    assert "I agree" in {item.first for item in stood}
    assert {item.kind for item in stood} == {"position"}
    assert all("##" not in item.text for item in answered)
    assert any(item.text.startswith("Tried: ") for item in answered)


def test_hostile_words_and_names_are_shown_as_themselves(talked: Path, walk: Walk) -> None:
    hostile = SaidItem(
        id="i1",
        kind="words",
        ref="step/1#1.1",
        by="p-1",
        who=HOSTILE,
        group=HOSTILE,
        day=HOSTILE,
        text=HOSTILE + "x" * 10_000,
        first=HOSTILE,
        quote=HOSTILE,
        media=(HOSTILE,),
        content_note=HOSTILE,
        recorded_by=HOSTILE,
    )

    async def look(pilot: Pilot[None]) -> None:
        talk = await _talk(pilot, "step/1#1.1")
        talk.query_one(Said).show([hostile], nothing=HOSTILE)
        await pilot.press("enter")
        await settled(pilot)
        seen = screen_text(pilot.app)
        assert "[@click=app.quit]x[/]" in seen
        assert "⟨U+202E⟩" in seen
        assert not any(character in seen for character in "\x1b\x9b\u202e\x07\u200b")
        for key in ("x", "escape", "r", "escape"):
            await pilot.press(key)
            await settled(pilot)
        assert pilot.app.is_running

    walk(talked, look)


def test_ten_thousand_items_come_up_at_once_and_more_are_asked_for(
    talked: Path, walk: Walk
) -> None:
    many = tuple(
        SaidItem(
            id=f"i{n}",
            kind="words",
            ref="step/1#1.1",
            by="",
            who="",
            group="staff",
            day="3 June",
            text=f"words {n}",
        )
        for n in range(10_000)
    )

    async def look(pilot: Pilot[None]) -> None:
        talk = await _talk(pilot, "step/1#1.1")
        said = talk.query_one(Said)
        began = time.perf_counter()
        said.show(many)
        assert time.perf_counter() - began < 0.5
        await pilot.press("end")
        assert "and 9,900 more" in screen_text(pilot.app)
        await pilot.press("enter", "end")
        assert "and 9,800 more" in screen_text(pilot.app)

    walk(talked, look)
