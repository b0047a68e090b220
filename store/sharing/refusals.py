"""What git, ssh, a web server or a disk said when sharing failed, in sentences for people."""

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import msgspec

from schema.text import visible
from store import errors
from store.process import Result, failure

_REMOTE = re.compile(r"^remote: ?(.*?)\s*$", re.MULTILINE)
_CHATTER = re.compile(
    r"(?:Enumerating|Counting|Compressing|Resolving|Checking|Processing|Receiving|Writing|Total|"
    r"Reusing|error: hook declined|\s*$)"
)
_REJECTED = re.compile(
    r"^!\t[^\t]*\t\[(?:remote )?(?:rejected|failure)\] \((.*)\)\s*$", re.MULTILINE
)
_FINGERPRINT = re.compile(r"Server host key: (\S+ SHA256:[\w+/=]+)")

_LOCK = re.compile(r"Unable to create '([^'\n]+\.lock)': File exists")

_LOST = (
    "fetch first",
    "non-fast-forward",
    "stale info",
    "cannot lock ref",
    "failed to update ref",
    "failed to lock",
    "incorrect old value",
    "reference already exists",
    "atomic push failed",
    "failed to update",
)


def is_lost_race(answer: Result) -> bool:
    """Return whether a push was refused only because somebody else was faster."""
    reason = _reason(answer)
    if reason in ("failed to update ref", "failed to update"):
        # A full disk or a folder nobody may write in says the same; its own words say more.
        return not _means(_FULL, answer.stderr) and not _means(_READ_ONLY, answer.stderr)
    return any(words in reason for words in _LOST)


def lock_in(words: str) -> str:
    """Return the lock that git found in its way, "" when there was none."""
    found = _LOCK.search(words)
    return visible(found[1]) if found else ""


def _reason(answer: Result) -> str:
    """Return why the other side refused our branch, in git's own words."""
    found = _REJECTED.search(answer.stdout.decode("utf-8", "replace"))
    return found[1] if found else ""


def fingerprint_in(words: str) -> str:
    """Return the kind and fingerprint of a host key that ssh speaks of, "" when there is none."""
    found = _FINGERPRINT.search(words)
    if found:
        return found[1]
    shown = re.search(r"SHA256:[\w+/=]+", words)
    return shown[0] if shown else ""


def server_words(stderr: str) -> str:
    """Return what the other side said last in its own words, without its counting.

    What could act on a terminal is shown.
    """
    lines = [line.strip() for line in _REMOTE.findall(stderr) if not _CHATTER.match(line)]
    said = "\n".join(lines)
    if len(said) > _MOST_WORDS:
        said = f"… {said[-_MOST_WORDS:].partition(' ')[2]}"
    return visible(said)


def refusal(
    answer: Result, where: str, host: str, here: Path, *, pushing: bool = False
) -> errors.CoproduceError:
    """Return the error that says what went wrong at `where`; `answer` holds no secret any more.

    `host` is the computer there, "" for a folder; `here` is the workspace's folder.
    """
    words = answer.stderr
    detail = f"exit {answer.code}\n{words.strip()}"
    if is_here(words, here):
        return failure(("share",), answer, here)
    own = _REMOTE.sub("", words)
    if not pushing and _cannot_get(own):
        return failure(("share",), answer, here)
    if pushing and _means(_BROKEN_HERE, own):
        return errors.SavedUnreadable(detail)
    nameless = _without_names(own, where, host)
    for means, make in _SIGNS:
        if _means(means, nameless if make is _certificate else own):
            return make(_Said(where, host, words, detail))
    if answer.code < 0:
        return errors.GitFailed(detail, "The program Git was ended before it was done.")
    if pushing:
        return _refused_push(answer, where, detail)
    if _means(_READ_ONLY, words) or _means(_MISSING, words):
        return errors.PlaceMissing(where, detail=detail)
    if _means(_FULL, words):
        return errors.DiskFull(detail)
    if host and _means(_CUT_OFF, words):
        return errors.NoAnswer(where, detail=detail)
    problem = failure(("share",), answer, here)
    if type(problem) is errors.GitFailed and (said := server_words(words) or _last_words(words)):
        return errors.GitFailed(
            detail, f"Git could not share with {where}, and said: {said.rstrip('.')}."
        )
    return problem


def _without_names(words: str, where: str, host: str) -> str:
    """Return the words without the names of places in them, which may be called like anything."""
    for name in (where, host):
        if name:
            words = words.replace(name, "")
    return _NAMED.sub("", words)


