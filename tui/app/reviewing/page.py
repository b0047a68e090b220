"""One review as lines: what was promised before, what we say together, what each person said."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from schema.checklist import REVIEW_QUESTIONS
from schema.kinds import Answer
from schema.replacement import ANONYMOUS
from schema.said import Recorded
from schema.sections import sections
from schema.text import capital_first
from tui import words
from tui.app.reviewing.list import line, promise_row
from tui.app.sentences import Line
from tui.layout import Block, Paragraph, Rows, Text, dim, strong
from tui.lines.spoken import spoken_words
from tui.lines.threads import threads_blocks

if TYPE_CHECKING:
    from store import Workspace
    from store.reviews import ReviewPage

NOTE = "note"
REVEAL = "reveal"
ABOUT = "about"
REST = "rest"
MOST = 50
THREADS = "threads"
HIDES_NOTHING = (
    "They stay closed in the app, so that everyone can write first. Once Next is written they "
    "stand on printed pages. Nothing is hidden in the files: whoever has this workspace can read "
    "them there."
)
_NEXT = "+1"
_LABEL = 14
_INDENT = 2


class ReviewFacts(msgspec.Struct, frozen=True):
    """One review with its texts apart: the group's by question code, and each answer's by its id.

    `today` is the day it was read.
    """

    page: "ReviewPage"
    sections: Mapping[str, str]
    answers: Mapping[str, Mapping[str, str]]
    today: date


def read_review(workspace: "Workspace", ref: str) -> ReviewFacts:
    """Read one review; for another thread than the screen's. Raises as `Workspace.review` does."""
    page = workspace.review(ref)
    return ReviewFacts(
        page,
        _texts("review", page.review.body),
        {each.id: _texts("answer", each.body) for each in page.answers},
        date.fromisoformat(workspace.today),
    )


def _texts(kind: str, body: str) -> Mapping[str, str]:
    return {each.code: each.text for each in sections(kind, body)}


class PageLook(msgspec.Struct, frozen=True, kw_only=True):
    """How the page is shown: its width, and people's names as they may be shown.

    `opened` are the targets whose content note or rest was opened; `shared` hides who is waited
    for.
    """

    width: int
    names: Mapping[str, str]
    revealed: bool = False
    opened: Collection[str] = ()
    shared: bool = False


def page_lines(facts: ReviewFacts, look: PageLook) -> Iterator[Line]:
    """Yield the review; a line's target says what it is, as in `section:1` or `answer:ID`."""
    review, width = facts.page.review, look.width
    if review.content_note and NOTE not in look.opened:
        note = [dim("content note: "), review.content_note, dim(" · Enter opens it")]
        yield line(width, [note], NOTE)
        return
    yield from _promised(facts, look)
    yield from _about(facts.page, look)
    for each in REVIEW_QUESTIONS:
        yield from _section(facts, look, each.code, each.short)
        if look.revealed:
            yield from _answers(facts, look, each.code)
    yield line(width, [""])
    yield from _who_answered(facts.page, look)
    yield line(width, [""])
    yield from _threads(facts, look)


def _promised(facts: ReviewFacts, look: PageLook) -> Iterator[Line]:
    page = facts.page
    if page.before is None:
        return
    said = f" · {page.before.title}, {words.day(page.before.date, facts.today)}"
    yield line(look.width, [[strong("Promised last time"), dim(said)]])
    for number, each in enumerate(page.promised):
        row = promise_row(each, look.names, facts.today)
        yield line(look.width, [row], f"before:{number}")
    yield line(look.width, [""])


def _about(page: "ReviewPage", look: PageLook) -> Iterator[Line]:
    review = page.review
    blocks: list[Block] = []
    if review.focus:
        blocks.append(Paragraph([strong("Focus: "), review.focus]))
    said = [f"about {review.covers}"] if review.covers else []
    present = {name: str(count) for name, count in review.present.items()}
    if present:
        said.append(f"present: {words.listed(_present(present))}")
    if review.every:
        said.append(f"again every {review.every}")
    if said:
        blocks.append(Paragraph(dim(" · ".join(said))))
    if blocks:
        yield line(look.width, blocks, ABOUT)
        yield line(look.width, [""])
    yield line(look.width, [strong("What we say together")])


