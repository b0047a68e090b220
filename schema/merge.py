"""Merging two versions of one record, so that what would be a conflict becomes a difference.

The same inputs give the same bytes on every machine and in every language, whichever side is
called ours, and no word that a side added is lost.
"""

import re

from schema import withdrawal
from schema.characters import composed, words
from schema.codec import File, read
from schema.differences import OPEN_FIELDS, again_mark, quote_of
from schema.kinds import record_of
from schema.merging.blocks import merged_blocks
from schema.merging.body import merged_body
from schema.merging.header import merged_header, plain_header
from schema.merging.wordings import by_bytes
from schema.record import Damaged, Fields, Value

_MARK = re.compile(r"^(?:<{4,}|={7}|>{4,})(?=[ \r\n]|\Z)", re.MULTILINE)
# What a difference is written with is nobody's wording.
_OWN_WORDS = frozenset(
    re.findall(r"[A-Za-z0-9]+", " ".join((*OPEN_FIELDS, quote_of(("", "-"), again_mark()))))
)


def merge_texts(base: str, ours: str, theirs: str) -> str:
    """Return one text of a file from two versions of it and the version both began with.

    `base` is "" when there was none. A text that is no record is merged as a body, so every input
    has an answer. Symmetric in `ours` and `theirs`.
    """
    if taken_back := _taken_back(base, ours, theirs):
        return taken_back
    if theirs in (base, ours):
        return ours
    if ours == base:
        return theirs
    first, second = sorted((ours, theirs), key=by_bytes)
    left, right = _file(first), _file(second)
    if left is None or right is None:
        merged = merged_blocks(base, first, second)
        return _with_all_words(merged, base, first, second)
    merged = _merged_record(base, left, right)
    return _with_all_words(merged, base, first, second)


def _file(text: str) -> File | None:
    found = read(text.encode("utf-8", "surrogatepass"))
    return None if isinstance(found, Damaged) else found


def _taken_back(*texts: str) -> str:
    """Return the text of a contribution that was taken back in any version of it, or "".

    Words that are gone come before words still in the file.
    """
    if not any("withdrawn" in text for text in texts):
        return ""
    found: list[tuple[bool, bytes, str]] = []
    for text in texts:
        file = _file(text)
        if file and withdrawal.is_withdrawn(record_of("", file.fields, file.body)):
            found.append((bool(file.body.strip()), by_bytes(text), text))
    return min(found)[2] if found else ""


def _merged_record(base: str, ours: File, theirs: File) -> str:
    was = _file(base)
    header, fields = merged_header(was, ours, theirs)
    if was is not None and not fields:
        # Each side took out what the other left. A header that holds nothing is no header.
        header, fields = merged_header(was, was, was)
    kinds = {str(file.fields.get("kind")) for file in (ours, theirs)}
    kind = kinds.pop() if len(kinds) == 1 else ""
    body = merged_body(kind, was.body if was else base, ours.body, theirs.body)
    text = f"---\n{header}---\n{body}"
    file = _file(text)
    if file is not None and _normal(file.fields) == dict(fields):
        return text
    header = plain_header(was, ours, theirs, fields)
    text = f"---\n{header}---\n{body}"
    return text if _file(text) else f"---\n{header}---\n{_unmarked(body)}"


def _normal(fields: Fields) -> dict[str, Value]:
    return {composed(name): value for name, value in fields.items()}


def _unmarked(body: str) -> str:
    """Return a body in which no line looks like a mark that git leaves in a conflict."""
    return _MARK.sub(r"\\\g<0>", body)


def _with_all_words(merged: str, base: str, ours: str, theirs: str) -> str:
    """Return the merged text, with every line below it that holds a word which is not in it.

    Nothing should ever be missing. If it is, people see it, and it is not lost.
    """
    known = _words(merged) | _OWN_WORDS
    there = {*merged.splitlines(), *base.splitlines()}
    lines = [line for text in (ours, theirs) for line in text.splitlines() if line not in there]
    if all(_words(line) <= known for line in lines):
        return merged
    known |= _words(base)
    missing: list[str] = []
    for line in lines:
        if not _words(line) <= known:
            missing.append(line)
            known |= _words(line)
    if not missing:
        return merged
    end = "" if merged.endswith("\n") else "\n"
    return f"{merged}{end}\n" + "".join(f"> {line}\n" for line in missing)


def _words(text: str) -> set[str]:
    return set(words(text))
