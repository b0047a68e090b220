"""Passwords and tokens taken out of every text that may be shown or kept."""

import re
from collections.abc import Iterable
from urllib.parse import quote, unquote, urlsplit

_USER_INFO = re.compile(r"(?P<scheme>\b[a-zA-Z][\w+.-]*://)(?P<who>[^/\s@'\"]*@)+")
_QUERY = re.compile(
    r"([?&;][^=&\s'\"]*(?:token|secret|passw|key|sig|auth)[^=&\s'\"]*=)[^&\s'\"]+",
    re.IGNORECASE,
)
_HEADER = re.compile(
    r"(\b(?:authorization|private-token|cookie)\s*[:=]\s*)[^\r\n'\"]+", re.IGNORECASE
)
# How the tokens of the usual hosts begin.
_TOKEN = re.compile(
    r"\b(?:gh[pousr]_\w{16,}|github_pat_\w{16,}|gl(?:pat|ptt|dt|cbt|rt)-[\w.-]{16,}|ATBB\w{16,}"
    r"|ATCTT\w{16,}|xox[abprs]-[\w-]{10,})"
)
_HIDDEN = "…"
# A shorter one could be a part of any word.
_SHORTEST = 4


def without_secrets(text: str, known: Iterable[str] = ()) -> str:
    """Return `text` without what signs somebody in: parts of addresses, headers, tokens.

    The name in `ssh://git@host/` goes too: where a place is, not who comes. `known` are secrets
    that may stand anywhere, as `secrets_of` finds them.
    """
    said = _USER_INFO.sub(lambda found: found["scheme"], text)
    said = _QUERY.sub(rf"\1{_HIDDEN}", said)
    said = _HEADER.sub(rf"\1{_HIDDEN}", said)
    said = _TOKEN.sub(_HIDDEN, said)
    for secret in sorted(set(known), key=len, reverse=True):
        said = said.replace(secret, _HIDDEN)
    return said


def secrets_of(address: str) -> tuple[str, ...]:
    """Return what in an address must not be seen: the password, or a token in the name's place."""
    try:
        parts = urlsplit(address)
        name, word = parts.username or "", parts.password or ""
    except ValueError:
        return ()
    # Of a web address with a name alone, that name is usually a token.
    lone = name if parts.scheme in ("http", "https") and not word and len(name) > 15 else ""
    found = {form for each in (word, lone) for form in (each, unquote(each), quote(each, safe=""))}
    return tuple(each for each in found if len(each) >= _SHORTEST)
