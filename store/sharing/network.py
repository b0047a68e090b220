"""The one door to other places: every fetch, push and look goes through here.

Nothing asks, nothing hangs, everything can be stopped within a second, and no process is left.
What git, ssh or a web server said is turned into an error by `store.sharing.refusals`.
"""

import os
import selectors
import shutil
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

import msgspec

from store import errors
from store.git import Repository
from store.process import Result, close
from store.scrubbing import without_secrets
from store.sharing import refusals, remotes
from store.sharing.remotes import Place, tracking

if TYPE_CHECKING:
    import subprocess

Progress = Callable[[str], None]
Cancelled = Callable[[], bool]

_BRANCH = "refs/heads/main"
_PATIENCE = 20
_TICK = 0.05
# Between the last word of a process and its end.
_BRIEFLY = 0.001
_GRACE = 0.4
_LAST_WORDS = 0.3
# Between a push and the answer a server may check a good deal without a word.
_MORE_PATIENCE = 4
_PIECE = 1 << 16
# Enough to say what happened, however much a server says; the reason comes last.
_MOST_WORDS = 1 << 18


class Fetched(msgspec.Struct, frozen=True):
    """What one place had.

    `tip` is the commit its main stands at, "" for an empty place; `before` what was remembered.
    `rewritten` says that `tip` does not hold `before`. `problem` is set instead of `tip` when the
    place could not be asked.
    """

    place: Place
    before: str
    tip: str = ""
    rewritten: bool = False
    problem: errors.CoproduceError | None = None


class Pushed(msgspec.Struct, frozen=True):
    """What became of passing a commit on: it `landed`, the race was `lost`, or a `problem`.

    `lock` is the file that kept it from landing, "" when something else did.
    """

    landed: bool
    lost: bool = False
    lock: str = ""
    problem: errors.CoproduceError | None = None


def no_progress(sentence: str) -> None:
    """Take no notice of what is being done."""


def never() -> bool:
    """Never stop."""
    return False


