"""Reading the workspace: lists, one record with what belongs to it, where agreements are now."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache

import msgspec

from schema import standing as rules
from schema.differences import find_differences
from schema.helping import NOT_YET, would_help
from schema.ids import about_of, kind_and_id
from schema.kinds import CONTRIBUTIONS, KINDS, Agreement, Position, Words
from schema.record import Contribution, Damaged, Document, Fields, Record, Value
from schema.replacement import document_of
from schema.spans import ChangedWords
from schema.text import folded
from schema.withdrawal import is_withdrawn, taken_back
from store.cache import Parsed
from store.comparing import Versions, agreed_text, versions_of, words_changed
from store.desk import Desk
from store.errors import BadValue, DamagedRecord, UnknownReference
from store.finding import find_kind
from store.outside import edited_outside
from store.snapshot import Snapshot
from store.values import (
    AgreementStanding,
    Listed,
    PersonPosition,
    Shown,
    ShownDamaged,
    WouldHelp,
)

NO_AGREEMENT = "This is not an agreement."
Where = Mapping[str, str]


def list_records(desk: Desk, kind: str, where: Where, *, everything: bool) -> tuple[Listed, ...]:
    """Return a line for each document, or for each record of `kind`, in path order.

    `where` keeps those whose field is, or whose list field holds, the given text. Put-aside
    documents and taken-back words are left out unless `everything`. Damaged files are always there.
    Raises BadValue for an unknown kind.
    """
    if kind and kind not in KINDS and kind != "contribution":
        raise BadValue(f"There is no kind of record called “{kind}”.", f"Use: {', '.join(KINDS)}")
    snapshot = desk.snapshot
    states = {each.path: now.state for each, now in states_now(snapshot)}
    removed = _removed(desk, states, kind)
    is_said = kind in ("position", "contribution")
    changed = {path for _, path in snapshot.by_hand.changed} if is_said else set[str]()
    lines: list[Listed] = []
    for path, row, record in snapshot.rows:
        named = kind_and_id(path)
        if named is None or not _wanted(record, named[0], kind):
            continue
        if isinstance(record, Record) and not _kept(record, where, everything=everything):
            continue
        if isinstance(record, Damaged) and where:
            continue
        line = _line(desk, path, named, record, row, states, removed)
        lines.append(
            msgspec.structs.replace(line, changed_by_hand=True) if path in changed else line
        )
    return tuple(lines)


def _wanted(record: Record | Damaged, placed: str, kind: str) -> bool:
    if isinstance(record, Damaged):
        return kind in ("", placed) or (placed == "contribution" and kind in CONTRIBUTIONS)
    if not kind:
        return isinstance(record, Document) and placed != "contribution"
    return record.kind == kind or (kind == "contribution" and placed == "contribution")


def _kept(record: Record, where: Where, *, everything: bool) -> bool:
    gone = record.archived or (isinstance(record, Contribution) and record.withdrawn)
    if gone and not everything:
        return False
    return all(_holds(record.fields, name, wanted) for name, wanted in where.items())


def _holds(fields: Fields, name: str, wanted: str) -> bool:
    value: Value | None = fields.get(name)
    if isinstance(value, Mapping) or value is None:
        first, _, rest = name.partition(".")
        inner = fields.get(first)
        value = inner.get(rest) if rest and isinstance(inner, Mapping) else None
    if isinstance(value, str):
        return folded(value) == folded(wanted)
    if value is None:
        return not wanted
    return any(folded(each) == folded(wanted) for each in value)


def _line(
    desk: Desk,
    path: str,
    named: tuple[str, str],
    record: Record | Damaged,
    row: Parsed,
    states: Mapping[str, str],
    removed: Mapping[str, tuple[str, ...]],
) -> Listed:
    if isinstance(record, Damaged):
        return Listed(id=named[1], kind=named[0], title=named[1], path=path, damaged=row.damage)
    return Listed(
        id=named[1],
        kind=record.kind or named[0],
        title=record.title if isinstance(record, Document) else said_title(desk, record),
        path=path,
        standing=states.get(path, ""),
        differences=row.differences,
        archived=record.archived,
        content_note=record.content_note,
        withdrawn=record.withdrawn if isinstance(record, Contribution) else "",
        replaced=isinstance(record, Contribution) and path in desk.last.replaced,
        removed_parties=removed.get(path, ()),
        fields=record.fields,
    )


def _removed(desk: Desk, states: Mapping[str, str], kind: str) -> dict[str, tuple[str, ...]]:
    """Return by path who was taken off the list of an agreement, for a list of this `kind`.

    A list of everything asks the history only where an agreement would look agreed without it.
    """
    if kind not in ("", "agreement"):
        return {}
    agreed = (rules.AGREED, rules.CHANGED_SINCE_AGREED)
    paths = {path for path, state in states.items() if kind or state in agreed}
    known = versions_of(desk, paths)
    now = {each.path: each for each in desk.snapshot.documents if isinstance(each, Agreement)}
    return {path: rules.removed(now[path], known[path].parties) for path in known}


def said_title(desk: Desk, record: Record) -> str:
    """Return what a list calls a contribution: who said it about what, never its words."""
    if not isinstance(record, Contribution):
        return record.id
    return said_about(desk, record.ref, record.by)


def said_about(desk: Desk, ref: str, by: str) -> str:
    """Return "Sam about Ground rules" for what `by` said about `ref`."""
    place, _, code = ref.partition("#")
    kind, _, id_ = place.partition("/")
    about = "to place later" if kind == "unplaced" else f"about {desk.title(kind, id_ or kind)}"
    if kind == "contribution":
        about = "about something said"
    return f"{desk.name(by)} {about}{f', {code}' if code else ''}"


def agreements_now(
    snapshot: Snapshot, earlier: Mapping[str, Versions] | None = None
) -> tuple[tuple[Agreement, rules.Standing], ...]:
    """Return every agreement, put aside or not, with where it is now, in path order.

    `earlier` are their earlier forms, to show who was taken off a list; nothing else needs them.
    """
    said = snapshot.counting(snapshot.contributions)
    return _standings(snapshot, said, earlier or {}, snapshot.by_hand.lost)


def states_now(snapshot: Snapshot) -> tuple[tuple[Agreement, rules.Standing], ...]:
    """Return what `agreements_now` does, of which only the states are right.

    The history is read only where an answer that was changed or taken away by hand could make one
    of them agreed: a long one takes longer to read than all that is saved. Once it was read for
    this, what came since is read too.
    """
    if not snapshot.knows_by_hand:
        found = _standings(snapshot, snapshot.contributions, {})
        if all(now.state in (rules.DRAFT, rules.ASKED) for _, now in found):
            return found
    return agreements_now(snapshot)


def _standings(
    snapshot: Snapshot,
    said: Iterable[Contribution],
    known: Mapping[str, Versions],
    lost: Iterable[tuple[str, str]] = (),
) -> tuple[tuple[Agreement, rules.Standing], ...]:
    given = positions_by_agreement(said)
    doubtful = unreadable_by_agreement(snapshot)
    doubtful.update(agreement for agreement, _ in lost)
    found = (
        (
            record,
            rules.standing(
                record,
                given.get(record.id, []),
                row.differences,
                known[path].parties if path in known else (),
                unreadable=doubtful[record.id],
            ),
        )
        for path, row, record in snapshot.rows
        if isinstance(record, Agreement)
    )
    return tuple((record, _as_far_as_here(snapshot, record.id, now)) for record, now in found)


def _as_far_as_here(snapshot: Snapshot, agreement: str, now: rules.Standing) -> rules.Standing:
    """Return a standing that is not agreed where somebody may have said no elsewhere."""
    weaker = rules.not_known_whole(now.state)
    if weaker == now.state or not snapshot.at_hand.lacks(agreement):
        return now
    return msgspec.structs.replace(now, state=weaker)


def unreadable_agreement(snapshot: Snapshot, id_: str) -> DamagedRecord:
    """Return the error for a file in an agreement's place that is none, with the reason."""
    path = snapshot.path(id_, "agreement")
    found = snapshot.record(path)
    if isinstance(found, Damaged):
        return DamagedRecord(path, found.message, found.line)
    return DamagedRecord(path, NO_AGREEMENT)


