"""Where agreements stand, against reading their files; a long history as a report, against git."""

import random
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.measuring import Row, compare
from benchmarks.repositories import FIRST, WORDS
from schema import codec, ids
from schema.digest import digest
from schema.record import Fields
from store import Workspace
from tui.report.make import Asked, report, written

AGREEMENTS, PARTIES = 200, 50
CHANGES = 1_000
Files = Iterable[tuple[str, bytes]]


def run() -> Iterator[Row]:
    """Yield rows for all standings at once, and for reports of a long history."""
    with tempfile.TemporaryDirectory() as place:
        folder = _import(Path(place) / "many", [list(_many_positions(random.Random(7)))])
        yield from _standings(folder)
        yield from _reports(_import(Path(place) / "long", _long_history(random.Random(7))))


def _standings(folder: Path) -> Iterator[Row]:
    paths = [*folder.glob("agreements/*.md"), *folder.glob("contributions/agreement/*/*.md")]

    def ours() -> None:
        with Workspace.open(folder) as workspace:
            found = workspace.standing()
        if sum(len(each.positions) for each in found) != AGREEMENTS * PARTIES:
            raise RuntimeError("not every position is there")

    def theirs() -> None:
        for path in paths:
            path.read_bytes()

    yield compare(
        f"standing of {AGREEMENTS} agreements × {PARTIES} parties, workspace opened anew",
        "reading the same files",
        2.0,
        ours,
        theirs,
        runs=15,
        note="with words changed for whom, and who was taken off a list",
    )


def _reports(folder: Path) -> Iterator[Row]:
    with Workspace.open(folder) as workspace:
        for kind, target in (("changes", 3.5), ("history", 2.0)):
            yield compare(
                f"report of {CHANGES:,} changes as HTML: {kind}",
                "git log -p of the same",
                target,
                lambda kind=kind: written(report(workspace, kind, Asked()), "html"),
                lambda: _git(folder, "log", "-p"),
                runs=15,
                note="one git log; texts of every change are compared, not only listed"
                if kind == "changes"
                else "",
            )


def _many_positions(chance: random.Random) -> Iterator[tuple[str, bytes]]:
    people = [ids.person_id(chance.randrange) for _ in range(PARTIES)]
    yield from _first(people)
    for number in range(AGREEMENTS):
        title, body = f"Rules number {number}", _prose(chance)
        id_ = ids.document_id(title, chance.randrange)
        fields: Fields = {"kind": "agreement", "id": id_, "title": title, "parties": tuple(people)}
        yield ids.path_of("agreement", id_), _file(fields, body)
        text = digest(id_, title, body)
        for person in people:
            yield _position(chance, id_, person, text)


def _position(chance: random.Random, about: str, person: str, text: str) -> tuple[str, bytes]:
    id_ = ids.contribution_id(chance.randrange)
    fields: Fields = {
        "kind": "position",
        "id": id_,
        "ref": f"agreement/{about}",
        "by": person,
        "date": "2026-05-01",
        "position": chance.choice(("agree", "agree", "agree-with-concern", "stand-aside")),
        "digest": text,
    }
    return ids.path_of("contribution", id_, ("agreement", about)), _file(fields, _prose(chance, 1))


def _long_history(chance: random.Random) -> Iterator[list[tuple[str, bytes]]]:
    """Yield the files of each commit: twenty agreements, changed in turn."""
    yield list(_first([ids.person_id(chance.randrange)]))
    bodies = {ids.document_id("rules", chance.randrange): _prose(chance, 12) for _ in range(20)}
    for number in range(CHANGES - 1):
        id_ = list(bodies)[number % len(bodies)]
        lines = bodies[id_].splitlines()
        lines[chance.randrange(len(lines))] = _prose(chance, 1).strip()
        bodies[id_] = "\n".join(lines) + "\n"
        fields: Fields = {"kind": "agreement", "id": id_, "title": f"Rules {id_}"}
        yield [(ids.path_of("agreement", id_), _file(fields, bodies[id_]))]


def _first(people: list[str]) -> Iterator[tuple[str, bytes]]:
    yield "coproduce.md", _file({"kind": "activity", "id": "activity", "title": "Measured"}, "")
    for number, id_ in enumerate(people):
        fields: Fields = {"kind": "person", "id": id_, "title": f"Person {number}"}
        yield ids.path_of("person", id_), _file(fields, "")


def _prose(chance: random.Random, sentences: int = 6) -> str:
    said = (" ".join(chance.choices(WORDS, k=9)).capitalize() for _ in range(sentences))
    return "\n".join(f"{each}." for each in said) + "\n"


def _file(fields: Fields, body: str) -> bytes:
    return codec.write(codec.new_file(fields, body))


def _import(folder: Path, commits: Iterable[Files]) -> Path:
    """Return a workspace with these commits, packed as after a while of use."""
    folder.mkdir()
    _git(folder, "init", "-q", "-b", "main")
    _git(folder, "fast-import", "--quiet", given=b"".join(_stream(commits)))
    _git(folder, "reset", "-q", "--hard")
    _git(folder, "repack", "-q", "-a", "-d")
    _git(folder, "commit-graph", "write", "--reachable", "--changed-paths")
    return folder


def _stream(commits: Iterable[Files]) -> Iterator[bytes]:
    for number, files in enumerate(commits):
        who = f"Robin <p-aaaaaaaa@coproduce.invalid> {FIRST + number * 3600} +0000"
        text = f"Change {number}\n\nCoproduce-Op: changed\n".encode()
        yield f"commit refs/heads/main\nauthor {who}\ncommitter {who}\n".encode()
        yield b"data %d\n%s\n" % (len(text), text)
        for path, data in files:
            yield b"M 100644 inline %s\ndata %d\n%s\n" % (path.encode(), len(data), data)


def _git(folder: Path, *args: str, given: bytes | None = None) -> bytes:
    done = subprocess.run(
        ["git", "-C", folder, *args], input=given, check=True, capture_output=True
    )
    return done.stdout
