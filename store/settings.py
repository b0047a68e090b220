"""What the user's git configuration says, read again only when one of its files changed."""

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

Signature: TypeAlias = tuple[tuple[str, int, int, int], ...]
_TRUE = frozenset({"", "true", "yes", "on", "1"})


class Settings:
    """All of git's configuration for one repository.

    `listing` returns the bytes of `git config --list -z --show-origin`, run in `root`.
    """

    def __init__(self, root: Path, git_dir: Path, listing: Callable[[], bytes]) -> None:
        self._root = root
        self._git_dir = git_dir
        self._listing = listing
        self._values: Mapping[str, tuple[str, ...]] = {}
        self._files: frozenset[str] = frozenset()
        self._signature: Signature | None = None

    def get(self, key: str, default: str = "") -> str:
        """Return the last value of `key` (section and name in lower case), or `default`."""
        values = self._current().get(key)
        return values[-1] if values else default

    def all(self, key: str) -> tuple[str, ...]:
        """Return every value of `key`, the last one last."""
        return self._current().get(key, ())

    def is_true(self, key: str) -> bool:
        """Return whether `key` is set to something git takes for true."""
        values = self._current().get(key)
        return bool(values) and values[-1].lower() in _TRUE

    def __iter__(self) -> Iterator[str]:
        """Return every key that is set."""
        return iter(self._current())

    def forget(self) -> None:
        """Read everything again at the next question."""
        self._signature = None

    def _current(self) -> Mapping[str, tuple[str, ...]]:
        if self._signature is None or self._signature != _signature(self._files):
            self._read()
        return self._values

    def _read(self) -> None:
        values: dict[str, tuple[str, ...]] = {}
        files = _usual_files(self._git_dir)
        parts = self._listing().decode("utf-8", "surrogateescape").split("\0")
        for origin, entry in zip(parts[::2], parts[1::2], strict=False):
            key, _, value = entry.partition("\n")
            values[key] = (*values.get(key, ()), value)
            if origin.startswith("file:"):
                files.add(str(self._root / origin.removeprefix("file:")))
        self._values = values
        self._files = frozenset(files)
        self._signature = _signature(self._files)


def _usual_files(git_dir: Path) -> set[str]:
    """Return where git looks, also for files that do not exist yet."""
    home = os.environ.get("HOME", "")
    xdg = os.environ.get("XDG_CONFIG_HOME") or f"{home}/.config"
    named = os.environ.get("GIT_CONFIG_GLOBAL", "")
    return {str(git_dir / "config"), f"{home}/.gitconfig", f"{xdg}/git/config", named}


def _signature(files: frozenset[str]) -> Signature:
    """Return what changes when a file is written, replaced, made or removed."""
    found: list[tuple[str, int, int, int]] = []
    for file in sorted(files):
        try:
            stat = os.stat(file)  # noqa: PTH116 - asked often, and three times as fast
        except OSError:
            continue
        found.append((file, stat.st_mtime_ns, stat.st_size, stat.st_ino))
    return tuple(found)
