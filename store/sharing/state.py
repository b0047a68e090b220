"""How far sharing has come, from what this computer remembers; nobody is asked."""

import msgspec

from schema.ids import about_of, kind_and_id
from store.desk import Desk
from store.git import BRANCH, Repository
from store.sharing import exchange, marks, remotes
from store.sharing.outcome import state_of
from store.sharing.remotes import Place, tracking

NO_PLACE = "no-place"
_KINDS = ("agreement",)


class AtHand(msgspec.Struct, frozen=True, kw_only=True):
    """What may be missing here of what was said.

    `incomplete` says that only the newest part of the history is here. `agreements` are those that
    changes touch which are known of and not here; with `everywhere` it may be any.
    """

    incomplete: bool = False
    everywhere: bool = False
    agreements: frozenset[str] = frozenset()

    def lacks(self, agreement: str) -> bool:
        """Return whether somebody may have said no to an agreement, and it is not here."""
        return self.everywhere or agreement in self.agreements


class Sharing(msgspec.Struct, frozen=True, kw_only=True):
    """Where the workspace is shared, and what waits.

    `to_share` counts changes that are not anywhere else yet, `to_get` those that were there when
    last looked at and are not here. `behind` are places that lack something of what is saved here.
    `last` is when sharing last came to its end (ISO 8601, "": never). `state` is no-place, waiting,
    to-share, to-settle or in-step. `trouble` are sentences about what stood in the way the last
    time.
    """

    places: tuple[Place, ...]
    to_share: int
    to_get: int
    behind: tuple[Place, ...] = ()
    last: str
    state: str
    trouble: tuple[str, ...] = ()


def is_shallow(repository: Repository) -> bool:
    """Return whether only the newest part of the history is here."""
    return (repository.paths.common_dir / "shallow").exists()


def sharing(desk: Desk) -> Sharing:
    """Return how far sharing has come."""
    repository = desk.repository
    places = remotes.places(repository)
    remembered = marks.read(repository.paths)
    if not places:
        return Sharing(places=(), to_share=0, to_get=0, last=remembered.last, state=NO_PLACE)
    to_share, to_get = changes_to_share(repository), changes_to_get(repository)
    behind = places_behind(repository)
    return Sharing(
        places=places,
        to_share=to_share,
        to_get=to_get,
        behind=behind,
        last=remembered.last,
        state=state_of(desk, waits=bool(to_get), to_share=bool(behind)),
        trouble=tuple(each.message for each in remembered.trouble.values()),
    )


def changes_to_share(repository: Repository) -> int:
    """Return how many changes here are not anywhere else yet; 0 without a place to share."""
    if not remotes.places(repository):
        return 0
    head, known = repository.resolve(BRANCH), tips(repository)
    if not head or head in known:
        return 0
    return exchange.count(repository, BRANCH, *(f"^{tip}" for tip in known))


def places_behind(repository: Repository) -> tuple[Place, ...]:
    """Return the places that lack something of what is saved here, as far as is known."""
    head = repository.resolve(BRANCH)
    found: list[Place] = []
    for place in remotes.places(repository):
        tip = tip_of(repository, place)
        if head and tip != head:
            lacks = exchange.count(repository, BRANCH, f"^{tip}") if tip else 1
            found += [place] if lacks else []
    return tuple(found)


def changes_to_get(repository: Repository) -> int:
    """Return how many changes were elsewhere when last looked at, and are not here."""
    head, known = repository.resolve(BRANCH), tips(repository)
    new = [tip for tip in known if tip != head]
    if not head or not new:
        return 0
    return exchange.count(repository, *new, f"^{head}")


def changes_not_here(repository: Repository) -> int:
    """Return how many changes are known of and not in what is read here.

    They were shared when last looked at, or saved before somebody went back with plain git.
    """
    head = repository.resolve("HEAD")
    known = {repository.resolve(BRANCH), *tips(repository)} - {"", head}
    return exchange.count(repository, *sorted(known), f"^{head}") if head and known else 0


def at_hand(repository: Repository) -> AtHand:
    """Return what may be missing here of what was said; git is asked only where more is known."""
    if is_shallow(repository):
        return AtHand(incomplete=True, everywhere=True)
    head = repository.resolve("HEAD")
    known = sorted({repository.resolve(BRANCH), *tips(repository)} - {"", head})
    if not head or not known:
        return AtHand()
    # What was said and taken away again counts too, so each change is asked, not the last alone.
    form = ("-c", "--full-history", "--format=", "--name-only", "-z", "--no-renames")
    asked = ("log", *form, *known, f"^{head}", "--", "agreements", "contributions")
    done = repository.run(*asked, check=False)
    if done.code:
        return AtHand(everywhere=True)
    paths = [each.decode("utf-8", "replace").strip("\n") for each in done.stdout.split(b"\0")]
    named = (about_of(path) or kind_and_id(path) for path in paths)
    return AtHand(agreements=frozenset(each[1] for each in named if each and each[0] in _KINDS))


def tips(repository: Repository) -> tuple[str, ...]:
    """Return what each place had when last looked at, by us or else by plain git."""
    found = [tip_of(repository, place) for place in remotes.places(repository)]
    return tuple(tip for tip in found if tip)


def tip_of(repository: Repository, place: Place) -> str:
    """Return what one place had when last looked at, "" when that is not known."""
    ours = repository.resolve(tracking(place.name))
    return ours or repository.resolve(f"refs/remotes/{place.name}/main")
