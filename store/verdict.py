"""What is known of each position, once its signature and its key have been looked at."""

from collections.abc import Callable, Collection, Iterator, Mapping

import msgspec

from schema import trust
from schema.ids import about_of, kind_and_id
from schema.kinds import Agreement, Position
from schema.record import Contribution, Damaged, Record
from schema.replacement import current, document_of
from schema.signed import Examined
from schema.standing import Stand, Standing
from schema.trust import Sighting
from store.desk import Desk
from store.known_keys import KnownKey
from store.reading import positions_by_agreement
from store.signed_before import InHistory, Once
from store.signed_elsewhere import Answer
from store.snapshot import Snapshot
from store.standings import AgreementLine

PROVEN = "proven"
RECORDED = "recorded"
EARLIER_TEXT = "earlier-text"
FORGED = "forged"
STATES = (PROVEN, RECORDED, EARLIER_TEXT, FORGED)

_NOT_THIS = (
    "The signature does not fit this file. Either something in it was changed afterwards, or it "
    "was signed for another person, agreement, text, day or workspace."
)
_STRAY = "It lies among what was said about another agreement."
_NOT_HERE = "The agreement it was given to is not here, or cannot be read."
_ALTERED = "It was changed after it was saved. Look at it together: ask {} what they said."
_LOST = "It was here and is not any more. Look at it together: ask {} where they stand."
_TAKEN_OUT = "It was signed, and its signature was taken out afterwards."
_LATER = (
    "A later answer, signed by {0}, was seen on this computer before and is missing here. "
    "This copy may be an older one. Get the newest changes, and ask {0} where they stand."
)
_TAKEN_BACK = (
    "A signed answer of {0} was taken back without a signature: by them, or by somebody else. "
    "Look at it together: ask {0}. A new answer of theirs that is signed settles it."
)
_GONE = "It was here, signed, and is not here any more. Ask who shares this with you."

Known = Mapping[str, tuple[KnownKey, ...]]
InScope = Callable[[str], bool]


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of one position.

    `state` is proven (signed by the person, on this text), recorded (not signed, on this text),
    earlier-text (signed or not, on another text) or forged; `why` says more, "" when there is no
    more. `key` is the fingerprint of the key it was signed with. `doubtful` asks people to look.
    `other_key` says that all fits but whose key it is: that may be the person's second computer.
    `taken_back` says that it was signed, and taken back by nobody knows whom.
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
    other_key: bool = False
    taken_back: bool = False


class Missing(msgspec.Struct, frozen=True, kw_only=True):
    """Someone who is asked about an agreement: no position of theirs counts, or several do."""

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
    `damaged` are agreements that cannot be read: of whom they ask nothing is known.
    `several` are people who said two things at once, and are asked which one counts. `lacks` are
    agreements of which not all that was saved is here.
    """

    positions: tuple[Proof, ...]
    missing: tuple[Missing, ...]
    keys: tuple[SeenKey, ...]
    outside: tuple[str, ...]
    warnings: tuple[str, ...] = ()
    damaged: tuple[AgreementLine, ...] = ()
    several: tuple[Missing, ...] = ()
    lacks: tuple[str, ...] = ()

    @property
    def forged(self) -> bool:
        """Whether there is any position nobody may rely on."""
        return any(each.state == FORGED for each in self.positions)

    @property
    def asks_people(self) -> bool:
        """Whether someone is still asked, or stands on an earlier text, or should be asked."""
        earlier = (each.current and each.state == EARLIER_TEXT for each in self.positions)
        doubtful = (each.doubtful for each in self.positions)
        return bool(self.missing or self.several or self.lacks) or any(earlier) or any(doubtful)


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """One position at its place; `claim` is what its signature claims, None when it has none."""

    path: str
    agreement: str
    position: Position
    claim: Examined | None = None

    @property
    def said(self) -> bytes:
        """What must have been signed, b"" where nothing was."""
        return self.claim.said if self.claim else b""

    @property
    def sighting(self) -> Sighting:
        """The person and the key, as far as the file itself says."""
        signature = self.claim.signature if self.claim else None
        return Sighting(self.position.by, signature.fingerprint if signature else "")


def agreement_at(path: str) -> str:
    """Return the id of the agreement that what lies at `path` is about, "" for anything else."""
    about = about_of(path)
    return about[1] if about is not None and about[0] == "agreement" else ""


def not_theirs(desk: Desk, thought: str, seen: Sighting, known: Known) -> str:
    """Return why a key that fits is not counted as the person's, and what to do."""
    name = desk.name(seen.person)
    accept = f"coproduce verify --accept-key {seen.person} {seen.key}"
    ask = (
        f"Look at it together: ask {name}, in person or by phone, which key is theirs. "
        f"If it is this one: {accept}"
    )
    if thought == trust.SHARED:
        return f"The key {seen.key} was used for {name} and for someone else. {ask}"
    if thought == trust.SEVERAL:
        return f"{name} is new here and comes with more than one key. This is {seen.key}. {ask}"
    before = " and ".join(f"{each.key} (since {each.since})" for each in known.get(seen.person, ()))
    return (
        f"{name} is known here by the key {before}. This was signed with {seen.key}. "
        f"It may be a second computer of theirs, or somebody else. {ask}"
    )


