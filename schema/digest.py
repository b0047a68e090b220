"""The digest of an agreement: which exact text a position was given to."""

import hashlib

FIRST_LINE = b"coproduce-agreement-v1\n"
LENGTH = 64
SHORTEST_PREFIX = 8
_HEX = frozenset("0123456789abcdef")


def digest(id: str, title: str, body: str | bytes) -> str:  # noqa: A002
    """Return the SHA-256 of an agreement's text as 64 lower-case hex characters.

    `body` is what follows the closing `---` line, exactly as stored. Parties and other fields are
    no part of it, so a newcomer can be asked while the others need not answer again
    (docs/format.md, “To which text someone agreed”).
    """
    stored = body if isinstance(body, bytes) else body.encode()
    parts = (id.encode(), title.encode(), stored)
    whole = hashlib.sha256(FIRST_LINE)
    for part in parts:
        whole.update(len(part).to_bytes(8, "big"))
        whole.update(part)
    return whole.hexdigest()


def grouped(hexadecimal: str) -> str:
    """Return a digest in groups of four characters, for reading aloud and comparing by eye."""
    return " ".join(hexadecimal[at : at + 4] for at in range(0, len(hexadecimal), 4))


def is_digest(text: str) -> bool:
    """Return whether `text` is a digest as a file holds it: 64 lower-case hex characters."""
    return len(text) == LENGTH and _HEX.issuperset(text)


def normalise_digest(typed: str) -> str:
    """Return a typed digest, or the beginning of one, as 8 to 64 lower-case hex characters.

    Spaces and capitals are allowed. What cannot be a digest gives "".
    """
    plain = "".join(typed.split()).lower()
    fits = SHORTEST_PREFIX <= len(plain) <= LENGTH and _HEX.issuperset(plain)
    return plain if fits else ""


def fits(typed: str, hexadecimal: str) -> bool:
    """Return whether a typed code, or the beginning of one, is that of this digest."""
    plain = normalise_digest(typed)
    return bool(plain) and hexadecimal.startswith(plain)
