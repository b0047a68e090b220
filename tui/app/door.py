"""The one door to the workspace: questions go in, answers come back as messages.

Each lane is a thread with a workspace of its own, because a repository belongs to one thread.
Answers to a question that was asked again since are dropped.
"""

import contextlib
import queue
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

from textual.message import Message
from textual.message_pump import MessagePump

if TYPE_CHECKING:
    from store import Workspace

Answer = TypeVar("Answer")
Opener = Callable[[], "Workspace"]
READ = "read"
WRITE = "write"
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
        self._guard = threading.Lock()
        self._lanes = {name: queue.SimpleQueue[_Job | None]() for name in (READ, WRITE)}
        self._threads: dict[str, threading.Thread] = {}

    @property
    def idle(self) -> bool:
        """Whether every question has been answered."""
        return not self._waiting

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
        goes through the write lane is never dropped.
        """
        with self._guard:
            self._count += 1
            self._waiting += 1
            number = self._count
            if lane == READ:
                self._newest[(id(to), question)] = number
        self._lanes[lane].put(_Job(to, question, work, then, number))
        if lane not in self._threads:
            thread = threading.Thread(target=self._run, args=(lane,), daemon=True, name=lane)
            self._threads[lane] = thread
            thread.start()

    def close(self) -> None:
        """Let writing finish, up to ten seconds, and leave; reading is given up."""
        for lane in self._threads:
            self._lanes[lane].put(None)
        if WRITE in self._threads:
            self._threads[WRITE].join(_GOODBYE)

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
    """An app with a door to a workspace."""

    door: "Door"


class Asking(MessagePump):
    """What a screen or widget needs to ask the workspace: mixed in before the Textual class."""

    def ask(
        self,
        question: str,
        work: Callable[["Workspace"], Answer],
        then: Callable[[Answer], None],
    ) -> None:
        """Read something; `then` gets it in the event loop."""
        self._door.ask(self, question, work, then)

    def write(
        self,
        question: str,
        work: Callable[["Workspace"], Answer],
        then: Callable[[Answer], None],
    ) -> None:
        """Change something; `then` gets what was saved, and every place is told of it."""
        self._door.ask(self, question, work, then, lane=WRITE)

    @property
    def _door(self) -> Door:
        return cast("HasDoor", self.app).door

    def on_answered(self, event: Answered) -> None:
        """Hand an answer over, unless the asker has left the screen."""
        event.stop()
        if self.is_attached:
            event.deliver()
