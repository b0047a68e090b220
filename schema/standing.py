"""Where an agreement is now: who stands where, on which text, and who is still missing."""

from collections import Counter, defaultdict
from collections.abc import Iterable

import msgspec

from schema.digest import digest, is_digest
from schema.kinds import POSITIONS, Agreement, Position
from schema.replacement import ANONYMOUS, current, document_of, in_order

DRAFT = "draft"
ASKED = "asked"
AGREED = "agreed"
NOT_YET = "not-yet"
CHANGED_SINCE_AGREED = "changed-since-agreed"
STATES = (DRAFT, ASKED, AGREED, NOT_YET, CHANGED_SINCE_AGREED)

# A yes can be taken back; who stands aside stands behind the group's text without one.
YES = frozenset({"agree", "agree-with-concern"})
STANDS = YES | {"stand-aside"}
# Whoever gave one of these said where they stand on a text, and is asked anew about another.
ANSWERS = STANDS | {"not-yet"}


class Stand(msgspec.Struct, frozen=True, gc=False):
    """One position someone gave.

    `current` is false once the same person replaced it. `on_this_text` says whether it was given
    to exactly the text as it is now. `listed` says whether the person is a party of the agreement.
    """

    person: str
    position: Position
    current: bool
    on_this_text: bool
    listed: bool


class Standing(msgspec.Struct, frozen=True):
    """Where an agreement is now.

    `state` is one of `STATES`. `digest` is that of the text as it is now. `stands` holds every
    position that was not withdrawn, by date. `missing` are the parties with no position that
    counts (a yes taken back counts as missing); `several` are those with more than one at once;
    `unlisted` are people with a current position who are no party; `removed` are people who were
    a party earlier and are not now.
    """

    state: str
    digest: str
    stands: tuple[Stand, ...] = ()
    missing: tuple[str, ...] = ()
    several: tuple[str, ...] = ()
    unlisted: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unreadable: int = 0

    @property
    def at_once(self) -> tuple[str, ...]:
        """Everyone with more than one position at once, also who is no party."""
        now = Counter(each.person for each in self.stands if each.current)
        return tuple(person for person, count in now.items() if count > 1)

    @property
    def again(self) -> tuple[str, ...]:
        """The parties whose answer was given to an earlier text: they are asked about this one."""
        earlier = (e for e in self.stands if e.current and e.listed and not e.on_this_text)
        return tuple(dict.fromkeys(e.person for e in earlier if e.position.position in ANSWERS))

    @property
    def unlisted_no(self) -> tuple[str, ...]:
        """Who cannot agree yet and is no party: taken off the list, or never on it."""
        now = (e for e in self.stands if e.current and not e.listed)
        return tuple(dict.fromkeys(e.person for e in now if e.position.position == "not-yet"))


def standing(
    agreement: Agreement,
    positions: Iterable[Position],
    open_differences: int = 0,
    earlier_parties: Iterable[str] = (),
    *,
    unreadable: int = 0,
) -> Standing:
    """Return the standing of one agreement, by the rules of docs/format.md, “Where an
    agreement is now”; the first match wins.

    `positions` are all positions of the workspace or of this agreement, also the replaced and
    withdrawn ones. `open_differences` counts the wordings still to settle. `earlier_parties` are
    the people any earlier text listed, so that taking someone off the list stays visible.
    `unreadable` counts files among its positions that nobody can read: with one it is not agreed.
    """
    ref = f"agreement/{agreement.id}"
    here = sorted((each for each in positions if document_of(each.ref) == ref), key=in_order)
    now = current(here)
    text = digest(agreement.id, agreement.title, agreement.body)
    parties = tuple(dict.fromkeys(party for party in agreement.parties if party))
    by_person: dict[str, list[Position]] = defaultdict(list)
    for each in now:
        by_person[each.by].append(each)
    # A not-yet is an answer too. Nobody can be told apart behind "anonymous".
    answered = {each.by for each in now if each.position in ANSWERS} - {ANONYMOUS}
    return Standing(
        state=_state(parties, now, by_person, text, open_differences + unreadable),
        unreadable=unreadable,
        digest=text,
        stands=_stands(here, now, parties, text),
        missing=tuple(p for p in parties if p not in answered),
        several=tuple(p for p in parties if len(by_person.get(p, ())) > 1),
        unlisted=tuple(sorted(by_person.keys() - set(parties))),
        removed=removed(agreement, earlier_parties),
    )


def not_known_whole(state: str) -> str:
    """Return the state where a no may have been said that is not here: nothing is agreed."""
    return ASKED if state in (AGREED, CHANGED_SINCE_AGREED) else state


def removed(agreement: Agreement, earlier_parties: Iterable[str]) -> tuple[str, ...]:
    """Return who of `earlier_parties` is no party of an agreement any more, sorted."""
    return tuple(sorted({p for p in earlier_parties if p} - set(agreement.parties)))


def _state(
    parties: tuple[str, ...],
    now: tuple[Position, ...],
    by_person: dict[str, list[Position]],
    text: str,
    open_differences: int,
) -> str:
    words = {each.position for each in now}
    if "not-yet" in words:
        return NOT_YET
    if not parties:
        return DRAFT
    given = [by_person.get(party, []) for party in parties]
    if open_differences or ANONYMOUS in parties or any(len(each) != 1 for each in given):
        return ASKED
    # A word nobody knows could be anything, also from someone who is no party.
    if not words.issubset(POSITIONS):
        return ASKED
    counting = [each[0] for each in given]
    digests = {each.digest for each in counting}
    words = {each.position for each in counting}
    if not words <= STANDS or words.isdisjoint(YES) or not all(map(is_digest, digests)):
        return ASKED
    return AGREED if digests == {text} else CHANGED_SINCE_AGREED


def _stands(
    here: Iterable[Position], now: tuple[Position, ...], parties: tuple[str, ...], text: str
) -> tuple[Stand, ...]:
    standing_now = set(map(id, now))
    listed = frozenset(parties)
    return tuple(
        Stand(
            person=each.by,
            position=each,
            current=id(each) in standing_now,
            on_this_text=each.digest == text,
            listed=each.by in listed,
        )
        for each in here
        if not each.withdrawn
    )
