"""The people of the workspace: who is here to speak, to be asked, and who has spoken before."""

from typing import TYPE_CHECKING

import msgspec

from schema.kinds import PersonDocument

if TYPE_CHECKING:
    from store.desk import Desk

NOT_HERE_YET = "not-here-yet"
LEFT = "left"


class PersonHere(msgspec.Struct, frozen=True, kw_only=True):
    """One person, or a place still empty.

    `here` is here, not-here-yet or left. `spoke` is true once anything of theirs is saved.
    """

    id: str
    name: str
    here: str
    perspectives: tuple[str, ...] = ()
    spoke: bool = False


def people_here(desk: "Desk") -> tuple[PersonHere, ...]:
    """Return everyone by name, the person at the keyboard first; put-aside records are left out."""
    snapshot = desk.snapshot
    spoke = {each.by for each in snapshot.contributions}
    found = [
        PersonHere(
            id=each.id,
            name=each.title or each.id,
            here=each.here or "here",
            perspectives=each.perspectives,
            spoke=each.id in spoke,
        )
        for each in snapshot.documents
        if isinstance(each, PersonDocument) and not each.archived
    ]
    return tuple(sorted(found, key=lambda each: (each.id != desk.me, each.name.casefold())))
