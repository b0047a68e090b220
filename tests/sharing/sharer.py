"""A process of its own that shares through the library, for tests that stop it in the middle.

    sharer.py FOLDER LOG sync [STEP]            shares once
    sharer.py FOLDER LOG receive FILE [STEP]    takes in a file
    sharer.py FOLDER LOG bundle FILE            writes a file, and goes on doing so
    sharer.py FOLDER LOG join URL [STEP]        joins into FOLDER
    sharer.py FOLDER LOG many COUNT             saves COUNT changes and shares each

It kills itself at STEP. What it reaches it writes to LOG, a line each.
"""

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from store import Workspace, errors
from store.sharing import bundles, joining, syncing

QUESTION = "step/1#1.1"


class Log:
    """Lines that are there for others at once, also when this process is killed."""

    def __init__(self, place: str) -> None:
        self._handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def say(self, *words: object) -> None:
        os.write(self._handle, (" ".join(map(str, words)) + "\n").encode())

    def until(self, step: str) -> Callable[[str], None]:
        """Return what notes each step, and kills this process at `step`."""

        def probe(reached: str) -> None:
            self.say("reached", reached)
            if reached == step:
                os.kill(os.getpid(), signal.SIGKILL)

        return probe


def sync(workspace: Workspace, log: Log, step: str = "") -> None:
    syncing.sync(workspace._desk, probe=log.until(step))


def receive(workspace: Workspace, log: Log, file: str, step: str = "") -> None:
    bundles.receive(workspace._desk, Path(file), probe=log.until(step))


def bundle(workspace: Workspace, log: Log, file: str) -> None:
    while True:
        workspace.bundle(file)
        log.say("written")


def join(folder: str, log: Log, url: str, step: str = "") -> None:
    joining.join(url, Path(folder), joining.Joining(name="Cem"), probe=log.until(step))


def many(workspace: Workspace, log: Log, count: str) -> None:
    """Save and share again and again; a busy place is tried once more, as people would."""
    for number in range(int(count)):
        workspace.say(QUESTION, f"{workspace.name(workspace.me)} {number}")
        log.say("saved", number)
        share(workspace, log)
    share(workspace, log)


def share(workspace: Workspace, log: Log) -> None:
    for _ in range(50):
        log.say("sharing")
        try:
            workspace.sync(progress=log.say)
        except errors.Busy:
            log.say("busy")
            time.sleep(0.05)
        else:
            return
    raise SystemExit("never came through")


def main(folder: str, log: Log, what: str, *args: str) -> None:
    if what == "join":
        log.say("ready")
        join(folder, log, *args)
    else:
        with Workspace.open(folder) as opened:
            log.say("ready")
            {"sync": sync, "receive": receive, "bundle": bundle, "many": many}[what](
                opened, log, *args
            )
    log.say("done")


if __name__ == "__main__":
    main(sys.argv[1], Log(sys.argv[2]), *sys.argv[3:])
