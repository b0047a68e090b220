"""Git repositories made and filled by plain means, quick enough for hundreds of histories."""

import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

from store import loose, objects
from store.git import Repository
from store.objects import Entry, Made

Files = Mapping[str, bytes | None]
"""What a commit changes: the bytes of each path, None where it is removed."""

_CONFIG = (
    "[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = false\n\tfsync = none\n"
)


def git(folder: Path, *args: str, check: bool = True, given: bytes = b"") -> bytes:
    """Return what plain git says in `folder`."""
    return subprocess.run(
        ["git", "-C", str(folder), *args], check=check, capture_output=True, input=given
    ).stdout


class Depot:
    """One repository: an object store, a branch, and no work tree to speak of."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        place = folder / ".git"
        for name in ("objects/info", "objects/pack", "refs/heads"):
            (place / name).mkdir(parents=True)
        (place / "HEAD").write_text("ref: refs/heads/main\n")
        (place / "config").write_text(_CONFIG)
        self.repository = Repository(folder)
        self._trees: dict[str, dict[str, Entry]] = {}
        self._flat: dict[str, dict[str, Entry]] = {}
        self._blobs: dict[str, bytes] = {}

    def close(self) -> None:
        self.repository.close()

    def files(self, commit: str) -> dict[str, Entry]:
        """Return every file of a commit by path."""
        return dict(self._below(self._tree_of(commit)))

    def read(self, blob: str) -> bytes:
        """Return the bytes of a blob."""
        if blob not in self._blobs:
            found = self.repository.read_object(blob)
            assert found is not None
            self._blobs[blob] = found.data or b""
        return self._blobs[blob]

    def contents(self, commit: str) -> dict[str, bytes]:
        """Return the bytes of every plain file of a commit by path."""
        return {
            path: self.read(entry.id)
            for path, entry in self.files(commit).items()
            if entry.mode.startswith("100")
        }

    def parents(self, commit: str) -> tuple[str, ...]:
        """Return the parents of a commit."""
        found = self.repository.read_object(commit)
        assert found is not None
        head = (found.data or b"").partition(b"\n\n")[0].decode()
        return tuple(line[7:] for line in head.split("\n") if line.startswith("parent "))

    def commit(
        self,
        parents: Iterable[str],
        changes: Files,
        *,
        entries: Mapping[str, Entry] | None = None,
        modes: Mapping[str, str] | None = None,
        message: str = "Saved\n",
        time: int = 1_780_000_000,
    ) -> str:
        """Write a commit: the files of its first parent (or `entries`) with `changes`."""
        both = tuple(parents)
        before = dict(entries) if entries is not None else self.files(both[0]) if both else {}
        new: list[Made] = []
        for path, data in changes.items():
            if data is None:
                before.pop(path, None)
                continue
            blob = objects.made("blob", data, "sha1")
            old = before.get(path)
            mode = (modes or {}).get(path) or (old.mode if old else "100644")
            self._blobs[blob.id] = data
            before[path] = Entry(mode, blob.id)
            new.append(blob)
        tree = self._tree(before, new)
        signer = objects.Signer("Ann", "p-aaaaaaaa@coproduce.invalid", f"{time} +0200")
        made = objects.made("commit", objects.commit_bytes(tree, both, signer, message), "sha1")
        with loose.Batch(self.folder / ".git/objects", [*new, made]) as batch:
            batch.appear()
        return made.id

    def fetch(self, other: "Depot", commit: str) -> None:
        """Get a commit from another repository, as git does between two folders."""
        (other.folder / ".git/refs/heads/main").write_text(f"{commit}\n")
        git(self.folder, "fetch", "-q", str(other.folder), "+main:refs/heads/theirs")

    def _tree(self, files: Mapping[str, Entry], new: list[Made]) -> str:
        entries: dict[str, Entry] = {}
        below: dict[str, dict[str, Entry]] = {}
        for path, entry in files.items():
            name, slash, rest = path.partition("/")
            if slash:
                below.setdefault(name, {})[rest] = entry
            else:
                entries[name] = entry
        for name, inner in below.items():
            entries[name] = Entry("40000", self._tree(inner, new))
        made = objects.made("tree", objects.tree_bytes(entries), "sha1")
        if made.id not in self._trees:
            self._trees[made.id] = entries
            new.append(made)
        return made.id

    def _tree_of(self, commit: str) -> str:
        found = self.repository.read_object(commit)
        assert found is not None
        return objects.commit_tree_id(found.data or b"")

    def _below(self, tree: str) -> dict[str, Entry]:
        if tree not in self._flat:
            flat: dict[str, Entry] = {}
            for name, entry in self._entries(tree).items():
                if entry.mode == "40000":
                    flat |= {f"{name}/{p}": e for p, e in self._below(entry.id).items()}
                else:
                    flat[name] = entry
            self._flat[tree] = flat
        return self._flat[tree]

    def _entries(self, tree: str) -> dict[str, Entry]:
        if tree not in self._trees:
            found = self.repository.read_object(tree)
            assert found is not None
            self._trees[tree] = objects.parse_tree(found.data or b"", "sha1")
        return self._trees[tree]
