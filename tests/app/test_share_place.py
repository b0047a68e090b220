"""Share: one key, what went out and came in, what is to settle, and ways to share."""

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from differing import copy_of, make_teams, opened
from hands import press, seen, write
from textual.pilot import Pilot
from walking import TODAY, make_app, settled

from store import Workspace
from store.errors import HistoryRewritten, Interrupted, NoAnswer, SignInNeeded
from store.sharing.graph import NAME
from store.sharing.outcome import Synced
from tui.app.application import Coproduce
from tui.app.dialogs.asking import Choose, OneLine
from tui.app.dialogs.telling import Telling
from tui.app.places.now import Now
from tui.app.places.share import Share
from tui.app.sentences import Sentences
from tui.app.settling.page import Settling
from tui.app.worddiff import ChangeView
from tui.sharing_words import outcome_sentences
from tui.words import place, who

Walk = Callable[..., Coproduce]
Tell = Callable[[str], None]
Asked = Callable[[], bool]
NOTHING = Synced(sent=0, received=0, differences=(), state="in-step", head="")


@pytest.fixture(scope="session")
def made_teams(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two teams that differ; North has not got what South shared."""
    place = tmp_path_factory.mktemp("teams")
    make_teams(place)
    return place


@pytest.fixture
def north(made_teams: Path, tmp_path: Path) -> Path:
    return copy_of(made_teams, tmp_path / "teams")


@pytest.fixture
def alone(tmp_path: Path) -> Path:
    """A workspace on this computer only."""
    place = tmp_path / "alone"
    with Workspace.init(place, "Evenings", name="Robin", clock=lambda: TODAY) as workspace:
        workspace.new("person", "Sam", {})
    return place


def _app(pilot: Pilot[None]) -> Coproduce:
    assert isinstance(pilot.app, Coproduce)
    return pilot.app


def _share(pilot: Pilot[None]) -> Share:
    screen = _app(pilot).screen
    assert isinstance(screen, Share)
    return screen


def _lines(pilot: Pilot[None], id_: str = "main") -> str:
    listed = _share(pilot).query_one(f"#{id_}", Sentences)
    return " ".join(" ".join(str(option.prompt) for option in listed.options).split())


def _flat(pilot: Pilot[None]) -> str:
    return " ".join(seen(pilot).split())


def test_one_key_shares_gets_and_shows_what_came_in(north: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await press(pilot, "s")
        assert "3 changes are not shared yet. Last shared today at 10:00." in _flat(pilot)
        assert "3 to share" in seen(pilot).split("\n")[0]
        out = _lines(pilot)
        assert "Goes out when you share next" in out
        assert "Agreement “Ground rules”: 1 clause changed, about changed" in out
        assert "North team · today · “because of payment”" in out
        assert "Came in" not in out
        await press(pilot, "s")
        said = _flat(pilot)
        assert "Shared: 3 changes went out, 4 came in." in said
        assert "3 documents are worded differently, for you to settle together." in said
        assert "Everything here is shared." in said
        assert "to share" not in seen(pilot).split("\n")[0]
        lines = _lines(pilot)
        assert "To settle together Ground rules · 2 differences" in lines
        assert "Came in today" in lines
        assert "Sam · today · “because of values”" in lines
        assert "Goes out" not in lines

    walk(north, look, size=(120, 40))
    with opened(north) as workspace:
        assert workspace.sharing().state == "to-settle"


def test_what_came_in_and_goes_out_opens_in_its_words(north: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await press(pilot, "8")
        listed = _share(pilot).query_one("#main", Sentences)
        with opened(north) as workspace:
            ref = f"agreement/{workspace.resolve('ground-rules').id}"
        listed.go_to(f"out:{ref}")
        await press(pilot, "enter")
        assert isinstance(_app(pilot).screen, ChangeView)
        assert "Ground rules · what goes out" in seen(pilot)
        assert "[two hours]" in seen(pilot)
        assert "why: because of payment" in _flat(pilot)
        await press(pilot, "escape", "s")
        listed.go_to(f"in:{ref}")
        await press(pilot, "enter")
        assert "Ground rules · what came in" in seen(pilot)
        assert "when the person asks" in seen(pilot)
        assert "Different wordings" not in seen(pilot)
        await press(pilot, "escape")
        listed.go_to(f"settle:{ref}")
        await press(pilot, "enter")
        assert isinstance(_app(pilot).screen, Settling)

    walk(north, look)


def test_what_came_in_is_still_there_after_a_new_start(north: Path, walk: Walk) -> None:
    with opened(north) as workspace:
        workspace.sync()
        workspace.edit("step/2#2.1", body="Later.")

    async def look(pilot: Pilot[None]) -> None:
        await press(pilot, "8")
        lines = _lines(pilot)
        assert "Came in today" in lines
        assert "Words about step 1, 1.1" in lines
        assert "Goes out when you share next Step 2: 2.1 written" in lines
        assert "1 change is not shared yet." in _flat(pilot)

    walk(north, look, size=(120, 40))


def test_without_a_place_kind_words_and_ways_to_begin(alone: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await press(pilot, "s")
        said = _flat(pilot)
        assert "This workspace is on this computer only." in said
        assert "Nothing has to be shared." in said
        assert "How would you like to share?" in said
        await press(pilot, "s")
        assert "There is no place yet to share with." in seen(pilot)

    walk(alone, look)


def test_a_shared_folder_is_made_and_shared_through(
    alone: Path, tmp_path: Path, walk: Walk
) -> None:
    drive = tmp_path / "drive"

    async def look(pilot: Pilot[None]) -> None:
        await press(pilot, "8", "f")
        assert isinstance(_app(pilot).screen, OneLine)
        await write(pilot, str(drive))
        await press(pilot, "enter")
        assert "Shared: 2 changes went out, 0 came in." in _flat(pilot)
        assert "drive" in _lines(pilot, "aside")

    walk(alone, look)
    with opened(alone) as workspace:
        assert [each.where for each in workspace.sharing().places] == [str(drive)]
    with Workspace.join(str(drive), tmp_path / "other", name="Noor") as other:
        assert other.title == "Evenings"


def test_a_folder_that_holds_other_things_is_asked_about_first(
    alone: Path, tmp_path: Path, walk: Walk
) -> None:
    drive = tmp_path / "drive"
    drive.mkdir()
    (drive / "photo.jpg").write_bytes(b"x")

    async def look(pilot: Pilot[None]) -> None:
        await press(pilot, "8", "f")
        await write(pilot, str(drive))
        await press(pilot, "enter")
        assert "This folder is not empty" in _flat(pilot)
        assert "A folder “evenings” is made in it, and 2 changes go there." in _flat(pilot)
        await press(pilot, "n")
        assert [each.name for each in drive.iterdir()] == ["photo.jpg"]
        await press(pilot, "f")
        await write(pilot, str(drive))
        await press(pilot, "enter", "y")
        assert "Shared: 2 changes went out, 0 came in." in _flat(pilot)
        assert (drive / "evenings").is_dir()

    walk(alone, look, size=(120, 40))


def test_an_address_is_added_and_its_secrets_are_never_shown(alone: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await press(pilot, "8", "a")
        await write(pilot, "https://robin:hunter2@git.example.invalid/evenings.git")
        await press(pilot, "enter")
        assert "Share with “evenings” now?" in seen(pilot)
        assert "hunter2" not in seen(pilot)
        await press(pilot, "n")
        assert "git.example.invalid" in _lines(pilot, "aside")
        assert "hunter2" not in seen(pilot)
        await press(pilot, "f2")
        assert "git.example.invalid" not in seen(pilot)
        await press(pilot, "f2")
        listed = _share(pilot).query_one("#aside", Sentences)
        listed.focus()
        listed.go_to("place:evenings")
        await press(pilot, "enter")
        assert "Sign in there" in seen(pilot)
        await press(pilot, "G", "enter")
        assert "Share through “evenings” no more?" in seen(pilot)
        await press(pilot, "y")
        assert "on this computer only" in _flat(pilot)

    walk(alone, look)


def test_a_file_is_written_and_taken_in(north: Path, tmp_path: Path, walk: Walk) -> None:
    file = tmp_path / "evenings.bundle"

    async def give(pilot: Pilot[None]) -> None:
        await press(pilot, "8", "b")
        line = _app(pilot).screen.query_one("Input")
        assert line.value == "~/evenings-2026-11-23.bundle"  # type: ignore[attr-defined]
        line.value = str(file)  # type: ignore[attr-defined]
        await press(pilot, "enter")
        assert "holds everything" in _flat(pilot)
        assert "Anyone with this file can read all of it, also words" in _flat(pilot)

    walk(north.parent / "south", give)

    async def take(pilot: Pilot[None]) -> None:
        await press(pilot, "8", "r")
        await write(pilot, str(file))
        await press(pilot, "enter")
        assert "4 changes came in. Share to pass on yours." in _flat(pilot)
        assert "Came in today" in _lines(pilot)
        await press(pilot, "r")
        await write(pilot, str(tmp_path / "nothing.bundle"))
        await press(pilot, "enter")
        assert isinstance(_app(pilot).screen, Telling)
        assert "is not there" in seen(pilot)

    walk(north, take)


def test_the_app_goes_on_while_sharing_which_can_be_stopped(
    north: Path, walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, stopped = threading.Event(), threading.Event()

    def slow(_: Workspace, *, progress: Tell, cancelled: Asked, rejoin: bool = False) -> Synced:
        progress("Getting what others shared")
        begun.set()
        while not cancelled():
            if stopped.wait(0.01):
                break
        raise Interrupted("Sharing was stopped.")

    monkeypatch.setattr(Workspace, "sync", slow)

    async def _until(pilot: Pilot[None], said: str) -> None:
        for _ in range(500):
            await pilot.pause(0.01)
            if said in _flat(pilot):
                return
        raise AssertionError(seen(pilot))

    async def look(pilot: Pilot[None]) -> None:
        try:
            await press(pilot, "8")
            await pilot.press("s")
            assert begun.wait(10)
            await _until(pilot, "Getting what others shared …")
            assert "Getting what others shared … Esc stops it" in _lines(pilot)
            assert "sharing …" in seen(pilot).split("\n")[0]
            await pilot.press("1")
            await _until(pilot, "2 Shared understanding")
            assert isinstance(_app(pilot).screen, Now)
            with opened(north) as other:
                other.say("step/1#1.1", "Said meanwhile.")
            await pilot.press("8")
            await _until(pilot, "Getting what others shared …")
            await pilot.press("escape")
        finally:
            stopped.set()
        await settled(pilot)
        assert "Sharing was stopped. Nothing is lost" in _flat(pilot)
        assert isinstance(_app(pilot).screen, Share)
        await press(pilot, "escape")
        assert isinstance(_app(pilot).screen, Now)

    walk(north, look)


def test_quitting_stops_sharing(north: Path, walk: Walk, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, ended = threading.Event(), threading.Event()

    def slow(_: Workspace, *, progress: Tell, cancelled: Asked, rejoin: bool = False) -> Synced:
        begun.set()
        for _number in range(1000):
            if cancelled():
                ended.set()
                break
            threading.Event().wait(0.01)
        raise Interrupted("Sharing was stopped.")

    monkeypatch.setattr(Workspace, "sync", slow)

    app = make_app(north)

    async def go() -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            await press(pilot, "8")
            await pilot.press("s")
            assert begun.wait(10)
            await pilot.press("ctrl+q")

    asyncio.run(go())
    assert ended.is_set()


def test_offline_is_told_kindly_and_nothing_is_lost(
    north: Path, walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreachable(_: Workspace, **more: object) -> Synced:
        raise NoAnswer("git.example.org")

    monkeypatch.setattr(Workspace, "sync", unreachable)

    async def look(pilot: Pilot[None]) -> None:
        await press(pilot, "8", "s")
        assert isinstance(_app(pilot).screen, Telling)
        assert "Your work is safe on this computer" in str(
            _app(pilot).screen.query_one("#hint").render()
        )
        await press(pilot, "escape")
        assert "3 changes are not shared yet." in _flat(pilot)
        assert "share and get" in seen(pilot)

    walk(north, look)


def test_a_sign_in_is_offered_and_where_it_cannot_be_the_way_is_said(
    north: Path, walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked(_: Workspace, **more: object) -> Synced:
        raise SignInNeeded("git.example.org")

    monkeypatch.setattr(Workspace, "sync", asked)

    async def look(pilot: Pilot[None]) -> None:
        await press(pilot, "8", "s")
        assert isinstance(_app(pilot).screen, Choose)
        assert "wants you to sign in" in _flat(pilot)
        await press(pilot, "enter")
        hint = str(_app(pilot).screen.query_one("#hint").render())
        assert "coproduce sync" in hint

    walk(north, look)


class _NoTerminal:
    """Stands in for suspending a terminal, which there is none of in tests."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, *_: object) -> None:
        return None


@pytest.mark.parametrize("how", ["no", "error", "unopened"])
def test_a_sign_in_that_fails_gives_the_screen_back(
    north: Path, walk: Walk, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    def asked(_: Workspace, **more: object) -> Synced:
        raise SignInNeeded("git.example.org")

    def fail(*_: object, **more: object) -> bool:
        if how != "no":
            raise NoAnswer("git.example.org")
        return False

    monkeypatch.setattr(Workspace, "sync", asked)
    monkeypatch.setattr(Workspace, "sign_in", fail)
    monkeypatch.setattr("tui.app.application.Coproduce.suspend", lambda _: _NoTerminal())

    async def look(pilot: Pilot[None]) -> None:
        await press(pilot, "8", "s")
        if how == "unopened":
            monkeypatch.setattr(_app(pilot).door, "_opener", fail)
        await press(pilot, "enter")
        said = "Signing in did not work" if how == "no" else "does not answer"
        assert said in _flat(pilot)
        await press(pilot, "escape")
        assert isinstance(_app(pilot).screen, Share)

    walk(north, look)


def test_a_rewritten_place_is_only_brought_together_when_people_say_so(
    north: Path, walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []

    def rewritten(_: Workspace, *, rejoin: bool = False, **more: object) -> Synced:
        asked.append(rejoin)
        if not rejoin:
            raise HistoryRewritten("git.example.org", 2, "kept")
        return NOTHING

    monkeypatch.setattr(Workspace, "sync", rewritten)

    async def look(pilot: Pilot[None]) -> None:
        await press(pilot, "8", "s")
        assert "has been rewritten: 2 changes" in _flat(pilot)
        await press(pilot, "enter")
        assert asked == [False]
        await press(pilot, "s", "j", "enter")
        assert asked == [False, False, True]
        assert "Nothing new on either side." in _flat(pilot)

    walk(north, look)


def test_on_a_projector_nobody_is_named(north: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await press(pilot, "8", "s", "f2")
        said = seen(pilot)
        assert "Ground rules" in said
        for name in ("North team", "Sam"):
            assert name not in said

    walk(north, look, size=(120, 40))


def test_now_says_how_sharing_stands_and_opens_the_place(north: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        assert "3 to share" in seen(pilot).split("\n")[0]
        aside = _app(pilot).screen.query_one("#aside", Sentences)
        aside.focus()
        aside.go_to("sharing:share")
        assert "3 changes are not shared yet." in str(aside.options[-1].prompt).replace("\n", " ")
        await press(pilot, "enter")
        assert isinstance(_app(pilot).screen, Share)

    walk(north, look)


def test_what_is_saved_elsewhere_in_the_app_counts_at_once(north: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await press(pilot, "2")
        with opened(north) as other:
            other.say("step/1#1.1", "One more.")
        _app(pilot).tell_places()
        await settled(pilot)
        assert "4 to share" in seen(pilot).split("\n")[0]

    walk(north, look)


def test_no_line_is_broken_by_the_edge_of_the_screen(north: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await press(pilot, "8", "s")
        for size in ((80, 24), (120, 40), (60, 20)):
            await pilot.resize_terminal(*size)
            await settled(pilot)
            for id_ in ("main", "aside"):
                listed = _share(pilot).query_one(f"#{id_}", Sentences)
                room = listed.scrollable_content_region.width
                for option in listed.options:
                    for line in str(option.prompt).split("\n"):
                        assert len(line) <= room or not room, (size, line)

    walk(north, look)


def test_what_only_came_in_does_not_sound_like_a_failure() -> None:
    synced = Synced(sent=0, received=1, differences=(), state="to-share", head="a")
    assert outcome_sentences(synced) == ("1 change came in. Share to pass on yours.",)
    synced = Synced(sent=0, received=2, differences=(), state="in-step", head="a")
    assert outcome_sentences(synced) == ("2 changes came in.",)


def test_git_s_own_words_are_not_used_for_a_place_or_a_person() -> None:
    assert place("origin") == "the place you joined from"
    assert place("stick") == "stick"
    assert who(NAME) == "coproduce"
    assert who("Sam") == "Sam"
