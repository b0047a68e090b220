"""History: sentences with reasons, narrowed, read word by word, and quick however long."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hands import press, seen, write
from textual.pilot import Pilot

from store import Workspace
from tui.app.places import history
from tui.app.places.history import AT_ONCE
from tui.app.sentences import Sentences

Walking = Callable[..., object]


def test_changes_stand_under_their_day_with_their_reasons(example: Path, walk: Walking) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await press(pilot, "7")
        lines = [line.strip() for line in seen(pilot).splitlines()]
        assert lines[0].startswith("History")
        assert lines.index("16 November") < lines.index("2 November")
        assert "Noor: own words on “Ask carers about evenings”" in lines
        assert "why: We kept asking them to come to us." in lines

    walk(example, look)


def test_enter_shows_the_words_and_n_goes_on_to_the_next_change(
    example: Path, walk: Walking
) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await press(pilot, "7", "j", "j", "j", "enter")
        assert "It is “changed” now; it was “open”." in seen(pilot)
        assert "state:" not in seen(pilot)
        await press(pilot, "n")
        assert "Ellis: closer, on “" in seen(pilot)
        await press(pilot, "p")
        assert "It is “changed” now; it was “open”." in seen(pilot)
        await press(pilot, "escape")
        assert "f show only" in seen(pilot)
        await press(pilot, "g", "enter", "p")
        assert "There is no change beyond this one." in seen(pilot)

    walk(example, look)


def test_the_history_of_one_record_opens_from_its_place_and_leads_back(
    example: Path, walk: Walking
) -> None:
    with Workspace.open(example) as workspace:
        rules = f"agreement/{workspace.resolve('ground-rules').id}"

    async def look(pilot: Pilot[None]) -> None:
        pilot.app.open(f"history/{rules}")  # type: ignore[attr-defined]
        await press(pilot)
        top, *rest = seen(pilot).splitlines()
        assert "History › “Ground rules”" in top
        assert not any("outcome" in line for line in rest)
        await press(pilot, "escape")
        assert "History" not in seen(pilot).splitlines()[0]
        await press(pilot, "7")
        assert "Ground rules" not in seen(pilot).splitlines()[0]

    walk(example, look)


def test_the_history_of_one_question_reads_its_own_words_alone(
    example: Path, walk: Walking
) -> None:
    with Workspace.open(example) as workspace:
        workspace.edit("step/2#2.3", body="We take turns now.", why="To be fair")
        workspace.edit("step/2#2.1", body="Another thing.")

    async def look(pilot: Pilot[None]) -> None:
        pilot.app.open("history/step/2#2.3")  # type: ignore[attr-defined]
        await press(pilot, "enter")
        assert "why: To be fair" in seen(pilot)
        assert "+ We take turns now." in seen(pilot)
        assert "Another thing" not in seen(pilot)

    walk(example, look)


def test_narrowing_to_a_step_a_day_a_person_then_everything(example: Path, walk: Walking) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await press(pilot, "7", "f", "enter", "j", "j", "enter")
        assert "only: step 2" in seen(pilot)
        assert "Ask carers" not in seen(pilot)
        await press(pilot, "f", "j", "j", "enter")
        await write(pilot, "2030-01-01")
        await press(pilot, "enter")
        assert "only: step 2 · since 1 January 2030" in seen(pilot)
        assert "Nothing like that is in the history." in seen(pilot)
        await press(pilot, "a")
        assert "only:" not in seen(pilot)
        assert "Ask carers" in seen(pilot)
        await press(pilot, "f", "j", "enter")
        people = pilot.app.screen.query_one(Sentences)
        names = [str(people.get_option_at_index(n).prompt) for n in range(people.option_count)]
        people.highlighted = names.index("Noor")
        await press(pilot, "enter")
        assert "only: Noor" in seen(pilot)
        assert "Gwen" not in seen(pilot)

    walk(example, look)


def test_a_day_that_is_none_leaves_the_history_as_it_was(example: Path, walk: Walking) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await press(pilot, "7", "f", "j", "j", "enter")
        await write(pilot, "last week")
        await press(pilot, "enter")
        assert "last week" in seen(pilot)
        await press(pilot, "escape")
        assert "only:" not in seen(pilot)
        assert "Ask carers" in seen(pilot)

    walk(example, look)


def test_words_taken_back_do_not_come_back_through_the_history(
    example: Path, walk: Walking
) -> None:
    with Workspace.open(example) as workspace:
        said = workspace.say("step/2#2.3", "SECRET words")
        workspace.withdraw(f"contribution/{said.id}")

    async def look(pilot: Pilot[None]) -> None:
        await press(pilot, "7", "enter")
        assert "were taken back" in seen(pilot)
        await press(pilot, "n")
        assert "were taken back" in seen(pilot)
        assert "SECRET" not in seen(pilot)

    walk(example, look)


def test_a_projector_shows_no_names(example: Path, walk: Walking) -> None:
    async def look(pilot: Pilot[None]) -> None:
        pilot.app.projector = True  # type: ignore[attr-defined]
        await press(pilot, "7")
        assert "Noor" not in seen(pilot)
        assert "Words about action “Ask carers about evenings” · someone" in seen(pilot)
        await press(pilot, "j", "j", "enter")
        assert "Noor" not in seen(pilot)

    walk(example, look)


def test_what_is_saved_while_one_looks_appears_as_it_is(example: Path, walk: Walking) -> None:
    hostile = "[@click=app.quit]x[/] [/nope] \u202e \x1b[31m"

    async def look(pilot: Pilot[None]) -> None:
        await press(pilot, "7")
        with Workspace.open(example) as other:
            other.new("action", "[/x] walk", body=hostile, why=f"{hostile} {'y' * 10_000}")
        pilot.app.tell_places()  # type: ignore[attr-defined]
        await press(pilot, "g")
        assert "New action “[/x] walk”" in seen(pilot)
        assert "why: [@click=app.quit]x[/] [/nope]" in seen(pilot)
        await press(pilot, "enter")
        assert "+ [@click=app.quit]x[/] [/nope]" in seen(pilot)
        assert "\x1b" not in seen(pilot)

    walk(example, look)


@pytest.fixture
def long_history(example: Path) -> Path:
    """Add a thousand small changes to the worked example, all at once."""
    stream = ["reset refs/heads/main\nfrom refs/heads/main^0\n\n"]
    for number in range(1000):
        text = f'---\nkind: action\nid: "walk-aaaaaa"\ntitle: Walk\n---\nWalk {number}.\n'
        why = f"change {number}\n\nCoproduce-Op: changed\n"
        stream.append(
            f"commit refs/heads/main\ncommitter Noor <n@example.org> {1795500000 + number} +0000\n"
            f"data {len(why)}\n{why}\nM 100644 inline actions/walk-aaaaaa.md\n"
            f"data {len(text)}\n{text}\n"
        )
    git = ("git", "-C", str(example))
    subprocess.run([*git, "fast-import", "--quiet"], input="".join(stream).encode(), check=True)
    subprocess.run([*git, "reset", "-q", "--hard"], check=True)
    return example


def test_a_very_long_list_makes_room_for_older_changes(
    long_history: Path, walk: Walking, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "HELD", 2 * AT_ONCE)

    async def look(pilot: Pilot[None]) -> None:
        await press(pilot, "7", "G", "G")
        assert seen(pilot).count("older changes") == 1
        sentences = pilot.app.screen.query_one(Sentences)
        assert sentences.option_count < 3 * AT_ONCE
        await press(pilot, "enter")
        assert "back to the newest changes" in seen(pilot)
        assert "change 599" in seen(pilot)
        await press(pilot, "g", "enter")
        assert "change 999" in seen(pilot)

    walk(long_history, look)


def test_a_long_history_comes_a_page_at_a_time(long_history: Path, walk: Walking) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await press(pilot, "7")
        sentences = pilot.app.screen.query_one(Sentences)
        first = sentences.option_count
        assert AT_ONCE <= first <= AT_ONCE + 5
        await press(pilot, "G")
        assert first + AT_ONCE <= sentences.option_count <= first + AT_ONCE + 5

    walk(long_history, look)


def test_names_are_hidden_and_shown_again_in_a_history_that_is_open(
    example: Path, walk: Walking
) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await press(pilot, "7")
        assert "Noor" in seen(pilot)
        await press(pilot, "f2")
        assert "Noor" not in seen(pilot)
        await press(pilot, "f2")
        assert "Noor" in seen(pilot)
        await press(pilot, "1", "f2", "7")
        assert "Noor" not in seen(pilot)
        await press(pilot, "1", "f2", "7")
        assert "Noor" in seen(pilot)

    walk(example, look)


def test_names_are_hidden_in_the_words_of_a_change_that_are_open(
    example: Path, walk: Walking
) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await press(pilot, "7", "j", "enter")
        assert "Sam: own words" in seen(pilot)
        await press(pilot, "f2")
        assert "Sam:" not in seen(pilot)
        await press(pilot, "f2")
        assert "Sam: own words" in seen(pilot)

    walk(example, look)


def test_what_was_proposed_and_did_not_stay_stands_above_the_history_of_an_agreement(
    example: Path, walk: Walking
) -> None:
    with Workspace.open(example) as workspace:
        rules = f"agreement/{workspace.resolve('ground-rules').id}"

    async def look(pilot: Pilot[None]) -> None:
        pilot.app.open(f"history/{rules}")  # type: ignore[attr-defined]
        await press(pilot)
        assert "1 thing was proposed and did not stay" in seen(pilot)
        await press(pilot, "g", "enter")
        for words in (
            "“Ground rules” · proposed, and did not stay",
            "Phones stay in a box by the door.",
            "proposed on 9 February, taken out on 16 February",
            "why it was proposed: Staff felt that people were not listening.",
            "why it went: Two people need their phone near them",
        ):
            assert words in seen(pilot)
        await press(pilot, "escape", "escape", "7")
        assert "did not stay" not in seen(pilot)

    walk(example, look)
