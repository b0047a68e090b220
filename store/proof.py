"""What is proven of where people stand: signatures, told apart from what only looks like one.

Nothing in the workspace vouches for a key: not who saved, not a date, not a file. A key is known
from the first time it was seen here, or because its person was asked (`store.known_keys`).
"""

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor

from schema import trust
from schema.kinds import Position
from schema.signed import Examined, examined
from schema.trust import Sighting
from store import known_keys, signed_before, signed_elsewhere, ssh_keygen, standings
from store.desk import Desk
from store.errors import CoproduceError
from store.finding import find_kind
from store.known_keys import KnownKey
from store.outside import edited_outside
from store.own_code import own_code
from store.reading import agreements_now, unreadable_agreement
from store.signed_before import Once
from store.verdict import (
    Case,
    InScope,
    Judge,
    Known,
    Missing,
    SeenKey,
    Verified,
    agreement_at,
    not_theirs,
    other_elsewhere,
)

_AT_ONCE = 4


def fingerprints(known: Known) -> dict[str, frozenset[str]]:
    """Return each person's known keys by their fingerprints alone."""
    return {person: frozenset(each.key for each in keys) for person, keys in known.items()}


def verify(desk: Desk, typed: str = "") -> Verified:
    """Return what is proven of every position, or of those on the agreement `typed` means.

    Keys seen for the first time are remembered. Agreements put aside are looked at only by name.
    Raises KeysUnreadable, SignedUnreadable, DamagedRecord for an agreement asked for by name, and
    NoKeygen when there are signatures and nothing to check them with.
    """
    snapshot = desk.snapshot
    wanted = find_kind(snapshot, typed, "agreement").id if typed else ""
    every = {each.id: (each, now) for each, now in agreements_now(snapshot)}
    if wanted and wanted not in every:
        raise unreadable_agreement(snapshot, wanted)

    def in_scope(agreement: str) -> bool:
        if wanted:
            return agreement == wanted
        return agreement not in every or not every[agreement][0].archived

    known = known_keys.known(desk)
    cases = tuple(_cases(desk, own_code(desk)))
    good = _that_fit(desk, _to_check(cases, in_scope, fingerprints(known)))
    thought = trust.judged((each.sighting for each in good.values()), fingerprints(known))
    altered = signed_before.in_history(desk.repository)
    once = {**altered.signed, **signed_before.remembered(desk)}
    later = [each for each in signed_elsewhere.missing(desk) if each.path not in once]
    elsewhere = _elsewhere(desk, known, thought)
    judge = Judge(desk, every, known, good, thought, once, altered, elsewhere)
    proofs = [judge.proof(each) for each in cases if in_scope(each.agreement)]
    proofs += [*judge.gone(in_scope), *judge.taken_back(in_scope)]
    proofs += judge.unreadable(in_scope)
    proofs += [judge.missing(each) for each in later if in_scope(each.agreement)]
    counting = {path for path, each in good.items() if judge.counts(each)}
    folders = ("coproduce.md", "agreements", "contributions/agreement")
    return Verified(
        positions=tuple(sorted(proofs, key=lambda e: (e.title, e.agreement, e.date, e.id))),
        missing=tuple(
            Missing(agreement=id_, person=person)
            for id_, (_, now) in every.items()
            if in_scope(id_)
            for person in now.missing
        ),
        lacks=tuple(id_ for id_ in every if in_scope(id_) and snapshot.at_hand.lacks(id_)),
        several=tuple(
            Missing(agreement=id_, person=person)
            for id_, (_, now) in every.items()
            if in_scope(id_)
            for person in now.at_once
        ),
        keys=tuple(_seen_keys(desk, known, thought)),
        damaged=() if wanted else standings.damaged(snapshot),
        outside=tuple(sorted(edited_outside(desk.repository, folders))),
        warnings=(
            *(
                not_theirs(desk, what, seen, known)
                for seen, what in thought.items()
                if what not in (trust.KNOWN, trust.FIRST)
            ),
            *elsewhere.values(),
            *_remember(desk, good, thought, counting),
        ),
    )


