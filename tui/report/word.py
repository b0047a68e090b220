"""A page as a Word document (docx), with python-docx."""

from collections.abc import Iterable
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from docx import Document, oxml
from docx.shared import Pt

from schema.text import visible
from tui.report import page as pages
from tui.report.page import Block, Entry, Line, Page, Piece, plain
from tui.report.prose import flat

if TYPE_CHECKING:
    from docx.document import Document as DocumentObject
    from docx.text.paragraph import Paragraph

_USUAL, _LARGE = 12, 18
_MARKS = {
    "added": "added: ",
    "removed": "removed: ",
    "moved-to": "moved to here: ",
    "moved-from": "moved from here: ",
}


def as_docx(page: Page) -> bytes:
    """Return a page as the bytes of a Word document."""
    document = Document()
    _prepare(document, page)
    writer = _Writer(document)
    writer.paragraph(page.kicker)
    document.add_heading(_safe(page.title), level=1)
    writer.paragraph(page.made)
    for block in page.blocks:
        writer.block(block, 2)
    if page.support:
        writer.paragraph(("Support: ", page.support))
    writer.paragraph(("Words that people take back later may still stand in copies of this page.",))
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _prepare(document: "DocumentObject", page: Page) -> None:
    """Set the size, the language, and properties that name no program and no person."""
    normal: Any = document.styles["Normal"]
    normal.font.size = Pt(_LARGE if page.large_print else _USUAL)
    _add(normal.element.get_or_add_rPr(), "w:lang", page.language)
    properties = document.core_properties
    properties.title = _safe(page.title)
    properties.language = page.language
    # Otherwise they are those of the library's own empty document.
    properties.created = properties.modified = datetime.now(UTC)
    properties.author = properties.comments = properties.last_modified_by = ""


def _add(element: Any, name: str, value: str) -> None:
    """Give an element of the file one more, for which python-docx has no word of its own."""
    make: Any = oxml
    made = make.OxmlElement(name)
    made.set(make.ns.qn("w:val"), value)
    element.append(made)


class _Writer:
    """Writes blocks into one document."""

    def __init__(self, document: "DocumentObject") -> None:
        self._document = document

    def paragraph(self, line: Line, style: str = "") -> "Paragraph":
        """Write one line."""
        return self._document.add_paragraph(_safe(plain(line)), style=style or None)

    def block(self, block: Block, level: int) -> None:
        """Write one block. Raises ValueError for one that belongs to a slip."""
        match block:
            case pages.Section():
                self._document.add_heading(_safe(plain(block.heading)), level=min(level, 9))
                self._all(block.blocks, level + 1)
            case pages.Paragraph():
                self.paragraph(block.line)
            case pages.Prose():
                self._prose(block.text)
            case pages.Quote():
                self._prose(block.text, quoted=True)
                self.paragraph(("(", *block.by, ")"))
            case pages.Items():
                for entry in block.entries:
                    self._entry(entry, level)
            case pages.Wording():
                self._wording(block)
            case pages.Folded():
                self.paragraph((f"Content note: {block.note}. The words with this note follow.",))
                self._all(block.blocks, level)
                self.paragraph(("Here the words with the content note end.",))
            case pages.Facts():
                for name, value in block.rows:
                    self.paragraph((f"{name}: ", *value))
            case pages.Table():
                self._table(block)
            case _:
                # What is left is of slips, which are printed from HTML or text alone.
                raise ValueError(block)

    def _all(self, blocks: Iterable[Block], level: int) -> None:
        for block in blocks:
            self.block(block, level)

    def _entry(self, entry: Entry, level: int) -> None:
        self.paragraph(entry.line, "List Bullet")
        self._all(entry.blocks, level)

    def _prose(self, text: str, *, quoted: bool = False) -> None:
        for each in flat(text):
            style = "List Bullet" if each.marker == "•" else None
            written = self._document.add_paragraph(style=style)
            written.paragraph_format.left_indent = (
                Pt(18 * (each.depth + quoted)) if each.depth or quoted else None
            )
            if each.marker and each.marker != "•":
                written.add_run(f"{each.marker} ")
            for run in each.runs:
                made = written.add_run(_safe(run.text))
                made.bold = run.strong or each.form == "heading" or None
                made.italic = run.emphasis or None
                made.font.strike = run.struck or None
                if run.href and run.href != run.text:
                    written.add_run(f" ({_safe(run.href)})")

    def _wording(self, block: pages.Wording) -> None:
        if not block.places:
            self.paragraph(("No words changed in its text.",))
        for place in block.places:
            if place.heading:
                self.paragraph((f"In {place.heading}:",))
            for pieces in place.lines:
                written = self._document.add_paragraph()
                for piece in pieces:
                    _mark(written, piece)

    def _table(self, block: pages.Table) -> None:
        self.paragraph((block.caption,))
        table = self._document.add_table(rows=1, cols=len(block.head), style="Table Grid")
        for row, cells in zip(
            (table.rows[0], *(table.add_row() for _ in block.rows)),
            (block.head, *block.rows),
            strict=True,
        ):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = _safe(text)
        # Screen readers say the names of the columns again on every page.
        first: Any = table.rows[0]
        _add(first._tr.get_or_add_trPr(), "w:tblHeader", "true")
        self._document.add_paragraph()


def _mark(written: "Paragraph", piece: Piece) -> None:
    text = _safe(piece.text)
    if piece.mark == "same":
        written.add_run(text)
        return
    run = written.add_run(f"[{_MARKS[piece.mark]}{text}]")
    run.font.underline = piece.mark in ("added", "moved-to") or None
    run.font.strike = piece.mark == "removed" or None


def _safe(text: str) -> str:
    """Return text with what could act on a reader shown; a Word file may hold no controls."""
    return visible(text)
