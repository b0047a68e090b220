"""Servers on loopback for the tests of sharing, started and stopped by whoever asks for one."""

import base64
import contextlib
import getpass
import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Generator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

LOOPBACK = "127.0.0.1"
NAME, PASSWORD = "noor", "open-sesame-4711"
SSHD = "/usr/sbin/sshd"
RUNNING: set[int] = set()
"""The servers that run now; what they start is theirs."""
_HELP = "run tests/sharing/install_transports.sh"


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return probe.getsockname()[1]


def gits_own(name: str) -> str:
    """Return one of git's own servers; the test is skipped, and says so, where there is none."""
    place = subprocess.run(["git", "--exec-path"], capture_output=True, text=True, check=True)
    found = f"{place.stdout.strip()}/git-{name}"
    if not os.access(found, os.X_OK):
        pytest.skip(f"NOT TESTED: git {name} is missing; {_HELP}")
    return found


def wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    """Wait until `server` listens on `port`."""
    RUNNING.add(server.pid)
    until = time.monotonic() + 10
    while True:
        with contextlib.suppress(OSError), socket.create_connection((LOOPBACK, port), 1):
            return
        assert server.poll() is None, server.stderr and server.stderr.read()
        assert time.monotonic() < until
        time.sleep(0.02)


def end(server: "subprocess.Popen[bytes]") -> None:
    """End a server and its children."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(server.pid, 15)
    server.wait(10)
    RUNNING.discard(server.pid)


@contextlib.contextmanager
def daemon(hub: Path, *options: str) -> Generator[str]:
    """Serve `hub` with git's daemon and give its address."""
    gits_own("daemon")
    port = free_port()
    server = subprocess.Popen(
        [
            gits_own("daemon"), "--reuseaddr", f"--listen={LOOPBACK}", f"--port={port}",
            "--export-all", f"--base-path={hub.parent}", *options, str(hub.parent),
        ],
        stderr=subprocess.PIPE,
        start_new_session=True,
    )  # fmt: skip
    try:
        wait_for(port, server)
        yield f"git://{LOOPBACK}:{port}/{hub.name}"
    finally:
        end(server)


class _Backend(BaseHTTPRequestHandler):
    """Passes each request on to `git http-backend`, for those who know the password."""

    root = Path()
    backend = ""
    failing = 0

    def do_GET(self) -> None:
        self._answer(b"")

    def do_POST(self) -> None:
        if self.headers.get("Transfer-Encoding", "") == "chunked":
            self._answer(self._chunks())
        else:
            self._answer(self.rfile.read(int(self.headers.get("Content-Length", "0"))))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as in the base class
        """Say nothing."""

    def _chunks(self) -> bytes:
        pieces: list[bytes] = []
        while size := int(self.rfile.readline().strip() or b"0", 16):
            pieces.append(self.rfile.read(size))
            self.rfile.readline()
        return b"".join(pieces)

    def _answer(self, given: bytes) -> None:
        if self.failing:
            self.send_error(self.failing)
            return
        wanted = base64.b64encode(f"{NAME}:{PASSWORD}".encode()).decode()
        if self.headers.get("Authorization") != f"Basic {wanted}":
            self.send_response(401)
            self.send_header("WWW-Authenticate", 'Basic realm="teams"')
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        path, _, query = self.path.partition("?")
        env = {
            **os.environ,
            "GIT_PROJECT_ROOT": str(self.root),
            "GIT_HTTP_EXPORT_ALL": "1",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "REQUEST_METHOD": self.command,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": str(len(given)),
            "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
            "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
            "REMOTE_USER": NAME,
        }
        ran = subprocess.run([self.backend], input=given, env=env, capture_output=True)
        head, _, body = ran.stdout.partition(b"\r\n\r\n")
        lines = [line.partition(": ") for line in head.decode().split("\r\n") if line]
        status = next((value for name, _, value in lines if name == "Status"), "200")
        self.send_response(int(status.split()[0]))
        for name, _, value in lines:
            if name != "Status":
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Web:
    """A web server that passes a hub on."""

    def __init__(self, port: int, name: str, handler: type[_Backend]) -> None:
        self._port = port
        self._name = name
        self._handler = handler

    def url(self, who: str = f"{NAME}:{PASSWORD}") -> str:
        """Return the address, with a name and password in it unless told otherwise."""
        return f"http://{who}{'@' if who else ''}{LOOPBACK}:{self._port}/{self._name}"

    def fail(self, status: int) -> None:
        """Answer everything with this status from now on."""
        self._handler.failing = status


