"""Sharing without a line: everything in one file, to send or to carry, and taking one in."""

import contextlib
import os
import re
import secrets
import shlex
from pathlib import Path

import msgspec

from store import errors
from store.ancestry import is_ancestor
from store.desk import Desk
from store.files import Probe, quiet
from store.git import BRANCH, Repository
from store.process import failure
from store.sharing import exchange, landing, marks, own_page, telling
from store.sharing.network import Cancelled, Network, Progress, never, no_progress
from store.sharing.outcome import Synced, state_of, with_differences
from store.sharing.state import places_behind
from store.sharing.stopping import when_asked
from store.sharing.syncing import one_at_a_time, refuse
from store.text_file import refuse_own

_MARKS = (b"# v2 git bundle\n", b"# v3 git bundle\n")
# What a bundle says of itself comes before its first id.
_ALGORITHM = re.compile(rb"(?:[#@].*\n)*?@object-format=(\w+)\n")
_MOST_HEADER = 1024
# Its whole name could also mean a file, or a branch called refs/heads/main.
_MAIN = ("heads/main", "--")
_ATTEMPTS = 6
# A long history is gone through without a word before anything is written.
_PATIENCE = 600.0


class Bundled(msgspec.Struct, frozen=True):
    """A file that holds everything saved so far, and how many changes that are."""

    file: Path
    changes: int


def bundle(desk: Desk, file: Path) -> Bundled:
    """Write everything that is saved into `file`, whole or not at all; only this user can read it.

    An older one is replaced when all that it holds is here; any other file stays. Raises BadValue,
    ShallowHistory, FolderMissing, NotWritable, DiskFull or GitFailed.
    """
    repository = desk.repository
    refuse(desk)
    exchange.local_head(repository)
    place = file.absolute()
    refuse_own(repository.paths, place)
    if place.exists():
        _refuse_to_replace(repository, place)
    part = place.with_name(f".{place.name}.{secrets.token_hex(4)}.part")
    try:
        _write(repository, part)
        tip, _ = _tip_in(repository, part)
        part.replace(place)
    except OSError as problem:
        raise errors.from_os(problem, place) from problem
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    return Bundled(place, exchange.count(repository, tip))


def _write(repository: Repository, file: Path) -> None:
    """Write everything into a new file that only this user can read, on the disk on return."""
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with os.fdopen(handle, "wb") as opened:
        with contextlib.closing(
            repository.stream("bundle", "create", "--quiet", "-", *_MAIN, timeout=_PATIENCE)
        ) as pieces:
            for piece in pieces:
                opened.write(piece)
        opened.flush()
        os.fsync(handle)


def _refuse_to_replace(repository: Repository, file: Path) -> None:
    """Raise BadValue unless `file` is an earlier bundle, and all that it holds is here."""
    is_bundle = file.is_file() and _is_bundle(file) and _algorithm_in(file) == repository.algorithm
    tip = _tip_in(repository, file)[0] if is_bundle else ""
    if not tip:
        raise errors.BadValue(
            f"{file} is there already, and is something else.", "Choose another name."
        )
    if not is_ancestor(repository, tip, BRANCH):
        raise errors.BadValue(
            f"{file} is there already, and holds changes that are not here.",
            f"Take them in first with: coproduce receive {shlex.quote(str(file))} - or choose"
            " another name.",
        )


