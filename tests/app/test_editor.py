"""Writing: nothing typed is lost, nothing saved is overwritten, nothing unchanged is saved."""

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from small import copy_of, make_small
from textual.pilot import Pilot
from textual.widgets import Input, Markdown, Static
from walking import screen_text, settled

from schema.sections import section_text
from store import Workspace
from store.values import Saved
from tui.app.dialogs.asking import Choose, OneLine
from tui.app.dialogs.telling import Telling
from tui.app.sentences import Sentences
from tui.app.writing import keeping, preview
from tui.app.writing.conflict import SideBySide, clash
from tui.app.writing.editor import Editor, WritingTask

Walk = Callable[..., object]
QUESTION = "step/2#2.3"


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


def _record(folder: Path) -> tuple[str, str]:
    """Return the answer to the question and the blob it stands in."""
    with Workspace.open(folder) as workspace:
        record = workspace.read(QUESTION)
        return section_text("step", record.body, "2.3"), record.blob


def _commits(folder: Path) -> int:
    counted = subprocess.run(
        ["git", "-C", str(folder), "rev-list", "--count", "main"], capture_output=True, check=True
    )
    return int(counted.stdout)


def _editor(folder: Path, **task: object) -> Editor:
    text, blob = _record(folder)

    def save(workspace: Workspace, words: str, why: str) -> Saved:
        return workspace.edit(QUESTION, body=words, expect=blob, why=why)

    given = {"heading": "Common ground", "about": QUESTION, "text": text, **task}
    return Editor(WritingTask(**given), save)  # type: ignore[arg-type]


def _words(about: str = QUESTION, **task: object) -> Editor:
    def save(workspace: Workspace, words: str, why: str) -> Saved:
        return workspace.say(about, words, why=why)

    given = {"heading": "Own words", "about": about, "kind": "words", "ask_why": False, **task}
    return Editor(WritingTask(**given), save)  # type: ignore[arg-type]


async def _open(pilot: Pilot[None], editor: Editor) -> list[object]:
    """Bring up the editor; what it dismisses with is put into the list that comes back."""
    came_back: list[object] = []
    pilot.app.push_screen(editor, came_back.append)
    await settled(pilot)
    return came_back


async def _choose(pilot: Pilot[None], value: str) -> None:
    assert isinstance(pilot.app.screen, Choose)
    pilot.app.screen.query_one(Sentences).go_to(value)
    await pilot.press("enter")
    await settled(pilot)


async def _save(pilot: Pilot[None], why: str = "") -> None:
    await pilot.press("ctrl+s")
    await settled(pilot)
    assert isinstance(pilot.app.screen, OneLine)
    await pilot.press(*why, "enter")
    await settled(pilot)


def test_a_writer_sees_paragraphs_and_saves_sentences(example: Path, walk: Walk) -> None:
    before, _ = _record(example)
    assert "\n" in before.split("\n\n")[0]

    async def write(pilot: Pilot[None]) -> None:
        editor = _editor(example)
        came_back = await _open(pilot, editor)
        first = editor.words.split("\n\n")[0]
        assert first == " ".join(before.split("\n\n")[0].split("\n"))
        editor.page.insert("We take turns. Nobody has to. ", (0, 0))
        await _save(pilot, "asked for")
        assert isinstance(came_back[0], Saved)

    walk(example, write)
    after, _ = _record(example)
    assert after == f"We take turns.\nNobody has to.\n{before}"


def test_a_reason_stays_with_the_change(example: Path, walk: Walk) -> None:
    async def write(pilot: Pilot[None]) -> None:
        await _open(pilot, _editor(example))
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
    commits = _commits(example)

    async def write(pilot: Pilot[None]) -> None:
        came_back = await _open(pilot, _editor(example))
        await pilot.press("x", "backspace", "ctrl+s")
        await settled(pilot)
        assert "nothing to save" in screen_text(pilot.app)
        await pilot.press("escape")
        await settled(pilot)
        assert came_back == [None]

    walk(example, write)
    assert _commits(example) == commits


def test_a_typed_text_is_counted_and_can_be_taken_back_a_long_way(
    example: Path, walk: Walk
) -> None:
    async def write(pilot: Pilot[None]) -> None:
        editor = _words()
        await _open(pilot, editor)
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
    text, _ = _record(example)
    subprocess.run([sys.executable, "-c", script, str(example), text], check=False)

    async def write(pilot: Pilot[None]) -> None:
        editor = _editor(example)
        await _open(pilot, editor)
        assert "words here that were not saved" in screen_text(pilot.app)
        await _choose(pilot, "take")
        assert editor.words == "Words from before the crash."
        await _save(pilot)

    walk(example, write)
    with Workspace.open(example) as workspace:
        assert workspace.held_drafts() == ()
    assert _record(example)[0] == "Words from before the crash."


