"""The text of one agreement as lines to read: exactly as it is saved, open differences marked."""

from collections.abc import Iterator, Sequence

from schema.differences import Difference
from schema.digest import grouped
from store.values import ShownDamaged
from tui import words
from tui.app.dialogs.position import AgreedText
from tui.app.places.agreement import ABOUT, AgreementFacts
from tui.app.reading import Part
from tui.layout import Block, Paragraph, Rows, dim, strong

BESIDE = "┃ "
_OUTSIDE = (
    "Its file was changed outside coproduce, and that is not saved yet. This is what is saved."
)


def text_parts(body: str, differences: Sequence[Difference]) -> Iterator[Part]:
    """Yield a text exactly as it is; a bar stands beside the lines that are still different."""
    at = 0
    for each in differences:
        if each.field:
            continue
        yield from _plain(body[at : each.start])
        said = "Different wordings, to settle together"
        yield Part((strong(said), *_lines(body[each.start : each.end])), BESIDE)
        at = each.end
    yield from _plain(body[at:].rstrip("\n"))


def _plain(text: str) -> Iterator[Part]:
    if text.strip("\n"):
        yield Part(tuple(_lines(text)))
    elif text:
        yield Part(("",))


def _lines(text: str) -> Iterator[Block]:
    for line in text.removesuffix("\n").split("\n"):
        yield Paragraph(line)


def agreement_parts(facts: AgreementFacts, *, opened: bool) -> Iterator[Part]:
    """Yield what the left half shows: title, exact text, open differences, what it belongs to."""
    agreement = facts.agreement
    yield Part((strong(facts.title), ""))
    if facts.waiting:
        yield Part((facts.waiting, ""))
    if facts.past and facts.past.outside:
        yield Part((_OUTSIDE, ""))
    if agreement.content_note and not opened:
        yield Part((f"content note: {agreement.content_note}", dim("Enter opens the text.")))
        return
    if agreement.body.strip():
        yield from text_parts(agreement.body, facts.differences)
    else:
        yield Part((dim("There is no text yet. e writes it."),))
    yield from _header_differences(facts.differences)
    yield Part(("", Paragraph(dim(" · ".join(_about(facts))))))


def _header_differences(differences: Sequence[Difference]) -> Iterator[Part]:
    for each in differences:
        if each.field:
            name = each.field.replace("_", " ")
            rows = [(str(n), said or "(left out)") for n, said in enumerate(each.wordings, 1)]
            yield Part(("",))
            yield Part((strong(f"Different wordings of “{name}”"), Rows(rows)), BESIDE)


def _about(facts: AgreementFacts) -> Iterator[str]:
    agreement = facts.agreement
    if agreement.archived:
        yield f"put aside on {words.day(agreement.archived, facts.today)}"
    if agreement.step:
        yield f"step {agreement.step}"
    if agreement.about:
        yield ABOUT.get(agreement.about, agreement.about)
    if again := words.look_again(agreement.review_on, facts.today):
        yield again
    groups = grouped(facts.standing.digest).split()
    yield f"these words have the code {' '.join(groups[:4])} …"


def agreed_text(facts: AgreementFacts) -> AgreedText:
    """Return the text to say where one stands on, with the digest that binds what is said to it."""
    agreement = facts.agreement
    title = Part((strong(facts.title), ""))
    return AgreedText(
        id=agreement.id,
        title=facts.title,
        parts=(title, *text_parts(agreement.body, facts.differences)),
        digest=facts.standing.digest,
        code=f"These words have the code {grouped(facts.standing.digest)}",
    )


def damaged_parts(shown: ShownDamaged) -> Iterator[Part]:
    """Yield a file that cannot be read as an agreement: why, and its text as it is."""
    line = f" (line {shown.record.line})" if shown.record.line else ""
    yield Part((strong(shown.record.path),))
    yield Part((f"This file cannot be read as a record{line}: {shown.record.message}", ""))
    yield Part(tuple(_lines(shown.source)))
