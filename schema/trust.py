"""Whose key is whose: what to think of a key that fits, by the keys that were seen before."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from typing import NamedTuple, TypeAlias

KNOWN = "known"
FIRST = "first"
OTHER = "other"
SEVERAL = "several"
SHARED = "shared"

Keys: TypeAlias = Mapping[str, Set[str]]


class Sighting(NamedTuple):
    """A signature that fits: the person it is given for, and the fingerprint of its key."""

    person: str
    key: str


def judged(sightings: Iterable[Sighting], known: Keys) -> dict[Sighting, str]:
    """Return what to think of each sighting; `known` holds each person's keys seen before.

    Both are of the people of one workspace: in another the same person has another id.

    `known`: one of their keys. `first`: never seen, and nothing speaks against it. `other`: the
    person is known by another key. `several`: the person is new and comes with more than one.
    `shared`: the key is, or is also given as, another person's, so it proves neither.
    Nobody's first key is chosen among several: dates and order in a workspace prove nothing.
    """
    seen = set(sightings)
    keys: dict[str, set[str]] = defaultdict(set)
    people: dict[str, set[str]] = defaultdict(set)
    for person, key in seen:
        keys[person].add(key)
        people[key].add(person)
    for person, own in known.items():
        for key in own:
            people[key].add(person)

    def think(each: Sighting) -> str:
        own = known.get(each.person, frozenset[str]())
        if each.key in own:
            return KNOWN
        if len(people[each.key]) > 1:
            return SHARED
        if own:
            return OTHER
        return FIRST if len(keys[each.person]) == 1 else SEVERAL

    return {each: think(each) for each in sorted(seen)}
