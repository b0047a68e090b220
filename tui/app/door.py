"""The one door to the workspace: questions go in, answers come back as messages.

Each lane is a thread with a workspace of its own, because a repository belongs to one thread.
Answers to a question that was asked again since are dropped.
"""

import contextlib
import queue
import threading
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

from textual.message import Message
from textual.message_pump import MessagePump

if TYPE_CHECKING:
    from store import Workspace
    from tui.app.keyboard import Keyboard

Answer = TypeVar("Answer")
Opener = Callable[[], "Workspace"]
READ = "read"
WRITE = "write"
SHARE = "share"
_GOODBYE = 10.0


class Answered(Message):
    """The answer to a question; `deliver` hands it to whoever asked, in the event loop."""

    def __init__(self, question: str, deliver: Callable[[], None]) -> None:
        super().__init__()
        self.question = question
        self.deliver = deliver


class Failed(Message):
    """The error a question ended with."""

    def __init__(self, question: str, error: Exception) -> None:
        super().__init__()
        self.question = question
        self.error = error


class _Job:
    def __init__(
        self,
        to: MessagePump,
        question: str,
        work: Callable[["Workspace"], Any],
        then: Callable[[Any], None],
        number: int,
    ) -> None:
        self.to = to
        self.question = question
        self.work = work
        self.then = then
        self.number = number


class Door:
    """Runs work on the workspace away from the screen.

    `opener` opens a workspace; it is called once in each lane, when that lane has its first job.
    """

    def __init__(self, opener: Opener) -> None:
        self._opener = opener
        self._newest: dict[tuple[int, str], int] = {}
        self._count = 0
        self._waiting = 0
        self._open: Counter[tuple[int, str]] = Counter()
        self._guard = threading.Lock()
        self._lanes = {name: queue.SimpleQueue[_Job | None]() for name in (READ, WRITE, SHARE)}
        self._threads: dict[str, threading.Thread] = {}

    @property
    def is_new(self) -> bool:
        """Whether nothing has been asked yet."""
        return not self._count

    @property
    def idle(self) -> bool:
        """Whether every question has been answered."""
        return not self._waiting

    def is_open(self, to: MessagePump, question: str) -> bool:
        """Return whether `to` still waits for an answer to this question."""
        return self._open[(id(to), question)] > 0

    def ask(
        self,
        to: MessagePump,
        question: str,
        work: Callable[["Workspace"], Answer],
        then: Callable[[Answer], None],
        *,
        lane: str = READ,
    ) -> None:
        """Run `work` in a lane; `to` gets `Answered` or `Failed`. Only the newest reading counts.

        `question` names what is asked: asking the same again makes an earlier answer stale. What
        goes through another lane than the reading one is never dropped.
        """
        with self._guard:
            self._count += 1
            self._waiting += 1
            self._open[(id(to), question)] += 1
            number = self._count
            if lane == READ:
                self._newest[(id(to), question)] = number
        self._lanes[lane].put(_Job(to, question, work, then, number))
        if lane not in self._threads:
            thread = threading.Thread(target=self._run, args=(lane,), daemon=True, name=lane)
            self._threads[lane] = thread
            thread.start()

    def here(self, work: Callable[["Workspace"], Answer]) -> Answer:
        """Return what `work` returns, run at once and in this thread, in a workspace of its own.

        Only for while the screen is left to another program: nothing is painted meanwhile.
        """
        with self._opener() as workspace:
            return work(workspace)

    def close(self) -> None:
        """Let writing and sharing finish, up to ten seconds each, and leave; reading is given up.

        Whoever shares is asked to stop before.
        """
        for lane in self._threads:
            self._lanes[lane].put(None)
        for lane in (WRITE, SHARE):
            if lane in self._threads:
                self._threads[lane].join(_GOODBYE)

    def _run(self, lane: str) -> None:
        workspace: Workspace | None = None
        while (job := self._lanes[lane].get()) is not None:
            try:
                if self._is_stale(job, lane):
                    continue
                if workspace is None:
                    workspace = self._opener()
                self._answer(job, workspace, lane)
            except Exception as error:  # noqa: BLE001 - whatever it is, a person is told of it
                _post(job.to, Failed(job.question, error))
            finally:
                with self._guard:
                    self._waiting -= 1
                    self._open -= Counter([(id(job.to), job.question)])
        if workspace is not None:
            workspace.close()

    def _answer(self, job: _Job, workspace: "Workspace", lane: str) -> None:
        value = job.work(workspace)
        if not self._is_stale(job, lane):
            _post(job.to, Answered(job.question, lambda: job.then(value)))

    def _is_stale(self, job: _Job, lane: str) -> bool:
        return lane == READ and self._newest.get((id(job.to), job.question)) != job.number


def _post(to: MessagePump, message: Message) -> None:
    # Whoever asked may have left the screen; then nobody needs the answer.
    with contextlib.suppress(RuntimeError):
        to.post_message(message)


class HasDoor(Protocol):
    """An app with a door to a workspace, and a keyboard that may have to wait for it."""

    door: "Door"
    keyboard: "Keyboard"


class Asking(MessagePump):
    """What a screen or widget needs to ask the workspace: mixed in before the Textual class."""

    def ask(
        self,
        question: str,
        work: Callable[["Workspace"], Answer],
        then: Callable[[Answer], None],
        *,
        keys_wait: bool = False,
    ) -> None:
        """Read something; `then` gets it in the event loop.

        With `keys_wait` it decides what the next keys mean: they come after the answer.
        """
        self._door.ask(self, question, work, then)
        if keys_wait:
            self._let_keys_wait(question)

    def write(
        self,
        question: str,
        work: Callable[["Workspace"], Answer],
        then: Callable[[Answer], None],
        *,
        keys_wait: bool = False,
    ) -> None:
        """Change something; `then` gets what was saved. `keys_wait` as in `ask`."""
        self._door.ask(self, question, work, then, lane=WRITE)
        if keys_wait:
            self._let_keys_wait(question)

    def share(
        self,
        question: str,
        work: Callable[["Workspace"], Answer],
        then: Callable[[Answer], None],
    ) -> None:
        """Share with others, which may take long: reading and writing go on meanwhile."""
        self._door.ask(self, question, work, then, lane=SHARE)

    @property
    def _door(self) -> Door:
        return cast("HasDoor", self.app).door

    def _let_keys_wait(self, question: str) -> None:
        door = self._door
        cast("HasDoor", self.app).keyboard.hold(lambda: not door.is_open(self, question))

    def on_answered(self, event: Answered) -> None:
        """Hand an answer over, unless the asker has left the screen."""
        event.stop()
        if self.is_attached:
            event.deliver()
