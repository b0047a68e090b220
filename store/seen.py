"""Up to which change this reader has looked, and when: a private marker, never shared."""

from store.git import RepositoryPaths

_FILE = "seen"


def last_seen(paths: RepositoryPaths) -> str:
    """Return the commit last marked as seen, "" when nothing was ever marked."""
    return _line(paths, 0)


def looked_on(paths: RepositoryPaths) -> str:
    """Return the day (ISO 8601) on which it was marked, "" when nobody knows."""
    return _line(paths, 1)


def mark_seen(paths: RepositoryPaths, commit: str, day: str) -> None:
    """Remember `commit` as the newest change this reader has looked at, on `day`."""
    paths.private.mkdir(mode=0o700, parents=True, exist_ok=True)
    (paths.private / _FILE).write_text(f"{commit}\n{day}\n", "ascii")


def _line(paths: RepositoryPaths, number: int) -> str:
    try:
        lines = (paths.private / _FILE).read_text("ascii").split("\n")
    except (OSError, UnicodeDecodeError):
        return ""
    return lines[number].strip() if number < len(lines) else ""
