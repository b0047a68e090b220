"""What is being written right now: one private file for each sitting, replaced as you type.

Each time somebody begins to write about something is a sitting of its own, so that words set aside
before stay as they are. After a crash the words are found again. A window that is still open keeps
its own to itself: it holds a lock for as long as it lives, so that another window never takes them
over.
"""

import contextlib
import fcntl
import hashlib
import json
import os
import secrets
import threading
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from store import errors
from store.files import write_private
from store.git import RepositoryPaths

_SESSIONS: dict[Path, "_Session"] = {}
_GUARD = threading.Lock()


class HeldDraft(msgspec.Struct, frozen=True, kw_only=True):
    """Words somebody was writing and has not saved.

    `about` is what they were meant for, as the writer named it. `base` is the text they began
    from. `when` is the last time they were kept (UTC). `key` names them for `drop`.
    """

    key: str
    about: str
    text: str
    base: str
    when: datetime


class _Session(msgspec.Struct, frozen=True):
    """This process in one workspace: its token, and the lock that shows that it lives."""

    token: str
    handle: int


def folder(paths: RepositoryPaths) -> Path:
    """Return where words being written lie."""
    return paths.private / "held"


def hold(paths: RepositoryPaths, about: str, text: str, base: str = "", sitting: str = "") -> str:
    """Keep `text` in place of what the same sitting held for `about` here; return its key.

    `sitting` is letters and digits that the writer chose, "" for the only one of this window.
    Durable on return. Raises NotWritable or DiskFull.
    """
    place = folder(paths)
    try:
        key = "-".join(filter(None, (_subject(about), _session(place).token, sitting)))
        now = datetime.now(UTC).isoformat()
        held = {"about": about, "when": now, "text": text, "base": base}
        write_private(place / f"{key}.json", json.dumps(held).encode("ascii"))
    except OSError as problem:
        raise errors.from_os(problem, place) from problem
    return key


def found(paths: RepositoryPaths, about: str = "") -> tuple[HeldDraft, ...]:
    """Return what is held for `about`, or for anything, newest first.

    That is what this window holds, and what windows that are no longer there left behind.
    """
    place = folder(paths)
    wanted = f"{_subject(about)}-*.json" if about else "*-*.json"
    living: dict[str, bool] = {}
    drafts: list[HeldDraft] = []
    for file in sorted(place.glob(wanted)):
        token = _token(file.stem)
        if token not in living:
            living[token] = _lives_elsewhere(place, token)
        draft = None if living[token] else _read(file)
        if draft is not None:
            drafts.append(draft)
    return tuple(sorted(drafts, key=lambda draft: draft.when, reverse=True))


def drop(paths: RepositoryPaths, key: str) -> None:
    """Forget what is held under `key`; what is gone already is no error. Raises NotWritable."""
    place = folder(paths)
    file = place / f"{key}.json"
    if file.parent != place:
        return
    try:
        file.unlink(missing_ok=True)
        token = _token(key)
        if not any(place.glob(f"*-{token}*.json")) and not _lives(place, token):
            _sign(place, token).unlink(missing_ok=True)
    except OSError as problem:
        raise errors.from_os(problem, place) from problem


def _subject(about: str) -> str:
    return hashlib.sha256(about.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _token(key: str) -> str:
    """Return which window holds what is held under `key`."""
    return "".join(key.split("-")[1:2])


def _read(file: Path) -> HeldDraft | None:
    """Return one held text, None for a file that is none of ours."""
    try:
        held = json.loads(file.read_bytes())
        return HeldDraft(
            key=file.stem,
            about=str(held["about"]),
            text=str(held["text"]),
            base=str(held["base"]),
            when=datetime.fromisoformat(held["when"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _sign(place: Path, token: str) -> Path:
    return place / f"{token}.open"


def _session(place: Path) -> _Session:
    """Return this process's session in a workspace, begun when it holds its first words."""
    with _GUARD:
        session = _SESSIONS.get(place)
        # The folder is disposable: when someone cleared it, the sign of life is made anew.
        if session is None or not _sign(place, session.token).exists():
            session = _SESSIONS[place] = _begin(place)
        return session


def _begin(place: Path) -> _Session:
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    while True:
        token = secrets.token_hex(8)
        sign = _sign(place, token)
        handle = os.open(sign, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        fcntl.flock(handle, fcntl.LOCK_EX)
        # Another window may have taken the sign for a dead one's before it was locked.
        if sign.exists():
            return _Session(token, handle)
        os.close(handle)


def _lives_elsewhere(place: Path, token: str) -> bool:
    mine = _SESSIONS.get(place)
    return (mine is None or mine.token != token) and _lives(place, token)


def _lives(place: Path, token: str) -> bool:
    """Return whether the process that has this token still runs: then it holds its lock."""
    try:
        handle = os.open(_sign(place, token), os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        with contextlib.suppress(OSError):
            os.close(handle)
    return False
