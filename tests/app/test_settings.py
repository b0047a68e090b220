"""Settings: chosen once, kept for this person, in force at once; any key can be another."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input
from walking import screen_text, settled

from store import Workspace, preferences
from store.preferences import Preferences
from tui.app import themes
from tui.app.application import Coproduce
from tui.app.dialogs.asking import Choose, OneLine
from tui.app.dialogs.telling import Telling
from tui.app.keys import EVERYWHERE, HERE, Deed, every, key_words, live
from tui.app.places.now import Now
from tui.app.remapping import AskKey, Remapping, chosen, refusal
from tui.app.sentences import Sentences
from tui.app.settings import Settings

Walk = Callable[..., Coproduce]


def _app(pilot: Pilot[None]) -> Coproduce:
    assert isinstance(pilot.app, Coproduce)
    return pilot.app


async def _open(pilot: Pilot[None], what: str) -> None:
    """Open the line whose target ends so, in the list on screen."""
    listed = _app(pilot).screen.query_one(Sentences)
    listed.focus()
    listed.go_to(next(each for each in listed._targets if each.endswith(what)))
    await pilot.press("enter")
    await settled(pilot)


async def _settings(pilot: Pilot[None], what: str) -> None:
    if not isinstance(_app(pilot).screen, Settings):
        await pilot.press("f3")
        await settled(pilot)
    await _open(pilot, what)


def test_a_theme_is_in_force_at_once_and_kept(example: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await _settings(pilot, ":theme")
        choices = _app(pilot).screen
        assert isinstance(choices, Choose)
        assert choices.query_one(Sentences).target == themes.USUAL
        choices.query_one(Sentences).go_to("high-contrast")
        await pilot.press("enter")
        await settled(pilot)
        assert _app(pilot).theme == "high-contrast"
        assert "How it looks           high contrast" in screen_text(_app(pilot))

    walk(example, look)
    assert preferences.load().preferences == Preferences(theme="high-contrast")


def test_movement_and_names_can_be_turned_off(example: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        app = _app(pilot)
        await _settings(pilot, ":animations")
        await _open(pilot, "off")
        assert app.animation_level == "none"
        await _settings(pilot, ":projector")
        await _open(pilot, "hidden")
        assert app.projector
        assert "shown to everyone" in screen_text(app).split("\n")[0]
        assert "North team" not in screen_text(app)
        await _settings(pilot, ":theme")
        await _open(pilot, "calm-light")
        assert app.projector

    walk(example, look)
    assert preferences.load().preferences == Preferences(
        theme="calm-light", projector=True, animations=False
    )


def test_an_editor_that_is_not_there_is_refused_and_the_text_stays(
    example: Path, walk: Walk
) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await _settings(pilot, ":editor")
        await pilot.press(*"no-such-editor", "enter")
        await settled(pilot)
        assert isinstance(_app(pilot).screen, Telling)
        await pilot.press("escape")
        await _settings(pilot, ":editor")
        line = _app(pilot).screen.query_one(Input)
        assert line.value == "no-such-editor"
        line.value = "cat -u"
        await pilot.press("enter")
        await settled(pilot)
        assert "Editor for long texts  cat -u" in screen_text(_app(pilot))

    walk(example, look)
    assert preferences.load().preferences.editor == "cat -u"


def test_a_new_name_is_one_change_of_ones_own_record(example: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await _settings(pilot, ":name")
        asked = _app(pilot).screen
        assert isinstance(asked, OneLine)
        assert "keep the name they were saved with" in " ".join(screen_text(_app(pilot)).split())
        asked.query_one(Input).value = "South team"
        await pilot.press("enter")
        await settled(pilot)
        assert "South team" in screen_text(_app(pilot))
        await pilot.press("escape")
        await settled(pilot)
        assert "as South team" in screen_text(_app(pilot))

    walk(example, look)
    with Workspace.open(example) as workspace:
        assert workspace.name(workspace.me) == "South team"
        newest = workspace.history(limit=1)[0]
        assert newest.kind == "changed"
        assert newest.records == (workspace.me,)


def test_a_name_that_does_not_fit_is_refused_and_stays_typed(example: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await _settings(pilot, ":name")
        _app(pilot).screen.query_one(Input).value = "x" * 500
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(_app(pilot).screen, Telling)
        await pilot.press("escape")
        await _settings(pilot, ":name")
        assert _app(pilot).screen.query_one(Input).value == "x" * 500

    walk(example, look)


def test_a_damaged_file_is_told_of_in_the_settings_and_kept(example: Path, walk: Walk) -> None:
    place = preferences.file()
    place.parent.mkdir(parents=True)
    place.write_text("{ theme: calm")

    async def look(pilot: Pilot[None]) -> None:
        await pilot.press("f3")
        await settled(pilot)
        assert "cannot be read" in screen_text(_app(pilot))
        await _settings(pilot, ":theme")
        await _open(pilot, "calm-light")
        assert isinstance(_app(pilot).screen, Telling)
        assert "kept in" in screen_text(_app(pilot))

    walk(example, look, size=(100, 30))
    assert place.with_name("settings-unreadable-1.json").read_text() == "{ theme: calm"


def test_what_was_chosen_is_in_force_from_the_start(example: Path) -> None:
    app = Coproduce(
        lambda: Workspace.open(example),
        preferences=Preferences(
            theme="calm-light", projector=True, animations=False, keys={"now.mark-seen": "u"}
        ),
        watch=False,
    )

    async def go() -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            assert app.theme == "calm-light"
            assert app.animation_level == "none"
            assert "shown to everyone" in screen_text(app)
            assert "u all seen" in screen_text(app)

    asyncio.run(go())


def test_an_unknown_theme_or_key_leaves_the_usual_one(example: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        app = _app(pilot)
        for theme in ("", "no such theme", "[/x]"):
            app.use(Preferences(theme=theme, keys={"no.such": "x", "app.help": "", "": "y"}))
            assert app.theme == themes.USUAL
        known = {each.id: each.keys for each in live(app.screen)}
        assert known["app.help"] == ("question_mark", "f1")
        keys = [key for keys in known.values() for key in keys]
        assert len(keys) == len(set(keys))

    walk(example, look)


def test_another_key_works_at_once_and_the_usual_one_comes_back(example: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        app = _app(pilot)
        await _settings(pilot, ":keys")
        assert isinstance(app.screen, Remapping)
        await _open(pilot, ":app.projector")
        assert isinstance(app.screen, AskKey)
        assert "Hide names" in screen_text(app)
        await pilot.press("f9")
        await settled(pilot)
        assert preferences.load().preferences.keys == {"app.projector": "f9"}
        await pilot.press("f9")
        await settled(pilot)
        assert app.projector
        await pilot.press("f2")
        await settled(pilot)
        assert app.projector
        await _open(pilot, ":app.projector")
        await pilot.press("backspace")
        await settled(pilot)
        assert preferences.load().preferences.keys == {}
        await pilot.press("f2")
        await settled(pilot)
        assert not app.projector

    walk(example, look)


def test_a_key_that_is_taken_is_not_given_away(example: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await _settings(pilot, ":keys")
        await _open(pilot, ":now.mark-seen")
        await pilot.press("b")
        await settled(pilot)
        assert isinstance(_app(pilot).screen, Telling)
        assert "b is taken: “Leave aside”" in screen_text(_app(pilot))

    walk(example, look)
    assert preferences.load().preferences.keys == {}


def test_which_keys_can_be_given() -> None:
    aside = Deed("now.leave-aside", "Leave aside", ("b",), HERE)
    seen = Deed("now.mark-seen", "All seen", ("m",), HERE)
    other = Deed("steps.write", "Write", ("w",), HERE)
    quit_ = Deed("app.quit", "Quit", ("ctrl+q",), EVERYWHERE)
    deeds = (aside, seen, other, quit_)
    assert refusal("x", seen, deeds) == ""
    assert refusal("m", seen, deeds) == ""
    assert refusal("w", seen, deeds) == ""
    assert "Leave aside" in refusal("b", seen, deeds)
    assert "Quit" in refusal("ctrl+q", seen, deeds)
    assert "All seen" in refusal("m", quit_, deeds)
    for needed in ("enter", "tab", "up"):
        assert "needed" in refusal(needed, seen, deeds)
    for unsure in ("ctrl+m", "alt+x"):
        assert "terminals" in refusal(unsure, seen, deeds)
    mine = chosen(deeds, {"now.leave-aside": "x"})
    assert refusal("b", seen, mine) == ""
    assert "Leave aside" in refusal("x", seen, mine)


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("question_mark", "?"),
        ("ctrl+q", "ctrl+q"),
        ("escape", "Esc"),
        ("f2", "F2"),
        ("slash", "/"),
        ("G", "G"),
        ("plus", "+"),
        ("down", "↓"),
        ("", ""),
    ],
)
def test_keys_are_called_what_stands_on_them(key: str, said: str) -> None:
    assert key_words(key) == said


def test_every_key_has_an_id_and_words_of_its_own() -> None:
    deeds = every()
    known = {each.id for each in deeds}
    assert {"app.help", "go.now", "list.down", "now.mark-seen", "place.back"} <= known
    assert [each.id for each in deeds if not each.said] == []
    assert [each.id for each in deeds if "[" in each.said] == []


def test_one_failure_is_one_dialog(example: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        error = ValueError("[/x]")
        for _ in range(2):
            _app(pilot).say_error(error)
        await settled(pilot)
        assert len(_app(pilot).screen_stack) == 2

    walk(example, look)


def test_a_notice_of_the_workspace_reaches_the_screen(example: Path) -> None:
    def opener() -> Workspace:
        workspace = Workspace.open(example)
        workspace.notices = ("Your last save was interrupted.", "[/x] It is complete now.")
        return workspace

    app = Coproduce(opener, watch=False)

    async def go() -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            assert isinstance(app.screen, Telling)
            assert "Your last save was interrupted." in screen_text(app)
            assert "[/x] It is complete now." in screen_text(app)
            await pilot.press("escape")
            await settled(pilot)
            assert isinstance(app.screen, Now)

    asyncio.run(go())
