"""First run: where there is no workspace, one can be made, looked at, or left alone."""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from contextlib import nullcontext
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static
from walking import screen_text, settled

from store import Workspace
from store.errors import NotWritable, SignInNeeded
from store.founding import place_for
from tui.app import start
from tui.app.application import Coproduce
from tui.app.dialogs.asking import Choose
from tui.app.dialogs.finding import FindOne
from tui.app.dialogs.telling import Telling
from tui.app.dialogs.waiting import Waiting
from tui.app.first_run import FirstRun
from tui.app.new_workspace import NewWorkspace
from tui.app.places.now import Now
from tui.app.sentences import Sentences
from tui.app.team_workspace import TeamsWorkspace

Steps = Callable[[Pilot[None]], Awaitable[None]]


def _run(folder: Path, steps: Steps) -> Coproduce:
    app = Coproduce(start.opener(str(folder)), folder=str(folder), watch=False)

    async def go() -> None:
        async with app.run_test(size=(80, 24), notifications=True, tooltips=True) as pilot:
            await settled(pilot)
            await steps(pilot)

    asyncio.run(go())
    return app


def _app(pilot: Pilot[None]) -> Coproduce:
    assert isinstance(pilot.app, Coproduce)
    return pilot.app


async def _until(pilot: Pilot[None], kind: type) -> None:
    """Wait until a screen of this kind is on top: making happens behind a door of its own."""
    for _ in range(3000):
        await settled(pilot)
        if isinstance(_app(pilot).screen, kind):
            await settled(pilot)
            return
        await asyncio.sleep(0.01)
    raise TimeoutError(kind.__name__)


async def _choose(pilot: Pilot[None], what: str) -> None:
    first = _app(pilot).screen
    assert isinstance(first, FirstRun)
    first.query_one(Sentences).go_to(what)
    await pilot.press("enter")
    await pilot.pause()


