"""What goes out and what came in: changes that nobody else has yet, and those that others made."""

from contextlib import closing

import msgspec

from schema.ids import kind_and_id
from store import files
from store.comparing import told
from store.desk import Desk
from store.git import BRANCH, RepositoryPaths
from store.history import commits
from store.sharing import remotes
from store.sharing.outcome import Synced
from store.sharing.state import tips
from store.values import Change

_FILE = "arrived"
MOST = 500


class Passed(msgspec.Struct, frozen=True, kw_only=True):
    """Changes of one record, the newest first; `ref` is how the record is referred to."""

    ref: str
    title: str
    changes: tuple[Change, ...]


class Arrived(msgspec.Struct, frozen=True, kw_only=True):
    """What others' changes brought the last time any came in; `when` is ISO 8601, "": never."""

    when: str = ""
    records: tuple[Passed, ...] = ()


class _Mark(msgspec.Struct, frozen=True):
    before: str = ""
    head: str = ""
    when: str = ""


def going_out(desk: Desk) -> tuple[Passed, ...]:
    """Return what is saved here and not shared anywhere yet, by record, at most `MOST` changes.

    Without a place to share, nothing goes out.
    """
    if not remotes.places(desk.repository):
        return ()
    return _by_record(desk, (BRANCH, *(f"^{tip}" for tip in tips(desk.repository))))


def came_in(desk: Desk) -> Arrived:
    """Return what came in the last time others' changes did, as this computer remembers it."""
    mark = _read(desk.repository.paths)
    known = [desk.repository.resolve(f"{each}^{{commit}}") for each in (mark.before, mark.head)]
    if not all(known):
        return Arrived()
    before, head = known
    return Arrived(when=mark.when, records=_by_record(desk, (head, f"^{before}")))


def remember(desk: Desk, synced: Synced) -> Synced:
    """Remember privately what came in, if anything did, and return `synced`."""
    if synced.received:
        mark = _Mark(synced.before, synced.head, desk.clock().isoformat(timespec="seconds"))
        try:
            place = desk.repository.paths.private / _FILE
            files.write_private(place, msgspec.json.encode(mark), durable=False)
        except OSError:
            # It only helps to look at it later; what came in is in the history all the same.
            return synced
    return synced


def _read(paths: RepositoryPaths) -> _Mark:
    try:
        return msgspec.json.decode((paths.private / _FILE).read_bytes(), type=_Mark)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return _Mark()


def _by_record(desk: Desk, revisions: tuple[str, ...]) -> tuple[Passed, ...]:
    grouped: dict[str, list[Change]] = {}
    with closing(commits(desk.repository, *revisions, limit=MOST)) as found:
        for commit in found:
            change = told(desk, commit)
            for document in change.about:
                grouped.setdefault(document, []).append(change)
    return tuple(
        Passed(ref=_ref(desk, id_), title=desk.title("", id_), changes=tuple(changes))
        for id_, changes in grouped.items()
    )


def _ref(desk: Desk, id_: str) -> str:
    """Return how a record is referred to; one that is not here any more by its id alone."""
    named = kind_and_id(desk.last.path(id_))
    if named is None or not named[1] or named[0] == "activity":
        return named[0] if named else id_
    return "/".join(named)
