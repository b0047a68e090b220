"""Workspaces of a chosen size, made quickly with `git fast-import` and the same every time."""

import random
import subprocess
from collections.abc import Iterator
from pathlib import Path

from schema import codec, ids
from schema.digest import digest
from schema.record import Fields
from store import Workspace

_TEXT = (
    "we listen until the other person has finished everyone can take a break and come back staff "
    "check in when asked carers said evenings are hard the bus stops at nine tea before we start "
    "nobody has to speak what is said here stays here the back room is quiet who locks up pay for "
    "time travel is paid on the day a peer worker joins the group chooses the next question"
)
WORDS = _TEXT.split()
RARE = "quokka"
COMMON = "lantern"
FIRST = 1_700_000_000


def build(folder: Path, records: int, commits: int = 0) -> Path:
    """Return a workspace in `folder` with `records` records.

    With `commits`, that many are made, each adding or changing one record; else one adds them all.
    The repository is packed as after a while of use, with a commit graph.
    """
    folder.mkdir(parents=True)
    _git(folder, "init", "-q", "-b", "main")
    files = list(_files(records))
    stream = _many_commits(files, commits) if commits else _one_commit(files)
    _git(folder, "fast-import", "--quiet", given=b"".join(stream))
    _git(folder, "config", "coproduce.me", "p-aaaaaaaa")
    _git(folder, "reset", "-q", "--hard")
    _git(folder, "repack", "-q", "-a", "-d")
    _git(folder, "commit-graph", "write", "--reachable", "--changed-paths")
    with Workspace.open(folder) as workspace:
        if len(workspace.list("agreement")) == 0:
            raise RuntimeError("the workspace for measuring has no agreements")
    return folder


def _files(records: int) -> Iterator[tuple[str, bytes]]:
    chance = random.Random(7)
    yield "coproduce.md", _file({"kind": "activity", "id": "activity", "title": "Measured"}, "")
    yield (
        "people/p-aaaaaaaa.md",
        _file({"kind": "person", "id": "p-aaaaaaaa", "title": "Robin"}, ""),
    )
    agreements: list[tuple[str, str]] = []
    for number in range(records - 2):
        body = _prose(chance, number)
        if number % 5 < 2 or not agreements:
            id_ = ids.document_id(f"rules number {number}", chance.randrange)
            fields: Fields = {
                "kind": "agreement",
                "id": id_,
                "title": f"Rules number {number}",
                "about": "ground-rules",
                "parties": ("p-aaaaaaaa", "p-bbbbbbbb"),
                "review_on": "2027-01-01",
            }
            agreements.append((id_, digest(id_, f"Rules number {number}", body)))
            yield ids.path_of("agreement", id_), _file(fields, body)
        else:
            yield _contribution(chance, agreements[chance.randrange(len(agreements))], body, number)


def _contribution(
    chance: random.Random, about: tuple[str, str], body: str, number: int
) -> tuple[str, bytes]:
    id_ = ids.contribution_id(chance.randrange)
    fields: dict[str, str] = {
        "kind": "position" if number % 2 else "words",
        "id": id_,
        "ref": f"agreement/{about[0]}",
        "by": "p-aaaaaaaa",
        "date": "2026-05-01",
    }
    if number % 2:
        fields |= {"position": "agree", "digest": about[1]}
    return ids.path_of("contribution", id_, ("agreement", about[0])), _file(fields, body)


def _prose(chance: random.Random, number: int) -> str:
    sentences = [" ".join(chance.choices(WORDS, k=9)).capitalize() + "." for _ in range(6)]
    if number % 3 == 0:
        sentences[2] = f"Bring the {COMMON} along."
    if number % 2500 == 17:
        sentences[4] = f"A {RARE} came by."
    return "\n".join(sentences[:3]) + "\n\n" + "\n".join(sentences[3:]) + "\n"


def _file(fields: Fields, body: str) -> bytes:
    return codec.write(codec.new_file(fields, body))


def _one_commit(files: list[tuple[str, bytes]]) -> Iterator[bytes]:
    yield _commit(0, "All at once")
    for path, data in files:
        yield _blob(path, data)


def _many_commits(files: list[tuple[str, bytes]], commits: int) -> Iterator[bytes]:
    """Yield one commit a file; what is over changes one agreement again and again, far apart."""
    changed = next((path, data) for path, data in files if path.startswith("agreements/"))
    often = max(1, commits // 40)
    waiting = iter(files)
    for number in range(commits):
        path, data = next(waiting, (None, b""))
        yield _commit(number, f"Change {number}")
        if path is None or (number and number % often == 0):
            again = changed[1] + f"Change number {number} came here.\n".encode()
            yield _blob(changed[0], again)
        if path is not None:
            yield _blob(path, data)


def _commit(number: int, subject: str) -> bytes:
    who = f"Robin <p-aaaaaaaa@coproduce.invalid> {FIRST + number * 60} +0000"
    text = f"{subject}\n\nCoproduce-Op: changed\n".encode()
    head = f"commit refs/heads/main\nauthor {who}\ncommitter {who}\ndata {len(text)}\n"
    return head.encode() + text + b"\n"


def _blob(path: str, data: bytes) -> bytes:
    return f"M 100644 inline {path}\ndata {len(data)}\n".encode() + data + b"\n"


def _git(folder: Path, *args: str, given: bytes | None = None) -> None:
    subprocess.run(["git", "-C", str(folder), *args], input=given, check=True, capture_output=True)