def _present(present: Mapping[str, str]) -> Iterator[str]:
    for name, count in present.items():
        several = f"{count} {words.perspective(name, many=True)}"
        yield words.perspective(name) if count == "1" else several


def _section(facts: ReviewFacts, look: PageLook, code: str, short: str) -> Iterator[Line]:
    label = f"{code} {short}"
    if code == _NEXT and facts.page.promises:
        for number, each in enumerate(facts.page.promises):
            name = strong(label if number == 0 else "")
            row = promise_row(each, look.names, facts.today, (name,))
            yield line(look.width, [row._replace(least=(_LABEL,))], f"next:{number}")
        return
    text = facts.sections.get(code, "")
    said: list[Text] = [each for each in text.splitlines() if each.strip()]
    lines: list[Text] = said or [dim("nothing yet")]
    rows = [(strong(label if number == 0 else ""), each) for number, each in enumerate(lines)]
    block = Rows(rows, _INDENT, least=(_LABEL,))
    yield line(look.width, [block], f"section:{code}")


def _answers(facts: ReviewFacts, look: PageLook, code: str) -> Iterator[Line]:
    said = [each for each in facts.page.answers if facts.answers[each.id].get(code, "").strip()]
    rest = f"{REST}:{code}"
    most = len(said) if rest in look.opened else MOST
    for each in said[:most]:
        target = f"answer:{each.id}"
        who = dim(f"{_who(each, look)}: ")
        text: Sequence[Text] = [who, " ".join(facts.answers[each.id][code].split())]
        if each.content_note and target not in look.opened:
            text = [who, dim(f"content note: {each.content_note} · Enter opens it")]
        yield line(look.width, [Rows([("", "·", [*text])], _INDENT, least=(_LABEL,))], target)
    if len(said) > most:
        more = dim(f"and {len(said) - most:,} more")
        yield line(look.width, [Rows([("", "·", more)], _INDENT, least=(_LABEL,))], rest)


def _who(answer: Answer, look: PageLook) -> str:
    return "someone" if answer.by == ANONYMOUS else look.names.get(answer.by, "someone")


def _whose(answers: Iterable[Answer], look: PageLook) -> str:
    """Return who has answered, those for whom somebody else wrote it down with who that was."""
    own: list[str] = []
    written: dict[str, list[str]] = {}
    for each in answers:
        if each.by == ANONYMOUS:
            continue
        typed = look.names.get(each.recorder, "")
        names = written.setdefault(typed, []) if typed else own
        names.append(_who(each, look))
    told = [words.listed(dict.fromkeys(own))] if own else []
    for recorder, people in written.items():
        both = Recorded(recorder=recorder, person=words.listed(dict.fromkeys(people)))
        told.append(both.words)
    return "; ".join(told)


def _who_answered(page: "ReviewPage", look: PageLook) -> Iterator[Line]:
    yield line(look.width, [strong("Each person’s own answers")])
    if not page.answers:
        said = "Nobody has answered yet. a writes down your answers, or someone else’s."
        yield line(look.width, [Paragraph(said, _INDENT)])
        return
    blocks: list[Block] = [Paragraph(f"{capital_first(spoken_words(page.spoken))}.", _INDENT)]
    whose = _whose(page.answers, look)
    if whose and not look.shared:
        blocks.append(Paragraph(dim(whose), _INDENT))
    if look.revealed:
        closing = "They are shown above, under each question. r closes them again."
        yield line(look.width, [*blocks, Paragraph(dim(closing), _INDENT)], REVEAL)
        return
    blocks += [Paragraph(dim(HIDES_NOTHING), _INDENT), Paragraph("r reveals them.", _INDENT)]
    yield line(look.width, blocks, REVEAL)


def _threads(facts: ReviewFacts, look: PageLook) -> Iterator[Line]:
    """Yield the threads, each as one line to move to."""
    yield line(look.width, [strong("How it feels, over time")])
    thread: list[Block] = []
    blocks = [*threads_blocks(facts.page.threads, facts.today, look.width), ""]
    for block in blocks:
        if block == "" and thread:
            yield line(look.width, [*thread, ""], THREADS)
            thread = []
        elif block != "":
            thread.append(block)
