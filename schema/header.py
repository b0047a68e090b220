"""The small YAML of a header: read event by event, written one field at a time."""

import re
from collections.abc import Callable, Mapping
from typing import NoReturn, cast

import msgspec
from yaml import YAMLError
from yaml._yaml import CParser
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from schema.characters import composed
from schema.record import Entry, Value

DEPTH_LIMIT = 4
"""How many lists and maps may stand inside one another, the header itself counted."""

# What libyaml does not read, and the line breaks that only some readers take for line breaks.
_NOT_ALLOWED = re.compile(
    "\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
)
_NESTED = "A value may be text, a list, or one level of names with text or lists; this goes deeper."


class HeaderProblem(ValueError):  # noqa: N818 - named by what it is, like the other errors
    """A header that is refused: the file's 1-based `line`, a stable `code`, a plain `message`."""

    def __init__(self, line: int, code: str, message: str) -> None:
        """`line` counts from the first line of the file."""
        super().__init__(message)
        self.line = line
        self.code = code
        self.message = message


class Header(msgspec.Struct, frozen=True):
    """The fields of a header in their order, and where each stands.

    `lines` gives the first and last line of each field in the file, 1-based, both included.
    Comments and blank lines between fields belong to none.
    """

    fields: Mapping[str, Value]
    lines: Mapping[str, tuple[int, int]]


def parse_header(text: str, first_line: int = 2) -> Header:
    """Return the fields of the header `text`, which starts on `first_line` of its file.

    Every scalar is the string as written; an empty value is "". Lists are tuples, a map is a dict.
    Raises HeaderProblem for whatever the format does not allow.
    Source: the format, section "Frontmatter".
    """
    if found := _NOT_ALLOWED.search(text):
        line = text.count("\n", 0, found.start()) + first_line
        message = f"The header has a character that may not stand there (U+{ord(found[0]):04X})."
        raise HeaderProblem(line, "header-character", message)
    return _Walk(text, first_line).header()


def comment_after(line: str) -> str:
    """Return the comment after the value on the one `line` of a field, with the space before it."""
    following = cast("Callable[[], Event]", CParser(f"{line}\n").get_event)
    column: int = 0
    try:
        while not isinstance(event := following(), StreamEndEvent):
            if event.end_mark.line == 0:
                column = max(column, event.end_mark.column)
    except YAMLError:
        return ""
    rest = line[column:]
    return rest if re.match(r"[ \t]+#", rest) else ""


