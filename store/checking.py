"""Every problem of every record, and the state of the workspace itself."""

from collections.abc import Iterator, Mapping

from schema import codec
from schema.ids import RECORD_FOLDERS, is_record_path
from schema.kinds import Agreement, record_of
from schema.record import Contribution, Damaged, Problem, Record
from schema.validate import problems_of, workspace_problems
from schema.withdrawal import is_withdrawn
from store.comparing import moment, versions_of
from store.desk import Desk
from store.errors import CoproduceError
from store.files import read_bytes
from store.history import ALTERED, commits
from store.outside import edited_outside
from store.snapshot import REGULAR

_BATCH = 200


def check(desk: Desk, since: str = "") -> tuple[Problem, ...]:
    """Return every problem of what is saved and of what lies in the record folders on disk.

    With `since` (a commit, a day, `seen`) only those of files that changed after it. Errors come
    first, then by path and line.
    """
    found = [
        *_saved(desk),
        *_whole(desk),
        *changed_by_hand(desk),
        *_misplaced(desk),
        *_on_disk(desk),
    ]
    if since:
        start = moment(desk, since)
        changed = {c.path for c in desk.repository.diff_trees(start, desk.snapshot.commit)}
        changed |= set(edited_outside(desk.repository))
        found = [each for each in found if each.path in changed]
    unique = dict.fromkeys(found)
    return tuple(sorted(unique, key=lambda p: (p.severity != "error", p.path, p.line, p.code)))


def _saved(desk: Desk) -> Iterator[Problem]:
    """Yield the problems of each saved record by itself."""
    places = desk.snapshot.places
    blobs = dict.fromkeys(blob for blob in places.values() if ":" not in blob)
    contents = dict(desk.repository.read_blobs(blobs))
    for done, (path, blob) in enumerate(places.items()):
        if done % _BATCH == 0:
            desk.report(done, len(places), "Checking the records")
        data = contents.get(blob)
        if data is None:
            damaged = desk.snapshot.record(path)
            if isinstance(damaged, Damaged):
                yield _damage(damaged, path)
            continue
        yield from _problems(desk, path, data)


def _problems(desk: Desk, path: str, data: bytes) -> Iterator[Problem]:
    file = codec.read(data, path)
    if isinstance(file, Damaged):
        yield _damage(file, path)
        return
    record = record_of(path, file.fields, file.body)
    if is_withdrawn(record) and record.body.strip():
        yield Problem(
            path=path,
            code="withdrawn-with-text",
            message="These words were taken back, but the file still holds them. "
            f"Empty it with: coproduce withdraw {record.id}",
        )
    yield from problems_of(record, file, perspectives=desk.activity().perspectives)


def _damage(damaged: Damaged, path: str) -> Problem:
    return Problem(path=path, code=damaged.code, message=damaged.message, line=damaged.line)


def _whole(desk: Desk) -> Iterator[Problem]:
    """Yield what only shows when the records are looked at together."""
    everything = desk.snapshot.everything
    records = [each for each in everything if isinstance(each, Record)]
    damaged = [each.path for each in everything if isinstance(each, Damaged)]
    yield from workspace_problems(records, elsewhere=damaged, texts=_texts(desk))
    if not any(each.path == "coproduce.md" for each in desk.snapshot.everything):
        yield Problem(
            path="coproduce.md",
            code="no-activity",
            message="The file that says what this workspace is about is missing. Put it back.",
        )


def _texts(desk: Desk) -> dict[str, frozenset[str]]:
    """Return the digests of all texts each agreement ever had, by its id."""
    paths = {e.id: e.path for e in desk.snapshot.documents if isinstance(e, Agreement)}
    known = versions_of(desk, frozenset(paths.values()))
    return {id_: frozenset(known[p].texts) for id_, p in paths.items() if p in known}


