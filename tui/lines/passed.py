"""What was proposed for a text and did not stay, in lines: the words, when, and both reasons."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from schema.kinds import Agreement
from tui import words
from tui.layout import Block, Paragraph, strong

if TYPE_CHECKING:
    from datetime import date

    from store import Workspace
    from store.reports import Passed

HEADING = "Proposed, and did not stay"


def passed_in(workspace: "Workspace", ref: str) -> "tuple[Passed, ...]":
    """Return what did not stay of an agreement.

    Nothing for another record, for one question, and for a file that cannot be read.
    """
    agreement = workspace.read(ref) if ref and "#" not in ref else None
    if not isinstance(agreement, Agreement):
        return ()
    return workspace.agreement_report(ref).history.passed


def passed_blocks(passed: "Sequence[Passed]", today: "date") -> Iterator[Block]:
    """Yield what did not stay, a group each; a note keeps the words and the reasons closed."""
    if not passed:
        return
    yield strong(HEADING)
    for each in passed:
        yield ""
        if each.content_note:
            yield Paragraph(f"content note: {each.content_note}", 2)
        else:
            yield from (Paragraph(line, 2) for line in each.text.split("\n"))
        came, went = (words.day(change.when, today) for change in (each.came, each.went))
        yield Paragraph(f"proposed on {came}, taken out on {went}", 4)
        if each.came.why and not each.content_note:
            yield Paragraph(f"why it was proposed: {each.came.why}", 4, 5)
        if each.went.why and not each.content_note:
            yield Paragraph(f"why it went: {each.went.why}", 4, 5)


def counted(passed: "Sequence[Passed]") -> str:
    """Return how much did not stay, for the line that opens it."""
    return f"{words.count(len(passed), 'thing was', 'things were')} proposed and did not stay"
