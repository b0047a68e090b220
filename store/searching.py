"""Full-text search over the saved records, with the place of each hit."""

import re
import unicodedata
from collections.abc import Iterator

from schema.ids import kind_and_id
from schema.record import Contribution, Damaged, Document, Record
from store.cache import Parsed
from store.desk import Desk
from store.errors import BadValue
from store.reading import said_title
from store.snapshot import as_record
from store.values import Hit

_WORD = re.compile(r"\w+")
# Scripts written without spaces are one long word to the index, so parts of it are looked for.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)


def search(desk: Desk, words: str) -> tuple[Hit, ...]:
    """Return the first line of each record in which all `words` stand, in path order.

    Words match from their beginning, whatever their case and accents. Words taken back and the
    insides of damaged files are never found. Raises BadValue when there is no word to look for.
    """
    terms = _WORD.findall(words)
    if not terms:
        raise BadValue("There is no word to look for.", "Write one, as in: coproduce search bus")
    folded = [_fold(term) for term in terms]
    return tuple(
        _hit(desk, path, record, row, folded) for path, record, row in _found(desk, terms, folded)
    )


def _found(desk: Desk, terms: list[str], folded: list[str]) -> Iterator[tuple[str, Record, Parsed]]:
    for path, row in _rows(desk, terms, folded):
        record = as_record(path, row)
        if isinstance(record, Damaged):
            continue
        if isinstance(record, Contribution) and record.withdrawn:
            continue
        yield path, record, row


def _rows(desk: Desk, terms: list[str], folded: list[str]) -> Iterator[tuple[str, Parsed]]:
    if not any(_UNSPACED.search(term) for term in terms):
        yield from desk.snapshot.matches(" ".join(f'"{term}"*' for term in terms))
        return
    for path, row, _ in desk.snapshot.rows:
        text = _fold(f"{row.fields.get('title', '')}\n{row.body}")
        if all(term in text for term in folded):
            yield path, row


def _hit(desk: Desk, path: str, record: Record, row: Parsed, folded: list[str]) -> Hit:
    named = kind_and_id(path) or ("", "")
    line, text = _place(row, record, folded)
    return Hit(
        id=named[1],
        kind=record.kind or named[0],
        title=record.title if isinstance(record, Document) else said_title(desk, record),
        path=path,
        line=line,
        text=text,
        content_note=record.content_note,
    )


def _place(row: Parsed, record: Record, folded: list[str]) -> tuple[int, str]:
    """Return the line that holds most of the words, 1-based in the file, and its text."""
    best = (0, row.body_line, "")
    for number, line in enumerate(row.body.splitlines()):
        text = _fold(line)
        count = sum(term in text for term in folded)
        if count > best[0]:
            best = (count, row.body_line + number, line)
    if best[0] or not isinstance(record, Document):
        return best[1], best[2]
    return 1, record.title


def _fold(text: str) -> str:
    """Return text without case and accents, as the index compares it."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
