"""First paint on a terminal, time in the event loop, memory: the app against a two-line app."""

import asyncio
import os
import pty
import resource
import select
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measuring import Row, compare
from benchmarks.repositories import build

COMMAND = Path(sys.executable).with_name("coproduce")
TWO_LINES = """
from textual.app import App
from textual.widgets import Footer, Header

class Twoline(App):
    def compose(self):
        yield Header()
        yield Footer()

Twoline().run()
"""
_PATIENCE = 20.0
_LIMIT_MS = 100.0


def run() -> Iterator[Row]:
    """Yield a row for first paint, then one for each action's longest stay in the event loop."""
    with tempfile.TemporaryDirectory() as place:
        folder = build(Path(place) / "thousand", 1_000)
        yield compare(
            "first paint of the app on a terminal, 1,000 records",
            "a Textual app with a header and a footer",
            1.4,
            lambda: _painted([str(COMMAND)], folder, b"Now"),
            lambda: _painted([sys.executable, "-c", TWO_LINES], folder, b"Twoline"),
            runs=9,
        )
        large = build(Path(place) / "large", 10_000)
        yield from _loop_rows(large)


def _painted(command: list[str], folder: Path, mark: bytes) -> None:
    """Start `command` on a terminal of its own and wait until `mark` is on it."""
    parent, child = pty.openpty()
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    env |= {"TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24"}
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=env,
        stdin=child,
        stdout=child,
        stderr=child,
        start_new_session=True,
    )
    os.close(child)
    try:
        _wait_for(parent, mark)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        os.close(parent)


def _wait_for(terminal: int, mark: bytes) -> None:
    seen = b""
    until = time.monotonic() + _PATIENCE
    while mark not in seen:
        ready, _, _ = select.select([terminal], [], [], until - time.monotonic())
        if not ready:
            raise TimeoutError(f"{mark!r} was not painted")
        seen += os.read(terminal, 1 << 16)


def _loop_rows(folder: Path) -> Iterator[Row]:
    """Measure in a process of its own, so that memory is the app's alone."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.painting", str(folder)],
        check=True,
        capture_output=True,
        text=True,
    )
    memory = ""
    for line in done.stdout.splitlines():
        what, middle, high = line.rsplit("|", 2)
        if what == "memory":
            memory = f"the app's memory with 10,000 records: {float(middle):.0f} MB at the most"
            continue
        yield Row(
            f"{what}, 10,000 records: longest stay in the event loop, p50",
            "100 ms",
            float(middle),
            _LIMIT_MS,
            round(float(middle) / _LIMIT_MS, 2),
            1.0,
            note=f"p95 {float(high):.0f} ms",
        )
    yield Row("memory of the app, MB", "300 MB", *_memory(done.stdout), note=memory)


def _memory(said: str) -> tuple[float, float, float, float]:
    used = float(
        next(line for line in said.splitlines() if line.startswith("memory")).split("|")[1]
    )
    return used, 300.0, round(used / 300.0, 2), 1.0


class _Watch:
    """Notes the longest time in which the event loop did not come round."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._task = asyncio.get_running_loop().create_task(self._tick())

    async def _tick(self) -> None:
        before = time.perf_counter()
        while True:
            await asyncio.sleep(0.001)
            now = time.perf_counter()
            self.longest = max(self.longest, now - before - 0.001)
            before = now

    def stop(self) -> float:
        """Return the longest stay, in milliseconds."""
        self._task.cancel()
        return self.longest * 1000


ACTIONS = (
    ("moving to the next question", "2", ("j",)),
    ("opening an agreement", "3", ("enter", "escape", "j")),
    ("opening the history", "1", ("7", "1")),
)


async def _measure(folder: Path) -> None:
    from store import Workspace
    from tui.app.application import Coproduce
    from tui.app.memory import search_in_pauses

    search_in_pauses()
    app = Coproduce(lambda: Workspace.open(folder), watch=False)

    async def settled() -> None:
        while True:
            await pilot.pause()
            if app.door.idle and app.keyboard.idle:
                await pilot.pause()
                if app.door.idle and app.keyboard.idle:
                    return
            await asyncio.sleep(0.002)

    async with app.run_test(size=(120, 40)) as pilot:
        await settled()
        for what, start, keys in ACTIONS:
            await pilot.press(start)
            await settled()
            stays: list[float] = []
            for _ in range(12):
                for number, key in enumerate(keys):
                    watch = _Watch()
                    await pilot.press(key)
                    await settled()
                    if number == 0:
                        stays.append(watch.stop())
                    else:
                        watch.stop()
            stays.sort()
            high = stays[min(len(stays) - 1, round(0.95 * (len(stays) - 1)))]
            print(f"{what}|{statistics.median(stays):.1f}|{high:.1f}")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory|{most:.0f}|0")


if __name__ == "__main__":
    asyncio.run(_measure(Path(sys.argv[1])))
