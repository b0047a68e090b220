"""How everything came to be: one `git log`, read as changes with their reasons."""

import os
from collections.abc import Generator, Iterable, Iterator, Sequence

import msgspec

from schema.ids import about_of, kind_and_id
from store.git import Repository, TreeChange
from store.objects import real_id
from store.values import Change

KINDS = (
    "created",
    "changed",
    "said",
    "position",
    "answered",
    "replied",
    "settled",
    "withdrawn",
    "merged",
    "outside",
)
_FIELDS = (
    *("%H", "%P", "%aI", "%cI", "%an", "%ae", "%s", "%b"),
    "%(trailers:key=Coproduce-Op,valueonly)",
)
ALTERED = ("--topo-order", "--diff-merges=separate", "--diff-filter=DMT")
"""How git is asked for all that was changed or taken away, no parent before what came of it.

A merge may hold a change that neither side had, or hide the side on which it was made.
"""
_TRAILERS = ("Coproduce-Op:", "Coproduce-Record:", "Coproduce-Merge:")


class Commit(msgspec.Struct, frozen=True):
    """One commit with the record files it touched. `email` is the saver's, of no real place."""

    id: str
    parents: tuple[str, ...]
    when: str
    committed: str
    who: str
    subject: str
    why: str
    kind: str
    files: tuple[TreeChange, ...]
    email: str = ""


def commits(
    repository: Repository, *arguments: str, paths: Sequence[str] = (), limit: int = 0
) -> Generator[Commit]:
    """Yield commits newest first, with full history: what did not stay is there too.

    `arguments` are revisions and options for `git log`. `paths` limits the commits and the files
    shown to those under them. Nothing is yielded for a workspace without a commit.
    """
    if not repository.resolve("HEAD"):
        return
    mark = os.urandom(16).hex()
    form = f"--format=tformat:{mark}%x00" + "%x00".join(_FIELDS) + "%x00"
    # Of a merge, only the files it made anew: what both sides brought has commits of its own.
    command = ["--full-history", "--raw", "-z", "--no-abbrev", "--no-renames"]
    command += ["--diff-merges=combined", form]
    if limit:
        command.append(f"-{limit}")
    pieces = repository.log(*command, *(arguments or ("HEAD",)), "--", *paths)
    yield from _parsed(_tokens(pieces), mark)


def _tokens(pieces: Iterable[bytes]) -> Iterator[str]:
    rest = b""
    for piece in pieces:
        *whole, rest = (rest + piece).split(b"\0")
        for token in whole:
            yield token.decode("utf-8", "replace")
    if rest:
        yield rest.decode("utf-8", "replace")


def _parsed(tokens: Iterator[str], mark: str) -> Iterator[Commit]:
    """Read the stream: a mark, one token a field, then pairs of a raw line and a path."""
    fields: list[str] = []
    files: list[TreeChange] = []
    for token in tokens:
        if token.endswith(mark):
            if fields:
                yield _commit(fields, files)
            fields = [next(tokens, "") for _ in _FIELDS]
            files = []
        elif token.lstrip("\n").startswith(":") and fields:
            change = _file(token.strip("\n"), next(tokens, ""))
            if change:
                files.append(change)
    if fields:
        yield _commit(fields, files)


def _file(raw: str, path: str) -> TreeChange | None:
    parents = len(raw) - len(raw.lstrip(":"))
    parts = raw.lstrip(":").split(" ")
    if len(parts) != 2 * parents + 3:
        return None
    ids = [*map(real_id, parts[parents + 1 : -1])]
    return TreeChange(path, parts[-1], parts[0], parts[parents], ids[0], ids[-1])


def _commit(fields: list[str], files: list[TreeChange]) -> Commit:
    id_, parents, when, committed, who, email, subject, body, op = fields
    kind = op.strip().splitlines()[0].strip() if op.strip() else ""
    both = tuple(parents.split())
    if kind not in KINDS:
        kind = "merged" if len(both) > 1 else "outside"
    return Commit(
        id_,
        both,
        when,
        committed,
        who,
        subject,
        _without_trailers(body),
        kind,
        tuple(files),
        email,
    )


def _without_trailers(body: str) -> str:
    *paragraphs, last = body.strip().split("\n\n")
    lines = [line for line in last.splitlines() if not line.startswith(_TRAILERS)]
    return "\n\n".join([*paragraphs, *(["\n".join(lines)] if lines else [])]).strip()


def change_of(commit: Commit) -> Change:
    """Return a commit as people read it: with the ids of the records it touched."""
    records: list[str] = []
    about: list[str] = []
    for file in commit.files:
        named = kind_and_id(file.path)
        if named is None:
            continue
        document = about_of(file.path) or named
        records.append(named[1])
        about.append(document[1] or document[0])
    return Change(
        commit=commit.id,
        when=commit.when,
        who=commit.who,
        subject=commit.subject,
        why=commit.why,
        records=tuple(dict.fromkeys(records)),
        kind=commit.kind,
        about=tuple(dict.fromkeys(about)),
    )


def paths_of(kind: str, id: str, path: str) -> tuple[str, ...]:  # noqa: A002
    """Return what `git log` must look at for one record: its file and what was said about it."""
    if kind == "contribution":
        return (path,)
    if kind == "unplaced":
        return ("contributions/unplaced",)
    return (path, f"contributions/{kind}/{id}")


def versions(repository: Repository, path: str, limit: int = 0) -> Iterator[Commit]:
    """Yield the commits that changed the file at `path` itself, newest first."""
    return commits(repository, paths=(path,), limit=limit)
