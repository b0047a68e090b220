"""Getting a team's workspace for the first time; a failure leaves nothing half made.

It is built in a hidden folder, with the record of whoever joins, and then put in its place at once.
"""

import contextlib
import os
import secrets
import tempfile
from collections.abc import Callable, Generator
from itertools import count
from pathlib import Path

import msgspec

from schema import ids
from schema.ids import RandBelow
from schema.kinds import PERSPECTIVES
from schema.text import clean_line
from store import errors, files, git, half_joined, journal, lock, recovery
from store.cache import Cache
from store.desk import DOMAIN, ME, Clock, Desk, Draft, Notes, message
from store.files import Probe, quiet
from store.finding import find_person
from store.founding import person_record, refuse_used_folder
from store.git import BRANCH, Repository
from store.journal import Journal, Planned
from store.people_here import NOT_HERE_YET, PersonHere, people_here
from store.saving import PendingSave, save
from store.scrubbing import without_secrets
from store.sharing import exchange, landing, remotes
from store.sharing.bundles import fetch_bundle
from store.sharing.folders import is_shared_folder
from store.sharing.network import Cancelled, Network, Progress, never, no_progress
from store.snapshot import Snapshots
from store.typed_path import typed_path
from store.writing import namesakes


class Joining(msgspec.Struct, frozen=True, kw_only=True):
    """Who joins: how they appear in the history ("": by their id), and as whom they are here.

    `as_person` is somebody who has a record there already; then none is made. `which` is asked who
    of the people recorded there it is, "" for somebody new; nothing is left when it raises.
    """

    name: str = ""
    perspectives: tuple[str, ...] = ()
    as_person: str = ""
    which: Callable[[tuple[PersonHere, ...]], str] | None = None


def folder_for(url: str, base: Path) -> Path:
    """Return the folder for what is at `url`, in `base`, unless somebody names another.

    It is called as the address is, with a number when something else has that name.
    """
    name = remotes.folder_name(url)
    taken = (base / (name if number == 1 else f"{name}-{number}") for number in count(1))
    return next(
        each
        for each in taken
        if not each.exists() or (each / "coproduce.md").exists() or half_joined.is_empty(each)
    )


def join(
    url: str,
    folder: Path,
    who: Joining,
    *,
    clock: Clock | None = None,
    randbelow: RandBelow | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    probe: Probe = quiet,
) -> tuple[str, ...]:
    """Get the workspace at `url` into `folder`, make a record for who joins, and return notes.

    No filter or program of anyone is run on the files. `url` may also be a file made by
    `coproduce bundle`; then no place to share through is remembered. `probe` is told each step as
    it is done, for tests.
    Raises Failed when the folder is taken, BadValue, NothingThere, NewerFormat, NewerMerge,
    Interrupted, and what keeps `url` from being reached; then nothing is left of it.
    """
    _refuse_unknown(who.perspectives)
    remotes.refuse_unfit(url)
    where = _local(url)
    tell = progress or no_progress

    def joined(algorithm: str) -> tuple[str, ...]:
        with _built(folder) as (place, held):
            probe("begun")
            with git.create(place, algorithm) as repository:
                probe("made")
                tell("Getting the workspace")
                tip = _fetch(repository, where, cancelled or never, held)
                probe("fetched")
                _refuse_unfit(repository, tip, where)
                tell("Putting the files in place")
                with contextlib.closing(Cache(repository.paths.private / "cache.db")) as cache:
                    snapshots = Snapshots(repository, cache)
                    desk = Desk(repository, snapshots, clock=clock, randbelow=randbelow)
                    landed = landing.land(repository, "", tip, desk.clock())
                    probe("landed")
                    notes = _introduce(desk, who)
                probe("introduced")
            return (*landed.notes, *notes, *_put_in_place(place, folder, probe))

    try:
        return joined("sha1")
    except errors.OtherForm:
        return joined("sha256")


def sign_in(url: str) -> bool:
    """Let git ask at the terminal for what `url` wants, before there is a workspace.

    True when it was let in; see `store.sharing.signing_in`. Raises BadValue.
    """
    remotes.refuse_unfit(url)
    with (
        tempfile.TemporaryDirectory(prefix="coproduce-") as folder,
        git.create(Path(folder)) as repository,
    ):
        place = remotes.add(repository, _local(url), "origin")
        return repository.foreground("ls-remote", "--quiet", "--", place.name) == 0


def _refuse_unknown(perspectives: tuple[str, ...]) -> None:
    for each in perspectives:
        if each not in PERSPECTIVES:
            raise errors.BadValue(f"“{each}” is no perspective.", f"Use: {', '.join(PERSPECTIVES)}")