@contextlib.contextmanager
def web(hub: Path) -> Generator[Web]:
    """Serve `hub` over smart HTTP with basic authentication."""
    handler = type(
        "Backend", (_Backend,), {"root": hub.parent, "backend": gits_own("http-backend")}
    )
    subprocess.run(["git", "-C", str(hub), "config", "http.receivepack", "true"], check=True)
    server = ThreadingHTTPServer((LOOPBACK, 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield Web(server.server_address[1], hub.name, handler)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Ssh:
    """An ssh server, its keys, and the files a client needs to know it."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        self.port = port
        self.known = folder / "known_hosts"
        self.config = folder / "config"

    def url(self, hub: Path) -> str:
        """Return the address of a hub."""
        return f"ssh://{getpass.getuser()}@{LOOPBACK}:{self.port}{hub}"

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the key that the server shows."""
        asked = ["ssh-keygen", "-lf", str(self.folder / "host_key.pub")]
        said = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
        return said.split()[1]

    def know(self) -> None:
        """Let the client know the server's key."""
        key = (self.folder / "host_key.pub").read_text().split()[:2]
        self.known.write_text(f"[{LOOPBACK}]:{self.port} {' '.join(key)}\n")

    def forget(self) -> None:
        """Let the client know no server."""
        self.known.write_text("")

    def change(self) -> None:
        """Let the client know another key as the server's."""
        make_key(self.folder / "other_key")
        key = (self.folder / "other_key.pub").read_text().split()[:2]
        self.known.write_text(f"[{LOOPBACK}]:{self.port} {' '.join(key)}\n")

    def program(self, folder: Path) -> Path:
        """Put an `ssh` into `folder` that reads the test's settings and nobody else's."""
        folder.mkdir()
        program = folder / "ssh"
        program.write_text(f'#!/bin/sh\nexec {shutil.which("ssh")} -F {self.config} "$@"\n')
        program.chmod(0o755)
        return folder


def make_key(place: Path) -> None:
    """Make a pair of keys without a passphrase."""
    asked = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(place)]
    subprocess.run(asked, check=True)


@contextlib.contextmanager
def ssh(folder: Path) -> Generator[Ssh]:
    """Run an ssh server that lets in whoever has the client's key."""
    if not os.access(SSHD, os.X_OK) or not shutil.which("ssh"):
        pytest.skip(f"NOT TESTED: ssh or its server is missing; {_HELP}")
    folder.mkdir(mode=0o700)
    port = free_port()
    made = Ssh(folder, port)
    for name in ("host_key", "client_key"):
        make_key(folder / name)
    (folder / "authorized").write_text((folder / "client_key.pub").read_text())
    (folder / "authorized").chmod(0o600)
    made.config.write_text(
        f"Host *\n  IdentityFile {folder}/client_key\n  IdentitiesOnly yes\n"
        f"  UserKnownHostsFile {made.known}\n  GlobalKnownHostsFile /dev/null\n"
    )
    made.know()
    settings = folder / "sshd_config"
    settings.write_text(
        f"ListenAddress {LOOPBACK}:{port}\nHostKey {folder}/host_key\n"
        f"AuthorizedKeysFile {folder}/authorized\nStrictModes no\nPidFile none\n"
        "PasswordAuthentication no\nKbdInteractiveAuthentication no\nUsePAM no\n"
        "PermitRootLogin prohibit-password\nAcceptEnv GIT_PROTOCOL\n"
        "SetEnv GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1\n"
    )
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
    server = subprocess.Popen(
        [SSHD, "-D", "-e", "-f", str(settings)], stderr=subprocess.PIPE, start_new_session=True
    )
    try:
        wait_for(port, server)
        yield made
    finally:
        end(server)


@contextlib.contextmanager
def black_hole() -> Generator[int]:
    """Listen on a port, take every caller, and never say a word; give the port."""
    with socket.socket() as hole:
        hole.bind((LOOPBACK, 0))
        hole.listen(16)
        yield hole.getsockname()[1]
