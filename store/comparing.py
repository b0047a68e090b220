"""What changed between two moments: of one record word by word, or of everything, by document."""

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from msgspec import Struct, structs

from schema import codec, parts, subjects
from schema.days import in_words
from schema.digest import digest
from schema.ids import Reference, kind_and_id
from schema.kinds import Agreement, Position, Review, record_of
from schema.record import Contribution, Damaged, Fields
from schema.replacement import current
from schema.said import line_of, place_of, recorded_of
from schema.spans import ChangedWords, Span
from store.desk import Desk
from store.errors import BadValue
from store.finding import find_kind, find_person
from store.git import Repository
from store.history import Commit, change_of, commits, versions
from store.reasons import note_on, notes_of
from store.seen import last_seen
from store.snapshot import Snapshot
from store.values import Change, Changes, DocumentChanges, RecordDiff

_COMMIT = re.compile(r"[0-9a-f]{4,64}")
_BRANCH = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,200}")
_REVISION = re.compile(r"[^\x00-\x20\x7f:^-][^\x00-\x1f\x7f]{0,250}")
_REVIEW = "review"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_SAID = ("said", "position", "answered", "replied")
# More paths than this are asked of git by their folders.
_MANY = 100


def diff(desk: Desk, typed: str, *, since: str, by: str) -> RecordDiff:
    """Return what changed in a record's file, word by word.

    `since` is "" (the change before), `agreed` (the text `by` stood behind, default: the person at
    the keyboard), `seen`, a day or a commit. Raises BadValue for a moment that is not known and for
    words that were taken back.
    """
    reference = desk.find(typed)
    if reference.kind == "unplaced":
        raise BadValue(
            "What is to be placed later is many notes, and not one text that changes.",
            "See them with: coproduce show unplaced",
        )
    path = desk.snapshot.path(reference.id, reference.kind)
    record = desk.snapshot.record(path)
    if isinstance(record, Contribution) and record.withdrawn:
        raise BadValue("These words were taken back.", "Their earlier text is not shown any more.")
    head = desk.snapshot.commit
    if since:
        start = _start(desk, reference, path, since, by)
        old = _text_at(desk.repository, start, path)
        return RecordDiff(
            id=reference.id,
            from_=start,
            to=head,
            spans=compared(old, _text(desk.repository, desk.snapshot.places.get(path, ""))),
        )
    last = next(versions(desk.repository, path, limit=1), None)
    if last is None:
        return RecordDiff(id=reference.id, from_="", to=head, spans=())
    return changed_in(desk.repository, reference.id, path, last)


def changed_in(repository: Repository, id_: str, path: str, commit: Commit) -> RecordDiff:
    """Return what one commit changed in the file at `path`, word by word."""
    file = next((each for each in commit.files if each.path == path), None)
    old, new = (file.old_id, file.new_id) if file else ("", "")
    before = commit.parents[0] if old and commit.parents else ""
    spans = compared(_text(repository, old), _text(repository, new))
    return RecordDiff(id=id_, from_=before, to=commit.id, spans=spans)


def compared(old: str, new: str) -> tuple[Span, ...]:
    """Return what changed between two texts, word by word; see schema.worddiff."""
    # Most commands compare nothing, and there is much to import for it.
    from schema.worddiff import word_diff

    return word_diff(old, new)


def words_changed(old: str, new: str) -> ChangedWords:
    """Return how much changed between two texts; see schema.changed_words."""
    from schema.changed_words import changed_words

    return changed_words(compared(old, new))


def recent(desk: Desk, typed: str, limit: int) -> Iterator[tuple[Change, RecordDiff]]:
    """Yield the last changes of one record's own file, each with its words, newest first."""
    reference = desk.find(typed)
    path = desk.snapshot.path(reference.id, reference.kind)
    made = list(versions(desk.repository, path, limit))
    notes = notes_of(desk, made)
    for commit in made:
        yield (
            told(desk, commit, notes.get(commit.id, "")),
            changed_in(desk.repository, reference.id, path, commit),
        )