def test_leaving_changes_nothing(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        assert "There is no workspace here yet." in screen_text(_app(pilot))
        assert str(tmp_path) in "".join(screen_text(_app(pilot)).replace("│", "").split())
        await pilot.press("escape")

    app = _run(tmp_path, steps)
    assert app.return_code == 0
    assert [each.name for each in tmp_path.iterdir()] == []


def test_a_workspace_is_made_and_opened(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await _choose(pilot, "make")
        form = _app(pilot).screen
        assert isinstance(form, NewWorkspace)
        said = " ".join(screen_text(_app(pilot)).split())
        assert "Saved words stay in the history" in said
        await pilot.press(*"Quiet mornings", "tab", *"Robin", "tab", "space", "down", "enter")
        await settled(pilot)
        assert "■ a carer" in screen_text(_app(pilot))
        await pilot.press("ctrl+s")
        await _until(pilot, Now)
        shown = screen_text(_app(pilot))
        assert shown.startswith(" Quiet mornings")
        assert "as Robin" in shown.split("\n")[0]
        assert "You could begin" in shown

    _run(tmp_path / "new", steps)
    with Workspace.open(tmp_path / "new") as workspace:
        assert workspace.title == "Quiet mornings"
        person = workspace.read(f"person/{workspace.me}")
        assert person.fields["perspectives"] == ("service-user", "carer")
        assert len(workspace.history()) == 1


def test_a_name_and_a_perspective_are_not_needed(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await _choose(pilot, "make")
        await pilot.press(*"Quiet mornings", "ctrl+s")
        await _until(pilot, Now)

    _run(tmp_path / "new", steps)
    with Workspace.open(tmp_path / "new") as workspace:
        assert workspace.name(workspace.me) == workspace.me


def test_a_title_is_needed(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await _choose(pilot, "make")
        await pilot.press("space", "ctrl+s")
        await settled(pilot)
        assert isinstance(_app(pilot).screen, NewWorkspace)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(_app(pilot).screen, FirstRun)

    _run(tmp_path / "new", steps)
    assert not (tmp_path / "new").exists()


def test_what_was_typed_is_asked_about_before_the_form_is_left(tmp_path: Path) -> None:
    async def leave(pilot: Pilot[None], answer: str) -> None:
        await pilot.press("escape")
        await settled(pilot)
        assert "What you typed is not saved yet." in screen_text(_app(pilot))
        _app(pilot).screen.query_one(Sentences).go_to(answer)
        await pilot.press("enter")
        await settled(pilot)

    async def steps(pilot: Pilot[None]) -> None:
        await _choose(pilot, "make")
        await pilot.press(*"Quiet mornings", "tab", *"Robin", "tab", "space")
        await leave(pilot, "on")
        assert isinstance(_app(pilot).screen, NewWorkspace)
        await leave(pilot, "keep")
        await _choose(pilot, "make")
        form = _app(pilot).screen
        assert [each.value for each in form.query(Input)] == ["Quiet mornings", "Robin"]
        assert "■ " in screen_text(_app(pilot))
        await pilot.press("x")
        await leave(pilot, "forget")
        await _choose(pilot, "make")
        assert [each.value for each in _app(pilot).screen.query(Input)] == ["", ""]

    _run(tmp_path / "new", steps)
    assert not (tmp_path / "new").exists()


def test_a_title_too_long_is_told_where_it_is_typed(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await _choose(pilot, "make")
        form = _app(pilot).screen
        form.query_one("#title", Input).value = "a" * 201
        await settled(pilot)
        assert "The title has 201 characters; 200 is the most." in screen_text(_app(pilot))
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert _app(pilot).screen is form
        await pilot.press("end", "backspace")
        await settled(pilot)
        assert "It will be in" in screen_text(_app(pilot))

    _run(tmp_path / "new", steps)


def test_a_folder_that_holds_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")

    async def steps(pilot: Pilot[None]) -> None:
        await _choose(pilot, "make")
        await pilot.press(*"Quiet mornings")
        await settled(pilot)
        place = str(_app(pilot).screen.query_one("#place", Static).content)
        assert place.endswith(f"{tmp_path}/quiet-mornings")
        await pilot.press("ctrl+s")
        await _until(pilot, Now)

    _run(tmp_path, steps)
    assert {each.name for each in tmp_path.iterdir()} == {"letter.txt", "quiet-mornings"}
    assert (tmp_path / "quiet-mornings/coproduce.md").exists()


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    """Give a shared folder that somebody's workspace was shared through."""
    with Workspace.init(tmp_path / "theirs", "Evenings", name="Robin") as workspace:
        workspace.share_folder(tmp_path / "hub")
    return tmp_path / "hub"


async def _fill(pilot: Pilot[None], **lines: str) -> None:
    for name, text in lines.items():
        _app(pilot).screen.query_one(f"#{name}", Input).value = text
    await settled(pilot)


def test_a_teams_workspace_is_got_and_opened(tmp_path: Path, hub: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        assert "Get a team's workspace" in screen_text(_app(pilot))
        await _choose(pilot, "join")
        await pilot.press("ctrl+s")
        assert isinstance(_app(pilot).screen, TeamsWorkspace)
        await _fill(pilot, title=str(hub), name="Noor")
        place = str(_app(pilot).screen.query_one("#place", Static).content)
        assert place == f"Your copy will be in {tmp_path}/mine/hub"
        await pilot.press("tab", "tab", "down", "space", "ctrl+s")
        await _until(pilot, FindOne)
        assert "I am new here, as Noor" in screen_text(_app(pilot))
        await pilot.press("enter")
        await _until(pilot, Now)
        assert screen_text(_app(pilot)).startswith(" Evenings")
        assert "as Noor" in screen_text(_app(pilot)).split("\n")[0]

    _run(tmp_path / "mine", steps)
    with Workspace.open(tmp_path / "mine" / "hub") as workspace:
        person = workspace.read(f"person/{workspace.me}")
        assert person.fields["perspectives"] == ("carer",)


def test_who_is_recorded_there_already_is_not_made_twice(tmp_path: Path, hub: Path) -> None:
    with Workspace.open(tmp_path / "theirs") as workspace:
        sam = workspace.new("person", "Sam", {"perspectives": ("carer",)}).id
        workspace.new("person", "a place for a relative", {"here": "not-here-yet"})
        workspace.sync()
        people = len(workspace.people())

    async def steps(pilot: Pilot[None]) -> None:
        await _choose(pilot, "join")
        await _fill(pilot, title=str(hub))
        await pilot.press("ctrl+s")
        await _until(pilot, FindOne)
        shown = screen_text(_app(pilot))
        assert "Are you one of these people?" in shown
        assert "I am new here" in shown
        assert "a place for a relative" not in shown
        await pilot.press(*"sam", "enter")
        await _until(pilot, Now)
        assert "as Sam" in screen_text(_app(pilot)).split("\n")[0]

    _run(tmp_path / "mine", steps)
    with Workspace.open(tmp_path / "mine" / "hub") as workspace:
        assert workspace.me == sam
        assert len(workspace.people()) == people


def test_who_leaves_the_question_who_they_are_has_got_nothing(tmp_path: Path, hub: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await _choose(pilot, "join")
        await _fill(pilot, title=str(hub), name="Noor")
        await pilot.press("ctrl+s")
        await _until(pilot, FindOne)
        await pilot.press("escape")
        await _until(pilot, FirstRun)
        await _choose(pilot, "join")
        assert _app(pilot).screen.query_one("#name", Input).value == "Noor"

    _run(tmp_path / "mine", steps)
    assert not (tmp_path / "mine").exists()


def test_where_no_workspace_is_that_is_said_and_what_was_typed_stays(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await _choose(pilot, "join")
        await _fill(pilot, title=str(tmp_path / "nowhere"))
        await pilot.press("ctrl+s")
        await _until(pilot, Telling)
        await pilot.press("escape")
        await _choose(pilot, "join")
        assert _app(pilot).screen.query_one("#title", Input).value == str(tmp_path / "nowhere")

    _run(tmp_path / "mine", steps)
    assert not (tmp_path / "mine").exists()


def test_a_place_that_wants_a_sign_in_is_tried_again_after_it(
    tmp_path: Path, hub: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    join = Workspace.join

    def wanting(url: str, *more: object, **others: object) -> Workspace:
        if not asked:
            raise SignInNeeded("git.example.org")
        return join(url, *more, **others)  # type: ignore[arg-type]

    def let_in(url: str) -> bool:
        asked.append(url)
        return True

    monkeypatch.setattr(Workspace, "join", wanting)
    monkeypatch.setattr(Workspace, "sign_in_at", staticmethod(let_in))
    monkeypatch.setattr("tui.app.application.Coproduce.suspend", lambda _: nullcontext())

    async def steps(pilot: Pilot[None]) -> None:
        await _choose(pilot, "join")
        await _fill(pilot, title=str(hub))
        await pilot.press("ctrl+s")
        await _until(pilot, Choose)
        assert "wants you to sign in" in " ".join(screen_text(_app(pilot)).split())
        await pilot.press("enter")
        await _until(pilot, FindOne)
        await pilot.press("enter")
        await _until(pilot, Now)

    _run(tmp_path / "mine", steps)
    assert asked == [str(hub)]


def test_where_a_new_workspace_goes(tmp_path: Path) -> None:
    assert place_for(tmp_path / "new", "A") == tmp_path / "new"
    assert place_for(tmp_path, "A") == tmp_path
    (tmp_path / "quiet-mornings").mkdir()
    assert place_for(tmp_path, "Quiet mornings") == tmp_path / "quiet-mornings-2"
    assert place_for(tmp_path / "quiet-mornings", "A") == tmp_path / "quiet-mornings"


def test_what_cannot_be_made_is_told_and_what_was_typed_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> Workspace:
        raise NotWritable(tmp_path)

    monkeypatch.setattr(Workspace, "init", refuse)

    async def steps(pilot: Pilot[None]) -> None:
        await _choose(pilot, "make")
        await pilot.press(*"Quiet mornings", "ctrl+s")
        await _until(pilot, Telling)
        await pilot.press("escape")
        await _until(pilot, FirstRun)
        await _choose(pilot, "make")
        assert _app(pilot).screen.query_one("#title", Input).value == "Quiet mornings"

    _run(tmp_path / "new", steps)
    assert not (tmp_path / "new").exists()


def _quick(monkeypatch: pytest.MonkeyPatch, gate: threading.Event | None = None) -> None:
    """Put a small workspace in the place of the example, which takes seconds to make."""

    def make(folder: Path, *, seed: int = 1, progress: Callable[..., None]) -> Workspace:
        workspace = Workspace.init(folder, "A small example")
        progress(1, 2, "March")
        if gate is not None:
            gate.wait(20)
        progress(2, 2, "done")
        return workspace

    monkeypatch.setattr("store.example.make.make_example", make)


def test_the_example_is_made_and_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _quick(monkeypatch)

    async def steps(pilot: Pilot[None]) -> None:
        await _choose(pilot, "example")
        await _until(pilot, Now)
        assert "A small example" in screen_text(_app(pilot))

    _run(tmp_path, steps)
    assert [each.name for each in tmp_path.iterdir()] == ["demo"]


def test_making_the_example_says_how_far_it_is_and_can_be_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()
    _quick(monkeypatch, gate)

    async def steps(pilot: Pilot[None]) -> None:
        await _choose(pilot, "example")
        for _ in range(1000):
            await pilot.pause(0.01)
            if "March: 1 of 2 changes" in screen_text(_app(pilot)):
                break
        assert isinstance(_app(pilot).screen, Waiting)
        assert "March: 1 of 2 changes" in screen_text(_app(pilot))
        await pilot.press("escape")
        await pilot.pause()
        gate.set()
        await _until(pilot, FirstRun)

    _run(tmp_path, steps)
    assert [each.name for each in tmp_path.iterdir()] == []


def test_what_was_typed_is_asked_about_before_the_end(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await _choose(pilot, "make")
        await pilot.press(*"Quiet mornings", "ctrl+q")
        await settled(pilot)
        assert "What you typed is not saved yet." in screen_text(_app(pilot))
        await pilot.press("escape")
        await settled(pilot)
        assert _app(pilot).screen.query_one("#title", Input).value == "Quiet mornings"
        await pilot.press("ctrl+q")
        await settled(pilot)
        _app(pilot).screen.query_one(Sentences).go_to("forget")
        await pilot.press("enter")
        await pilot.pause()
        assert not _app(pilot).is_running or _app(pilot)._exit

    _run(tmp_path / "new", steps)


def test_quitting_while_the_example_is_made_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()
    _quick(monkeypatch, gate)

    async def steps(pilot: Pilot[None]) -> None:
        await _choose(pilot, "example")
        await pilot.pause(0.1)
        threading.Timer(0.2, gate.set).start()
        await pilot.press("ctrl+q")

    _run(tmp_path, steps)
    assert [each.name for each in tmp_path.iterdir()] == []


def test_a_folder_of_another_project_is_no_workspace(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git/HEAD").write_text("ref: refs/heads/main\n")
    for name in ("objects", "refs"):
        (tmp_path / ".git" / name).mkdir()

    async def steps(pilot: Pilot[None]) -> None:
        assert isinstance(_app(pilot).screen, FirstRun)
        await pilot.press("escape")

    _run(tmp_path, steps)


def test_starting_gives_the_exit_code_and_says_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = tmp_path / "config/coproduce/settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text("nonsense")
    shown: list[str] = []

    def run(app: Coproduce) -> None:
        async def go() -> None:
            async with app.run_test(size=(80, 24)) as pilot:
                await _until(pilot, Telling)
                shown.append(screen_text(app))
                await pilot.press("escape", "escape")
                await pilot.pause()

        asyncio.run(go())

    monkeypatch.setattr(Coproduce, "run", run)
    (tmp_path / "empty").mkdir()
    assert start.start(str(tmp_path / "empty")) == 0
    assert "Your settings in" in shown[0]
    assert capsys.readouterr() == ("", "")
