"""Help: for the place one is in, with the keys that work now, and whom to call."""

from collections.abc import Callable
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Input
from walking import screen_text, settled

from store.preferences import Preferences
from tui.app.application import Coproduce
from tui.app.dialogs.asking import Choose, OneLine
from tui.app.help import Help
from tui.app.places.now import Now
from tui.app.reading import Reading
from tui.app.writing_out import text_of

Walk = Callable[..., Coproduce]


def _app(pilot: Pilot[None]) -> Coproduce:
    assert isinstance(pilot.app, Coproduce)
    return pilot.app


async def _help(pilot: Pilot[None]) -> str:
    await pilot.press("question_mark")
    await settled(pilot)
    assert isinstance(_app(pilot).screen, Help)
    return _app(pilot).screen.query_one(Reading).text


def test_help_says_what_can_be_done_here_and_whom_to_call(example: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        said = await _help(pilot)
        assert said.startswith("Now\n")
        assert "Nothing here has to be" in said
        assert "If you need support" in said
        assert "Samaritans" in said
        for line in ("  m  ", "All seen", "j or ↓", "ctrl+q", "F2"):
            assert line in said
        assert text_of(_app(pilot).screen).startswith(said.rstrip())
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(_app(pilot).screen, Now)
        await pilot.press("f3")
        await settled(pilot)
        said = await _help(pilot)
        assert said.startswith("Settings\n")
        assert "for you alone" in " ".join(said.split())

    walk(example, look)


def test_the_keys_in_help_are_the_persons_own(example: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        _app(pilot).use(Preferences(keys={"now.mark-seen": "f9", "app.help": "f1"}))
        await pilot.press("f1")
        await settled(pilot)
        said = _app(pilot).screen.query_one(Reading).text
        line = next(each for each in said.split("\n") if "All seen" in each)
        assert line.split() == ["F9", "All", "seen"]

    walk(example, look)


def test_a_screen_becomes_a_text_file_with_what_is_scrolled_away(
    example: Path, walk: Walk, tmp_path: Path
) -> None:
    place = tmp_path / "now.txt"

    async def look(pilot: Pilot[None]) -> None:
        await pilot.press("f5")
        await settled(pilot)
        asked = _app(pilot).screen
        assert isinstance(asked, OneLine)
        assert "~/coproduce-now-2026-11-23.txt" in screen_text(_app(pilot))
        asked.query_one(Input).value = "/nowhere/now.txt"
        await pilot.press("enter")
        await settled(pilot)
        assert "/nowhere" in screen_text(_app(pilot))
        await pilot.press("escape", "f5")
        await settled(pilot)
        asked = _app(pilot).screen
        asked.query_one(Input).value = str(place)
        await pilot.press("enter")
        await settled(pilot)
        assert "Written to" in screen_text(_app(pilot))

    walk(example, look)
    written = place.read_text()
    assert written.startswith("Evenings at the crisis café")
    for part in ("Promised last time", "Not answered yet", "Gentle questions", "5 Learning"):
        assert part in written
    assert "ctrl+q" not in written


def test_a_file_hides_what_a_projector_hides(example: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        _app(pilot).push_screen(OneLine("A question", "and more", "what is typed"))
        await settled(pilot)
        written = text_of(_app(pilot).screen)
        for part in ("A question", "and more", "what is typed", "Esc leave it"):
            assert part in written
        await pilot.press("escape")
        assert "Noor" in text_of(_app(pilot).screen)
        await pilot.press("f2")
        await settled(pilot)
        assert "Noor" not in text_of(_app(pilot).screen)

    walk(example, look)


def test_f1_explains_a_dialog_too_and_closes_again(example: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await pilot.press("5", "plus")
        await settled(pilot)
        dialog = _app(pilot).screen
        assert isinstance(dialog, Choose)
        await pilot.press("f1")
        await settled(pilot)
        assert isinstance(_app(pilot).screen, Help)
        assert "Leave it" in _app(pilot).screen.query_one(Reading).text
        await pilot.press("f1")
        await settled(pilot)
        assert _app(pilot).screen is dialog

    walk(example, look)