def last_change(desk: Desk, typed: str) -> Change | None:
    """Return the newest change of one record's own file, None when it was never saved."""
    path = desk.snapshot.path(desk.find(typed).id)
    found = next(versions(desk.repository, path, limit=1), None)
    return told(desk, found, note_on(desk, found)) if found else None


def told(desk: Desk, commit: Commit, note: str = "") -> Change:
    """Return a commit as people read it, with today's titles and names.

    `note` keeps its reason closed; see store.reasons.

    No name is in the message itself: who said what is read from the record as it is now, so that
    of words taken back nothing is told.
    """
    change = structs.replace(change_of(commit), content_note=note)
    titles = {id_: desk.title("", id_) for id_ in change.about if desk.last.path(id_)}
    said = _said_in(desk, commit)
    sentence = subjects.told(change.subject, titles)
    if said is None:
        return structs.replace(change, sentence=sentence, named=sentence)
    today = dt.date.fromisoformat(desk.today)
    recorded = recorded_of(said, desk.name, lambda day: in_words(day, today))
    return structs.replace(
        change,
        sentence=sentence,
        named=line_of(said, desk.name(said.by), _place(desk, said.ref), recorded),
        recorded=recorded,
        typed_by=desk.name(said.recorded_by or said.by),
    )


def _said_in(desk: Desk, commit: Commit) -> Contribution | None:
    """Return the one thing somebody said in a commit, if that is what it did, and it stands.

    What lies there now and is another text was not said in it.
    """
    if commit.kind not in _SAID or len(commit.files) != 1 or commit.files[0].old_id:
        return None
    found = desk.last.record(commit.files[0].path)
    if not isinstance(found, Contribution) or found.withdrawn:
        return None
    return found if found.blob == commit.files[0].new_id else None


def _place(desk: Desk, ref: str) -> str:
    """Return what something was said about, in words: of another's words only who said them."""
    kind, _, id_ = ref.partition("#")[0].partition("/")
    if kind != "contribution":
        return place_of(ref, desk.title(kind, id_ or kind))
    answered = desk.last.record(desk.last.path(id_))
    if not isinstance(answered, Contribution) or answered.withdrawn:
        return "something said"
    return f"what {desk.name(answered.by)} said"


def changes(desk: Desk, since: str) -> Changes:
    """Return every change after a moment (`seen`, a day, a commit; "" for all), by document."""
    newest = desk.snapshot
    start = moment(desk, since) if since else ""
    revisions = (f"{start}..HEAD",) if start else ("HEAD",)
    grouped: dict[str, list[Change]] = {}
    made = list(commits(desk.repository, *revisions))
    notes = notes_of(desk, made)
    for commit in made:
        change = told(desk, commit, notes.get(commit.id, ""))
        for document in change.about:
            grouped.setdefault(document, []).append(change)
    documents = tuple(_document(desk, newest, id_, start, its) for id_, its in grouped.items())
    return Changes(since=start, documents=documents)


def _document(
    desk: Desk, newest: Snapshot, id_: str, start: str, made: list[Change]
) -> DocumentChanges:
    path = newest.path(id_)
    named = kind_and_id(path) if path else None
    kind = named[0] if named else id_
    changed = ChangedWords()
    if path and any(id_ in each.records for each in made):
        old = _body(_text_at(desk.repository, start, path)) if start else ""
        new = _body(_text(desk.repository, newest.places.get(path, "")))
        changed = words_changed(old, new)
    return DocumentChanges(
        id=id_,
        kind=kind,
        title=desk.title(kind, id_),
        changes=tuple(made),
        changed=changed,
    )


def moment(desk: Desk, typed: str) -> str:
    """Return the commit a person means by a moment; "" is the time before the first commit.

    That is `seen`, a day (the state before it began), `review` or `review/…` (the change with which
    it was begun), the name of a branch that this copy knows, as in `origin/main`, a commit, or
    whatever else git knows one commit by, as in `HEAD~3` and tags. Raises BadValue for anything
    else.
    """
    text = typed.strip()
    if text == "seen":
        return seen(desk)
    if text == _REVIEW or text.startswith(f"{_REVIEW}/"):
        return _begun(desk, review_meant(desk, text))
    if _DAY.fullmatch(text):
        return before_day(desk, text)
    if _COMMIT.fullmatch(text.lower()):
        found = desk.repository.resolve(f"{text.lower()}^{{commit}}")
        if found:
            return found
    found = _branch(desk, text) or _revision(desk, text)
    if found:
        return found
    raise BadValue(
        f"“{typed}” is no moment in the history here.",
        "Use seen, agreed, review, a day like 2026-05-03, the letters and digits of a change, or "
        "another name that Git has for one change, such as a tag.",
    )


