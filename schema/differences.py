"""Differences: two or more wordings that stand side by side until people settle them."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import msgspec

from schema.characters import has_letter
from schema.record import Fields, Value

FIELD = "differences"
REMOVED_FIELD = "differences-removed"
AGAIN_FIELD = "differences-again"
OPEN_FIELDS = (FIELD, REMOVED_FIELD, AGAIN_FIELD)
"""The fields of a header that say what is open in it."""
LEFT_OUT = "*(left out)*"

_OPENING = "**Different wordings**"
_QUOTED = re.compile(r" {0,3}>")
_IS_OPENING = re.compile(r" {0,3}\*\*Different wordings\*\*")
_MARK = re.compile(r"[+-]{10}")
_AGAIN = re.compile(rf"[ \t]*\(open again ({_MARK.pattern})\)")
_AGAIN_ENTRY = re.compile(
    rf"^{AGAIN_FIELD}:[ \t]*\r?\n(?:[ \t]+[^\n]+:[ ]['\"]?{_MARK.pattern}['\"]?\r?\n)+",
    re.MULTILINE,
)
_LABEL = r"\*\*Wording +[0-9]++(?!_)(?P<after>[^*]?)[^*]*\*\*"
_IS_LABEL = re.compile(rf" {{0,3}}{_LABEL}")
_LOOKS_LIKE_A_LABEL = re.compile(
    rf"( {{0,3}})(\\*)(?=\*\*Different wordings\*\*|{_LABEL}|\*\(left out\)\*)"
)
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})(.*)")
_IS_LEFT_OUT = re.compile(r" {0,3}\*\(left out\)\*\s*")
_BREAK = re.compile(r"\r\n?|\n")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


class Difference(msgspec.Struct, frozen=True):
    """One thing with several wordings, not settled yet.

    In the header `field` is its name, a part of a map written `present.staff`, and `at` is 0. In
    the text `field` is "" and `at` counts from 1, as in `settle --at 1`; `start` and `end` bound
    its quote as offsets into the body. A side that removed the words has the wording "". `again`
    is the mark of one that was settled, and is open again; "" for any other.
    """

    field: str
    at: int
    wordings: tuple[str, ...]
    start: int = 0
    end: int = 0
    again: str = ""


class Quote(msgspec.Struct, frozen=True):
    """One quote in a body that has the form of a difference, open or with one wording left."""

    wordings: tuple[str, ...]
    start: int
    end: int
    again: str = ""


def find_differences(body: str, fields: Fields) -> tuple[Difference, ...]:
    """Return what is still open in a record: header fields first, then the text from the top.

    A header entry stays open until it is deleted; a quote is settled once it is replaced or only
    one wording is left in it.
    """
    open_quotes = [quote for quote in find_quotes(body) if len(set(quote.wordings)) > 1]
    return (
        *_in_header(fields),
        *(
            Difference("", at, quote.wordings, quote.start, quote.end, quote.again)
            for at, quote in enumerate(open_quotes, start=1)
        ),
    )


def quote_of(wordings: Iterable[str], again: str = "") -> str:
    """Return the quote that shows these wordings in a text, ending in one line break.

    Wordings are sorted by their bytes, each once; "" reads as left out. Blank lines around a
    wording are dropped, and a line that looks like a label is escaped, so that reading the quote
    gives the wordings back. `again` is the mark of a difference that is open again.
    """
    lines = [f"{_OPENING} (open again {again})" if again else _OPENING]
    for number, wording in enumerate(in_order(wordings), start=1):
        lines += ["", f"**Wording {number}**", "", *_escaped(wording)]
    return "".join(f"> {line}\n" if line else ">\n" for line in lines)


def in_order(wordings: Iterable[str]) -> tuple[str, ...]:
    """Return the wordings as a quote shows them: trimmed, each once, sorted by their bytes."""
    trimmed = {_trimmed(_BREAK.split(wording)) for wording in wordings}
    return tuple(sorted(trimmed, key=lambda wording: wording.encode(errors="surrogatepass")))


def again_mark(*said: Iterable[str]) -> str:
    """Return the mark of a difference that is open again because of what was `said` in versions.

    It is no word, so nobody takes it for one, and with other versions it is another one.
    """
    parts = [f"{len(each)}:{each}" for part in said for each in (*part, "")]
    found = hashlib.sha256("".join(parts).encode("utf-8", "surrogatepass")).digest()
    bits = int.from_bytes(found[:2], "big")
    return "".join("+-"[bits >> place & 1] for place in range(10))


def without_again(text: str) -> str:
    """Return the text of a file without what says that differences are open again."""
    if "again" not in text:
        return text
    return _AGAIN.sub("", _AGAIN_ENTRY.sub("", text))


def find_quotes(body: str) -> tuple[Quote, ...]:
    """Return every quote of `body` that has the form of a difference, from the top.

    Text on the line of a label is ignored; what stands above the first label is a wording too, so
    that none is lost with its label. A fenced example of such a quote does not count.
    """
    if _OPENING not in body:
        return ()
    found: list[Quote] = []
    quoted: list[tuple[int, str]] = []
    end = 0
    for start, line in _lines_outside_fences(body):
        if quoted and (start != end or not _QUOTED.match(line)):
            found += _quotes_in(quoted, end)
            quoted = []
        if _QUOTED.match(line):
            quoted.append((start, line))
            end = start + len(line)
    return (*found, *_quotes_in(quoted, end))


def loose_marks(body: str) -> tuple[int, ...]:
    """Return where lines that mark wordings stand without the rest of a difference around them.

    So it is where somebody changed the line above them: then nobody sees what is to settle.
    """
    if "**" not in body:
        return ()
    quotes = find_quotes(body)
    marked = (
        start
        for start, line in _lines_outside_fences(body)
        if _QUOTED.match(line) and _is_mark(_without_mark(line))
    )
    return tuple(at for at in marked if not any(each.start <= at < each.end for each in quotes))


def _is_mark(line: str) -> bool:
    return bool(_IS_OPENING.match(line)) or _is_label(line)


def _quotes_in(quoted: Sequence[tuple[int, str]], end: int) -> list[Quote]:
    """Read the differences in one run of quoted lines; `end` is where the run ends."""
    inner = [_without_mark(line) for _, line in quoted]
    openings = [at for at, line in enumerate(inner) if _IS_OPENING.match(line)]
    found: list[Quote] = []
    for first, after in pairwise([*openings, len(inner)]):
        wordings = _wordings(inner[first + 1 : after])
        if wordings:
            stop = quoted[after][0] if after < len(quoted) else end
            again = _AGAIN.search(inner[first])
            found.append(Quote(wordings, quoted[first][0], stop, again[1] if again else ""))
    return found


def _wordings(lines: Sequence[str]) -> tuple[str, ...]:
    labels = [at for at, line in enumerate(lines) if _is_label(line)]
    if not labels:
        return ()
    above = _unescaped(lines[: labels[0]])
    labelled = pairwise([*labels, len(lines)])
    return (
        *([above] if above else []),
        *(_unescaped(lines[at + 1 : after]) for at, after in labelled),
    )


def _without_mark(line: str) -> str:
    return line.lstrip(" ")[1:].rstrip("\r\n").removeprefix(" ")


def _escaped(wording: str) -> list[str]:
    if not wording:
        return [LEFT_OUT]
    return [_with_one_escape_more(line) for line in wording.split("\n")]


def _unescaped(lines: Sequence[str]) -> str:
    wording = _trimmed(lines)
    if _IS_LEFT_OUT.fullmatch(wording):
        return ""
    return "\n".join(_with_one_escape_less(line) for line in wording.split("\n"))


def _with_one_escape_more(line: str) -> str:
    label = _numbered(_LOOKS_LIKE_A_LABEL.match(line))
    return f"{label[1]}\\{line[label.end(1) :]}" if label else line


def _with_one_escape_less(line: str) -> str:
    label = _numbered(_LOOKS_LIKE_A_LABEL.match(line))
    return label[1] + label[2][1:] + line[label.end() :] if label else line


def _is_label(line: str) -> bool:
    return _numbered(_IS_LABEL.match(line)) is not None


def _numbered(label: re.Match[str] | None) -> re.Match[str] | None:
    """Return what matched unless the number of a label goes on as a word, as in `1st`."""
    return None if label and has_letter(label["after"] or "") else label


def _trimmed(lines: Sequence[str]) -> str:
    full = [at for at, line in enumerate(lines) if line.strip()]
    return "\n".join(lines[full[0] : full[-1] + 1]) if full else ""


def _lines_outside_fences(body: str) -> list[tuple[int, str]]:
    """Return (offset, line) of every line that stands in no closed fence.

    A fence that nothing closes hides nothing here: a difference below it must not go unseen.
    """
    lines = [(found.start(), found.group()) for found in _LINE.finditer(body)]
    fences = [_FENCE.match(line.rstrip("\r\n")) for _, line in lines]
    longest_below = _longest_closing_below(fences)
    outside: list[tuple[int, str]] = []
    inside = ""
    for at, fence in enumerate(fences):
        if inside:
            if fence and not fence[2].strip() and fence[1].startswith(inside):
                inside = ""
        elif fence and longest_below[at][fence[1][0]] >= len(fence[1]):
            inside = fence[1]
        else:
            outside.append(lines[at])
    return outside


def _longest_closing_below(fences: Sequence[re.Match[str] | None]) -> list[dict[str, int]]:
    """Return for each line how long the longest closing fence below it is, by its character."""
    longest: list[dict[str, int]] = []
    below = {"`": 0, "~": 0}
    for fence in reversed(fences):
        longest.append(below)
        if fence and not fence[2].strip():
            mark = fence[1][0]
            below = {**below, mark: max(below[mark], len(fence[1]))}
    return longest[::-1]


def _in_header(fields: Fields) -> list[Difference]:
    stated = fields.get(FIELD)
    by_name = stated if isinstance(stated, Mapping) else {FIELD: stated} if stated else {}
    removed = _texts(fields.get(REMOVED_FIELD))
    marks = fields.get(AGAIN_FIELD)
    return [
        Difference(
            name,
            0,
            (*([""] if name in removed else []), *_texts(by_name.get(name))),
            again=_mark(marks, name),
        )
        for name in dict.fromkeys([*by_name, *removed])
    ]


def _mark(marks: Value | None, name: str) -> str:
    found = marks.get(name) if isinstance(marks, Mapping) else None
    return found if isinstance(found, str) and _MARK.fullmatch(found) else ""


def _texts(value: Value | None) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,) if value else ()
    return value if isinstance(value, tuple) else ()
