"""Copies of a workspace in memory: files as they are written and merged, no disk and no git."""

from collections.abc import Collection
from itertools import chain

from acts import PEOPLE, Expected, Text, first_body

from schema import codec
from schema import standing as rules
from schema.differences import find_differences
from schema.digest import digest
from schema.ids import path_of
from schema.kinds import Agreement, Position, record_of
from schema.merge import merge_texts
from schema.replacement import current
from schema.written_once import counted

ID = "ground-rules-abc234"
PATH = path_of("agreement", ID)
Files = dict[str, str]


def first_files(parties: tuple[str, ...] = PEOPLE[:2]) -> Files:
    """Return a workspace with one agreement and nobody's position."""
    fields = {"kind": "agreement", "id": ID, "title": "Ground rules", "parties": parties}
    return {PATH: codec.write(codec.new_file(fields, first_body())).decode()}


class Hub:
    """What all copies share through."""

    def __init__(self, files: Files) -> None:
        self.files = files
        self.gone: Files = {}
        self.said = 0


class Imagined:
    """One copy. It merges with the hub from what the hub had when they last met."""

    def __init__(self, hub: Hub) -> None:
        self.files = dict(hub.files)
        self._met = dict(hub.files)
        self._gone = dict(hub.gone)
        self._hub = hub

    def share(self) -> None:
        merged: Files = {}
        for path in self.files.keys() | self._hub.files.keys():
            mine, theirs = self.files.get(path), self._hub.files.get(path)
            if mine is None or theirs is None:
                merged[path] = mine or theirs or ""
            else:
                merged[path] = merge_texts(self._met.get(path, ""), mine, theirs)
        self._hub.gone |= self._gone
        self._gone = dict(self._hub.gone)
        self._hub.files = merged
        self.files, self._met = dict(merged), dict(merged)

    def text(self) -> Text:
        header, body = self.files[PATH].split("\n---\n", 1)
        title = next(line[7:] for line in header.split("\n") if line.startswith("title: "))
        return title, body

    def parties(self) -> tuple[str, ...]:
        return self._agreement().parties

    def is_open(self) -> bool:
        return "Different wordings" in self.files[PATH] or "\ndifferences:" in self.files[PATH]

    def standing(self, ever: Collection[str]) -> Expected:
        agreement = self._agreement()
        still_open = len(find_differences(agreement.body, agreement.fields))
        found = rules.standing(agreement, self._positions(), still_open, ever)
        return Expected(found.state, found.missing, found.several, found.removed)

    def stand(self, person: str, position: str) -> str:
        self._hub.said += 1
        id_ = f"{self._hub.said:016}".translate(str.maketrans("0189", "abcd"))
        agreement = self._agreement()
        mine = tuple(each.id for each in current(self._positions()) if each.by == person)
        fields = {
            "kind": "position",
            "id": id_,
            "ref": f"agreement/{ID}",
            "by": person,
            "date": "2026-05-01",
            "position": position,
            "digest": digest(ID, agreement.title, agreement.body),
            "replaces": mine,
        }
        file = codec.new_file({name: value for name, value in fields.items() if value}, "")
        self.files[path_of("contribution", id_, ("agreement", ID))] = codec.write(file).decode()
        return id_

    def withdraw(self, act: str) -> None:
        path = path_of("contribution", act, ("agreement", ID))
        file = codec.with_field(self._file(path), "withdrawn", "2026-05-02")
        self.files[path] = codec.write(codec.with_body(file, "")).decode()

    def take_away(self, act: str) -> None:
        path = path_of("contribution", act, ("agreement", ID))
        self._gone[path] = self.files.pop(path)

    def is_there(self, act: str) -> bool:
        return path_of("contribution", act, ("agreement", ID)) in self.files

    def write(self, title: str, body: str) -> None:
        file = codec.with_fields(self._file(PATH), {"title": title, "differences": None})
        self.files[PATH] = codec.write(codec.with_body(file, body)).decode()

    def ask(self, parties: tuple[str, ...]) -> None:
        file = codec.with_field(self._file(PATH), "parties", parties or None)
        self.files[PATH] = codec.write(file).decode()

    def _file(self, path: str) -> codec.File:
        found = codec.read(self.files[path].encode())
        assert isinstance(found, codec.File), found
        return found

    def _agreement(self) -> Agreement:
        file = self._file(PATH)
        record = record_of(PATH, file.fields, file.body)
        assert isinstance(record, Agreement)
        return record

    def _positions(self) -> list[Position]:
        there = _positions({path: self.files[path] for path in self.files if path != PATH})
        gone = {path: text for path, text in self._gone.items() if path not in self.files}
        known = (counted((each,), (), (), gone=True) for each in _positions(gone))
        return [*there, *chain.from_iterable(known)]


def _positions(files: Files) -> list[Position]:
    read = {path: codec.read(text.encode()) for path, text in files.items()}
    records = [
        record_of(path, file.fields, file.body)
        for path, file in read.items()
        if isinstance(file, codec.File)
    ]
    return [each for each in records if isinstance(each, Position)]
