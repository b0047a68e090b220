"""What someone brings to the work and where it shows: what they took on, where they spoke."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import msgspec

from schema.evidence import Evidence
from schema.kinds import Action, PersonDocument
from schema.record import Contribution
from schema.replacement import ANONYMOUS
from schema.spoken import SPEAKING

_DROPPED = "dropped"


class TakingPart(msgspec.Struct, frozen=True, kw_only=True):
    """One person, or a place still empty, and where what they bring was used.

    `actions` are what they took on and did not drop, those still open first, then by day. `spoke`
    are the references they said something about, the newest first, each once. `looks_for` are the
    places still empty that they look for someone for. `wrote_for_others` says that they wrote down
    what others said.
    """

    person: PersonDocument
    leads: bool = False
    brought_together: bool = False
    actions: tuple[Action, ...] = ()
    spoke: tuple[str, ...] = ()
    looks_for: tuple[PersonDocument, ...] = ()
    wrote_for_others: bool = False


def taking_part(evidence: Evidence) -> tuple[TakingPart, ...]:
    """Return every person record that is not put aside, by name.

    What someone let go of is left out: it stands with the action, not beside their name. Nothing
    is counted, and nobody is set against anyone else.
    """
    actions = _actions(evidence.of(Action))
    spoke = _spoke(evidence.current)
    wrote = {each.recorder for each in evidence.current}
    people = evidence.of(PersonDocument)
    return tuple(
        TakingPart(
            person=person,
            leads=person.id in evidence.activity.led_by,
            brought_together=person.id in evidence.activity.convened_by,
            actions=actions.get(person.id, ()),
            spoke=spoke.get(person.id, ()),
            looks_for=tuple(p for p in people if p.here == "not-here-yet" and _asks(person, p)),
            wrote_for_others=person.id in wrote,
        )
        for person in sorted(people, key=lambda each: (each.title.casefold(), each.id))
    )


def _asks(person: PersonDocument, place: PersonDocument) -> bool:
    return place.asked_by == person.id


def _actions(actions: Iterable[Action]) -> Mapping[str, tuple[Action, ...]]:
    found: dict[str, list[Action]] = defaultdict(list)
    for each in sorted(actions, key=_when):
        if each.owner and each.state != _DROPPED:
            found[each.owner].append(each)
    return {owner: tuple(owned) for owner, owned in found.items()}


def _when(action: Action) -> tuple[bool, str, str, str]:
    return action.state not in ("", "open"), action.due or "9999", action.title, action.id


def _spoke(current: Iterable[Contribution]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for each in reversed(tuple(current)):
        if each.kind in SPEAKING and each.by not in ("", ANONYMOUS) and each.ref != "unplaced":
            found[each.by].setdefault(each.ref)
    return {who: tuple(refs) for who, refs in found.items()}