def receive(
    desk: Desk,
    file: Path,
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    probe: Probe = quiet,
) -> Synced:
    """Take in what is in a file made by `bundle`, and bring it together with what is here.

    Raises BadBundle, UnrelatedPlace, and what `sync` raises for the workspace itself.
    """
    repository = desk.repository
    refuse(desk)
    tell = progress or no_progress
    with one_at_a_time(repository) as held:
        told = own_page.put_back(desk)
        before, known = exchange.local_head(repository), telling.people(desk)
        tell("Reading the file")
        network = Network(repository, cancelled or never, held)
        tip = fetch_bundle(network, repository, file.absolute())
        looked_at, stop = marks.read(repository.paths).looked_at, when_asked(cancelled or never)
        for _ in range(_ATTEMPTS):
            local = exchange.local_head(repository)
            exchange.refuse_unrelated(repository, local, tip, str(file))
            differ = exchange.apart(repository, local, tip)
            received = len(differ.theirs)
            tell("Bringing it together")
            target, notes = exchange.bring_together(repository, local, [tip], looked_at, stop)
            notes = (*told, *notes)
            notes += exchange.joined_elsewhere(repository, differ.joins, looked_at, stop)
            probe("together")
            if target == local:
                if looked_at != local:
                    marks.looked_through(repository.paths, local)
                return _outcome(desk, before, 0, notes)
            landed = landing.land(repository, local, target, desk.clock(), probe=probe)
            if landed.in_the_way:
                waits = telling.in_the_way(landed.in_the_way, received, again="receive it again")
                return _outcome(desk, before, 0, (waits, *notes), waits=True)
            if landed.moved:
                marks.looked_through(repository.paths, target)
                notes += telling.landed(desk, landed, known)
                return _outcome(desk, before, received, notes)
    raise errors.Failed(
        f"Somebody saved here each time that {file} was to come in, so it waits.",
        "Nothing is lost. Take it in again in a minute.",
    )


def fetch_bundle(network: Network, repository: Repository, file: Path) -> str:
    """Bring what a bundle holds into git's store, and return its newest change.

    Raises BadBundle, OtherForm and Interrupted.
    """
    if not file.exists():
        raise errors.BadBundle(file, "is not there")
    if not file.is_file() or not _is_bundle(file):
        raise errors.BadBundle(file)
    if _algorithm_in(file) != repository.algorithm:
        raise errors.OtherForm(str(file))
    tip, words = _tip_in(repository, file)
    if not tip:
        raise errors.BadBundle(file, detail=words)
    answer = network.fetch_file(file)
    if "lacks these prerequisite commits" in answer.stderr:
        raise errors.BadBundle(file, "builds on changes that are not here", detail=answer.stderr)
    if answer.code:
        problem = failure(("fetch", str(file)), answer, repository.paths.root)
        if isinstance(problem, errors.DiskFull):
            raise problem
        raise errors.BadBundle(file, detail=answer.stderr)
    if not repository.resolve(f"{tip}^{{commit}}"):
        raise errors.BadBundle(file, "was replaced while it was read", detail=tip)
    return tip


def _algorithm_in(file: Path) -> str:
    """Return the name of the hash that the ids in a bundle are made with."""
    try:
        with file.open("rb") as opened:
            named = _ALGORITHM.match(opened.read(_MOST_HEADER))
    except OSError as problem:
        raise errors.from_os(problem, file) from problem
    return named[1].decode() if named else "sha1"


def _tip_in(repository: Repository, file: Path) -> tuple[str, str]:
    """Return the newest change a bundle says it holds, "" for none, and what git said."""
    listed = repository.run("bundle", "list-heads", str(file), BRANCH, check=False)
    tip = listed.stdout.decode("utf-8", "replace").partition(" ")[0].strip()
    return ("" if listed.code else tip), listed.stderr


def _is_bundle(file: Path) -> bool:
    try:
        with file.open("rb") as opened:
            return opened.read(len(_MARKS[0])) in _MARKS
    except OSError as problem:
        raise errors.from_os(problem, file) from problem


def _outcome(
    desk: Desk, before: str, received: int, notes: tuple[str, ...], *, waits: bool = False
) -> Synced:
    return Synced(
        sent=0,
        received=received,
        differences=with_differences(desk),
        state=state_of(desk, waits=waits, to_share=bool(places_behind(desk.repository))),
        head=exchange.local_head(desk.repository),
        notes=tuple(dict.fromkeys(notes)),
        before=before,
    )
