"""Up to which change this reader has looked: a private marker, never shared."""

from store.git import RepositoryPaths

_FILE = "seen"


def last_seen(paths: RepositoryPaths) -> str:
    """Return the commit last marked as seen, "" when nothing was ever marked."""
    try:
        return (paths.private / _FILE).read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def mark_seen(paths: RepositoryPaths, commit: str) -> None:
    """Remember `commit` as the newest change this reader has looked at."""
    paths.private.mkdir(mode=0o700, parents=True, exist_ok=True)
    (paths.private / _FILE).write_text(f"{commit}\n", "ascii")