class _Walk:
    """One walk over the parse events of a header.

    Nothing is composed, and an event is refused before the next one is asked for: libyaml's
    composer is recursive, so deep nesting would end the process.
    """

    def __init__(self, text: str, first_line: int) -> None:
        self._text = text
        self._first_line = first_line
        self._next = cast("Callable[[], Event]", CParser(text).get_event)
        self._lines: list[str] = []
        self._last_line: int = 0  # The 0-based line on which the value read last ends.

    def header(self) -> Header:
        """Return all fields; the stream must hold one document that is one block mapping."""
        try:
            return self._header()
        except YAMLError as problem:
            raise _readable(problem, self._text, self._first_line) from None

    def _header(self) -> Header:
        self._next()
        start = self._next()
        if isinstance(start, StreamEndEvent):
            self._refuse(start, "header-empty", "There is nothing between the two lines of ---.")
        self._refuse_marked_document(start)
        top = self._next()
        self._refuse_marks(top)
        if not isinstance(top, MappingStartEvent) or top.flow_style:
            self._refuse(top, "header-form", "A header is made of lines like this: title: Words.")
        fields: dict[str, Value] = {}
        lines: dict[str, tuple[int, int]] = {}
        taken: set[str] = set()
        first_line = self._first_line
        while type(event := self._next()) is not MappingEndEvent:
            name = self._name(event, taken)
            line: int = event.start_mark.line
            if event.start_mark.column or (lines and line <= self._last_line):
                self._refuse(event, "header-form", "A field starts at the beginning of its line.")
            fields[name] = self._value(self._next())
            lines[name] = (line + first_line, self._last_line + first_line)
        self._refuse_marked_document(self._next())
        end = self._next()
        if not isinstance(end, StreamEndEvent):
            self._refuse(end, "header-second", "A second header starts inside the header.")
        return Header(fields, lines)

    def _name(self, event: Event, taken: set[str]) -> str:
        """Return the name of a field, added to `taken`; names that look alike count as one."""
        self._refuse_marks(event)
        if type(event) is not ScalarEvent or not event.value:
            self._refuse(event, "header-name", "The name of a field must be a word.")
        name: str = event.value
        if name == "<<":
            message = "The name << is not used here; write out each field."
            self._refuse(event, "header-merge", message)
        counted = composed(name)
        if counted in taken:
            self._refuse(event, "header-twice", f"The field {name} stands twice; keep one of them.")
        taken.add(counted)
        return name

    def _value(self, event: Event) -> Value:
        if type(event) is ScalarEvent:
            return self._scalar(event)
        if isinstance(event, SequenceStartEvent):
            return self._list(event, depth=2)
        self._refuse_marks(event)
        return self._map(cast("MappingStartEvent", event))

    def _map(self, event: MappingStartEvent) -> Mapping[str, Entry]:
        found: dict[str, Entry] = {}
        taken: set[str] = set()
        self._last_line = event.start_mark.line
        while not isinstance(key := self._next(), MappingEndEvent):
            name = self._name(key, taken)
            entry = self._next()
            if type(entry) is ScalarEvent:
                found[name] = self._scalar(entry)
            elif isinstance(entry, SequenceStartEvent):
                found[name] = self._list(entry, depth=3)
            else:
                self._refuse_nested(entry, depth=3)
        if event.flow_style:
            self._last_line = key.end_mark.line
        return found

    def _list(self, event: SequenceStartEvent, depth: int) -> tuple[str, ...]:
        self._refuse_marks(event)
        items: list[str] = []
        self._last_line = event.start_mark.line
        while type(item := self._next()) is not SequenceEndEvent:
            if type(item) is not ScalarEvent:
                self._refuse_nested(item, depth + 1)
            items.append(self._scalar(item))
        if event.flow_style:
            self._last_line = item.end_mark.line
        return tuple(items)

    def _scalar(self, event: ScalarEvent) -> str:
        if event.anchor is not None or event.tag is not None:
            self._refuse_marks(event)
        if event.style in ("|", ">"):
            self._last_line = self._block_end(event)
        else:
            self._last_line = event.end_mark.line
        return event.value

    def _block_end(self, event: ScalarEvent) -> int:
        """Return the last line of a block scalar, with the blank lines only where they count."""
        first: int = event.start_mark.line
        last: int = event.end_mark.line - 1
        if event.value.endswith("\n\n") or event.value == "\n":
            return last
        self._lines = self._lines or self._text.split("\n")
        while last > first and not self._lines[last].strip():
            last -= 1
        return last

    def _refuse_nested(self, event: Event, depth: int) -> NoReturn:
        """Refuse what stands too deep, looking on only as far as it takes to say how deep."""
        self._refuse_marks(event)
        start = event
        while depth <= DEPTH_LIMIT:
            event = self._next()
            if isinstance(event, SequenceStartEvent | MappingStartEvent):
                depth += 1
            elif not isinstance(event, ScalarEvent):
                self._refuse(start, "header-nested", _NESTED)
        self._refuse(event, "header-deep", _NESTED)

    def _refuse_marks(self, event: Event) -> None:
        """Refuse an alias, and an anchor or tag on anything."""
        if not isinstance(event, NodeEvent):
            return
        if isinstance(event, AliasEvent):
            message = f'A value cannot start with *; put it in double quotes: "*{event.anchor}".'
            self._refuse(event, "header-alias", message)
        if event.anchor is not None:
            message = f'A value cannot start with &; put it in double quotes: "&{event.anchor}".'
            self._refuse(event, "header-anchor", message)
        if getattr(event, "tag", None) is not None:
            message = "A value cannot start with !; put it in double quotes."
            self._refuse(event, "header-tag", message)

    def _refuse_marked_document(self, event: Event) -> None:
        """Refuse directives (`%YAML`), and a document that is opened or ended in so many words."""
        if isinstance(event, DocumentStartEvent) and (event.version or event.tags):
            self._refuse(event, "header-directive", "A line that starts with % has no place here.")
        if isinstance(event, DocumentStartEvent | DocumentEndEvent) and event.explicit:
            self._refuse(event, "header-second", "A line of --- or ... has no place in a header.")

    def _refuse(self, event: Event, code: str, message: str) -> NoReturn:
        raise HeaderProblem(event.start_mark.line + self._first_line, code, message)


_SENTENCES = (
    (
        "could not find expected ':'",
        "This line needs the form of a field: a name, a colon, a value.",
    ),
    ("mapping values are not allowed", "There is a second colon; put the value in double quotes."),
    ("cannot start any token", "A value cannot start like this; put it in double quotes."),
    ("found a tab character", "A tab cannot set a line in; use spaces."),
    ("unexpected end of stream", "A quote is opened here and not closed."),
    ("',' or ']'", "A list is opened here with [ and not closed."),
    ("',' or '}'", "Something is opened here with { and not closed."),
    ("escape", "A backslash in double quotes must be written twice."),
    ("document start", "A line of --- or ... has no place in a header."),
    ("directive", "A line that starts with % has no place here."),
    ("expected key", "This line is set in differently from the lines around it."),
    ("expected '-' indicator", "This line is set in differently from the list around it."),
    ("exceeded max depth", _NESTED),
)


def _readable(problem: YAMLError, text: str, first_line: int) -> HeaderProblem:
    """Return what libyaml could not read as a plain sentence with the line to blame."""
    mark = getattr(problem, "problem_mark", None)
    line: int = min(mark.line, max(text.count("\n") - 1, 0)) if mark else 0
    technical = f"{getattr(problem, 'problem', '')} {getattr(problem, 'context', '')}"
    sentence = next((words for part, words in _SENTENCES if part in technical), "")
    plain = sentence or "This line of the header cannot be read."
    return HeaderProblem(line + first_line, "header-unreadable", plain)
