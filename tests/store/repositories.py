"""Real repositories for the tests of saving, and what must be true of one whatever happened."""

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from store import drafts, git
from store.objects import object_id
from store.saving import Identity, PendingSave, SavedCommit, Write, save

ANN = Identity("Ann", "p-aaaaaaaa@coproduce.invalid")
NOON = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
RECORD = "agreements/ground-rules-abc234.md"
OTHER = "agreements/values-abc234.md"


def run(folder: Path, *args: str, check: bool = True) -> str:
    """Return what plain git says in `folder`."""
    return subprocess.run(
        ["git", "-C", str(folder), *args],
        check=check,
        capture_output=True,
        text=True,
        errors="surrogateescape",
    ).stdout


def pending(path: str, data: bytes, old: bytes | None, **more: object) -> PendingSave:
    """Return a change of one file from `old` (None: it must not exist) to `data`."""
    write = Write(path, data, None if old is None else object_id("blob", old))
    given = {"message": "Agreement: changed\n", "author": ANN, "when": NOON, **more}
    return PendingSave(writes=(write,), **given)


def save_bytes(
    repository: git.Repository, path: str, data: bytes, old: bytes | None, **more: object
) -> SavedCommit:
    """Save one file."""
    return save(repository, pending(path, data, old, **more))


def new_repository(folder: Path) -> git.Repository:
    """Make a repository with one saved record, one dirty file, one staged file and one unknown."""
    repository = git.create(folder)
    save_bytes(repository, RECORD, b"first\n", None)
    save_bytes(repository, OTHER, b"values\n", None)
    for name in ("dirty.txt", "staged.txt"):
        (folder / name).write_bytes(b"saved\n")
    run(folder, "add", "dirty.txt", "staged.txt")
    who = ("-c", "user.name=Someone", "-c", "user.email=s@example.invalid")
    run(folder, *who, "commit", "-q", "-m", "Other files")
    make_others(folder)
    return repository


def make_others(folder: Path) -> None:
    """Leave work of other people's about, in every state git knows."""
    (folder / "dirty.txt").write_bytes(b"not staged\n")
    (folder / "staged.txt").write_bytes(b"staged\n")
    run(folder, "add", "staged.txt")
    (folder / "staged.txt").write_bytes(b"staged, then changed again\n")
    (folder / "unknown.txt").write_bytes(b"unknown\n")


OTHERS_STATUS = [" M dirty.txt", "MM staged.txt", "?? unknown.txt"]


def assert_others_untouched(folder: Path) -> None:
    """Check that other people's dirty, staged and unknown files are as `make_others` left them."""
    status = run(folder, "status", "--porcelain", "-uall").splitlines()
    assert [s for s in status if s[3:] in ("dirty.txt", "staged.txt", "unknown.txt")] == (
        OTHERS_STATUS
    )
    assert (folder / "dirty.txt").read_bytes() == b"not staged\n"
    assert (folder / "staged.txt").read_bytes() == b"staged, then changed again\n"
    assert (folder / "unknown.txt").read_bytes() == b"unknown\n"
    assert run(folder, "show", ":staged.txt") == "staged\n"
    assert run(folder, "show", ":dirty.txt") == "saved\n"


def assert_all_in_line(folder: Path, path: str = RECORD) -> None:
    """Check that history, index and disk say the same of `path`, and that nothing is left about."""
    status = run(folder, "status", "--porcelain", "-uall").splitlines()
    assert [s for s in status if s not in OTHERS_STATUS] == []
    assert run(folder, "show", f"HEAD:{path}").encode() == (folder / path).read_bytes()
    private = folder / ".git" / "coproduce"
    assert sorted(p.name for p in private.iterdir() if p.name != "drafts") == ["lock"]
    assert not list(folder.glob(".git/**/*.lock"))


def assert_sound(folder: Path) -> None:
    """Check the whole object store with git's own strictest eyes."""
    said = subprocess.run(
        ["git", "-C", str(folder), "fsck", "--strict", "--no-dangling", "--no-progress"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (said.returncode, said.stdout, said.stderr) == (0, "", "")


def saved_bytes(folder: Path, path: str = RECORD, commit: str = "main") -> bytes:
    """Return what the history says is in `path`."""
    return subprocess.run(
        ["git", "-C", str(folder), "cat-file", "blob", f"{commit}:{path}"],
        check=True,
        capture_output=True,
    ).stdout


def draft_bytes(folder: Path) -> list[bytes]:
    """Return what every draft holds."""
    with git.Repository(folder) as repository:
        return [drafts.read(draft) for draft in drafts.kept(repository.paths)]


def children(pid: int | None = None) -> list[str]:
    """Return the command lines of the processes that `pid` (this one) has running."""
    me = str(pid or os.getpid())
    found: list[str] = []
    for entry in Path("/proc").iterdir():
        try:
            stat = (entry / "stat").read_text()
            words = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except (OSError, ValueError):
            continue
        if stat.rpartition(")")[2].split()[1] == me:
            found.append(words)
    return found