def other_elsewhere(desk: Desk, seen: Sighting, own: KnownKey, known: Known) -> str:
    """Return what other workspaces say against a key that counts here, "" for nothing.

    `known` are the keys seen there. What was seen there later than `own` here says nothing, nor
    does anything once the person was asked.
    """
    if own.asked:
        return ""
    before = {
        person: [each for each in keys if each.since <= own.since] for person, keys in known.items()
    }
    name = desk.name(seen.person)
    others = [each.key for each in before.get(seen.person, ()) if each.key != seen.key]
    shared = any(
        each.key == seen.key
        for person, keys in before.items()
        if person != seen.person
        for each in keys
    )
    if not others and not shared:
        return ""
    found = f"was known by the key {' and '.join(others)}" if others else "was not the one with it"
    return (
        f"In another workspace {name} {found}. Here they sign with {seen.key}. "
        f"Look at it together: ask {name} which key is theirs. "
        f"If it is this one: coproduce verify --accept-key {seen.person} {seen.key}"
    )


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
        altered: InHistory,
        elsewhere: Mapping[Sighting, str],
    ) -> None:
        self._desk = desk
        self._every = every
        self._known = known
        self._good = good
        self._thought = thought
        self._once = once
        self._altered = altered
        self._other_elsewhere = elsewhere
        self._stands: dict[str, Stand] = {
            stand.position.path: stand for _, now in every.values() for stand in now.stands
        }
        self._elsewhere = _current_elsewhere(desk.snapshot, every)
        self._signed = {each.position.id: each.position.by for each in good.values()}

    def proof(self, case: Case) -> Proof:
        """Return what is known of one position."""
        position, stand = case.position, self._stands.get(case.path)
        state, why = self._state(case, stand)
        counts = stand.current if stand else case.path in self._elsewhere
        doubt = "" if state == FORGED else self._doubt(case, current=counts)
        return Proof(
            id=position.id,
            agreement=case.agreement,
            title=self._title(case.agreement),
            person=position.by,
            name=self._desk.name(position.by),
            state=state,
            why=doubt or why,
            current=counts,
            signed=case.claim is not None,
            position=position.position,
            date=position.date,
            recorded_by=position.recorder,
            recorded_by_name=self._desk.name(position.recorder) if position.recorder else "",
            key=case.sighting.key,
            doubtful=bool(doubt),
            other_key=state == FORGED and self._may_be_theirs(case),
        )

    def _may_be_theirs(self, case: Case) -> bool:
        """Whether only the key speaks against a position; nobody signs again in the same file."""
        return not self._fault(case) and case.path not in self._altered.first

    def _doubt(self, case: Case, *, current: bool) -> str:
        """Return why people should look at a position, "" when they need not."""
        if case.claim:
            return self._other_elsewhere.get(case.sighting, "")
        position, name = case.position, self._desk.name(case.position.by)
        first = self._altered.first.get(case.path, position.blob)
        if first != position.blob:
            was = self._altered.whose.get(case.path)
            return _ALTERED.format(self._desk.name(was.person) if was else name)
        before = [each for each in position.replaces if self._signed.get(each) == position.by]
        if current and before:
            return f"Not signed, in the place of one that was. Ask {name} whether it is right."
        return ""

    def _state(self, case: Case, stand: Stand | None) -> tuple[str, str]:
        fault = self._fault(case) or self._key_in_doubt(case)
        if fault:
            return FORGED, fault
        agreement = self._every.get(case.agreement)
        if agreement is None or (stand is None and case.path not in self._altered.first):
            return EARLIER_TEXT, _NOT_HERE
        # One that was changed by hand stands nowhere; it is said what is known of it all the same.
        if case.position.digest != agreement[1].digest:
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
        return "" if case.path in self._good else _NOT_THIS

    def _key_in_doubt(self, case: Case) -> str:
        """Return why the key a position was signed with is not counted, "" when it is."""
        thought = self._thought[case.sighting] if case.claim else trust.KNOWN
        if thought in (trust.KNOWN, trust.FIRST):
            return ""
        return not_theirs(self._desk, thought, case.sighting, self._known)

    def counts(self, case: Case) -> bool:
        """Return whether a position is where its person stands now."""
        stand = self._stands.get(case.path)
        return stand is not None and stand.current

    def missing(self, answer: Answer) -> Proof:
        """Return what is known of a signed answer that is in no history here."""
        named = kind_and_id(answer.path)
        why = _LATER.format(self._desk.name(answer.person))
        id_ = named[1] if named else answer.path
        found = self._without_record(id_, answer.agreement, why, answer.person)
        return msgspec.structs.replace(found, state=RECORDED, doubtful=True)

    def gone(self, in_scope: InScope) -> Iterator[Proof]:
        """Yield the positions that were here and are not any more, those that were signed first."""
        snapshot = self._desk.snapshot
        for path, once in {**self._altered.whose, **self._once}.items():
            if path in snapshot.places or not in_scope(once.agreement):
                continue
            named = kind_and_id(path)
            id_ = named[1] if named else path
            if path in self._once:
                yield self._without_record(id_, once.agreement, _GONE, once.person)
            elif not snapshot.path(id_):
                why = _LOST.format(self._desk.name(once.person))
                lost = self._without_record(id_, once.agreement, why, once.person)
                yield msgspec.structs.replace(lost, state=RECORDED, doubtful=True)

    def taken_back(self, in_scope: InScope) -> Iterator[Proof]:
        """Yield the signed positions that were taken back: no signature says by whom."""
        for path, _, record in self._desk.snapshot.rows:
            agreement = agreement_at(path)
            if not isinstance(record, Position) or not record.withdrawn or not in_scope(agreement):
                continue
            once = self._once.get(path)
            if once is None and "signature" not in record.fields:
                continue
            person = once.person if once else record.by
            day = max(record.date, once.day if once else "")
            if self._answered_since(agreement, person, record.id, day):
                continue
            why = _TAKEN_BACK.format(self._desk.name(person))
            found = self._without_record(record.id, agreement, why, person)
            yield msgspec.structs.replace(found, state=RECORDED, doubtful=True, taken_back=True)

    def _answered_since(self, agreement: str, person: str, id_: str, day: str) -> bool:
        """Return whether someone signed an answer that takes the place of `id_`, or a later one."""
        return any(
            (id_ in each.position.replaces or each.position.date > day)
            and each.agreement == agreement
            and each.position.by == person
            and self.counts(each)
            and not self._fault(each)
            and not self._key_in_doubt(each)
            for each in self._good.values()
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


def _current_elsewhere(snapshot: Snapshot, every: Collection[str]) -> frozenset[str]:
    """Return the paths of the positions that count on agreements that are not, or not readable."""
    given = positions_by_agreement(snapshot.counting(snapshot.contributions))
    return frozenset(
        position.path
        for agreement, positions in given.items()
        if agreement not in every
        for position in current(positions)
    )


def _why_unreadable(record: Record | Damaged) -> str:
    if isinstance(record, Damaged):
        return f"The file cannot be read: {record.message}"
    return "" if isinstance(record, Contribution) else "The file is not what a person said."
