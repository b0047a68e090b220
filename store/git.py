"""The one door to git: every process, every object; only here is GitPython known."""

import os
import re
import subprocess
from collections.abc import Generator, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, cast

import msgspec

from store import errors, loose
from store.batch import Object, ObjectReader
from store.objects import object_id, real_id
from store.process import (
    TIMEOUT,
    Result,
    begin,
    close,
    command,
    converse,
    failure,
    foreground,
    is_about_settings,
    without_misleading,
)
from store.settings import Settings

if TYPE_CHECKING:
    import git

MINIMUM = (2, 38)
_TOGETHER = 256
BRANCH = "refs/heads/main"
_checked: set[str] = set()


class TreeChange(msgspec.Struct, frozen=True):
    """One path that differs between two trees; an id is "" on the side where the path is absent."""

    path: str
    status: str
    old_mode: str
    new_mode: str
    old_id: str
    new_id: str


class RepositoryPaths(msgspec.Struct, frozen=True):
    """Where a repository lies: its files, its git folder, and the folder for what stays private.

    `git_dir` and `common_dir` differ only where several folders share one repository.
    """

    root: Path
    git_dir: Path
    common_dir: Path
    private: Path


class _Door:
    """Starts git in one folder: by itself to read, by GitPython to change something.

    Importing GitPython takes longer than most commands, so those that only read do without it;
    what git is told is the same (docs/decisions/0009).
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._gitpython: git.Git | None = None

    def start(
        self,
        args: Iterable[str],
        env: Mapping[str, str] | None = None,
        *,
        options: bool = True,
        keep: tuple[int, ...] = (),
        writes: bool = False,
    ) -> "subprocess.Popen[bytes]":
        """Start git with `args` in a session of its own, so that all it starts can be ended.

        `keep` are file descriptors the process and its children inherit.
        """
        # Otherwise a folder that is gone would look like a git that is missing.
        if not os.access(self._folder, os.X_OK):
            raise errors.NotAWorkspace(self._folder)
        line, settings = command(args, env or {}, self._folder, options=options)
        try:
            if writes:
                return self._start_by_gitpython(line, settings, keep)
            return begin(line, settings, self._folder, keep)
        except (FileNotFoundError, NotADirectoryError) as problem:
            raise errors.GitMissing(str(problem)) from problem
        except OSError as problem:
            raise errors.GitFailed(
                str(problem),
                f"The program Git could not be started: {problem.strerror or problem}.",
            ) from problem

    def _start_by_gitpython(
        self, line: list[str], settings: dict[str, str], keep: tuple[int, ...]
    ) -> "subprocess.Popen[bytes]":
        # Otherwise importing it runs git, and fails where there is none.
        os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")
        from git.cmd import Git
        from git.exc import GitCommandNotFound

        if self._gitpython is None:
            self._gitpython = Git(str(self._folder))
        try:
            started = self._gitpython.execute(
                without_misleading(line, settings),
                istream=subprocess.PIPE,
                as_process=True,
                env=settings,
                start_new_session=True,
                pass_fds=keep,
            )
        except GitCommandNotFound as problem:
            raise errors.GitMissing(str(problem)) from problem
        process = cast("subprocess.Popen[bytes] | None", started.proc)
        started.proc = None  # its finaliser would end a process this module still uses
        if process is None:
            raise errors.GitMissing
        return process

    def run(
        self,
        args: tuple[str, ...],
        given: bytes = b"",
        env: Mapping[str, str] | None = None,
        timeout: float = TIMEOUT,
        *,
        check: bool = True,
        options: bool = True,
        keep: tuple[int, ...] = (),
        writes: bool = False,
    ) -> Result:
        """See `Repository.run` and `Repository.write`."""
        process = self.start(args, env, options=options, keep=keep, writes=writes)
        pieces: list[bytes] = []
        try:
            words = _gather(pieces, converse(process, given, timeout))
        except subprocess.TimeoutExpired as problem:
            raise errors.TookTooLong(timeout, " ".join(args)) from problem
        finally:
            close(process)
        result = Result(b"".join(pieces), words, process.returncode)
        if check and result.code:
            raise self.failed(args, result)
        return result

    def foreground(self, args: Iterable[str]) -> int:
        """See `Repository.foreground`."""
        if not os.access(self._folder, os.X_OK):
            raise errors.NotAWorkspace(self._folder)
        line, settings = command(args, {}, self._folder, options=False, asks=True)
        try:
            return foreground(line, settings, self._folder)
        except OSError as problem:
            raise errors.GitMissing(str(problem)) from problem

    def failed(self, args: Iterable[str], result: Result) -> errors.CoproduceError:
        """Return what git's words mean, or that it is too old: then they mean only that."""
        try:
            require_git(self._folder)
        except errors.CoproduceError as problem:
            return problem
        return failure(args, result, self._folder)


