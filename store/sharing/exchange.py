"""What stands between this workspace's history and that of a place: who lacks which changes."""

from collections.abc import Mapping, Sequence
from itertools import islice

import msgspec

from store import errors
from store.ancestry import merge_bases
from store.git import BRANCH, Repository
from store.sharing.stopping import Stop, go_on

_MOST_JOINS = 5


class Apart(msgspec.Struct, frozen=True):
    """How two tips differ: the changes only one side has, without those that only join others.

    `ahead` and `behind` say whether anything at all is missing there, or here. `joins` are the
    commits by which others brought together what is known here and what is not, with their
    parents.
    """

    ours: frozenset[str]
    theirs: frozenset[str]
    ahead: bool
    behind: bool
    joins: Mapping[str, tuple[str, ...]] = {}


NOTHING = Apart(frozenset(), frozenset(), ahead=False, behind=False)


def apart(repository: Repository, local: str, tip: str) -> Apart:
    """Return how `local` and `tip` differ; "" has nothing."""
    if local == tip:
        return NOTHING
    if not local or not tip:
        found = _changes(repository, local or tip)
        return (
            Apart(found, frozenset(), ahead=True, behind=False)
            if local
            else Apart(frozenset(), found, ahead=False, behind=True)
        )
    listed = repository.run(
        "rev-list", "--left-right", "--parents", f"{local}...{tip}", "--"
    ).stdout
    sides: dict[str, dict[str, tuple[str, ...]]] = {"<": {}, ">": {}}
    for line in listed.decode().splitlines():
        commit, *parents = line.split()
        sides[commit[0]][commit[1:]] = tuple(parents)
    ours, theirs = (
        frozenset(each for each, parents in sides[side].items() if len(parents) < 2)
        for side in "<>"
    )
    new = sides[">"]
    joins = {
        each: parents
        for each, parents in new.items()
        if len(parents) > 1 and not all(parent in new for parent in parents)
    }
    return Apart(ours, theirs, bool(sides["<"]), bool(new), joins)


def are_related(repository: Repository, one: str, other: str) -> bool:
    """Return whether two histories have a common beginning."""
    return bool(merge_bases(repository, one, other))


def refuse_unrelated(repository: Repository, local: str, tip: str, where: str) -> None:
    """Raise UnrelatedPlace unless `tip` belongs to the same activity as `local`."""
    if local and not are_related(repository, local, tip):
        is_workspace = bool(repository.resolve(f"{tip}:coproduce.md"))
        raise errors.UnrelatedPlace(where, is_workspace=is_workspace)


def bring_together(
    repository: Repository,
    local: str,
    new: Sequence[str],
    looked_at: str = "",
    stop: Stop = go_on,
) -> tuple[str, tuple[str, ...]]:
    """Return the commit that has everything of `local` and `new`, and sentences about it.

    Nothing points to it yet. `looked_at` is an earlier one of these commits: what came before it
    is not looked through again, which only saves time. `stop` is called again and again, and may
    raise. Raises NewerMerge, NewerFormat, UnrelatedPlace or GitFailed.
    """
    from store.sharing import telling
    from store.sharing.folding import fold

    trusted = [looked_at] if looked_at else []
    folded = fold(repository, [local, *new], trusted=trusted, stop=stop)
    if new:
        refuse_newer_format_at(repository, folded.commit)
    return folded.commit, telling.merge_notes(folded.notes)


def joined_elsewhere(
    repository: Repository,
    joins: Mapping[str, tuple[str, ...]],
    looked_at: str = "",
    stop: Stop = go_on,
) -> tuple[str, ...]:
    """Return the sentences that whoever made these commits was told, of the newest few of them.

    What is decided about somebody's file is told to them as well, not only to those whose computer
    happened to bring it together.
    """
    from store.sharing import telling
    from store.sharing.folding import fold

    told: dict[str, None] = {}
    for commit, parents in islice(joins.items(), _MOST_JOINS):
        folded = fold(repository, parents, trusted=[looked_at] if looked_at else [], stop=stop)
        if commit in (folded.together, folded.commit):
            told |= dict.fromkeys(telling.merge_notes(folded.notes))
    return tuple(told)


def count(repository: Repository, *revisions: str) -> int:
    """Return how many changes `rev-list` finds, without those that only join others."""
    counted = repository.run("rev-list", "--count", "--no-merges", *revisions, "--")
    return int(counted.stdout)


def local_head(repository: Repository) -> str:
    """Return the newest saved change. Raises Failed before the first."""
    found = repository.resolve(BRANCH)
    if not found:
        raise errors.Failed(
            "Nothing has been saved here yet, so there is nothing to share.",
            "Save something first, or get a team's workspace with: coproduce join URL",
        )
    return found


def _changes(repository: Repository, tip: str) -> frozenset[str]:
    listed = repository.run("rev-list", "--no-merges", tip, "--").stdout
    return frozenset(listed.decode().split())


def refuse_newer_format_at(repository: Repository, commit: str) -> None:
    """Raise NewerFormat when the workspace at `commit` has a format this program does not know."""
    from schema import codec
    from schema.record import Damaged
    from store.desk import FORMAT

    found = repository.read_object(f"{commit}:coproduce.md")
    if found is None or found.data is None:
        return
    file = codec.read(found.data, "coproduce.md")
    if isinstance(file, Damaged):
        return
    given = file.fields.get("format", FORMAT)
    if given != FORMAT:
        raise errors.NewerFormat(given if isinstance(given, str) else ", ".join(given))


def refuse_newer_merge(repository: Repository, commit: str) -> None:
    """Raise NewerMerge when versions were joined in its history in a way not known here."""
    from store.sharing import graph

    graph.read(repository, (commit,), ())
