"""What changed: a first page for whoever has one minute, then everything in words."""

from collections.abc import Iterator

from store.reports import ChangesReport, DocumentReport
from tui import words
from tui.report.changed import document_blocks
from tui.report.front import IN_WORDS, anchor, front_blocks, title
from tui.report.naming import PaperNaming
from tui.report.page import Block, paragraph, said, section

_ORDER = (
    *("agreement", "review", "outcome", "action", "step", "activity", "barrier", "learning"),
    *("meeting", "earlier", "person", "unplaced"),
)


def changes_blocks(found: ChangesReport, naming: PaperNaming) -> Iterator[Block]:
    """Yield the whole report, its first page first."""
    documents = sorted(found.documents, key=_place)
    yield from front_blocks(found, documents, naming)
    if documents:
        every = (_document(each, naming) for each in documents)
        yield section("What changed, in words", *every, anchor=IN_WORDS)


def _place(each: DocumentReport) -> int:
    return _ORDER.index(each.kind) if each.kind in _ORDER else len(_ORDER)


def _document(each: DocumentReport, naming: PaperNaming) -> Block:
    kind = () if each.kind in ("unplaced", "activity", "step") else (words.kind_word(each.kind),)
    quiet = [paragraph(*kind, look="quiet")] if kind else []
    return section(said(title(each)), *quiet, *document_blocks(each, naming), anchor=anchor(each))
