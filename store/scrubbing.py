"""Passwords and tokens taken out of every text that may be shown or kept."""

import re
from collections.abc import Iterable
from urllib.parse import quote, unquote, urlsplit

_USER_INFO = re.compile(r"(?P<scheme>\b[a-zA-Z][\w+.-]*://)(?P<who>[^/\s@'\"]*@)+")
# Of a text that is an address, all before the host: a password may hold quotes and spaces.
_ADDRESS = re.compile(r"\A(?P<scheme>[a-zA-Z][\w+.-]*://)[^/]*@")
# A password with a slash in it, which git takes for the end of the host; `host:8080/` is a port.
_CUT_SHORT = re.compile(
    r"(?P<scheme>\b[a-zA-Z][\w+.-]*://)[^/\s:@'\"]*:(?!\d+[/\s])(?P<secret>[^\s@'\"]*/[^\s'\"]*)@"
)
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
    said = _ADDRESS.sub(lambda found: found["scheme"], text)
    said = _CUT_SHORT.sub(lambda found: found["scheme"], said)
    said = _USER_INFO.sub(lambda found: found["scheme"], said)
    said = _QUERY.sub(rf"\1{_HIDDEN}", said)
    said = _HEADER.sub(rf"\1{_HIDDEN}", said)
    said = _TOKEN.sub(_HIDDEN, said)
    for secret in sorted(set(known), key=len, reverse=True):
        said = said.replace(secret, _HIDDEN)
    return said


def is_cut_short(address: str) -> bool:
    """Return whether a password in an address holds a slash, so that git takes it for a host."""
    return _CUT_SHORT.match(address) is not None


def secrets_of(address: str) -> tuple[str, ...]:
    """Return what in an address must not be seen: the password, or a token in the name's place."""
    try:
        parts = urlsplit(address)
        name, word = parts.username or "", parts.password or ""
    except ValueError:
        return ()
    # Of a web address with a name alone, that name is usually a token.
    lone = name if parts.scheme in ("http", "https") and not word and len(name) > 15 else ""
    short = _CUT_SHORT.match(address)
    cut = (short["secret"], *short["secret"].split("/")) if short else ()
    secret = (word, lone, *cut)
    found = {form for each in secret for form in (each, unquote(each), quote(each, safe=""))}
    return tuple(each for each in found if len(each) >= _SHORTEST)
