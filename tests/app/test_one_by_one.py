"""Texts that changed since someone agreed are read one by one, and answered one by one."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from agreements_at_hand import stands
from hands import press, seen
from textual.pilot import Pilot
from walking import TODAY

from store import Workspace
from tui.app.application import Coproduce
from tui.app.dialogs.position import WhereIStand
from tui.app.places.agreements import Agreements
from tui.app.places.now import Now
from tui.app.places.one_by_one import OneByOne, Round
from tui.app.sentences import Sentences

Walk = Callable[..., object]
TITLES = ("Ground rules", "How we meet", "Pay for travel")


def _open(folder: Path) -> Workspace:
    return Workspace.open(folder, clock=lambda: TODAY)


def _change_all(workspace: Workspace) -> None:
    for title in TITLES:
        body = f"We listen well. {title}.\n\nWe rest.\n"
        workspace.edit(title, body=body, why=f"Said about {title}.")


@pytest.fixture
def agreed(tmp_path: Path) -> Path:
    """Return a workspace in which Robin and Sam agreed to three texts."""
    folder = tmp_path / "here"
    with Workspace.init(folder, "Evenings", name="Robin", clock=lambda: TODAY) as workspace:
        sam = workspace.new("person", "Sam").id
        for title in TITLES:
            fields = {"parties": (workspace.me, sam)}
            workspace.new("agreement", title, fields, f"We listen. {title}.\n\nWe rest.\n")
            for person in (workspace.me, sam):
                workspace.agree(title, by=person)
    return folder


@pytest.fixture
def changed(agreed: Path) -> Path:
    """Return it with all three texts changed since."""
    with _open(agreed) as workspace:
        _change_all(workspace)
    return agreed


def _listed(pilot: Pilot[None], selector: str) -> str:
    listed = pilot.app.screen.query_one(selector, Sentences)
    return " ".join(" ".join(str(each.prompt) for each in listed.options).split())


def _to_the_line(pilot: Pilot[None], selector: str, ending: str) -> None:
    listed = pilot.app.screen.query_one(selector, Sentences)
    target = next(each for each in listed._targets if each.endswith(ending))
    listed.focus()
    listed.go_to(target)


def test_now_says_how_many_changed_and_leads_through_all_of_them(changed: Path, walk: Walk) -> None:
    async def read(pilot: Pilot[None]) -> None:
        said = "For you 3 texts changed since you agreed: read them one by one"
        assert said in _listed(pilot, "#matters")
        _to_the_line(pilot, "#matters", "mine")
        await press(pilot, "enter")
        for number, title in enumerate(TITLES, 1):
            assert isinstance(pilot.app.screen, OneByOne)
            top = seen(pilot).splitlines()[0]
            assert f"{title} · since you agreed on 23 November" in top
            assert top.endswith(f"text {number} of 3")
            assert "+ We listen[ well]." in seen(pilot)
            assert f"why: Said about {title}." in seen(pilot)
            await press(pilot, "y")
        assert isinstance(pilot.app.screen, Now)
        told = [str(each.message) for each in pilot.app._notifications]
        assert "That was the last of the texts that changed since you said where you stand." in told
        assert "since you agreed" not in _listed(pilot, "#matters")

    walk(changed, read)
    for title in TITLES:
        assert stands(changed, title, "Robin").on_this_text
        assert not stands(changed, title, "Sam").on_this_text


def test_one_key_answers_one_text_and_none_that_was_not_shown(changed: Path, walk: Walk) -> None:
    async def read(pilot: Pilot[None]) -> None:
        await press(pilot, "3", "o", "y", "escape")
        assert isinstance(pilot.app.screen, Agreements)
        assert not stands(changed, "How we meet", "Robin").on_this_text
        # Its difference was on the screen: its page offers the same key, and goes on to no other.
        await press(pilot, "y", "y")
        assert isinstance(pilot.app.screen, Agreements)

    walk(changed, read)
    now = [stands(changed, title, "Robin").on_this_text for title in TITLES]
    assert now == [True, True, False]


def test_a_text_is_left_for_later_and_something_else_is_said(changed: Path, walk: Walk) -> None:
    async def read(pilot: Pilot[None]) -> None:
        await press(pilot, "3")
        said = "3 texts changed since you agreed: read them one by one"
        assert said in _listed(pilot, "#list")
        assert "o one by one" in seen(pilot)
        await press(pilot, "o", "l")
        assert "text 2 of 3" in seen(pilot)
        await press(pilot, "p")
        assert "text 1 of 3" in seen(pilot)
        await press(pilot, "l", "a")
        assert isinstance(pilot.app.screen, WhereIStand)
        # Whoever leaves the form is back at what changed.
        await press(pilot, "escape")
        assert "text 2 of 3" in seen(pilot)
        await press(pilot, "a", "enter")
        form = pilot.app.screen.query_one("#position", Sentences)
        form.go_to("not-yet")
        await press(pilot, "ctrl+s")
        assert "text 3 of 3" in seen(pilot)
        await press(pilot, "l")
        assert isinstance(pilot.app.screen, Agreements)
        told = [str(each.message) for each in pilot.app._notifications]
        assert any(each.endswith(" 2 of them are left for later.") for each in told)
        assert "2 texts changed since you agreed" in _listed(pilot, "#list")

    walk(changed, read, size=(80, 40))
    assert stands(changed, "How we meet", "Robin").position == "not-yet"
    assert not stands(changed, "Ground rules", "Robin").on_this_text


def test_on_a_projector_nobody_is_told_what_they_still_have_to_read(
    changed: Path, walk: Walk
) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await press(pilot, "f2")
        assert "since you agreed" not in _listed(pilot, "#matters")
        await press(pilot, "3")
        assert "since you agreed" not in _listed(pilot, "#list")
        assert "one by one" not in seen(pilot)

    walk(changed, look)


def test_what_has_a_content_note_is_opened_before_it_is_answered(agreed: Path, walk: Walk) -> None:
    with _open(agreed) as workspace:
        workspace.edit("Ground rules", fields={"content_note": "about restraint"})
        workspace.edit("Ground rules", body="We listen well.\n")

    async def read(pilot: Pilot[None]) -> None:
        assert "1 text changed since you agreed: read it" in _listed(pilot, "#matters")
        _to_the_line(pilot, "#matters", "mine")
        await press(pilot, "enter")
        assert "about restraint" in seen(pilot)
        assert "well" not in seen(pilot)
        assert "stand by it again" not in seen(pilot)
        await press(pilot, "y")
        assert not stands(agreed, "Ground rules", "Robin").on_this_text
        await press(pilot, "enter")
        assert "[ well]" in seen(pilot)
        await press(pilot, "y")

    walk(agreed, read)
    assert stands(agreed, "Ground rules", "Robin").on_this_text


def test_a_text_that_changes_while_it_is_read_is_not_agreed_to(changed: Path, walk: Walk) -> None:
    async def read(pilot: Pilot[None]) -> None:
        app = pilot.app
        assert isinstance(app, Coproduce)
        await press(pilot, "3", "o")
        with _open(changed) as workspace:
            workspace.edit("Ground rules", body="Something else again.\n")
        app.tell_places()
        await press(pilot, "y")
        assert isinstance(app.screen, OneByOne)
        assert "Something else again" in seen(pilot)
        assert not stands(changed, "Ground rules", "Robin").on_this_text
        await press(pilot, "y")

    walk(changed, read)
    assert stands(changed, "Ground rules", "Robin").on_this_text


def test_what_another_team_changed_is_read_one_by_one_after_it_came(
    agreed: Path, tmp_path: Path, walk: Walk
) -> None:
    other = tmp_path / "other"
    with _open(agreed) as workspace:
        workspace.share_folder(tmp_path / "drive")
        sam = workspace.person("Sam")
    shutil.copytree(agreed, other, symlinks=True)
    subprocess.run(["git", "-C", str(other), "config", "coproduce.me", sam], check=True)
    with _open(other) as workspace:
        _change_all(workspace)
        workspace.sync()
    with _open(agreed) as workspace:
        workspace.sync()

    async def read(pilot: Pilot[None]) -> None:
        await press(pilot, "3", "o", "y", "y")
        assert "text 3 of 3" in seen(pilot)
        await press(pilot, "l")

    walk(agreed, read)
    with _open(agreed) as workspace:
        workspace.sync()
    with _open(other) as workspace:
        workspace.sync()
    for folder in (agreed, other):
        robin = [stands(folder, title, "Robin").on_this_text for title in TITLES]
        assert robin == [True, True, False]


def test_there_is_nothing_before_the_first_text_and_after_the_last() -> None:
    both = Round(("agreement/a", "agreement/b"))
    assert both.moved(-1) is None
    after = both.moved(1)
    assert after is not None
    assert (after.ref, after.counted, after.moved(1)) == ("agreement/b", "text 2 of 2", None)
