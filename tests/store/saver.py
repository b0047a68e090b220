"""A process of its own that saves through the library, for tests that stop it in the middle.

    saver.py FOLDER LOG step NAME DATA PATH OLD    saves once and kills itself at the step NAME
    saver.py FOLDER LOG loop PATH                  saves one numbered text after another
    saver.py FOLDER LOG race PREFIX COUNT PATH     saves COUNT texts; when PATH is shared it adds
                                                   its own line to whatever is there

What it is about to do, and what was done, it writes to LOG, a line each.
"""

import os
import signal
import sys
from pathlib import Path

from repositories import pending

from store import drafts, errors, git
from store.recovery import recover
from store.saving import save


class Log:
    """Lines that are there for others at once, also when this process is killed."""

    def __init__(self, place: str) -> None:
        self._handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def say(self, *words: object) -> None:
        os.write(self._handle, (" ".join(map(str, words)) + "\n").encode())


def numbered(number: int) -> bytes:
    """Return a text that is recognised by its number; some are long."""
    return f"text {number}\n".encode() * (1 + (number % 7) * 400)


def step(repository: git.Repository, log: Log, args: list[str]) -> None:
    name, data, path, old = args

    def probe(reached: str) -> None:
        log.say("reached", reached)
        if reached == name:
            os.kill(os.getpid(), signal.SIGKILL)

    change = pending(path, Path(data).read_bytes(), Path(old).read_bytes() if old else None)
    save(repository, change, probe=probe)
    log.say("saved")


def loop(repository: git.Repository, log: Log, args: list[str]) -> None:
    number = 0
    old = (repository.paths.root / args[0]).read_bytes()
    log.say("ready")
    while True:
        number += 1
        log.say("trying", number)

        def probe(reached: str, number: int = number) -> None:
            if reached == "journal":
                log.say("written", number)

        new = numbered(number)
        save(repository, pending(args[0], new, old), probe=probe)
        log.say("saved", number)
        old = new


def race(repository: git.Repository, log: Log, args: list[str]) -> None:
    prefix, count, path = args[0], int(args[1]), args[2]
    log.say("ready")
    sys.stdin.readline()
    for number in range(count):
        line = f"{prefix} {number}\n".encode()
        if not path:
            save(repository, pending(f"contributions/words/{prefix}{number}.md", line, None))
            log.say("saved", number)
            continue
        old = repository.read_object(f"HEAD:{path}").data
        try:
            save(repository, pending(path, old + line, old))
        except errors.RecordChanged as problem:
            kept = [
                drafts.read(d) for d in drafts.kept(repository.paths) if d.path == problem.draft
            ]
            log.say("told", number, *("kept" for text in kept if text == old + line))
        else:
            log.say("saved", number)


if __name__ == "__main__":
    with git.Repository(Path(sys.argv[1])) as opened:
        recover(opened)
        {"step": step, "loop": loop, "race": race}[sys.argv[3]](
            opened, Log(sys.argv[2]), sys.argv[4:]
        )
