"""Bringing up the editor on a small workspace, and what people do there."""

import subprocess
from collections.abc import Callable
from pathlib import Path

from textual.pilot import Pilot
from walking import settled

from schema.sections import section_text
from store import Workspace
from store.values import Saved
from tui.app.dialogs.asking import Choose, OneLine
from tui.app.sentences import Sentences
from tui.app.writing.editor import Editor, WritingTask

Walk = Callable[..., object]
QUESTION = "step/2#2.3"


def answer_in(folder: Path) -> tuple[str, str]:
    """Return the answer to the question and the blob it stands in."""
    with Workspace.open(folder) as workspace:
        record = workspace.read(QUESTION)
        return section_text("step", record.body, "2.3"), record.blob


def commits_in(folder: Path) -> int:
    counted = subprocess.run(
        ["git", "-C", str(folder), "rev-list", "--count", "main"], capture_output=True, check=True
    )
    return int(counted.stdout)


def editor_of(folder: Path, **task: object) -> Editor:
    text, blob = answer_in(folder)

    def save(workspace: Workspace, words: str, why: str) -> Saved:
        return workspace.edit(QUESTION, body=words, expect=blob, why=why)

    given = {"heading": "Common ground", "about": QUESTION, "text": text, **task}
    return Editor(WritingTask(**given), save)  # type: ignore[arg-type]


def own_words(about: str = QUESTION, **task: object) -> Editor:
    def save(workspace: Workspace, words: str, why: str) -> Saved:
        return workspace.say(about, words, why=why)

    given = {"heading": "Own words", "about": about, "kind": "words", "ask_why": False, **task}
    return Editor(WritingTask(**given), save)  # type: ignore[arg-type]


async def bring_up(pilot: Pilot[None], editor: Editor) -> list[object]:
    """Bring up the editor; what it dismisses with is put into the list that comes back."""
    came_back: list[object] = []
    pilot.app.push_screen(editor, came_back.append)
    await settled(pilot)
    return came_back


async def choose(pilot: Pilot[None], value: str) -> None:
    assert isinstance(pilot.app.screen, Choose)
    pilot.app.screen.query_one(Sentences).go_to(value)
    await pilot.press("enter")
    await settled(pilot)


async def save_with(pilot: Pilot[None], why: str = "") -> None:
    await pilot.press("ctrl+s")
    await settled(pilot)
    assert isinstance(pilot.app.screen, OneLine)
    await pilot.press(*why, "enter")
    await settled(pilot)
