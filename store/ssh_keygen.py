"""The one door to ssh-keygen: found where the system keeps it, run with nothing of ours around."""

import os
import subprocess
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from schema.proof import NAMESPACE, Signature, armoured, bare, key_line
from store.errors import KeyLocked, NoKeygen, NoSigningKey, SigningFailed, from_os

# The workspace comes from others, and so may the folders named in PATH: neither is looked in.
PLACES = (
    "/usr/bin/ssh-keygen",
    "/usr/local/bin/ssh-keygen",
    "/bin/ssh-keygen",
    "/opt/homebrew/bin/ssh-keygen",
    "/opt/local/bin/ssh-keygen",
    "/run/current-system/sw/bin/ssh-keygen",
)
CHECK_SECONDS = 20.0
ASK_SECONDS = 180.0
_ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "LC_ALL": "C",
    # Otherwise a program named in the environment is started to ask for the passphrase.
    "SSH_ASKPASS_REQUIRE": "never",
}


def find(root: Path) -> str:
    """Return the absolute path of ssh-keygen, never one inside the workspace at `root`."""
    for place in PLACES:
        real = Path(os.path.realpath(place))
        if real.is_file() and os.access(real, os.X_OK) and not real.is_relative_to(root.resolve()):
            return place
    raise NoKeygen


def fits(program: str, statement: bytes, text: str, signature: Signature) -> bool:
    """Return whether the signature in `text` was made for `statement` with the key it names.

    Raises NoKeygen when ssh-keygen is too old to say, or does not come to an end.
    """
    with tempfile.TemporaryDirectory(prefix="coproduce-") as folder:
        place = Path(folder)
        (place / "key").write_text(key_line(signature), "ascii")
        (place / "signature").write_text(armoured(text), "ascii")
        line = [program, "-Y", "verify", "-f", "key", "-I", "signer", "-n", NAMESPACE]
        try:
            ended = subprocess.run(
                [*line, "-s", "signature"],
                input=statement,
                capture_output=True,
                cwd=place,
                env=_ENVIRONMENT,
                timeout=CHECK_SECONDS,
                start_new_session=True,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as problem:
            raise NoKeygen(str(problem)) from problem
    words = (ended.stdout + ended.stderr).decode("utf-8", "replace")
    # Only a clear no is a no: a program that was ended, or knows no signatures, says nothing.
    if ended.returncode < 0 or "usage:" in words or "unknown option" in words:
        raise NoKeygen(words)
    return ended.returncode == 0


def sign(program: str, statement: bytes, key: str, *, ask: bool) -> str:
    """Return the base64 of a signature over `statement`, made with `key` or by the ssh-agent.

    `key` is a file, or a public key as text, whose private part the agent holds. With `ask` the
    person at the terminal may be asked for a passphrase, or to touch the key; without it nothing
    waits. Raises NoSigningKey, KeyLocked, SigningFailed or NoKeygen.
    """
    try:
        with tempfile.TemporaryDirectory(prefix="coproduce-") as folder:
            place = Path(folder)
            (place / "statement").write_bytes(statement)
            line = [program, "-q", "-Y", "sign", "-n", NAMESPACE, "-f"]
            words = _run([*line, _key_file(key, place), "statement"], place, key, ask=ask)
            made = place / "statement.sig"
            text = bare(made.read_text("ascii")) if made.exists() else ""
    except (OSError, UnicodeDecodeError) as problem:
        raise SigningFailed(str(problem)) from problem
    if not text:
        raise SigningFailed(words)
    return text


def _key_file(key: str, place: Path) -> str:
    if not is_public_key(key):
        return key
    (place / "key.pub").write_text(f"{key.removeprefix('key::')}\n", "utf-8")
    return "key.pub"


def is_public_key(key: str) -> bool:
    """Return whether `key` is a public key written out, as git's `user.signingKey` allows."""
    return key.startswith(("key::", "ssh-", "ecdsa-", "sk-ssh-", "sk-ecdsa-")) and " " in key


def _run(line: list[str], place: Path, key: str, *, ask: bool) -> str:
    """Run ssh-keygen, which asks at the terminal itself; return its words when it ended well."""
    try:
        ended = subprocess.run(
            line,
            stdin=None if ask else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            # At a terminal it says there what it waits for.
            stderr=None if ask else subprocess.PIPE,
            cwd=place,
            env={**_ENVIRONMENT, **_own()},
            timeout=ASK_SECONDS if ask else CHECK_SECONDS,
            # Without a terminal of its own it cannot ask, and so does not wait.
            start_new_session=not ask,
            check=False,
        )
    except FileNotFoundError as problem:
        raise NoKeygen(str(problem)) from problem
    except OSError as problem:
        raise from_os(problem, place) from problem
    except subprocess.TimeoutExpired as problem:
        raise SigningFailed(str(problem)) from problem
    words = (ended.stdout + (ended.stderr or b"")).decode("utf-8", "replace")
    if not ended.returncode:
        return words
    if "passphrase" in words:
        raise KeyLocked(key, words)
    if "unknown option" in words or "usage:" in words:
        raise NoKeygen(words)
    if any(each in words for each in ("No private key", "No such file", "ouldn't load public key")):
        raise NoSigningKey(key, words)
    raise SigningFailed(words)


def _own() -> Mapping[str, str]:
    """Return what ssh-keygen needs of the person's own: where their agent and their home are."""
    found: dict[str, str] = {}
    for name in ("HOME", "SSH_AUTH_SOCK", "TERM"):
        with suppress(KeyError):
            found[name] = os.environ[name]
    return found
