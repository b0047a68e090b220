"""Reading git objects by name through one long-lived `git cat-file`."""

import contextlib
import subprocess
from collections import deque
from collections.abc import Callable, Iterable, Iterator

import msgspec

from store import errors
from store.process import Result

# Requests on their way, two chunks of them, must fit in the smallest pipe, or both sides wait.
_CHUNK_BYTES = 6 * 1024
_CHUNK = 200
_NAME_LIMIT = 4 * 1024
_NOTHING = "0" * 40


class Object(msgspec.Struct, frozen=True):
    """One git object; `size` in bytes; `data` is None where it was longer than asked for."""

    id: str
    type: str
    size: int
    data: bytes | None


class ObjectReader:
    """A `git cat-file --batch-command --buffer` process, started when first asked.

    `failed` returns the error that fits what it gave back when it ended too early.
    """

    def __init__(
        self,
        start: Callable[[], "subprocess.Popen[bytes]"],
        failed: Callable[[Result], errors.CoproduceError],
    ) -> None:
        self._start = start
        self._failed = failed
        self._process: subprocess.Popen[bytes] | None = None

    def resolve(self, name: str) -> str:
        """Return the id of `name`, "" when nothing has that name."""
        process = self._running()
        self._send(process, [b"info " + _request(name)])
        head = self._head(process)
        return head[0] if head else ""

    def one(self, name: str, limit: int = 0) -> Object | None:
        """Return the object `name`, or None."""
        process = self._running()
        self._send(process, [b"contents " + _request(name)])
        return self._receive(process, limit)

    def many(self, names: Iterable[str], limit: int = 0) -> Iterator[Object | None]:
        """Yield the object of each name, in order.

        Two chunks of requests are always on their way, so git reads while the caller works.
        The iterator must be used up or closed before anything else is asked.
        """
        chunks = _chunks(names)
        waiting: deque[int] = deque()
        process = self._running()
        try:
            for chunk in chunks:
                self._send(process, chunk)
                waiting.append(len(chunk))
                if len(waiting) == 2:
                    yield from self._receive_all(process, waiting, limit)
            while waiting:
                yield from self._receive_all(process, waiting, limit)
        finally:
            if waiting:
                self.close()

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is None:
            return
        for stream in (process.stdin, process.stdout, process.stderr):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        try:
            process.wait(1)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._process is not None and self._process.poll() is not None:
            self.close()
        if self._process is None:
            self._process = self._start()
        return self._process

    def _send(self, process: "subprocess.Popen[bytes]", requests: list[bytes]) -> None:
        if process.stdin is None:
            raise errors.GitFailed("cat-file has no standard input")
        try:
            process.stdin.write(b"\n".join((*requests, b"flush\n")))
            process.stdin.flush()
        except OSError as problem:
            self._fail(process, str(problem))

    def _receive_all(
        self, process: "subprocess.Popen[bytes]", waiting: deque[int], limit: int
    ) -> Iterator[Object | None]:
        for _ in range(waiting[0]):
            yield self._receive(process, limit)
        waiting.popleft()

    def _receive(self, process: "subprocess.Popen[bytes]", limit: int) -> Object | None:
        head = self._head(process)
        if head is None or process.stdout is None:
            return None
        id_, type_, size = head
        if limit and size > limit:
            left = size
            while left > 0:
                left -= len(process.stdout.read(min(left, 1 << 20))) or self._fail(process, "cut")
            data = None
        else:
            data = process.stdout.read(size)
        if process.stdout.read(1) != b"\n":
            self._fail(process, f"cut short in {id_}")
        return Object(id_, type_, size, data)

    def _head(self, process: "subprocess.Popen[bytes]") -> tuple[str, str, int] | None:
        """Return id, type and size of the next answer; None when there is no such object."""
        line = process.stdout.readline() if process.stdout is not None else b""
        if not line.endswith(b"\n"):
            self._fail(process, "no answer")
        parts = line.decode("utf-8", "surrogateescape").split()
        if len(parts) == 3 and parts[2].isdigit() and parts[1] in _TYPES:
            return parts[0], parts[1], int(parts[2])
        return None

    def _fail(self, process: "subprocess.Popen[bytes]", detail: str) -> int:
        """Say what the process said last; the next question starts a new one."""
        process.kill()
        words = process.stderr.read() if process.stderr is not None else b""
        self.close()
        said = f"{words.decode('utf-8', 'replace')}\n{detail}"
        raise self._failed(Result(b"", said, process.returncode))


_TYPES = frozenset({"blob", "tree", "commit", "tag"})


def _request(name: str) -> bytes:
    """Return `name` as git reads it, or a name that nothing has when it cannot be asked for."""
    asked = name.encode("utf-8", "surrogateescape")
    if not asked.strip() or b"\n" in asked or b"\0" in asked or len(asked) > _NAME_LIMIT:
        return _NOTHING.encode()
    return asked


def _chunks(names: Iterable[str]) -> Iterator[list[bytes]]:
    """Group requests so that each group is short enough to send without waiting."""
    chunk: list[bytes] = []
    size = 0
    for name in names:
        request = b"contents " + _request(name)
        if chunk and (len(chunk) == _CHUNK or size + len(request) > _CHUNK_BYTES):
            yield chunk
            chunk, size = [], 0
        chunk.append(request)
        size += len(request) + 1
    if chunk:
        yield chunk