def _local(url: str) -> str:
    """Return a path on this computer as a whole one; a shared folder inside it if there is one."""
    if remotes.is_address(url):
        return url
    path = typed_path(url)
    if not path.exists():
        return str(path)
    if path.is_dir() and not is_shared_folder(path) and not (path / ".git").exists():
        with contextlib.suppress(OSError):
            inside = [each for each in path.iterdir() if is_shared_folder(each)]
            if len(inside) == 1:
                path = inside[0]
    return str(path)


@contextlib.contextmanager
def _built(folder: Path) -> Generator[tuple[Path, int]]:
    """Give a hidden place in `folder` to build in, and its lock.

    Whatever goes wrong, nothing is left of it; a workspace that is in its place by then stays.
    """
    refuse_used_folder(folder)
    if folder.exists() and not half_joined.is_empty(folder):
        raise half_joined.taken(folder)
    made = [each for each in (folder, *folder.parents) if not each.exists()]
    try:
        with half_joined.building(folder) as (place, held):
            try:
                yield place, held
            finally:
                half_joined.remove(folder)
    except BaseException:
        with contextlib.suppress(OSError):
            for each in made:
                each.rmdir()
        raise


def _put_in_place(place: Path, folder: Path, probe: Probe) -> tuple[str, ...]:
    """Make what was built in `place` the workspace in `folder`, and return notes.

    It is one from the moment its history is there; a journal lets whoever opens it after a kill
    bring the files there too.
    """
    with contextlib.ExitStack() as stack:
        with Repository(place) as built:
            held = stack.enter_context(lock.hold(journal.lock_place(built.paths)))
            head = built.resolve(BRANCH)
            entries = built.tree_entries(head)
            writes = tuple(Planned(path, mode, id_, "", "") for path, mode, id_ in entries)
            token = secrets.token_hex(8)
            record = Journal(token, os.getpid(), "", head, writes, what=journal.JOINED)
            journal.write(built.paths, record, durable=built.is_durable)
        probe("journal")
        try:
            (place / ".git").rename(folder / ".git")
        except OSError as problem:
            raise errors.from_os(problem, folder) from problem
        probe("in place")
        for each in place.iterdir():
            # What cannot be moved is written anew, or stays as somebody put it there meanwhile.
            with contextlib.suppress(OSError):
                _move(each, folder / each.name)
        probe("moved")
        with Repository(folder) as repository:
            settled = recovery.settle(repository, held)
        return settled.notes if settled else ()


def _move(what: Path, place: Path) -> None:
    """Move a file or a folder, over nothing that is there. Raises OSError where it cannot be."""
    if what.is_dir():
        what.rename(place)
    else:
        files.link(what, place)


def _fetch(repository: Repository, where: str, cancelled: Cancelled, held: int) -> str:
    """Bring in what is there and return its newest change; each git holds the lock `held`."""
    network = Network(repository, cancelled, (held,))
    if Path(where).is_file():
        return fetch_bundle(network, repository, Path(where))
    place = remotes.add(repository, where, "origin")
    (found,) = network.fetch([place])
    if isinstance(found.problem, errors.UnrelatedPlace):
        raise errors.NothingThere(place.where, detail=found.problem.detail)
    if found.problem is not None:
        raise found.problem
    if not found.tip:
        raise errors.NothingThere(place.where, empty=True)
    return found.tip


def _refuse_unfit(repository: Repository, tip: str, where: str) -> None:
    """Raise NothingThere, NewerFormat or NewerMerge unless this is a workspace we can work in."""
    if not repository.resolve(f"{tip}:coproduce.md"):
        raise errors.NothingThere(without_secrets(where))
    exchange.refuse_newer_format_at(repository, tip)
    exchange.refuse_newer_merge(repository, tip)


def _introduce(desk: Desk, who: Joining) -> tuple[str, ...]:
    """Remember who is at the keyboard, with a record of theirs, and return notes for them."""
    repository = desk.repository
    people = tuple(each for each in people_here(desk) if each.here != NOT_HERE_YET)
    as_person = who.as_person or (who.which(people) if who.which and people else "")
    if as_person:
        person = find_person(desk.snapshot, as_person)
        _remember(repository, person, clean_line(who.name).text or desk.name(person))
        return ()
    notes = Notes()
    person = ids.person_id(desk.randbelow)
    chosen = notes.line(who.name) or person
    _remember(repository, person, chosen)
    saved = save(
        repository,
        PendingSave(
            writes=(person_record(person, chosen, who.perspectives, desk.today),),
            message=message(
                Draft(
                    writes=(),
                    subject="New person",
                    kind="created",
                    about=(("person", person),),
                )
            ),
            author=desk.identity(person),
            when=desk.clock(),
        ),
    )
    return (*notes.said(), *saved.notes, *namesakes(desk, "person", person, chosen))


def _remember(repository: Repository, person: str, name: str) -> None:
    repository.set_config(ME, person)
    repository.set_config("user.name", name)
    repository.set_config("user.email", f"{person}@{DOMAIN}")