def review_meant(desk: Desk, typed: str) -> Review:
    """Return the review that `review` (the newest until today) or `review/…` means.

    Raises BadValue when there is none, or it has no day, and UnknownReference.
    """
    day_instead = "Give a day, like 2026-05-03."
    if typed != _REVIEW:
        path = desk.snapshot.path(find_kind(desk.snapshot, typed, _REVIEW).id)
        found = [desk.snapshot.record(path)]
    else:
        found = [each for each in desk.snapshot.documents if not each.archived]
    dated = [e for e in found if isinstance(e, Review) and _DAY.fullmatch(e.date)]
    past = [each for each in dated if each.date <= desk.today or typed != _REVIEW]
    if not past and typed == _REVIEW and not any(isinstance(each, Review) for each in found):
        raise BadValue("There is no review yet.", day_instead)
    if not past:
        raise BadValue("There is no such review with a day.", day_instead)
    return max(past, key=lambda each: (each.date, each.id))


def _begun(desk: Desk, review: Review) -> str:
    """Return the commit with which a review was first saved: what came after it is news.

    The whole day would hold the review itself; its last change would leave out what was saved
    beside it meanwhile.
    """
    first = ""
    for commit in versions(desk.repository, review.path):
        first = commit.id
    return first or before_day(desk, review.date)


def _branch(desk: Desk, text: str) -> str:
    """Return the newest commit of a branch known here, as a check on a host names it, or ""."""
    if not _BRANCH.fullmatch(text) or ".." in text:
        return ""
    found = (desk.repository.resolve(f"refs/{p}/{text}^{{commit}}") for p in ("remotes", "heads"))
    return next(filter(None, found), "")


def _revision(desk: Desk, text: str) -> str:
    """Return the one commit that git knows by this name (gitrevisions(7)), or "".

    It goes to git on a line of its own, where nothing is an option, and a range names no object;
    a name that begins with a colon would search messages and files.
    """
    if not _REVISION.fullmatch(text):
        return ""
    return desk.repository.resolve(f"{text}^{{commit}}")


def date_in(typed: str) -> str:
    """Return the day that a typed moment names, "" for a moment of another kind."""
    return typed if _DAY.fullmatch(typed) else ""


def seen(desk: Desk) -> str:
    """Return the commit last marked as seen, "" when there is none in this history."""
    marked = last_seen(desk.repository.paths)
    if not _COMMIT.fullmatch(marked):
        return ""
    return desk.repository.resolve(f"{marked}^{{commit}}")


def before_day(desk: Desk, text: str) -> str:
    """Return the newest commit before a day began here, "" when there was none."""
    try:
        day = dt.datetime.combine(dt.date.fromisoformat(text), dt.time(), desk.clock().tzinfo)
    except ValueError:
        raise BadValue(
            f"“{text}” is not a day in the calendar.",
            "Write a day as year-month-day, like 2026-05-03.",
        ) from None
    moment_before = int(day.timestamp()) - 1
    if moment_before < 0:
        # Git knows no time before 1970, and takes small numbers without a sign for hours or years.
        return ""
    before = f"--before=@{moment_before} +0000"
    found = desk.repository.run("rev-list", "-1", before, "HEAD")
    return found.stdout.decode().strip()


