"""Writing: nothing typed is lost, nothing saved is overwritten, nothing unchanged is saved."""

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from at_the_editor import answer_in, bring_up, choose, commits_in, editor_of, own_words, save_with
from small import copy_of, make_small
from textual.pilot import Pilot
from textual.widgets import Input, Markdown, Static
from walking import screen_text, settled

from store import Workspace
from store.values import Saved
from tui.app.dialogs.telling import Telling
from tui.app.writing import keeping, preview
from tui.app.writing.conflict import SideBySide, clash
from tui.app.writing.editor import Editor

Walk = Callable[..., object]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small workspace, made once; never change it."""
    folder = tmp_path_factory.mktemp("small") / "made"
    make_small(folder)
    return folder


@pytest.fixture
def example(made: Path, tmp_path: Path) -> Path:
    """Return a fresh copy of the small workspace."""
    return copy_of(made, tmp_path / "example")


def test_a_writer_sees_paragraphs_and_saves_sentences(example: Path, walk: Walk) -> None:
    before, _ = answer_in(example)
    assert "\n" in before.split("\n\n")[0]

    async def write(pilot: Pilot[None]) -> None:
        editor = editor_of(example)
        came_back = await bring_up(pilot, editor)
        first = editor.words.split("\n\n")[0]
        assert first == " ".join(before.split("\n\n")[0].split("\n"))
        editor.page.insert("We take turns. Nobody has to. ", (0, 0))
        await save_with(pilot, "asked for")
        assert isinstance(came_back[0], Saved)

    walk(example, write)
    after, _ = answer_in(example)
    assert after == f"We take turns.\nNobody has to.\n{before}"


def test_a_reason_stays_with_the_change(example: Path, walk: Walk) -> None:
    async def write(pilot: Pilot[None]) -> None:
        await bring_up(pilot, editor_of(example))
        await pilot.press(*"Hello. ")
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert "stays in the history for good" in screen_text(pilot.app)
        await pilot.press(*"people asked", "enter")
        await settled(pilot)

    walk(example, write)
    with Workspace.open(example) as workspace:
        assert workspace.history(limit=1)[0].why == "people asked"


def test_a_text_left_as_it_is_is_never_saved(example: Path, walk: Walk) -> None:
    commits = commits_in(example)

    async def write(pilot: Pilot[None]) -> None:
        came_back = await bring_up(pilot, editor_of(example))
        await pilot.press("x", "backspace", "ctrl+s")
        await settled(pilot)
        assert "nothing to save" in screen_text(pilot.app)
        await pilot.press("escape")
        await settled(pilot)
        assert came_back == [None]

    walk(example, write)
    assert commits_in(example) == commits


def test_a_typed_text_is_counted_and_can_be_taken_back_a_long_way(
    example: Path, walk: Walk
) -> None:
    async def write(pilot: Pilot[None]) -> None:
        editor = own_words()
        await bring_up(pilot, editor)
        for number in range(80):
            editor.page.insert(f"{number} ")
            editor.page.history.checkpoint()
        await settled(pilot)
        assert "80 words" in screen_text(pilot.app)
        await pilot.press("ctrl+z")
        for _ in range(79):
            editor.page.action_undo()
        assert editor.words == ""

    walk(example, write)


def test_words_are_kept_as_they_are_typed_and_offered_after_a_crash(
    example: Path, walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "PAUSE", 0.01)
    script = (
        "import sys, os; from store import Workspace\n"
        "w = Workspace.open(sys.argv[1])\n"
        "w.hold_draft('document:step/2#2.3', 'Words from before the crash.', base=sys.argv[2])\n"
        "os._exit(9)\n"
    )
    text, _ = answer_in(example)
    subprocess.run([sys.executable, "-c", script, str(example), text], check=False)

    async def write(pilot: Pilot[None]) -> None:
        editor = editor_of(example)
        await bring_up(pilot, editor)
        assert "words here that were not saved" in screen_text(pilot.app)
        await choose(pilot, "take")
        assert editor.words == "Words from before the crash."
        await save_with(pilot)

    walk(example, write)
    with Workspace.open(example) as workspace:
        assert workspace.held_drafts() == ()
    assert answer_in(example)[0] == "Words from before the crash."


def test_every_pause_in_typing_keeps_the_words(
    example: Path, walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "PAUSE", 0.001)

    async def write(pilot: Pilot[None]) -> None:
        await bring_up(pilot, own_words())
        await pilot.press(*"not saved yet")
        for _ in range(100):
            await settled(pilot)
            if "kept as a draft" in screen_text(pilot.app):
                break
        with Workspace.open(example) as workspace:
            assert [each.text for each in workspace.held_drafts()] == ["not saved yet"]
        (held,) = (example / ".git" / "coproduce" / "held").glob("*.json")
        assert stat.S_IMODE(held.stat().st_mode) == 0o600

    walk(example, write)


def test_leaving_with_unsaved_words_asks_and_keeps_them(example: Path, walk: Walk) -> None:
    async def write(pilot: Pilot[None]) -> None:
        came_back = await bring_up(pilot, own_words())
        await pilot.press(*"half a thought", "escape")
        await settled(pilot)
        assert "not saved yet" in screen_text(pilot.app)
        await choose(pilot, "on")
        assert not came_back
        await pilot.press("escape")
        await settled(pilot)
        await choose(pilot, "keep")
        assert came_back == [None]
        again = own_words()
        await bring_up(pilot, again)
        await choose(pilot, "take")
        assert again.words == "half a thought"

    walk(example, write)


def test_quitting_in_the_middle_of_a_word_keeps_it(example: Path, walk: Walk) -> None:
    async def write(pilot: Pilot[None]) -> None:
        await bring_up(pilot, own_words())
        await pilot.press(*"half a wo", "ctrl+q")

    walk(example, write)
    with Workspace.open(example) as workspace:
        assert [each.text for each in workspace.held_drafts()] == ["half a wo"]


def test_words_nobody_wants_go_only_after_a_yes(example: Path, walk: Walk) -> None:
    async def write(pilot: Pilot[None]) -> None:
        with Workspace.open(example) as workspace:
            workspace.hold_draft("words:step/2#2.3", "old words")
        await bring_up(pilot, own_words())
        await choose(pilot, "forget")
        await pilot.press("n")
        await settled(pilot)
        with Workspace.open(example) as workspace:
            assert len(workspace.held_drafts()) == 1
        await pilot.press("escape")
        await bring_up(pilot, own_words())
        await choose(pilot, "forget")
        await pilot.press("y")
        await settled(pilot)
        with Workspace.open(example) as workspace:
            assert workspace.held_drafts() == ()

    walk(example, write)


class _NoTerminal:
    """Stands in for suspending a terminal, which there is none of in tests."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, *_: object) -> None:
        return None


