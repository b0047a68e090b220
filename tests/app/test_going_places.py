"""Going from place to place: a number shows the place itself, Esc leads to where one came from."""

from collections.abc import Callable
from pathlib import Path

import pytest
from agreements_at_hand import RULES, act_as, full
from hands import press, seen, write
from textual.pilot import Pilot
from textual.widgets import TextArea
from walking import settled

from store import Workspace
from tui.app.application import Coproduce
from tui.app.dialogs.asking import Choose
from tui.app.forms import Form
from tui.app.places.agreements import Agreements
from tui.app.places.steps import Steps
from tui.app.settings import Settings
from tui.app.writing.unplaced import Unplaced

Walk = Callable[..., Coproduce]


def app_of(pilot: Pilot[None]) -> Coproduce:
    assert isinstance(pilot.app, Coproduce)
    return pilot.app


@pytest.mark.parametrize("over", [("N",), ("f3",), ("N", "f3")])
def test_a_number_leaves_what_lies_over_its_place(
    example: Path, walk: Walk, over: tuple[str, ...]
) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await press(pilot, "2", *over)
        assert isinstance(pilot.app.screen, Unplaced | Settings)
        await press(pilot, "2")
        assert isinstance(pilot.app.screen, Steps)
        await press(pilot, *over, "3", "2")
        assert isinstance(pilot.app.screen, Steps)

    walk(example, look)


def test_a_number_asks_first_where_words_are_not_saved(example: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        app = app_of(pilot)
        await press(pilot, "6", "plus")
        form = app.screen
        assert isinstance(form, Form)
        await write(pilot, "More sleep")
        app.action_go("records")
        await settled(pilot)
        assert isinstance(app.screen, Choose)
        await press(pilot, "escape")
        assert app.screen is form

    walk(example, look)


def test_a_number_does_not_leave_the_first_question(tmp_path: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await press(pilot, "1", "2", "1")
        assert "There is no workspace here yet." in seen(pilot)

    walk(tmp_path, look)


def test_esc_leads_to_nothing_older_than_where_one_came_from(example: Path, walk: Walk) -> None:
    rules = full(example, RULES)

    async def look(pilot: Pilot[None]) -> None:
        app = app_of(pilot)
        app.open(rules)
        await settled(pilot)
        await press(pilot, "2", "escape")
        assert app.current_mode == "now"
        await press(pilot, "3", "escape")
        assert app.current_mode == "agreements", "its page was left, not the place"
        assert isinstance(app.screen, Agreements)
        assert app.screen.in_hand == ""
        await press(pilot, "enter", "slash", "escape")
        assert app.current_mode == "agreements", "a search in between leads back"
        assert app.screen.in_hand

    walk(example, look)


def test_what_is_opened_by_name_in_its_own_place_leads_back_to_the_list(
    example: Path, walk: Walk
) -> None:
    rules = full(example, RULES)

    async def look(pilot: Pilot[None]) -> None:
        app = app_of(pilot)
        await press(pilot, "2", "3")
        app.open(rules)
        await settled(pilot)
        await press(pilot, "escape")
        assert app.current_mode == "agreements"

    walk(example, look)


def test_a_new_agreement_is_in_the_list_one_comes_back_to(tmp_path: Path, walk: Walk) -> None:
    Workspace.init(tmp_path / "here", "Evenings", name="Robin").close()

    async def look(pilot: Pilot[None]) -> None:
        await press(pilot, "3")
        assert "There is no agreement yet" in seen(pilot)
        await press(pilot, "plus")
        await write(pilot, "Tea first")
        await press(pilot, "enter", "enter")
        area = pilot.app.screen.query_one(TextArea)
        area.replace("We begin with tea.", (0, 0), area.document.end)
        await press(pilot, "ctrl+s", "enter")
        assert "Agreements › Tea first" in seen(pilot)
        await press(pilot, "escape")
        assert "Tea first" in seen(pilot)
        assert "There is no agreement yet" not in seen(pilot)

    walk(tmp_path / "here", look)


@pytest.mark.parametrize(
    ("key", "fields", "kind"),
    [
        ("5", {"title": "Amina"}, "person"),
        ("6", {"title": "More sleep"}, "outcome"),
        ("4", {"title": "Spring", "date": "2026-11-20"}, "review"),
    ],
)
def test_what_was_saved_while_a_page_was_open_is_in_the_list(
    example: Path, walk: Walk, key: str, fields: dict[str, str], kind: str
) -> None:
    act_as(example, "Robin")

    async def look(pilot: Pilot[None]) -> None:
        await press(pilot, key)
        if key == "6":
            await press(pilot, "right")
        await press(pilot, "enter")
        assert "›" in seen(pilot).splitlines()[0]
        with Workspace.open(example) as other:
            given = dict(fields)
            other.new(kind, given.pop("title"), given)
        app_of(pilot).tell_places()
        await settled(pilot)
        await press(pilot, "escape")
        assert fields["title"] in seen(pilot)

    walk(example, look, size=(80, 60))
