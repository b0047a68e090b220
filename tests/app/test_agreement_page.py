"""One agreement on screen: whose words come first, what changed, and what stays closed."""

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
    text_of,
)
from hands import press, seen
from textual.pilot import Pilot
from textual.widgets import Input, TextArea
from walking import settled

from schema.kinds import Agreement
from store import Workspace
from tui.app.application import Coproduce
from tui.app.dialogs.asking import Choose
from tui.app.dialogs.position import WhereIStand
from tui.app.dialogs.telling import Telling
from tui.app.places.agreements import Agreements
from tui.app.sentences import Sentences
from tui.app.worddiff import ChangeView

Walk = Callable[..., object]


def test_whoever_cannot_agree_yet_comes_first_and_nobody_is_folded_away(
    example: Path, walk: Walk
) -> None:
    way = full(example, "when-we-disagree")

    async def look(pilot: Pilot[None]) -> None:
        page = await open_one(pilot, example, MEET)
        people = people_of(pilot)
        assert people.index("can't agree yet\n") < people.index("Wren") < people.index("on this")
        assert "I do not want" in people
        for name in ("Robin", "Gwen", "Bernie"):
            assert people.index(name) > people.index("asked, no answer yet")
        assert people.index("Marek") > people.index("no longer on the list")
        go_to(pilot, "#people", way)
        await press(pilot, "enter")
        assert page.title == "When we disagree"
        people = people_of(pilot)
        assert people.index("not asked yet") < people.index("a carer of a young adult")
        assert people.index("Idris") > people.index("took back their yes")
        await press(pilot, "escape")
        assert page.title == "How we meet"

    walk(example, look)


def test_the_text_is_shown_exactly_with_differences_beside_a_bar(example: Path, walk: Walk) -> None:
    plain = "# A <!-- hidden --> heading\n\n[link](http://x)  *stars*\n<b>bold</b>"
    two = (
        "> **Different wordings**\n>\n> **Wording 1**\n>\n> Ask first.\n>\n"
        "> **Wording 2**\n>\n> Every hour."
    )
    with Workspace.open(example) as workspace:
        workspace.edit(RULES, body=f"{plain}\n\n{two}\n\nWe rest.\n")
        record = workspace.read(RULES)
        assert isinstance(record, Agreement)
        assert plain in record.body

    async def look(pilot: Pilot[None]) -> None:
        await open_one(pilot, example, RULES)
        assert "Two wordings to settle together" in people_of(pilot)
        await press(pilot, "tab", "shift+tab")
        for _ in range(2):
            assert plain in text_of(pilot)
            lines = text_of(pilot).splitlines()
            assert "┃ Different wordings, to settle together" in lines
            assert [line for line in lines if "hour" in line] == ["┃ > Every hour."]
            assert "We rest." in lines
            await press(pilot, "a")
        assert isinstance(pilot.app.screen, WhereIStand)

    walk(example, look, size=(120, 40))


def test_what_was_given_stays_in_the_form_until_it_is_saved(example: Path, walk: Walk) -> None:
    act_as(example, "Robin")

    async def give(pilot: Pilot[None]) -> None:
        await open_one(pilot, example, MEET)
        await press(pilot, "a", "enter")
        pilot.app.screen.query_one("#because", TextArea).load_text("It is warm.")
        await press(pilot, "escape", "escape")
        assert isinstance(pilot.app.screen, Choose), "a reason is not thrown away unasked"
        await press(pilot, "enter", "enter", "ctrl+s")
        assert isinstance(pilot.app.screen, Telling), "no yes is written before it is given"
        await press(pilot, "enter", "enter")
        pilot.app.screen.query_one("#date", Input).value = "2026-02-30"
        await press(pilot, "ctrl+s")
        assert isinstance(pilot.app.screen, Telling)
        await press(pilot, "enter")
        dialog = pilot.app.screen
        assert isinstance(dialog, WhereIStand)
        assert dialog.query_one("#because", TextArea).text == "It is warm."
        dialog.query_one("#date", Input).value = "2026-02-28"
        go_to(pilot, "#position", "agree")
        # Keys as quick as they come: what counts is where the cursor stands.
        await pilot.press("j", "j", "j", "ctrl+s")
        await settled(pilot)

    walk(example, give)
    position = stands(example, MEET, "Robin")
    assert (position.position, position.because) == ("not-yet", "It is warm.")


def test_standing_by_it_again_is_one_key_once_the_difference_was_shown(
    example: Path, walk: Walk
) -> None:
    act_as(example, "Noor")

    async def again(pilot: Pilot[None]) -> None:
        await open_one(pilot, example, RULES)
        assert "42 words changed" in people_of(pilot).replace("\n", " ").replace("  ", "")
        await press(pilot, "y")
        assert stands(example, RULES, "Noor").on_this_text is False
        await press(pilot, "c")
        assert isinstance(pilot.app.screen, ChangeView)
        assert "since Noor agreed on 16 February" in seen(pilot)
        await press(pilot, "escape")
        assert stands(example, RULES, "Noor").on_this_text is False
        await press(pilot, "y")
        assert isinstance(pilot.app.screen, Agreements)

    walk(example, again)
    position = stands(example, RULES, "Noor")
    assert (position.position, position.on_this_text) == ("agree", True)