class Network:
    """Talks to the places of one repository, until `cancelled` returns True.

    Every git it starts holds the lock `held` too, so that nobody begins to share while one of an
    earlier sharing that was killed still runs.
    """

    def __init__(
        self, repository: Repository, cancelled: Cancelled = never, held: tuple[int, ...] = ()
    ) -> None:
        self.held = held
        self._repository = repository
        self._cancelled = cancelled
        self._secrets = remotes.secrets(repository)

    @property
    def patience(self) -> float:
        """How many seconds a place may be silent (`coproduce.patience` in git's configuration)."""
        given = self._repository.settings.get("coproduce.patience")
        return float(given) if given.isdecimal() and int(given) else float(_PATIENCE)

    def fetch(self, places: Sequence[Place]) -> list[Fetched]:
        """Ask every place at the same time for its main, and remember what each has.

        A place whose main no longer holds what is remembered of it is fetched and not remembered.
        Raises Interrupted.
        """
        before = {p.name: self._repository.resolve(tracking(p.name)) for p in places}
        asked = [
            (*_FETCH, "--", place.name, f"{_BRANCH}:{tracking(place.name)}") for place in places
        ]
        answers = self._talk(asked, places)
        return [
            self._fetched(place, before[place.name], answer)
            for place, answer in zip(places, answers, strict=True)
        ]

    def _fetched(
        self, place: Place, before: str, answer: "Result | errors.CoproduceError"
    ) -> Fetched:
        if isinstance(answer, errors.CoproduceError):
            return Fetched(place, before, problem=answer)
        if not answer.code:
            return Fetched(place, before, self._repository.resolve(tracking(place.name)))
        if "[rejected]" in answer.stderr and before:
            return self._rewritten(place, before)
        if "find remote ref" in answer.stderr:
            return self._without_main(place, before)
        return Fetched(place, before, problem=self._refusal(place, answer))

    def _rewritten(self, place: Place, before: str) -> Fetched:
        """Get what the place has now under no name that counts, so that people can decide."""
        arriving = remotes.arriving(place.name)
        asked = (*_FETCH, "--", place.name, f"+{_BRANCH}:{arriving}")
        (answer,) = self._talk([asked], [place])
        if isinstance(answer, errors.CoproduceError):
            return Fetched(place, before, problem=answer)
        if answer.code:
            return Fetched(place, before, problem=self._refusal(place, answer))
        return Fetched(place, before, self._repository.resolve(arriving), rewritten=True)

    def _without_main(self, place: Place, before: str) -> Fetched:
        """Tell an empty place from one that holds something else."""
        (answer,) = self._talk([("ls-remote", "--quiet", "--", place.name)], [place])
        if isinstance(answer, errors.CoproduceError):
            return Fetched(place, before, problem=answer)
        if answer.code:
            return Fetched(place, before, problem=self._refusal(place, answer))
        if answer.stdout.strip():
            problem = errors.UnrelatedPlace(place.where, is_workspace=False, detail="no main")
            return Fetched(place, before, problem=problem)
        return Fetched(place, before)

    def fetch_file(self, file: Path) -> Result:
        """Bring in what a bundle holds, under no name. Raises Interrupted or NoAnswer."""
        place = Place(file.name, str(file))
        (answer,) = self._talk([(*_FETCH, "--", str(file), _BRANCH)], [place])
        if isinstance(answer, errors.CoproduceError):
            raise answer
        return answer

    def push(self, place: Place, commit: str) -> Pushed:
        """Pass `commit` on as the main of `place`, only if that loses nothing there.

        Raises Interrupted.
        """
        answer = self._pushed(place, commit)
        if isinstance(answer, errors.CoproduceError):
            return Pushed(landed=False, problem=answer)
        if answer.code and "does not support push options" in answer.stderr:
            # They were meant for another place: here nobody would read them.
            answer = self._pushed(place, commit, "-c", "push.pushOption=")
            if isinstance(answer, errors.CoproduceError):
                return Pushed(landed=False, problem=answer)
        if not answer.code:
            return Pushed(landed=True)
        if refusals.is_lost_race(answer):
            return Pushed(landed=False, lost=True, lock=refusals.lock_in(answer.stderr))
        return Pushed(landed=False, problem=self._refusal(place, answer, pushing=True))

    def _pushed(self, place: Place, commit: str, *options: str) -> "Result | errors.CoproduceError":
        """Return what git gave back when it passed `commit` on."""
        settings = self._repository.settings
        # Signed where the place can take that, as the user set up; refused there otherwise.
        signed = ("--signed=if-asked",) if settings.is_true("push.gpgsign") else ()
        # Of no use with one branch alone, and an error.
        options += ("-c", f"remote.{place.name}.mirror=false")
        if any(_moves_branches(each) for each in settings.all(f"remote.{place.name}.fetch")):
            # Git would move our own branch with what was passed on, before the files follow.
            options += ("-c", f"remote.{place.name}.fetch=^{_BRANCH}")
        asked = (
            *options, "push", "--porcelain", "--progress", "--no-follow-tags",
            "--recurse-submodules=no", *signed, "--", place.name, f"{commit}:{_BRANCH}",
        )  # fmt: skip
        (answer,) = self._talk([asked], [place], patience=self.patience * _MORE_PATIENCE)
        return answer

    def _refusal(
        self, place: Place, answer: Result, *, pushing: bool = False
    ) -> errors.CoproduceError:
        url = remotes.address(self._repository, place.name)
        said = msgspec.structs.replace(answer, stderr=without_secrets(answer.stderr, self._secrets))
        problem = refusals.refusal(
            said, place.where, remotes.host_of(url), self._repository.paths.root, pushing=pushing
        )
        if isinstance(problem, errors.UnknownHostKey) and not problem.fingerprint:
            shown = self._fingerprint(place)
            problem = errors.UnknownHostKey(problem.host, shown, detail=problem.detail)
        return problem

    def _fingerprint(self, place: Place) -> str:
        """Ask once more, only to hear the fingerprint; an unknown one is refused all the same."""
        configured = _configured_ssh(self._repository) or "ssh"
        strict = f"{configured} -v -o StrictHostKeyChecking=yes -o BatchMode=yes"
        env = {"GIT_SSH_COMMAND": f"{strict} -o ConnectTimeout={self.patience:g}"}
        (answer,) = self._talk([("ls-remote", "--quiet", "--", place.name)], [place], env)
        said = answer.detail if isinstance(answer, errors.CoproduceError) else answer.stderr
        return refusals.fingerprint_in(said)

    def _talk(
        self,
        asked: Iterable[Sequence[str]],
        places: Sequence[Place],
        env: Mapping[str, str] | None = None,
        patience: float = 0,
    ) -> "list[Result | errors.CoproduceError]":
        """Run git once for each place, all at the same time, and return what each gave back.

        Of one that was silent for too long that is NoAnswer. Raises Interrupted.
        """
        settings = {**self._quiet(), **(env or {})}
        options = self._options()
        talks: list[_Talk] = []
        try:
            for args, place in zip(asked, places, strict=True):
                process = self._repository.begin(*options, *args, env=settings, keep=self.held)
                talks.append(_Talk(process, place, patience or self.patience))
            self._listen(talks)
        finally:
            for talk in talks:
                close(talk.process, _GRACE)
        return [talk.outcome(self._secrets) for talk in talks]

    def _listen(self, talks: "list[_Talk]") -> None:
        """Read what all of them say until each is done or was silent for too long."""
        with selectors.DefaultSelector() as waiting:
            for talk in talks:
                talk.register(waiting)
            while any(not talk.done for talk in talks):
                if self._cancelled():
                    raise errors.Interrupted("Sharing was stopped.")
                for key, _ in waiting.select(_TICK if waiting.get_map() else _BRIEFLY):
                    talk: _Talk = key.data
                    talk.read(key, waiting)
                for talk in talks:
                    talk.look()

    def _options(self) -> tuple[str, ...]:
        """Return the settings of each call: give up on what is slow, unless the user set that."""
        chosen = [
            ("http.lowspeedlimit", "http.lowSpeedLimit=100"),
            ("http.lowspeedtime", f"http.lowSpeedTime={self.patience:g}"),
        ]
        settings = self._repository.settings
        given = [setting for key, setting in chosen if not settings.get(key)]
        # Tidying would outlive the call, and other repositories are nobody's business here.
        given += ["gc.auto=0", "maintenance.auto=false", "submodule.recurse=false"]
        return tuple(part for setting in given for part in ("-c", setting))

    def _quiet(self) -> dict[str, str]:
        """Return the environment in which neither git nor ssh nor a helper asks anybody."""
        refuses = shutil.which("false") or "/bin/false"
        env = {
            "GIT_TERMINAL_PROMPT": "0",
            "SSH_ASKPASS": refuses,
            "SSH_ASKPASS_REQUIRE": "force",
            "GCM_INTERACTIVE": "never",
        }
        if not _configured_ssh(self._repository):
            seconds = f"{self.patience:g}"
            env["GIT_SSH_COMMAND"] = (
                f"ssh -o BatchMode=yes -o ConnectTimeout={seconds}"
                f" -o ServerAliveInterval={seconds} -o ServerAliveCountMax=2"
            )
        return env


