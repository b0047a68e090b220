"""Now: what matters, in a group's own order; each line opens its place."""

import asyncio
import shutil
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

import msgspec
from textual.pilot import Pilot
from textual.widgets import Input
from walking import TODAY, make_app, screen_text, settled

from schema import subjects
from store import Workspace
from store.values import Change, ToSettle
from tui.app.application import Coproduce
from tui.app.changed_entries import change_entry
from tui.app.dialogs.asking import OneLine
from tui.app.dialogs.telling import Telling
from tui.app.groups import Entry, Group, group_lines, target_of
from tui.app.matters import matter_groups, matters
from tui.app.places.now import Now
from tui.app.places.records import Records
from tui.app.reading import Reading
from tui.app.sentences import Sentences
from tui.app.worddiff import ChangeView

Walk = Callable[..., Coproduce]


def _app(pilot: Pilot[None]) -> Coproduce:
    assert isinstance(pilot.app, Coproduce)
    return pilot.app


def _lines(pilot: Pilot[None], id_: str = "matters") -> list[str]:
    listed = _app(pilot).screen.query_one(f"#{id_}", Sentences)
    return [str(option.prompt) for option in listed.options]


def _targets(pilot: Pilot[None], id_: str = "matters") -> list[str]:
    return _app(pilot).screen.query_one(f"#{id_}", Sentences)._targets


def _said(pilot: Pilot[None], id_: str = "matters") -> str:
    return " ".join(" ".join(_lines(pilot, id_)).split())


async def _to(pilot: Pilot[None], start: str, id_: str = "matters") -> str:
    """Put the cursor on the first line whose target begins so; return the target."""
    listed = _app(pilot).screen.query_one(f"#{id_}", Sentences)
    target = next(each for each in _targets(pilot, id_) if each.startswith(start))
    listed.focus()
    listed.go_to(target)
    await pilot.pause()
    return target


def _opened(app: Coproduce) -> list[str]:
    """Catch what the app is asked to open."""
    opened: list[str] = []
    app.open = opened.append  # type: ignore[method-assign]
    return opened