def _last_words(words: str) -> str:
    """Return the last reason that git gave, "" when it gave none."""
    found = _REASON.findall(words)
    return " ".join(visible(found[-1][:_MOST_SAID]).split()) if found else ""


_NAMED = re.compile(r"(?<!\w)'[^'\n]*'(?!\w)|\b[a-z][a-z0-9+.-]*://\S*")
_REASON = re.compile(r"^(?:fatal|error): (.*\S)", re.MULTILINE)
_MOST_SAID = 300
_MOST_WORDS = 2000


def is_here(words: str, here: Path) -> bool:
    """Return whether the words speak of this computer's own copy: a lock, a broken setting."""
    return f"'{here}/.git/" in words and ".lock'" in words


def _cannot_get(words: str) -> bool:
    """Return whether git could not keep what it got, for want of leave to write here."""
    return _NOT_KEPT.search(words) is not None


def _refused_push(answer: Result, where: str, detail: str) -> errors.CoproduceError:
    """Return the error for a push the other side, or a check of our own, said no to."""
    words, reason = answer.stderr, _reason(answer)
    said = server_words(words)
    # What a rule or a check says is shown, whatever it speaks of.
    if "declined" in reason or "hook" in reason or "protected" in reason or "denied" in reason:
        return errors.PlaceRefused(where, said or visible(reason), detail=detail)
    if _means(_FULL, words):
        return errors.PlaceFull(where, detail=detail)
    if "shallow" in reason:
        return errors.ShallowHistory()
    if "checked out" in reason or "checked-out" in reason:
        return errors.PlaceRefused(
            where,
            "somebody works in that folder itself; share through one of its own",
            detail=detail,
        )
    if _means(_READ_ONLY, words):
        return errors.PlaceReadOnly(where, detail=detail)
    if _means(_MISSING, words):
        return errors.PlaceMissing(where, detail=detail)
    if reason or said:
        return errors.PlaceRefused(where, said or visible(reason), detail=detail)
    if _means(_CUT_OFF, words):
        return errors.NoAnswer(where, detail=detail)
    own = "\n".join(line for line in words.splitlines() if not _GITS_OWN.match(line))
    return errors.PlaceRefused(where, visible(own), detail=detail)


_GITS_OWN = re.compile(
    r"(?:error: failed to push|fatal: |hint: |To |Done|Everything up|Enumerating|Counting|Delta|"
    r"Compressing|Writing|Total)"
)


class _Said(msgspec.Struct, frozen=True):
    """What was said, by whom, and what is kept of it for those who ask."""

    where: str
    host: str
    words: str
    detail: str

    @property
    def who(self) -> str:
        """The computer, or the folder where there is none."""
        return self.host or self.where


Make = Callable[[_Said], errors.CoproduceError]


def _means(pattern: re.Pattern[str], words: str) -> bool:
    return pattern.search(words) is not None


def _changed_key(said: _Said) -> errors.CoproduceError:
    return errors.ChangedHostKey(said.who, fingerprint_in(said.words), detail=said.detail)


def _unknown_key(said: _Said) -> errors.CoproduceError:
    return errors.UnknownHostKey(said.who, fingerprint_in(said.words), detail=said.detail)


def _sign_in(said: _Said) -> errors.CoproduceError:
    refused = _means(_WRONG, said.words)
    return errors.SignInNeeded(said.who, refused=refused, detail=said.detail)


def _host_unknown(said: _Said) -> errors.CoproduceError:
    return errors.HostUnknown(said.who, detail=said.detail)


def _no_answer(said: _Said) -> errors.CoproduceError:
    return errors.NoAnswer(said.who, detail=said.detail)


def _certificate(said: _Said) -> errors.CoproduceError:
    return errors.NotTrusted(
        f"{said.who} cannot prove that it is the right computer.",
        "Check the address, and the date and time of this computer; ask whoever looks after it.",
        detail=said.detail,
    )


def _other_owner(said: _Said) -> errors.CoproduceError:
    return errors.NotTrusted(
        f"{said.where} belongs to another user of this computer, so Git does not trust it.",
        "If you trust whoever made it, type once:"
        f" git config --global --add safe.directory {shlex.quote(said.where)}",
        detail=said.detail,
    )


def _other_ids(said: _Said) -> errors.CoproduceError:
    return errors.OtherForm(said.where, detail=said.detail)


