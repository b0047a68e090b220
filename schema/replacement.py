"""Which contributions are current: what replaces what, and which links do not count."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import TypeAlias, TypeVar

import msgspec

from schema.record import Contribution

ANONYMOUS = "anonymous"
UNPLACED = "unplaced"

in_order = attrgetter("date", "id", "path")
"""The key that puts contributions in order, the same on every computer."""

Said = TypeVar("Said", bound=Contribution)
Links: TypeAlias = Mapping[int, Sequence[int]]


class ForeignLink(msgspec.Struct, frozen=True):
    """A `replaces` link that does not count.

    `reason` is one of `unknown`, `itself`, `circle`, `someone-else`, `anonymous`, `other-kind` and
    `other-document`.
    """

    contribution: Contribution
    replaced: str
    reason: str


def document_of(ref: str) -> str:
    """Return the document a reference points into: `step/2` for `step/2#2.3`."""
    return ref.partition("#")[0]


def current(contributions: Iterable[Said]) -> tuple[Said, ...]:
    """Return the contributions that stand now: replaced by none and not withdrawn.

    Pass every contribution, replaced and withdrawn ones too: a withdrawn one still replaces, and
    brings nothing back. The answer is ordered by date and id, whatever the order given.
    """
    return tuple(each for each in heads(contributions) if not each.withdrawn)


def heads(contributions: Iterable[Said]) -> tuple[Said, ...]:
    """Return the contributions that no other one replaces, withdrawn ones included.

    A link counts between contributions of the same person, about the same document, of the same
    kind (docs/format.md, “Contributions”). The members of a circle stay together: all of them are
    heads, or none is.
    """
    said = _in_order(contributions)
    replaces: dict[int, list[int]] = defaultdict(list)
    replaced_by: dict[int, list[int]] = defaultdict(list)
    for at, other, reason in _links(said):
        if not reason:
            replaces[at].append(other)
            replaced_by[other].append(at)
    if not replaced_by:
        return said
    free = [at for at in range(len(said)) if at not in replaced_by]
    beneath = _reachable(free, replaces)
    caught = [at for at in range(len(said)) if at not in beneath]
    kept = sorted([*free, *_topmost(caught, replaces, replaced_by)])
    return tuple(said[at] for at in kept)


def foreign_links(contributions: Iterable[Contribution]) -> tuple[ForeignLink, ...]:
    """Return every `replaces` link that does not count, each with its reason, ordered by date."""
    said = _in_order(contributions)
    known = {each.id for each in said}
    found = [
        ForeignLink(each, replaced, "unknown")
        for each in said
        for replaced in each.replaces
        if replaced not in known
    ]
    replaces: dict[int, list[int]] = defaultdict(list)
    replaced_by: dict[int, list[int]] = defaultdict(list)
    for at, other, reason in _links(said):
        if reason:
            found.append(ForeignLink(said[at], said[other].id, reason))
        else:
            replaces[at].append(other)
            replaced_by[other].append(at)
    for circle in _circles(sorted(replaces), replaces, replaced_by):
        members = set(circle)
        found.extend(
            ForeignLink(said[at], said[other].id, "circle")
            for at in circle
            for other in replaces[at]
            if other in members
        )
    return tuple(sorted(found, key=lambda link: (*in_order(link.contribution), link.replaced)))


def _in_order(contributions: Iterable[Said]) -> tuple[Said, ...]:
    return tuple(sorted(contributions, key=in_order))


def _links(said: Sequence[Contribution]) -> Iterable[tuple[int, int, str]]:
    """Yield (replacer, replaced, why the link does not count or "") for each link to a known id."""
    linking = [(at, each) for at, each in enumerate(said) if each.replaces]
    by_id: dict[str, list[int]] = defaultdict(list)
    for at, each in enumerate(said if linking else ()):
        by_id[each.id].append(at)
    for at, each in linking:
        for replaced in dict.fromkeys(each.replaces):
            for other in by_id.get(replaced, ()):
                yield at, other, _why_not(each, said[other])


def _why_not(new: Contribution, old: Contribution) -> str:
    """Return why `new` cannot replace `old`, or "" when it can."""
    if new.id == old.id:
        return "itself"
    if new.kind != old.kind:
        return "other-kind"
    placing = old.ref == UNPLACED and new.ref != UNPLACED
    if new.by == ANONYMOUS and not (placing and old.by == ANONYMOUS):
        return "anonymous"
    if new.kind == "set-aside":
        # Anyone may open what another person set aside, but only that very question or idea.
        return "" if new.ref == old.ref else "other-document"
    if new.by != old.by or not new.by:
        return "someone-else"
    if placing or document_of(new.ref) == document_of(old.ref):
        return ""
    return "other-document"


def _reachable(start: Iterable[int], links: Links) -> set[int]:
    seen = set(start)
    waiting = list(seen)
    while waiting:
        for other in links.get(waiting.pop(), ()):
            if other not in seen:
                seen.add(other)
                waiting.append(other)
    return seen


def _topmost(caught: Sequence[int], replaces: Links, replaced_by: Links) -> list[int]:
    """Return the members of those circles among `caught` that nothing outside them replaces."""
    top: list[int] = []
    for circle in _circles(caught, replaces, replaced_by):
        members = set(circle)
        if all(members.issuperset(replaced_by.get(at, ())) for at in circle):
            top.extend(circle)
    return top


def _circles(among: Sequence[int], replaces: Links, replaced_by: Links) -> list[list[int]]:
    """Return the groups of two or more that replace one another (Kosaraju, without recursion)."""
    order = _by_finish(among, replaces)
    within = set(order)
    found: list[list[int]] = []
    placed: set[int] = set()
    for start in reversed(order):
        if start in placed:
            continue
        placed.add(start)
        group = [start]
        for at in group:
            for other in replaced_by.get(at, ()):
                if other in within and other not in placed:
                    placed.add(other)
                    group.append(other)
        if len(group) > 1:
            found.append(sorted(group))
    return found


def _by_finish(among: Sequence[int], links: Links) -> list[int]:
    """Return everything reachable from `among`, each after all that it leads to first."""
    seen: set[int] = set()
    finished: list[int] = []
    for start in among:
        if start in seen:
            continue
        seen.add(start)
        path = [(start, iter(links.get(start, ())))]
        while path:
            at, rest = path[-1]
            step = next((other for other in rest if other not in seen), None)
            if step is None:
                finished.append(at)
                path.pop()
            else:
                seen.add(step)
                path.append((step, iter(links.get(step, ()))))
    return finished
