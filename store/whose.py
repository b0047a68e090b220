"""Whose wording it is: the saved change it came from, read from the history and never guessed."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing

import msgspec

from schema import codec
from schema.codec import File
from schema.differences import Difference, find_differences
from schema.merging.blocks import pieces
from schema.merging.values import worded
from schema.record import Damaged
from schema.sections import cut
from schema.settlement import stands_in
from store.ancestry import merge_bases
from store.git import Repository
from store.history import Commit, commits

_MOST_CHANGES = 1000
_AND = " and "


class _Made(msgspec.Struct, frozen=True):
    """A change in which a wording first stood, or stood once more."""

    commit: str
    who: str


def names(
    repository: Repository, differences: Mapping[str, Sequence[Difference]]
) -> dict[str, list[tuple[str, ...]]]:
    """Return for each path and each of its differences the names behind its wordings, in order.

    A name is that of whoever saved the change which brought the wording; two where two people
    brought the same one without knowing of each other; "" where the history does not say.
    """
    return {path: _Record(repository, path).names(found) for path, found in differences.items()}


class _Record:
    """The changes of one record's file, newest first, with its versions."""

    def __init__(self, repository: Repository, path: str) -> None:
        self._repository = repository
        self._path = path
        self._files: dict[str, File | None] = {}
        with closing(commits(repository, paths=(path,), limit=_MOST_CHANGES)) as found:
            self._changes = [each for each in found if self._touched(each)]
        self._read_versions()

    def names(self, differences: Sequence[Difference]) -> list[tuple[str, ...]]:
        """Return the names behind the wordings of each difference."""
        return [tuple(self._names(each)) for each in differences]

    def _names(self, difference: Difference) -> Iterator[str]:
        now = self._version(self._blobs(self._changes[0])[1]) if self._changes else None
        kind = str(now.fields.get("kind", "")) if now else ""
        code = stands_in(kind, now.body, difference) if now else ""
        for wording in difference.wordings:
            if difference.field or wording:
                place = _Place(difference.field, kind, code, wording)
                yield self._said(self._newest(list(self._brought(place))))
            else:
                yield self._who_left_out(difference)

    def _brought(self, place: "_Place") -> Iterator[_Made]:
        for change in self._changes:
            if len(change.parents) > 1:
                continue
            old, new = map(self._version, self._blobs(change))
            if place.stands(new) > place.stands(old):
                yield _Made(change.id, change.who)

    def _newest(self, made: Sequence[_Made]) -> list[_Made]:
        """Return the changes that no later one of them followed."""
        if len({each.who for each in made}) < 2:
            return list(made[:1])
        asked = dict.fromkeys(each.commit for each in made)
        newest = merge_bases(self._repository, "--independent", *asked)
        return [each for each in made if each.commit in newest]

    def _said(self, made: Sequence[_Made]) -> str:
        return _AND.join(sorted({each.who for each in made}))

    def _who_left_out(self, difference: Difference) -> str:
        """Return who took a block out of the text, as one side of the merge had it."""
        kept = [each for each in difference.wordings if each]
        for merge in self._changes:
            if len(merge.parents) != 2 or not self._arose_in(merge, difference):
                continue
            without = [
                parent
                for parent in merge.parents
                if not any(each in _body(self._at(parent)) for each in kept)
            ]
            bases = merge_bases(self._repository, "--all", *merge.parents)
            if len(without) == 1 and len(bases) == 1:
                return self._who_removed(merge, without[0], bases[0])
            return ""
        return ""

    def _who_removed(self, merge: Commit, side: str, base: str) -> str:
        gone = _blocks(self._at(base))
        for parent in merge.parents:
            gone -= _blocks(self._at(parent))
        behind = f"{base}..{side}"
        with closing(commits(self._repository, behind, paths=(self._path,))) as found:
            removed = {
                each.who
                for each in found
                if len(each.parents) < 2
                and self._touched(each)
                and gone & (_blocks(self._old(each)) - _blocks(self._new(each)))
            }
        return removed.pop() if len(removed) == 1 else ""

    def _arose_in(self, merge: Commit, difference: Difference) -> bool:
        """Whether a merge shows these wordings and neither of its sides did."""
        asked = set(difference.wordings)
        sides = [self._at(parent) for parent in merge.parents]
        return _shows(self._new(merge), asked) and not any(_shows(each, asked) for each in sides)

    def _touched(self, change: Commit) -> bool:
        return any(each.path == self._path for each in change.files)

    def _blobs(self, change: Commit) -> tuple[str, str]:
        file = next(each for each in change.files if each.path == self._path)
        return file.old_id, file.new_id

    def _old(self, change: Commit) -> File | None:
        return self._version(self._blobs(change)[0])

    def _new(self, change: Commit) -> File | None:
        return self._version(self._blobs(change)[1])

    def _at(self, commit: str) -> File | None:
        return self._version(self._repository.resolve(f"{commit}:{self._path}"))

    def _read_versions(self) -> None:
        """Read all versions at once: asked for one by one, each would be waited for."""
        blobs = {blob for each in self._changes for blob in self._blobs(each) if blob}
        for blob, data in self._repository.read_blobs(sorted(blobs)):
            self._files[blob] = _file(data)

    def _version(self, blob: str) -> File | None:
        if blob not in self._files:
            found = self._repository.read_object(blob) if blob else None
            self._files[blob] = _file(found.data) if found else None
        return self._files[blob]


class _Place(msgspec.Struct, frozen=True):
    """Where a wording is looked for: in a header field, or in the text, in its section."""

    field: str
    kind: str
    code: str
    wording: str

    def stands(self, file: File | None) -> int:
        """Return how often the wording stands there, on its own or as one of several."""
        if file is None:
            return 0
        if self.field:
            return int(self.wording in _said_of(file, self.field))
        body = file.body.replace("\r\n", "\n")
        quoted = [w for each in find_differences(body, {}) for w in each.wordings]
        plain = f"\n{_section(self.kind, body, self.code)}\n"
        return plain.count(f"\n{self.wording}\n") + quoted.count(self.wording)


def _file(data: bytes | None) -> File | None:
    """Return the record that is in these bytes, None for what is none."""
    file = codec.read(data) if data is not None else None
    return None if isinstance(file, Damaged) else file


def _said_of(file: File, name: str) -> tuple[str, ...]:
    """Return what a header says of a field: its value as a wording, and what is open."""
    open_ = [each.wordings for each in find_differences("", file.fields) if each.field == name]
    value = file.fields.get(name)
    field, dot, part = name.partition(".")
    if dot and name not in file.fields:
        owner = file.fields.get(field)
        value = owner.get(part) if isinstance(owner, dict) else None
    return (worded(value), *(w for each in open_ for w in each))


def _section(kind: str, body: str, code: str) -> str:
    parts = cut(kind, body) if code else None
    return parts.texts.get(code, "") if parts else body


def _body(file: File | None) -> str:
    return file.body.replace("\r\n", "\n") if file else ""


def _blocks(file: File | None) -> set[str]:
    return {each.text for each in pieces(_body(file))}


def _shows(file: File | None, wordings: set[str]) -> bool:
    found = find_differences(_body(file), {})
    return any(set(each.wordings) == wordings for each in found)
