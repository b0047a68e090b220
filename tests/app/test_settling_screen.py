"""Settling together: wordings one below the other, three ways out, always with a reason."""

from collections.abc import Callable
from pathlib import Path

import pytest
from differing import BASE, MINE, THEIRS, copy_of, make_teams, opened
from hands import press, seen, write
from textual.pilot import Pilot
from textual.widgets import Input, TextArea
from walking import settled

from schema.kinds import Agreement, Outcome
from schema.record import Damaged
from tui.app.application import Coproduce
from tui.app.dialogs.asking import OneLine
from tui.app.places.now import Now
from tui.app.sentences import Sentences
from tui.app.settling.page import Settling
from tui.app.settling.together import Together

Walk = Callable[..., Coproduce]


@pytest.fixture(scope="session")
def made_differing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """North's copy, with everything that South shared."""
    place = tmp_path_factory.mktemp("differing")
    make_teams(place)
    with opened(place / "north") as workspace:
        assert len(workspace.sync().differences) == 3
    return place


@pytest.fixture
def north(made_differing: Path, tmp_path: Path) -> Path:
    return copy_of(made_differing, tmp_path / "teams")


def _app(pilot: Pilot[None]) -> Coproduce:
    assert isinstance(pilot.app, Coproduce)
    return pilot.app


async def _settle(pilot: Pilot[None], ref: str) -> Settling:
    _app(pilot).open(f"settle/{ref}")
    await settled(pilot)
    screen = _app(pilot).screen
    assert isinstance(screen, Settling)
    return screen


def body_of(folder: Path, ref: str = "ground-rules") -> str:
    with opened(folder) as workspace:
        record = workspace.read(ref)
    assert not isinstance(record, Damaged)
    return record.body


def count_of(folder: Path) -> int:
    with opened(folder) as workspace:
        return len(workspace.differences())