def _git_missing_there(said: _Said) -> errors.CoproduceError:
    return errors.NothingThere(said.who, detail=said.detail)


_WRONG = re.compile(
    r"Authentication failed|Invalid username or password|Permission denied \(|HTTP Basic: Access "
    r"denied|returned error: 401|Too many authentication failures|bad credentials",
    re.IGNORECASE,
)
_FULL = re.compile(
    r"No space left on device|Disk quota exceeded|File too large|disk full|"
    r"exceeded .{0,20}quota",
    re.IGNORECASE,
)
_NOT_KEPT = re.compile(
    r"^(?:fatal|error): (?:insufficient permission for adding an object to repository database|"
    r"unable to create temporary (?:file|object directory).{0,300}Permission denied)",
    re.IGNORECASE | re.MULTILINE,
)
_READ_ONLY = re.compile(
    r"Permission denied|insufficient permission|Read-only file system|returned error: 403|"
    r"service not enabled|access denied or repository not exported|not authorized|"
    r"unable to create temporary|write access|not allowed to push|read-only",
    re.IGNORECASE,
)
_MISSING = re.compile(
    r"does not appear to be a git repository|not a git repository|repository .{0,200}not found|"
    r"repository .{0,200}does not exist|returned error: 404|returned error: 410|No such file|"
    r"access denied or repository not exported|not valid: is this a git repository|"
    r"Could not read from remote repository|could not find repository|Not a directory",
    re.IGNORECASE,
)
_BROKEN_HERE = re.compile(
    r"^(?:fatal|error): (?:inflate: |unable to unpack |bad object |loose object \w+ |"
    r".{0,300} is corrupt$)",
    re.MULTILINE,
)
_CUT_OFF = re.compile(
    r"remote end hung up|early EOF|unexpected disconnect|RPC failed|returned error: 5\d\d|"
    r"invalid index-pack output|Connection closed",
    re.IGNORECASE,
)
# The first that fits counts: what is said of keys and signing in comes before the rest.
_SIGNS: tuple[tuple[re.Pattern[str], Make], ...] = (
    (
        re.compile(
            r"REMOTE HOST IDENTIFICATION HAS CHANGED|host key .{0,80} has changed|"
            r"Offending .{0,40}key",
            re.IGNORECASE,
        ),
        _changed_key,
    ),
    (
        re.compile(
            r"Host key verification failed|No .{0,40}host key is known|authenticity of host"
        ),
        _unknown_key,
    ),
    (
        re.compile(
            r"could not resolve (?:host|hostname|proxy)|Name or service not known|unable to "
            r"look up|Temporary failure in name resolution|nodename nor servname|No address "
            r"associated|unknown host",
            re.IGNORECASE,
        ),
        _host_unknown,
    ),
    (
        re.compile(
            r"Connection timed out|Operation timed out|Connection refused|No route to host|"
            r"Network is unreachable|Connection reset|Couldn't connect|Could not connect|Failed to "
            r"connect|unable to connect|Operation too slow|timed out after|Connection closed by|"
            r"kex_exchange_identification|Timeout, server|Broken pipe|GnuTLS recv error|"
            r"SSL_(?:read|write|ERROR_SYSCALL)|non-properly terminated",
            re.IGNORECASE,
        ),
        _no_answer,
    ),
    (
        # In git's own lines only, and not as a part of a name.
        re.compile(
            r"^(?:fatal|error)\b.*(?<![\w./-])(?:(?:Open)?SSL|TLS|gnutls|certificate)s?"
            r"(?:_\w+)?(?![\w/-]|\.\w)",
            re.IGNORECASE | re.MULTILINE,
        ),
        _certificate,
    ),
    (
        re.compile(
            r"could not read (?:Username|Password)|terminal prompts disabled|Authentication "
            r"failed|Permission denied \((?:publickey|password|keyboard|gssapi|hostbased)|returned "
            r"error: 401|Invalid username or password|HTTP Basic: Access denied|Too many "
            r"authentication|unable to read askpass|No supported authentication",
            re.IGNORECASE,
        ),
        _sign_in,
    ),
    (re.compile(r"dubious ownership"), _other_owner),
    (
        re.compile(
            r"mismatched algorithms|object format|hash algorithm|unexpected capabilities\^\{\}",
            re.IGNORECASE,
        ),
        _other_ids,
    ),
    (
        re.compile(r"(?:git-upload-pack|git-receive-pack|git): (?:command )?not found"),
        _git_missing_there,
    ),
)
