"""Agreements seen over time and side by side: how their standing moved, and whom a change asks."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, zip_longest

import msgspec

from schema import codec
from schema import standing as rules
from schema.differences import find_differences
from schema.ids import kind_and_id
from schema.kinds import Agreement, Position, record_of
from schema.record import Damaged, Record
from store.cache import Parsed
from store.desk import Desk
from store.finding import find_kind
from store.history import Commit, commits, paths_of
from store.reading import NO_AGREEMENT, agreements_now, unreadable_agreement, unreadable_files
from store.snapshot import Snapshot
from store.values import AgreementStanding, PersonPosition


class Moment(msgspec.Struct, frozen=True, kw_only=True):
    """Where an agreement stood at the end of a day (ISO 8601) on which that moved.

    `state` is one of `schema.standing.STATES`. `text_changed` and `parties_changed` say what else
    is different from the moment before.
    """

    day: str
    state: str
    text_changed: bool = False
    parties_changed: bool = False


class AgreementLine(msgspec.Struct, frozen=True, kw_only=True):
    """One agreement in a list. `missing` are the names of those still asked.

    `again` are the ids of those who said where they stand on an earlier text and are asked about
    this one. `unlisted_no` are the names of those who cannot agree yet and are on no list of who is
    asked: taken off it, or never on it. Of a damaged file only `id`, `path` and the reason,
    `damaged`, are known.
    """

    id: str
    path: str
    title: str
    standing: str = ""
    missing: tuple[str, ...] = ()
    again: tuple[str, ...] = ()
    unlisted_no: tuple[str, ...] = ()
    differences: int = 0
    about: str = ""
    step: str = ""
    review_on: str = ""
    archived: str = ""
    content_note: str = ""
    damaged: str = ""


class _Form(msgspec.Struct, frozen=True):
    """One form an agreement once had, with its open differences."""

    agreement: Agreement
    differences: int


def over_time(desk: Desk, typed: str) -> tuple[Moment, ...]:
    """Return the days on which the standing, the text or the list of people moved, oldest first.

    Positions count from the day they were saved. One that was taken back counts as a person who
    never said where they stand, at every moment (docs/format.md, “Where an
    agreement is now”). From the day a file came that nobody can read, the agreement is not agreed.
    """
    reference = find_kind(desk.snapshot, typed, "agreement")
    path = desk.snapshot.path(reference.id, reference.kind)
    if not isinstance(desk.snapshot.record(path), Agreement):
        raise unreadable_agreement(desk.snapshot, reference.id)
    positions: dict[str, list[Position]] = defaultdict(list)
    about = desk.snapshot.about("agreement", reference.id)
    for each in desk.snapshot.counting(about, f"agreement/{reference.id}"):
        if isinstance(each, Position):
            positions[each.path].append(each)
    paths = paths_of("agreement", reference.id, path)
    made = list(commits(desk.repository, paths=paths))[::-1]
    forms = _forms(desk, path, made)
    doubtful = {
        path: desk.snapshot.places[path].rpartition(":")[2]
        for id_, path in unreadable_files(desk.snapshot)
        if id_ == reference.id
    }
    lacks = desk.snapshot.at_hand.lacks(reference.id)
    moments = [
        (day, form, _state(form, said, unreadable, lacks=lacks))
        for day, form, said, unreadable in _ends_of_days(made, path, forms, positions, doubtful)
    ]
    return tuple(_moved(moments))


def _state(form: _Form, said: Iterable[Position], unreadable: int, *, lacks: bool) -> str:
    found = rules.standing(form.agreement, said, form.differences, unreadable=unreadable)
    return rules.not_known_whole(found.state) if lacks else found.state


def _forms(desk: Desk, path: str, made: Iterable[Commit]) -> Mapping[str, _Form]:
    blobs = {file.new_id for each in made for file in each.files if file.path == path}
    found: dict[str, _Form] = {}
    for blob, data in desk.repository.read_blobs(sorted(filter(None, blobs))):
        file = codec.read(data)
        record = None if isinstance(file, Damaged) else record_of("", file.fields, file.body)
        if isinstance(record, Agreement):
            found[blob] = _Form(record, len(find_differences(record.body, record.fields)))
    return found


def _ends_of_days(
    made: Sequence[Commit],
    path: str,
    forms: Mapping[str, _Form],
    positions: Mapping[str, Sequence[Position]],
    doubtful: Mapping[str, str],
) -> Iterator[tuple[str, _Form, tuple[Position, ...], int]]:
    """Yield each day something was saved: the form at its end, and what people had said by then.

    Last comes how many files nobody can read now had come by then; `doubtful` are their blobs.
    """
    form: _Form | None = None
    said: dict[str, Sequence[Position]] = {}
    unread: set[str] = set()
    day = ""
    for commit, after in zip_longest(made, made[1:]):
        for file in commit.files:
            if file.path == path:
                form = forms.get(file.new_id, form)
            elif file.path in positions:
                said[file.path] = positions[file.path]
            elif file.path in doubtful and file.new_id == doubtful[file.path]:
                unread.add(file.path)
        # Two copies of a workspace may disagree about the day; here time never runs backwards.
        day = max(day, commit.when[:10])
        if form and (after is None or after.when[:10] > day):
            yield day, form, tuple(chain.from_iterable(said.values())), len(unread)


def _moved(moments: Iterable[tuple[str, _Form, str]]) -> Iterator[Moment]:
    before: tuple[_Form, str] | None = None
    for day, form, state in moments:
        old = before[0].agreement if before else form.agreement
        moment = Moment(
            day=day,
            state=state,
            text_changed=(old.title, old.body) != (form.agreement.title, form.agreement.body),
            parties_changed=set(old.parties) != set(form.agreement.parties),
        )
        if before is None or state != before[1] or moment.text_changed or moment.parties_changed:
            yield moment
        before = (form, state)


def lines(desk: Desk) -> tuple[AgreementLine, ...]:
    """Return a line for every agreement, put aside or not, in path order, damaged ones too."""
    snapshot = desk.snapshot
    now = {each.path: (each, state) for each, state in agreements_now(snapshot)}
    return tuple(
        _line(desk, path, id_, now[path], row.differences)
        if path in now
        else _damaged(path, id_, record)
        for path, id_, row, record in _files(snapshot)
    )


def damaged(snapshot: Snapshot) -> tuple[AgreementLine, ...]:
    """Return a line for every file in an agreement's place that is none, in path order."""
    return tuple(
        _damaged(path, id_, record)
        for path, id_, _, record in _files(snapshot)
        if not isinstance(record, Agreement)
    )