def _start(desk: Desk, reference: Reference, path: str, since: str, by: str) -> str:
    if since != "agreed":
        return moment(desk, since)
    person = find_person(desk.snapshot, by) if by else desk.require_me()
    said = desk.snapshot.about(reference.kind, reference.id)
    said = desk.snapshot.counting(said, f"{reference.kind}/{reference.id}")
    mine = [e for e in current(said) if isinstance(e, Position) and e.by == person]
    if not mine:
        raise BadValue(
            f"{desk.name(person)} has not said where they stand on this.",
            f"See who has with: coproduce standing {reference.id}",
        )
    wanted = {each.digest for each in mine}
    for commit in versions(desk.repository, path):
        for file in commit.files:
            if file.path == path and _digest(desk.repository, file.new_id) in wanted:
                return commit.id
    raise BadValue(
        "The text they stood behind is not in the history here.",
        "Get the newest changes, or ask whoever recorded it.",
    )


class Versions(Struct, frozen=True):
    """Every form one agreement ever had: its texts by digest, and whoever was a party.

    `notes` are the content notes, by digest, of the texts that had one; `fields` what stood about
    each text when it was last there.
    """

    texts: Mapping[str, str]
    parties: frozenset[str]
    notes: Mapping[str, str]
    fields: Mapping[str, Fields]


def versions_of(desk: Desk, agreements: Collection[str]) -> dict[str, Versions]:
    """Return, by path, every form these agreements had, from one reading of the history."""
    if not agreements:
        return {}
    blobs: dict[str, list[str]] = {}
    for commit in commits(desk.repository, paths=_few(agreements)):
        for file in commit.files:
            if file.path in agreements and file.new_id:
                blobs.setdefault(file.new_id, []).append(file.path)
    forms: dict[str, list[Agreement]] = {}
    now = {e.path: e for e in desk.snapshot.documents if isinstance(e, Agreement)}
    for blob in [*blobs]:
        if all(path in now and now[path].blob == blob for path in blobs[blob]):
            for path in blobs.pop(blob):
                forms.setdefault(path, []).append(now[path])
    for blob, data in desk.repository.read_blobs(blobs):
        agreement = agreement_in(data)
        if agreement is not None:
            for path in blobs[blob]:
                forms.setdefault(path, []).append(agreement)
    return {path: forms_of(had) for path, had in forms.items()}


def _few(paths: Collection[str]) -> tuple[str, ...]:
    """Return paths to limit a log to: their folders, where there are very many of them.

    git compares each change with each path, so that thousands of both would take minutes.
    """
    return tuple(
        sorted(paths if len(paths) <= _MANY else {each.rpartition("/")[0] for each in paths})
    )


def forms_of(had: Iterable[Agreement]) -> Versions:
    """Return the texts, notes, fields and parties of every form one agreement had, newest first."""
    texts: dict[str, str] = {}
    notes: dict[str, str] = {}
    fields: dict[str, Fields] = {}
    parties: set[str] = set()
    for each in had:
        text = digest(each.id, each.title, each.body)
        fields.setdefault(text, each.fields)
        texts[text] = agreed_text(each)
        if each.content_note:
            notes[text] = each.content_note
        parties.update(each.parties)
    return Versions(texts, frozenset(parties), notes, fields)


def agreed_text(agreement: Agreement) -> str:
    """Return what a person agrees to: the title and the body."""
    return f"{agreement.title}\n\n{agreement.body}"


def _digest(repository: Repository, blob: str) -> str:
    data = _bytes(repository, blob)
    agreement = agreement_in(data) if data else None
    return digest(agreement.id, agreement.title, agreement.body) if agreement else ""


def agreement_in(data: bytes) -> Agreement | None:
    """Return the agreement that a file's bytes hold, None when they hold none."""
    file = codec.read(data)
    if isinstance(file, Damaged):
        return None
    record = record_of("", file.fields, file.body)
    return record if isinstance(record, Agreement) else None


def _text_at(repository: Repository, commit: str, path: str) -> str:
    return _text(repository, repository.resolve(f"{commit}:{path}")) if commit else ""


def _text(repository: Repository, blob: str) -> str:
    return (_bytes(repository, blob) or b"").decode("utf-8", "replace")


def _bytes(repository: Repository, blob: str) -> bytes | None:
    found = repository.read_object(blob) if blob else None
    return found.data if found else None


def _body(text: str) -> str:
    file = parts.split(text.encode())
    return text if isinstance(file, Damaged) else file.body
