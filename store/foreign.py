"""What another program may have left this repository in the middle of."""

import os

from store import errors
from store.git import BRANCH, Repository

_MARKS = (
    ("MERGE_HEAD", "merge"),
    ("rebase-merge", "rebase"),
    ("rebase-apply", "rebase"),
    ("CHERRY_PICK_HEAD", "cherry-pick"),
    ("REVERT_HEAD", "revert"),
    ("sequencer", "cherry-pick"),
    ("BISECT_START", "bisect"),
)


def operation(repository: Repository) -> str:
    """Return git's word for what is under way, "detached", "other-branch", or "" for nothing."""
    there = set(os.listdir(repository.paths.git_dir))  # noqa: PTH208 - names are all it needs
    for mark, word in _MARKS:
        if mark in there:
            return word
    branch = repository.branch
    if not branch:
        return "detached"
    return "" if branch == BRANCH else "other-branch"


def refuse(repository: Repository) -> None:
    """Raise ForeignOperation unless main is checked out and nothing else is under way."""
    found = operation(repository)
    if found:
        raise errors.ForeignOperation(found)