def test_every_pause_in_typing_keeps_the_words(
    example: Path, walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "PAUSE", 0.001)

    async def write(pilot: Pilot[None]) -> None:
        await _open(pilot, _words())
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
        came_back = await _open(pilot, _words())
        await pilot.press(*"half a thought", "escape")
        await settled(pilot)
        assert "not saved yet" in screen_text(pilot.app)
        await _choose(pilot, "on")
        assert not came_back
        await pilot.press("escape")
        await settled(pilot)
        await _choose(pilot, "keep")
        assert came_back == [None]
        again = _words()
        await _open(pilot, again)
        await _choose(pilot, "take")
        assert again.words == "half a thought"

    walk(example, write)


def test_quitting_in_the_middle_of_a_word_keeps_it(example: Path, walk: Walk) -> None:
    async def write(pilot: Pilot[None]) -> None:
        await _open(pilot, _words())
        await pilot.press(*"half a wo", "ctrl+q")

    walk(example, write)
    with Workspace.open(example) as workspace:
        assert [each.text for each in workspace.held_drafts()] == ["half a wo"]


def test_words_nobody_wants_go_only_after_a_yes(example: Path, walk: Walk) -> None:
    async def write(pilot: Pilot[None]) -> None:
        with Workspace.open(example) as workspace:
            workspace.hold_draft("words:step/2#2.3", "old words")
        await _open(pilot, _words())
        await _choose(pilot, "forget")
        await pilot.press("n")
        await settled(pilot)
        with Workspace.open(example) as workspace:
            assert len(workspace.held_drafts()) == 1
        await pilot.press("escape")
        await _open(pilot, _words())
        await _choose(pilot, "forget")
        await pilot.press("y")
        await settled(pilot)
        with Workspace.open(example) as workspace:
            assert workspace.held_drafts() == ()

    walk(example, write)


def _other_window(folder: Path, old: str, new: str) -> None:
    with Workspace.open(folder) as workspace:
        record = workspace.read(QUESTION)
        body = section_text("step", record.body, "2.3").replace(old, new)
        workspace.edit(QUESTION, body=body, why="in another window")


async def _conflict(pilot: Pilot[None], folder: Path) -> tuple[Editor, list[object]]:
    """Bring people to the point where two texts stand side by side."""
    editor = _editor(folder)
    came_back = await _open(pilot, editor)
    editor.page.put(editor.words.replace("what we need", "what I need"))
    _other_window(folder, "what we need", "what everyone needs")
    await _save(pilot, "mine")
    assert isinstance(pilot.app.screen, SideBySide)
    return editor, came_back


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_a_text_changed_underneath_is_shown_beside_yours(
    example: Path, walk: Walk, size: tuple[int, int]
) -> None:
    async def write(pilot: Pilot[None]) -> None:
        await _conflict(pilot, example)
        seen = screen_text(pilot.app)
        assert "Nothing is overwritten" in seen
        for name in ("Yours", "Theirs"):
            assert name in seen
        assert "what [I] need" in seen
        columns = pilot.app.screen.query("#texts > VerticalScroll")
        places = {each.region.x for each in columns}
        assert len(places) == (3 if size[0] >= 100 else 1)

    walk(example, write, size=size)
    assert "what everyone needs" in _record(example)[0]


def test_keeping_mine_saves_mine_over_theirs_with_both_in_the_history(
    example: Path, walk: Walk
) -> None:
    async def write(pilot: Pilot[None]) -> None:
        _, came_back = await _conflict(pilot, example)
        await pilot.press("m")
        await settled(pilot)
        assert isinstance(came_back[0], Saved)

    walk(example, write)
    assert "what I need" in _record(example)[0]
    with Workspace.open(example) as workspace:
        assert [each.why for each in workspace.history(limit=2)] == ["mine", "in another window"]
        assert workspace.drafts() == ()
        assert workspace.held_drafts() == ()


def test_keeping_theirs_keeps_my_words_in_a_private_file(example: Path, walk: Walk) -> None:
    async def write(pilot: Pilot[None]) -> None:
        _, came_back = await _conflict(pilot, example)
        await pilot.press("t")
        await settled(pilot)
        assert came_back == [None]
        assert isinstance(pilot.app.screen, Telling)

    walk(example, write)
    assert "what everyone needs" in _record(example)[0]
    with Workspace.open(example) as workspace:
        (draft,) = workspace.drafts()
        assert "what I need" in draft.path.read_text()


def test_keeping_both_leaves_two_wordings_to_settle(example: Path, walk: Walk) -> None:
    async def write(pilot: Pilot[None]) -> None:
        await _conflict(pilot, example)
        await pilot.press("b")
        await settled(pilot)

    walk(example, write)
    with Workspace.open(example) as workspace:
        (difference,) = workspace.show("step/2").differences
    assert {"what I need" in each for each in difference.wordings} == {True, False}
    assert any("what everyone needs" in each for each in difference.wordings)


