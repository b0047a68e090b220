"""The bytes of a record file: split without loss, refused with a sentence, edited line by line."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from schema.parts import BODY_LIMIT, HEADER_LIMIT, conflict, marker_line, split
from schema.record import Damaged, Entry, Fields, Value
from schema.sections import replace_section

if TYPE_CHECKING:
    from frontmatter import Post

__all__ = [
    "BODY_LIMIT",
    "HEADER_LIMIT",
    "File",
    "Refused",
    "new_file",
    "read",
    "to_post",
    "with_body",
    "with_field",
    "with_fields",
    "with_section",
    "write",
]


class File(msgspec.Struct, frozen=True):
    """One record file, taken apart: `opening + header + closing + body` are its text, exactly.

    `fields` are the header's fields in file order; `lines` gives each field's first and last line
    in the file, 1-based.
    """

    opening: str
    header: str
    closing: str
    body: str
    fields: Fields
    lines: Mapping[str, tuple[int, int]]


class Refused(ValueError):  # noqa: N818 - named by what happened, like the other errors
    """A change that would leave a damaged file: its stable `code` and a plain sentence."""

    def __init__(self, code: str, message: str) -> None:
        """`code` is that of the damage the file would have."""
        super().__init__(message)
        self.code = code
        self.message = message


def read(data: bytes, path: str = "") -> File | Damaged:
    """Return the file in `data`, or why it cannot be read: never half of it, and never an error.

    `path` only goes into the answer. Sizes are looked at first, so time and memory are bounded.
    Source: the format, sections "Frontmatter" and "Bytes".
    """
    from schema.header import HeaderProblem, parse_header

    parts = split(data, path)
    if isinstance(parts, Damaged):
        return parts
    try:
        parsed = parse_header(parts.header)
    except HeaderProblem as problem:
        if line := marker_line(parts.header):
            return conflict(line, path)
        return Damaged(path=path, code=problem.code, message=problem.message, line=problem.line)
    return File(parts.opening, parts.header, parts.closing, parts.body, parsed.fields, parsed.lines)


def write(file: File) -> bytes:
    """Return the bytes of `file`; `write(read(data)) == data` for every file that is accepted."""
    return f"{file.opening}{file.header}{file.closing}{file.body}".encode()


def new_file(fields: Fields, body: str) -> File:
    """Return a new file with `fields` in their order and `body`, which is taken as it is.

    Raises Refused when the file would be damaged.
    """
    from schema.emit import emit_field

    header = "".join(emit_field(name, value) for name, value in fields.items())
    return _reread("---\n", header, "---\n", body, fields)


def with_field(file: File, name: str, value: Value | None) -> File:
    """Return `file` with one field set, or removed when `value` is None; other lines stay.

    A field that has that value already leaves the file as it is. A new field goes last; a comment
    behind the value stays. Where a comment or blank line would fall into the text of the field
    before a removed one, a line of `#` stays between. Raises Refused when the file would be
    damaged.
    """
    from schema.emit import emit_field

    meant = None if value is None else _plain(value)
    if file.fields.get(name) == meant:
        return file
    fields = dict(file.fields)
    ending = _ending(file)
    lines = file.header.splitlines(keepends=True)
    first, last = file.lines.get(name, (len(lines) + 2, len(lines) + 1))
    before, own, after = lines[: first - 2], lines[first - 2 : last - 1], lines[last - 1 :]
    if meant is None:
        del fields[name]
        header = "".join((*before, *after))
        if not _holds(header, fields):
            header = "".join((*before, f"#{ending}", *after))
    else:
        fields[name] = meant
        emitted = emit_field(name, meant).replace("\n", ending)
        emitted = _with_comment(emitted, own[0], ending) if own else emitted
        header = "".join((*before, emitted, *after))
    return _reread(file.opening, header, file.closing, file.body, fields)


def with_fields(file: File, values: Mapping[str, Value | None]) -> File:
    """Return `file` with each of `values` set, then those that are None removed: see `with_field`.

    So a header whose fields are all exchanged is never empty in between.
    """
    for name, value in sorted(values.items(), key=lambda item: item[1] is None):
        file = with_field(file, name, value)
    return file


def with_body(file: File, body: str) -> File:
    """Return `file` with another `body`, which is taken as it is; see `with_field` for errors."""
    if body == file.body:
        return file
    closing = file.closing if file.closing.endswith("\n") else f"{file.closing}{_ending(file)}"
    return _reread(file.opening, file.header, closing, body, file.fields)


def with_section(file: File, code: str, text: str) -> File:
    """Return `file` with `text` in the section `code` of its kind; all other lines stay.

    A missing heading is added in its place. Raises SectionTwice when the code stands twice,
    ValueError when the kind has no such section, Refused when the file would be damaged.
    """
    kind = file.fields.get("kind")
    return with_body(file, replace_section(str(kind), file.body, code, text))


def to_post(file: File) -> "Post":
    """Return `file` as python-frontmatter's Post, with a handler that writes this format."""
    from schema.post import post_of

    return post_of(file.fields, file.body)


def _reread(opening: str, header: str, closing: str, body: str, fields: Fields) -> File:
    """Return the file made of these parts, read again: it must hold exactly `fields` and `body`."""
    try:
        data = f"{opening}{header}{closing}{body}".encode()
    except UnicodeEncodeError:
        message = "The text holds half a character, which no file can keep."
        raise Refused("not-utf8", message) from None
    file = read(data)
    if isinstance(file, Damaged):
        raise Refused(file.code, file.message)
    if not _same(file.fields, fields) or (file.header, file.body) != (header, body):
        raise AssertionError("a changed file does not read back as it was meant")
    return file


def _holds(header: str, fields: Fields) -> bool:
    """Return whether `header` reads as exactly `fields`, in their order."""
    from schema.header import HeaderProblem, parse_header

    try:
        return _same(parse_header(header).fields, fields)
    except HeaderProblem:
        return False


def _same(read_back: Fields, meant: Fields) -> bool:
    return list(read_back.items()) == [(name, _plain(value)) for name, value in meant.items()]


def _plain(value: Value) -> Value:
    """Return `value` in the types that reading gives: text, tuples and dicts."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return {name: _plain_entry(entry) for name, entry in value.items()}
    return tuple(value)


def _plain_entry(entry: Entry) -> Entry:
    return entry if isinstance(entry, str) else tuple(entry)


def _ending(file: File) -> str:
    """Return the line ending of the header, for lines that are new in it."""
    return "\r\n" if file.opening.endswith("\r\n") else "\n"


def _with_comment(emitted: str, old_line: str, ending: str) -> str:
    """Return the lines of a field with the comment that stood behind its value."""
    if "#" not in old_line:
        return emitted
    from schema.header import comment_after

    first, _, rest = emitted.partition(ending)
    comment = comment_after(old_line.rstrip("\r\n"))
    return f"{first}{comment}{ending}{rest}"
