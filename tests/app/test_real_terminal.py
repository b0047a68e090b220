"""The installed command in a real terminal: an agreement made, agreed to, seen, and saved."""

import shutil
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from store import Workspace

COMMAND = Path(sys.executable).with_name("coproduce")
PATIENCE = 30.0

pytestmark = pytest.mark.skipif(
    shutil.which("tmux") is None, reason="NOT TESTED IN A REAL TERMINAL: tmux is not installed"
)


class Terminal:
    """One tmux window of 80 by 24, with the app in it."""

    def __init__(self, folder: Path) -> None:
        self._name = f"coproduce-{uuid.uuid4().hex[:8]}"
        self._socket = f"coproduce-tests-{uuid.uuid4().hex[:8]}"
        command = f"cd {folder} && HOME={folder.parent} {COMMAND}; echo LEFT WITH $?; sleep 60"
        self._tmux("new-session", "-d", "-s", self._name, "-x", "80", "-y", "24", command)

    def _tmux(self, *args: str) -> str:
        command = ["tmux", "-L", self._socket, *args]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def screen(self) -> str:
        return self._tmux("capture-pane", "-p", "-t", self._name)

    def keys(self, *keys: str) -> None:
        for key in keys:
            self._tmux("send-keys", "-t", self._name, key)

    def types(self, text: str) -> None:
        self._tmux("send-keys", "-t", self._name, "-l", text)

    def until(self, words: str, *, gone: bool = False) -> str:
        end = time.monotonic() + PATIENCE
        while (words in self.screen()) == gone:
            if time.monotonic() > end:
                raise TimeoutError(f"waiting for {words!r}:\n{self.screen()}")
            time.sleep(0.05)
        return self.screen()

    def close(self) -> None:
        subprocess.run(["tmux", "-L", self._socket, "kill-server"], check=False)


@pytest.fixture
def terminal() -> Iterator[Callable[[Path], Terminal]]:
    opened: list[Terminal] = []

    def open_(folder: Path) -> Terminal:
        opened.append(Terminal(folder))
        return opened[-1]

    yield open_
    for each in opened:
        each.close()


def commits(folder: Path) -> list[str]:
    log = ["git", "-C", str(folder), "log", "--format=%s", "--reverse"]
    return subprocess.run(log, check=True, capture_output=True, text=True).stdout.splitlines()


def test_an_agreement_from_first_key_to_commit(
    tmp_path: Path, terminal: Callable[[Path], Terminal]
) -> None:
    folder = tmp_path / "evenings"
    with Workspace.init(folder, "Evenings", name="Robin", perspectives=("staff",)):
        pass
    screen = terminal(folder)
    screen.until("Evenings")
    screen.keys("3")
    screen.until("There is no agreement yet")
    screen.keys("+")
    screen.until("What is the new agreement called?")
    screen.types("Ground rules")
    screen.keys("Enter")
    screen.until("What is it about?")
    screen.keys("Enter")
    screen.until("0 words")
    screen.types("We listen. We take turns.")
    # No key overtakes another: what was typed just before is saved too.
    screen.keys("C-s")
    screen.until("Why? One line.")
    screen.types("we needed some")
    screen.keys("Enter")
    screen.until("a draft, nobody is asked yet")
    screen.keys("p")
    screen.until("□ not asked")
    screen.keys("Enter")
    screen.until("□ not asked", gone=True)
    screen.keys("C-s")
    screen.until("people are asked")
    screen.keys("a")
    screen.until("the exact text")
    screen.keys("Enter")
    screen.until("Where I stand on")
    screen.keys("Enter", "C-s")
    screen.until("● agreed")
    screen.until("Robin  agrees")
    screen.keys("C-q")
    screen.until("LEFT WITH 0")
    with Workspace.open(folder) as workspace:
        (standing,) = workspace.standing()
        assert (standing.title, standing.standing) == ("Ground rules", "agreed")
        slug = standing.id[:-7]
        assert workspace.read(standing.id).body == "We listen.\nWe take turns.\n"
    assert commits(folder) == [
        "New workspace: the activity, five steps, one person",
        f"New agreement {slug}",
        f"Agreement {slug}: parties changed",
        f"Position on agreement {slug}",
    ]
