"""Where histories part: which commits several of them have in common."""

from collections.abc import Iterable

from store.ancestry import merge_bases
from store.git import Repository


class Bases:
    """Asks git, each question once."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._known: dict[tuple[str, ...], tuple[str, ...]] = {}

    def independent(self, commits: Iterable[str]) -> tuple[str, ...]:
        """Return those that are no ancestor of another one, sorted."""
        unique = sorted(set(commits))
        if len(unique) == 1:
            return tuple(unique)
        if len(unique) > 2:
            return self._asked("--independent", *unique)
        newest = set(unique) - set(self.of(unique[0], unique[1:]))
        return tuple(sorted(newest))

    def of(self, one: str, others: Iterable[str]) -> tuple[str, ...]:
        """Return the newest common ancestors of `one` and of what `others` make together, sorted.

        None when they have nothing in common.
        """
        rest = sorted(set(others))
        if len(rest) == 1:
            one, *rest = sorted((one, *rest))
        return self._asked("--all", one, *rest)

    def _asked(self, *args: str) -> tuple[str, ...]:
        if args not in self._known:
            self._known[args] = merge_bases(self._repository, *args)
        return self._known[args]