def positions_by_agreement(said: Iterable[Contribution]) -> dict[str, list[Position]]:
    """Return all positions, replaced and withdrawn ones too, by the id of their agreement."""
    given: dict[str, list[Position]] = defaultdict(list)
    for each in said:
        if isinstance(each, Position):
            given[document_of(each.ref).removeprefix("agreement/")].append(each)
    return given


def unreadable_by_agreement(snapshot: Snapshot) -> Counter[str]:
    """Return how many files lie among what was said about each agreement and cannot be understood.

    One of them could be someone who cannot agree yet, so an agreement with one is not agreed.
    """
    return Counter(agreement for agreement, _ in unreadable_files(snapshot))


def unreadable_files(snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    """Yield (id of the agreement, path) for each of those files, in path order."""
    for path, _, record in snapshot.rows:
        if isinstance(record, Position) and path == f"contributions/{record.ref}/{record.id}.md":
            continue
        place = about_of(path)
        if place is None or place[0] != "agreement":
            continue
        strays = isinstance(record, Position) and document_of(record.ref) != "/".join(place)
        if strays or not isinstance(record, Contribution):
            yield place[1], path


def read(desk: Desk, typed: str) -> Record | Damaged:
    """Return the saved record that `typed` means."""
    reference = desk.find(typed)
    found = desk.snapshot.record(desk.snapshot.path(reference.id, reference.kind))
    if found is None:
        raise UnknownReference(typed)
    return found


def show(desk: Desk, typed: str) -> Shown | ShownDamaged:
    """Return one record with its source text, standing, open differences and what people said.

    Replaced and withdrawn contributions are left out, notes on contributions (replies) are there.
    """
    reference = desk.find(typed)
    path = desk.snapshot.path(reference.id, reference.kind)
    record = read(desk, typed)
    data = desk.repository.read_object(desk.snapshot.places[path])
    source = (data.data or b"" if data else b"").decode("utf-8", "replace")
    if isinstance(record, Damaged):
        return ShownDamaged(record=record, id=reference.id, source=source)
    by_hand = desk.snapshot.by_hand if isinstance(record, Contribution) else None
    record = taken_back(record, by_hand.brought_back.get(path, "") if by_hand else "")
    if is_withdrawn(record):
        source = ""
    row = desk.snapshot.parsed(path)
    standing = ""
    if isinstance(record, Agreement):
        standing = standings(desk, reference.id)[0].standing
    return Shown(
        record=record,
        source=source,
        outside_edit=path in edited_outside(desk.repository, (path,)),
        differences=()
        if isinstance(record, Contribution)
        else find_differences(record.body, record.fields),
        contributions=contributions(desk, typed),
        digest=row.digest if row else "",
        standing=standing,
        changed_by_hand=by_hand is not None and path in {each for _, each in by_hand.changed},
    )


def contributions(desk: Desk, typed: str) -> tuple[Contribution, ...]:
    """Return what people said about a record or a question and still stand by, oldest first."""
    from schema.replacement import current

    reference = desk.find(typed)
    if reference.kind == "contribution":
        wanted = f"contribution/{reference.id}"
        return current(e for e in desk.snapshot.contributions if e.ref == wanted)
    about = desk.snapshot.about(reference.kind, reference.id)
    if reference.kind == "agreement":
        about = desk.snapshot.counting(about, f"agreement/{reference.id}")
    said = current(about)
    if reference.kind == "unplaced":
        words = current(e for e in desk.snapshot.contributions if isinstance(e, Words))
        said = tuple(each for each in words if each.ref == "unplaced")
    if not reference.code:
        return said
    wanted = str(reference)
    kept = {f"contribution/{each.id}" for each in said if each.ref == wanted}
    return tuple(each for each in said if each.ref == wanted or each.ref in kept)


def said_by(desk: Desk, person: str) -> tuple[Contribution, ...]:
    """Return what a person said and still stands by, newest first, and what was replied to it."""
    from schema.replacement import current

    said = current(desk.snapshot.counting(desk.snapshot.contributions))
    own = tuple(each for each in reversed(said) if each.by == person)
    known = {f"contribution/{each.id}" for each in own}
    replies = tuple(each for each in said if each.ref in known and each.by != person)
    return (*own, *replies)


def standings(
    desk: Desk, typed: str = "", earlier: Mapping[str, Versions] | None = None
) -> tuple[AgreementStanding, ...]:
    """Return where each agreement is now, or the one `typed` means; put-aside ones only by name.

    `earlier` are all their forms by path, for who has read the history already. Damaged ones are
    left out; see `store.standings.damaged`. Raises DamagedRecord for one asked for by name.
    """
    snapshot = desk.snapshot
    wanted = find_kind(snapshot, typed, "agreement").id if typed else ""
    paths = {
        each.path
        for each in snapshot.documents
        if isinstance(each, Agreement) and (each.id == wanted if typed else not each.archived)
    }
    if typed and not paths:
        raise unreadable_agreement(snapshot, wanted)
    forms = versions_of(desk, paths) if earlier is None else earlier
    name = cache(desk.name)
    by_hand = Counter(agreement for agreement, _ in snapshot.by_hand.changed)
    taken_away = Counter(agreement for agreement, _ in snapshot.by_hand.taken_away)
    return tuple(
        _with_people(
            name,
            each,
            now,
            forms[each.path].texts if each.path in forms else {},
            by_hand[each.id],
            taken_away[each.id],
            _helping(snapshot, each, now),
            lacks=snapshot.at_hand.lacks(each.id),
        )
        for each, now in agreements_now(snapshot, forms)
        if each.path in paths
    )


def _helping(
    snapshot: Snapshot, agreement: Agreement, now: rules.Standing
) -> Mapping[str, tuple[Words, ...]]:
    """Return what would help whom; nothing is read where nobody is unable to agree."""
    if not any(each.current and each.position.position == NOT_YET for each in now.stands):
        return {}
    about = snapshot.about("agreement", agreement.id)
    return would_help(snapshot.counting(about, f"agreement/{agreement.id}"))


def _help(said: Words, name: Callable[[str], str]) -> WouldHelp:
    return WouldHelp(
        id=said.id,
        text=said.body.strip("\n"),
        date=said.date,
        recorded_by=said.recorder,
        recorded_by_name=name(said.recorder),
        content_note=said.content_note,
    )


def _with_people(
    name: Callable[[str], str],
    agreement: Agreement,
    now: rules.Standing,
    texts: Mapping[str, str],
    changed_by_hand: int,
    taken_away: int,
    helping: Mapping[str, tuple[Words, ...]],
    *,
    lacks: bool,
) -> AgreementStanding:
    text = agreed_text(agreement)
    counted: dict[str, ChangedWords] = {now.digest: ChangedWords()}

    def changed(digest: str) -> ChangedWords | None:
        if digest not in counted and digest in texts:
            counted[digest] = words_changed(texts[digest], text)
        return counted.get(digest)

    def with_name(each: rules.Stand) -> PersonPosition:
        said = each.position
        recorder = said.recorder
        return PersonPosition(
            id=said.id,
            person=each.person,
            name=name(each.person),
            position=said.position,
            current=each.current,
            on_this_text=each.on_this_text,
            listed=each.listed,
            date=said.date,
            digest=said.digest,
            because=said.body.strip("\n"),
            recorded_by=recorder,
            recorded_by_name=name(recorder),
            content_note=said.content_note,
            changed=changed(said.digest) if each.current else None,
            would_help=tuple(_help(words, name) for words in helping.get(said.id, ())),
        )

    return AgreementStanding(
        id=agreement.id,
        title=agreement.title,
        digest=now.digest,
        standing=now.state,
        positions=tuple(map(with_name, now.stands)),
        missing=now.missing,
        parties=agreement.parties,
        removed_parties=now.removed,
        review_on=agreement.review_on,
        unreadable=now.unreadable,
        changed_by_hand=changed_by_hand,
        taken_away=taken_away,
        lacks=lacks,
    )
