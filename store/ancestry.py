"""Which changes came before which, as git answers it; a failure of git is never an answer."""

from store.git import Repository

_NONE = 1


def merge_bases(repository: Repository, *asked: str) -> tuple[str, ...]:
    """Return what `git merge-base` finds for these arguments, sorted; () when there is none.

    Raises GitFailed, also for a commit that is not here.
    """
    given = repository.run("merge-base", *asked, check=False)
    if given.code not in (0, _NONE):
        raise repository.failure(("merge-base", *asked), given)
    return tuple(sorted(given.stdout.decode().split()))


def is_ancestor(repository: Repository, one: str, other: str) -> bool:
    """Return whether `other` comes after `one`, or is it; what is not here comes before nothing.

    Raises GitFailed.
    """
    if not all(repository.resolve(f"{each}^{{commit}}") for each in (one, other)):
        return False
    asked = ("merge-base", "--is-ancestor", one, other)
    given = repository.run(*asked, check=False)
    if given.code not in (0, _NONE):
        raise repository.failure(asked, given)
    return not given.code