def test_what_has_a_content_note_stays_closed_until_opened(example: Path, walk: Walk) -> None:
    with Workspace.open(example) as workspace:
        workspace.edit(MEET, fields={"content_note": "about restraint"})
        wren = workspace.person("Wren")
    noted = "position: not-yet\ncontent_note: hard"
    for file in (example / "contributions/agreement").glob(f"{MEET}*/*.md"):
        text = file.read_text()
        if f"by: {wren}" in text:
            file.write_text(text.replace("position: not-yet", noted))
    subprocess.run(["git", "-C", str(example), "commit", "-qam", "noted"], check=True)

    async def look(pilot: Pilot[None]) -> None:
        await open_one(pilot, example, MEET)
        assert "about restraint" in text_of(pilot)
        assert "Monday" not in text_of(pilot)
        assert "Wren" not in people_of(pilot)
        await press(pilot, "a")
        assert isinstance(pilot.app.screen, Agreements)
        await press(pilot, "enter")
        assert "Monday" in text_of(pilot)
        assert "content note: hard" in people_of(pilot)
        assert "seven I have" not in people_of(pilot)
        go_to(pilot, "#people", f"person/{wren}")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, Agreements)
        assert "seven I have" in people_of(pilot)

    walk(example, look)


def test_its_standing_over_time_is_a_picture_with_the_same_in_words(
    example: Path, walk: Walk
) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await open_one(pilot, example, RULES)
        assert "asked: Robin, Gwen" not in seen(pilot)
        go_to(pilot, "#people", "over-time")
        await press(pilot, "enter")
        assert "●●◐◐" in seen(pilot)
        assert "4 March      ● agreed" in seen(pilot)

    walk(example, look)


def test_where_there_is_room_the_list_stays_beside_it(example: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        app = pilot.app
        assert isinstance(app, Coproduce)
        await open_one(pilot, example, MEET)
        assert "asked: Robin, Gwen" in seen(pilot)
        with Workspace.open(example) as other:
            other.edit(MEET, body="Elsewhere.")
        app.tell_places()
        await settled(pilot)
        assert "Elsewhere." in text_of(pilot), "what is saved elsewhere comes up by itself"

    walk(example, look, size=(160, 50))


def test_who_just_recorded_that_they_cannot_agree_is_in_sight(example: Path, walk: Walk) -> None:
    robin = act_as(example, "Robin")

    async def look(pilot: Pilot[None]) -> None:
        await open_one(pilot, example, RULES)
        await press(pilot, "G")
        assert "where this is now" not in seen(pilot)
        await press(pilot, "a", "enter")
        go_to(pilot, "#position", "not-yet")
        await press(pilot, "ctrl+s")
        people = pilot.app.screen.query_one("#people", Sentences)
        assert people.has_focus
        assert people.target == f"person/{robin}"
        shown = seen(pilot)
        assert "where this is now" in shown
        assert "can't agree yet" in shown

    walk(example, look)


def test_where_only_one_line_can_be_opened_the_keys_scroll(tmp_path: Path, walk: Walk) -> None:
    with Workspace.init(tmp_path / "here", "Evenings", name="Robin") as workspace:
        ref = workspace.new("agreement", "Tea", {"parties": (workspace.me,)}, "Tea first.").id
        workspace.agree(ref, because="a long reason " * 60)

    async def look(pilot: Pilot[None]) -> None:
        await open_one(pilot, tmp_path / "here", "tea")
        assert "where this is now" in seen(pilot)
        people = pilot.app.screen.query_one("#people", Sentences)
        people.scroll_end(animate=False)
        await press(pilot)
        below = people.scroll_offset.y
        await press(pilot, "pageup")
        assert people.scroll_offset.y < below
        await press(pilot, "end", "home")
        assert people.scroll_offset.y == 0

    walk(tmp_path / "here", look)


def test_standing_by_it_again_is_offered_for_whoever_is_under_the_cursor(
    example: Path, walk: Walk
) -> None:
    act_as(example, "Robin")
    with Workspace.open(example) as workspace:
        noor = workspace.person("Noor")

    async def look(pilot: Pilot[None]) -> None:
        await open_one(pilot, example, RULES)
        go_to(pilot, "#people", f"person/{noor}")
        await press(pilot, "enter", "escape")
        assert "y stand by it" in seen(pilot)
        await press(pilot, "g")
        assert "y stand by it" not in seen(pilot)

    walk(example, look)
