"""Where the header and the body of a file part, and what makes a file unreadable before that."""

import re

import msgspec

from schema.marks import with_usual_marks
from schema.record import Damaged

HEADER_LIMIT = 64 * 1024
"""The most bytes between the two `---` lines."""
BODY_LIMIT = 1024 * 1024
"""The most bytes after the closing `---` line."""

_OPENING = re.compile(rb"---[ \t]*(?:\r?\n|\Z)")
_CLOSING = re.compile(rb"^---[ \t]*(?:\r?\n|\Z)", re.MULTILINE)
_FENCES_LIMIT = 2048
_FILE_LIMIT = HEADER_LIMIT + BODY_LIMIT + _FENCES_LIMIT
_BOM = b"\xef\xbb\xbf"
_MARKER = re.compile(rb"^(?:<{7}|={7}|>{7})(?=[ \r\n]|\Z)", re.MULTILINE)


class Parts(msgspec.Struct, frozen=True):
    """The text of a file in four: the `---` line, the header, the `---` line, the body."""

    opening: str
    header: str
    closing: str
    body: str


def split(data: bytes, path: str = "") -> Parts | Damaged:
    """Return the parts of the file in `data`, or why it has none; `path` only goes into the answer.

    The parts joined are the file, exactly. Time and memory are bounded by the two limits.
    """
    if len(data) > _FILE_LIMIT:
        start = data[: HEADER_LIMIT + _FENCES_LIMIT]
        opening = _OPENING.match(start)
        has_header = opening is not None and _CLOSING.search(start, opening.end()) is not None
        return _too_long("body" if has_header else "header", path)
    opening = _OPENING.match(data)
    closing = _CLOSING.search(data, opening.end()) if opening else None
    if not opening or not closing:
        return _unreadable(data, path) or _unfenced(data, path, opened=opening is not None)
    if b"\0" in data or b"<<<<" in data:
        damage = _unreadable(data, path)
        if damage:
            return damage
    if closing.start() - opening.end() > HEADER_LIMIT:
        return _too_long("header", path)
    if len(data) - closing.end() > BODY_LIMIT:
        return _too_long("body", path)
    try:
        return Parts(
            opening.group().decode(),
            data[opening.end() : closing.start()].decode(),
            closing.group().decode(),
            data[closing.end() :].decode(),
        )
    except UnicodeDecodeError:
        return _unreadable(data, path) or _unfenced(data, path, opened=True)


def marker_line(header: str) -> int:
    """Return the 1-based line in the file of the first conflict marker in `header`, 0 for none."""
    found = _MARKER.search(header.encode())
    return header.encode().count(b"\n", 0, found.start()) + 2 if found else 0


def conflict(line: int, path: str) -> Damaged:
    """Return the damage of a file into which another program wrote both sides of a difference."""
    return Damaged(
        path=path,
        code="conflict-markers",
        message="Two versions were put into this file with lines of <<<<<<< and >>>>>>>; "
        "keep what is right and take those lines out.",
        line=line,
    )


def _unreadable(data: bytes, path: str) -> Damaged | None:
    """Return what keeps `data` from being text that people wrote, None when nothing does."""
    if (at := data.find(b"\0")) >= 0:
        message = "The file has a zero byte in it, so it is not plain text; save it as UTF-8 text."
        return Damaged(path=path, code="nul", message=message, line=_line(data, at))
    try:
        data.decode()
    except UnicodeDecodeError as problem:
        message = (
            f"The file is not UTF-8 text (byte {problem.start + 1}); "
            "save it again as UTF-8 in your editor."
        )
        return Damaged(path=path, code="not-utf8", message=message, line=_line(data, problem.start))
    marked = data
    if b"<<<<" in data:
        marked = with_usual_marks(data.decode("latin-1")).encode("latin-1")
    markers = [(found.group(), found.start()) for found in _MARKER.finditer(marked)]
    opened = next((index for index, (mark, _) in enumerate(markers) if mark == b"<<<<<<<"), None)
    if opened is not None and any(mark != b"<<<<<<<" for mark, _ in markers[opened:]):
        return conflict(_line(marked, markers[opened][1]), path)
    return None


def _unfenced(data: bytes, path: str, *, opened: bool) -> Damaged:
    if data.startswith(_BOM):
        code = "byte-order-mark"
        message = "An invisible mark (BOM) stands before the first ---; save as UTF-8 without BOM."
    elif opened:
        code = "header-unclosed"
        message = "The header is not closed; end it with a line of --- before the text."
    elif re.search(rb"^---[ \t]*$", data[:HEADER_LIMIT], re.MULTILINE):
        code = "header-not-first"
        message = "Something stands before the first ---; that must be the first line of the file."
    else:
        code = "header-missing"
        message = "The file has no header; its first line must be ---, with fields below it."
    return Damaged(path=path, code=code, message=message, line=1)


def _too_long(part: str, path: str) -> Damaged:
    if part == "header":
        message = "The header is longer than 64 KiB; move long text below the second ---."
    else:
        message = "The text is longer than 1 MiB; move some of it into another record."
    return Damaged(path=path, code=f"{part}-too-long", message=message)


def _line(data: bytes, offset: int) -> int:
    return data.count(b"\n", 0, offset) + 1