def _files(snapshot: Snapshot) -> Iterator[tuple[str, str, Parsed, Record | Damaged]]:
    for path, row, record in snapshot.rows:
        named = kind_and_id(path)
        if named and named[0] == "agreement":
            yield path, named[1], row, record


def _damaged(path: str, id_: str, record: Record | Damaged) -> AgreementLine:
    reason = record.message if isinstance(record, Damaged) else NO_AGREEMENT
    return AgreementLine(id=id_, path=path, title=id_, damaged=reason)


def _line(
    desk: Desk,
    path: str,
    id_: str,
    now: tuple[Agreement, rules.Standing],
    differences: int,
) -> AgreementLine:
    agreement, standing = now
    return AgreementLine(
        id=id_,
        path=path,
        title=agreement.title or id_,
        standing=standing.state,
        missing=tuple(desk.name(each) for each in standing.missing),
        again=standing.again,
        unlisted_no=tuple(desk.name(each) for each in standing.unlisted_no),
        differences=differences,
        about=agreement.about,
        step=agreement.step,
        review_on=agreement.review_on,
        archived=agreement.archived,
        content_note=agreement.content_note,
    )


def asked_again(standing: AgreementStanding) -> tuple[PersonPosition, ...]:
    """Return the positions on exactly this text that another text would leave behind.

    Those on an earlier text are asked again already. Whoever cannot agree yet is among them: the
    change may be for them.
    """
    return tuple(each for each in _answers(standing) if each.on_this_text)


def asked_about_this(standing: AgreementStanding) -> tuple[PersonPosition, ...]:
    """Return the positions on earlier texts whose givers are asked about this one."""
    return tuple(each for each in _answers(standing) if not each.on_this_text)


def _answers(standing: AgreementStanding) -> Iterator[PersonPosition]:
    for each in standing.positions:
        if each.current and each.listed and each.position in rules.ANSWERS:
            yield each
