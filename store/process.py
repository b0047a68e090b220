"""How a git process is told what to do, fed, read, ended, and what its words mean."""

import contextlib
import os
import re
import select
import selectors
import signal
import subprocess
import threading
import time
from collections.abc import Generator, Iterable, Mapping, Sequence
from pathlib import Path
from types import FrameType

import msgspec

from store import errors

TIMEOUT = 60.0
# A git that is stopped removes its own locks if it is given the time.
_GRACE = 2.0
_PIECE = 1 << 16
_LITTLE = 1 << 14

# What every call says, whatever the user configured: git's words for programs, nothing started.
_SETTINGS = (
    "core.quotepath=off",
    "color.ui=false",
    "core.pager=cat",
    "core.fsmonitor=false",
    "log.showSignature=false",
    "log.showRoot=true",
    "log.diffMerges=separate",
    f"diff.orderFile={os.devnull}",
    "diff.relative=false",
    "i18n.commitEncoding=UTF-8",
    "i18n.logOutputEncoding=UTF-8",
)
_OPTIONS = tuple(part for setting in _SETTINGS for part in ("-c", setting))
# GIT_ASKPASS is empty, not absent: then git asks neither a program nor the terminal.
_UNASKED = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ASKPASS": "",
}
_QUIET = {
    "GIT_PAGER": "cat",
    "GIT_EDITOR": ":",
    "GIT_SEQUENCE_EDITOR": ":",
    "GIT_MERGE_AUTOEDIT": "no",
}
_EXACT = {
    "LANGUAGE": "C",
    "LC_ALL": "C",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",
    # Neither a replaced nor a cut off history is read for the one that was saved.
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_LITERAL_PATHSPECS": "1",
}
# Left by a hook or a wrapping git, these would make git work on something else than was asked.
_MISLEADING = (
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_COMMON_DIR",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_QUARANTINE_PATH",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
    "GIT_EXTERNAL_DIFF",
    "GIT_DIFF_OPTS",
    "GIT_GRAFT_FILE",
    "GIT_SHALLOW_FILE",
    "GIT_CONFIG",
    "GIT_LITERAL_PATHSPECS",
    "GIT_GLOB_PATHSPECS",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS",
)


class Result(msgspec.Struct, frozen=True):
    """What a git process gave back: its bytes, its words, its exit code."""

    stdout: bytes
    stderr: str
    code: int


def command(
    args: Iterable[str],
    env: Mapping[str, str],
    folder: Path,
    *,
    options: bool,
    asks: bool = False,
) -> tuple[list[str], dict[str, str]]:
    """Return the command line and the environment to add for `git args`, run in `folder`.

    Without `options` the user's own settings and language stand: for what the user wrote. With
    `asks` git may ask the user, in the way they set up for that.
    """
    language = {name: os.environ.get(name, "") for name in ("LANGUAGE", "LC_ALL")}
    # A folder that is no repository is not to be answered from one around it.
    ceiling = {"GIT_CEILING_DIRECTORIES": str(folder.parent)}
    unasked = {} if asks else _UNASKED
    settings = {**unasked, **_QUIET, **(_EXACT if options else language), **ceiling, **env}
    return ["git", *(_OPTIONS if options else ()), *args], settings


def without_misleading(line: list[str], settings: Mapping[str, str]) -> list[str]:
    """Return `line` for a starter that passes the whole environment on, with `settings` added.

    `env` then takes out what must be absent.
    """
    misleading = [name for name in _MISLEADING if name in os.environ]
    if not misleading:
        return line
    unset = [part for name in misleading for part in ("-u", name)]
    again = [f"{name}={settings[name]}" for name in misleading if name in settings]
    return ["env", *unset, *again, *line]


def begin(
    line: Sequence[str], settings: Mapping[str, str], folder: Path, keep: tuple[int, ...]
) -> "subprocess.Popen[bytes]":
    """Start `line` in `folder`, in a session of its own, with `settings` added to its environment.

    Its three streams are pipes; `keep` are file descriptors it inherits. Raises OSError.
    """
    passed = {name: value for name, value in os.environ.items() if name not in _MISLEADING}
    return subprocess.Popen(
        line,
        cwd=folder,
        env={**passed, **settings},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        pass_fds=keep,
    )


def foreground(line: Sequence[str], settings: Mapping[str, str], folder: Path) -> int:
    """Run `line` in `folder` with the terminal as its own, and return its exit code.

    What it puts out for programs is left out; what it asks and says is not. A key that stops it
    does not stop us. Raises OSError.
    """
    passed = {name: value for name, value in os.environ.items() if name not in _MISLEADING}
    with _stopped_alone():
        return subprocess.run(
            line,
            cwd=folder,
            env={**passed, **settings},
            stdout=subprocess.DEVNULL,
            check=False,
        ).returncode


def _take_no_notice(_number: int, _frame: FrameType | None) -> None:
    """Go on when a signal comes."""


