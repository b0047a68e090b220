"""What we agreed, on the page of what changed: briefly on its first page, in full below."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from schema.differences import find_differences
from schema.kinds import Agreement
from store.values import AgreementStanding, PersonPosition
from tui import words
from tui.layout import cut
from tui.layout import plain as plain_text
from tui.report.agreement import not_counting, off_the_list, stand_blocks
from tui.report.naming import PaperNaming
from tui.report.page import (
    Block,
    Entry,
    Goto,
    Line,
    Paragraph,
    Part,
    Prose,
    folded,
    paragraph,
    said,
)

AGREED = "agreed-in-full"
MOST_AGREEMENTS = 4
# So many characters of what people said who do not simply agree stand on the first page, whole or
# not at all: nobody's words are cut.
MOST_SAID = 220
# So many characters of the texts themselves stand there, in whole lines.
MOST_TEXT = 220

# A longer title would take more than its line.
_TITLE = 44
# Who said it, when and on which text takes as much room as so many characters.
_SPEAKER = 130
_MOST_NAMES = 3
_MOST_WITH_TEXT = 2
# Whose stand one word would hide: they are heard in their own words, the strongest first.
_HEARD = ("not-yet", "stand-aside", "agree-with-concern")
_NOT_YET_FIRST = ("not-yet", "changed-since-agreed", "asked", "agreed", "draft")
_STAND = {
    ("not-yet", True): "Can't agree yet",
    ("not-yet", False): "Can't agree yet, said of an earlier text",
    ("stand-aside", True): "Stands aside",
    ("agree-with-concern", True): "Behind this text, with a concern",
    ("agree", True): "Behind this text",
    ("stand-aside", False): "Stood aside, on an earlier text",
    ("agree-with-concern", False): "Behind an earlier text, with a concern",
    ("agree", False): "Behind an earlier text",
}
# A line of a text that only makes sense with what follows it.
_BEGINS_MORE = re.compile(r"[ \t]*(?:>|`{3}|~{3}|\||<)")
_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]|$)")

Texts = Mapping[str, Agreement]


def not_yet_first(agreements: Iterable[AgreementStanding]) -> list[AgreementStanding]:
    """Return agreements in the order in which they are told."""
    return sorted(agreements, key=lambda each: _NOT_YET_FIRST.index(each.standing))


def in_full(
    agreements: Iterable[AgreementStanding], texts: Texts, naming: PaperNaming
) -> Iterator[Entry]:
    """Yield each agreement with its whole text, and everyone's stand in their own words."""
    for each in agreements:
        blocks = [*_whole_text(texts.get(each.id)), *_stands(each, naming)]
        yield Entry(_state(each, each.title), tuple(blocks))


def in_short(
    agreements: Sequence[AgreementStanding], texts: Texts, naming: PaperNaming
) -> Iterator[Entry]:
    """Yield each agreement with how its text begins and who stands where, in a few lines."""
    left = MOST_SAID
    with_text = _MOST_WITH_TEXT if len(agreements) <= MOST_AGREEMENTS + 1 else 1
    room = MOST_TEXT // max(1, min(len(agreements), with_text))
    for number, each in enumerate(agreements):
        line = _state(each, plain_text(cut(" ".join(each.title.split()), _TITLE)))
        heard = _heard(each)
        length = sum(_length(one) for one in heard)
        left -= length + _SPEAKER * len(heard)
        # Of those further down, only what nobody may overlook stands on the first page.
        is_brief = number >= with_text
        text, is_whole = ("", False) if is_brief else _beginning(texts.get(each.id), room)
        without = ("agree",) if is_brief else ()
        below = [] if is_whole else ["The whole text"]
        blocks: list[Block] = [Prose(text)] if text else []
        if left >= 0:
            blocks += [block for one in heard for block in stand_blocks(one, naming)]
            without = (*without, *_HEARD)
        elif any(one.because.strip() or one.would_help for one in heard):
            below.append("Their words" if is_whole else "their words")
        who = tuple(_who(each, naming, without))
        if is_brief:
            told = [part for one in who for part in (" ", *one.line)]
            yield Entry(
                (*line, *told, " ", Goto(f"{below[-1].capitalize()}: below", AGREED), "."),
                tuple(blocks),
            )
            continue
        if below:
            line = (*line, " ", Goto(f"{' and '.join(below)}: below", AGREED), ".")
        yield Entry(line, (*blocks, *who))


