"""What changed: a first page for whoever has one minute, then everything in words."""

from collections.abc import Collection, Iterator

import msgspec

from store.reports import ChangesReport, DocumentReport
from tui import words
from tui.report.changed import document_blocks
from tui.report.front import IN_WORDS, anchor, front_blocks, is_changed, since_when, title
from tui.report.naming import PaperNaming
from tui.report.page import Block, paragraph, said, section

_ORDER = (
    *("agreement", "review", "outcome", "action", "step", "activity", "barrier", "learning"),
    *("meeting", "earlier", "person", "unplaced"),
)


def changes_blocks(
    found: ChangesReport, naming: PaperNaming, closed: Collection[str] = ()
) -> Iterator[Block]:
    """Yield the whole report, its first page first; `closed` as in `document_blocks`."""
    documents = sorted(filter(None, map(_for_paper, found.documents)), key=_place)
    yield from front_blocks(found, documents, naming)
    if documents:
        every = (_document(each, naming, closed) for each in documents)
        yield section("What changed, in words", *every, anchor=IN_WORDS)


def record_blocks(
    found: ChangesReport,
    about: tuple[str, str],
    naming: PaperNaming,
    closed: Collection[str] = (),
) -> Iterator[Block]:
    """Yield what changed in the one document with this (kind, id) alone."""
    its = (each for each in found.documents if (each.kind, each.id) == about)
    here = list(filter(None, map(_for_paper, its)))
    yield since_when(found, naming, nothing=not here)
    for each in here:
        yield from document_blocks(each, naming, closed)


def _for_paper(each: DocumentReport) -> DocumentReport | None:
    """Return what is printed of a document: of a person never what others said about them.

    On a page under their name it would read as their own words, and it is not ours to pass on.
    """
    if each.kind != "person":
        return each
    own = tuple(said_ for said_ in each.said if said_.by == each.id)
    # Where nothing of their own page changed, only what others did is left to tell.
    is_theirs = own or each.before is None or is_changed(each)
    return msgspec.structs.replace(each, said=own) if is_theirs else None


def _place(each: DocumentReport) -> int:
    return _ORDER.index(each.kind) if each.kind in _ORDER else len(_ORDER)


def _document(each: DocumentReport, naming: PaperNaming, closed: Collection[str]) -> Block:
    kind = () if each.kind in ("unplaced", "activity", "step") else (words.kind_word(each.kind),)
    quiet = [paragraph(*kind, look="quiet")] if kind else []
    blocks = document_blocks(each, naming, closed)
    return section(said(title(each)), *quiet, *blocks, anchor=anchor(each))