def test_one_wording_is_kept_with_a_reason_and_the_next_comes_up(north: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await _settle(pilot, "agreement/" + _id(north))
        assert "1 of 2 · Different wordings of “about”" in seen(pilot)
        await press(pilot, "right_square_bracket")
        said = seen(pilot)
        assert "2 of 2 · Different wordings in the text" in said
        for part in (MINE, THEIRS, "1  North team", "2  Sam", "[every two hours]"):
            assert part in said
        await press(pilot, "j", "enter")
        assert isinstance(_app(pilot).screen, OneLine)
        assert "stays in the history for good" in seen(pilot)
        await press(pilot, "enter")
        assert "A few words are enough" in seen(pilot)
        await write(pilot, "We tried it for a month.")
        await press(pilot, "enter")
        assert "Different wordings of “about”" in seen(pilot)
        assert "1 of 2" not in seen(pilot)

    walk(north, look)
    assert body_of(north) == BASE.replace("Staff check in every hour.", THEIRS)
    with opened(north) as workspace:
        change = workspace.history(limit=1)[0]
    assert (change.kind, change.why) == ("settled", "We tried it for a month.")


def _id(folder: Path) -> str:
    with opened(folder) as workspace:
        return workspace.resolve("ground-rules").id


def test_a_reason_that_was_typed_is_not_dropped_by_one_key(north: Path, walk: Walk) -> None:
    before = count_of(north)

    async def look(pilot: Pilot[None]) -> None:
        await _settle(pilot, "agreement/" + _id(north))
        await press(pilot, "right_square_bracket", "j", "enter")
        asked = _app(pilot).screen
        assert isinstance(asked, OneLine)
        await write(pilot, "We talked for an hour.")
        await press(pilot, "escape")
        assert "What you typed is not saved yet." in seen(pilot)
        await press(pilot, "escape")
        assert _app(pilot).screen is asked
        assert asked.words == "We talked for an hour."
        await press(pilot, "escape", "j", "enter")
        assert isinstance(_app(pilot).screen, Settling)

    walk(north, look)
    assert count_of(north) == before


def test_both_are_kept_and_where_only_one_can_stay_it_is_said(north: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        screen = await _settle(pilot, "agreement/" + _id(north))
        assert "keep both" not in seen(pilot)
        screen.action_both()
        await settled(pilot)
        assert "can only be one thing" in seen(pilot)
        await press(pilot, "escape", "right_square_bracket", "b")
        await write(pilot, "Both help.")
        await press(pilot, "enter")

    walk(north, look)
    assert body_of(north) == BASE.replace("Staff check in every hour.", f"{MINE}\n\n{THEIRS}")


def test_it_is_written_together_in_the_editor(north: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await _settle(pilot, "step/2#2.3")
        await press(pilot, "w")
        editor = _app(pilot).screen
        assert isinstance(editor, Together)
        assert editor.words.split("\n\n") == ["We say it, for payment.", "We say it, for values."]
        area = editor.query_one(TextArea)
        area.replace("We say it together. Always.", (0, 0), area.document.end)
        await press(pilot, "ctrl+s")
        await write(pilot, "Written at tea.")
        await press(pilot, "enter")
        assert isinstance(_app(pilot).screen, Now)
        assert "Nothing is left to settle there." in seen(pilot)

    walk(north, look)
    assert "We say it together.\nAlways.\n" in body_of(north, "step/2")


def test_a_field_is_written_together_on_one_line(north: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        with opened(north) as workspace:
            ref = next(e.ref for e in workspace.differences() if e.kind == "outcome")
        await _settle(pilot, ref)
        assert "how you will know" in seen(pilot)
        await press(pilot, "w")
        line = _app(pilot).screen.query_one(Input)
        assert line.value == "We ask about payment."
        line.value = "People say so when asked."
        await press(pilot, "enter")
        await write(pilot, "Simple.")
        await press(pilot, "enter")

    walk(north, look)
    with opened(north) as workspace:
        outcome = workspace.read("more-sleep")
        assert isinstance(outcome, Outcome)
        assert outcome.known_by == "People say so when asked."
        assert not workspace.differences("more-sleep")


def test_leaving_settles_nothing(north: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await _settle(pilot, "agreement/" + _id(north))
        await press(pilot, "enter", "escape", "w", "escape", "escape")
        assert isinstance(_app(pilot).screen, Now)

    before = count_of(north)
    walk(north, look)
    assert count_of(north) == before


def test_a_text_that_changed_meanwhile_is_shown_as_it_is_now(north: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await _settle(pilot, "agreement/" + _id(north))
        await press(pilot, "right_square_bracket", "enter")
        with opened(north) as other:
            other.edit("ground-rules", title="Our rules")
        await write(pilot, "Why not.")
        await press(pilot, "enter")
        assert "has changed since you opened it" in seen(pilot)
        await press(pilot, "escape")
        assert "Our rules" in seen(pilot)
        await press(pilot, "enter")
        assert _app(pilot).screen.query_one(Input).value == "Why not."
        await press(pilot, "enter")

    walk(north, look)
    assert body_of(north) == BASE.replace("Staff check in every hour.", MINE)


def test_words_written_together_stay_on_the_page_when_the_text_changed(
    north: Path, walk: Walk
) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await _settle(pilot, "step/2#2.3")
        await press(pilot, "w")
        with opened(north) as other:
            other.edit("step/2#2.1", body="Something else.")
        await press(pilot, "ctrl+s")
        await write(pilot, "Why not.")
        await press(pilot, "enter")
        assert "has changed since you opened it" in seen(pilot)
        await press(pilot, "escape")
        assert isinstance(_app(pilot).screen, Together)
        assert "for payment." in seen(pilot)
        await press(pilot, "escape")

    walk(north, look)


def test_on_a_projector_nobody_is_named(north: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await _settle(pilot, "agreement/" + _id(north))
        await press(pilot, "right_square_bracket", "f2")
        said = seen(pilot)
        assert MINE in said
        assert "North team" not in said
        assert "Sam" not in said

    walk(north, look)


def test_a_content_note_keeps_the_wordings_closed_until_opened(north: Path, walk: Walk) -> None:
    with opened(north) as workspace:
        workspace.edit("ground-rules", fields={"content_note": "restraint"})

    async def look(pilot: Pilot[None]) -> None:
        await _settle(pilot, "agreement/" + _id(north))
        assert "content note: restraint" in seen(pilot)
        assert "payment" not in seen(pilot)
        assert "write it together" not in seen(pilot)
        await press(pilot, "enter")
        assert "Different wordings of “about”" in seen(pilot)

    walk(north, look)


def test_settling_opens_from_now_an_agreement_a_step_and_a_record(north: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        app = _app(pilot)
        matters = app.screen.query_one("#matters", Sentences)
        with opened(north) as workspace:
            refs = {each.kind: each.ref for each in workspace.differences()}
        matters.go_to(f"settle:settle/{refs['agreement']}")
        await press(pilot, "enter")
        assert isinstance(app.screen, Settling)
        await press(pilot, "escape")

        app.open(refs["agreement"])
        await settled(pilot)
        assert "▲ Two wordings of 2 things to settle together" in seen(pilot)
        app.screen.query_one("#people", Sentences).go_to("settle")
        await press(pilot, "enter")
        assert isinstance(app.screen, Settling)
        await press(pilot, "escape")

        app.open("step/2#2.3")
        await settled(pilot)
        app.screen.query_one("#answer").focus()
        await press(pilot, "enter")
        assert isinstance(app.screen, Settling)
        assert "in “Common ground” (2.3)" in seen(pilot)
        await press(pilot, "escape")

        app.open(refs["outcome"])
        await settled(pilot)
        app.screen.query_one("RecordText").focus()
        await press(pilot, "enter")
        assert isinstance(app.screen, Settling)

    walk(north, look, size=(120, 40))


def test_three_wordings_are_each_compared(north: Path, walk: Walk) -> None:
    with opened(north) as workspace:
        record = workspace.read("ground-rules")
        assert isinstance(record, Agreement)
        third = f"> **Wording 2**\n>\n> {THEIRS}\n>\n> **Wording 3**\n>\n> Nobody checks in.\n"
        body = record.body.replace(f"> **Wording 2**\n>\n> {THEIRS}\n", third)
        workspace.edit("ground-rules", body=body)

    async def look(pilot: Pilot[None]) -> None:
        await _settle(pilot, "agreement/" + _id(north))
        await press(pilot, "right_square_bracket")
        assert "From wording 1 to wording 2" in seen(pilot)
        await press(pilot, "j", "j")
        assert "From wording 1 to wording 3" in seen(pilot)
        assert "3  North team" in seen(pilot)

    walk(north, look)


def test_what_is_open_again_says_so_above_its_wordings(north: Path, walk: Walk) -> None:
    with opened(north) as workspace:
        record = workspace.read("ground-rules")
        assert isinstance(record, Agreement)
        again = "**Different wordings** (open again +-+-+-+-+-)"
        workspace.edit("ground-rules", body=record.body.replace("**Different wordings**", again))

    async def look(pilot: Pilot[None]) -> None:
        await _settle(pilot, "agreement/" + _id(north))
        assert "settled already" not in seen(pilot)
        await press(pilot, "right_square_bracket")
        assert "This was settled already, but not by everyone in the same way." in seen(pilot)

    walk(north, look)


def _edit_outside(folder: Path, old: str, new: str) -> Path:
    with opened(folder) as workspace:
        path = folder / f"agreements/{workspace.resolve('ground-rules').id}.md"
    path.write_text(path.read_text().replace(old, new))
    return path


@pytest.mark.parametrize("way", ["keep", "put-back"])
def test_a_change_made_outside_is_saved_or_put_back_before_anything_is_settled(
    north: Path, walk: Walk, way: str
) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await _settle(pilot, "agreement/" + _id(north))
        path = _edit_outside(north, "stays here.", "stays here, always.")
        await press(pilot, "enter")
        assert "was changed outside coproduce" in seen(pilot)
        _app(pilot).screen.query_one("#choices", Sentences).go_to(way)
        await press(pilot, "enter")
        if way == "keep":
            await write(pilot, "Typed on the train.")
            await press(pilot, "enter")
        assert ("always" in path.read_text()) == (way == "keep")
        assert "Different wordings of “about”" in seen(pilot)
        await press(pilot, "enter")
        await write(pilot, "Why not.")
        await press(pilot, "enter")
        assert "1 of 2" not in seen(pilot)

    before = count_of(north)
    walk(north, look)
    assert count_of(north) == before - 1
    with opened(north) as workspace:
        assert workspace.outside_edits() == ()
        reasons = [each.why for each in workspace.history(limit=2)]
    assert reasons[0] == "Why not."
    assert (reasons[1] == "Typed on the train.") == (way == "keep")


def test_what_was_changed_outside_is_seen_when_the_screen_comes_up_or_is_read_again(
    north: Path, walk: Walk
) -> None:
    said = "changed outside"

    async def look(pilot: Pilot[None]) -> None:
        app = _app(pilot)
        app.open("agreement/" + _id(north))
        await settled(pilot)
        assert said not in seen(pilot)
        path = _edit_outside(north, "stays here.", "stays here, always.")
        await press(pilot, "ctrl+r")
        assert said in seen(pilot)
        await press(pilot, "1")
        assert said in seen(pilot)
        _edit_outside(north, "stays here, always.", "stays here.")
        await press(pilot, "3")
        assert said not in seen(pilot)
        path.write_text(path.read_text().replace("stays here.", "stays here, always."))
        await _settle(pilot, "agreement/" + _id(north))
        assert said in seen(pilot)

    walk(north, look, size=(120, 40))


def _settled_elsewhere(folder: Path) -> None:
    with opened(folder) as workspace:
        for each in workspace.differences("ground-rules"):
            workspace.settle(
                each.ref, field=each.field, at=each.at, keep=1, why="Agreed elsewhere."
            )


def test_what_is_settled_elsewhere_while_the_reason_is_asked_for_ends_the_page_alone(
    north: Path, walk: Walk
) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await _settle(pilot, "agreement/" + _id(north))
        await press(pilot, "enter")
        assert isinstance(_app(pilot).screen, OneLine)
        await write(pilot, "Ours was")
        _settled_elsewhere(north)
        for _ in range(2):
            _app(pilot).tell_places()
            await settled(pilot)
        assert _app(pilot).screen.query_one(Input).value == "Ours was"
        await press(pilot, "escape")
        assert not isinstance(_app(pilot).screen, Settling | OneLine)
        assert _app(pilot).is_running

    walk(north, look)


def test_what_was_written_together_is_offered_once_others_settled(north: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await _settle(pilot, "agreement/" + _id(north))
        await press(pilot, "right_square_bracket", "w")
        assert isinstance(_app(pilot).screen, Together)
        await write(pilot, "Together we say ")
        _settled_elsewhere(north)
        _app(pilot).tell_places()
        await settled(pilot)
        await press(pilot, "escape", "down", "enter")
        await settled(pilot)
        _app(pilot).open("agreement/" + _id(north))
        await settled(pilot)
        await press(pilot, "e")
        assert "There are words here that were not saved" in seen(pilot)
        await press(pilot, "enter")
        assert "Together we say" in seen(pilot)

    walk(north, look)