def require_git(folder: Path) -> None:
    """Raise GitMissing or GitTooOld unless a git of at least 2.38 is found; asked once per PATH.

    Asked before the first change, and when git fails: one that reads well may be older.
    """
    path = os.environ.get("PATH", "")
    if path in _checked:
        return
    asked = ("version",)
    result = _Door(folder).run(asked, check=False)
    said = result.stdout.decode("utf-8", "replace")
    if result.code and is_about_settings(result.stderr):
        raise failure(asked, result, folder)
    numbers = re.search(r"(\d+)\.(\d+)", said)
    if numbers is None or (int(numbers[1]), int(numbers[2])) < MINIMUM:
        raise errors.GitTooOld(said.removeprefix("git version").strip() or "unknown")
    _checked.add(path)


def create(folder: Path, algorithm: str = "sha1") -> "Repository":
    """Make `folder` a repository whose branch is main, and return it opened.

    Its ids are made with `algorithm`, whatever git would choose: teams whose ids differ cannot
    share. Raises Failed where it was begun with another one.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise errors.NotWritable(folder, detail=str(problem)) from problem
    require_git(folder)
    asked = ("init", "--quiet", "--initial-branch=main", f"--object-format={algorithm}", "--", ".")
    answer = _Door(folder).run(asked, check=False, writes=True)
    if "different hash" in answer.stderr:
        raise errors.Failed(
            f"{folder} was begun with another form of history (SHA-256), in which you could not"
            " share with most teams.",
            "Choose an empty folder; or remove .git in this one, as nothing is saved in it yet.",
            detail=answer.stderr,
        )
    if answer.code:
        raise _Door(folder).failed(asked, answer)
    # A repository that was begun before, without a commit, keeps its first branch name otherwise.
    _Door(folder).run(("symbolic-ref", "HEAD", BRANCH), writes=True)
    return Repository(folder)


def has_commits(folder: Path) -> bool:
    """Return whether the repository in `folder` holds any commit on any branch."""
    listed = _Door(folder).run(("rev-list", "--all", "--max-count=1"), check=False)
    return bool(listed.stdout.strip())


def find(folder: Path) -> Path:
    """Return the folder of the repository that `folder` lies in, or raise NotAWorkspace."""
    for place in (folder.absolute(), *folder.absolute().parents):
        if (place / ".git").exists():
            return place
        if (place / "HEAD").is_file() and (place / "objects").is_dir():
            raise errors.BareRepository(place)
    raise errors.NotAWorkspace(folder)


class Repository:
    """One opened git repository; for one thread at a time. Close it when done.

    Raises NotAWorkspace, BareRepository, GitMissing, GitTooOld or GitFailed when it cannot be
    opened.
    """

    def __init__(self, folder: Path) -> None:
        self._door = _Door(folder)
        self.paths = _layout(self._door, folder)
        asked = ("cat-file", "--batch-command", "--buffer")
        self._reader = ObjectReader(
            lambda: self._door.start(asked), lambda result: self._door.failed(asked, result)
        )
        self.settings = Settings(
            self.paths.root,
            self.paths.common_dir,
            lambda: self.run("config", "--list", "-z", "--show-origin").stdout,
        )

    def close(self) -> None:
        """End the processes that are still running; the repository cannot be used afterwards."""
        self._reader.close()

    def __enter__(self) -> "Repository":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def run(
        self,
        *args: str,
        given: bytes = b"",
        env: Mapping[str, str] | None = None,
        timeout: float = TIMEOUT,
        check: bool = True,
        options: bool = True,
        keep: tuple[int, ...] = (),
    ) -> Result:
        """Run git with `args`, which change nothing, and return what it gave.

        `given` is its standard input. `options=False` leaves the user's settings and language as
        they are. Raises TookTooLong after `timeout` seconds (it and its children are ended) and,
        with `check`, the error that fits its words.
        """
        return self._door.run(args, given, env, timeout, check=check, options=options, keep=keep)

    def write(
        self,
        *args: str,
        given: bytes = b"",
        env: Mapping[str, str] | None = None,
        timeout: float = TIMEOUT,
        check: bool = True,
        options: bool = True,
        keep: tuple[int, ...] = (),
    ) -> Result:
        """Run git with `args`, which change something, as `run` does.

        Raises GitTooOld, before anything is changed, when git is older than 2.38.
        """
        require_git(self.paths.root)
        return self._door.run(
            args, given, env, timeout, check=check, options=options, keep=keep, writes=True
        )

    def begin(
        self, *args: str, env: Mapping[str, str] | None = None, keep: tuple[int, ...] = ()
    ) -> "subprocess.Popen[bytes]":
        """Start git with `args`, which change something, and return it running.

        Whoever asked reads both its streams and ends it with `store.process.close`; it and its
        children inherit the descriptors `keep`.
        Raises GitTooOld, before anything is changed, when git is older than 2.38.
        """
        require_git(self.paths.root)
        return self._door.start(args, env, keep=keep, writes=True)

    def foreground(self, *args: str) -> int:
        """Run git with `args`, which change nothing, and return its exit code.

        The terminal is its own: it may ask the user there, in their language.
        Raises NotAWorkspace or GitMissing.
        """
        return self._door.foreground(args)

    def failure(self, args: Iterable[str], result: Result) -> errors.CoproduceError:
        """Return the error that fits the words of a process run without `check`."""
        return self._door.failed(args, result)

    def stream(self, *args: str, timeout: float = TIMEOUT) -> Generator[bytes]:
        """Yield git's output in pieces as they come; closing the generator ends the process.

        Raises TookTooLong when nothing comes for `timeout` seconds.
        """
        process = self._door.start(args)
        try:
            words = yield from converse(process, b"", timeout, idle=True)
        except subprocess.TimeoutExpired as problem:
            raise errors.TookTooLong(timeout, " ".join(args)) from problem
        finally:
            close(process)
        if process.returncode:
            raise self.failure(args, Result(b"", words, process.returncode))

    def read_object(self, name: str, limit: int = 0) -> Object | None:
        """Return the object `name` (an id, `HEAD^{tree}`, `HEAD:path` …), or None.

        Of one longer than `limit` bytes (0: no limit) the data is None.
        """
        return self._reader.one(name, limit)

    def read_objects(self, names: Iterable[str], limit: int = 0) -> Generator[Object | None]:
        """Yield the object of each name in order, None for one that does not exist."""
        left = iter(names)
        while some := list(islice(left, _TOGETHER)):
            found = loose.read_some(self.paths.common_dir / "objects", some)
            if not found:
                # Hardly any is loose then, and git reads ahead of all that it is asked for at once.
                yield from self._reader.many(chain(some, left), limit)
                return
            asked = self._reader.many((name for name in some if name not in found), limit)
            for name in some:
                yield _within(limit, name, *found[name]) if name in found else next(asked)

    def read_blobs(self, ids: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Yield (id, bytes) of each blob that exists, in order."""
        for found in self.read_objects(ids):
            if found is not None and found.data is not None:
                yield found.id, found.data

    def resolve(self, name: str) -> str:
        """Return the id that `name` stands for, "" when there is none."""
        return self._reader.resolve(name)

    def tree_entries(self, tree: str) -> list[tuple[str, str, str]]:
        """Return (path, mode, id) of every file under `tree`; none for ""."""
        if not tree:
            return []
        listed = self.run("ls-tree", "-r", "-z", "--full-tree", tree).stdout
        entries: list[tuple[str, str, str]] = []
        for line in _texts(listed):
            about, _, path = line.partition("\t")
            mode, _, id_ = about.split(" ", 2)
            entries.append((path, mode, id_))
        return entries

    def diff_trees(self, old: str, new: str) -> list[TreeChange]:
        """Return the paths whose mode or content differs; "" stands for the empty tree."""
        empty = object_id("tree", b"", self.algorithm)
        given = self.run(
            "diff-tree",
            "-r",
            "-z",
            "--raw",
            "--no-renames",
            "--no-abbrev",
            old or empty,
            new or empty,
        )
        parts = iter(_texts(given.stdout))
        changes: list[TreeChange] = []
        for about, path in zip(parts, parts, strict=True):
            old_mode, new_mode, old_id, new_id, status = about.removeprefix(":").split(" ")
            ids = real_id(old_id), real_id(new_id)
            changes.append(TreeChange(path, status, old_mode, new_mode, *ids))
        return changes

    def status(self, *paths: str) -> list[tuple[str, str]]:
        """Return (two letters of `git status --porcelain`, path) for what differs there."""
        given = self.run(
            "status", "--porcelain=v1", "-z", "-uall", "--no-renames",
            "--ignore-submodules=all", "--", *paths,
        )  # fmt: skip
        return [(line[:2], line[3:]) for line in _texts(given.stdout)]

    def log(self, *args: str, timeout: float = TIMEOUT) -> Generator[bytes]:
        """Yield the raw output of `git log` with `args`, without external diff programs."""
        return self.stream("log", "--no-ext-diff", "--no-textconv", *args, timeout=timeout)

    def set_config(self, key: str, value: str) -> None:
        """Set `key` for this repository only; an empty value removes it."""
        if value:
            self.write("config", "--local", "--replace-all", key, value)
        else:
            self.write("config", "--local", "--unset-all", key, check=False)
        self.settings.forget()

    @cached_property
    def algorithm(self) -> str:
        """Return the name of the hash that ids are made with: sha1 or sha256."""
        return self.settings.get("extensions.objectformat") or "sha1"

    @property
    def is_durable(self) -> bool:
        """Return whether a save must be on the disk itself: not where core.fsync is `none`."""
        return self.settings.get("core.fsync") != "none"

    @property
    def hooks(self) -> Path:
        """Return the folder in which git looks for hooks."""
        named = self.settings.get("core.hookspath")
        if named:
            return self.paths.root / Path(named).expanduser()
        return self.paths.common_dir / "hooks"

    @property
    def branch(self) -> str:
        """Return the full name of the branch that is checked out, "" when there is none."""
        head = _line(self.paths.git_dir / "HEAD")
        if head.startswith("ref: ") and not head.endswith("/.invalid"):
            return head.removeprefix("ref: ")
        return self.run("symbolic-ref", "-q", "HEAD", check=False).stdout.decode().strip()


