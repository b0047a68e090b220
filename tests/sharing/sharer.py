"""A process of its own that shares through the library, for tests that stop it in the middle.

    sharer.py FOLDER LOG step NAME     shares once and kills itself at the step NAME
    sharer.py FOLDER LOG once          shares once
    sharer.py FOLDER LOG many COUNT    saves COUNT changes and shares each

What it reaches it writes to LOG, a line each.
"""

import os
import signal
import sys
import time

from store import Workspace, errors
from store.sharing import syncing

QUESTION = "step/1#1.1"


class Log:
    """Lines that are there for others at once, also when this process is killed."""

    def __init__(self, place: str) -> None:
        self._handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def say(self, *words: object) -> None:
        os.write(self._handle, (" ".join(map(str, words)) + "\n").encode())


def step(workspace: Workspace, log: Log, name: str = "") -> None:
    def probe(reached: str) -> None:
        log.say("reached", reached)
        if reached == name:
            os.kill(os.getpid(), signal.SIGKILL)

    syncing.sync(workspace._desk, probe=probe)
    log.say("shared")


def many(workspace: Workspace, log: Log, count: str) -> None:
    """Save and share again and again; a busy place is tried once more, as people would."""
    for number in range(int(count)):
        workspace.say(QUESTION, f"{workspace.name(workspace.me)} {number}")
        log.say("saved", number)
        for _ in range(50):
            try:
                workspace.sync()
            except errors.Busy:
                log.say("busy")
                time.sleep(0.05)
            else:
                break
        else:
            raise SystemExit("never came through")
    workspace.sync()
    log.say("shared")


if __name__ == "__main__":
    log = Log(sys.argv[2])
    with Workspace.open(sys.argv[1]) as opened:
        log.say("ready")
        {"step": step, "once": step, "many": many}[sys.argv[3]](opened, log, *sys.argv[4:])
