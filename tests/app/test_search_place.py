"""Search: found as one types, opened with Enter, closed where a content note says so."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from hands import press, seen, write
from textual.pilot import Pilot
from walking import settled

from store import Workspace
from tui.app.places import search

Walking = Callable[..., object]


async def look_for(pilot: Pilot[None], words: str) -> None:
    """Type words into the search place and wait until they are looked for."""
    if not pilot.app.screen.query("#words"):
        await press(pilot, "slash")
    await write(pilot, words)
    await asyncio.sleep(search.PAUSE)
    await settled(pilot)


def test_words_are_found_as_they_are_typed_with_their_place(example: Path, walk: Walking) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await look_for(pilot, "last bus")
        assert "The last bus goes at nine" in seen(pilot)
        assert "Barrier · The last bus goes at nine · line" in seen(pilot)
        await look_for(pilot, "z")
        assert "These words stand nowhere." in seen(pilot)

    walk(example, look)


def test_enter_opens_the_place_of_what_is_chosen(example: Path, walk: Walking) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await look_for(pilot, "staff did not know")
        assert "Review · Before Christmas › Learned · line" in seen(pilot)
        await press(pilot, "enter")
        assert "Reviews › Before Christmas" in seen(pilot).splitlines()[0]
        await press(pilot, "escape")
        assert seen(pilot).startswith(" Search")
        assert "staff did not know" in seen(pilot)

    walk(example, look)


def test_down_chooses_while_the_keyboard_stays_on_the_line(example: Path, walk: Walking) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await look_for(pilot, "evening")
        hits = pilot.app.screen.query_one("#hits")
        assert hits.highlighted == 0  # type: ignore[attr-defined]
        await press(pilot, "down", "down", "up")
        assert hits.highlighted == 1  # type: ignore[attr-defined]
        await write(pilot, "s")
        assert "evenings" in seen(pilot)

    walk(example, look)


def test_a_content_note_stands_in_the_place_of_the_words(example: Path, walk: Walking) -> None:
    async def look(pilot: Pilot[None]) -> None:
        pilot.app.projector = True  # type: ignore[attr-defined]
        await look_for(pilot, "winter 2014")
        assert "content note: about being turned away at the door" in seen(pilot)
        assert "husband" not in seen(pilot)
        assert "Own words · someone about What and why" in seen(pilot)

    walk(example, look)


def test_what_is_found_is_shown_as_it_is_and_what_was_taken_back_is_not(
    example: Path, walk: Walking
) -> None:
    with Workspace.open(example) as workspace:
        said = workspace.say("step/2#2.3", "wombat")
        workspace.withdraw(f"contribution/{said.id}")
        workspace.new("action", "quokka [@click=app.quit]x[/]", body="quokka [/nope] two\n")

    async def look(pilot: Pilot[None]) -> None:
        await look_for(pilot, "[/]")
        assert "Type a word" in seen(pilot)
        await look_for(pilot, "quokka")
        assert "quokka [/nope] two" in seen(pilot)
        assert "[@click=app.quit]x[/]" in seen(pilot)
        pilot.app.screen.query_one("#words").value = ""  # type: ignore[attr-defined]
        await look_for(pilot, "wombat")
        assert "These words stand nowhere." in seen(pilot)

    walk(example, look)


def test_on_a_projector_nobody_is_found_by_name(example: Path, walk: Walking) -> None:
    with Workspace.open(example) as workspace:
        workspace.new("person", "Sam [/x]", body="Sam likes mornings.")

    async def look(pilot: Pilot[None]) -> None:
        await look_for(pilot, "sam likes mornings")
        assert "Sam [/x]" in seen(pilot)
        await press(pilot, "f2")
        found = "\n".join(seen(pilot).splitlines()[3:])
        assert "Sam [/x]" not in found
        assert "likes mornings" not in found
        assert "Person ·" not in found
        assert "Pages of people are left out" in found

    walk(example, look)