def _cases(desk: Desk, workspace: str) -> Iterator[Case]:
    """Yield every position that was not taken back, wherever it lies, with what it claims."""
    found: list[tuple[str, str, Position]] = []
    for path, row, record in desk.snapshot.rows:
        if isinstance(record, Position) and not record.withdrawn:
            found.append((path, row.blob, record))
    signed = {blob for _, blob, each in found if "signature" in each.fields}
    data = dict(desk.repository.read_blobs(sorted(signed)))
    for path, blob, position in found:
        claim = examined(workspace, path, data[blob]) if blob in data else None
        if claim is None and blob in signed:
            claim = Examined(fault="It cannot be read.")
        yield Case(path=path, agreement=agreement_at(path), position=position, claim=claim)


def _to_check(
    cases: Iterable[Case], in_scope: InScope, known: Mapping[str, frozenset[str]]
) -> list[Case]:
    """Return the cases whose signatures are to be checked.

    Who is new is judged by everything that was signed here, not by one agreement alone.
    """
    signed = [each for each in cases if each.claim and each.claim.signature]
    asked = [each for each in signed if in_scope(each.agreement)]
    is_new = any(e.sighting.key not in known.get(e.position.by, frozenset()) for e in asked)
    return signed if is_new else asked


def _that_fit(desk: Desk, cases: list[Case]) -> dict[str, Case]:
    """Return the cases whose signature fits, by path."""
    if not cases:
        return {}
    program = ssh_keygen.find(desk.repository.paths.root)

    def fits(case: Case) -> bool:
        claim = case.claim
        if claim is None or claim.signature is None:
            return False
        return ssh_keygen.fits(program, claim.said, claim.text, claim.signature)

    good: dict[str, Case] = {}
    with ThreadPoolExecutor(min(_AT_ONCE, os.cpu_count() or 1)) as pool:
        for number, (case, fit) in enumerate(zip(cases, pool.map(fits, cases), strict=True)):
            desk.report(number, len(cases), "Checking the signatures")
            if fit:
                good[case.path] = case
    return good


def _remember(
    desk: Desk,
    good: Mapping[str, Case],
    thought: Mapping[Sighting, str],
    counting: Collection[str],
) -> Iterator[str]:
    """Remember new keys and what is signed; yield a sentence when that cannot be written.

    `counting` are the paths of the positions that count now.
    """
    first = [each for each, what in thought.items() if what == trust.FIRST]
    signed = {
        path: Once(person=each.position.by, agreement=each.agreement, day=desk.today)
        for path, each in good.items()
        if thought[each.sighting] in (trust.KNOWN, trust.FIRST)
    }
    try:
        signed_before.remember(desk, signed.items())
        signed_elsewhere.remember(
            desk,
            (
                signed_elsewhere.answer(path, good[path].position, good[path].said)
                for path in signed
                if path in counting
            ),
        )
        if first:
            keys = [(each.person, KnownKey(key=each.key, since=desk.today)) for each in first]
            known_keys.remember(desk, keys)
    except CoproduceError as problem:
        yield f"What was seen could not be remembered. {problem.sentence} {problem.hint}"


def _elsewhere(desk: Desk, known: Known, thought: Mapping[Sighting, str]) -> dict[Sighting, str]:
    """Return what other workspaces say against the keys that count here, where they do."""
    there = known_keys.elsewhere(desk)
    found: dict[Sighting, str] = {}
    for seen, what in thought.items():
        if what in (trust.KNOWN, trust.FIRST):
            new = KnownKey(key=seen.key, since=desk.today)
            own = next((e for e in known.get(seen.person, ()) if e.key == seen.key), new)
            found[seen] = other_elsewhere(desk, seen, own, there)
    return {seen: why for seen, why in found.items() if why}


def _seen_keys(desk: Desk, known: Known, thought: Mapping[Sighting, str]) -> Iterator[SeenKey]:
    for seen, what in thought.items():
        if what == trust.FIRST:
            yield _seen_key(desk, seen.person, KnownKey(key=seen.key, since=desk.today), first=True)
        elif what == trust.KNOWN:
            own = next(each for each in known[seen.person] if each.key == seen.key)
            yield _seen_key(desk, seen.person, own, first=False)


def _seen_key(desk: Desk, person: str, key: KnownKey, *, first: bool) -> SeenKey:
    return SeenKey(
        person=person,
        name=desk.name(person),
        key=key.key,
        since=key.since,
        asked=key.asked,
        first=first,
    )