def changed_by_hand(desk: Desk) -> Iterator[Problem]:
    """Yield what people said that is not as it was saved, other than by taking it back."""
    names = {path.rpartition("/")[2] for path in desk.snapshot.places}
    gone: set[str] = set()
    first: dict[str, str] = {}
    for commit in commits(desk.repository, *ALTERED, "HEAD", paths=("contributions",)):
        if commit.kind == "withdrawn":
            yield from _came_back(desk, [file.path for file in commit.files])
            continue
        for file in commit.files:
            if file.new_id:
                # The newest change comes first, so the oldest text stays.
                first[file.path] = file.old_id
            elif file.path.rpartition("/")[2] not in names and file.path not in gone:
                gone.add(file.path)
                yield _taken_away(file.path)
    yield from _changed(desk, first)


def _changed(desk: Desk, first: Mapping[str, str]) -> Iterator[Problem]:
    """Yield what somebody said that is another text than the `first` one at its path."""
    positions = {path for _, path in desk.snapshot.by_hand.changed}
    for path in {**first, **dict.fromkeys(positions, "")}:
        found = desk.snapshot.record(path)
        if path in positions:
            yield _words_changed(path, "Where this person stands", " It does not count as a yes.")
        elif isinstance(found, Contribution) and not found.withdrawn and found.blob != first[path]:
            yield _words_changed(path, "What this person said")


def _words_changed(path: str, what: str, more: str = "") -> Problem:
    return Problem(
        path=path,
        code="words-changed",
        message=f"{what} was changed after it was saved.{more} "
        "Ask them; the words as first said are in the history.",
        severity="warning",
    )


def _taken_away(path: str) -> Problem:
    return Problem(
        path=path,
        code="words-gone",
        message="What someone said here was taken away by hand. "
        "Ask them; the words are in the history.",
        severity="warning",
    )


def _came_back(desk: Desk, paths: list[str]) -> Iterator[Problem]:
    for path in paths:
        found = desk.snapshot.record(path)
        if isinstance(found, Contribution) and not found.withdrawn:
            yield Problem(
                path=path,
                code="words-came-back",
                message="These words had been taken back, and stand here again. "
                f"Take them back again with: coproduce withdraw {found.id}",
            )


def _misplaced(desk: Desk) -> Iterator[Problem]:
    """Yield saved Markdown files in record folders that no record may have as its place."""
    for path, mode, _ in desk.repository.tree_entries(desk.snapshot.tree):
        folder = path.partition("/")[0]
        if folder in RECORD_FOLDERS and not is_record_path(path) and mode in REGULAR:
            yield _not_a_place(path)


def _not_a_place(path: str) -> Problem:
    return Problem(
        path=path,
        code="not-a-record",
        message="No record can have this name or lie here, so the program leaves it alone. "
        "Move it to another folder, or make a record with: coproduce new",
        severity="warning",
    )


def _on_disk(desk: Desk) -> Iterator[Problem]:
    """Yield what lies on disk and is not saved: readable or not."""
    for path, letters in edited_outside(desk.repository).items():
        if not is_record_path(path):
            yield _not_a_place(path)
        elif "D" in letters:
            yield Problem(
                path=path,
                code="gone-from-disk",
                message="This file is gone from the folder, but it is still saved. "
                f"Put it back with: coproduce edit {path} --outside put-back",
                severity="warning",
            )
        else:
            yield from _unsaved(desk, path)


def _unsaved(desk: Desk, path: str) -> Iterator[Problem]:
    try:
        data = read_bytes(desk.repository.paths.root, path)
    except CoproduceError as problem:
        yield Problem(path=path, code=problem.code, message=f"{problem.sentence} {problem.hint}")
        return
    yield from _problems(desk, path, data)
    said = path.startswith("contributions/") and path in desk.snapshot.places
    way = "put-back" if said else "keep"
    yield Problem(
        path=path,
        code="changed-outside",
        message="This file was changed outside the program and is not saved. "
        + ("What someone said is never changed. Put it back" if said else "Save it")
        + f" with: coproduce edit {path} --outside {way}",
        severity="warning",
    )
