"""Opening an agreement in the app, and reading what the screen and the workspace hold."""

import subprocess
from collections.abc import Callable
from pathlib import Path

from textual.pilot import Pilot
from walking import settled

from store import Workspace
from store.values import PersonPosition
from tui.app.application import Coproduce
from tui.app.places.agreement_page import AgreementPage
from tui.app.reading import Reading
from tui.app.sentences import Sentences

Walk = Callable[..., object]
RULES = "ground-rules"
MEET = "how-we-meet"


def full(folder: Path, part: str) -> str:
    with Workspace.open(folder) as workspace:
        return str(workspace.resolve(f"agreement/{part}"))


def act_as(folder: Path, name: str) -> str:
    """Put a person at the keyboard; return their id."""
    with Workspace.open(folder) as workspace:
        person = workspace.person(name)
    subprocess.run(["git", "-C", str(folder), "config", "coproduce.me", person], check=True)
    return person


def stands(folder: Path, part: str, name: str) -> PersonPosition:
    """Return where someone stands now."""
    with Workspace.open(folder) as workspace:
        person = workspace.person(name)
        found = workspace.standing(part)[0].positions
    return [each for each in found if each.current and each.person == person][-1]


def subjects(folder: Path, count: int) -> list[str]:
    log = ["git", "-C", str(folder), "log", f"-{count}", "--format=%s"]
    return subprocess.run(log, capture_output=True, text=True, check=True).stdout.splitlines()


async def open_one(pilot: Pilot[None], folder: Path, part: str) -> AgreementPage:
    app = pilot.app
    assert isinstance(app, Coproduce)
    app.open(full(folder, part))
    await settled(pilot)
    return app.screen.query_one(AgreementPage)


def text_of(pilot: Pilot[None]) -> str:
    return pilot.app.screen.query_one("#text", Reading).text


def people_of(pilot: Pilot[None]) -> str:
    people = pilot.app.screen.query_one("#people", Sentences)
    return "\n".join(str(option.prompt) for option in people.options)


def go_to(pilot: Pilot[None], selector: str, target: str) -> None:
    found = pilot.app.screen.query_one(selector, Sentences)
    found.focus()
    found.go_to(target)
    assert found.target == target
