"""The page of one review: what was promised and kept, what people answered, how it feels."""

from collections.abc import Collection, Iterator

from schema.checklist import REVIEW_QUESTIONS, THREADS
from schema.kinds import Answer
from schema.sections import section_text, sections
from schema.spoken import told_apart
from schema.text import capital_first
from schema.threads import Felt, Threads
from store.reports import ReviewWords
from store.reviews import ReviewPage
from tui import words
from tui.lines.spoken import row_words, spoken_words
from tui.lines.threads import NOT_SHOWN_APART, side_words
from tui.report.front import promise_entry
from tui.report.naming import PaperNaming
from tui.report.own_words import by_line, replies_to, said_blocks
from tui.report.page import (
    Block,
    Facts,
    Items,
    Line,
    Prose,
    Quote,
    Table,
    folded,
    paragraph,
    said,
    section,
)

_MOST_REVIEWS = 4
_NEXT = "+1"


def review_blocks(
    found: ReviewPage, more: ReviewWords, naming: PaperNaming, closed: Collection[str] = ()
) -> Iterator[Block]:
    """Yield everything about one review; `closed` are the ids of what stays out."""
    review = found.review
    facts = tuple(_facts(found, naming))
    if facts:
        yield Facts(facts)
    if found.promised and found.before:
        yield section(
            "What was promised before, and what became of it",
            paragraph("Promised in “", said(found.before.title), "”.", look="quiet"),
            Items(tuple(promise_entry(each, naming) for each in found.promised)),
        )
    lead = _lead(review.body)
    if lead.strip():
        yield section("What the group wrote", *folded(review.content_note, Prose(lead)))
    waiting = sum(each.id in closed for each in found.answers)
    if waiting:
        yield paragraph(words.stay_closed(waiting))
    for question in REVIEW_QUESTIONS:
        yield section(
            f"{question.short}: {question.words}",
            *_answers(found, question.code, naming, closed),
        )
    yield section("What people promised", *_promises(found, naming))
    replies = tuple(_replies(found, more, naming, closed))
    if replies:
        yield section("You said, and what became of it", *replies)
    about = [each for each in more.said if each.kind != "reply" and each.id not in closed]
    if about:
        yield section("What people said about this review", *said_blocks(about, naming))
    yield section("How it feels", *_threads(found.threads, naming))
    spoken = spoken_words(found.spoken)
    yield paragraph(f"{capital_first(spoken)}.", look="quiet")
    if review.archived:
        yield paragraph("This review was put aside.", look="quiet")


def _lead(body: str) -> str:
    """Return what stands before the first of the five sections: it belongs to none of them."""
    first = next(iter(sections("review", body)), None)
    return body if first is None else "\n".join(body.split("\n")[: first.line - 1])


def _facts(found: ReviewPage, naming: PaperNaming) -> Iterator[tuple[str, Line]]:
    review = found.review
    if review.date:
        yield "Day", (naming.day(review.date),)
    if review.focus:
        yield "In focus", (said(review.focus),)
    if review.covers:
        yield "Looks back on", (said(review.covers),)
    there = _there(found)
    if there:
        yield "Who was there", (there,)
    if review.every:
        yield "Planned every", (said(review.every),)


def _there(found: ReviewPage) -> str:
    given = {
        name: int(number)
        for name, number in found.review.present.items()
        if isinstance(number, str) and number.isdecimal() and len(number) < 4
    }
    spoken = told_apart(given)
    if not spoken.people:
        return ""
    rows = f": {words.listed(map(row_words, spoken.rows))}" if spoken.rows else ""
    return f"{words.count(spoken.people, 'person', 'people')}{rows}"


def _answers(
    found: ReviewPage, code: str, naming: PaperNaming, closed: Collection[str]
) -> Iterator[Block]:
    together = section_text("review", found.review.body, code)
    if together.strip():
        yield from folded(found.review.content_note, Prose(together))
    else:
        yield paragraph("The group has not summed this up.", look="quiet")
    opened = (each for each in found.answers if each.id not in closed)
    own = [block for each in opened for block in _own(each, code, naming)]
    if own:
        yield section("In people's own words", *own)


def _own(answer: Answer, code: str, naming: PaperNaming) -> tuple[Block, ...]:
    text = "" if answer.withdrawn else section_text("answer", answer.body, code)
    if not text.strip():
        return ()
    return folded(answer.content_note, Quote(text, by_line(answer, naming)))


def _promises(found: ReviewPage, naming: PaperNaming) -> Iterator[Block]:
    if found.promises:
        yield Items(tuple(promise_entry(each, naming) for each in found.promises))
    else:
        yield paragraph("Nothing was promised.", look="quiet")


def _replies(
    found: ReviewPage, more: ReviewWords, naming: PaperNaming, closed: Collection[str]
) -> Iterator[Block]:
    """Yield the replies to answers that are open, each after whose answers it is about."""
    for answer in (each for each in found.answers if each.id not in closed):
        blocks = tuple(replies_to(answer, more.said, naming))
        if blocks:
            yield paragraph("To ", *by_line(answer, naming), ":")
            yield from blocks


def _threads(found: Threads, naming: PaperNaming) -> Iterator[Block]:
    """Yield a table for each thread that was answered; rows are those of `schema.threads`."""
    first = max(0, len(found.reviews) - _MOST_REVIEWS)
    names = {each.code: each.short for each in THREADS}
    head = ("", *(naming.day(each.date) or each.title for each in found.reviews[first:]))
    shown = False
    for thread in found.threads:
        rows = tuple(
            (side_words(side.perspective), *(_felt(each) for each in side.felt[first:]))
            for side in thread.sides
            if any(side.felt[first:])
        )
        if rows:
            shown = True
            name = names.get(thread.code, thread.code)
            yield Table(capital_first(name), head, rows)
    yield paragraph(NOT_SHOWN_APART if shown else "Too few people answered this.", look="quiet")


def _felt(felt: Felt | None) -> str:
    if felt is None:
        return "–"
    if len(felt.counts) > 1:
        pairs = zip(felt.feelings, felt.counts, strict=True)
        return ", ".join(f"{feeling} ({number})" for feeling, number in pairs)
    return ", ".join(felt.feelings)