def _own_editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    program = tmp_path / "my-editor"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o700)
    monkeypatch.setenv("VISUAL", str(program))
    monkeypatch.setattr("tui.app.application.Coproduce.suspend", lambda _: _NoTerminal())
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))


def test_ones_own_editor_is_an_edit_that_can_be_undone(
    example: Path, walk: Walk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _own_editor(tmp_path, monkeypatch, 'stat -c %a "$1" > mode; sed -i "1s/.*/From outside./" "$1"')
    monkeypatch.chdir(tmp_path)

    async def write(pilot: Pilot[None]) -> None:
        editor = own_words()
        await bring_up(pilot, editor)
        await pilot.press(*"typed here", "ctrl+e")
        await settled(pilot)
        assert editor.words == "From outside."
        await pilot.press("ctrl+z")
        assert editor.words == "typed here"

    walk(example, write)
    assert (tmp_path / "mode").read_text() == "600\n"
    assert not [*tmp_path.glob("coproduce-*")]


def test_an_editor_that_fails_leaves_the_page_and_keeps_its_file(
    example: Path, walk: Walk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _own_editor(tmp_path, monkeypatch, 'echo "Not yet." > "$1"; exit 1')

    async def write(pilot: Pilot[None]) -> None:
        editor = own_words()
        await bring_up(pilot, editor)
        await pilot.press(*"typed here", "ctrl+e")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Telling)
        assert editor.words == "typed here"

    walk(example, write)
    (kept,) = tmp_path.glob("coproduce-*")
    assert kept.read_text() == "Not yet.\n"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_an_editor_nobody_chose_is_named_before_it_opens(
    example: Path, walk: Walk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _own_editor(tmp_path, monkeypatch, 'sed -i "1s/.*/From outside./" "$1"')
    (tmp_path / "vim").symlink_to(tmp_path / "my-editor")
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    monkeypatch.setattr("tui.editor._USUAL", ("vim",))

    async def write(pilot: Pilot[None]) -> None:
        editor = own_words()
        await bring_up(pilot, editor)
        await pilot.press("x", "ctrl+e")
        await settled(pilot)
        assert editor.words == "x"
        shown = " ".join(screen_text(pilot.app).split())
        assert "vim opens: Esc, then :wq and Enter," in shown
        await pilot.press("ctrl+e")
        await settled(pilot)
        assert editor.words == "From outside."

    walk(example, write)


def test_a_terminal_that_cannot_wait_says_so(example: Path, walk: Walk) -> None:
    os.environ.setdefault("EDITOR", "true")

    async def write(pilot: Pilot[None]) -> None:
        await bring_up(pilot, own_words())
        await pilot.press("ctrl+e")
        await settled(pilot)
        assert "cannot be opened" in screen_text(pilot.app)

    walk(example, write)


def test_the_preview_follows_and_long_texts_are_shown_plainly(
    example: Path, walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preview, "PAUSE", 0.001)

    async def write(pilot: Pilot[None]) -> None:
        editor = own_words()
        await bring_up(pilot, editor)
        editor.page.insert("# Big\n\n[@click=app.quit]x[/] [a](https://example.org)")
        await pilot.press("ctrl+r")
        await settled(pilot)
        assert editor.query_one(Markdown).display
        assert "[@click=app.quit]x[/]" in screen_text(pilot.app)
        await pilot.press("escape")
        await settled(pilot)
        assert editor.focused is editor.page
        await pilot.press("ctrl+r")
        editor.page.put("line\n\n" * 2000)
        for _ in range(100):
            await settled(pilot)
            if not editor.query_one(Markdown).display:
                break
        assert "shown plainly" in str(editor.query_one("#plain", Static).render())

    walk(example, write)


def test_before_someones_first_words_it_says_what_saving_means(example: Path, walk: Walk) -> None:
    with Workspace.open(example) as workspace:
        robin = workspace.person("Robin")
        new = workspace.new("person", "Newcomer").id

    async def write(pilot: Pilot[None]) -> None:
        for by, told in ((robin, False), (new, True), ("anonymous", False)):
            await bring_up(pilot, own_words(by=by))
            assert ("stay in the history" in screen_text(pilot.app)) is told
            assert ("may still guess" in screen_text(pilot.app)) is (by == "anonymous")
            await pilot.press("escape")
            await settled(pilot)

    walk(example, write, size=(120, 40))


def test_a_warning_is_there_while_writing_and_before_saving(example: Path, walk: Walk) -> None:
    warning = "Please do not type anyone’s story here yet."

    async def write(pilot: Pilot[None]) -> None:
        await bring_up(pilot, editor_of(example, warning=warning))
        assert warning in screen_text(pilot.app)
        assert "green lanyard" in screen_text(pilot.app)
        await pilot.press("x", "ctrl+s")
        await settled(pilot)
        assert warning in str(pilot.app.screen.query(Static)[1].render())

    walk(example, write)


HOSTILE = "a\x1b[31m\x9b31m\u202eb [/x] [@click=app.quit]x[/] \x07\u200b😀 مرحبا"


def test_hostile_text_is_shown_and_pasted_as_itself_without_what_acts(
    example: Path, walk: Walk
) -> None:
    async def write(pilot: Pilot[None]) -> None:
        editor = own_words(heading=HOSTILE, text=HOSTILE, warning=HOSTILE, expect_note=HOSTILE)
        await bring_up(pilot, editor)
        editor.page.insert(HOSTILE)
        await pilot.press("ctrl+r")
        await settled(pilot)
        seen = screen_text(pilot.app)
        assert not any(character in seen for character in "\x1b\x9b\u202e\x07\u200b")
        assert "[@click=app.quit]x[/]" in seen
        assert "hidden characters" in seen
        assert pilot.app.is_running

    walk(example, write)


def test_hostile_texts_side_by_side_are_shown_as_themselves(example: Path, walk: Walk) -> None:
    found = clash("We listen.", f"{HOSTILE} mine", f"{HOSTILE} theirs")

    async def look(pilot: Pilot[None]) -> None:
        pilot.app.push_screen(SideBySide(HOSTILE, found))
        await settled(pilot)
        seen = screen_text(pilot.app)
        assert "[@click=app.quit]x[/]" in seen
        assert not any(character in seen for character in "\x1b\x9b\u202e\x07\u200b")
        await pilot.press("escape")
        assert pilot.app.is_running

    walk(example, look)


def test_a_reason_is_one_line(example: Path, walk: Walk) -> None:
    async def write(pilot: Pilot[None]) -> None:
        await bring_up(pilot, editor_of(example))
        await pilot.press("x", "ctrl+s")
        await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Editor)
        assert not pilot.app.screen.query(Input)

    walk(example, write)


def test_at_the_next_start_it_says_that_words_are_kept(example: Path, walk: Walk) -> None:
    with Workspace.open(example) as workspace:
        workspace.hold_draft("document:step/2#2.3", "half", base="")
        workspace.hold_draft(f"words:step/1#1.1 by {workspace.person('Sam')}", "half")

    async def look(pilot: Pilot[None]) -> None:
        pilot.app.tell_left_behind()  # type: ignore[attr-defined]
        await settled(pilot)
        seen = " ".join(str(each.message) for each in pilot.app._notifications)
        assert "“Common ground” (2.3)" in seen
        assert "own words about “Who named the issue” (1.1)" in seen

    walk(example, look)