@contextlib.contextmanager
def _stopped_alone() -> Generator[None]:
    """Let an interrupt from the keyboard be for the process in front alone."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    # Unlike SIG_IGN, a handler is not passed on to the process that is started.
    before = signal.signal(signal.SIGINT, _take_no_notice)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def converse(
    process: "subprocess.Popen[bytes]", given: bytes, timeout: float, *, idle: bool = False
) -> Generator[bytes, None, str]:
    """Write `given` to a process, yield what it puts out, and return its words.

    Both pipes are read, so neither fills. A program it left running in the background may go on
    holding them; that is not waited for. `timeout` counts from the start, or with `idle` from the
    last output. Raises subprocess.TimeoutExpired.
    """
    words: list[bytes] = []
    left = memoryview(given)
    until = time.monotonic() + timeout
    with selectors.DefaultSelector() as waiting:
        _register(waiting, process, given)
        while waiting.get_map():
            ready = waiting.select(min(0.25, max(0.0, until - time.monotonic())))
            if not ready and process.poll() is not None:
                break
            if time.monotonic() >= until:
                raise subprocess.TimeoutExpired(process.args, timeout)
            for key, _ in ready:
                if key.fileobj is process.stdin:
                    left = _write(waiting, process, left)
                elif not (piece := os.read(key.fd, _PIECE)):
                    waiting.unregister(key.fileobj)
                elif key.fileobj is process.stdout:
                    yield piece
                else:
                    words.append(piece)
                if idle:
                    until = time.monotonic() + timeout
    _wait(process, max(0.0, until - time.monotonic()))
    return b"".join(words).decode("utf-8", "replace")


def _register(
    waiting: selectors.BaseSelector, process: "subprocess.Popen[bytes]", given: bytes
) -> None:
    for stream in (process.stdout, process.stderr):
        if stream is not None:
            waiting.register(stream, selectors.EVENT_READ)
    if process.stdin is None:
        return
    if given:
        os.set_blocking(process.stdin.fileno(), False)
        waiting.register(process.stdin, selectors.EVENT_WRITE)
    else:
        process.stdin.close()


def _write(
    waiting: selectors.BaseSelector, process: "subprocess.Popen[bytes]", left: memoryview
) -> memoryview:
    """Write what fits, and close the pipe once all is written or nobody reads it."""
    if process.stdin is None:
        return left
    try:
        left = left[os.write(process.stdin.fileno(), left[:_PIECE]) :]
    except BrokenPipeError:
        left = left[:0]
    if not left:
        waiting.unregister(process.stdin)
        process.stdin.close()
    return left


def _wait(process: "subprocess.Popen[bytes]", timeout: float) -> None:
    """Wait for the end of a process without the pauses that `Popen.wait` makes with a timeout."""
    if hasattr(os, "pidfd_open") and process.poll() is None:
        handle = os.pidfd_open(process.pid)
        try:
            # Unlike select(), poll() knows no highest number of open files.
            ended = select.poll()
            ended.register(handle, select.POLLIN)
            ended.poll(timeout * 1000)
        finally:
            os.close(handle)
        timeout = 0.0
    process.wait(timeout)


def close(process: "subprocess.Popen[bytes]", grace: float = _GRACE) -> None:
    """Close our ends of the pipes, and end the process and all it started if it still runs.

    It has `grace` seconds to remove what it holds.
    """
    if process.poll() is None:
        for what in (signal.SIGTERM, signal.SIGKILL):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, what)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(grace)
                break
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    for stream in (process.stdin, process.stdout, process.stderr):
        if stream is not None:
            with contextlib.suppress(OSError):
                stream.close()


_SETTINGS_BROKEN = re.compile(r"bad (?:\w+ )*config |unable to parse .*config")
_LOCK = re.compile(
    r"[Uu]nable to (?:create|lock|write)[^']*'([^']+\.lock)'.*(?:File exists|exists)"
)
# Git does not always say why.
_CONFIG_LOCK = re.compile(r"could not lock config file (.+?)(?:: .*)?$", re.MULTILINE)


def _no_room(folder: Path) -> bool:
    """Return whether the disk is full; git does not always say so."""
    try:
        found = os.statvfs(folder)
    except OSError:
        return False
    return found.f_bavail * found.f_frsize < _LITTLE


def is_about_settings(words: str) -> bool:
    """Return whether git's words say that it cannot read its own configuration."""
    return _SETTINGS_BROKEN.search(words) is not None


def failure(args: Iterable[str], result: Result, folder: Path) -> errors.CoproduceError:
    """Return the error that says what git's own words mean."""
    from store.scrubbing import without_secrets

    words = without_secrets(result.stderr.strip())
    detail = without_secrets(f"git {' '.join(args)}: exit {result.code}\n{words}")
    lock = _LOCK.search(words)
    if lock:
        return errors.LockHeld(folder / lock[1], detail=detail)
    settings = _CONFIG_LOCK.search(words)
    if settings and (left := folder / f"{settings[1]}.lock").exists():
        return errors.LockHeld(left, detail=detail)
    full = ("No space left on device", "Disk quota", "File too large")
    if any(w in words for w in full) or _no_room(folder):
        return errors.DiskFull(detail)
    if "dubious ownership" in words:
        return errors.GitFailed(
            detail,
            f"{folder} belongs to another user of this computer, so Git does not open it.",
            "Ask its owner, or work in a copy of your own.",
        )
    refused = ("Permission denied", "insufficient permission", "Read-only file")
    if settings or any(w in words for w in refused):
        return errors.NotWritable(folder, detail=detail)
    if is_about_settings(words):
        said = " ".join(words.splitlines()[-1].removeprefix("fatal: ").split())
        return errors.GitFailed(
            detail,
            f"Git's own configuration on this computer cannot be read: {said}.",
            "Mend that file or line, then try again.",
        )
    if "not a git repository" in words:
        return errors.NotAWorkspace(folder, detail=detail)
    return errors.GitFailed(detail)
