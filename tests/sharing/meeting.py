"""Two teams with a copy each who bring their copies together, in real repositories."""

import os
import shutil
import subprocess
from pathlib import Path

from schema.merge import merge_texts
from store import Workspace

_WHO = {
    "GIT_AUTHOR_NAME": "coproduce merge",
    "GIT_AUTHOR_EMAIL": "merge@coproduce.invalid",
    "GIT_COMMITTER_NAME": "coproduce merge",
    "GIT_COMMITTER_EMAIL": "merge@coproduce.invalid",
}


def git(folder: Path, *args: str, given: str | None = None, **env: str) -> str:
    """Return what plain git says in `folder`."""
    done = subprocess.run(
        ["git", "-C", str(folder), *args],
        check=True,
        capture_output=True,
        input=given.encode() if given is not None else None,
        env={**os.environ, **env},
    )
    return done.stdout.decode()


def copy_for(folder: Path, place: Path, person: str) -> Path:
    """Give another team a copy, with `person` (an id) at the keyboard of it."""
    shutil.copytree(folder, place, symlinks=True)
    git(place, "config", "coproduce.me", person)
    return place


def meet(here: Path, there: Path) -> str:
    """Bring what `there` has into `here` as one change with two parents; return its id."""
    git(here, "fetch", "-q", str(there), "+main:refs/tests/there")
    ours, theirs = git(here, "rev-parse", "HEAD", "refs/tests/there").split()
    base = git(here, "merge-base", ours, theirs).strip()
    if base == theirs:
        return ours
    index = {"GIT_INDEX_FILE": str(here / ".git/meeting-index")}
    git(here, "read-tree", ours, **index)
    for path in git(here, "diff", "--name-only", base, theirs).split():
        texts = [_text(here, f"{commit}:{path}") for commit in (base, ours, theirs)]
        merged = git(here, "hash-object", "-w", "--stdin", given=merge_texts(*texts)).strip()
        git(here, "update-index", "--add", "--cacheinfo", f"100644,{merged},{path}", **index)
    tree = git(here, "write-tree", **index).strip()
    parents = [part for each in sorted((ours, theirs)) for part in ("-p", each)]
    message = "Two copies came together\n\nCoproduce-Op: merged\nCoproduce-Merge: 1\n"
    made = git(here, "commit-tree", tree, *parents, given=message, **_WHO).strip()
    git(here, "update-ref", "refs/heads/main", made)
    git(here, "read-tree", "--reset", "-u", "HEAD")
    return made


def _text(folder: Path, name: str) -> str:
    done = subprocess.run(["git", "-C", str(folder), "show", name], capture_output=True)
    return done.stdout.decode() if done.returncode == 0 else ""


def one_sided(folder: Path, ref: str, **change: object) -> None:
    """Save one edit in a copy."""
    with Workspace.open(folder) as workspace:
        workspace.edit(ref, **change)  # type: ignore[arg-type]