_FETCH = (
    "fetch", "--progress", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules",
    "--no-auto-maintenance", "--refmap=",
)  # fmt: skip


def _moves_branches(refspec: str) -> bool:
    """Return whether what a place has comes to other names here than plain git's own for it."""
    _, colon, here = refspec.partition(":")
    return bool(colon) and not here.startswith("refs/remotes/")


def _configured_ssh(repository: Repository) -> str:
    """Return the command the user has set up for ssh, "" when it is the usual one."""
    named = os.environ.get("GIT_SSH_COMMAND") or repository.settings.get("core.sshcommand")
    # This one is the path of a program, the others are lines for a shell.
    program = os.environ.get("GIT_SSH", "")
    return named or (quote(program) if program else "")


class _Tail:
    """The last lines of a stream, however long it is."""

    def __init__(self) -> None:
        self._kept = bytearray()
        self._is_cut = False

    def add(self, piece: bytes) -> None:
        """Take what came next."""
        self._kept += piece
        if len(self._kept) > 2 * _MOST_WORDS:
            del self._kept[:-_MOST_WORDS]
            self._is_cut = True

    @property
    def kept(self) -> bytes:
        """What there is of it, in whole lines: half an address could show what is secret in it."""
        return bytes(self._kept).partition(b"\n")[2] if self._is_cut else bytes(self._kept)


class _Talk:
    """One git on its way: its two streams, and when it last said something."""

    def __init__(self, process: "subprocess.Popen[bytes]", place: Place, patience: float) -> None:
        self.process = process
        self.place = place
        self._patience = patience
        self._heard = time.monotonic()
        self._open = 0
        self._out = _Tail()
        self._words = _Tail()
        self._silent = False
        self._ended = 0.0

    def register(self, waiting: selectors.BaseSelector) -> None:
        """Begin to listen; nothing is ever told it."""
        if self.process.stdin is not None:
            self.process.stdin.close()
        for stream in (self.process.stdout, self.process.stderr):
            if stream is not None:
                waiting.register(stream, selectors.EVENT_READ, self)
                self._open += 1

    def read(self, key: selectors.SelectorKey, waiting: selectors.BaseSelector) -> None:
        """Take what there is on one stream."""
        piece = os.read(key.fd, _PIECE)
        if not piece:
            waiting.unregister(key.fileobj)
            self._open -= 1
            return
        self._heard = time.monotonic()
        (self._out if key.fileobj is self.process.stdout else self._words).add(piece)

    def look(self) -> None:
        """Notice that it has ended, or was silent for too long."""
        if self._ended:
            return
        if self.process.poll() is not None:
            self._ended = time.monotonic()
        elif time.monotonic() - self._heard > self._patience:
            self._silent = True

    @property
    def done(self) -> bool:
        """Whether there is nothing more to hear.

        What it left running in the background may hold the streams; that is not waited for.
        """
        if self._silent:
            return True
        return bool(self._ended) and (
            self._open == 0 or time.monotonic() - self._ended > _LAST_WORDS
        )

    def outcome(self, secrets: Iterable[str]) -> "Result | errors.CoproduceError":
        """Return what it gave back."""
        words = self._words.kept.decode("utf-8", "replace")
        if self._silent:
            detail = without_secrets(words, secrets)
            return errors.NoAnswer(self.place.where, self._patience, detail=detail)
        return Result(self._out.kept, words, self.process.returncode)
