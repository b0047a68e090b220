"""How one field of a header is written so that every YAML reader reads back the same text."""

import re
from collections.abc import Mapping, Sequence

from schema.characters import has_letter, starts_with_digit
from schema.record import Value

WIDTH = 100
"""A list that fits this many characters stands on one line."""

_INSIDE = r"[^\x00-\x20\"*:<>\[\\\]`{|}~\x7f]"
# Words with single spaces; with a letter first no such text is a number, a date or an indicator.
_PLAIN = re.compile(rf"{_INSIDE}+(?: (?!#){_INSIDE}+)*")
_UNSAFE_IN_LIST = re.compile(r"[?&!%@#=,$^]")
_PLAIN_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")
_READ_AS_OTHER = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan"))
_ESCAPED = re.compile(
    '["\\\\\x00-\x1f\x7f-\xa0\u00ad\u061c\u180e\u200b\u2028-\u202e\u2060-\u206f\ud800-\udfff'
    "\ufdd0-\ufdef\ufeff\ufff9-\uffff\U000e0000-\U000e001f]"
)
_SHORT_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def emit_field(name: str, value: Value) -> str:
    """Return the lines of one field, each ended by LF.

    Text is plain when every reader of YAML 1.1 and 1.2 takes it for that text, else in double
    quotes on one line. A list is `[a, b]` when the line is short, else one `- ` line per entry;
    a map is one line per name.
    """
    return _emitted(name, value, "")


def _emitted(name: str, value: Value, indent: str) -> str:
    head = f"{indent}{_name(name)}:"
    if isinstance(value, str):
        return f"{head} {_scalar(value)}\n"
    if isinstance(value, Mapping):
        entries = "".join(_emitted(each, entry, f"{indent}  ") for each, entry in value.items())
        return f"{head}\n{entries}" if entries else f"{head} {{}}\n"
    return _list(head, value, indent)


def _list(head: str, items: Sequence[str], indent: str) -> str:
    line = f"{head} [{', '.join(map(_in_list, items))}]\n"
    if len(line) <= WIDTH + 1 or not items:
        return line
    return f"{head}\n" + "".join(f"{indent}  - {_scalar(item)}\n" for item in items)


def _name(name: str) -> str:
    plain = _PLAIN_NAME.fullmatch(name) and name.lower() not in _READ_AS_OTHER
    return name if plain else _quoted(name)


def _scalar(text: str) -> str:
    plain = _starts_with_letter(text) and _PLAIN.fullmatch(text) and not _ESCAPED.search(text)
    return text if plain and text.lower() not in _READ_AS_OTHER else _quoted(text)


def _starts_with_letter(text: str) -> bool:
    first = text[:1]
    if first.isascii():
        return first.isalpha()
    return has_letter(first) and not starts_with_digit(first)


def _in_list(text: str) -> str:
    return _quoted(text) if _UNSAFE_IN_LIST.search(text) else _scalar(text)


def _quoted(text: str) -> str:
    return f'"{_ESCAPED.sub(_escape, text)}"'


def _escape(found: re.Match[str]) -> str:
    character = found.group()
    code = ord(character)
    if character in _SHORT_ESCAPES:
        return _SHORT_ESCAPES[character]
    return (
        f"\\x{code:02X}" if code < 256 else f"\\u{code:04X}" if code < 65536 else f"\\U{code:08X}"
    )