def left_not_yet(agreements: Sequence[AgreementStanding]) -> str:
    """Return in how many of those the first page leaves out someone cannot agree, "" for none."""
    left = sum(each.standing == "not-yet" for each in agreements[MOST_AGREEMENTS:])
    return f"; in {left} of them someone can't agree yet" if left else ""


def _state(each: AgreementStanding, called: str) -> Line:
    return (said(called), f": {words.STANDINGS[each.standing]}.")


def _whole_text(agreement: Agreement | None) -> Iterator[Block]:
    if agreement is None or not agreement.body.strip():
        return
    if find_differences(agreement.body, agreement.fields):
        yield paragraph("Some of it is worded in two ways, still to settle together.", look="quiet")
    yield from folded(agreement.content_note, Prose(agreement.body.strip("\n")))


def _beginning(agreement: Agreement | None, room: int) -> tuple[str, bool]:
    """Return the first lines of a text that fit, whole lines only, and whether that is all of it.

    A text with a content note, or that is worded in two ways, is told below alone.
    """
    if agreement is None or not agreement.body.strip():
        return "", True
    if agreement.content_note or find_differences(agreement.body, agreement.fields):
        return "", False
    taken: list[str] = []
    body = agreement.body.strip("\n")
    for line in body.split("\n"):
        if _BEGINS_MORE.match(line) or len("\n".join((*taken, line))) > room:
            return _close_together(taken), False
        taken.append(line)
    return _close_together(taken), True


def _close_together(lines: Iterable[str]) -> str:
    """Return lines without blank ones and headings: on the first page there is no room for them."""
    return "\n".join(line for line in lines if line.strip() and not _HEADING.match(line))


def _heard(each: AgreementStanding) -> list[PersonPosition]:
    found = [e for e in each.positions if e.current and e.position in _HEARD]
    return sorted(found, key=lambda e: _HEARD.index(e.position))


def _length(one: PersonPosition) -> int:
    """Return how much room someone's own words take, with who wrote down what would help."""
    helps = sum(len(e.text) + len(e.content_note) + _SPEAKER for e in one.would_help)
    return len(one.because) + len(one.content_note) + helps


def _stands(each: AgreementStanding, naming: PaperNaming) -> Iterator[Block]:
    """Yield everyone's stand: who does not simply agree first, then who agrees."""
    behind = [e for e in each.positions if e.current and e.position == "agree"]
    behind.sort(key=lambda e: not e.on_this_text)
    for position in (*_heard(each), *behind):
        yield from stand_blocks(position, naming)
    yield from off_the_list(each, naming)
    yield from not_counting(each)


def _who(
    each: AgreementStanding, naming: PaperNaming, without: Sequence[str] = ()
) -> Iterator[Paragraph]:
    """Yield in one paragraph who stands where, those who do not simply agree first.

    Who was taken off the list, and what lies there and is nobody's yes, is always told with it.
    """
    parts: list[Part] = []
    for (position, on_this_text), label in _STAND.items():
        found = [
            e
            for e in each.positions
            if e.current and (e.position, e.on_this_text) == (position, on_this_text)
        ]
        if found and position not in without:
            # Whoever cannot agree is never counted away.
            most = len(found) if position == "not-yet" else _MOST_NAMES
            parts += [
                " " if parts else "",
                f"{label}: ",
                *_names(found, most, each.removed_parties, naming),
                ".",
            ]
    for block in (*off_the_list(each, naming), *not_counting(each)):
        parts += [" " if parts else "", *block.line] if isinstance(block, Paragraph) else []
    if parts:
        yield Paragraph(tuple(parts), "quiet")


def _names(
    found: Sequence[PersonPosition], most: int, gone: Sequence[str], naming: PaperNaming
) -> Iterator[Part]:
    """Yield names, those another person wrote it down for with who did: never one alone."""
    shown = sorted(found, key=lambda each: each.recorded_by)[:most]
    for number, (recorder, group) in enumerate(groupby(shown, lambda each: each.recorded_by)):
        yield "; " if number else ""
        for at, each in enumerate(group):
            yield ", " if at else ""
            yield said(each.name)
            if not each.listed and each.person not in gone:
                yield " (not on the list of people asked)"
        if recorder:
            yield " (recorded by "
            yield naming.who(recorder)
            yield ")"
    if found[most:]:
        yield f", and {words.count(len(found) - most, 'more person', 'more people')}"