def test_writing_together_puts_both_on_the_page_and_saves_over_what_was_seen(
    example: Path, walk: Walk
) -> None:
    async def write(pilot: Pilot[None]) -> None:
        editor, came_back = await _conflict(pilot, example)
        await pilot.press("w")
        await settled(pilot)
        assert "what I need" in editor.words
        assert "what everyone needs" in editor.words
        editor.page.put("We say what each of us needs.")
        await _save(pilot, "together")
        assert isinstance(came_back[0], Saved)

    walk(example, write)
    assert _record(example)[0] == "We say what each of us needs."


def test_a_third_text_is_shown_again_and_not_overwritten(example: Path, walk: Walk) -> None:
    async def write(pilot: Pilot[None]) -> None:
        editor, _ = await _conflict(pilot, example)
        await pilot.press("w")
        await settled(pilot)
        _other_window(example, "what everyone needs", "what nobody expected")
        editor.page.put("We say it.")
        await _save(pilot, "late")
        assert isinstance(pilot.app.screen, SideBySide)
        assert "[nobody expected]" in screen_text(pilot.app)

    walk(example, write)
    assert "what nobody expected" in _record(example)[0]


def test_a_change_made_in_another_program_stays_in_the_history(example: Path, walk: Walk) -> None:
    file = example / "steps" / "2-shared-understanding.md"

    async def write(pilot: Pilot[None]) -> None:
        editor = _editor(example)
        await _open(pilot, editor)
        editor.page.put("Mine.")
        file.write_text(file.read_text().replace("what we need", "what vim needs"))
        await _save(pilot, "mine")
        assert "changed on disk" in screen_text(pilot.app)
        await pilot.press("m")
        await settled(pilot)

    walk(example, write)
    assert _record(example)[0] == "Mine."
    with Workspace.open(example) as workspace:
        assert [each.kind for each in workspace.history(limit=2)] == ["changed", "outside"]
        assert workspace.outside_edits() == ()


def test_words_left_behind_are_not_saved_over_a_text_changed_since(
    example: Path, walk: Walk
) -> None:
    text, _ = _record(example)

    async def write(pilot: Pilot[None]) -> None:
        with Workspace.open(example) as workspace:
            mine = text.replace("what we need", "what I need")
            workspace.hold_draft("document:step/2#2.3", mine, base=text)
        _other_window(example, "what we need", "what everyone needs")
        editor = _editor(example)
        await _open(pilot, editor)
        await _choose(pilot, "take")
        assert isinstance(pilot.app.screen, SideBySide)
        await pilot.press("w")
        await settled(pilot)
        assert "what I need" in editor.words
        assert "what everyone needs" in editor.words

    walk(example, write)


def test_any_other_refusal_keeps_the_words_on_the_page(example: Path, walk: Walk) -> None:
    (example / ".git" / "MERGE_HEAD").write_text("0" * 40 + "\n")

    async def write(pilot: Pilot[None]) -> None:
        editor = _editor(example)
        await _open(pilot, editor)
        await pilot.press(*"kept ")
        await _save(pilot)
        assert isinstance(pilot.app.screen, Telling)
        await pilot.press("enter", *"and ")
        assert editor.words.startswith("kept and ")

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
        editor = _words()
        await _open(pilot, editor)
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
        editor = _words()
        await _open(pilot, editor)
        await pilot.press(*"typed here", "ctrl+e")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Telling)
        assert editor.words == "typed here"

    walk(example, write)
    (kept,) = tmp_path.glob("coproduce-*")
    assert kept.read_text() == "Not yet.\n"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_a_terminal_that_cannot_wait_says_so(example: Path, walk: Walk) -> None:
    os.environ.setdefault("EDITOR", "true")

    async def write(pilot: Pilot[None]) -> None:
        await _open(pilot, _words())
        await pilot.press("ctrl+e")
        await settled(pilot)
        assert "cannot be opened" in screen_text(pilot.app)

    walk(example, write)


def test_the_preview_follows_and_long_texts_are_shown_plainly(
    example: Path, walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preview, "PAUSE", 0.001)

    async def write(pilot: Pilot[None]) -> None:
        editor = _words()
        await _open(pilot, editor)
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
            await _open(pilot, _words(by=by))
            assert ("stay in the history" in screen_text(pilot.app)) is told
            assert ("may still guess" in screen_text(pilot.app)) is (by == "anonymous")
            await pilot.press("escape")
            await settled(pilot)

    walk(example, write, size=(120, 40))


def test_a_warning_is_there_while_writing_and_before_saving(example: Path, walk: Walk) -> None:
    warning = "Please do not type anyone’s story here yet."

    async def write(pilot: Pilot[None]) -> None:
        await _open(pilot, _editor(example, warning=warning))
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
        editor = _words(heading=HOSTILE, text=HOSTILE, warning=HOSTILE, expect_note=HOSTILE)
        await _open(pilot, editor)
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
        await _open(pilot, _editor(example))
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
