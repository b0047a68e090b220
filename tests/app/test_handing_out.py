"""Pages and slips of paper, made from the place one is at, without the command line."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

from agreements_at_hand import RULES, go_to, open_one
from hands import press, seen, write
from textual.pilot import Pilot
from textual.widgets import Input

from store import Workspace
from tui.app.dialogs.asking import Choose, OneLine
from tui.app.dialogs.telling import Telling
from tui.app.sentences import Sentences

Walk = Callable[..., object]


def _offered(pilot: Pilot[None]) -> list[str]:
    assert isinstance(pilot.app.screen, Choose)
    return [str(each.prompt) for each in pilot.app.screen.query_one(Sentences).options]


async def _choose(pilot: Pilot[None], words: str) -> None:
    offered = _offered(pilot)
    choices = pilot.app.screen.query_one(Sentences)
    choices.highlighted = next(at for at, each in enumerate(offered) if words in each)
    await press(pilot, "enter")


async def _write_to(pilot: Pilot[None], place: Path) -> None:
    asked = pilot.app.screen
    assert isinstance(asked, OneLine)
    asked.query_one(Input).value = str(place)
    await press(pilot, "enter")


def test_a_slip_is_made_for_one_person_where_the_agreement_is_read(
    example: Path, walk: Walk, tmp_path: Path
) -> None:
    place = tmp_path / "slip.html"
    with Workspace.open(example) as workspace:
        text = workspace.standing("agreement/ground-rules")[0].digest

    async def look(pilot: Pilot[None]) -> None:
        await open_one(pilot, example, RULES)
        await press(pilot, "f4")
        await _choose(pilot, "A slip for someone without a computer")
        assert _offered(pilot)[0] == "anyone"
        await _choose(pilot, "Sam")
        await _choose(pilot, "In large print")
        assert "~/coproduce-slip-ground-rules-2026-11-23.html" in seen(pilot)
        await _write_to(pilot, tmp_path / "slip.docx")
        assert "End the name in one of: .html, .txt" in seen(pilot)
        await _write_to(pilot, place)
        assert isinstance(pilot.app.screen, Telling)
        assert "Give it only to those it is meant for" in seen(pilot)

    walk(example, look)
    html = place.read_text()
    assert re.search(r"For <bdi[^>]*>Sam</bdi>", html)
    assert text[:4] in html
    assert 'class="large"' in html
    assert not (tmp_path / "slip.docx").exists()


def test_what_changed_becomes_a_word_file_from_any_place(
    example: Path, walk: Walk, tmp_path: Path
) -> None:
    place = tmp_path / "changes.docx"

    async def look(pilot: Pilot[None]) -> None:
        await press(pilot, "f4")
        assert not any("slip" in each for each in _offered(pilot))
        await _choose(pilot, "what is next")
        await _choose(pilot, "In usual print")
        await _write_to(pilot, place)
        assert isinstance(pilot.app.screen, Telling)
        await press(pilot, "escape", "f4", "escape")
        assert not isinstance(pilot.app.screen, Choose)

    walk(example, look, size=(160, 40))
    with zipfile.ZipFile(place) as word:
        assert "What we agreed" in word.read("word/document.xml").decode()


def test_every_page_that_is_offered_can_be_made(example: Path, walk: Walk, tmp_path: Path) -> None:
    made: list[str] = []

    async def look(pilot: Pilot[None]) -> None:
        for ref in ("agreement/ground-rules", "review/after-the-summer", "step/2"):
            pilot.app.open(ref)
            await press(pilot, "f4")
            offered = _offered(pilot)
            await press(pilot, "escape")
            for each in offered:
                await press(pilot, "f4")
                await _choose(pilot, each)
                if "slip" in each:
                    await _choose(pilot, "anyone")
                await _choose(pilot, "In usual print")
                place = tmp_path / f"{len(made)}.txt"
                await _write_to(pilot, place)
                assert isinstance(pilot.app.screen, Telling), seen(pilot)
                await press(pilot, "escape")
                made.append(f"{ref} {each}: {place.read_text()[:200]}")

    walk(example, look)
    assert len(made) == len(set(made))
    assert any("After the summer" in each for each in made)


def test_a_slip_begins_with_the_person_under_the_cursor(example: Path, walk: Walk) -> None:
    with Workspace.open(example) as workspace:
        noor = workspace.person("Noor")

    async def look(pilot: Pilot[None]) -> None:
        await open_one(pilot, example, RULES)
        go_to(pilot, "#people", f"person/{noor}")
        await press(pilot, "f4")
        await _choose(pilot, "A slip")
        assert pilot.app.screen.query_one(Sentences).target == noor

    walk(example, look)


def test_a_projector_offers_no_names(example: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await open_one(pilot, example, RULES)
        await press(pilot, "f2", "f4")
        await _choose(pilot, "A slip")
        assert _offered(pilot) == ["anyone"]
        await write(pilot, "")

    walk(example, look)


def test_the_palette_finds_it(example: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await press(pilot, "ctrl+p")
        await write(pilot, "slip")
        await pilot.pause(0.5)
        assert "Make a page or a slip" in seen(pilot)

    walk(example, look)


def test_a_name_that_cannot_be_is_refused_in_words_of_the_app(
    example: Path, walk: Walk, tmp_path: Path
) -> None:
    inside = example / "agreements" / "page.html"

    async def look(pilot: Pilot[None]) -> None:
        for place, said in (
            (tmp_path / ".html", "does not say what to write"),
            (inside, "Choose another folder"),
        ):
            await press(pilot, "f4")
            await _choose(pilot, "what is next")
            await _choose(pilot, "In usual print")
            await _write_to(pilot, place)
            told = " ".join(seen(pilot).split())
            assert said in told
            assert "--format" not in told
            await press(pilot, "escape")

    walk(example, look, size=(110, 40))
    assert not inside.exists()
    assert not (tmp_path / ".html").exists()