def _layout(door: _Door, folder: Path) -> RepositoryPaths:
    """Return where git says the repository in `folder` lies."""
    asked = ("rev-parse", "--is-bare-repository", "--is-inside-work-tree")
    # Relative to the folder, so that it keeps the name it was given, links and all.
    asked += ("--git-dir", "--git-common-dir", "--show-cdup")
    result = door.run(asked)
    said = result.stdout.decode("utf-8", "surrogateescape")
    if said.startswith("true\n"):
        raise errors.BareRepository(folder)
    bare, inside, git_dir, common, *above = (*said.split("\n"), "", "", "")
    if (bare, inside, any(above)) != ("false", "true", False):
        raise door.failed(asked, Result(b"", f"not a git repository:\n{said}", 0))
    private = folder / git_dir / "coproduce"
    return RepositoryPaths(folder, folder / git_dir, (folder / common).resolve(), private)


def _within(limit: int, id_: str, type_: str, data: bytes) -> Object:
    return Object(id_, type_, len(data), None if limit and len(data) > limit else data)


def _line(file: Path) -> str:
    try:
        return file.read_text("utf-8", "surrogateescape").strip()
    except OSError:
        return ""


def _texts(given: bytes) -> list[str]:
    """Split output that ends each entry with NUL; bytes that are no UTF-8 stay apart."""
    return given.decode("utf-8", "surrogateescape").split("\0")[:-1]


def _gather(pieces: list[bytes], source: Generator[bytes, None, str]) -> str:
    """Gather all that `source` yields, and return what it returns."""
    while True:
        try:
            pieces.append(next(source))
        except StopIteration as done:
            return done.value
