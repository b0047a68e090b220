"""Everything one report needs, read from one moment: what changed since then, or one agreement."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from schema import codec, revisions
from schema.content_notes import note_of
from schema.ids import about_of, kind_and_id
from schema.kinds import Action, Activity, Agreement, Review, record_of
from schema.promises import Promise, promises
from schema.record import Contribution, Damaged, Document, Fields
from schema.replacement import current
from schema.spans import Span
from schema.spoken import Spoken, who_has_spoken
from store.comparing import (
    Versions,
    agreed_text,
    compared,
    date_in,
    forms_of,
    moment,
    review_meant,
    told,
)
from store.desk import Desk
from store.errors import BadValue
from store.finding import find_kind
from store.history import Commit, commits, paths_of
from store.overview import evidence
from store.reading import standings, unreadable_agreement
from store.reasons import notes_of
from store.seen import looked_on
from store.standings import AgreementLine, damaged
from store.values import AgreementStanding, Change

REVIEW = "review"
_OPEN = "open"
About = tuple[str, str]


class Passed(msgspec.Struct, frozen=True):
    """Lines that were proposed and did not stay, with the changes that brought and undid them.

    `content_note` keeps them closed: one of the document now, or of any version that held them or
    stood beside one that did.
    """

    text: str
    came: Change
    went: Change
    content_note: str = ""


class Settlement(msgspec.Struct, frozen=True):
    """A difference that was settled, and the change that did it, with its reason.

    `content_note` keeps its wordings closed: that of the document now, or beside the change.
    """

    settled: revisions.Settled
    change: Change
    content_note: str = ""


class DocumentReport(msgspec.Struct, frozen=True, kw_only=True):
    """What happened to one document between two moments.

    `before` and `after` are how it stood at either end, None where it was not there or cannot be
    read; `spans` compare their texts word by word. `said` are the contributions about it that were
    saved in between and still stand, oldest first. `changes` are newest first.
    """

    id: str
    kind: str
    title: str
    before: Document | None
    after: Document | None
    spans: tuple[Span, ...]
    changes: tuple[Change, ...]
    said: tuple[Contribution, ...]
    passed: tuple[Passed, ...] = ()
    settlements: tuple[Settlement, ...] = ()


class ChangesReport(msgspec.Struct, frozen=True, kw_only=True):
    """What we agreed, what changed since `since` (a commit, "" for the beginning), what is next.

    `day` is the day that moment stands for, "" when it is the beginning or not a day; `review` is
    the review it means, if any. `promises` are those of the newest review that promised anything,
    `actions` are open and come from elsewhere. `texts` are the agreements as they are, by id;
    `damaged` are those that cannot be read.
    """

    activity: Activity
    since: str
    day: str
    review: Review | None
    agreements: tuple[AgreementStanding, ...]
    texts: Mapping[str, Agreement]
    damaged: tuple[AgreementLine, ...]
    documents: tuple[DocumentReport, ...]
    promises: tuple[Promise, ...]
    actions: tuple[Action, ...]


class EarlierText(msgspec.Struct, frozen=True):
    """An earlier text that someone stands on: what changed since, None when it is not known.

    `content_note` is that of the agreement now, or else of the earlier text. `fields` is what stood
    about the earlier text, None when it is not known.
    """

    digest: str
    people: tuple[str, ...]
    spans: tuple[Span, ...] | None
    content_note: str = ""
    fields: Fields | None = None


class AgreementReport(msgspec.Struct, frozen=True, kw_only=True):
    """One agreement: its text, who stands where, what changed for whom, how it came to be.

    `said` are the contributions about it that stand, replies among them, without positions.
    `disagreement` is the group's own agreement on working through disagreement, if it has one.
    """

    activity: Activity
    agreement: Agreement
    standing: AgreementStanding
    earlier: tuple[EarlierText, ...]
    spoken: Spoken
    said: tuple[Contribution, ...]
    history: DocumentReport
    disagreement: Agreement | None


class ReviewWords(msgspec.Struct, frozen=True):
    """What was said about one review besides its answers, and the replies to any of it."""

    activity: Activity
    said: tuple[Contribution, ...]


class _Gathered:
    """What one pass over the history finds about one document."""

    def __init__(self) -> None:
        self.commits: list[Commit] = []
        self.steps: list[tuple[Commit, str, str]] = []
        self.new: set[str] = set()


def changes_report(desk: Desk, typed: str) -> ChangesReport:
    """Return all that changed since `typed`, in one pass over the history.

    `typed` is what `store.comparing.moment` takes; "" means the newest review, or the beginning
    when there is none.
    """
    snapshot = desk.snapshot
    meant, review = _meant(desk, typed)
    start = moment(desk, meant) if meant else ""
    gathered = _gather(desk, (f"{start}..{snapshot.commit}",) if start else (snapshot.commit,))
    ends = {c.path: c.old_id for c in desk.repository.diff_trees(start, snapshot.commit)}
    old = _versions(desk, gathered, ends.values())
    # What lies before that moment is read for the agreements alone.
    forms = None if start else _forms(desk, gathered, old)
    known = evidence(desk)
    promised = promises(known)
    from_review = {each.action for each in promised}
    return ChangesReport(
        activity=desk.activity(),
        since=start,
        day=review.date if review else _day_of(desk, meant),
        review=review,
        agreements=standings(desk, earlier=forms),
        texts={e.id: e for e in snapshot.documents if isinstance(e, Agreement)},
        damaged=damaged(snapshot),
        documents=tuple(_documents(desk, gathered, old, ends)),
        promises=promised,
        actions=tuple(
            each
            for each in known.of(Action)
            if (each.state or _OPEN) == _OPEN and each.id not in from_review and not each.archived
        ),
    )


def agreement_report(desk: Desk, typed: str) -> AgreementReport:
    """Return all that a reader of one agreement needs. Raises DamagedRecord, UnknownReference."""
    reference = find_kind(desk.snapshot, typed, "agreement")
    path = desk.snapshot.path(reference.id, reference.kind)
    agreement = desk.snapshot.record(path)
    if not isinstance(agreement, Agreement):
        raise unreadable_agreement(desk.snapshot, reference.id)
    paths = paths_of("agreement", reference.id, path)
    return next(_agreements(desk, [agreement], f"agreement/{reference.id}", paths))


def agreement_reports(desk: Desk) -> tuple[AgreementReport, ...]:
    """Return every agreement that is not put aside, in path order, from one pass over the history.

    Damaged files are not among them.
    """
    found = [e for e in desk.snapshot.documents if isinstance(e, Agreement) and not e.archived]
    paths = ("agreements", "contributions/agreement")
    return tuple(_agreements(desk, found, "", paths))


def _agreements(
    desk: Desk,
    agreements: Sequence[Agreement],
    typed: str,
    paths: Sequence[str],
) -> Iterator[AgreementReport]:
    gathered = _gather(desk, (desk.snapshot.commit,), paths)
    old = _versions(desk, gathered)
    forms = _forms(desk, gathered, old)
    wanted = {
        ("agreement", each.id): gathered.get(("agreement", each.id), _Gathered())
        for each in agreements
    }
    history = {each.id: each for each in _documents(desk, wanted, old, None)}
    now = {each.id: each for each in standings(desk, typed, forms)}
    people = evidence(desk).perspectives_of
    for each in agreements:
        about = desk.snapshot.about("agreement", each.id)
        said = current(desk.snapshot.counting(about, f"agreement/{each.id}"))
        known = forms.get(each.path)
        yield AgreementReport(
            activity=desk.activity(),
            agreement=each,
            standing=now[each.id],
            earlier=tuple(_earlier(each, now[each.id], known)),
            spoken=who_has_spoken(said, people),
            said=tuple(other for other in said if other.kind != "position"),
            history=history[each.id],
            disagreement=_disagreement(desk, each.id),
        )


def review_words(desk: Desk, review: str) -> ReviewWords:
    """Return what was said about a review, by its id, besides its answers."""
    said = current(desk.snapshot.about("review", review))
    return ReviewWords(desk.activity(), tuple(each for each in said if each.kind != "answer"))


def recorded_for_others(desk: Desk) -> dict[str, Contribution]:
    """Return what was written down by someone else than who said it and stands, by its id."""
    return {
        each.id: each
        for each in desk.snapshot.counting(desk.snapshot.contributions)
        if each.recorder and not each.withdrawn
    }


def _meant(desk: Desk, typed: str) -> tuple[str, Review | None]:
    """Return the moment that is meant, and the review it stands for, if any."""
    text = typed.strip()
    if text == REVIEW or text.startswith(f"{REVIEW}/"):
        return text, review_meant(desk, text)
    if text:
        return text, None
    try:
        return REVIEW, review_meant(desk, REVIEW)
    except BadValue:
        return "", None


def _day_of(desk: Desk, meant: str) -> str:
    return looked_on(desk.repository.paths) if meant == "seen" else date_in(meant)


def _gather(
    desk: Desk, revisions_: Sequence[str], paths: Sequence[str] = ()
) -> dict[About, _Gathered]:
    """Return what happened, by document, the one that changed last first."""
    found: dict[About, _Gathered] = {}
    for commit in commits(desk.repository, *revisions_, paths=paths):
        for file in commit.files:
            named = kind_and_id(file.path)
            if named is None:
                continue
            about = about_of(file.path)
            gathered = found.setdefault(about or named, _Gathered())
            if not gathered.commits or gathered.commits[-1].id != commit.id:
                gathered.commits.append(commit)
            if about is None:
                gathered.steps.append((commit, file.old_id, file.new_id))
            elif not file.old_id:
                gathered.new.add(file.path)
    return found


def _documents(
    desk: Desk,
    found: Mapping[About, _Gathered],
    old: Mapping[str, Document],
    ends: Mapping[str, str] | None,
) -> Iterator[DocumentReport]:
    """Yield each document with its texts, which are `old`, by blob.

    `ends` are the blobs that the documents which differ began from, by path; None: from nothing.
    """
    made = {commit.id: commit for each in found.values() for commit in each.commits}
    notes = notes_of(desk, made.values())
    for (kind, id_), gathered in found.items():
        path = desk.snapshot.path(id_)
        record = desk.snapshot.record(path) if path else None
        after = record if isinstance(record, Document) else None
        before = None
        if ends is not None:
            before = old.get(ends[path]) if path in ends else after
        changes = {e.id: told(desk, e, notes.get(e.id, "")) for e in gathered.commits}
        steps = [
            (changes[commit.id], old.get(was), old.get(is_))
            for commit, was, is_ in reversed(gathered.steps)
        ]
        yield DocumentReport(
            id=id_,
            kind=kind,
            title=desk.title(kind, id_),
            before=before,
            after=after,
            spans=compared(before.body if before else "", after.body if after else ""),
            changes=tuple(changes.values()),
            said=tuple(_said(desk, kind, id_, gathered.new)),
            passed=tuple(_passed(steps, after)),
            settlements=tuple(_settlements(steps, after)),
        )


def _said(desk: Desk, kind: str, id_: str, new: set[str]) -> Iterator[Contribution]:
    if new:
        about = desk.snapshot.counting(desk.snapshot.about(kind, id_), f"{kind}/{id_}")
        for each in current(about):
            if each.path in new:
                yield each


def _versions(
    desk: Desk, gathered: Mapping[About, _Gathered], ends: Iterable[str] = ()
) -> dict[str, Document]:
    """Return every text that was passed through, and those at the `ends`, read in one go."""
    blobs = {blob for each in gathered.values() for _, *both in each.steps for blob in both}
    found: dict[str, Document] = {}
    for blob, data in desk.repository.read_blobs(sorted({*blobs, *ends} - {""})):
        file = codec.read(data)
        record = None if isinstance(file, Damaged) else record_of("", file.fields, file.body, blob)
        if isinstance(record, Document):
            found[blob] = record
    return found


def _forms(
    desk: Desk, gathered: Mapping[About, _Gathered], old: Mapping[str, Document]
) -> dict[str, Versions]:
    """Return, by path, every form the agreements had in a whole history that was gathered."""
    found: dict[str, Versions] = {}
    for (kind, id_), each in gathered.items():
        had = [old[new] for _, _, new in each.steps if new in old] if kind == "agreement" else []
        forms = [form for form in had if isinstance(form, Agreement)]
        if forms:
            found[desk.snapshot.path(id_)] = forms_of(forms)
    return found


def _passed(
    steps: Sequence[tuple[Change, Document | None, Document | None]], after: Document | None
) -> Iterator[Passed]:
    texts = [(was.body if was else "", is_.body if is_ else "") for _, was, is_ in steps]
    for each in revisions.did_not_stay(texts, after.body if after else ""):
        between = steps[each.came : each.went + 1]
        note = _note(after, *(one for _, was, is_ in reversed(between) for one in (is_, was)))
        yield Passed(each.text, steps[each.came][0], steps[each.went][0], note)


def _settlements(
    steps: Iterable[tuple[Change, Document | None, Document | None]], after: Document | None
) -> Iterator[Settlement]:
    for change, was, is_ in steps:
        if was and is_:
            for each in revisions.settled((was.body, was.fields), (is_.body, is_.fields)):
                yield Settlement(each, change, _note(after, is_, was))


def _note(*versions: Document | None) -> str:
    return note_of(each.fields for each in versions if each)


def _earlier(
    agreement: Agreement, standing: AgreementStanding, known: Versions | None
) -> Iterator[EarlierText]:
    """Yield each earlier text that someone's current position was given to, newest first."""
    people: dict[str, list[str]] = {}
    for each in standing.positions:
        if each.current and not each.on_this_text and each.position != "take-back":
            people.setdefault(each.digest, []).append(each.person)
    for digest, persons in reversed(people.items()):
        text = known.texts.get(digest) if known else None
        spans = None if text is None else compared(text, agreed_text(agreement))
        note = agreement.content_note or (known.notes.get(digest, "") if known else "")
        fields = known.fields.get(digest) if known else None
        yield EarlierText(digest, tuple(dict.fromkeys(persons)), spans, note, fields)


def _disagreement(desk: Desk, id_: str) -> Agreement | None:
    agreed = (each for each in desk.snapshot.documents if isinstance(each, Agreement))
    ours = [e for e in agreed if e.about == "disagreement" and not e.archived and e.id != id_]
    return ours[0] if ours else None
