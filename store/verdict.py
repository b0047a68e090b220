"""What is known of each position, once its signature and its key have been looked at."""

from collections.abc import Callable, Iterator, Mapping

import msgspec

from schema import trust
from schema.ids import about_of, kind_and_id
from schema.kinds import Agreement, Position
from schema.record import Contribution, Damaged, Record
from schema.replacement import document_of
from schema.signed import Examined
from schema.standing import Stand, Standing
from schema.trust import Sighting
from store.desk import Desk
from store.known_keys import KnownKey
from store.signed_before import Once

PROVEN = "proven"
RECORDED = "recorded"
EARLIER_TEXT = "earlier-text"
FORGED = "forged"
STATES = (PROVEN, RECORDED, EARLIER_TEXT, FORGED)

_NOT_THIS = (
    "The signature does not fit: the person, agreement, text, day or workspace is not the one that "
    "was signed, or something else in the file was changed."
)
_STRAY = "It lies among what was said about another agreement."
_NOT_HERE = "The agreement it was given to is not here, or cannot be read."
_TAKEN_OUT = "It was signed, and its signature was taken out afterwards."
_GONE = "It was here, signed, and is not here any more. Ask who shares this with you."

Known = Mapping[str, tuple[KnownKey, ...]]
InScope = Callable[[str], bool]


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of one position.

    `state` is proven (signed by the person, on this text), recorded (not signed, on this text),
    earlier-text (signed or not, on another text) or forged; `why` says more, "" when there is no
    more. `key` is the fingerprint of the key it was signed with. `doubtful` asks people to look.
    """

    id: str
    agreement: str
    title: str
    person: str
    name: str
    state: str
    why: str = ""
    current: bool = False
    signed: bool = False
    position: str = ""
    date: str = ""
    recorded_by: str = ""
    recorded_by_name: str = ""
    key: str = ""
    doubtful: bool = False


class Missing(msgspec.Struct, frozen=True, kw_only=True):
    """Someone who is asked about an agreement and has no position that counts."""

    agreement: str
    person: str


class SeenKey(msgspec.Struct, frozen=True, kw_only=True):
    """A key that stands for a person: since when it is known, whether they were asked, if new."""

    person: str
    name: str
    key: str
    since: str
    asked: bool = False
    first: bool = False


class Verified(msgspec.Struct, frozen=True, kw_only=True):
    """What is proven, by agreement and day. `outside` are files changed and not saved.

    `warnings` are what must not be overlooked, such as another key for someone who is known.
    """

    positions: tuple[Proof, ...]
    missing: tuple[Missing, ...]
    keys: tuple[SeenKey, ...]
    outside: tuple[str, ...]
    warnings: tuple[str, ...] = ()

    @property
    def forged(self) -> bool:
        """Whether there is any position nobody may rely on."""
        return any(each.state == FORGED for each in self.positions)

    @property
    def asks_people(self) -> bool:
        """Whether someone is still asked, or stands on an earlier text, or should be asked."""
        now = [each for each in self.positions if each.current]
        return bool(self.missing) or any(e.state == EARLIER_TEXT or e.doubtful for e in now)


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """One position at its place; `claim` is what its signature claims, None when it has none."""

    path: str
    agreement: str
    position: Position
    claim: Examined | None = None

    @property
    def sighting(self) -> Sighting:
        """The person and the key, as far as the file itself says."""
        signature = self.claim.signature if self.claim else None
        return Sighting(self.position.by, signature.fingerprint if signature else "")


def agreement_at(path: str) -> str:
    about = about_of(path)
    return about[1] if about is not None and about[0] == "agreement" else ""


def not_theirs(desk: Desk, thought: str, seen: Sighting, known: Known) -> str:
    """Return why a key that fits is not counted as the person's, and what to do."""
    name = desk.name(seen.person)
    accept = f"coproduce verify --accept-key {seen.person} {seen.key}"
    ask = f"Ask {name}, in person or by phone, which key is theirs. If it is this one: {accept}"
    if thought == trust.SHARED:
        return f"The key {seen.key} was used for {name} and for someone else. {ask}"
    if thought == trust.SEVERAL:
        return f"{name} is new here and comes with more than one key; this is {seen.key}. {ask}"
    before = " and ".join(f"{each.key} (since {each.since})" for each in known.get(seen.person, ()))
    return f"{name} is known here by the key {before}, and this was signed with {seen.key}. {ask}"


