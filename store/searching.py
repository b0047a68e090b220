"""Full-text search over the saved records, with the place of each hit."""

import re
import unicodedata
from collections.abc import Container, Iterator
from itertools import islice

from schema.ids import kind_and_id
from schema.record import Contribution, Damaged, Document
from schema.sections import sections
from schema.withdrawal import is_withdrawn
from store.cache import Match
from store.desk import Desk
from store.errors import BadValue
from store.reading import said_about
from store.revealing import closed_answers, may_be_closed
from store.values import Hit

_WORD = re.compile(r"\w+")
# Scripts written without spaces are one long word to the index, so parts of it are looked for.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)


def search(desk: Desk, words: str, limit: int = 0, *, everything: bool = False) -> tuple[Hit, ...]:
    """Return the line of each record in which the `words` stand, in path order; at most `limit`.

    All words must stand in the record; they match from their beginning, whatever their case and
    accents. What a correction replaced is found only with `everything`, and says so. Words taken
    back and the insides of damaged files are never found. Raises BadValue when there is no word
    to look for.
    """
    terms = _WORD.findall(unicodedata.normalize("NFC", words))
    if not terms:
        raise BadValue("There is no word to look for.", "Write one, as in: coproduce search bus")
    folded = [_fold(term) for term in terms]
    quick = _quick(folded)
    found = _found(desk, terms, folded)
    kept = (
        match
        for match in found
        if (everything or not _is_replaced(desk, match)) and not _is_brought_back(desk, match)
    )
    matches = tuple(islice(kept, limit or None))
    said = (desk.snapshot.record(e.path) for e in matches if may_be_closed(e.kind, e.ref))
    closed = closed_answers(desk, (each for each in said if isinstance(each, Contribution)))
    return tuple(_hit(desk, match, folded, quick, closed) for match in matches)


def _is_replaced(desk: Desk, match: Match) -> bool:
    return bool(match.ref) and match.path in desk.last.replaced


def _is_brought_back(desk: Desk, match: Match) -> bool:
    return bool(match.ref) and match.path in desk.last.by_hand.brought_back


def _found(desk: Desk, terms: list[str], folded: list[str]) -> Iterator[Match]:
    if not any(_UNSPACED.search(term) for term in terms):
        yield from desk.snapshot.matches(" ".join(f'"{term}"*' for term in terms))
        return
    for path, row, record in desk.snapshot.rows:
        if isinstance(record, Damaged) or is_withdrawn(record):
            continue
        title = record.title if isinstance(record, Document) else ""
        text = _fold(f"{title}\n{row.body}")
        if all(term in text for term in folded):
            said = (getattr(record, "ref", ""), getattr(record, "by", ""))
            note, lines = record.content_note, (row.body_line, row.title_line)
            yield Match(path, record.kind, title, *said, note, row.body, *lines)


def _quick(folded: list[str]) -> re.Pattern[str] | None:
    """Return a pattern that finds a single plain word as the index does, None for anything else."""
    if len(folded) != 1 or not folded[0].isascii():
        return None
    return re.compile(rf"\b{re.escape(folded[0])}", re.IGNORECASE)


def _hit(
    desk: Desk,
    match: Match,
    folded: list[str],
    quick: re.Pattern[str] | None,
    closed: Container[str],
) -> Hit:
    named = kind_and_id(match.path) or ("", "")
    line, text = _place(match, folded, quick)
    title = said_about(desk, match.ref, match.speaker) if match.ref else match.title
    return Hit(
        id=named[1],
        kind=match.kind or named[0],
        title=title,
        path=match.path,
        line=line,
        text=text,
        content_note=match.content_note,
        by=desk.name(match.speaker) if match.ref else "",
        code=match.ref.partition("#")[2] or _section(match, line),
        replaced=_is_replaced(desk, match),
        closed=named[1] in closed,
        changed_by_hand=bool(match.ref)
        and any(path == match.path for _, path in desk.last.by_hand.changed),
    )


def _section(match: Match, line: int) -> str:
    """Return the code of the section that a line of a file stands in, "" when it is in none."""
    if match.kind not in ("step", "review"):
        return ""
    at = line - match.body_line + 1
    above = [each.code for each in sections(match.kind, match.body) if each.line <= at]
    return above[-1] if above else ""


def _place(match: Match, folded: list[str], quick: re.Pattern[str] | None) -> tuple[int, str]:
    """Return the line that holds most of the words, 1-based in the file, and its text."""
    body = match.body
    if quick and body.isascii() and (found := quick.search(body)):
        start = body.rfind("\n", 0, found.start()) + 1
        end = body.find("\n", start)
        return match.body_line + body.count("\n", 0, start), body[start : end if end >= 0 else None]
    best = (0, match.body_line, "")
    for number, line in enumerate(body.split("\n")):
        text = _fold(line)
        count = sum(term in text for term in folded)
        if count > best[0]:
            best = (count, match.body_line + number, line)
    if best[0] or not match.title:
        return best[1], best[2]
    return match.title_line or 1, match.title


def _fold(text: str) -> str:
    """Return text without case and accents, as the index compares it."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
