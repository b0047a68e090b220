"""Letting git itself ask at the terminal: for a name, a password, or a host to be trusted."""

from store import errors
from store.desk import Desk
from store.sharing import remotes


def sign_in(desk: Desk, name: str = "") -> bool:
    """Run one look at a place with the terminal in git's own hands; True if it was let in.

    `name` is the place, the first one that is not a folder without it. What git asks and shows is
    its own; what it is told goes to the user's own credential store, or nowhere. Raises NoPlace.
    """
    places = remotes.places(desk.repository)
    chosen = [p for p in places if p.name == name] if name else [*places]
    if not chosen:
        raise errors.NoPlace(name)
    far = [p for p in chosen if remotes.host_of(remotes.address(desk.repository, p.name))]
    place = (far or chosen)[0]
    return desk.repository.foreground("ls-remote", "--quiet", "--", place.name) == 0
