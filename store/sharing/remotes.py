"""The places a workspace is shared through: which there are, and how one is added or left.

A place is a remote in this repository's own git configuration, so that an `origin` made by plain
git counts, and plain git can use ours. Its tip as last seen is kept under a name of our own, which
plain git never moves.
"""

import contextlib
import re
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from schema import ids
from store import errors
from store.git import Repository
from store.scrubbing import is_cut_short, secrets_of, without_secrets
from store.typed_path import typed_path

TRACKING = "refs/coproduce/remotes"
SEEN = "refs/coproduce/seen"
_URL = re.compile(r"^remote\.(?P<name>.+)\.url$", re.DOTALL)
# What git says yes to as the name of a remote, without a slash: it becomes a part of other names.
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_HELPER = re.compile(r"[A-Za-z0-9]+::")


class Place(msgspec.Struct, frozen=True):
    """Somewhere to share through: its name here, and `where` it is, without anything secret."""

    name: str
    where: str


def places(repository: Repository) -> tuple[Place, ...]:
    """Return every place the workspace is connected with, `origin` first, then by name.

    A remote that git leaves out of `fetch --all` (`remote.<name>.skipFetchAll`) is left out too.
    """
    found: list[Place] = []
    settings = repository.settings
    for key in settings:
        named = _URL.match(key)
        if named and not settings.is_true(f"remote.{named['name']}.skipfetchall"):
            found.append(Place(named["name"], without_secrets(settings.get(key))))
    return tuple(sorted(found, key=lambda place: (place.name != "origin", place.name)))


def address(repository: Repository, name: str) -> str:
    """Return the whole address of a place, secrets and all; for git alone."""
    return repository.settings.get(f"remote.{name}.url")


def secrets(repository: Repository) -> tuple[str, ...]:
    """Return what must not be seen of any place's address."""
    named = (secrets_of(address(repository, place.name)) for place in places(repository))
    return tuple(secret for found in named for secret in found)


def tracking(name: str) -> str:
    """Return the name of the ref that remembers what a place had when it was last looked at."""
    return f"{TRACKING}/{name}/main"


def seen(name: str, commit: str) -> str:
    """Return the name under which a tip is kept that a place had and lost."""
    return f"{SEEN}/{name}/{commit}"


def arriving(name: str) -> str:
    """Return the name under which a rewritten tip lies until people decide about it."""
    return f"refs/coproduce/arriving/{name}"


def add(repository: Repository, url: str, name: str = "") -> Place:
    """Connect the workspace with `url`, under `name` or one made from the address.

    A place with that address already is returned as it is. Raises BadValue.
    """
    refuse_unfit(url)
    url = url if is_address(url) else str(typed_path(url))
    for place in places(repository):
        if address(repository, place.name) == url:
            return place
    if name and not _NAME.fullmatch(name):
        raise errors.BadValue(
            f"“{name}” cannot be the name of a place.", "Use letters, digits and hyphens."
        )
    taken = {place.name for place in places(repository)}
    if name in taken:
        raise errors.BadValue(
            f"There is a place called “{name}” already.", "Choose another name for it."
        )
    chosen = name or _free_name(_last_part(url), taken)
    repository.set_config(f"remote.{chosen}.url", url)
    repository.set_config(f"remote.{chosen}.fetch", f"+refs/heads/*:refs/remotes/{chosen}/*")
    return Place(chosen, without_secrets(url))


def remove(repository: Repository, name: str) -> None:
    """Leave a place: nothing is deleted there, and what was got from it stays.

    Raises NoPlace; and Failed, LockHeld or NotWritable when the workspace stays connected with it.
    """
    if name not in {place.name for place in places(repository)}:
        raise errors.NoPlace(name)
    asked = ("config", "--local", "--remove-section", f"remote.{name}")
    answer = repository.write(*asked, check=False)
    repository.settings.forget()
    if answer.code and "no such section" not in answer.stderr.lower():
        raise repository.failure(asked, answer)
    if name in {place.name for place in places(repository)}:
        raise errors.Failed(
            f"“{name}” is set up for all your work on this computer, not in this workspace.",
            f"Take it out there with: git config --global --remove-section remote.{name}",
            detail=answer.stderr,
        )
    forget_tip(repository, name)


def remember_tip(
    repository: Repository, name: str, tip: str, before: str, held: tuple[int, ...] = ()
) -> None:
    """Remember that a place has `tip`, in the stead of `before` ("": nothing was remembered).

    Git holds the descriptors `held` too. Raises AlreadySharing when something else is remembered
    by now, LockHeld, NotWritable, DiskFull or GitFailed.
    """
    _update(repository, (tracking(name), tip, before or "0" * len(tip)), held)


def forget_tip(repository: Repository, name: str, before: str = "") -> None:
    """Forget what a place had when it was last looked at; only if that is `before`, if given.

    Raises what `remember_tip` raises.
    """
    known = before or repository.resolve(tracking(name))
    if known:
        _update(repository, ("-d", tracking(name), known))


def _update(repository: Repository, given: tuple[str, ...], held: tuple[int, ...] = ()) -> None:
    asked = ("update-ref", *given)
    answer = repository.write(*asked, keep=held, check=False)
    if not answer.code:
        return
    if "but expected" in answer.stderr or "reference already exists" in answer.stderr:
        raise errors.AlreadySharing
    raise repository.failure(asked, answer)


def refuse_unfit(url: str) -> None:
    """Raise BadValue for an address git would take for an option, or for a program to run."""
    if not url.strip() or not url.isprintable() or url != url.strip():
        raise errors.BadValue(
            "The address is empty, or has hidden characters in it.", "Copy it once more."
        )
    if is_cut_short(url):
        raise errors.BadValue(
            f"The address {without_secrets(url)} has a password with a slash in it.",
            "Leave the password out; it is asked for when it is needed.",
        )
    if url.startswith("-"):
        raise errors.BadValue(
            f"The address {without_secrets(url)} begins with a hyphen.", "Write ./ before it."
        )
    if _HELPER.match(url):
        raise errors.BadValue(
            f"The address {without_secrets(url)} would start a program.",
            "Use an address that begins with https:// or ssh://, or a folder.",
        )


def is_address(typed: str) -> bool:
    """Return whether what was typed leads to a host, or is written like an address."""
    if "://" in typed or not host_of(typed):
        return "://" in typed
    with contextlib.suppress(OSError, ValueError):
        return not Path(typed).exists()
    return True


def host_of(url: str) -> str:
    """Return the computer an address leads to, "" for a folder on this one."""
    if "://" in url:
        try:
            return urlsplit(url).hostname or ""
        except ValueError:
            return ""
    # As git reads it: a colon before any slash makes it user@host:path.
    before, colon, _ = url.partition(":")
    return before.rpartition("@")[2].strip("[]") if colon and "/" not in before else ""


def _last_part(url: str) -> str:
    """Return the last word of an address, as a folder or a place could be called."""
    try:
        path = urlsplit(url).path if "://" in url else url
    except ValueError:
        path = url
    last = re.split(r"[/:\\]", path.rstrip("/\\"))[-1]
    return ids.slug(last.removesuffix(".git").removesuffix(".bundle"))


def folder_name(url: str) -> str:
    """Return how a folder made for what is at `url` is called."""
    return _last_part(url)


def _free_name(wanted: str, taken: set[str]) -> str:
    if wanted not in taken:
        return wanted
    return next(n for k in range(2, len(taken) + 3) if (n := f"{wanted}-{k}") not in taken)