class Judge:
    """Says of each position what is known of it, once all signatures have been checked."""

    def __init__(
        self,
        desk: Desk,
        every: Mapping[str, tuple[Agreement, Standing]],
        known: Known,
        good: Mapping[str, Case],
        thought: Mapping[Sighting, str],
        once: Mapping[str, Once],
    ) -> None:
        self._desk = desk
        self._every = every
        self._known = known
        self._good = good
        self._thought = thought
        self._once = once
        self._stands: dict[str, Stand] = {
            stand.position.path: stand for _, now in every.values() for stand in now.stands
        }
        self._signed = {each.position.id: each.position.by for each in good.values()}

    def proof(self, case: Case) -> Proof:
        """Return what is known of one position."""
        position, stand = case.position, self._stands.get(case.path)
        state, why = self._state(case, stand)
        current = stand is not None and stand.current
        doubtful = False
        if case.claim is None and state != FORGED and current:
            before = [e for e in position.replaces if self._signed.get(e) == position.by]
            if before:
                doubtful = True
                name = self._desk.name(position.by)
                why = f"Not signed, in the place of one that was. Ask {name} whether it is right."
        return Proof(
            id=position.id,
            agreement=case.agreement,
            title=self._title(case.agreement),
            person=position.by,
            name=self._desk.name(position.by),
            state=state,
            why=why,
            current=current,
            signed=case.claim is not None,
            position=position.position,
            date=position.date,
            recorded_by=position.recorded_by,
            recorded_by_name=self._desk.name(position.recorded_by) if position.recorded_by else "",
            key=case.sighting.key,
            doubtful=doubtful,
        )

    def _state(self, case: Case, stand: Stand | None) -> tuple[str, str]:
        fault = self._fault(case)
        if fault:
            return FORGED, fault
        if stand is None:
            return EARLIER_TEXT, _NOT_HERE
        if not stand.on_this_text:
            return EARLIER_TEXT, ""
        return (PROVEN if case.claim else RECORDED), ""

    def _fault(self, case: Case) -> str:
        """Return why nobody may rely on a position, "" when nothing speaks against it."""
        if document_of(case.position.ref) != f"agreement/{case.agreement}":
            return _STRAY
        if case.claim is None:
            return _TAKEN_OUT if case.path in self._once else ""
        if case.claim.fault:
            return case.claim.fault
        if case.path not in self._good:
            return _NOT_THIS
        thought = self._thought[case.sighting]
        if thought in (trust.KNOWN, trust.FIRST):
            return ""
        return not_theirs(self._desk, thought, case.sighting, self._known)

    def gone(self, in_scope: InScope) -> Iterator[Proof]:
        """Yield the positions that were signed and are not there any more."""
        for path, once in self._once.items():
            if path in self._desk.snapshot.places or not in_scope(once.agreement):
                continue
            named = kind_and_id(path)
            yield self._without_record(
                named[1] if named else path, once.agreement, _GONE, once.person
            )

    def unreadable(self, in_scope: InScope) -> Iterator[Proof]:
        """Yield what lies among the positions of an agreement and cannot be read as anything."""
        for path, _, record in self._desk.snapshot.rows:
            agreement, named = agreement_at(path), kind_and_id(path)
            if not agreement or named is None or not in_scope(agreement):
                continue
            why = _why_unreadable(record)
            if why:
                yield self._without_record(named[1], agreement, why)

    def _without_record(self, id_: str, agreement: str, why: str, person: str = "") -> Proof:
        return Proof(
            id=id_,
            agreement=agreement,
            title=self._title(agreement),
            person=person,
            name=self._desk.name(person) if person else "",
            state=FORGED,
            why=why,
        )

    def _title(self, agreement: str) -> str:
        found = self._every.get(agreement)
        return (found[0].title if found else "") or agreement


def _why_unreadable(record: Record | Damaged) -> str:
    if isinstance(record, Damaged):
        return f"The file cannot be read: {record.message}"
    return "" if isinstance(record, Contribution) else "The file is not what a person said."