def test_everything_that_matters_stands_there_in_words(example: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        said = _said(pilot)
        for part in (
            "Promised last time (14 September)",
            "open Ask carers about evenings · Noor, 12 October",
            "kept Put the taxi times by the door · Ellis, 25 September",
            "Agreements waiting",
            "How we meet · someone can't agree yet asked: Robin, Gwen and Bernie",
            "Changed since you looked",
            "Gwen · 3 weeks ago · “We kept asking them to come to us.”",
            "Not answered yet",
        ):
            assert part in said
        aside = _said(pilot, "aside")
        for part in (
            "1 What and why ●●●●● 5 people have spoken",
            "● answered",
            "Gentle questions",
            "This workspace is on this computer only.",
        ):
            assert part in aside.replace("\xa0", " ")
        assert "%" not in said + aside
        states = [line.split()[0] for line in _lines(pilot)[1:5]]
        assert states == ["open", "open", "changed", "kept"]

    walk(example, look, size=(120, 40))


def test_no_line_is_broken_by_the_edge_of_the_screen(example: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        for size in ((80, 24), (120, 40), (160, 50), (60, 20), (40, 15)):
            await pilot.resize_terminal(*size)
            await settled(pilot)
            for id_ in ("matters", "aside"):
                listed = _app(pilot).screen.query_one(f"#{id_}", Sentences)
                room = listed.scrollable_content_region.width
                for line in "\n".join(_lines(pilot, id_)).split("\n"):
                    assert len(line) <= room or not room, (size, line)

    walk(example, look)


def test_on_a_narrow_screen_everything_is_one_list(example: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        assert "Gentle questions" in _said(pilot)
        assert _lines(pilot, "aside") == []
        await pilot.resize_terminal(120, 40)
        await settled(pilot)
        assert "Gentle questions" not in _said(pilot)
        assert "Gentle questions" in _said(pilot, "aside")

    walk(example, look, size=(60, 24))


def test_each_line_opens_what_it_is_about(example: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        asked = _opened(_app(pilot))
        for start, id_, opened in (
            ("promised:", "matters", "action/"),
            ("asked:", "matters", "agreement/"),
            ("unanswered:", "matters", "contribution/"),
            ("steps:", "aside", "step/1"),
            ("questions:", "aside", "step/1#1.e"),
        ):
            await _to(pilot, start, id_)
            await pilot.press("enter")
            await settled(pilot)
            assert asked.pop().startswith(opened)
            assert asked == []
        _app(pilot).screen.query_one("#matters", Sentences).scroll_home(animate=False)
        await pilot.click("#matters", offset=(5, 1))
        await settled(pilot)
        assert asked.pop().startswith("action/")

    walk(example, look)


def test_what_changed_since_you_looked_opens_with_the_words_that_changed(
    example: Path, walk: Walk
) -> None:
    async def look(pilot: Pilot[None]) -> None:
        target = await _to(pilot, "changed:meeting")
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(_app(pilot).screen, ChangeView)
        text = screen_text(_app(pilot))
        assert "Before the second winter · since you looked" in text
        assert "+ We are tired and it is dark again." in text
        assert "o open" in text
        await pilot.press("o")
        await settled(pilot)
        assert isinstance(_app(pilot).screen, Records)
        assert _app(pilot).screen.in_hand == target.partition(":")[2]

    walk(example, look)


def test_the_rest_of_a_group_is_one_line_away(example: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        def points() -> int:
            return len([each for each in _targets(pilot) if each.startswith("unanswered:")])

        assert points() == 3
        await _to(pilot, "more:unanswered")
        await pilot.press("enter")
        assert points() == 48
        await _to(pilot, "fewer:unanswered")
        await pilot.press("enter")
        assert points() == 3

    walk(example, look)


def test_a_content_note_keeps_words_closed(example: Path, walk: Walk) -> None:
    secret = "What happened on the ward."
    with Workspace.open(example, clock=lambda: TODAY) as workspace:
        workspace.say("step/1#1.1", secret, content_note="restraint")

    async def look(pilot: Pilot[None]) -> None:
        assert "content note: restraint" in _said(pilot)
        assert "happened on the ward" not in _said(pilot)

    walk(example, look)


def test_all_seen_is_remembered_and_the_same_key_brings_it_back(example: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        before = _said(pilot)
        assert "Changed since you looked" in before
        await pilot.press("m")
        await settled(pilot)
        assert "Changed since you looked" not in _said(pilot)
        await pilot.press("m")
        await settled(pilot)
        assert _said(pilot).split("Changed since")[1] == before.split("Changed since")[1]

    walk(example, look)
    with Workspace.open(example) as workspace:
        assert workspace.changes().documents


def test_only_what_was_on_the_screen_is_marked_as_seen(example: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        with Workspace.open(example) as other:
            other.say("step/1#1.1", "Said while the screen stood still.")
        await pilot.press("m")
        await settled(pilot)
        assert "Changed since you looked (today) Words about" in _said(pilot), _said(pilot)

    walk(example, look)


def test_a_gentle_question_is_left_aside_with_a_reason_and_taken_up_again(
    example: Path, walk: Walk
) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await _to(pilot, "questions:step/3#3.a", "aside")
        await pilot.press("b")
        await pilot.pause()
        assert isinstance(_app(pilot).screen, OneLine)
        assert "stays in the history" in screen_text(_app(pilot))
        await pilot.press(*"we did it on paper", "enter")
        await settled(pilot)
        assert "questions:step/3#3.a" not in _targets(pilot, "aside")
        assert "2 left aside" in _said(pilot, "aside")
        await _to(pilot, "more:quiet", "aside")
        await pilot.press("enter")
        await _to(pilot, "quiet:step/3#3.a", "aside")
        await pilot.press("b")
        await pilot.pause()
        assert isinstance(_app(pilot).screen, OneLine)
        await pilot.press("enter")
        await settled(pilot)
        assert "questions:step/3#3.a" in _targets(pilot, "aside")

    walk(example, look, size=(120, 40))
    with Workspace.open(example) as workspace:
        said = [each for each in workspace.contributions("step/3#3.a") if each.kind == "set-aside"]
        assert [each.fields["set"] for each in said] == ["open"]


def test_without_a_question_or_a_reason_nothing_is_left_aside(example: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await _to(pilot, "asked:")
        await pilot.press("b")
        await pilot.pause()
        assert "Only a gentle question" in screen_text(_app(pilot))
        await pilot.press("escape")
        await _to(pilot, "questions:", "aside")
        await pilot.press("b")
        await pilot.pause()
        await pilot.press("space", "enter")
        await settled(pilot)
        assert isinstance(_app(pilot).screen, Telling)
        assert "A reason is missing" in screen_text(_app(pilot))

    before = _newest(example)
    walk(example, look)
    assert _newest(example) == before


def test_a_reason_that_could_not_be_saved_is_there_at_the_next_try(
    example: Path, walk: Walk
) -> None:
    hook = example / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    subprocess.run(
        ["git", "-C", str(example), "config", "core.hooksPath", ".git/hooks"], check=True
    )

    async def look(pilot: Pilot[None]) -> None:
        await _to(pilot, "questions:", "aside")
        await pilot.press("b")
        await pilot.pause()
        await pilot.press(*"not now", "enter")
        await settled(pilot)
        assert isinstance(_app(pilot).screen, Telling)
        await pilot.press("escape")
        await pilot.pause()
        await pilot.press("b")
        await pilot.pause()
        assert _app(pilot).screen.query_one(Input).value == "not now"

    walk(example, look)


def test_on_a_projector_nobody_is_named_or_waited_for(example: Path, walk: Walk) -> None:
    names = ("Noor", "Robin", "Gwen", "Bernie", "Ellis", "Idris", "North team", "Café team")

    async def look(pilot: Pilot[None]) -> None:
        assert any(name in _said(pilot) for name in names)
        await pilot.press("f2")
        await settled(pilot)
        shown = screen_text(_app(pilot)) + _said(pilot) + _said(pilot, "aside")
        assert [name for name in names if name in shown] == []
        assert "asked:" not in shown
        assert "shown to everyone" in screen_text(_app(pilot)).split("\n")[0]
        await pilot.press("f2")
        await settled(pilot)
        assert "Noor" in _said(pilot)
        assert "as North team" in screen_text(_app(pilot)).split("\n")[0]

    walk(example, look, size=(120, 40))


def test_a_new_workspace_offers_ways_to_begin(tmp_path: Path, walk: Walk) -> None:
    Workspace.init(tmp_path / "new", "Evenings", name="Robin", clock=lambda: TODAY).close()

    async def look(pilot: Pilot[None]) -> None:
        said = _said(pilot)
        assert "You could begin anywhere" in said
        assert "Say who is here" in said
        asked = _opened(_app(pilot))
        await _to(pilot, "begin:step/1#1.1")
        await pilot.press("enter")
        assert asked == ["step/1#1.1"]
        assert "nobody has spoken yet" in _said(pilot, "aside")

    walk(tmp_path / "new", look)


def test_who_is_here_is_not_asked_for_once_people_are_written_down(
    tmp_path: Path, walk: Walk
) -> None:
    with Workspace.init(tmp_path / "new", "Evenings", name="Robin") as workspace:
        workspace.new("person", "Noor")

    async def look(pilot: Pilot[None]) -> None:
        assert "You could begin anywhere" in _said(pilot)
        assert "Say who is here" not in _said(pilot)

    walk(tmp_path / "new", look)


def test_a_team_that_joined_is_named_but_not_on_a_projector() -> None:
    told = subjects.told("New person", {"p-abcd2345": "South team"})
    assert told == "New person “South team”"
    assert subjects.told("New person", {}) == "New person"
    change = Change(
        commit="a",
        when="2026-11-20T10:00:00+00:00",
        who="South team",
        subject="New person",
        why="",
        kind="created",
        records=(),
        about=("p-abcd2345",),
        sentence=told,
    )

    def entry(*, shared: bool) -> str:
        return repr(change_entry(change, TODAY.date(), lambda name: name, shared=shared))

    assert "New person “South team”" in entry(shared=False)
    assert "South team" not in entry(shared=True)


def test_a_new_width_that_came_in_another_place_is_used(example: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await pilot.resize_terminal(60, 30)
        await pilot.press("3")
        await settled(pilot)
        await pilot.resize_terminal(120, 40)
        await settled(pilot)
        await pilot.press("1")
        await settled(pilot)
        assert _app(pilot).screen.query_one("#aside").region.width > 20
        assert "What and why" in _said(pilot, "aside")
        assert "What and why" not in _said(pilot)

    walk(example, look, size=(60, 30))


def test_what_cannot_be_read_and_what_changed_outside_is_shown(example: Path, walk: Walk) -> None:
    rules = next((example / "agreements").glob("ground-rules-*.md"))
    rules.write_text(rules.read_text() + "\nOne line more.\n")

    async def look(pilot: Pilot[None]) -> None:
        assert "changed outside, not saved" in _said(pilot)
        asked = _opened(_app(pilot))
        await _to(pilot, "care:")
        await pilot.press("enter")
        assert asked == [f"agreement/{rules.stem}"]

    walk(example, look)


def test_a_differing_wording_is_told_and_opens_its_document(example: Path) -> None:
    with Workspace.open(example, clock=lambda: TODAY) as workspace:
        now = matters(workspace)
    different = ToSettle(id="3", kind="step", title="Outcomes", count=2)
    status = msgspec.structs.replace(now.status, differences=(different,))
    now = msgspec.structs.replace(now, status=status)
    lines = list(group_lines(matter_groups(now, lambda name: name, shared=False), 60, ()))
    line = next(each for each in lines if each.target == "settle:settle/step/3")
    assert "Outcomes · different wordings in 2 places" in line.said.plain


def test_a_failure_to_read_is_told_and_the_app_stays(example: Path, walk: Walk) -> None:
    async def look(pilot: Pilot[None]) -> None:
        shutil.rmtree(example / ".git/objects")
        (example / ".git/objects").mkdir()
        app = _app(pilot)
        screen = app.screen
        assert isinstance(screen, Now)
        screen.reload()
        await settled(pilot)
        assert app.is_running

    walk(example, look)


def test_the_first_paint_does_not_wait_for_the_workspace(example: Path) -> None:
    gate = threading.Event()

    def opener() -> Workspace:
        gate.wait(10)
        return Workspace.open(example, clock=lambda: TODAY)

    app = Coproduce(opener, watch=False)

    async def go() -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            assert "Reading the workspace" in screen_text(app)
            gate.set()
            await settled(pilot)
            assert "Promised last time" in screen_text(app)

    asyncio.run(go())


def test_a_group_counts_what_it_does_not_show() -> None:
    def group(number: int, few: int = 4) -> Group:
        return Group("g", "Title", tuple(Entry((f"{n}",), f"t/{n}") for n in range(number)), few)

    def said(number: int, opened: tuple[str, ...] = (), few: int = 4) -> list[str]:
        return [each.said.plain.strip() for each in group_lines([group(number, few)], 40, opened)]

    assert said(0) == []
    assert said(5) == ["Title", "0", "1", "2", "3", "4"]
    assert said(6) == ["Title", "0", "1", "2", "3", "and 2 more"]
    assert said(2, few=0) == ["Title", "2 more"]
    assert said(10_000, ("g",))[-2:] == ["and 9,900 more", "show fewer"]
    assert target_of("g:step/1#1.e") == ("g", "step/1#1.e")


def _newest(folder: Path) -> str:
    with Workspace.open(folder) as workspace:
        return workspace.commit


def test_changes_made_in_another_window_show_up(example: Path) -> None:
    app = make_app(example)

    async def go() -> None:
        async with app.run_test(size=(120, 40)) as pilot:
            await settled(pilot)
            app._look()
            await settled(pilot)
            with Workspace.open(example) as other:
                other.new("agreement", "Words for the door", fields={"parties": (other.me,)})
            app._look()
            await settled(pilot)
            assert "Words for the door · people are asked" in _said(pilot)

    asyncio.run(go())


def test_when_the_day_to_look_again_has_come_it_is_asked_first_and_told_as_that(
    example: Path, walk: Walk
) -> None:
    with Workspace.open(example) as workspace:
        workspace.edit("how-we-meet", fields={"review_on": "2026-10-26"})

    async def look(pilot: Pilot[None]) -> None:
        asked = [line.strip() for line in _lines(pilot, "aside")]
        first = asked.index("Gentle questions") + 1
        assert " ".join(asked[first].split()).startswith("The day to look at how you meet again")
        await pilot.press("3")
        await settled(pilot)
        said = _said(pilot, "list")
        assert "the day to look at it again was 4 weeks ago" in said
        assert "look at it again on 7 December" in said
        _app(pilot).open(f"agreement/{meeting}")
        await settled(pilot)
        text = _app(pilot).screen.query_one(Reading).text
        assert "the day to look at it again was 4 weeks ago" in " ".join(text.split())

    with Workspace.open(example) as workspace:
        meeting = workspace.resolve("how-we-meet").id
    walk(example, look)
